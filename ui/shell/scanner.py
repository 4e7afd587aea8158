"""A keyboard scanner types a confirmation's text from any page: this catches it before a page takes it for commands."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_PREFIX = "FD1."
_GAP = 250
"""Milliseconds between two of the first signs; a scanner leaves 1 to 50, but a busy window hears them later."""
_GAP_OF_SCAN = 1000
"""The same once nobody but a scanner can have typed what is there."""
_LONGEST = 200
_TYPED_INTO = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class ScannerCatch(QObject):
    """Says `scanned` with the text. It listens to the keys of one window and lets all others through.

    The first signs of what may be a scan are held back until it is known; what turns out to be typing is handed on.
    """

    scanned = Signal(str)

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._text = ""
        self._held: list[tuple[int, Qt.KeyboardModifier, str]] = []
        self._handing_on = False
        self._gap = QTimer(self, singleShot=True, interval=_GAP)
        self._gap.timeout.connect(self._give_up)

    def listen(self) -> None:
        """Listen to the window and to the native one, which exists once it is shown."""
        for heard in (self._window, self._window.windowHandle()):
            if heard is not None:
                heard.installEventFilter(self)

    def rest(self) -> None:
        """Hear nothing: nobody is signed in."""
        self._gap.stop()
        self._text, self._held = "", []
        for heard in (self._window, self._window.windowHandle()):
            if heard is not None:
                heard.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._handing_on:
            return False
        if isinstance(QApplication.focusWidget(), _TYPED_INTO):
            return False
        return self.take(event)

    def take(self, event: QKeyEvent) -> bool:
        """Look at one key; True when it belongs to a scan and nobody else shall have it."""
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock):
            return bool(self._text)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self._is_scan():
            self._finish()
            return True
        sign = event.text()
        if not sign.isprintable() or not sign or not self._may_go_on(self._text + sign):
            self._give_up()
            return False
        self._text += sign
        if not self._is_scan():
            self._held.append((event.key(), event.modifiers(), sign))
        self._gap.start(_GAP_OF_SCAN if self._is_scan() else _GAP)
        return True

    def _is_scan(self) -> bool:
        return self._text.upper().startswith(_PREFIX)

    @staticmethod
    def _may_go_on(text: str) -> bool:
        return len(text) <= _LONGEST and (text.upper().startswith(_PREFIX) or _PREFIX.startswith(text.upper()))

    def _finish(self) -> None:
        text, self._text = self._text, ""
        self._held.clear()
        self._gap.stop()
        self.scanned.emit(text)

    def _give_up(self) -> None:
        """It was no scan, or its end never came: hand on what was held back."""
        self._gap.stop()
        was_scan, held = self._is_scan(), self._held
        self._text, self._held = "", []
        target = QApplication.focusWidget() or self._window
        if was_scan:
            return
        self._handing_on = True
        for key, modifiers, sign in held:
            QCoreApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, sign))
        self._handing_on = False
