"""A series of 104 dates: looked at, booked, moved by an hour and cancelled, each in one call, on both engines.

Run: `python -m tests.benchmarks.series [--number 104] [--rounds 5] [--only sqlite|postgresql]`. A clinic of 60
clinicians and 20,000 appointments, its index built as beside a window; disks are really waited for. Told are the
median of the rounds and the longest.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import select, update

from frontdesk.clinic import Clinic, system_clock
from frontdesk.database.engine import Database
from frontdesk.database.tables import Consumer, Service
from frontdesk.demo.build import build
from frontdesk.rules.times import to_utc
from frontdesk.rules.words import Action, SeriesScope, SeriesUnit
from frontdesk.services.forms import Act, Booking, Chosen, new_command_id
from frontdesk.services.series_forms import Seen, SeriesAct, SeriesForm, SeriesOrder
from tests.benchmarks.booking import postgresql


def main() -> None:
    """Print four lines for each engine."""
    options = argparse.ArgumentParser()
    options.add_argument("--number", type=int, default=104)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", default="")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as server:
        for url in (f"sqlite:///{folder}/clinic.sqlite", server):
            if url.startswith(given.only):
                database = Database.create(url)
                build(database, day=system_clock().date(), clinicians=60, appointments=20_000)
                measure(database, given.number, given.rounds)
                database.close()


def measure(database: Database, number: int, rounds: int) -> None:
    """Some series, one after another, each for another consumer."""
    clinic = Clinic(database)
    clinic.sign_in("manager", "demo")
    database.write(lambda connection: connection.execute(update(Service).values(furthest_days=1000)))
    center = clinic.choices().centers[0]
    service = next(one for one in clinic.choices().services if not any(each.required for each in one.questions))
    with database.read() as connection:
        consumers = list(connection.execute(select(Consumer.id).where(Consumer.merged_into.is_(None)).limit(rounds)))
    took: dict[str, list[float]] = {"preview": [], "book": [], "move": [], "cancel": []}
    free = 0
    for place, (consumer_id,) in enumerate(consumers):
        day = system_clock().date() + timedelta(days=1)
        start = to_utc(datetime.combine(day, time(9 + place)), center.zone)
        booking = Booking(service.id, center.id, consumer_id, start=start)
        form = SeriesForm(booking, 1, SeriesUnit.WEEK, number)
        found = timed(took["preview"], lambda form=form: clinic.series.preview(form))  # type: ignore[misc]  # bound now
        chosen = []
        for one in found:
            if one.free or one.alternative is not None:
                at = one if one.free else one.alternative
                chosen.append(Chosen(at.start, at.clinician_id))
        free += sum(one.free for one in found)
        order = SeriesOrder(booking, 1, SeriesUnit.WEEK, tuple(chosen), number)
        booked = timed(took["book"], lambda order=order: clinic.series.book(order, new_command_id()))  # type: ignore[misc]
        first = clinic.appointments.view(booked.appointment_id)
        moved = Act(
            Action.RESCHEDULE, first.id, first.version, start=chosen[0].start + timedelta(minutes=5), agreed=True
        )
        lines = clinic.series.scope_preview(moved, SeriesScope.ALL)
        away = frozenset(one.appointment_id for one in lines if one.why)
        seen = tuple(Seen(one.appointment_id, one.version) for one in lines)
        timed(took["move"], lambda: clinic.series.act(SeriesAct(moved, SeriesScope.ALL, seen, away), new_command_id()))  # noqa: B023
        gone = Act(Action.CANCEL, first.id, clinic.appointments.view(first.id).version)
        lines = clinic.series.scope_preview(gone, SeriesScope.ALL)
        seen = tuple(Seen(one.appointment_id, one.version) for one in lines)
        timed(took["cancel"], lambda: clinic.series.act(SeriesAct(gone, SeriesScope.ALL, seen), new_command_id()))  # noqa: B023
    for name, each in took.items():
        median = sorted(each)[len(each) // 2]
        tell(f"{database.dialect:10} {name:8} {number} dates: median {median:.2f} s, longest {max(each):.2f} s")
    tell(f"{'':10} {free} of {number * len(consumers)} dates were free")


def timed(into: list[float], work: Callable[[], Any]) -> Any:
    """Run it and keep how long that took, seconds."""
    begun = perf_counter()
    result = work()
    into.append(perf_counter() - begun)
    return result


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
