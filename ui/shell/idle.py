"""Notices when nobody has touched the window for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Idle(QObject):
    """Says `too_long` after `minutes` without a key or a move of the pointer; 0 minutes never."""

    too_long = Signal()

    def __init__(self, window: QWidget, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.minutes = minutes
        self._rest = QTimer(self, singleShot=True, interval=int(minutes * 60_000))
        self._rest.timeout.connect(self.too_long)

    def set_minutes(self, minutes: float) -> None:
        """From now on so many; what was waited already does not count."""
        self.minutes = minutes
        self._rest.setInterval(int(minutes * 60_000))

    def watch(self) -> None:
        """Begin: the native window exists once it is shown."""
        handle = self._window.windowHandle()
        if handle is not None and self._rest.interval() > 0:
            handle.installEventFilter(self)
            self._rest.start()

    def untouched(self) -> int:
        """Milliseconds since the last touch; while nobody is watched, nothing is being done."""
        return self._rest.interval() - self._rest.remainingTime() if self._rest.isActive() else self._rest.interval()

    def stop(self) -> None:
        """Nobody has to be watched."""
        self._rest.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in _TOUCHES and self._rest.isActive():
            self._rest.start()
        return False
