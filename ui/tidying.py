"""Collects cyclic garbage in idle moments and on the window's thread only.

Python collects wherever it happens to allocate. On a worker's thread that would end widgets which only a cycle still
held, and Qt's objects must not end there: what Shiboken then puts off to the window's thread it may end twice.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_PAUSE = 1000
"""Milliseconds between two looks."""
_WORTH_IT = (2000, 10, 10)
"""How much must have gathered before a generation is collected, as `gc.set_threshold` takes it."""


class Tidying(QObject):
    """While one of these is open nothing is collected but by it, and only when `is_busy` says no."""

    _open = 0
    _was_enabled = True

    def __init__(self, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._look = QTimer(self, interval=_PAUSE)
        self._look.timeout.connect(self._tidy)
        self._look.start()
        if not Tidying._open:
            Tidying._was_enabled = gc.isenabled()
        Tidying._open += 1
        gc.disable()

    def close(self) -> None:
        """There are no workers any more: Python may collect wherever it is."""
        self._look.stop()
        Tidying._open -= 1
        if not Tidying._open and Tidying._was_enabled:
            gc.enable()

    def _tidy(self) -> None:
        if self._is_busy():
            return
        gathered = gc.get_count()
        for generation in (2, 1, 0):
            if gathered[generation] > _WORTH_IT[generation]:
                gc.collect(generation)
                return
