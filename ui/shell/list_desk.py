"""The lists of appointments in one shell."""

from functools import partial

from ui.appointment_list.page import AppointmentsPage
from ui.shell.appointments_join import join_appointments
from ui.shell.page_desk import PageDesk


class ListDesk(PageDesk[AppointmentsPage]):
    """The appointments by status, with the panel of the chosen one beside them."""

    def make(self) -> AppointmentsPage:
        """The lists."""
        return AppointmentsPage(self.shell.context)

    def join(self, page: AppointmentsPage) -> None:
        """Join it to the panel, the actions and the rail, which counts what waits for an outcome."""
        join_appointments(page, self.journeys)
        self.journeys.acting.finished.connect(page.settled_here)
        page.waiting_changed.connect(partial(self.shell.rail.set_waiting, "appointments"))

    def show_center(self, center_id: int) -> None:
        """Show another center, if the page is there already."""
        if self.lazy.is_made:
            self.page.show_center(center_id)

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment, or none."""
        if self.lazy.is_made:
            self.page.select(appointment_id)

    def refresh(self) -> None:
        """Read the list anew."""
        self.page.refresh()
