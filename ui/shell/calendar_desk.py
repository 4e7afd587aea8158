"""The calendar in one shell."""

from frontdesk.views.day import DayView
from ui.appointments.dropping import Dropping
from ui.calendar.moves import Move
from ui.calendar.page import CalendarPage
from ui.shell.appointments_join import join_appointments
from ui.shell.entrance import Read
from ui.shell.page_desk import PageDesk


class CalendarDesk(PageDesk[CalendarPage]):
    """The days of a center, with the panel of the chosen appointment beside them."""

    def make(self) -> CalendarPage:
        """The calendar."""
        return CalendarPage(self.shell.context)

    def join(self, page: CalendarPage) -> None:
        """Join it to the panel, the booking form, time off and printing."""
        journeys = self.journeys
        join_appointments(page, journeys)
        page.free_time_chosen.connect(journeys.bookings.book_at)
        page.time_menu_wanted.connect(journeys.planning.open_menu)
        page.print_wanted.connect(journeys.printing.schedule)
        dropping = Dropping(self.shell.context, journeys.acting, self.shell)
        dropping.ended.connect(lambda number, left: page.moving.end(number, left=left))

        def move(wanted: Move) -> None:
            dropping.begin(wanted, page.view.ghost_on_screen())

        page.move_wanted.connect(move)

    def show_center(self, center_id: int) -> None:
        """Show another center."""
        if self.lazy.is_made:
            self.page.show_center(center_id)

    def show_read(self, center_id: int, read: Read) -> None:
        """The same, at once where it is what was read."""
        if self.lazy.is_made:
            self.page.show_center(center_id, read if isinstance(read, DayView) else None)

    def select(self, appointment_id: int | None) -> None:
        """Ring that appointment, or none."""
        if self.lazy.is_made:
            self.page.select(appointment_id)

    def refresh(self) -> None:
        """Read the day anew."""
        self.page.refresh()
