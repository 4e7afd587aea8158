"""The statements of the index of openings: busy times as bare numbers, holds, and who works at which center."""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    func,
    or_,
    select,
    type_coerce,
)

from frontdesk.database.tables import Appointment, Center, Hold, Staff, StaffCenter, StaffRole
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.availability import Plan
from frontdesk.rules.changes import Changes
from frontdesk.rules.free_days import Taken
from frontdesk.rules.free_gaps import AROUND, Timeline, fours
from frontdesk.rules.times import Interval
from frontdesk.rules.words import HOLDS_SLOT, Role
from frontdesk.views.choices import grouped
from frontdesk.views.plan import read_plan

BusyRow = tuple[int, date, "array[int]"]
"""A clinician, a wall-clock day, and what is booked then as `rules.free_index.BusyTimes` keeps it."""
_MICROSECONDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class HeldTime:
    """A hold: whose token, until when it stands, and what it takes."""

    token: str
    until: datetime
    taken: Taken


Held = dict[tuple[int, date], tuple[HeldTime, ...]]
"""Holds by clinician and day."""


@dataclass(frozen=True, slots=True)
class CenterPlan:
    """A center's working time, and the clinicians who belong to it."""

    id: int
    zone: str
    clinician_ids: tuple[int, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class Fresh:
    """What was read: all of these calendars (clinician, day) and plans of centers, with what came of it."""

    busy: Iterator[BusyRow]
    held: Held
    centers: tuple[CenterPlan, ...]
    calendars: frozenset[tuple[int, date]] = frozenset()
    plans: frozenset[int] = frozenset()


def read_all(connection: Connection, timeline: Timeline, now: datetime) -> Fresh:
    """All that the index is made of, on the days of a timeline and near it, with what is held at this instant.

    Everything is read when this returns, and made into numbers afterwards: SQLite lets nobody write while it reads.
    """
    days = {"first": timeline.day(-AROUND), "last": timeline.day(timeline.days + AROUND - 1)}
    rows = connection.execute(_ALL_BUSY[connection.dialect.name], {**days, "origin": _origin(timeline)}).all()
    held = _held(connection.execute(_ALL_HELD, {"now": now}))
    centers = _centers(connection, timeline)
    return Fresh(_by_day(rows), held, centers, plans=frozenset(one.id for one in centers))


def read_changed(connection: Connection, timeline: Timeline, changes: Changes, now: datetime) -> Fresh:
    """The calendars and plans that were changed."""
    rows: list[Any] = []
    held: Held = {}
    for clinician_id, day in changes.calendars:
        given = {"clinician": clinician_id, "day": day}
        rows += connection.execute(_SOME_BUSY[connection.dialect.name], {**given, "origin": _origin(timeline)})
        held |= _held(connection.execute(_SOME_HELD, {**given, "now": now}))
    centers = _centers(connection, timeline) if changes.plans else ()
    changed = tuple(one for one in centers if one.id in changes.plans)
    return Fresh(_by_day(rows), held, changed, changes.calendars, changes.plans)


def _centers(connection: Connection, timeline: Timeline) -> tuple[CenterPlan, ...]:
    """Every center; working time is read for the days that work runs into too."""
    first, last = timeline.day(-1), timeline.day(timeline.days + AROUND)
    people = grouped(connection.execute(_PEOPLE))
    return tuple(
        CenterPlan(
            row.id, row.zone, tuple(people.get(row.id, ())), read_plan(connection, row.id, row.zone, first, last)
        )
        for row in connection.execute(_CENTERS).all()
    )


def _origin(timeline: Timeline) -> int:
    """The second since 1970 from which the timeline counts."""
    return int(timeline.instant(0).timestamp())


def _by_day(rows: Iterable[Any]) -> Iterator[BusyRow]:
    for clinician_id, day, text in rows:
        numbers = json.loads(f"[{text}]")
        begins = numbers[::4]
        if begins != sorted(begins):
            numbers = list(chain.from_iterable(sorted(fours(numbers))))
        yield clinician_id, date.fromisoformat(day), array("i", numbers)


def _held(rows: Iterable[Any]) -> Held:
    found: Held = {}
    for row in rows:
        key = (row.clinician_id, row.day)
        found[key] = (*found.get(key, ()), _held_time(row))
    return found


def _held_time(row: Any) -> HeldTime:
    taken = Taken(row.clinician_id, Interval(row.busy_from, row.busy_to), row.room_id, row.room_unit)
    return HeldTime(row.token, row.expires_at, taken)


# The statements, made once: making one takes longer than running it. The server counts the seconds and puts a day into
# one text, "from,to,room,unit,from,to,…": reading a row for each appointment would take twice as long.


def _numbers(dialect: str) -> tuple[ColumnElement[Any], ...]:
    """What an appointment keeps busy: seconds after the origin, rounded outward, room and unit."""
    origin = bindparam("origin", type_=BigInteger)
    room = (func.coalesce(Appointment.room_id, 0), func.coalesce(Appointment.room_unit, 0))
    columns = (Appointment.busy_from, Appointment.busy_to)
    if dialect == "sqlite":  # which keeps microseconds
        begins, ends = (type_coerce(column, BigInteger) for column in columns)
        return begins // _MICROSECONDS - origin, (ends + _MICROSECONDS - 1) // _MICROSECONDS - origin, *room
    since, until = (func.extract("epoch", column) for column in columns)
    return cast(func.floor(since) - origin, Integer), cast(func.ceil(until) - origin, Integer), *room


def _busy(dialect: str) -> Select[Any]:
    texts = [cast(number, String) for number in _numbers(dialect)]
    of_one = texts[0] + "," + texts[1] + "," + texts[2] + "," + texts[3]
    as_text: Callable[..., ColumnElement[Any]] = type_coerce if dialect == "sqlite" else cast
    day = as_text(Appointment.day, String)
    return (
        select(Appointment.clinician_id, day, func.aggregate_strings(of_one, ","))
        .where(or_(*(Appointment.status == status for status in HOLDS_SLOT)))
        .group_by(Appointment.clinician_id, Appointment.day)
    )


def _all_busy(dialect: str) -> Select[Any]:
    """By clinician, since days alone have no index and history is long."""
    return _busy(dialect).where(
        Appointment.clinician_id.in_(select(Staff.id)),
        Appointment.day.between(bindparam("first", type_=Date), bindparam("last", type_=Date)),
    )


def _some_busy(dialect: str) -> Select[Any]:
    return _busy(dialect).where(
        Appointment.clinician_id == bindparam("clinician", type_=Integer),
        Appointment.day == bindparam("day", type_=Date),
    )


_DIALECTS: Final = ("sqlite", "postgresql")
_ALL_BUSY: Final = {one: _all_busy(one) for one in _DIALECTS}
_SOME_BUSY: Final = {one: _some_busy(one) for one in _DIALECTS}
_ALL_HELD: Final = select(Hold.__table__).where(Hold.expires_at > bindparam("now", type_=UtcDateTime()))
_SOME_HELD: Final = _ALL_HELD.where(
    Hold.clinician_id == bindparam("clinician", type_=Integer), Hold.day == bindparam("day", type_=Date)
)
_CENTERS: Final = select(Center.id, Center.zone).where(Center.active)
_PEOPLE: Final = (
    select(StaffCenter.center_id, StaffCenter.staff_id)
    .join(Staff, Staff.id == StaffCenter.staff_id)
    .join(StaffRole, StaffRole.staff_id == Staff.id)
    .where(Staff.active, StaffRole.role == Role.CLINICIAN)
)
