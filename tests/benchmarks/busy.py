"""The longest time that the window's thread is busy in one turn of its event loop, for each thing that a person does.

Run: `python -m tests.benchmarks.busy DATABASE [--day 2026-11-24] [--rounds 3]` on a copy of a demo clinic: it books.
A timer asks for a turn every millisecond; the longest that it had to wait is printed, and what it waits while nothing
at all is done. The aims are 16 ms while booking (a frame of 60 a second) and 100 ms for another page. The smallest of
the rounds is printed beside the largest: a busy machine adds to each. What the thread itself computed in its longest
turn stands behind them: that does not depend on who else uses the machine.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.app import import_the_rest
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.shell.window import Shell
from ui.tasks import Tasks

CTRL = Qt.KeyboardModifier.ControlModifier
Step = tuple[str, float, Callable[[], object]]


class Turns(QObject):
    """Asks the event loop for a turn every millisecond, and notes how long it was kept waiting at most.

    `longest` is by the clock, `computed` what the thread had of the processor in one turn at most; both in seconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.computed = 0.0
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.end)
        self._timer.start()

    def begin(self) -> None:
        """Forget what was; what a step itself does counts as a turn, as it does when its key is pressed."""
        self.longest = self.computed = 0.0
        self._last, self._used = time.perf_counter(), time.thread_time()

    def end(self) -> None:
        """A turn is over: the next key is an event of its own."""
        now, used = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.computed = max(self.computed, used - self._used)
        self._last, self._used = now, used


class Desk:
    """A receptionist's window, and the keys that are pressed in it."""

    def __init__(self, url: str, day: date) -> None:
        now = datetime(day.year, day.month, day.day, 10, 22, tzinfo=ZoneInfo("Europe/Lisbon"))
        self.frame = Frame(Memory())
        self.session = Session(self.frame, Tasks(self.frame), url, now=lambda: now)
        self.frame.show()
        self.session.open_clinic()
        self.rest(600)
        self.session.sign_in("reception", "demo")
        self.rest(3000)

    @property
    def shell(self) -> Shell:
        """The shell of who signed in."""
        assert self.session.shell is not None
        return self.session.shell

    def rest(self, milliseconds: int) -> None:
        """Let everything come in and be painted."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        self.session.tasks.wait(20_000)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key as the window system brings it."""
        handle = self.frame.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, held)

    def type(self, text: str) -> None:
        """Letters where the focus is, as quick as people type."""
        for sign in text:
            QTest.keyClicks(QApplication.focusWidget() or self.frame, sign)
            self.rest(80)

    def somebody_free(self) -> str:
        """The user id of a consumer who has nothing standing, so that booking asks no question."""
        clinic, found = self.shell.context.clinic, list[str]()

        def work() -> str:
            page = clinic.consumers.page(limit=500)
            return next(row.user_id for row in page if not clinic.consumers.bookings(row.id))

        self.session.tasks.run(work, found.append)
        self.session.tasks.wait(20_000)
        return found[0]

    def steps(self) -> Iterator[Step]:
        """What is done: what it is called, its aim in milliseconds, and how."""
        journeys = self.shell.journeys
        yield "Ctrl+N", 16, lambda: self.press(Qt.Key.Key_N, CTRL)
        yield "typing a consumer", 16, partial(self.type, self.somebody_free())
        yield "Enter takes the consumer", 16, lambda: self.press(Qt.Key.Key_Return)
        yield "typing a service", 16, partial(self.type, "cons")
        journeys.booking.fields.print_it.setChecked(False)
        yield "Enter books, card painted", 16, lambda: self.press(Qt.Key.Key_Return)
        assert journeys.chosen is not None, "nothing was booked"
        yield "Escape closes the panel", 16, lambda: self.press(Qt.Key.Key_Escape)
        if self.shell.side.shown() is not None:
            yield "Escape again", 16, lambda: self.press(Qt.Key.Key_Escape)
        yield "another page", 100, lambda: self.press(Qt.Key.Key_1, CTRL)
        yield "back to the calendar", 100, lambda: self.press(Qt.Key.Key_2, CTRL)
        yield "arrow to a card, panel opens", 100, lambda: self.press(Qt.Key.Key_Down)
        yield "Enter: detail page", 100, lambda: self.press(Qt.Key.Key_Return)
        yield "Escape", 100, lambda: self.press(Qt.Key.Key_Escape)
        yield "Page Down", 16, lambda: self.press(Qt.Key.Key_PageDown)
        yield "Page Up", 16, lambda: self.press(Qt.Key.Key_PageUp)
        yield "next day", 100, lambda: self.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        yield "day before", 100, lambda: self.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        yield "command palette", 100, lambda: self.press(Qt.Key.Key_K, CTRL)
        yield "Escape from it", 100, lambda: self.press(Qt.Key.Key_Escape)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a step took in each round: its longest turn by the clock and by the processor, in milliseconds."""

    aim: float
    longest: list[float]
    computed: list[float]


def measure(desk: Desk, turns: Turns, rounds: int) -> dict[str, Figures]:
    """The figures of each step."""
    found: dict[str, Figures] = {}
    for _round in range(rounds):
        for name, aim, do in desk.steps():
            turns.begin()
            do()
            desk.rest(450)
            figures = found.setdefault(name, Figures(aim, [], []))
            figures.longest.append(turns.longest * 1000)
            figures.computed.append(turns.computed * 1000)
    return found


def main() -> None:
    """Print a line for each step."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("database")
    options.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 24))
    options.add_argument("--rounds", type=int, default=3)
    told = options.parse_args()
    app = QApplication(sys.argv[:1])
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())
    import_the_rest()
    theme.apply(app, dark=False)
    desk = Desk(told.database, told.day)
    desk.frame.activateWindow()
    turns = Turns()
    turns.begin()
    desk.rest(1000)
    print(f"{'nothing at all':32} {turns.longest * 1000:6.1f} ms")
    for name, one in measure(desk, turns, told.rounds).items():
        mark = "" if min(one.longest) <= one.aim else "  over"
        by_clock = f"{min(one.longest):6.1f} to {max(one.longest):6.1f} ms, aim {one.aim:.0f}"
        print(f"{name:32} {by_clock}; computed {min(one.computed):5.1f}{mark}")
    desk.frame.close()


if __name__ == "__main__":
    main()
