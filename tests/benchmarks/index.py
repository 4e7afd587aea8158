"""The index of openings beside reading days, on a crowded clinic in a real SQLite file.

Run: `python -m tests.benchmarks.index [--quick] [--keep FOLDER]`. Each line is a figure, what it is measured against in
the same run, their ratio and the aim. Times are the least of some rounds, taken in turns: the processor's, so that a
busy machine adds little, but what waits for the disk is measured by the clock. `--quick` takes 60 clinicians and leaves
out the second set, growth and most random searches; `--keep` makes the files once.
"""

import argparse
import gc
import sqlite3
import tempfile
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from frontdesk.clinic import Clinic
from frontdesk.rules.changes import Changes
from frontdesk.rules.openings import earliest
from frontdesk.services.diary import Diary
from frontdesk.services.forms import OpeningQuery, ProgramQuery
from frontdesk.services.openings_index import OpeningsIndex
from tests.benchmarks.crowded import AFTER, CENTER, LONG, MINUTES, NOW, SHORT, TODAY, VISIT, Size, make, working

_HOLDING = "('proposed', 'pending', 'booked', 'arrived', 'checked-in')"
_ROWS = f"""
SELECT clinician_id, day, busy_from, busy_to, room_id, room_unit FROM appointment
WHERE clinician_id IN (SELECT id FROM staff) AND status IN {_HOLDING} AND day BETWEEN ? AND ?
"""
_DAYS_AHEAD = 90
Work = Callable[[], object]


class Measured:
    """A crowded clinic opened, with its index and the bare driver beside it."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.size = size
        path = folder / f"crowded-{size.clinicians}-{size.days}-{size.percent}-{size.packed}-{size.history}.sqlite"
        if not path.exists():
            make(path, size)
        self.file = sqlite3.connect(path, isolation_level=None)
        self.clinic = Clinic.open(str(path), now=lambda: NOW)
        self.clinic.sign_in("reception", "demo")
        self.index = OpeningsIndex(self.clinic.desk.database, lambda: NOW, days=size.days)

    def rows(self, first: date = TODAY, days: int = _DAYS_AHEAD) -> list[tuple[Any, ...]]:
        """The busy rows of some days, by the bare driver."""
        last = first + timedelta(days=days - 1)
        return self.file.execute(_ROWS, (first.isoformat(), last.isoformat())).fetchall()

    def search(self, service: int, *, known: bool = True) -> Work:
        """The earliest slot of a service, once its diary is open."""

        def run() -> datetime | None:
            with self.clinic.desk.database.read() as connection:
                index = self.index.known if known else None
                plans = None if index is None else index.plans
                diary = Diary(connection, OpeningQuery(service, CENTER), NOW, plans, index)
                found = earliest(diary.want, diary.days(last=TODAY + timedelta(days=self.size.days - 1)))
                return None if found is None else found.start

        return run

    def indexed(self) -> Clinic:
        """The clinic with the index built."""
        self.clinic.booking.index = self.index
        self.index.build()
        return self.clinic


def least(*works: Work, rounds: int = 5, clock: Callable[[], float] = process_time) -> list[float]:
    """The least seconds of each, taken in turns; of the processor unless told otherwise."""
    taken: list[list[float]] = [[] for _ in works]
    gc.collect()
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            begun = clock()
            work()
            times.append(clock() - begun)
    return [min(times) for times in taken]


def told(name: str, figure: float, against: float, what: str, aim: float) -> None:
    """One line."""
    ratio, wanted = (
        (f"1/{against / figure:,.0f}", f"1/{1 / aim:,.0f}") if aim < 0.1 else (f"{figure / against:.2f}", f"{aim:g}")
    )
    over = "" if figure / against <= aim else "  OVER"
    print(
        f"{name}: {figure * 1000:.3f} ms, {what} {against * 1000:.2f} ms, ratio {ratio} (aim {wanted}){over}",
        flush=True,
    )


Spans = dict[tuple[int, date], list[tuple[int, int]]]
"""Seconds by clinician and day."""


def in_memory(measured: Measured) -> tuple[Spans, Spans]:
    """Working time and appointments as lists."""
    works: Spans = {}
    for who in range(1, measured.size.clinicians + 1):
        for start, end in working(who, measured.size):
            works.setdefault((who, start.date()), []).append((int(start.timestamp()), int(end.timestamp())))
    busy: Spans = {}
    for clinician_id, day, since, until, *_ in measured.rows():
        busy.setdefault((clinician_id, date.fromisoformat(day)), []).append((since // 1_000_000, until // 1_000_000))
    return works, busy


def naive(measured: Measured, service: int) -> Work:
    """A loop over days, starts and clinicians that looks through working time and appointments of the day."""
    works, busy = in_memory(measured)
    length, now = MINUTES[service] * 60, int(NOW.timestamp())
    days = [TODAY + timedelta(days=number) for number in range(measured.size.days)]

    def free(key: tuple[int, date], start: int, end: int) -> bool:
        if not any(begins <= start and end <= ends for begins, ends in works.get(key, ())):
            return False
        return not any(since < end + AFTER * 60 and until > start for since, until in busy.get(key, ()))

    def run() -> int | None:
        for day in days:
            midnight = int(datetime.combine(day, time(0), UTC).timestamp())
            for start in range(max(midnight, now // 300 * 300 + 300), midnight + 86_400, 300):
                for who in range(1, measured.size.clinicians + 1):
                    if free((who, day), start, start + length):
                        return start
        return None

    return run


def of_a_set(folder: Path, size: Size) -> None:
    """Everything that is asked of one set."""
    measured = Measured(folder, size)
    rows, build = least(measured.rows, measured.index.build, rounds=3)
    print(f"-- {size.clinicians} clinicians, {size.percent} % full, {len(measured.rows()):,} busy intervals")
    told("building the index", build, rows, "reading the rows", 3)
    memory = built_bytes(measured)
    print(f"memory of the index: {memory / 1e6:.1f} MB (aim 10){'' if memory <= 10e6 else '  OVER'}")
    clinic = measured.indexed()
    for service, name, beside_naive in (
        (VISIT, "earliest 30 minutes", 1 / 500),
        (LONG, "240 minutes, nowhere", 1 / 1000),
    ):
        search, slow = measured.search(service), naive(measured, service)
        print(f"{name}: at {search()}, the naive loop at {slow()}")
        one = least(search, rounds=30)[0]
        told(f"  {name}", one, least(slow, rounds=1)[0], "the naive loop", beside_naive)
        told(f"  {name}", one, rows, "reading the horizon's rows", 1 / 100)
    near, one, ten, two = least(
        measured.search(SHORT),
        lambda: clinic.booking.openings(OpeningQuery(VISIT, CENTER, limit=1)),
        lambda: clinic.booking.first_openings(OpeningQuery(VISIT, CENTER)),
        lambda: clinic.booking.program(ProgramQuery(1, CENTER)),
        rounds=15,
    )
    print(f"a near answer, 15 minutes: {near * 1000:.3f} ms")
    told("first openings of 10 days", ten, one, "one search", 20)
    told("a program of two doses", two, one, "one search", 5)  # both read days where the index has nothing free
    cold(measured)
    update(measured)


def built_bytes(measured: Measured) -> int:
    """What an index keeps."""
    index = OpeningsIndex(measured.clinic.desk.database, lambda: NOW, days=measured.size.days)
    gc.collect()
    tracemalloc.start()
    index.build()
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept


def cold(measured: Measured) -> None:
    """A near day before the index is there."""
    search = measured.search(SHORT, known=False)

    def as_read() -> object:
        with measured.clinic.desk.database.read() as connection:
            diary = Diary(connection, OpeningQuery(SHORT, CENTER), NOW)
            return diary.around([TODAY], [one.id for one in diary.able])

    slow, one, bare = least(search, as_read, lambda: measured.rows(days=1), rounds=7)
    told("a near day, read", slow, one, "reading one day's appointments", 5)
    print(f"  the same rows by the bare driver: {bare * 1000:.2f} ms, ratio {slow / bare:.1f}")


def update(measured: Measured) -> None:
    """One booking in the index, made and cancelled in turns elsewhere, beside the durable commit of one row alone."""
    day, numbers = TODAY + timedelta(days=1), count(1)
    file = measured.file
    file.execute("PRAGMA synchronous = FULL")
    known = "FROM appointment WHERE clinician_id = 5 AND status IN ('booked', 'cancelled') AND day = ?"
    (one,) = file.execute(f"SELECT min(id) {known}", (day.isoformat(),)).fetchone()

    def elsewhere() -> None:
        file.execute(
            "UPDATE appointment SET status = iif(status = 'booked', 'cancelled', 'booked') WHERE id = ?", (one,)
        )

    def commit() -> None:
        file.execute("BEGIN IMMEDIATE")
        file.execute("UPDATE appointment SET version = version + 1 WHERE id = ?", (next(numbers),))
        file.execute("COMMIT")

    changes = Changes(calendars=frozenset({(5, day)}))
    _, table, durable = least(elsewhere, lambda: measured.index.apply(changes), commit, rounds=30, clock=perf_counter)
    told("one booking in the index, read and put", table, durable, "the durable commit of one row", 0.2)


def growth(folder: Path) -> None:
    """The same search with more history, more clinicians, more days."""
    small = Size(clinicians=40, days=30)
    few, many = (Measured(folder, Size(40, 30, history=rows)) for rows in (10_000, 1_000_000))
    compared("10,000 to 1,000,000 rows of history", few, many, 1.2)
    ten, lots = (Measured(folder, Size(clinicians, 30)) for clinicians in (10, 800))
    compared("10 to 800 clinicians", ten, lots, 80)
    month, year = (Measured(folder, Size(40, days)) for days in (small.days, 360))
    compared("30 to 360 days, a near answer", month, year, 1.5, service=SHORT)


def compared(name: str, small: Measured, large: Measured, aim: float, service: int = VISIT) -> None:
    """One search in both."""
    for one in (small, large):
        one.indexed()
    less, more = least(small.search(service), large.search(service), rounds=40)
    told(name, more, less, "in the small one", aim)


def random_searches(folder: Path, number: int) -> None:
    """Searches of every kind in the index, and the same by reading."""
    measured, rng = Measured(folder, Size(8, 30, packed=3)), Random(11)  # noqa: S311 - a seeded benchmark
    clinic, reader = measured.indexed(), Measured(folder, measured.size).clinic
    differing = 0
    for _ in range(number):
        starts = rng.randrange(7, 19)
        query = OpeningQuery(
            rng.choice(list(MINUTES)),
            CENTER,
            rng.choice([None, rng.randint(1, 8)]),
            NOW + timedelta(minutes=rng.randrange(28 * 24 * 60)),
            limit=rng.randint(1, 12),
            weekdays=frozenset(rng.sample(range(7), rng.choice([0, 0, 2, 4]))),
            hours=rng.choice([None, (NOW.replace(hour=starts).time(), NOW.replace(hour=starts + 3).time())]),
            minutes=rng.choice([None, None, rng.randint(1, 200)]),
        )
        differing += clinic.booking.openings(query) != reader.booking.openings(query)
    print(f"{number:,} random searches: {differing} differ from reading the days (aim 0)")


def main() -> None:
    """Print the lines."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--keep", type=Path)
    options.add_argument("--searches", type=int, default=10_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        if given.quick:
            of_a_set(folder, Size(clinicians=60))
            random_searches(folder, 200)
            return
        of_a_set(folder, Size())
        of_a_set(folder, Size(percent=95))
        growth(folder)
        random_searches(folder, given.searches)


if __name__ == "__main__":
    main()
