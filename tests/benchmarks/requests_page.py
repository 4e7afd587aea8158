"""The requests page in the real window with 1,000 open requests beside ten: opened, read anew, a second later.

Run: `python -m tests.benchmarks.requests_page [--open N] [--rounds 9] [--only WORD]`. Both windows take turns, so that
a slow moment hits both; the least of the rounds counts. A step ends when nothing is under way aside and all is painted.
The floor is the window with ten requests, which fill the same screen less than once; behind the clock stands what the
window's thread and all threads had of the processor. Aims: open within 100 ms, a second later within 4 ms (a quarter
of a frame), and what is painted of it is told in percent of the list.
"""

import argparse
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from sqlalchemy import Connection, select

from frontdesk.database.adding import add
from frontdesk.database.engine import Database
from frontdesk.database.tables import Consumer, Request, Service, Suggestion
from frontdesk.demo.build import build
from frontdesk.rules.words import RequestKind, RequestState, Source
from tests.benchmarks.busy import CTRL
from tests.benchmarks.in_turns import DAY, DeedsWindow, Spent, application, in_turns, ratio
from ui.requests.request_list import RequestList

FEW = 10


class Painted(QObject):
    """How much of a list is painted, in pixels."""

    def __init__(self, page: RequestList) -> None:
        super().__init__(page)
        self.pixels = 0
        self.all = page.table.viewport().width() * page.table.viewport().height()
        page.table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QPaintEvent):
            region = event.region()
            self.pixels += sum(area.width() * area.height() for area in region)  # type: ignore[attr-defined]  # stub
        return False


class Window(DeedsWindow):
    """A receptionist's window over one clinic, and what is done on its page of requests."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.page("requests")
        self.settle()
        self.list = self.shell.journeys.requests.page.requests
        self.painted = Painted(self.list)
        here, away = partial(self.page, "requests"), partial(self.page, "calendar")
        self.deeds = {
            "open the page": (away, here),
            "open it for the first time today": (self.forget, partial(self.list.show_center, 1)),
            "read anew": (here, self.list.reload),
            "a second later": (partial(self.seconds, 0), partial(self.seconds, 1)),
            "choose a group and all again": (here, self.filter),
            "down to the last": (partial(self.end, Qt.Key.Key_Home), partial(self.end, Qt.Key.Key_End)),
        }

    def forget(self) -> None:
        """As when another center was shown."""
        self.page("requests")
        self.list.show_center(2)

    def seconds(self, count: int) -> None:
        """The clock of the list, so many seconds on."""
        self.painted.pixels = 0
        model, rows = self.list.model, self.list._visible_rows()
        at = model.at
        model.show_time(type(at)(at.now + timedelta(seconds=count), at.zone, at.today, at.late), rows)

    def filter(self) -> None:
        """To no group, then all."""
        box = self.list.group_filter
        for value in (-1, 0):
            box.set_value(value)
            box.chosen.emit()

    def end(self, key: Qt.Key) -> None:
        """The first or the last row."""
        self.page("requests")
        self.list.table.setFocus()
        self.press(key, CTRL)


def compare(name: str, windows: tuple[Window, Window], rounds: int) -> None:
    """Both in turns after a first time that prepares; a line for the deed."""
    few, many = (Spent.least(times[1:]) for times in in_turns(name, windows, rounds))
    painted = windows[1].painted
    share = f"; {100 * painted.pixels / painted.all:.1f} % painted" if "second" in name else ""
    print(f"{name:34} {few}  {many}  {ratio(few, many)}{share}", flush=True)


def clinic(file: Path, count: int) -> Path:
    """A demo clinic with so many requests that wait, all within the last hour, three wished times each."""
    database = Database.create(f"sqlite:///{file}")
    build(database, day=DAY, clinicians=22, consumers=500, appointments=1_000)
    database.write(lambda connection: _fill(connection, count))
    database.close()
    return file


def _fill(connection: Connection, count: int) -> None:
    """No more and no fewer than these wait."""
    connection.execute(Request.__table__.update().values(state=RequestState.REVOKED))  # type: ignore[attr-defined]  # a table
    people = list(connection.execute(select(Consumer.id)).scalars())
    services = list(connection.execute(select(Service.id)).scalars())
    now = datetime.fromisoformat(f"{DAY}T10:22:00+00:00")
    for number in range(count):
        at = now - timedelta(seconds=3500 - number * 3500 // count)
        request_id = add(
            connection, Request, kind=RequestKind.SCHEDULED, source=Source.PHONE, version=1, location_id=1,
            consumer_id=people[number % len(people)], service_id=services[number % len(services)],
            preferred_center_id=1, goals="Prefers afternoons", state=RequestState.ACTIVE, created_at=at,
        )  # fmt: skip
        for days in (1, 2, 3):
            start = now + timedelta(days=days, minutes=number % 60)
            wall = start.replace(tzinfo=None)
            add(
                connection, Suggestion, request_id=request_id, appointment_id=None, starts_at=start, wall_start=wall,
                zone="Europe/Lisbon", created_at=at, note="",
            )  # fmt: skip


def main() -> None:
    """Print a line for each deed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--open", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--only", default="")
    given = options.parse_args()
    with application() as folder:
        few, many = (clinic(folder / f"{count}.sqlite", count) for count in (FEW, given.open))
        windows = Window(few), Window(many)
        print(f"milliseconds with {FEW} and {given.open:,} open requests: clock (window's thread, all threads)")
        for name in windows[0].deeds:
            if given.only in name:
                compare(name, windows, given.rounds)
        for window in windows:
            window.frame.close()


if __name__ == "__main__":
    main()
