"""What the shell does with a page of the rail: makes it when it is wanted, joins it to the others, keeps it going."""

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.shell.lazy import Lazy

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell

P = TypeVar("P", bound=QWidget)


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
        """Before anybody signed in there is no center to show yet: `show_center` follows then."""
        self.shell.stack.addWidget(page)
        self.join(page)
        if self.shell.staff is not None:
            self.show_center(self.shell.center.id)

    def make(self) -> P:
        """A new page."""
        raise NotImplementedError

    def join(self, page: P) -> None:
        """Join the signals of the new page to what they lead to."""

    def show_center(self, center_id: int) -> None:
        """Show another center on the page, if it is made and shows centers."""

    def select(self, appointment_id: int | None) -> None:
        """Mark on the page what is chosen elsewhere, or nothing."""

    def refresh(self) -> None:
        """Read what shows anew."""

    def beside(self) -> QWidget | None:
        """The panel that belongs at the right of the page now."""
        return self.journeys.panel_of(self.appointment) if self.appointment is not None else None
