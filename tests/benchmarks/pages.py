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
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from tests.benchmarks.in_turns import DAY, DeedsWindow, Spent, application, in_turns, ratio

ALT = Qt.KeyboardModifier.AltModifier
AIM = 100


class Window(DeedsWindow):
    """A receptionist's window over one clinic, and what is done in it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
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


def compare(name: str, windows: tuple[Window, Window], rounds: int) -> None:
    """Both in turns after a first time that prepares; a line for the deed."""
    taken = in_turns(name, windows, rounds)
    small, large = (Spent.least(times[1:]) for times in taken)
    mark = "" if large.clock <= AIM else "  over"
    first = f"first time {taken[1][0].clock:.0f}"
    print(f"{name:22} {small}  {large}  {ratio(small, large)}; {first}{mark}", flush=True)


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
    with application() as folder:
        small = demo(folder / "small.sqlite", 1_000)
        big = given.big or demo(folder / "big.sqlite", given.appointments)
        windows = Window(small), Window(big)
        print("milliseconds at 1,000 and at most rows: clock (window's thread, all threads)")
        for name in windows[0].deeds:
            if given.only in name:
                compare(name, windows, given.rounds)
        for window in windows:
            window.frame.close()


if __name__ == "__main__":
    main()
