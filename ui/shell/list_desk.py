"""The lists of appointments in one shell."""

from functools import partial

from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Action
from ui.appointment_list.page import AppointmentsPage
from ui.many.panel import WIDTH, SeveralPanel
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
        self.panel = SeveralPanel()
        self.shell.side.add(self.panel, WIDTH)
        self.panel.wanted.connect(self._take_all)
        self.panel.closed.connect(page.choosing.several.forget)
        page.several_chosen.connect(self._several)
        page.waiting_changed.connect(partial(self.shell.rail.set_waiting, "appointments"))

    def chosen(self) -> tuple[int, ...]:
        """The appointments of the rows that are chosen at once; none where no more than one is."""
        several = self.page.choosing.several if self.lazy.is_made else None
        return several.ids() if several is not None and several.is_known else ()

    def beside(self) -> QWidget | None:
        """What can be done with all that are chosen, or the panel of the one that is."""
        if self.lazy.is_made and self.page.choosing.several.count:
            return self.panel
        return super().beside()

    def _several(self, count: int) -> None:
        if count:
            self.panel.show_count(count, known=self.page.choosing.several.is_known)
        if not self.journeys.bookings.is_shown() and self.journeys.is_on_page("appointments"):
            self.journeys.show_side()

    def _take_all(self, action: Action) -> None:
        self.shell.many_desk.open_chosen(self.chosen(), action)

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
