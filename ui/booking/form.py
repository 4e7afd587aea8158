"""The booking form: consumer, service, time, questions, Enter. Nothing typed is lost until it is booked."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.services.forms import Booked, Requested
from frontdesk.services.waiting_line import Waits
from frontdesk.views.requests import RequestLine, RequestView
from ui.booking.draft import Draft
from ui.booking.fields import Fields
from ui.booking.footer import Footer
from ui.booking.given import Given
from ui.booking.header import Header
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local

WIDTH = 460
_OF_TIME = ("slot.", "time.", "dose.", "overbook.")
"""Codes of refusals that are said where the time is chosen."""


class BookingForm(QFrame):
    """`start` it, or `start_request` to book what somebody asked for before.

    It says `booked` (appointment, print it), `requested` (a request was saved without an appointment), `waits` (an
    appointment is on the waiting list), `cancelled`, or
    `appointment_wanted` (show this one).
    """

    booked = Signal(int, bool)
    requested = Signal(int)
    waits = Signal(int)
    cancelled = Signal()
    appointment_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("booking_form")
        self.setAccessibleName(_("Book"))
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._context = context
        self._last_wish: tuple[str, int] | None = None
        self._submit_when_known = self._by_phone = False
        self.header = Header()
        self.fields = Fields(context, self)
        self.footer = Footer()
        self.draft = Draft(context, self, self.fields, self.footer)
        self.saving, self.holding = self.draft.saving, self.draft.holding
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
        fields.consumer.known_changed.connect(self._known)
        fields.consumer.appointment_wanted.connect(self.appointment_wanted)
        fields.service.moved.connect(fields.time.step)
        fields.time.named.settled.connect(self._known)
        fields.time.series.settled.connect(self._known)
        fields.time.other.unnamed.connect(self._wait_no_more)
        fields.time.openings.picked.connect(lambda _opening: self._wait_no_more())
        self.footer.book_wanted.connect(self.submit)
        self.footer.leave_wanted.connect(self.leave)
        self.footer.question.meant.connect(self._leave_now)
        self.footer.question.kept.connect(self.take_focus)
        self.saving.saved.connect(self._saved)
        self.saving.refused.connect(self._refused)
        self.saving.checking.connect(self._checking)

    def start(self, given: Given) -> None:
        """Begin anew with what is known.

        While the form is open with something typed, another time of the same center is taken over and the rest kept.
        """
        if given.start is not None and self._may_keep(given.center_id):
            self._take_over(given)
            return
        title = _("Book") if given.follows_id is None else _("Book follow-up")
        self._begin(title=_("Take down a request") if given.by_phone else title)
        self._by_phone = given.by_phone
        self.draft.follows_id = given.follows_id
        slot_choice = self._context.choices.booking.slot_choice
        self.draft.with_time = not given.by_phone and (given.start is not None or not slot_choice)
        wish = ("service", given.service_id) if given.service_id is not None else self._last_wish
        self._fill(given.center_id, given.clinician_id, wish, given.consumer_id, by_phone=given.by_phone)
        self._point(given)

    def _point(self, given: Given) -> None:
        """Look for the service, and for the time that was pointed at."""
        self.draft.drawn_minutes = given.minutes()
        self.draft.wish_chosen(given.modality)
        if given.start is not None:
            self.fields.time.other.open_at(local(given.start, self.fields.where.center().zone))
        self.take_focus()
        self.draft.show()

    def start_request(self, request_id: int, clinician_id: int | None = None) -> None:
        """Choose the time of a request that waits, or was cancelled: all else is as it was asked for.

        With a clinician, their free times are looked for first.
        """
        self._begin(title=_("Book appointment"))
        self.fields.setEnabled(False)
        requests = self._context.clinic.requests
        self._context.tasks.run(
            lambda: requests.view(request_id),
            lambda view: self._show_request(view, clinician_id),
            self._refused,
            key="booking.request",
        )

    def _show_request(self, view: RequestView, clinician_id: int | None) -> None:
        line, fields = view.line, self.fields
        if not any(center.id == line.center_id for center in self._context.choices.centers):
            self._say_not_offered(line)
            return
        self.draft.request = view
        wish = ("program", line.program_id) if line.program_id else ("service", line.service_id or 0)
        self._fill(line.center_id, clinician_id or line.clinician_id, wish, line.consumer_id)
        fields.fix({one.question_id: one.value for one in view.answers})
        fields.request.fill(view)
        self.draft.wish_chosen(line.modality)
        if fields.service.wish() is None:
            self._say_not_offered(line)
            return
        fields.time.openings.setFocus()
        self.draft.show()

    def _say_not_offered(self, line: RequestLine) -> None:
        """What was asked for cannot be booked there any more."""
        self.fields.setEnabled(False)
        words = _("{wanted} is not offered at {center} any more. Nothing was changed; make a new request.")
        self.footer.set_problem(words.format(wanted=line.wanted, center=line.center))

    def _begin(self, title: str) -> None:
        self.draft.begin()
        self._submit_when_known = self._by_phone = False
        self.header.set_title(title)
        self.setAccessibleName(title)
        self.footer.begin()

    def _fill(
        self,
        center_id: int,
        clinician_id: int | None,
        wish: tuple[str, int] | None,
        consumer_id: int | None,
        *,
        by_phone: bool = False,
    ) -> None:
        center = next(center for center in self._context.choices.centers if center.id == center_id)
        self.fields.begin(center, clinician_id, wish, consumer_id, by_phone=by_phone)
        self.draft.enter()

    def take_focus(self) -> None:
        """The focus where the next thing is to be said: who, or for which service."""
        known = self.fields.consumer.consumer_id is not None
        (self.fields.service if known else self.fields.consumer.search).setFocus()

    def _may_keep(self, center_id: int) -> bool:
        kept = self.draft.is_entered and self.draft.request is None and self.draft.center_id == center_id
        begun = self.fields.typed() or self.draft.follows_id is not None
        return kept and self.isVisible() and begun and not self.saving.busy

    def _take_over(self, given: Given) -> None:
        if given.service_id is not None:
            self.fields.service.choose(given.service_id)
        self.draft.with_time = True
        self.fields.set_timed(timed=True)
        self.fields.ask_for(given.clinician_id)
        self._point(given)

    def made_ahead(self) -> Iterator[None]:
        """Steps that make what services ask for, to be taken in idle moments before one is chosen."""
        return self.fields.made_ahead()

    def submit(self) -> None:
        """Book, or go to the first thing that is missing and say so there."""
        fields = self.fields
        if self.saving.busy or not self.draft.is_entered or not fields.isEnabled():
            return
        if fields.consumer.loading:
            self._submit_when_known = True
            fields.consumer.load_again()
            return
        if self.draft.with_time and (fields.time.named.checking or fields.time.series.checking):
            self._submit_when_known = True
            return
        if self._focus_missing():
            return
        self.footer.begin(_("Booking…") if self.draft.with_time else _("Saving…"))
        self.draft.save()

    def _focus_missing(self) -> bool:
        """Go to the first thing that is missing; False when all is there."""
        fields, asked = self.fields, self.fields.request
        if fields.consumer.focus_missing() or fields.service_missing() or fields.where.focus_missing():
            return True
        timed = fields.waiting if fields.waiting.is_on else fields.time
        when = timed if self.draft.with_time else fields.wishes
        if asked.focus_missing(asked.above) or when.focus_missing():
            return True
        return fields.questions.focus_missing() or asked.focus_missing(asked.below)

    def leave(self) -> None:
        """Leave, asking first when something typed would be lost."""
        question = self.footer.question
        if question.asking:
            question.keep.click()
        elif self.saving.busy:
            question.ask(_("It is not known yet whether this was booked. Leave all the same?"))
        elif self.draft.is_entered and self.draft.request is None and self.fields.typed():
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
        if self.draft.is_entered and not event.spontaneous():
            self.draft.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter books or presses the button it stands on, Escape leaves, a digit begins another time."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton) and not focused.isCheckable() and focused is not self.footer.book:
                focused.click()
            elif not (self.fields.consumer.take_enter() or self.fields.wishes.times.take_enter() or self._asks_when()):
                self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            if not self.fields.consumer.take_escape():
                self.leave()
        elif event.text().isdecimal() and not isinstance(focused, QLineEdit) and self._may_type_time():
            self._type_time(event.text())
        else:
            super().keyPressEvent(event)

    def _asks_when(self) -> bool:
        """On the telephone the next question after the service is when they wish to come; Enter there saves."""
        fields, focused, times = self.fields, self.focusWidget(), self.fields.wishes.times
        on_service = focused is fields.service or (focused is not None and fields.service.isAncestorOf(focused))
        asks = self._by_phone and on_service and times.line.isVisible() and not times.typed()
        if not asks or fields.service.wish() is None:
            return False
        times.line.setFocus()
        return True

    def _may_type_time(self) -> bool:
        fields = self.fields
        may = fields.service.wish() is not None and not fields.wishes.is_now and not fields.waiting.is_on
        return self.draft.is_entered and may

    def _type_time(self, typed: str) -> None:
        if self.draft.with_time:
            self.fields.time.other.open_with(typed)
        else:
            self.fields.wishes.times.type(typed)

    def _wait_no_more(self) -> None:
        """Another time is typed or chosen: an Enter before it was not meant for it."""
        self._submit_when_known = False

    def _known(self) -> None:
        if self._submit_when_known:
            self._submit_when_known = False
            self.submit()

    def _saved(self, saved: Booked | Requested | Waits) -> None:
        wish = self.fields.service.wish()
        self._last_wish = wish.key if wish else None
        self.footer.begin()
        self.draft.end()
        self.draft.tell(saved.changes)
        if isinstance(saved, Waits):
            self.waits.emit(saved.appointment_id)
        elif isinstance(saved, Booked):
            self.booked.emit(saved.appointment_id, self.fields.print_it.isChecked())
        else:
            self.requested.emit(saved.request_id)

    def _refused(self, problem: Problem) -> None:
        self.footer.set_busy("")
        self.fields.setEnabled(True)
        fields = self.fields
        fields.set_layout()  # the clinic may require what it did not when the form was opened
        asked = (fields.where, fields.consumer.new, fields.questions, fields.request)
        parts = (*asked, fields.wishes, fields.waiting, fields.time.series)
        if isinstance(problem, RuleBroken) and problem.code.startswith(_OF_TIME):
            fields.time.refuse(problem)
        elif not any(part.refuse(problem) for part in parts):
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
