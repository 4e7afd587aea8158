"""A few lines of text in a sheet: Enter is the sheet's, Shift+Enter begins a line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit


class Lines(QPlainTextEdit):
    """Text of several lines in which Enter belongs to the sheet and Shift+Enter begins a line."""

    def __init__(self, name: str, rows: int = 2) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            event.ignore()
        else:
            super().keyPressEvent(event)
