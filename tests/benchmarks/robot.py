"""A robot's hour at the desk, compressed: mixed use without a pause for thought, and what the window did meanwhile.

Run: `python -m tests.benchmarks.robot DATABASE [--day 2026-11-24] [--steps 1200] [--seed 1]` on a copy of a demo
clinic: it books, checks in and cancels. A timer asks the event loop for a turn every millisecond. Printed are, for each
kind of step, the time from its key to the picture with its data (median, ninth decile, longest), the longest turn that
the window's thread was busy, how many steps had a turn over 50 ms, and the memory after each quarter (aims: pages
within 100 ms, no turn over 50 ms, memory flat within 20 MB). What the window's thread itself computed, which other
programs on the machine hardly lengthen, stands beside each figure, and the steps with the longest turns follow by name.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.benchmarks.busy import CTRL, Desk, Turns
from ui import theme
from ui.app import import_the_rest
from ui.shell.pages import pages
from ui.widgets import Sheet

ALT = Qt.KeyboardModifier.AltModifier
NAMES = ("silva", "maria", "al", "nguyen", "tom", "ana s", "35191", "pereira", "zz")
SERVICES = ("cons", "infl", "blood", "trav")
OVER = 0.050
PAGES_WITHIN = 100
RESTED = 2
LONGEST = 30
SLOTS = os.sysconf("SC_PAGE_SIZE") / 2**20


def memory() -> float:
    """What the process has in memory, in MB; Linux only."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * SLOTS


class Robot(Desk):
    """Presses keys at random, each kind about as often as people do."""

    def __init__(self, url: str, day: date, seed: int) -> None:
        super().__init__(url, day)
        self.rng = random.Random(seed)  # noqa: S311  not for secrets
        self.turns = Turns()
        self.habits: dict[str, tuple[int, Callable[[], None]]] = {
            "page": (20, self.page),
            "mode": (6, partial(self.in_calendar, "DWMA")),
            "today": (3, partial(self.in_calendar, "T")),
            "day back or forward": (12, self.turn_day),
            "arrow": (20, self.arrow),
            "open and close": (10, self.look),
            "scroll": (8, self.scroll),
            "palette": (6, self.palette),
            "search": (6, self.search),
            "walk-in": (4, self.walk_in),
        }

    def quiet(self) -> None:
        """Until nothing is under way and everything is painted: what was asked for last is, one turn later."""
        loop, rested = QEventLoop(), 0
        while rested < RESTED:
            QTimer.singleShot(0, loop.quit)
            loop.exec()
            self.turns.end()
            rested = 0 if self.session.tasks.busy else rested + 1

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key is an event of its own."""
        self.turns.end()
        super().press(key, held)

    def where(self) -> str:
        """The page that shows."""
        shown = self.shell.stack.currentWidget()
        return shown.objectName() if shown is not None else ""

    def page(self) -> None:
        """Another page of the rail."""
        self.press(Qt.Key(Qt.Key.Key_1 + self.rng.randrange(len(pages()))), CTRL)

    def in_calendar(self, letters: str) -> None:
        """A letter on the calendar's page."""
        self.calendar()
        self.press(Qt.Key(ord(self.rng.choice(letters))))

    def calendar(self) -> None:
        """To the calendar, and no further."""
        number = [entry.key for entry in pages()].index("calendar")
        self.press(Qt.Key(Qt.Key.Key_1 + number), CTRL)

    def turn_day(self) -> None:
        """A day, week or month on or back."""
        self.calendar()
        self.press(self.rng.choice((Qt.Key.Key_Left, Qt.Key.Key_Right)), ALT)

    def arrow(self) -> None:
        """To the next row or card."""
        self.press(self.rng.choice((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right)))

    def scroll(self) -> None:
        """A screen on or back, the end or the beginning."""
        self.press(self.rng.choice((Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home)))

    def look(self) -> None:
        """Open what is chosen, then leave it."""
        self.press(Qt.Key.Key_Return)
        self.quiet()
        self.escape()

    def escape(self) -> None:
        """Leave whatever is open; what was typed is given up."""
        for _press in range(3):
            self.press(Qt.Key.Key_Escape)
            self.quiet()
        for sheet in self.shell.findChildren(Sheet):
            sheet.close_sheet()

    def letters(self, text: str) -> None:
        """Typed one after the other, each waited for by nobody."""
        for sign in text:
            focused = QApplication.focusWidget()
            if isinstance(focused, QLineEdit):
                focused.insert(sign)
            self.rest(20)

    def palette(self) -> None:
        """Look for somebody from anywhere."""
        self.press(Qt.Key.Key_K, CTRL)
        self.letters(self.rng.choice(NAMES))
        self.quiet()
        self.press(Qt.Key.Key_Escape)

    def search(self) -> None:
        """Look for somebody in the list of consumers."""
        self.shell.journeys.show_page("consumers")
        self.letters(self.rng.choice(NAMES))
        self.quiet()
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.clear()

    def walk_in(self) -> None:
        """Book somebody, and leave the form whatever became of it."""
        self.press(Qt.Key.Key_N, CTRL)
        self.letters(self.rng.choice(NAMES))
        self.quiet()
        self.press(Qt.Key.Key_Return)
        self.type(self.rng.choice(SERVICES))
        self.press(Qt.Key.Key_Return)
        self.quiet()
        self.escape()


@dataclass(frozen=True, slots=True)
class Step:
    """What one step took until it was painted and in its longest turn, by the clock and by the thread; seconds."""

    name: str
    way: str
    painted: float
    worked: float
    turn: float
    computed: float


class Record:
    """What each step took."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.kept: list[float] = []

    def tell(self) -> None:
        """Print it."""
        print(f"{'':22} {'times':>5} {'median':>9} {'9 of 10':>9} {'longest':>9} {'turn':>9}  turns over 50: ms/worked")
        kinds = defaultdict(list)
        for step in self.steps:
            kinds[step.name].append(step)
        for name, steps in sorted(kinds.items()):
            over, own = sum(step.turn > OVER for step in steps), sum(step.computed > OVER for step in steps)
            print(f"{name:22} {len(steps):5} " + " ".join(_figures(steps)) + f"  {over}/{own}")
        print(f"another page, nine of ten: {_figures(kinds['page'])[1]} ms (aim {PAGES_WITHIN})")
        print("memory after each quarter: " + ", ".join(f"{one:.0f}" for one in self.kept) + " MB (aim: within 20)")
        print("the longest turns:")
        for step in sorted(self.steps, key=lambda step: -step.computed)[:LONGEST]:
            print(f"  {step.name:22} {step.turn * 1000:4.0f}/{step.computed * 1000:3.0f}  {step.way}")


def _figures(steps: list[Step]) -> list[str]:
    """Median, ninth decile and longest until painted, and the longest turn: by the clock / by the thread."""
    painted, worked = ([step.painted for step in steps], [step.worked for step in steps])
    pairs = [(of(painted), of(worked)) for of in (median, _nine_of_ten, max)]
    pairs.append((max(step.turn for step in steps), max(step.computed for step in steps)))
    return [f"{clock * 1000:5.0f}/{own * 1000:3.0f}" for clock, own in pairs]


def _nine_of_ten(spent: list[float]) -> float:
    return quantiles(spent, n=10)[-1] if len(spent) > 1 else spent[0]


def work(robot: Robot, steps: int) -> Record:
    """The hour."""
    record = Record()
    names = list(robot.habits)
    weights = [weight for weight, _do in robot.habits.values()]
    turns = robot.turns
    for step in range(steps):
        name, before = robot.rng.choices(names, weights)[0], robot.where()
        turns.begin()
        begun, used = time.perf_counter(), time.thread_time()
        robot.habits[name][1]()
        robot.quiet()
        spent, worked = time.perf_counter() - begun, time.thread_time() - used
        way = f"{before} to {robot.where()}"
        record.steps.append(Step(name, way, spent, worked, turns.longest, turns.computed))
        if (step + 1) % max(1, steps // 4) == 0:
            record.kept.append(memory())
    return record


def main() -> None:
    """Print what it found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("database")
    options.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 24))
    options.add_argument("--steps", type=int, default=1200)
    options.add_argument("--seed", type=int, default=1)
    told = options.parse_args()
    app = QApplication(sys.argv[:1])
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())
    import_the_rest()
    theme.apply(app, dark=False)
    robot = Robot(told.database, told.day, told.seed)
    robot.frame.activateWindow()
    work(robot, 60)  # every page has been made once
    work(robot, told.steps).tell()
    robot.frame.close()


if __name__ == "__main__":
    main()
