"""How soon what another desk does is on the screen of this one, on both engines.

    python -m tests.benchmarks.live [--rounds 40]

Another desk books in the little clinic, each time at another moment of the watcher's quarter of a second. Printed are
median and longest milliseconds from the other desk's commit until the change is told to the pages and until the card
is painted in an offscreen window; then, with the booking form open, until a time that the other desk took is gone from
the list of openings, which reads the index; and, for PostgreSQL, what telling adds to a durable commit. The aim is
1,000 ms.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psycopg
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection

from frontdesk.clinic import Clinic
from frontdesk.database.changes import tell
from frontdesk.database.engine import Database
from frontdesk.rules.changes import Changes
from frontdesk.services.forms import Booking, new_command_id
from tests.databases import database_address, running_postgres
from tests.little import CHEN, INFLUENZA, ROY, Clock, at, fill, influenza, maria, sign_in
from ui import theme
from ui.app import import_the_rest
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.tasks import Tasks

SLOTS = [(hour, minute, who) for hour in range(11, 17) for minute in (0, 20, 40) for who in (CHEN, ROY)]
_WAIT = 10_000


class Screen(QObject):
    """A receptionist's window, and when it heard of an appointment and painted it."""

    def __init__(self, url: str, clock: Clock) -> None:
        super().__init__()
        self.frame = Frame(Memory())
        self.session = Session(self.frame, Tasks(self.frame), url, now=clock)
        self.frame.show()
        self.session.open_clinic()
        self.session.tasks.wait(_WAIT)
        self.session.sign_in("reception", "demo")
        self.session.tasks.wait(_WAIT)
        assert self.session.shell is not None
        self.session.shell.journeys.show_page("calendar")
        self.session.tasks.wait(_WAIT)
        self.view = self.session.shell.journeys.calendar.view
        self.told: dict[int, float] = {}
        self.painted: dict[int, float] = {}
        self.session.changes.changed.connect(self._hear)
        self.view.viewport().installEventFilter(self)

    def _hear(self, changes: Changes) -> None:
        now = time.perf_counter()
        for appointment_id in changes.appointments:
            self.told.setdefault(appointment_id, now)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Notes what is about to be painted; to paint it takes a few more milliseconds at most."""
        if event.type() == QEvent.Type.Paint:
            now = time.perf_counter()
            for placed in self.view.placed.cards:
                self.painted.setdefault(placed.card.id, now)
        return False


def wait_for(holds: Callable[[], bool]) -> None:
    """Let events run until it holds."""
    until = time.perf_counter() + _WAIT / 1000
    while not holds():
        assert time.perf_counter() < until
        rest(5)


def rest(milliseconds: int) -> None:
    """Let events run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measure(engine: str, url: str, rounds: int) -> None:
    """Prints a line for this engine."""
    clock = Clock()
    database = Database.create(url)
    fill(database)
    screen, other = Screen(url, clock), sign_in(url, clock, "manager", "Desk 2")
    rest(500)
    committed = dict(booked(other, rounds))
    wait_for(lambda: committed.keys() <= screen.painted.keys())
    for what, seen in (("told", screen.told), ("painted", screen.painted)):
        say(engine, what, [seen[one] - at_once for one, at_once in committed.items()])
    say(engine, "listed", list(taken_from_the_list(screen, other, max(rounds // 4, 1))))
    screen.frame.close()
    other.close()
    if engine == "PostgreSQL":
        cost(database)
    database.close()


def say(engine: str, what: str, seconds: Iterable[float]) -> None:
    """Prints the median and the longest."""
    taken = sorted(one * 1000 for one in seconds)
    print(f"{engine:11} {what:8} median {median(taken):5.0f} ms   longest {taken[-1]:5.0f} ms", flush=True)


def booked(other: Clinic, rounds: int) -> Iterator[tuple[int, float]]:
    """Each appointment of the other desk with the moment at which its commit had returned."""
    consumer = maria(other)
    for number in range(min(rounds, len(SLOTS))):
        hour, minute, who = SLOTS[number % len(SLOTS)]
        yield book(other, influenza(consumer, start=at(hour, minute), clinician_id=who))
        rest(300 + 37 * number % 250)


def book(other: Clinic, booking: Booking) -> tuple[int, float]:
    """Has the other desk book while events run here; the appointment, and when its commit had returned."""
    done: list[tuple[int, float]] = []

    def work() -> None:
        appointment_id = other.booking.book(booking, new_command_id()).appointment_id
        done.append((appointment_id, time.perf_counter()))

    thread = threading.Thread(target=work)
    thread.start()
    wait_for(lambda: bool(done))
    thread.join()
    return done[0]


def taken_from_the_list(screen: Screen, other: Clinic, rounds: int) -> Iterator[float]:
    """Seconds that the last time in the open form's list is still there after the other desk took it."""
    assert screen.session.shell is not None
    assert screen.session.clinic is not None
    index, ways = screen.session.clinic.booking.index, screen.session.shell.journeys.bookings
    consumer = maria(other, "list.reader")
    wait_for(lambda: index.ready)
    ways.book()
    screen.session.tasks.wait(_WAIT)
    ways.form.fields.service.choose(INFLUENZA)
    ways.form.draft.wish_chosen()
    lines = ways.form.fields.time.openings.lines
    for number in range(rounds):
        wait_for(lambda: len(lines.openings) > 1)
        rest(600 + 37 * number % 250)  # the first one is held by now
        wanted = lines.openings[-1]
        _, committed = book(other, influenza(consumer, start=wanted.start, clinician_id=wanted.clinician_id))
        wait_for(partial(lambda gone: gone not in lines.openings, wanted))
        yield time.perf_counter() - committed


def cost(database: Database) -> None:
    """Prints a durable commit of one row without and with the telling."""
    told = Changes(plans=frozenset({1}))

    def write(connection: Connection, *, tells: bool) -> None:
        connection.exec_driver_sql("UPDATE account SET name = name WHERE name = 'manager'")
        if tells:
            tell(connection, "", told)

    times: dict[bool, list[float]] = {False: [], True: []}
    for number in range(400):
        tells = bool(number % 2)
        begun = time.perf_counter()
        database.write(partial(write, tells=tells))
        times[tells].append((time.perf_counter() - begun) * 1000)
    plain, telling = median(times[False]), median(times[True])
    print(f"PostgreSQL  a durable commit {plain:.2f} ms, with the telling {telling:.2f} ms, x {telling / plain:.2f}")


@contextmanager
def on_server() -> Iterator[str]:
    """The address of an empty database on a server that waits for its disk."""
    with running_postgres(durable=True) as server:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute("CREATE DATABASE live")
        yield database_address(server, "live")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        app = QApplication([])
        import_the_rest()
        theme.apply(app, dark=False)
        measure("SQLite", f"sqlite:///{Path(folder) / 'clinic.sqlite'}", rounds)
        with on_server() as url:
            measure("PostgreSQL", url, rounds)


if __name__ == "__main__":
    main()
