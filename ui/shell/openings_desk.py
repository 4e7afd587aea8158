"""What Ctrl+O does: the first openings of a service over whatever shows, and from there into the booking form."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.rules.words import Modality
from frontdesk.views.openings import Opening
from ui.openings.sheet import FirstOpenings

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell


class OpeningsDesk(QObject):
    """The sheet of first openings of one shell."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self.sheet: FirstOpenings | None = None

    def open(self) -> None:
        """Show the first openings of the service that was used last."""
        shell = self._shell
        sheet = FirstOpenings(shell, shell.context, shell.center, shell.memory.service_id)
        sheet.opening_wanted.connect(self._book)
        sheet.left.connect(self._left)
        self.sheet = sheet
        sheet.open()

    def _left(self) -> None:
        self.sheet = None

    def _book(self, service_id: int, opening: Opening, modality: Modality | None) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.close_sheet()
        self._shell.memory.service_id = service_id
        self._shell.journeys.bookings.book_opening(service_id, opening, modality)
