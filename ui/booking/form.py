"""The booking form: consumer, service, time, questions, Enter. Nothing typed is lost until it is booked."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.services.forms import Booked, Booking, OpeningQuery
from frontdesk.views.choices import CenterChoice
from ui.booking.fields import Fields
from ui.booking.footer import Footer
from ui.booking.header import Header
from ui.booking.saving import Saving
from ui.booking.words import clash
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local

WIDTH = 460
_OF_EACH_DAY = 24
"""Openings read of each day: those that are shown do not overlap, so more are read than shown."""


class BookingForm(QFrame):
    """`start` it; it says `booked` (appointment, print it), `cancelled`, or `appointment_wanted` (show this one)."""

    booked = Signal(int, bool)
    cancelled = Signal()
    appointment_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("booking_form")
        self.setAccessibleName(_("Book"))
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._context = context
        self._center: CenterChoice | None = None
        self._length: int | None = None
        self._last_service_id: int | None = None
        self._submit_when_known = False
        self.saving = Saving(context, self)
        self.header = Header()
        self.fields = Fields(context, self)
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
        fields.service.chosen.connect(lambda _service: self._service_chosen())
        fields.service.moved.connect(fields.time.step)
        fields.clinician.activated.connect(lambda _row: self._look())
        fields.modality_chosen.connect(self._look)
        fields.time.changed.connect(self._show)
        fields.own_length.toggled.connect(lambda _on: self._show())
        self.footer.book_wanted.connect(self.submit)
        self.footer.leave_wanted.connect(self.leave)
        self.footer.question.meant.connect(self._leave_now)
        self.footer.question.kept.connect(self._go_on)
        self.saving.saved.connect(self._saved)
        self.saving.refused.connect(self._refused)
        self.saving.checking.connect(self._checking)
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

        `service_id` is the service that is wanted, the one booked last when it is None. While the form is open with something typed, another time of the same center is taken over and the rest kept.
        """
        if start is not None and self._may_keep(center_id):
            self._move(clinician_id, start, end, service_id)
            return
        self.saving.stop()
        self._submit_when_known = False
        self._center = next(center for center in self._context.choices.centers if center.id == center_id)
        self._length = round((end - start).total_seconds() / 60) if start and end else None
        self.footer.question.hide()
        self.footer.set_problem("")
        self.footer.set_busy("")
        self.fields.begin(self._center, clinician_id, service_id or self._last_service_id, consumer_id)
        self._service_chosen()
        if start is not None:
            self.fields.time.want_time(local(start, self._center.zone))
        self._go_on()
        self._show()

    def _go_on(self) -> None:
        """The focus where the next thing is to be said: who, or for which service."""
        known = self.fields.consumer.consumer_id is not None
        (self.fields.service if known else self.fields.consumer.search).setFocus()

    def _may_keep(self, center_id: int) -> bool:
        here = self._center is not None and self._center.id == center_id
        return here and self.isVisible() and self.fields.typed() and not self.saving.busy

    def _move(
        self, clinician_id: int | None, start: datetime, end: datetime | None, service_id: int | None = None
    ) -> None:
        if service_id is not None:
            self.fields.service.choose(service_id)
        self._length = round((end - start).total_seconds() / 60) if end else None
        self.fields.ask_for(clinician_id)
        self._service_chosen()
        self.fields.time.want_time(local(start, self._center.zone if self._center else "UTC"))
        self._go_on()
        self._show()

    def submit(self) -> None:
        """Book, or go to the first thing that is missing and say so there."""
        if self.saving.busy or self._center is None:
            return
        fields = self.fields
        if fields.consumer.loading:
            self._submit_when_known = True
            fields.consumer.load_again()
            return
        if fields.consumer.focus_missing() or fields.service_missing():
            return
        if fields.time.loading and fields.time.wanted is None:
            fields.time.openings.setFocus()
            return
        if fields.time.focus_missing() or fields.questions.focus_missing():
            return
        self.footer.question.hide()
        self.footer.set_problem("")
        self.footer.set_busy(_("Booking…"))
        self.saving.save(self._booking(self._center))

    def leave(self) -> None:
        """Leave, asking first when something typed would be lost."""
        question = self.footer.question
        if question.asking:
            question.keep.click()
        elif self.saving.busy:
            question.ask(_("It is not known yet whether this was booked. Leave all the same?"))
        elif self.fields.typed():
            question.ask(_("Leave without booking? What you typed is dropped."))
        else:
            self._leave_now()

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
        elif event.text().isdecimal() and not isinstance(focused, QLineEdit) and self.fields.service.service():
            self.fields.time.type_other(event.text())
        else:
            super().keyPressEvent(event)

    def _booking(self, center: CenterChoice) -> Booking:
        fields = self.fields
        service, wanted = fields.service.service(), fields.time.wanted
        if service is None or wanted is None:
            raise RuntimeError
        return Booking(
            service_id=service.id,
            center_id=center.id,
            consumer_id=fields.consumer.consumer_id,
            new_consumer=fields.consumer.new_form(),
            clinician_id=wanted.clinician_id,
            start=wanted.start,
            length_minutes=self._own_minutes(),
            modality=fields.modality(),
            answers=fields.questions.answers(),
            notify=fields.mail.isChecked(),
        )

    def _own_minutes(self) -> int | None:
        """The length as dragged, where it is another than the service's and is meant."""
        service = self.fields.service.service()
        if self._length is None or service is None or self._length == service.minutes:
            return None
        return self._length if self.fields.own_length.isChecked() else None

    def _service_chosen(self) -> None:
        service = self.fields.service.service()
        self.fields.show_service(service)
        differs = service is not None and self._length is not None and self._length != service.minutes
        self.fields.own_length.setVisible(differs)
        if differs:
            self.fields.own_length.setText(_("{minutes} min, as drawn in the calendar").format(minutes=self._length))
        self._look()

    def _look(self) -> None:
        service, clinician = self.fields.service.service(), self.fields.clinician_id()
        query = None
        if service is not None and self._center is not None:
            query = OpeningQuery(
                service.id, self._center.id, clinician, modality=self.fields.modality(), limit=_OF_EACH_DAY
            )
        minutes = service.minutes if service else 0
        self.fields.time.look(query, self.fields.clinician.currentText() if clinician else "", minutes)
        self._show()

    def _known(self) -> None:
        if self._submit_when_known:
            self._submit_when_known = False
            self.submit()

    def _show(self) -> None:
        """Show what will be booked, and what the consumer has at that time already."""
        fields = self.fields
        service, wanted, known = fields.service.service(), fields.time.wanted, fields.consumer.known
        minutes = self._own_minutes() or (service.minutes if service else 0)
        if wanted is None or service is None:
            self.footer.say(_("No time chosen yet"), "")
        else:
            self.footer.say(wanted.words(minutes), wanted.with_words())
        bookings = known.bookings if known else ()
        fields.set_clash(clash(bookings, wanted.start, minutes, fields.time.today()) if wanted else "")
        fields.offer_mail(possible=fields.consumer.can_mail())

    def _saved(self, booked: Booked) -> None:
        service = self.fields.service.service()
        self._last_service_id = service.id if service else None
        self.footer.set_busy("")
        self._context.changes.changed.emit(booked.changes)
        self.booked.emit(booked.appointment_id, self.fields.print_it.isChecked())

    def _refused(self, problem: Problem) -> None:
        self.footer.set_busy("")
        self.fields.setEnabled(True)
        if isinstance(problem, RuleBroken) and problem.code.startswith(("slot.", "time.")):
            self.fields.time.refuse(problem)
        elif not (self.fields.consumer.new.refuse(problem) or self.fields.questions.refuse(problem)):
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

    def _changed_elsewhere(self, changes: Changes) -> None:
        if self._center is None or not self.isVisible() or self.saving.busy:
            return
        if any(center_id == self._center.id for center_id, _day in changes.days):
            self.fields.time.refresh()
        if self.fields.consumer.consumer_id in changes.consumers:
            self.fields.consumer.load_again()
