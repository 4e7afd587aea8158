"""A column of parts that scrolls: the ground of every tab."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import SPACE


class Scrolled(QScrollArea):
    """Put parts into `column`; `clear` takes them out again."""

    def __init__(self, name: str, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_page")
        self.setAccessibleName(what)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("scrolled", True)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self.column.setSpacing(SPACE[2])
        self.setWidget(inside)

    def clear(self) -> None:
        """Take every part out."""
        empty_layout(self.column)


def empty_layout(layout: QLayout) -> None:
    """Take every part out of a layout and throw it away."""
    while layout.count() and (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            empty_layout(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
