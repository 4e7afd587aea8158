"""The booking form: consumer, service, time, questions, Enter. Nothing typed is lost until it is booked."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.services.forms import Booked, Requested
from frontdesk.views.requests import RequestLine, RequestView
from ui.booking.fields import Fields
from ui.booking.footer import Footer
from ui.booking.header import Header
from ui.booking.holding import Holding
from ui.booking.order import Order
from ui.booking.rights import may_book_over
from ui.booking.saving import Saving
from ui.booking.words import clash
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, minutes, time_of

WIDTH = 460
_OF_TIME = ("slot.", "time.", "dose.", "overbook.")
"""Codes of refusals that are said where the time is chosen."""


class BookingForm(QFrame):
    """`start` it, or `start_request` to book what somebody asked for before.

    It says `booked` (appointment, print it), `requested` (a request was saved without an appointment), `cancelled`, or
    `appointment_wanted` (show this one).
    """

    booked = Signal(int, bool)
    requested = Signal(int)
    cancelled = Signal()
    appointment_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("booking_form")
        self.setAccessibleName(_("Book"))
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._context = context
        self._is_started = False
        self._with_time = True
        self._drawn_minutes: int | None = None
        self._request: RequestView | None = None
        self._last_wish: tuple[str, int] | None = None
        self._submit_when_known = False
        self._own_changes: Changes | None = None
        self.saving = Saving(context, self)
        self.holding = Holding(context, self)
        self.header = Header()
        self.fields = Fields(context, self, lambda clinician_id: may_book_over(context, self._center_id, clinician_id))
        self.footer = Footer()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.fields.area, 1)
        column.addWidget(self.footer)
        self._join()

    def _join(self) -> None:
        fields = self.fields
        self.header.leave_wanted.connect(self.leave)
        fields.consumer.picked.connect(fields.service.setFocus)
        fields.consumer.changed.connect(self._show)
        fields.consumer.known_changed.connect(self._known)
        fields.consumer.appointment_wanted.connect(self.appointment_wanted)
        fields.service.chosen.connect(lambda _wish: self._wish_chosen())
        fields.service.moved.connect(fields.time.openings.step)
        fields.clinician.activated.connect(lambda _row: self._look())
        fields.modality_chosen.connect(self._look)
        fields.moved.connect(self._wish_chosen)
        fields.time.changed.connect(self._show)
        fields.time.settled.connect(self._known)
        fields.time.other.unnamed.connect(self._wait_no_more)
        fields.time.limits_changed.connect(self._look)
        fields.time.anyone_will_do.connect(self._let_anyone)
        fields.own_length.toggled.connect(lambda _on: self._look())
        fields.questions.changed.connect(self._show)
        self.footer.book_wanted.connect(self.submit)
        self.footer.leave_wanted.connect(self.leave)
        self.footer.question.meant.connect(self._leave_now)
        self.footer.question.kept.connect(self._go_on)
        self.saving.saved.connect(self._saved)
        self.saving.refused.connect(self._refused)
        self.saving.checking.connect(self._checking)
        self.holding.changed.connect(self._say_held)
        self.holding.lost.connect(fields.time.gone)
        self.holding.told.connect(self._tell_of_hold)
        self._context.changes.changed.connect(self._changed_elsewhere)

    def start(
        self,
        center_id: int,
        clinician_id: int | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        consumer_id: int | None = None,
        service_id: int | None = None,
    ) -> None:
        """Begin anew; a clinician and an (aware) start and end as dragged in the calendar, a consumer where known.

        `service_id` is the service that is wanted, what was booked last when it is None. While the form is open with
        something typed, another time of the same center is taken over and the rest kept.
        """
        if start is not None and self._may_keep(center_id):
            self._take_over(clinician_id, start, end, service_id)
            return
        self._begin(title=_("Book"))
        self._with_time = start is not None or not self._context.choices.booking.slot_choice
        self._drawn_minutes = _length(start, end)
        wish = ("service", service_id) if service_id is not None else self._last_wish
        self._fill(center_id, clinician_id, wish, consumer_id)
        self._wish_chosen()
        if start is not None:
            self.fields.time.other.open_at(local(start, self.fields.where.center().zone))
        self._go_on()
        self._show()

    def start_request(self, request_id: int) -> None:
        """Choose the time of a request that waits, or was cancelled: all else is as it was asked for."""
        self._begin(title=_("Book appointment"))
        self.fields.setEnabled(False)
        requests = self._context.clinic.requests
        self._context.tasks.run(
            lambda: requests.view(request_id), self._show_request, self._refused, key="booking.request"
        )

    def _show_request(self, view: RequestView) -> None:
        line, fields = view.line, self.fields
        if not any(center.id == line.center_id for center in self._context.choices.centers):
            self._say_not_offered(line)
            return
        self._request = view
        wish = ("program", line.program_id) if line.program_id else ("service", line.service_id or 0)
        self._fill(line.center_id, line.clinician_id, wish, line.consumer_id)
        fields.fix({one.question_id: one.value for one in view.answers})
        fields.choose_modality(line.modality)
        self._wish_chosen()
        if fields.service.wish() is None:
            self._say_not_offered(line)
            return
        fields.time.openings.setFocus()
        self._show()

    def _say_not_offered(self, line: RequestLine) -> None:
        """What was asked for cannot be booked there any more."""
        self.fields.setEnabled(False)
        words = _("{wanted} is not offered at {center} any more. Nothing was changed; make a new request.")
        self.footer.set_problem(words.format(wanted=line.wanted, center=line.center))

    def _begin(self, title: str) -> None:
        self.saving.stop()
        self.holding.begin()
        self._context.tasks.drop("booking.request")
        self._submit_when_known = False
        self._request, self._with_time, self._drawn_minutes = None, True, None
        self.header.set_title(title)
        self.setAccessibleName(title)
        self.footer.begin()

    def _fill(
        self, center_id: int, clinician_id: int | None, wish: tuple[str, int] | None, consumer_id: int | None
    ) -> None:
        center = next(center for center in self._context.choices.centers if center.id == center_id)
        self.fields.begin(center, clinician_id, wish, consumer_id)
        self.fields.set_timed(timed=self._with_time)
        self._is_started = True

    @property
    def _center_id(self) -> int:
        return self.fields.where.center().id

    @property
    def _order(self) -> Order:
        return Order(self.fields, self.holding.token, self._drawn_minutes, self._request)

    def _go_on(self) -> None:
        """The focus where the next thing is to be said: who, or for which service."""
        known = self.fields.consumer.consumer_id is not None
        (self.fields.service if known else self.fields.consumer.search).setFocus()

    def _may_keep(self, center_id: int) -> bool:
        kept = self._is_started and self._request is None and self._center_id == center_id
        return kept and self.isVisible() and self.fields.typed() and not self.saving.busy

    def _take_over(
        self, clinician_id: int | None, start: datetime, end: datetime | None, service_id: int | None
    ) -> None:
        if service_id is not None:
            self.fields.service.choose(service_id)
        self._drawn_minutes = _length(start, end)
        self._with_time = True
        self.fields.set_timed(timed=True)
        self.fields.ask_for(clinician_id)
        self._wish_chosen()
        self.fields.time.other.open_at(local(start, self.fields.where.center().zone))
        self._go_on()
        self._show()

    def submit(self) -> None:
        """Book, or go to the first thing that is missing and say so there."""
        fields = self.fields
        if self.saving.busy or not self._is_started or not fields.isEnabled():
            return
        if fields.consumer.loading:
            self._submit_when_known = True
            fields.consumer.load_again()
            return
        if self._with_time and fields.time.checking:
            self._submit_when_known = True
            return
        if fields.consumer.focus_missing() or fields.service_missing() or fields.where.focus_missing():
            return
        if self._with_time and fields.time.focus_missing():
            return
        if fields.questions.focus_missing():
            return
        self.footer.begin(_("Booking…") if self._with_time else _("Saving…"))
        booking = self._context.clinic.booking
        self.saving.save(self._order.booking(), booking.book if self._with_time else booking.take_request)

    def leave(self) -> None:
        """Leave, asking first when something typed would be lost."""
        question = self.footer.question
        if question.asking:
            question.keep.click()
        elif self.saving.busy:
            question.ask(_("It is not known yet whether this was booked. Leave all the same?"))
        elif self._request is None and self.fields.typed():
            question.ask(_("Leave without booking? What you typed is dropped."))
        else:
            self._leave_now()

    def rest(self) -> None:
        """Keep no time for somebody who leaves the desk."""
        self.holding.release()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """A form that nobody sees holds nothing."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.holding.release()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        super().showEvent(event)
        if self._is_started and not event.spontaneous():
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter books or presses the button it stands on, Escape leaves, a digit begins another time."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton) and not focused.isCheckable() and focused is not self.footer.book:
                focused.click()
            elif not self.fields.consumer.take_enter():
                self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            if not self.fields.consumer.take_escape():
                self.leave()
        elif event.text().isdecimal() and not isinstance(focused, QLineEdit) and self._may_type_time():
            self.fields.time.other.open_with(event.text())
        else:
            super().keyPressEvent(event)

    def _may_type_time(self) -> bool:
        return self._with_time and self._is_started and self.fields.service.wish() is not None

    def _wish_chosen(self) -> None:
        wish = self.fields.service.wish()
        self.fields.show_wish(wish)
        differs = wish is not None and wish.program is None and self._drawn_minutes not in (None, wish.service.minutes)
        self.fields.own_length.setVisible(differs)
        if differs:
            words = _("{length}, as drawn in the calendar").format(length=minutes(self._drawn_minutes or 0))
            self.fields.own_length.setText(words)
        self._look()

    def _look(self) -> None:
        if self._with_time and self._is_started:
            self.fields.time.look(self._order.asked())
        self._show()

    def _wait_no_more(self) -> None:
        """Another time is being typed: an Enter before it was not meant for it."""
        self._submit_when_known = False

    def _let_anyone(self) -> None:
        self.fields.clinician.setCurrentIndex(0)
        self._look()

    def _known(self) -> None:
        if self._submit_when_known:
            self._submit_when_known = False
            self.submit()

    def _show(self) -> None:
        """Show what will be booked, and what the consumer has at that time already; hold it meanwhile."""
        if not self._is_started:
            return
        fields, order = self.fields, self._order
        wanted, known, named = fields.time.wanted, fields.consumer.known, fields.time.named
        fields.time.consumer_id = fields.consumer.consumer_id
        self.footer.show_order(wanted, order.minutes(), with_time=self._with_time)
        bookings = known.bookings if known else ()
        fields.set_clash(clash(bookings, named, order.minutes(), fields.time.today()) if named else "")
        fields.offer_mail(possible=fields.consumer.can_mail())
        if self._with_time and self.isVisible() and not self.saving.busy:
            self.holding.want(self._center_id, order.slots())
        self._say_held()

    def _say_held(self) -> None:
        wanted = self.fields.time.wanted
        words = _("{time} is held for this desk.")
        stands = self.holding.stands and wanted is not None
        self.fields.time.say_held(words.format(time=time_of(wanted.wall_start)) if stands and wanted else "")

    def _saved(self, saved: Booked | Requested) -> None:
        wish = self.fields.service.wish()
        self._last_wish = wish.key if wish else None
        self.footer.begin()
        self.holding.end()
        self._tell(saved.changes)
        if isinstance(saved, Booked):
            self.booked.emit(saved.appointment_id, self.fields.print_it.isChecked())
        else:
            self.requested.emit(saved.request_id)

    def _refused(self, problem: Problem) -> None:
        self.footer.set_busy("")
        self.fields.setEnabled(True)
        fields = self.fields
        if isinstance(problem, RuleBroken) and problem.code.startswith(_OF_TIME):
            fields.time.refuse(problem)
        elif not any(part.refuse(problem) for part in (fields.where, fields.consumer.new, fields.questions)):
            self.footer.set_problem(sentence(problem))

    def _checking(self, _problem: Problem) -> None:
        self.footer.set_busy(_("Checking…"))
        self.fields.setEnabled(False)
        self.footer.set_problem(
            _("The database does not answer. Checking whether this was booked; what you typed is kept.")
        )

    def _leave_now(self) -> None:
        self.saving.stop()
        self.fields.setEnabled(True)
        self.footer.question.hide()
        self.cancelled.emit()

    def _tell(self, changes: Changes) -> None:
        """Let everybody know but this form, which knows it already."""
        self._own_changes = changes
        self._context.changes.changed.emit(changes)
        self._own_changes = None

    def _tell_of_hold(self, changes: Changes) -> None:
        """Free time is another now; what a day shows is not: a desk's own holds are not among it."""
        self._tell(replace(changes, days=frozenset()))

    def _changed_elsewhere(self, changes: Changes) -> None:
        if changes is self._own_changes or not self._is_started or not self.isVisible() or self.saving.busy:
            return
        if self._with_time and (changes.everything or self._center_id in changes.plans or changes.calendars):
            self.fields.time.refresh()
        if changes.everything or self.fields.consumer.consumer_id in changes.consumers:
            self.fields.consumer.load_again()


def _length(start: datetime | None, end: datetime | None) -> int | None:
    return round((end - start).total_seconds() / 60) if start and end else None
