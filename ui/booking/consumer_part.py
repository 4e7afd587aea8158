"""Who the booking is for: search as you type, the one chosen with what they have booked already, or a new one."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.services.forms import ConsumerForm
from frontdesk.views.choices import CenterChoice
from frontdesk.views.consumers import ConsumerBooking, ConsumerDetails, ConsumerRow
from ui.booking.chosen import ChosenConsumer
from ui.booking.hits import HitList
from ui.booking.new_consumer import NewConsumer
from ui.booking.words import booking_today, consumer_facts, has_today, standing_words
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local
from ui.theme import SPACE
from ui.widgets import SearchBox, button, field, label

_HITS = 11
"""As many as can be looked over, with the line for a new consumer below them."""


class Known(NamedTuple):
    """What is known of the consumer chosen."""

    details: ConsumerDetails
    bookings: tuple[ConsumerBooking, ...]


class ConsumerPart(QWidget):
    """`picked` when a person has chosen one, `changed` when anything did, `appointment_wanted` to show one instead."""

    changed = Signal()
    picked = Signal()
    known_changed = Signal()
    appointment_wanted = Signal(int)

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._center: CenterChoice | None = None
        self._pick_when_found = False
        self._asked_about_today = False
        self.consumer_id: int | None = None
        self.known: Known | None = None
        self.search = SearchBox(_("Name, phone, e-mail, birth date or user ID"), name="consumer_search")
        self.hits = HitList(host)
        self.chosen = ChosenConsumer()
        self.new = NewConsumer(context)
        self.stack = QStackedWidget()
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        for page in (self.search, self.chosen):
            self.stack.addWidget(page)
        self.stack.setFixedHeight(36)
        self.stack.setAccessibleName(_("Consumer"))
        self.field = field(_("Consumer"), self.stack)
        self.note = label("", style="small", wrap=True, name="consumer_note")
        self._today = label("", style="warning", wrap=True, name="has_today")
        self.show_today = button(_("Show it"), name="show_today_button")
        self.banner = QFrame()
        self.banner.setObjectName("today_banner")
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._today, 1)
        row.addWidget(self.show_today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        for part in (self.field, self.note, self.banner, self.new):
            column.addWidget(part)

    def _join(self) -> None:
        self.search.wanted.connect(self._look)
        self.search.list_key.connect(self._move)
        self.search.textEdited.connect(lambda _text: self._edited())
        self.search.installEventFilter(self)
        self.hits.picked.connect(self._pick)
        self.chosen.search_wanted.connect(self.search_again)
        self.new.search_wanted.connect(lambda: self.search_again(self.search.text()))
        self.new.changed.connect(self.changed)
        self.new.known_wanted.connect(self._take_known)
        self.show_today.clicked.connect(self._show_today)

    def begin(self, center: CenterChoice, consumer_id: int | None) -> None:
        """Start anew at a center, with a consumer chosen already or with the search."""
        self._center = center
        self._forget()
        self.search.clear()
        self.stack.setCurrentWidget(self.search)
        if consumer_id is not None:
            self._choose(consumer_id)

    @property
    def making_new(self) -> bool:
        """Whether a new consumer is being typed."""
        return not self.new.isHidden()

    @property
    def loading(self) -> bool:
        """Whether it is not yet known what the consumer chosen has booked."""
        return self.consumer_id is not None and self.known is None

    def new_form(self) -> ConsumerForm | None:
        """The new consumer as typed, None when a known one is chosen."""
        return self.new.form() if self.making_new else None

    def can_mail(self) -> bool:
        """Whether there is an e-mail address to send to."""
        if self.making_new:
            return self.new.has_email()
        return self.known is None or bool(self.known.details.email)

    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.making_new or self.consumer_id is not None or bool(self.search.text().strip())

    def focus_missing(self) -> bool:
        """Go to what is missing here, with the reason beside it; False when nothing is."""
        if self.making_new:
            return self.new.focus_missing()
        if self.consumer_id is None:
            self.field.set_error(_("Choose who it is for, or make a new consumer."))
            self.search.setFocus()
            return True
        if not self.banner.isHidden() and not self._asked_about_today:
            self._asked_about_today = True
            self.show_today.setFocus()
            return True
        return False

    def take_enter(self) -> bool:
        """Use Enter for the search, if that is where it was pressed."""
        if not self.search.hasFocus() or not self.search.text().strip():
            return False
        if self.hits.isVisible() and self.hits.hits.typed == self.search.text():
            self.hits.pick()
        else:
            self._pick_when_found = True
            self.search.ask_now()
        return True

    def take_escape(self) -> bool:
        """Use Escape to close the hits, if they are open."""
        if not self.hits.isVisible():
            return False
        self.hits.hide()
        return True

    def search_again(self, typed: str = "") -> None:
        """Go back to the search, with these letters in it."""
        self._forget()
        self.stack.setCurrentWidget(self.search)
        self.search.setText(typed)
        self.search.setFocus()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if watched is self.search and event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        return super().eventFilter(watched, event)

    def _forget(self) -> None:
        self.consumer_id = self.known = None
        self._asked_about_today = self._pick_when_found = False
        self._context.tasks.drop("booking.consumer")
        self.hits.hide()
        self.new.hide()
        self.banner.hide()
        self.note.hide()
        self.field.set_error("")

    def _edited(self) -> None:
        self._pick_when_found = False
        self.field.set_error("")
        self.changed.emit()

    def _look(self, text: str) -> None:
        if not text.strip() or self.stack.currentWidget() is not self.search:
            self.hits.hide()
            return
        consumers = self._context.clinic.consumers

        def work() -> tuple[str, tuple[ConsumerRow, ...]]:
            rows = consumers.search(text, _HITS)
            for row in rows:
                consumer_facts(row)  # worked out here, so that they only need to be painted
            return text, rows

        self._context.tasks.run(work, self._found, self._search_failed, key="booking.search")

    def _found(self, answer: tuple[str, tuple[ConsumerRow, ...]]) -> None:
        typed, rows = answer
        if typed != self.search.text() or self.stack.currentWidget() is not self.search or self.making_new:
            return
        if self._pick_when_found:
            self.hits.hits.show(rows, typed)
            self._pick(rows[0] if rows else None)
        elif self.search.hasFocus():
            self.hits.show_hits(rows, typed, self.stack)
            self.search.setAccessibleDescription(self.hits.marked_text())

    def _search_failed(self, problem: Problem) -> None:
        self._pick_when_found = False
        self.field.set_error(sentence(problem))

    def _move(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}
        if self.hits.isVisible():
            self.hits.step(steps[Qt.Key(event.key())])
            self.search.setAccessibleDescription(self.hits.marked_text())

    def _pick(self, row: ConsumerRow | None) -> None:
        self._forget()
        if row is None:
            self.new.show()
            self.new.begin(self.search.text(), self._center.zone if self._center else "")
        else:
            self.chosen.show_consumer(row)
            self._choose(row.id)
            self.picked.emit()
        self.changed.emit()

    def _take_known(self, consumer_id: int) -> None:
        """The new one is somebody who is known already; all else in the form stays."""
        self._forget()
        self._choose(consumer_id)
        self.picked.emit()
        self.changed.emit()

    def _choose(self, consumer_id: int) -> None:
        self.consumer_id = consumer_id
        self.stack.setCurrentWidget(self.chosen)
        consumers = self._context.clinic.consumers
        self._context.tasks.run(
            lambda: Known(consumers.details(consumer_id), consumers.bookings(consumer_id)),
            self._know,
            self._know_failed,
            key="booking.consumer",
        )

    def load_again(self) -> None:
        """Ask once more what the consumer chosen has booked."""
        if self.consumer_id is not None:
            self._choose(self.consumer_id)

    def _today_here(self) -> date:
        zone = self._center.zone if self._center else "UTC"
        return local(self._context.clinic.now(), zone).date()

    def _know(self, known: Known) -> None:
        self.known = known
        self.chosen.show_consumer(known.details)
        today = self._today_here()
        booked = booking_today(known.bookings, today)
        self.note.setText(standing_words(known.bookings, known.details.no_shows, today))
        self.note.setVisible(bool(self.note.text()))
        self._today.setText(has_today(booked) if booked else "")
        self.banner.setVisible(booked is not None)
        self.known_changed.emit()
        self.changed.emit()

    def _know_failed(self, problem: Problem) -> None:
        self.field.set_error(sentence(problem))

    def _show_today(self) -> None:
        booked = booking_today(self.known.bookings, self._today_here()) if self.known else None
        if booked is not None:
            self.appointment_wanted.emit(booked.appointment_id)
