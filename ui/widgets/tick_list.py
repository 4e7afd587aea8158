"""A list whose rows are ticked: Space ticks one or not, A takes what is offered instead of it; it knows no clinic."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.rows import RowList

TICKED, UNTICKED = "ph.check-square", "ph.square"
"""The marks of a row that is ticked, and of one that is not."""
_MARK = 44
"""So far from its beginning a row is ticked by a click, logical pixels."""


class TickList(RowList):
    """`ticked` and `swapped` carry the key of the row; Enter and Escape belong to what the list stands in."""

    ticked = Signal(object)
    swapped = Signal(object)

    def __init__(self, *, name: str, what: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, what=what, framed=True, parent=parent)
        self.doubleClicked.connect(lambda _index: self.ticked.emit(self.current_key()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        key = self.current_key()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and key is not None:
            self.ticked.emit(key)
        elif event.key() == Qt.Key.Key_A and key is not None and not event.modifiers():
            self.swapped.emit(key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        super().mousePressEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            return
        x = event.position().x()
        if (self.width() - x if self.isRightToLeft() else x) < _MARK:
            self.ticked.emit(self.current_key())
