"""A list of rows that are ticked: by Space, by a click, all by Ctrl+A; Enter is left to the sheet around it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from ui.widgets import Row, RowList


class TickList(RowList):
    """`ticked` with the key of a row to be ticked or not, `all_wanted` when all are to be."""

    ticked = Signal(object)
    all_wanted = Signal()

    def put_row(self, row: Row) -> None:
        """Show this row where the one of its key stands; all others stay as they are."""
        for number, shown in enumerate(self.model_.rows):
            if shown.key == row.key:
                self.model_.rows[number] = row
                index = self.model_.index(number)
                self.model_.dataChanged.emit(index, index)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Space and self.current_key() is not None:
            self.ticked.emit(self.current_key())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.ticked.emit(self.model_.rows[index.row()].key)
