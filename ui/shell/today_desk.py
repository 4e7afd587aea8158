"""The start page in one shell: what leads from it to the panel, the booking form, the lists and the requests."""

from datetime import datetime

from frontdesk.views.today import Today
from ui.shell.appointments_join import join_appointments
from ui.shell.entrance import Read
from ui.shell.page_desk import PageDesk
from ui.today.page import TodayPage


class TodayPageDesk(PageDesk[TodayPage]):
    """What a person sees first, with the panel of the chosen appointment beside it."""

    def make(self) -> TodayPage:
        """The start page."""
        return TodayPage(self.shell.context)

    def join(self, page: TodayPage) -> None:
        """Join it to the panel, the booking form and the other pages."""
        join_appointments(page, self.journeys)
        page.requests_wanted.connect(lambda: self.journeys.show_page("requests"))
        page.request_wanted.connect(self._show_request)
        page.answered.connect(self._tell_answered)
        page.list_wanted.connect(self._show_list)
        page.free_time_wanted.connect(self._book_free)

    def show_center(self, center_id: int) -> None:
        """Show the today of another center."""
        if self.lazy.is_made:
            self.page.show_center(center_id)

    def show_read(self, center_id: int, read: Read) -> None:
        """The same, at once where it is what was read."""
        if self.lazy.is_made:
            self.page.show_center(center_id, read if isinstance(read, Today) else None)

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment, or none."""
        if self.lazy.is_made:
            self.page.select(appointment_id)

    def refresh(self) -> None:
        """Read it anew."""
        self.page.refresh()

    def _book_free(self, clinician_id: int, start: datetime) -> None:
        self.journeys.bookings.book_at(clinician_id, start, None)

    def _show_request(self, request_id: int) -> None:
        """The request where all of it shows."""
        self.journeys.show_page("requests")
        self.journeys.requests.choose(request_id)

    def _tell_answered(self, words: str, may_undo: bool) -> None:
        if may_undo:
            self.journeys.acting.tell_written(words)
        else:
            self.shell.notices.show(words)

    def _show_list(self, tab: str) -> None:
        """The list of appointments at one of its tabs."""
        self.journeys.show_page("appointments")
        self.journeys.desks["appointments"].page.show_tab(tab)
