"""Which key means what on the calendar page; none of them while somebody types."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from ui.calendar.look import Mode

MODE_KEYS: dict[int, Mode] = {Qt.Key.Key_D: "day", Qt.Key.Key_W: "week", Qt.Key.Key_M: "month", Qt.Key.Key_A: "agenda"}
_NOT_HELD = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def is_alone(event: QKeyEvent) -> bool:
    """Whether the key was pressed by itself."""
    return event.modifiers() in _NOT_HELD


def steps_of(event: QKeyEvent, direction: Qt.LayoutDirection) -> int:
    """-1 for back, 1 for forward, by the arrows alone or with Alt; 0 for another key."""
    if (
        not is_alone(event)
        and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier
    ):
        return 0
    forward = Qt.Key.Key_Left if direction == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Right
    if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return 0
    return 1 if event.key() == forward else -1


def is_typing() -> bool:
    """Whether the keys go into a text."""
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QTextEdit)
