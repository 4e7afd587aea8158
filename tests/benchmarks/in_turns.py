"""Two windows over two clinics, whose deeds are done in turns: what each took from the key to the painted frame.

Shared by the benchmarks that set a large clinic beside a small one: a slow moment hits both, and the least of the
rounds counts. A deed ends when nothing is under way aside and all is painted.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from tests.benchmarks.busy import CTRL, Desk
from ui import theme
from ui.app import import_the_rest
from ui.shell.pages import pages

DAY = date(2026, 11, 24)
_RESTED = 2
_LONG = 60_000
"""Milliseconds after which something is broken."""


class Spent(NamedTuple):
    """What a step took: by the clock, and of the processor by the window's thread and by all; milliseconds."""

    clock: float
    window: float
    all: float

    @staticmethod
    def now() -> "Spent":
        """What was taken so far."""
        return Spent(perf_counter() * 1000, thread_time() * 1000, process_time() * 1000)

    def since(self, begun: "Spent") -> "Spent":
        """What was taken between."""
        return Spent(self.clock - begun.clock, self.window - begun.window, self.all - begun.all)

    @staticmethod
    def least(times: list["Spent"]) -> "Spent":
        """The least of each."""
        return Spent(*map(min, zip(*times, strict=True)))

    def __str__(self) -> str:
        return f"{self.clock:6.1f} ({self.window:5.1f}, {self.all:5.1f})"


class DeedsWindow(Desk):
    """A receptionist's window over one clinic; a subclass says what is done in it."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"sqlite:///{file}", DAY)
        self.keys = {entry.key: Qt.Key(Qt.Key.Key_1 + number) for number, entry in enumerate(pages())}
        self.deeds: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {}
        """What is got ready without being measured, and what is measured."""

    def page(self, key: str) -> None:
        """Its key of the rail."""
        self.press(self.keys[key], CTRL)

    def settle(self) -> None:
        """Until nothing is under way and everything is painted, one turn later."""
        rested = 0
        while rested < _RESTED:
            if not self.session.tasks.wait(_LONG):
                raise RuntimeError("no answer")
            QApplication.processEvents()
            rested = 0 if self.session.tasks.busy else rested + 1

    def spent(self, name: str) -> Spent:
        """What a deed took."""
        ready, deed = self.deeds[name]
        self.frame.activateWindow()
        ready()
        self.settle()
        self.rest(30)
        begun = Spent.now()
        deed()
        self.settle()
        return Spent.now().since(begun)


def in_turns(name: str, windows: tuple[DeedsWindow, DeedsWindow], rounds: int) -> tuple[list[Spent], list[Spent]]:
    """What the deed took in each of the windows, by round; the first time, which prepares, is one more."""
    taken: tuple[list[Spent], list[Spent]] = ([], [])
    for _round in range(rounds + 1):
        for window, times in zip(windows, taken, strict=True):
            times.append(window.spent(name))
    return taken


def ratio(one: Spent, other: Spent) -> str:
    """How many times as long the other took, by the clock and by all threads."""
    return f"ratio {other.clock / one.clock:.2f}, {other.all / one.all:.2f}"


@contextmanager
def application() -> Iterator[Path]:
    """The application that windows need, and a folder of its own for clinics and what windows remember."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        import_the_rest()
        theme.apply(app, dark=False)
        yield Path(folder)
