"""The ways into the booking form and out of it: from anywhere, from a free time, for a consumer or a request."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Modality
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Opening
from ui.booking.form import BookingForm
from ui.booking.given import Given
from ui.shell.lazy import Lazy
from ui.texts import _, moment

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell

_WIDTH = 460


class BookingWays(QObject):
    """The booking form of one shell, beside the page that shows, and what follows once it is done with."""

    def __init__(self, shell: "Shell", journeys: "Journeys") -> None:
        super().__init__(journeys)
        self._shell = shell
        self._journeys = journeys
        self._is_done = False
        self.lazy_form = Lazy(partial(BookingForm, shell.context), self._join)

    @property
    def form(self) -> BookingForm:
        """The form, made when it is first wanted."""
        return self.lazy_form.widget

    def is_shown(self) -> bool:
        """Whether the form shows and is not done with; to ask makes nothing."""
        return not self._is_done and self.lazy_form.stands_in(self._shell.side.shown())

    def _join(self, form: BookingForm) -> None:
        self._shell.side.add(form, _WIDTH)
        form.booked.connect(self._booked)
        form.requested.connect(self._requested)
        form.waits.connect(self._waits)
        form.cancelled.connect(self._left)
        form.appointment_wanted.connect(self._leave_for)

    def book(self) -> None:
        """Open the form, or go on in the one that is open."""
        if self.is_shown():
            self.form.setFocus()
            return
        self._open(Given(self._shell.center.id))

    def take_down(self) -> None:
        """Take a request down by telephone; what is typed in the form already stays."""
        if self.is_shown() and self.form.fields.typed():
            self.form.setFocus()
            return
        self._open(Given(self._shell.center.id, by_phone=True))

    def book_at(self, clinician_id: int, start: datetime, end: datetime | None) -> None:
        """Book that free time (of anybody: clinician 0); a consumer who was chosen already stays chosen."""
        self._open(Given(self._shell.center.id, clinician_id or None, start, end, self._consumer_id()))

    def book_for(self, consumer_id: int, service_id: int | None = None) -> None:
        """Book for that consumer; with `service_id`, that service is chosen already."""
        self._open(Given(self._shell.center.id, consumer_id=consumer_id, service_id=service_id))

    def follow_up(self, appointment_id: int) -> None:
        """Book a follow-up of a completed appointment, everything filled in as it was."""
        self._journeys.read(appointment_id, self.follow_up_of)

    def follow_up_of(self, view: AppointmentView) -> None:
        """The same for one that was read already."""
        centers = [center.id for center in self._shell.context.choices.centers]
        given = Given(
            view.center_id if view.center_id in centers else self._shell.center.id,
            view.clinician_id,
            consumer_id=view.consumer_id,
            service_id=view.service_id,
            modality=view.modality,
            follows_id=view.id,
        )
        self._open(given)

    def book_opening(self, service_id: int, opening: Opening, modality: Modality | None) -> None:
        """Book that free time for a service; a consumer who was chosen already stays chosen."""
        given = Given(
            self._shell.center.id,
            opening.clinician_id,
            opening.start,
            consumer_id=self._consumer_id(),
            service_id=service_id,
            modality=modality,
        )
        self._open(given)

    def book_request(self, request_id: int, clinician_id: int | None = None) -> None:
        """Choose the time of a request that waits, or whose appointments were cancelled; with whom, where known."""
        self._show_form()
        self.form.start_request(request_id, clinician_id)

    def rest(self) -> None:
        """The desk is left: it keeps no time for anybody."""
        if self.lazy_form.is_made:
            self.form.rest()

    def _consumer_id(self) -> int | None:
        return self.form.fields.consumer.consumer_id if self.is_shown() else None

    def _open(self, given: Given) -> None:
        """Filled before it shows: what changes while it shows is laid out and painted once more."""
        self.form.start(given)
        self._show_form()
        self.form.take_focus()

    def _show_form(self) -> None:
        self._is_done = False
        self._journeys.show_rail_page()
        self._shell.side.show_panel(self.form)

    def _booked(self, appointment_id: int, print_it: bool) -> None:
        """The form stands, done with, until the appointment takes its place: the page beside it moves only once."""
        self._is_done = True
        self.tell(appointment_id, print_it=print_it)

    def tell(self, appointment_id: int, *, print_it: bool = False) -> None:
        """Say what was booked, wherever that was done, and show it."""
        context = self._shell.context
        context.tasks.run(
            lambda: context.clinic.appointments.view(appointment_id), partial(self._tell, print_it), self._not_read
        )

    def _not_read(self, problem: Problem) -> None:
        """It is booked all the same."""
        self._left()
        self._shell.context.tasks.problem.emit(problem)

    def _tell(self, print_it: bool, view: AppointmentView) -> None:
        """Say what was booked, and show it; on the requests page the next one waits instead."""
        self._shell.memory.service_id = view.service_id
        if not self._journeys.stay_with_requests():
            self._journeys.stand_at(view)
        when = moment(view.wall_start) if view.wall_start else _("no time yet")
        text = _("Booked: {consumer}, {service}, {when}").format(
            consumer=view.consumer, service=view.service, when=when
        )
        if view.series is not None:
            words = _("Booked {count} appointments: {consumer}, {service}, the first {when}")
            text = words.format(count=view.series.count, consumer=view.consumer, service=view.service, when=when)
        printing = self._journeys.printing
        last_done = self._shell.context.clinic.appointments.last_done()
        self._shell.context.notices.show(
            text,
            undo=self._journeys.acting.undo_last if last_done else None,
            action=_("Print the confirmation"),
            act=lambda: printing.confirmation(view.id),
        )
        if print_it:
            printing.confirmation(view.id)

    def _requested(self, request_id: int) -> None:
        self._shell.side.hide()
        self._shell.context.notices.show(
            _("Request saved; it has no time yet."),
            action=_("Book appointment"),
            act=lambda: self.book_request(request_id),
        )
        self._left()

    def _waits(self, appointment_id: int) -> None:
        self._shell.side.hide()
        self._shell.context.notices.show(
            _("Put on the waiting list."),
            action=_("Show the waiting list"),
            act=lambda: self._journeys.waiting.show_list(appointment_id),
        )
        self._left()

    def _left(self) -> None:
        self._journeys.focus_page()
        self._journeys.show_side()

    def _leave_for(self, appointment_id: int) -> None:
        self._shell.side.hide()
        self._journeys.go_to(appointment_id)
