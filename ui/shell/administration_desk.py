"""The administration in one shell; it is imported when it is wanted: it is large, and few need it on a day."""

from typing import TYPE_CHECKING

from ui.shell.page_desk import PageDesk

if TYPE_CHECKING:  # imported when it is wanted
    from ui.administration.page import AdministrationPage


class AdministrationDesk(PageDesk["AdministrationPage"]):
    """What decides when somebody can be seen."""

    def make(self) -> "AdministrationPage":
        """The administration."""
        from ui.administration.page import AdministrationPage  # noqa: PLC0415  see above

        return AdministrationPage(self.shell.context)

    def join(self, page: "AdministrationPage") -> None:
        """Join it to the calendar, where time off was asked for."""
        page.planned.connect(self.journeys.planning.back)

    def show_center(self, center_id: int) -> None:
        """Show another center."""
        if self.lazy.is_made:
            self.page.show_center(center_id)
