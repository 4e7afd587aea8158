"""The lists of appointments in the real window, from the event to painted rows: at 1,000,000 rows beside 1,000.

Run: `python -m tests.benchmarks.lists [--big FILE] [--appointments N] [--only WORD]`. FILE is a clinic that is there
already (`frontdesk demo --only-create --database FILE --clinicians 22 --consumers 500000 --appointments 1000000`, half
an hour); without it one of N appointments is made. Aims: to open a list and to jump anywhere in it at most 1.3 times as
long as at 1,000 rows, and nothing held back longer than 16 ms. A list that was not counted since the window was opened
is opened too: its rows come at once, its length follows; how long that takes aside is told for itself. Behind the
clocks stands what all threads had of the processor until then, which others on the machine hardly lengthen.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter, process_time, sleep

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from frontdesk.views.lists import Sort, Tab
from ui import theme
from ui.appointment_list.page import AppointmentsPage
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.tasks import Tasks

NOW = datetime(2026, 11, 24, 10, 22, 30, tzinfo=UTC)
ROUNDS = 5
_LONG = 60.0
"""Seconds after which something is broken."""
_TURN = 0.0002
"""Seconds between two looks whether all is there; to look without a pause would count as work."""


def main() -> None:
    """Print both columns and their ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--big", type=Path)
    options.add_argument("--appointments", type=int, default=1_000_000)
    options.add_argument("--only", default="")
    given = options.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        theme.apply(app, dark=False)
        small = _demo(Path(folder) / "small.sqlite", 1_000)
        big = given.big or _demo(Path(folder) / "big.sqlite", given.appointments)
        with _page(small) as few, _page(big) as many:
            for name in few.deeds:
                if given.only in name:
                    _compare(name, few, many)


def _compare(name: str, few: "Measured", many: "Measured") -> None:
    """Both take turns, so that a slow moment hits both; the quickest of each is what it takes."""
    if name not in many.deeds:
        print(f"{name}: not to be had at so many rows")
        return
    taken: tuple[list[float], list[float]] = ([], [])
    for one in (few, many):
        one.computed.clear()
    for _round in range(ROUNDS + 1):
        for one, times in zip((few, many), taken, strict=True):
            times.append(one.deeds[name]())
    small, large = (min(times[1:]) * 1000 for times in taken)
    told = f"{name}: {small:.1f} ms at 1,000, {large:.1f} ms at most rows, ratio {large / small:.2f}"
    if few.computed:
        small, large = (min(one.computed) * 1000 for one in (few, many))
        told += f"; processor {small:.1f} and {large:.1f} ms, ratio {large / small:.2f}"
    print(told, flush=True)


def _demo(file: Path, appointments: int) -> Path:
    database = Database.create(f"sqlite:///{file}")
    build(database, day=NOW.date(), clinicians=22, consumers=max(500, appointments // 2), appointments=appointments)
    database.close()
    return file


@contextmanager
def _page(file: Path) -> Iterator["Measured"]:
    frame = Frame(Memory())
    frame.resize(1280, 800)
    session = Session(frame, Tasks(frame), f"sqlite:///{file}", now=lambda: NOW, desk="Desk 2")
    frame.show()
    session.open_clinic()
    session.tasks.wait(600_000)
    session.sign_in("reception", "demo")
    session.tasks.wait(600_000)
    if session.shell is None:
        raise RuntimeError(frame.sign_in.form.error)
    session.shell.journeys.show_page("appointments")
    page = frame.findChild(AppointmentsPage)
    if page is None:
        raise RuntimeError("no page of appointments")
    yield Measured(session, page)
    frame.close()
    frame.deleteLater()
    QApplication.processEvents()


class Measured:
    """One page over one clinic, and what a person does on it; each time from the event until rows are painted."""

    def __init__(self, session: Session, page: AppointmentsPage) -> None:
        self._session = session
        self._page = page
        self._place = 0
        self.computed: list[float] = []
        """What all threads had of the processor until rows were painted, each time; seconds."""
        scope = page.tools.scope
        scope.setCurrentIndex(scope.findData("everyone"))
        scope.activated.emit(scope.currentIndex())
        self._rest()

        self.deeds: dict[str, Callable[[], float]] = {f"open {tab.value}": partial(self._open, tab) for tab in Tab}
        self.deeds |= {
            "open completed, never counted": partial(self._open, Tab.COMPLETED, counted=False),
            "(its length and those of the others, aside)": self._counted,
            "jump by the scroll bar": partial(self._jump, self._drag),
            "jump by End and Home": partial(self._jump, self._end),
        }
        self._open(Tab.COMPLETED)
        closed = page.model.unsortable
        self.deeds |= {f"sort by {sort.value}": partial(self._sort, sort) for sort in Sort if sort not in closed}
        self.deeds |= {
            "first key of a search": partial(self._search, "m"),
            "two names": partial(self._search, "mar sil"),
            "a phone number": partial(self._search, "9612"),
            "longest gap while somebody types": self._type,
        }

    def _jump(self, act: Callable[[], None]) -> float:
        """To where nobody looked yet."""
        if self._page.reader.wish.tab is not Tab.COMPLETED:
            self._open(Tab.COMPLETED)
        self._page.model.pages.clear()
        return self._until_painted(act)

    def _drag(self) -> None:
        bar = self._page.table.verticalScrollBar()
        self._place = (self._place + 37) % 89
        bar.setValue(bar.maximum() * self._place // 97)

    def _end(self) -> None:
        table = self._page.table
        QTest.keyClick(table, Qt.Key.Key_Home if table.verticalScrollBar().value() else Qt.Key.Key_End)

    def _type(self) -> float:
        """The longest that the window heeded nothing while somebody typed eight letters."""
        search, at, gaps = self._page.tools.search, perf_counter(), [0.0]
        search.clear()
        self._rest()

        def tick() -> None:
            nonlocal at
            gaps.append(perf_counter() - at)
            at = perf_counter()

        timer = QTimer(interval=0)
        timer.timeout.connect(tick)
        at = perf_counter()
        timer.start()
        for sign in "maria sil":
            QTest.keyClick(search, sign)  # type: ignore[call-overload]  # the stub forgets C++'s char
            self._wait(0.09)
        timer.stop()
        search.clear()
        self._rest()
        return max(gaps)

    def _open(self, tab: Tab, *, counted: bool = True) -> float:
        self._page.show_tab(Tab.REQUESTS.value if tab is not Tab.REQUESTS else Tab.PAST.value)
        self._rest()
        if not counted:
            self._page.reader._narrow = None  # as when the window was just opened; a benchmark looks inside
        return self._until_painted(lambda: self._page.tabs.set_current(tab.value))

    def _sort(self, sort: Sort) -> float:
        self._open(Tab.COMPLETED)
        return self._until_painted(lambda: self._page.table.sort_wanted.emit(sort))

    def _search(self, typed: str) -> float:
        self._open(Tab.COMPLETED)
        self._page.tools.search.setText(typed)
        return self._until_painted(self._page.tools.search.ask_now)

    def _counted(self) -> float:
        """From opening until nothing is under way aside, all five tabs counted."""
        self._page.show_tab(Tab.REQUESTS.value)
        self._rest()
        self._page.reader._narrow = None
        begun = perf_counter()
        self._page.tabs.set_current(Tab.COMPLETED.value)
        self._session.tasks.wait(600_000)
        return perf_counter() - begun

    def _until_painted(self, act: Callable[[], object]) -> float:
        """Until the answer is there, and the rows that show are painted."""
        page, arrived = self._page, []
        links = [signal.connect(lambda _answer: arrived.append(1)) for signal in (page.reader.begun, page.reader.came)]
        begun, used = perf_counter(), process_time()
        act()
        while not (arrived and self._is_there()):
            QApplication.processEvents()
            sleep(_TURN)
            if perf_counter() - begun > _LONG:
                raise RuntimeError("no answer")
        page.table.viewport().repaint()
        taken = perf_counter() - begun
        self.computed.append(process_time() - used)
        for signal, link in zip((page.reader.begun, page.reader.came), links, strict=True):
            signal.disconnect(link)
        self._rest()
        return taken

    def _is_there(self) -> bool:
        table, model = self._page.table, self._page.model
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        last = model.total - 1 if last < 0 else last
        return model.total == 0 or (model.row_at(first) is not None and model.row_at(last) is not None)

    def _rest(self) -> None:
        self._session.tasks.wait(600_000)
        self._wait(0.02)
        self._session.tasks.wait(600_000)

    def _wait(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()


if __name__ == "__main__":
    main()
