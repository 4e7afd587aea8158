"""How long the window is busy with one key typed into the search of consumers, among half a million of them.

    python -m tests.benchmarks.keystrokes [--consumers 500000] [--database FILE.sqlite]

Each key is typed as soon as the one before it has been taken in, which is faster than anybody types: searches of
earlier letters are still running aside then. Printed is, for each key, the longest stretch for which the window could
not have taken in another one (its code, its painting, and its waits for the searches beside it), and how long after
the last key of a word the right list is painted. The floor is the same key in a bare field over an empty table; the
aim is 16 ms. Beside it stands what of that the window's own thread worked, which other processes on the machine do not
lengthen. Given a database, nothing is written to it.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.words import Role
from frontdesk.views.choices import SignedIn
from tests.benchmarks.search import fill_people, people
from tests.little import SOUZA, fill
from ui import theme
from ui.app import import_the_rest
from ui.changes import ChangeHub
from ui.consumers.page import ConsumersPage
from ui.shell.context import Context
from ui.shell.notices import Notices
from ui.tasks import Tasks
from ui.widgets import NoticeBar

WORDS = (
    "maria silva",
    "santos pe",
    "joao",
    "912345",
    "14.03.1987",
    "costa@",
    "fernand",
    "zieli",
    "nguyen thi",
    "sliva m",
)
_ROUNDS = 3
_AIM = 16.0


class Stretch(NamedTuple):
    """For how long nothing was taken in, and how long of it the window's thread worked; milliseconds."""

    busy: float
    own: float


def stretch(work: Callable[[], object]) -> Stretch:
    """How long this takes, with the events that it brings."""
    begun, own = time.perf_counter(), time.thread_time()
    work()
    QCoreApplication.processEvents()
    return Stretch((time.perf_counter() - begun) * 1000, (time.thread_time() - own) * 1000)


def busy_for(settled: Callable[[], bool], longest: float = 20.0) -> Stretch:
    """Let the window work until all is settled; its longest stretch."""
    worst, until = Stretch(0, 0), time.perf_counter() + longest
    while True:
        worst = max(worst, stretch(lambda: None))
        if settled() or time.perf_counter() > until:
            return worst
        time.sleep(0.0005)


def key(field: QLineEdit, letter: str) -> Stretch:
    """Press one key and let the window take it in."""
    return stretch(lambda: QTest.keyClicks(field, letter))


def bare() -> list[Stretch]:
    """The same keys in a field of Qt's over a table with nothing in it."""
    window = QWidget()
    column = QVBoxLayout(window)
    field = QLineEdit()
    for part in (field, QTableView()):
        column.addWidget(part)
    window.resize(1196, 700)
    window.show()
    QCoreApplication.processEvents()
    taken = []
    for word in WORDS * _ROUNDS:
        field.clear()
        taken += [key(field, letter) for letter in word]
    window.close()
    return taken


def typed(page: ConsumersPage, tasks: Tasks) -> tuple[list[Stretch], list[float]]:
    """For each key the longest busy stretch, and for each word how long after its last key its list was painted."""
    keys, lists = [], []
    for word in WORDS * _ROUNDS:
        page.search.clear()
        page.search.ask_now()
        busy_for(lambda: tasks.wait(0))
        for letter in word:
            taken = key(page.search, letter)
            until = time.perf_counter() + 0.08  # so fast a typist is; what comes meanwhile is part of the key
            keys.append(max(taken, busy_for(partial(_is_over, until))))
        begun = time.perf_counter()
        keys.append(busy_for(lambda: not page._loading.isVisible() and tasks.wait(0)))
        lists.append((time.perf_counter() - begun) * 1000)
    return keys, lists


def _is_over(until: float) -> bool:
    return time.perf_counter() >= until


@contextmanager
def clinic_of(given: str, consumers: int) -> Iterator[Clinic]:
    """A clinic with so many consumers, or the one in that file; somebody works there."""
    with tempfile.TemporaryDirectory() as folder:
        url = given or str(Path(folder) / "clinic.sqlite")
        database = Database.open(url) if given else Database.create(url)
        if not given:
            fill(database)
            fill_people(database, people(consumers, Random(5)))  # noqa: S311  a seeded benchmark
        clinic = Clinic(database, now=lambda: datetime(2026, 11, 24, 10, 22, tzinfo=UTC))
        clinic.desk.staff = SignedIn(SOUZA, "souza", "Ana Souza", frozenset({Role.AGENT}), (1,))
        yield clinic
        clinic.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--consumers", type=int, default=500_000)
    parser.add_argument("--database", default="", help="a SQLite file to read instead of making one")
    given = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    import_the_rest()  # as the window does while a name is typed
    if isinstance(app, QApplication):
        theme.apply(app, dark=False)
        theme.wear_marks(app)
    floor = bare()
    with clinic_of(given.database, given.consumers) as clinic:
        tasks, bar = Tasks(), NoticeBar()
        page = ConsumersPage(Context(clinic, tasks, ChangeHub(), Notices(bar), clinic.choices()))
        page.resize(1196, 700)
        page.show()
        page.search.setFocus(Qt.FocusReason.TabFocusReason)
        busy_for(lambda: tasks.wait(0))
        keys, lists = typed(page, tasks)
        page.close()
        tasks.close()
    for what, taken, least in (
        ("busy", [one.busy for one in keys], [one.busy for one in floor]),
        ("worked by its own thread", [one.own for one in keys], [one.own for one in floor]),
    ):
        late = sum(one > _AIM for one in taken)
        print(f"{len(taken)} keys, {what}: median {median(taken):.1f} ms, slowest {max(taken):.1f} ms")
        print(
            f"  {late} over {_AIM:.0f} ms; {median(taken) / median(least):.1f} x a bare field ({median(least):.2f} ms)"
        )
    print(f"  list painted after the last key: median {median(lists):.0f} ms, slowest {max(lists):.0f} ms")


if __name__ == "__main__":
    main()
