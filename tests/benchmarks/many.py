"""Many appointments cancelled at once, beside the same writing statements by the bare driver, piece by piece.

Run: `python -m tests.benchmarks.many [--number 1000] [--only sqlite|postgresql]`. Both engines, disks really waited
for. Half of them are cancelled alone, which gives the seconds for all and the ratio to the bare durable writes; the
other half beside another desk, in a process of its own, that books all the while: its longest wait is told.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import event, select

from frontdesk.clinic import Clinic, system_clock
from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment
from frontdesk.demo.build import build
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.services.many_forms import Item, ManyForm, Outcome, Result
from tests.benchmarks.actions import Replay
from tests.benchmarks.booking import postgresql, seconds

AIM_SECONDS, AIM_RATIO = 10.0, 4.0


def main() -> None:
    """Print two lines for each engine."""
    options = argparse.ArgumentParser()
    options.add_argument("--number", type=int, default=1000)
    options.add_argument("--only", default="")
    options.add_argument("--neighbour", help="book at this clinic until standard input ends, and tell the longest")
    given = options.parse_args()
    if given.neighbour:
        neighbour(given.neighbour)
        return
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as server:
        for url in (f"sqlite:///{folder}/clinic.sqlite", server):
            if url.startswith(given.only):
                database = Database.create(url)
                build(database, day=system_clock().date(), clinicians=60, appointments=8 * given.number)
                measure(database, url, given.number)
                database.close()


def measure(database: Database, url: str, number: int) -> None:
    """Cancel half of them alone, and half beside a desk that books."""
    clinic = Clinic(database)
    clinic.sign_in("manager", "demo")
    with database.read() as connection:
        wanted = select(Appointment.id, Appointment.version).where(
            Appointment.status == Status.BOOKED,
            Appointment.starts_at > system_clock() + timedelta(hours=1),
            Appointment.dose_id.is_(None),
        )
        items = tuple(Item(row.id, row.version) for row in connection.execute(wanted.limit(2 * number)))
    alone, beside = items[: len(items) // 2], items[len(items) // 2 :]
    _alone(clinic, url, alone)
    with booking_desk(url) as wait:
        took, done = _cancelled(clinic, beside)
        longest, usual, booked = wait()
    print(
        f"{database.dialect}: {done} beside a desk that books: {took:.1f} s; it booked {booked} meanwhile, "
        f"{usual * 1000:.0f} ms each, {longest * 1000:.0f} ms the longest"
    )


def _alone(clinic: Clinic, url: str, items: tuple[Item, ...]) -> None:
    database, pieces = clinic.desk.database, [list[tuple[str, Any]]()]

    def hear(*told: Any) -> None:
        if told[2].lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            pieces[-1].append((told[2], told[3]))

    event.listen(database._writing, "before_cursor_execute", hear)  # a benchmark looks inside
    cpu = process_time()
    took, done = _cancelled(clinic, items, lambda _piece: pieces.append([]))
    cpu = process_time() - cpu
    event.remove(database._writing, "before_cursor_execute", hear)
    replay = Replay(url, database.dialect)
    bare = sum(seconds(lambda piece=piece: replay.write(piece)) for piece in pieces if piece)  # type: ignore[misc]
    over = "" if took * 1000 / done <= AIM_SECONDS else "  OVER"
    print(
        f"{database.dialect}: {done} cancelled in {took:.1f} s, {took / done * 1000:.1f} ms each (aim 10), "
        f"{cpu / done * 1000:.1f} ms of the processor; their "
        f"{sum(map(len, pieces))} writes by the bare driver in as many transactions {bare:.2f} s, "
        f"ratio {took / bare:.2f} (aim {AIM_RATIO:g}){over}"
    )


def _cancelled(clinic: Clinic, items: tuple[Item, ...], told: Any = None) -> tuple[float, int]:
    """How long it took, and how many were done; all of them, or it is no measure."""
    begun = perf_counter()
    form = ManyForm(Action.CANCEL, items, message="We are closed on this day")
    results: tuple[Result, ...] = clinic.many.run(form, told or (lambda _piece: None), Event())
    took = perf_counter() - begun
    if any(one.outcome is not Outcome.DONE for one in results):
        raise RuntimeError({one.outcome for one in results}, next(one.problem for one in results if one.problem))
    return took, len(results)


@contextmanager
def booking_desk(url: str) -> Iterator[Any]:
    """A desk that books all the while; what is given asks how long it waited: longest, usual, how many."""
    words = [sys.executable, "-m", "tests.benchmarks.many", "--neighbour", url]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as desk:
        if desk.stdout is None or desk.stdin is None:
            raise RuntimeError
        desk.stdout.readline()  # it is ready

        def ask() -> tuple[float, float, int]:
            told, _errors = desk.communicate("")
            longest, usual, booked = told.split()
            return float(longest), float(usual), int(booked)

        yield ask


def neighbour(url: str) -> None:
    """Book one after another until standard input ends; then print the longest, the usual, and how many."""
    clinic = Clinic.open(url, desk="Desk 2")
    clinic.sign_in("reception", "demo")
    clinic.booking.index.build()
    choices = clinic.choices()
    service = next(one for one in choices.services if one.code == "consultation")
    consumers = clinic.consumers.page(limit=50)
    ends, took = Event(), list[float]()
    import threading  # noqa: PLC0415  only the neighbour listens for the end

    def listen() -> None:
        sys.stdin.read()
        ends.set()

    threading.Thread(target=listen, daemon=True).start()
    print("ready", flush=True)
    while not ends.is_set():
        from_ = system_clock() + timedelta(days=30 + len(took) % 30)
        wish = Booking(service.id, choices.centers[0].id, consumer_id=consumers[len(took) % 50].id, from_=from_)
        took.append(seconds(lambda wish=wish: clinic.booking.book(wish, new_command_id())))  # type: ignore[misc]
        ends.wait(0.02)
    clinic.close()
    print(max(took), sorted(took)[len(took) // 2], len(took))


if __name__ == "__main__":
    main()
