"""Which tokens hold now, and the signal that says when they change."""

from PySide6.QtCore import QObject, Signal

from ui.theme.tokens import LIGHT, Tokens


class Themed(QObject):
    """Says `changed` after light and dark were exchanged."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT


themed = Themed()


def current() -> Tokens:
    """The tokens of the theme shown now."""
    return themed.tokens
