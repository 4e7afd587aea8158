"""Invariants of times and places: nothing overlaps, and instants mean the times that clocks promised."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.database.tables import Appointment, Room, RoomUnit, ScheduleException
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import nearest_instant, to_wall
from frontdesk.rules.words import HOLDS_SLOT
from frontdesk.services.verify_findings import Finding, Rule


def overlaps(column: Any, code: str, *also: Any) -> Rule:
    """No two standing appointments of the same `column` (and `also`) overlap with their buffers."""

    def rule(connection: Connection) -> Iterator[Finding]:
        keys = (column, *also)
        before = func.max(Appointment.busy_to).over(
            partition_by=keys, order_by=(Appointment.busy_from, Appointment.id), rows=(None, -1)
        )
        ordered = (
            select(Appointment.id, Appointment.code, Appointment.busy_from, before.label("before"))
            .where(
                Appointment.status.in_(HOLDS_SLOT),
                Appointment.busy_from.is_not(None),
                Appointment.overbooked.is_(False),
                column.is_not(None),
            )
            .subquery()
        )
        for row in connection.execute(select(ordered).where(ordered.c.before > ordered.c.busy_from)):
            yield Finding(code, f"appointment {row.code}", "overlaps one before it")

    return rule


def room_units(connection: Connection) -> Iterator[Finding]:
    """A room has its numbered units from 1 to its capacity; those above are of a time when it had more."""
    here = (RoomUnit.room_id == Room.id, RoomUnit.number <= Room.capacity)
    units = select(func.count()).where(*here).scalar_subquery()
    for row in connection.execute(select(Room.code, Room.capacity, units.label("units")).where(Room.capacity != units)):
        yield Finding("room.units", f"room {row.code}", f"{row.units} units for a capacity of {row.capacity}")


def wall_clock(connection: Connection) -> Iterator[Finding]:
    """The instants mean the promised wall-clock times, and the day is theirs."""
    rows: Iterable[Any] = connection.execution_options(yield_per=5000).execute(
        select(
            Appointment.code,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.wall_start,
            Appointment.wall_end,
            Appointment.day,
            Appointment.zone,
        ).where(Appointment.starts_at.is_not(None))
    )
    for code, starts_at, ends_at, wall_start, wall_end, day, zone in rows:
        right = _shows(zone, starts_at, wall_start) and _shows(zone, ends_at, wall_end)
        if not right or wall_start.date() != day:
            yield Finding("time.drift", f"appointment {code}", f"{wall_start} in {zone} is not {starts_at}")


def _shows(zone: str, instant: datetime | None, wall: datetime | None) -> bool:
    """Whether the clocks of the zone show that time at that instant; never where it is no zone, or one is missing."""
    try:
        return instant is not None and to_wall(instant, zone) == wall
    except RuleBroken:
        return False


def exceptions(connection: Connection) -> Iterator[Finding]:
    """The instants of leave, blocks, extra hours and closures mean their wall-clock times."""
    for row in connection.execute(select(ScheduleException.__table__)):
        for wall, instant in ((row.wall_start, row.starts_at), (row.wall_end, row.ends_at)):
            if nearest_instant(wall, row.zone, instant) != instant:
                yield Finding("time.drift", f"exception {row.id}", f"{wall} in {row.zone} is not {instant}")
