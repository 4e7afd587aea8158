"""A drop-down to choose one of few from, with the arrow that says so."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme import icon

_ARROW = 14


class DropDown(QComboBox):
    """A combo box that is not typed into; its style sheet takes the style's own arrow away."""

    def __init__(self, *, name: str, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        self.paint_arrow(QPainter(self))

    def paint_arrow(self, painter: QPainter) -> None:
        """Draw the arrow at the right end."""
        top = (self.height() - _ARROW) // 2
        name = "muted" if self.isEnabled() else "disabled"
        icon("ph.caret-down", name).paint(painter, QRect(self.width() - _ARROW - 10, top, _ARROW, _ARROW))
