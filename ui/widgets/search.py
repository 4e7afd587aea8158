"""A box to search in: magnifier, clear button, and a pause before it asks."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.texts import _
from ui.theme import SPACE, icon
from ui.widgets.painting import mirrored

_PAUSE = 60
"""Milliseconds of no typing before `wanted` is said: a fast typist does not ask for every letter."""

_MARK = 16
"""Side of the magnifier, logical pixels."""

_LIST_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class SearchBox(QLineEdit):
    """Says `wanted` with the text soon after typing stops; arrow keys go to `list_key`, so a list below can move."""

    wanted = Signal(str)
    list_key = Signal(object)

    def __init__(self, placeholder: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(placeholder)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(200)
        self._offer_to_clear()
        beside = _MARK + SPACE[1]
        from_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if from_right else beside, 0, beside if from_right else 0, 0)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.wanted.emit(self.text()))
        self.textChanged.connect(lambda _text: self._pause.start())
        self.installEventFilter(self)

    def _offer_to_clear(self) -> None:
        """Qt's own clear button with a sign of our set: its picture is dark grey in dark, too."""
        self.setClearButtonEnabled(True)
        for action in self.findChildren(QAction):
            action.setIcon(icon("ph.x-circle-fill", "muted"))
            action.setText(_("Clear"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        mark = QRect(SPACE[2], (self.height() - _MARK) // 2, _MARK, _MARK)
        icon("ph.magnifying-glass", "muted").paint(QPainter(self), mirrored(self.layoutDirection(), self.rect(), mark))

    def ask_now(self) -> None:
        """Say `wanted` without waiting for the pause."""
        self._pause.stop()
        self.wanted.emit(self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LIST_KEYS:
            self.list_key.emit(event)
            return True
        return super().eventFilter(watched, event)
