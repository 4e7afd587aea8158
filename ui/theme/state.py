"""Which tokens hold now, and the signal that says when they change."""

from PySide6.QtCore import QObject, Signal

from ui.theme.tokens import LIGHT, Tokens


class Themed(QObject):
    """Says `changed` after light and dark were exchanged."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self.is_dressed = False
        """Whether the application wears our palette instead of the system's."""
        self.has_marks = False
        """Whether it draws our own ticks and dots."""


themed = Themed()


def current() -> Tokens:
    """The tokens of the theme shown now."""
    return themed.tokens
