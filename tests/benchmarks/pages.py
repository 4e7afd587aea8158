"""Another page, another mode of the calendar and the next day, week, month and agenda, from the key to the painted
frame with its data: in a large clinic beside a small one.

Run: `python -m tests.benchmarks.pages [--big FILE] [--appointments N] [--rounds 5] [--only WORD]`. FILE is a clinic
that is there already (see `tests.benchmarks.lists`); without it one of N appointments is made. Both windows take turns,
so that a slow moment hits both; the least of the rounds counts. The end is when nothing is under way aside and all is
painted, so counts that follow their rows are in it. Behind the clock stands what the window's thread and all threads
had of the processor, which others on the machine hardly lengthen. The aim is 100 ms; the ratio is that of the clocks,
and of the processor's time.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from tests.benchmarks.busy import CTRL, Desk
from ui import theme
from ui.app import import_the_rest
from ui.shell.pages import pages

ALT = Qt.KeyboardModifier.AltModifier
DAY = date(2026, 11, 24)
AIM = 100
RESTED = 2
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


class Window(Desk):
    """A receptionist's window over one clinic, and what is done in it."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"sqlite:///{file}", DAY)
        self.keys = {entry.key: Qt.Key(Qt.Key.Key_1 + number) for number, entry in enumerate(pages())}
        self.deeds: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {}
        """What is got ready without being measured, and what is measured."""
        for key in self.keys:
            other = "today" if key != "today" else "requests"
            self.deeds[f"page {key}"] = (partial(self.page, other), partial(self.page, key))
        for letter, mode in zip("DWMA", ("day", "week", "month", "agenda"), strict=True):
            other = "D" if letter != "D" else "M"
            mode_of = partial(self.press, Qt.Key(ord(letter)))
            self.deeds[f"calendar to {mode}"] = (partial(self.calendar, other), mode_of)
            on = partial(self.press, Qt.Key.Key_Right, ALT)
            self.deeds[f"{mode} on"] = (partial(self.calendar, letter), on)
            self.deeds[f"{mode} 11 on"] = (partial(self.calendar, letter), partial(self.turn, 11))

    def page(self, key: str) -> None:
        """Its key of the rail."""
        self.press(self.keys[key], CTRL)

    def calendar(self, letter: str) -> None:
        """In that mode, on today."""
        self.page("calendar")
        self.settle()
        for one in (letter, "T"):
            self.press(Qt.Key(ord(one)))
            self.settle()

    def turn(self, times: int) -> None:
        """A held key: only the last is read."""
        for _step in range(times):
            self.press(Qt.Key.Key_Right, ALT)

    def settle(self) -> None:
        """Until nothing is under way and everything is painted, one turn later."""
        rested = 0
        while rested < RESTED:
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


def compare(name: str, windows: tuple[Window, Window], rounds: int) -> None:
    """Both in turns after a first time that prepares; a line for the deed."""
    taken: tuple[list[Spent], list[Spent]] = ([], [])
    for _round in range(rounds + 1):
        for window, times in zip(windows, taken, strict=True):
            times.append(window.spent(name))
    small, large = (Spent(*map(min, zip(*times[1:], strict=True))) for times in taken)
    mark = "" if large.clock <= AIM else "  over"
    told = "  ".join(f"{one.clock:6.1f} ({one.window:5.1f}, {one.all:5.1f})" for one in (small, large))
    first = f"first time {taken[1][0].clock:.0f}"
    print(
        f"{name:22} {told}  ratio {large.clock / small.clock:.2f}, {large.all / small.all:.2f}; {first}{mark}",
        flush=True,
    )


def demo(file: Path, appointments: int) -> Path:
    """A demo clinic of that size."""
    database = Database.create(f"sqlite:///{file}")
    build(database, day=DAY, clinicians=22, consumers=max(500, appointments // 2), appointments=appointments)
    database.close()
    return file


def main() -> None:
    """Print a line for each deed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--big", type=Path)
    options.add_argument("--appointments", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", default="")
    given = options.parse_args()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        import_the_rest()
        theme.apply(app, dark=False)
        small = demo(Path(folder) / "small.sqlite", 1_000)
        big = given.big or demo(Path(folder) / "big.sqlite", given.appointments)
        windows = Window(small), Window(big)
        print("milliseconds at 1,000 and at most rows: clock (window's thread, all threads)")
        for name in windows[0].deeds:
            if given.only in name:
                compare(name, windows, given.rounds)
        for window in windows:
            window.frame.close()


if __name__ == "__main__":
    main()
