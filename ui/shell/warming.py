"""Makes what will be wanted before it is asked for: one step in an idle moment, never two in one."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.shell.lazy import Lazy

_PAUSE = 15
"""Milliseconds between two steps: keys and clicks that came meanwhile are answered first."""


@runtime_checkable
class MadeAhead(Protocol):
    """A part with more to make than it shows at first."""

    def made_ahead(self) -> Iterator[None]:
        """The steps in which that is made."""


class Warming(QObject):
    """Takes one of `steps` at a time while `is_busy` says no; what is wanted sooner is simply made sooner."""

    def __init__(self, steps: Iterator[None], is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._is_busy = is_busy
        self._is_done = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._step)

    def begin(self) -> None:
        """Begin, or go on."""
        if not self._is_done:
            self._pause.start()

    def stop(self) -> None:
        """Rest until it is begun again."""
        self._pause.stop()

    def finish(self) -> None:
        """Take all steps that are left at once: now they are wanted."""
        self.stop()
        for _step in self._steps:
            pass
        self._is_done = True

    def _step(self) -> None:
        if not self._is_busy():
            self._is_done = next(self._steps, self) is self
        self.begin()


def made(parts: Iterable[Lazy[QWidget]]) -> Iterator[None]:
    """The steps in which these parts are made, then dressed, laid out and painted once where nobody sees them."""
    for part in parts:
        widget = part.widget
        yield
        widget.grab()
        yield
        if isinstance(widget, MadeAhead):
            yield from widget.made_ahead()
