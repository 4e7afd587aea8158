"""The consumers in one shell."""

from ui.consumers.page import ConsumersPage
from ui.shell.appointments_join import join_appointments
from ui.shell.page_desk import PageDesk


class ConsumersDesk(PageDesk[ConsumersPage]):
    """The list of consumers with their form."""

    def make(self) -> ConsumersPage:
        """The list of consumers."""
        return ConsumersPage(self.shell.context)

    def join(self, page: ConsumersPage) -> None:
        """Join it to the panel and the booking form."""
        join_appointments(page, self.journeys)
        page.book_wanted.connect(self.journeys.bookings.book_for)
