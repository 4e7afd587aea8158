"""The consumers in one shell."""

from ui.consumers.page import ConsumersPage
from ui.shell.appointments_join import join_appointments
from ui.shell.page_desk import PageDesk


class ConsumersDesk(PageDesk[ConsumersPage]):
    """The list of consumers, the page of one of them, and their form."""

    def make(self) -> ConsumersPage:
        """The page of the rail."""
        return ConsumersPage(self.shell.context)

    def join(self, page: ConsumersPage) -> None:
        """Join it to the panel, the booking form, the requests and the printer."""
        join_appointments(page, self.journeys)
        page.book_wanted.connect(self.journeys.bookings.book_for)
        page.print_wanted.connect(self.journeys.printing.confirmation)
        page.request_wanted.connect(self._show_request)

    def select(self, appointment_id: int | None) -> None:
        """Mark it where the page of its consumer shows."""
        if self.lazy.is_made:
            self.page.select(appointment_id)

    def refresh(self) -> None:
        """Read what shows anew."""
        if self.lazy.is_made:
            self.page.refresh()

    def _show_request(self, request_id: int) -> None:
        self.journeys.show_page("requests")
        self.journeys.requests.choose(request_id)
        self.journeys.show_side()
