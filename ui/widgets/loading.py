"""A thin moving line that shows only when something takes longer than a person notices."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

_NOTICED = 200
"""Milliseconds before waiting is shown; most things are done by then."""


class Loading(QProgressBar):
    """Call `start` and `stop`; it shows itself only after 200 ms of waiting."""

    def __init__(self, what: str, *, name: str = "loading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setRange(0, 0)
        self.setTextVisible(False)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._patience = QTimer(self, singleShot=True, interval=_NOTICED)
        self._patience.timeout.connect(self.show)
        self.hide()

    def start(self) -> None:
        """Something has begun."""
        if not self.isVisible():
            self._patience.start()

    def stop(self) -> None:
        """It has ended."""
        self._patience.stop()
        self.hide()
