"""The requests page and the panel of a request in one shell: which is chosen, what leads from them, who waits."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from frontdesk.services.forms import Booked
from frontdesk.views.appointment import AppointmentView
from ui.requests.page import RequestsPage
from ui.requests.panel import RequestPanel
from ui.shell.lazy import Lazy
from ui.shell.page_desk import PageDesk
from ui.texts import _, moment

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell

_WIDTH = 380


class RequestsDesk(PageDesk[RequestsPage]):
    """Those who wait, with the panel of the chosen request beside them."""

    def __init__(self, shell: "Shell", journeys: "Journeys") -> None:
        super().__init__(shell, journeys)
        self.chosen: int | None = None
        self.lazy_panel = Lazy(partial(RequestPanel, shell.context), self._join_panel)

    @property
    def panel(self) -> RequestPanel:
        """The chosen request, at the right."""
        return self.lazy_panel.widget

    def is_shown(self) -> bool:
        """Whether the panel shows; to ask makes nothing."""
        return self.lazy_panel.stands_in(self.shell.side.shown())

    def make(self) -> RequestsPage:
        """The list of those who wait."""
        return RequestsPage(self.shell.context)

    def join(self, page: RequestsPage) -> None:
        """Join the page to the panel, the booking form and the rail."""
        bookings = self.journeys.bookings
        page.request_chosen.connect(self.choose)
        page.appointment_chosen.connect(self._choose_appointment)
        page.part_changed.connect(self._show_beside)
        page.book_wanted.connect(bookings.book_request)
        page.accept_wanted.connect(self._go_to_accept)
        page.accept_now_wanted.connect(self._accept_now)
        page.withdraw_wanted.connect(self._withdraw)
        page.take_down_wanted.connect(bookings.take_down)
        page.dispatch.action_wanted.connect(self.journeys.on_chosen.take_on)
        page.dispatch.menu_wanted.connect(self.journeys.on_chosen.open_menu)
        page.waiting.action_wanted.connect(self.journeys.on_chosen.take_on)
        page.waiting.wish_wanted.connect(self.journeys.waiting.change_wish)
        page.waiting_changed.connect(partial(self.shell.rail.set_waiting, "requests"))

    def show_center(self, center_id: int) -> None:
        """Show another center, if the page is there already."""
        if self.lazy.is_made:
            self.page.show_center(center_id)

    def beside(self) -> QWidget | None:
        """The panel of what is chosen in the part that shows: a request, or an appointment."""
        if self.lazy.is_made and self.page.shown is not self.page.requests:
            return super().beside()
        return self.panel if self.chosen is not None else None

    def _join_panel(self, panel: RequestPanel) -> None:
        self.shell.side.add(panel, _WIDTH)
        panel.book_wanted.connect(self.journeys.bookings.book_request)
        panel.appointment_wanted.connect(self.journeys.go_to)
        panel.accepted.connect(self._accepted)
        panel.answered.connect(self._go_on)
        panel.left.connect(self._leave)

    def choose(self, request_id: int | None) -> None:
        """Show a request in the panel, or none; a booking under way keeps its place."""
        self.chosen = request_id
        if request_id is None:
            if self.is_shown() and not self.panel.typed():
                self.shell.side.hide()
            return
        self.panel.show_request(request_id)
        if not self.journeys.bookings.is_shown():
            self.shell.side.show_panel(self.panel)

    def close(self) -> None:
        """No request is chosen any more."""
        self.page.choose_none()
        self.page.setFocus()
        self.chosen = None
        self.shell.side.hide()

    def select(self, appointment_id: int | None) -> None:
        """Nothing is marked any more when no appointment is chosen."""
        if appointment_id is None and self.lazy.is_made:
            self.page.choose_none()

    def refresh(self) -> None:
        """Read the part that shows anew."""
        self.page.reload()

    def _choose_appointment(self, appointment_id: int | None) -> None:
        if appointment_id is not None:
            self.journeys.choose(appointment_id)
        elif self.appointment is not None:
            self.appointment = None
            self._show_beside()

    def _show_beside(self) -> None:
        """Another part shows: what is chosen there stands beside it."""
        if self.journeys.is_on_page("requests") and not self.journeys.bookings.is_shown():
            self.journeys.show_side()

    def _go_on(self) -> None:
        self.page.requests.go_on()

    def _go_to_accept(self) -> None:
        """Enter in the list: the next thing to do with the request chosen."""
        if self.is_shown():
            self.panel.go_to_accept()

    def _accept_now(self) -> None:
        if self.is_shown():
            self.panel.accept()

    def _accepted(self, booked: Booked) -> None:
        """Say what was booked; the next one that waits is chosen already."""
        self.journeys.read(booked.appointment_id, self._tell)

    def _tell(self, view: AppointmentView) -> None:
        when = moment(view.wall_start) if view.wall_start else _("no time yet")
        text = _("Accepted: {consumer}, {service}, {when}").format(
            consumer=view.consumer, service=view.service, when=when
        )
        acting, last = self.journeys.acting, self.shell.context.clinic.appointments.last_done()
        self.shell.context.notices.show(text, undo=acting.undo_last if last else None)

    def _leave(self) -> None:
        """The keys go back to the list."""
        self.page.setFocus()

    def _withdraw(self, request_id: int) -> None:
        self.choose(request_id)
        self.panel.withdraw()
