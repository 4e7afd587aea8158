"""The statements of the index of openings: busy times as bare numbers, holds, and who works at which center."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from json import JSONDecoder
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Integer,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from frontdesk.database.engine import Database
from frontdesk.database.prepared import prepared
from frontdesk.database.tables import Appointment, Center, Hold, Staff, StaffCenter, StaffRole
from frontdesk.rules.availability import Plan
from frontdesk.rules.changes import NOBODY
from frontdesk.rules.free_days import Taken
from frontdesk.rules.free_gaps import AROUND, Timeline, fours
from frontdesk.rules.times import Interval
from frontdesk.rules.words import HOLDS_SLOT, Role
from frontdesk.views.choices import grouped
from frontdesk.views.plan import read_plan

BusyRow = tuple[int, date, "array[int]"]
"""A clinician, a wall-clock day, and what is booked then as `rules.free_index.BusyTimes` keeps it."""
_list = JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class HeldTime:
    """A hold: whose token, until when it stands (microseconds since 1970), and what it takes."""

    token: str
    until: int
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

    busy: Iterable[BusyRow] = ()
    held: Held = field(default_factory=dict)
    centers: tuple[CenterPlan, ...] = ()
    calendars: frozenset[tuple[int, date]] = frozenset()
    plans: frozenset[int] = frozenset()


def read_all(connection: Connection, timeline: Timeline) -> Fresh:
    """All that the index is made of, on the days of a timeline and near it.

    Everything is read when this returns, and made into numbers afterwards: SQLite lets nobody write while it reads.
    """
    days = {"first": timeline.day(-AROUND), "last": timeline.day(timeline.days + AROUND - 1)}
    rows = connection.execute(_ALL[connection.dialect.name], {**days, "origin": _origin(timeline)}).all()
    centers = _centers(connection, timeline)
    return Fresh(_busy(rows), _held(rows, timeline), centers, plans=frozenset(one.id for one in centers))


def read_calendars(database: Database, timeline: Timeline, calendars: frozenset[tuple[int, date]]) -> Fresh:
    """Calendars that were changed, one statement for each."""
    origin, rows = _origin(timeline), list[Any]()
    for clinician_id, day in calendars:
        words, given = _one(database.dialect, clinician_id != NOBODY)
        rows += database.ask(words, {**given, "origin": origin, "clinician": clinician_id, "day": day.isoformat()})
    return Fresh(_busy(rows), _held(rows, timeline), calendars=calendars)


def read_plans(connection: Connection, timeline: Timeline, plans: frozenset[int]) -> Fresh:
    """Plans of centers that were changed."""
    return Fresh(centers=_centers(connection, timeline, plans), plans=plans)


def _centers(connection: Connection, timeline: Timeline, only: frozenset[int] | None = None) -> tuple[CenterPlan, ...]:
    """Every center, or only some; working time is read for the days that work runs into too."""
    first, last = timeline.day(-1), timeline.day(timeline.days + AROUND)
    people = grouped(connection.execute(_PEOPLE))
    return tuple(
        CenterPlan(
            row.id, row.zone, tuple(people.get(row.id, ())), read_plan(connection, row.id, row.zone, first, last)
        )
        for row in connection.execute(_CENTERS).all()
        if only is None or row.id in only
    )


def _origin(timeline: Timeline) -> int:
    """The second since 1970 from which the timeline counts."""
    return int(timeline.instant(0).timestamp())


def _busy(rows: Iterable[Any]) -> Iterator[BusyRow]:
    for clinician_id, day, text, token, _ in rows:
        if token is None:
            numbers = _list(f"[{text}]")[0]
            begins = numbers[::4]
            if begins != sorted(begins):
                numbers = list(chain.from_iterable(sorted(fours(numbers))))
            yield clinician_id, date.fromisoformat(day), array("i", numbers)


def _held(rows: Iterable[Any], timeline: Timeline) -> Held:
    found: Held = {}
    for clinician_id, day, text, token, until in rows:
        if token is not None:
            begins, ends, room_id, room_unit = map(int, text.split(","))
            busy = Interval(timeline.instant(begins), timeline.instant(ends))
            taken = Taken(clinician_id, busy, room_id or None, room_unit or None)
            key = (clinician_id, date.fromisoformat(day))
            found[key] = (*found.get(key, ()), HeldTime(token, until, taken))
    return found


# The statements, made once: making one takes longer than running it. The server counts the seconds and puts a day into
# one text, "from,to,room,unit,from,to,…": reading a row for each appointment would take twice as long. A hold is a row.

_MILLION: Final = literal_column("1000000", BigInteger)
_UP: Final = literal_column("999999", BigInteger)
_Kept = type[Appointment] | type[Hold]
_Which = Callable[[_Kept], tuple[ColumnElement[bool], ...]]


def _numbers(dialect: str, kept: _Kept) -> ColumnElement[str]:
    """What is kept busy: seconds after the origin, rounded outward, room and unit, 0 for none."""
    origin = bindparam("origin", type_=BigInteger)
    if dialect == "sqlite":  # which keeps microseconds
        begins, ends = (type_coerce(one, BigInteger) for one in (kept.busy_from, kept.busy_to))
        seconds = begins // _MILLION - origin, (ends + _UP) // _MILLION - origin
        return func.printf("%d,%d,%d,%d", *seconds, kept.room_id, kept.room_unit, type_=String)
    since, until = (func.extract("epoch", one) for one in (kept.busy_from, kept.busy_to))
    room = func.coalesce(kept.room_id, 0), func.coalesce(kept.room_unit, 0)
    return func.format("%s,%s,%s,%s", func.floor(since) - origin, func.ceil(until) - origin, *room, type_=String)


def _taken(dialect: str, which: _Which) -> CompoundSelect[Any]:
    """A row for each day with appointments, many numbers in its text; and one for each hold, also when it is over."""
    text = _numbers(dialect, Appointment)
    texts: ColumnElement[str] = func.group_concat(text)
    until: ColumnElement[int] = type_coerce(Hold.expires_at, BigInteger)
    if dialect == "postgresql":
        texts, until = func.string_agg(text, ","), cast(func.extract("epoch", Hold.expires_at) * _MILLION, BigInteger)
    return union_all(
        select(func.coalesce(Appointment.clinician_id, NOBODY), _day(dialect, Appointment), texts, null(), null())
        .where(or_(*(Appointment.status == status for status in HOLDS_SLOT)), *which(Appointment))
        .group_by(Appointment.clinician_id, Appointment.day),
        select(Hold.clinician_id, _day(dialect, Hold), _numbers(dialect, Hold), Hold.token, until).where(*which(Hold)),
    )


def _day(dialect: str, kept: _Kept) -> ColumnElement[str]:
    return type_coerce(kept.day, String) if dialect == "sqlite" else cast(kept.day, String)


def _near(kept: _Kept) -> tuple[ColumnElement[bool], ...]:
    """By clinician, since days alone have no index and history is long; and what waits for one."""
    days = kept.day.between(bindparam("first", type_=Date), bindparam("last", type_=Date))
    known = kept.clinician_id.in_(select(Staff.id))
    return (or_(known, kept.clinician_id.is_(None)) if kept is Appointment else known), days


def _of_one(kept: _Kept) -> tuple[ColumnElement[bool], ...]:
    """A clinician's day."""
    return kept.clinician_id == bindparam("clinician", type_=Integer), kept.day == bindparam("day", type_=Date)


def _of_nobody(kept: _Kept) -> tuple[ColumnElement[bool], ...]:
    """A day of those that wait for a clinician."""
    return kept.clinician_id.is_(None), kept.day == bindparam("day", type_=Date)


@cache
def _one(dialect: str, assigned: bool) -> tuple[str, dict[str, Any]]:
    return prepared(_taken(dialect, _of_one if assigned else _of_nobody), dialect)


_ALL: Final = {one: _taken(one, _near) for one in ("sqlite", "postgresql")}
_CENTERS: Final = select(Center.id, Center.zone).where(Center.active)
_PEOPLE: Final = (
    select(StaffCenter.center_id, StaffCenter.staff_id)
    .join(Staff, Staff.id == StaffCenter.staff_id)
    .join(StaffRole, StaffRole.staff_id == Staff.id)
    .where(Staff.active, StaffRole.role == Role.CLINICIAN)
)
