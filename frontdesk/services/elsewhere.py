"""Where an appointment could go, for who thinks about moving it: nothing is locked, the move itself looks again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment, Dose
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import Action
from frontdesk.services.booking import free_around
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Act, OpeningQuery
from frontdesk.services.moving import LATER_DOSE, OF_THE_TIME
from frontdesk.services.obstacles import obstacles
from frontdesk.services.placing import Claim, look
from frontdesk.views.openings import Colleague, Obstacle, WhyNot
from frontdesk.views.suggestions import read_suggestions

_APPOINTMENT = select(Appointment.__table__).where(Appointment.id == bindparam("id"))
_WANTS_TIME = frozenset({Action.ACCEPT, Action.CONSUMER_ACCEPTS, Action.RESCHEDULE, Action.OFFER_SLOT})
_DOSE = select(Dose.number).where(Dose.id == bindparam("id"))


def colleagues_of(connection: Connection, appointment_id: int, now: datetime) -> tuple[Colleague, ...]:
    """Those who could take it over at its time: first who is free, then the others with what stands in their way.

    Raises RuleBroken `appointment.unknown`, `move.no-time`.
    """
    row = row_of(connection, appointment_id)
    if row.starts_at is None:
        raise RuleBroken("move.no-time", fields=("clinician",))
    diary = _diary(connection, row, None, now)
    claim = Claim(row.consumer_id, row.id, OF_THE_TIME)
    found = []
    for able in diary.able:
        if able.id != row.clinician_id:
            ways = look(diary, row.starts_at, able, claim).in_the_way
            blocking = tuple(one for one in obstacles(connection, diary, ways) if one.blocks)
            found.append(Colleague(able.id, able.name, blocking))
    return tuple(sorted(found, key=lambda one: not one.free))


def in_the_way(
    connection: Connection, appointment_id: int, start: datetime, clinician_id: int | None, now: datetime
) -> tuple[Obstacle, ...]:
    """What stands in the way of moving it to this start (aware), with its clinician or another; warnings too.

    Where nobody is to do it yet: of the first who is free then, of all who are able while nobody is. That its own
    time is near, far or over is no reason against it. Raises RuleBroken `appointment.unknown`,
    `clinician.not-able`, `time.range`.
    """
    row = row_of(connection, appointment_id)
    diary = _diary(connection, row, clinician_id or row.clinician_id, now)
    own = start == row.starts_at
    claim = Claim(row.consumer_id, row.id, OF_THE_TIME if own else frozenset())
    seen = [look(diary, start, able, claim) for able in diary.able]
    free = next((one for one in seen if not one.blocking), None)
    ways = [way for one in ([free] if free is not None else seen) for way in one.in_the_way]
    return obstacles(connection, diary, ways)


def why_not_there(
    connection: Connection,
    appointment_id: int,
    start: datetime,
    clinician_id: int,
    minutes: int,
    now: datetime,
    room_id: int | None = None,
) -> WhyNot:
    """All in the way of giving it that start (aware), clinician, length and room (None for any); free times around.

    Raises RuleBroken `appointment.unknown`, `clinician.not-able`, `room.not-fit`, `length.range`, `time.range`.
    """
    row = row_of(connection, appointment_id)
    diary = Diary(connection, replace(_query(row, clinician_id, minutes), room_id=room_id), now)
    claim = Claim(row.consumer_id, row.id, _passed_over(connection, row, start, minutes))
    seen = look(diary, start, diary.clinician(clinician_id), claim)
    before, after = free_around(diary, start)
    found = obstacles(connection, diary, seen.in_the_way)
    return WhyNot(start, to_wall(start, diary.zone), clinician_id, found, before, after)


def wants_a_time(problem: RuleBroken, act: Act) -> bool:
    """Whether it is the time that was refused, to somebody who wants one."""
    return act.action in _WANTS_TIME and problem.code.startswith("slot.") and "start" in problem.fields


def with_free_times(connection: Connection, problem: RuleBroken, act: Act, now: datetime) -> RuleBroken:
    """A refusal of the time that was wanted, with the free times around it, as booking tells them.

    Params `before`: the last opening before it, None for none; `nearest`: the next one, a tuple.
    """
    row = row_of(connection, act.appointment_id)
    suggested = [one.start for one in read_suggestions(connection, row.id)] if act.action is Action.ACCEPT else []
    start = act.start or next(iter(suggested), row.starts_at)
    query = _query(row, act.clinician_id or row.clinician_id, act.length_minutes or minutes_of(row))
    before, after = free_around(Diary(connection, query, now), start)
    nearest = () if after is None else (after,)
    return RuleBroken(problem.code, fields=problem.fields, **{**problem.params, "before": before, "nearest": nearest})


def _passed_over(connection: Connection, row: Any, start: datetime, minutes: int) -> frozenset[ConflictKind]:
    """What is no reason against it: of the time, where only the clinician is another; for a later dose, notice."""
    if start == row.starts_at and minutes == minutes_of(row):
        return OF_THE_TIME
    number = connection.execute(_DOSE, {"id": row.dose_id}).scalar()
    return LATER_DOSE if number is not None and number > 1 else frozenset()


def row_of(connection: Connection, appointment_id: int) -> Any:
    """The appointment's row; RuleBroken `appointment.unknown`."""
    row = connection.execute(_APPOINTMENT, {"id": appointment_id}).first()
    if row is None:
        raise RuleBroken("appointment.unknown", appointment=appointment_id)
    return row


def _diary(connection: Connection, row: Any, clinician_id: int | None, now: datetime) -> Diary:
    """The diary of its service with the length that was promised."""
    return Diary(connection, _query(row, clinician_id, minutes_of(row)), now)


def _query(row: Any, clinician_id: int | None, minutes: int | None) -> OpeningQuery:
    return OpeningQuery(row.service_id, row.center_id, clinician_id, row.starts_at, row.modality, minutes=minutes)


def minutes_of(row: Any) -> int | None:
    """How long it is now; None for one without a time."""
    return round((row.ends_at - row.starts_at).total_seconds() / 60) if row.starts_at is not None else None
