"""A crowded clinic in a real file: 200 clinicians with weekly lines, lunch, leave and holidays, 90 days nearly full.

The rows go in by the bare driver, without the guards: nothing overlaps by the way they are made.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from frontdesk.database.engine import Database

ZONE = "Europe/Lisbon"
TODAY = date(2026, 9, 14)
NOW = datetime(2026, 9, 14, 8, 7, tzinfo=UTC)
VISIT, SECOND, LONG, SHORT = 1, 2, 3, 4
"""Services: 30 minutes and 5 to clear up; the same as a second dose; 240 minutes; 15 minutes."""
CENTER = 1
MINUTES = {VISIT: 30, SECOND: 30, LONG: 240, SHORT: 15}
AFTER = 5
_LENGTHS = (20, 25, 30, 35, 40, 45, 60, 65)
_HOLIDAYS = (21, 48, 85)
"""Days from today on which the center is closed."""
_STAMP = 1_700_000_000_000_000
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("demo")


@dataclass(frozen=True, slots=True)
class Size:
    """How large the clinic is: clinicians, days ahead, percent of working time booked, rows stored of earlier years.

    Of the first `packed` days no gap is as long as a visit; on later ones a few are.
    """

    clinicians: int = 200
    days: int = 90
    percent: int = 92
    packed: int = 10
    history: int = 0


def make(path: Path, size: Size) -> int:
    """Make the clinic; returns how many appointments stand on the days ahead."""
    Database.create(str(path)).close()
    file = sqlite3.connect(path, isolation_level=None)
    file.execute("PRAGMA foreign_keys = OFF")
    file.execute("PRAGMA synchronous = OFF")
    guards = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        file.execute(f"DROP TRIGGER {name}")
    rng = Random(size.clinicians + size.percent)  # noqa: S311 - a seeded benchmark
    file.execute("BEGIN")
    _catalogue(file, size)
    ahead = list(_ahead(size, rng))
    file.executemany(_APPOINTMENT, (_row(number, one) for number, one in enumerate(ahead, 1)))
    earlier = _earlier(size, rng)
    file.executemany(_APPOINTMENT, (_row(number, one) for number, one in enumerate(earlier, len(ahead) + 1)))
    file.execute("COMMIT")
    for _, sql in guards:
        file.execute(sql)
    file.execute("ANALYZE")
    file.close()
    return len(ahead)


Booked = tuple[int, datetime, int, str]
"""Clinician, start (UTC), minutes with what is cleared up, status."""


def working(who: int, size: Size) -> Iterator[tuple[datetime, datetime]]:
    """When a clinician works ahead, as the rows say it: mornings and afternoons without holidays and leave."""
    place = ZoneInfo(ZONE)
    leave = _leave(who, size)
    for number in range(size.days):
        day = TODAY + timedelta(days=number)
        if day.weekday() >= 5 or number in _HOLIDAYS or number in leave:
            continue
        for starts, ends in _hours(who):
            first, last = (datetime.combine(day, one, place).astimezone(UTC) for one in (starts, ends))
            yield first, last


def _hours(who: int) -> tuple[tuple[time, time], tuple[time, time]]:
    """Mornings and afternoons around lunch."""
    return (time(8, 15 * (who % 3)), time(12 + who % 2)), (time(13, 15 * (who % 4)), time(17, 15 * (who % 4)))


def _leave(who: int, size: Size) -> range:
    begins = (who * 7) % max(size.days - 5, 1)
    return range(begins, begins + 5)


def _ahead(size: Size, rng: Random) -> Iterator[Booked]:
    """Working time filled one after another; what is left free are crumbs, and later a few longer gaps."""
    for who in range(1, size.clinicians + 1):
        for at, end in working(who, size):
            yield from _filled(who, at, end, size, rng)


def _filled(who: int, at: datetime, end: datetime, size: Size, rng: Random) -> Iterator[Booked]:
    crumbs = size.percent > 93 or (at.date() - TODAY).days < size.packed
    free = (100 - size.percent) / 100
    gaps = (5, 10, 15, 20, 25) if crumbs else (5, 10, 20, 30, 45, 60)
    gap = rng.choice(gaps)
    owed = rng.uniform(0, gap)
    while at < end:
        minutes = min(rng.choice(_LENGTHS), int((end - at) / timedelta(minutes=1)))
        yield who, at, minutes, "booked"
        at += timedelta(minutes=minutes)
        owed += minutes * free / (1 - free)
        if owed >= gap and at + timedelta(minutes=gap) < end:
            at += timedelta(minutes=gap)
            owed, gap = owed - gap, rng.choice(gaps)


def _earlier(size: Size, rng: Random) -> Iterator[Booked]:
    """What was done on days before, as many as wanted, 16 a day with each clinician."""
    for number in range(size.history):
        who, of_day = number % size.clinicians + 1, number // size.clinicians
        day = TODAY - timedelta(days=1 + of_day // 16)
        start = datetime.combine(day, time(8), UTC) + timedelta(minutes=30 * (of_day % 16))
        yield who, start, 30, "fulfilled"


_APPOINTMENT = """
INSERT INTO appointment (id, code, request_id, consumer_id, service_id, center_id, clinician_id, status, day, starts_at,
    ends_at, busy_from, busy_to, wall_start, wall_end, zone, modality, overbooked, late, outcome_remark, created_at,
    version)
VALUES (?, ?, 1, 1, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Europe/Lisbon', 'in-person', 0, 0, '', 1700000000000000, 1)
"""


def _row(number: int, booked: Booked) -> tuple[object, ...]:
    who, start, minutes, status = booked
    busy = max(minutes - AFTER, 5)
    wall = start.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    begins = int(start.timestamp()) * 1_000_000
    ends, cleared = (begins + length * 60_000_000 for length in (busy, minutes))
    clock = [one.isoformat(" ", "microseconds") for one in (wall, wall + timedelta(minutes=busy))]
    return number, f"C{number:07}", who, status, wall.date().isoformat(), begins, ends, begins, cleared, *clock


def _insert(file: sqlite3.Connection, table: str, *rows: Mapping[str, object]) -> None:
    columns = list(rows[0])
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    file.executemany(statement, [[row[name] for name in columns] for row in rows])


def _catalogue(file: sqlite3.Connection, size: Size) -> None:
    """Everything but appointments."""
    _insert(file, "clinic", {"name": "Crowded", "mark": "CRWD", "key": "ab" * 32, "language": "en"})
    center = {"id": 1, "code": "c", "name": "Center", "address": "", "phone": "", "zone": ZONE, "country": "PT"}
    _insert(file, "center", {**center, "active": 1})
    week = range(7)
    opening = {"center_id": 1, "starts": _clock(time(7)), "ends": _clock(time(20))}
    _insert(file, "opening_hours", *({**opening, "weekday": day} for day in week))
    service = {
        "step_minutes": 5, "least_notice_minutes": 0, "furthest_days": 360, "confirmation_mode": "automatic",
        "what_to_bring": "", "colour": 0, "active": 1, "buffer_before_minutes": 0, "buffer_after_minutes": AFTER,
    }  # fmt: skip
    names = {"code": "s{0}", "name": "Service {0}"}
    _insert(
        file,
        "service",
        *(
            {**service, "id": one, "minutes": minutes, **{key: text.format(one) for key, text in names.items()}}
            for one, minutes in MINUTES.items()
        ),
    )
    _insert(file, "service_modality", *({"service_id": one, "modality": "in-person"} for one in MINUTES))
    _insert(file, "program", {"id": 1, "code": "two", "name": "Two doses", "active": 1})
    dose = {"program_id": 1, "number": 1, "service_id": VISIT, "least_days": 0, "most_days": 0}
    _insert(file, "dose", dose, {**dose, "number": 2, "service_id": SECOND, "least_days": 21, "most_days": 42})
    consumer = {
        "id": 1, "user_id": "a.b", "first_name": "A", "last_name": "B", "sort_name": "b a", "language": "en",
        "zone": ZONE, "remarks": "", "created_at": _STAMP, "version": 1,
    }  # fmt: skip
    _insert(file, "consumer", consumer)
    request = {
        "id": 1, "kind": "now", "source": "desk", "consumer_id": 1, "service_id": VISIT, "preferred_center_id": 1,
        "location_id": 1, "goals": "", "created_at": _STAMP,
    }  # fmt: skip
    _insert(file, "request", request)
    _staff(file, size)


def _staff(file: sqlite3.Connection, size: Size) -> None:
    everybody = range(1, size.clinicians + 1)
    desk = size.clinicians + 1
    names = [
        {"id": one, "code": f"p{one}", "name": f"P {one}", "sort_name": f"p {one:04}"} for one in (*everybody, desk)
    ]
    _insert(file, "staff", *({**one, "active": 1} for one in names))
    _insert(file, "account", {"staff_id": desk, "name": "reception", "password_hash": _HASH, "failures": 0})
    _insert(file, "staff_role", *({"staff_id": one, "role": "clinician"} for one in everybody))
    _insert(file, "staff_role", {"staff_id": desk, "role": "agent"})
    _insert(file, "staff_center", *({"staff_id": one, "center_id": 1} for one in (*everybody, desk)))
    _insert(
        file,
        "staff_service",
        *({"staff_id": one, "service_id": service} for one in everybody for service in MINUTES),
    )
    schedule = {"center_id": 1, "name": "Week", "calendar_type": "ad-hoc", "valid_from": "2020-01-01", "version": 1}
    _insert(file, "work_schedule", *({**schedule, "id": one, "clinician_id": one} for one in everybody))
    _insert(
        file,
        "work_schedule_line",
        *(
            {"schedule_id": one, "weekday": day, "starts": _clock(starts), "ends": _clock(ends)}
            for one in everybody
            for day in range(5)
            for starts, ends in _hours(one)
        ),
    )
    leave = [_exception("leave", one, None, _leave(one, size)) for one in everybody]
    closures = [_exception("closure", None, CENTER, range(number, number + 1)) for number in _HOLIDAYS]
    _insert(file, "schedule_exception", *leave, *closures)


def _exception(kind: str, clinician_id: int | None, center_id: int | None, days: range) -> dict[str, object]:
    """Whole days away."""
    walls = [datetime.combine(TODAY + timedelta(days=one), time(0)) for one in (days.start, days.stop)]
    starts, ends = (int(one.replace(tzinfo=ZoneInfo(ZONE)).timestamp()) * 1_000_000 for one in walls)
    wall_start, wall_end = (one.isoformat(" ", "microseconds") for one in walls)
    return {
        "kind": kind, "clinician_id": clinician_id, "center_id": center_id, "starts_at": starts, "ends_at": ends,
        "wall_start": wall_start, "wall_end": wall_end, "zone": ZONE, "remark": "",
    }  # fmt: skip


def _clock(one: time) -> str:
    return one.isoformat("microseconds")
