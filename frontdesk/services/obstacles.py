"""What stands in the way of a wanted time, with names: for the refusal of a booking and for who asks why not."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment, Consumer, Room, Service, Staff
from frontdesk.rules.availability import ScheduleException, standing_in_the_way
from frontdesk.rules.conflicts import Conflict, ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.diary import Diary
from frontdesk.views.openings import Obstacle

InTheWay = tuple[int, Conflict]
"""A conflict with the clinician whose calendar was looked at."""

_EXCEPTIONS = {
    ConflictKind.LEAVE: ExceptionKind.LEAVE,
    ConflictKind.BLOCK: ExceptionKind.BLOCK,
    ConflictKind.CLOSURE: ExceptionKind.CLOSURE,
}
_OF_NO_CLINICIAN = {ConflictKind.PAST, ConflictKind.NOTICE, ConflictKind.TOO_FAR, ConflictKind.CLOSURE}
_APPOINTMENTS = (
    select(
        Appointment.id,
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        Staff.name.label("clinician"),
        Service.name.label("service"),
        Room.name.label("room"),
        Appointment.starts_at,
        Appointment.ends_at,
    )
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .join(Room, Room.id == Appointment.room_id, isouter=True)
    .where(Appointment.id.in_(bindparam("ids", expanding=True)))
)


def obstacles(connection: Connection, diary: Diary, in_the_way: Iterable[InTheWay]) -> tuple[Obstacle, ...]:
    """Each thing in the way once, with whom and when by the center's clock: what forbids first, then by time."""
    ways = list(in_the_way)
    named = _named(connection, [one.appointment_id for _, one in ways if one.appointment_id is not None])
    told = []
    for clinician_id, one in ways:
        row = named.get(one.appointment_id or 0)
        told.append(_other(diary, clinician_id, one) if row is None else _appointment(row, one.kind, diary.zone))
    return tuple(sorted(dict.fromkeys(told), key=lambda one: (not one.blocks, one.wall_start, one.clinician)))


def refusal(connection: Connection, diary: Diary, in_the_way: Iterable[InTheWay]) -> RuleBroken:
    """The refusal that names all that stands in the way: `slot.taken` when an appointment does, else its own code."""
    told = tuple(one for one in obstacles(connection, diary, in_the_way) if one.blocks)
    taken = any(one.appointment_id is not None or one.kind is ConflictKind.CLINICIAN_BUSY for one in told)
    worst = told[0]
    return RuleBroken(
        "slot.taken" if taken else f"slot.{worst.kind}",
        fields=("start",),
        obstacles=told,
        remark=worst.remark,
        limit=worst.limit,
        desk=worst.desk,
        staff=worst.staff,
    )


def taken_by(connection: Connection, zone: str, appointment_ids: Sequence[int]) -> RuleBroken:
    """`slot.taken` that names these appointments as they stand in the clinician's way."""
    named = _named(connection, appointment_ids)
    told = tuple(_appointment(named[one], ConflictKind.CLINICIAN_BUSY, zone) for one in appointment_ids)
    return RuleBroken("slot.taken", fields=("start",), obstacles=told)


def _named(connection: Connection, ids: Sequence[int]) -> dict[int, Any]:
    rows: Iterable[Any] = connection.execute(_APPOINTMENTS, {"ids": sorted(set(ids))}) if ids else ()
    return {row.id: row for row in rows}


def _appointment(row: Any, kind: ConflictKind, zone: str) -> Obstacle:
    return Obstacle(
        kind=kind,
        wall_start=to_wall(row.starts_at, zone),
        wall_end=to_wall(row.ends_at, zone),
        consumer=row.consumer,
        clinician=row.clinician or "",
        service=row.service,
        room=row.room or "",
        appointment_id=row.id,
        blocks=kind is not ConflictKind.CONSUMER_BUSY,
        overbookable=kind.overbookable,
    )


def _other(diary: Diary, clinician_id: int, one: Conflict) -> Obstacle:
    span = _whole(diary, clinician_id, one)
    return Obstacle(
        kind=one.kind,
        wall_start=to_wall(span.start, diary.zone),
        wall_end=to_wall(span.end, diary.zone),
        clinician="" if one.kind in _OF_NO_CLINICIAN else diary.clinician(clinician_id).name,
        remark=one.remark,
        desk=one.desk,
        staff=one.staff,
        until=one.until,
        limit=None if one.limit is None else to_wall(one.limit, diary.zone),
        blocks=one.blocks,
        overbookable=one.kind.overbookable,
    )


def _whole(diary: Diary, clinician_id: int, one: Conflict) -> Interval:
    """All of the leave, block or closure behind a conflict, which concerns a part of it; else the part."""
    kind = _EXCEPTIONS.get(one.kind)
    if kind is None:
        return one.overlap
    days = (to_wall(one.overlap.start, diary.zone).date(), to_wall(one.overlap.end, diary.zone).date())
    plan = diary.working(*days).of(clinician_id)
    exceptions: tuple[ScheduleException, ...] = standing_in_the_way(plan, diary.asked(clinician_id))
    behind = (each.span for each in exceptions if each.kind is kind and each.remark == one.remark)
    return next((span for span in behind if span.holds(one.overlap)), one.overlap)
