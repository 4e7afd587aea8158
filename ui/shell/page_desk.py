"""What the shell does with a page of the rail: makes it when it is wanted, joins it to the others, keeps it going."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.shell.entrance import Read
from ui.shell.lazy import Lazy

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell

P = TypeVar("P", bound=QWidget)
_log = logging.getLogger(__name__)


@runtime_checkable
class Remembered(Protocol):
    """A page that is to look tomorrow as it was left today: mode, zoom, widths, sort, filters."""

    def layout_state(self) -> Mapping[str, object]:
        """What is to be remembered."""

    def restore_layout(self, state: Mapping[str, object]) -> None:
        """Look as it was; what is not known, or not said, stays as delivered."""


class PageDesk(QObject, Generic[P]):
    """One page in one shell. A subclass says how it is made (`make`) and what leads from it (`join`)."""

    appointment: int | None = None
    """The appointment that is chosen on this page; its panel stands beside the page while that shows."""

    def __init__(self, shell: "Shell", journeys: "Journeys") -> None:
        super().__init__(journeys)
        self.shell = shell
        self.journeys = journeys
        self.lazy: Lazy[P] = Lazy(self.make, self._place)

    @property
    def page(self) -> P:
        """The page, made when it is first wanted."""
        return self.lazy.widget

    def _place(self, page: P) -> None:
        """Before anybody signed in there is nobody's layout and no center to show yet: they follow then."""
        self.shell.stack.addWidget(page)
        self.join(page)
        if self.shell.staff is not None:
            self.restore_layout()
            self.show_center(self.shell.center.id)

    def make(self) -> P:
        """A new page."""
        raise NotImplementedError

    def join(self, page: P) -> None:
        """Join the signals of the new page to what they lead to."""

    def show_center(self, center_id: int) -> None:
        """Show another center on the page, if it is made and shows centers."""

    def show_read(self, center_id: int, _read: Read) -> None:
        """The same; a page that begins with what was read of the center shows that."""
        self.show_center(center_id)

    def select(self, appointment_id: int | None) -> None:
        """Mark on the page what is chosen elsewhere, or nothing."""

    def refresh(self) -> None:
        """Read what shows anew."""

    def restore_layout(self) -> None:
        """Let the page look as this person left it."""
        staff, page = self.shell.staff, self._remembered()
        kept = self.shell.memory.of_person(staff.staff_id, self.page.objectName()) if staff and page else {}
        if page is None or not kept:
            return
        try:
            page.restore_layout(kept)
        except (ValueError, TypeError, LookupError) as damage:  # a file that people can edit
            _log.info("what is kept of %s makes no sense: %s", self.page.objectName(), type(damage).__name__)

    def keep_layout(self) -> None:
        """Remember how this person leaves the page."""
        staff, page = self.shell.staff, self._remembered()
        if staff is not None and page is not None:
            self.shell.memory.keep_of_person(staff.staff_id, self.page.objectName(), page.layout_state())

    def _remembered(self) -> Remembered | None:
        page: object = self.page if self.lazy.is_made else None
        return page if isinstance(page, Remembered) else None

    def beside(self) -> QWidget | None:
        """The panel that belongs at the right of the page now."""
        return self.journeys.panel_of(self.appointment) if self.appointment is not None else None
