"""Where an appointment could go, for who thinks about moving it: nothing is locked, the move itself looks again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.diary import Diary
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.moving import OF_THE_TIME
from frontdesk.services.obstacles import obstacles
from frontdesk.services.placing import Claim, look
from frontdesk.views.openings import Colleague, Obstacle

_APPOINTMENT = select(Appointment.__table__).where(Appointment.id == bindparam("id"))


def colleagues_of(connection: Connection, appointment_id: int, now: datetime) -> tuple[Colleague, ...]:
    """Those who could take it over at its time: first who is free, then the others with what stands in their way.

    Raises RuleBroken `appointment.unknown`, `move.no-time`.
    """
    row = _row(connection, appointment_id)
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

    Raises RuleBroken `appointment.unknown`, `clinician.not-able`, `time.range`.
    """
    row = _row(connection, appointment_id)
    diary = _diary(connection, row, clinician_id or row.clinician_id, now)
    claim = Claim(row.consumer_id, row.id)
    return obstacles(
        connection, diary, (way for able in diary.able for way in look(diary, start, able, claim).in_the_way)
    )


def _row(connection: Connection, appointment_id: int) -> Any:
    row = connection.execute(_APPOINTMENT, {"id": appointment_id}).first()
    if row is None:
        raise RuleBroken("appointment.unknown", appointment=appointment_id)
    return row


def _diary(connection: Connection, row: Any, clinician_id: int | None, now: datetime) -> Diary:
    """The diary of its service with the length that was promised."""
    minutes = round((row.ends_at - row.starts_at).total_seconds() / 60) if row.starts_at is not None else None
    query = OpeningQuery(row.service_id, row.center_id, clinician_id, row.starts_at, row.modality, minutes=minutes)
    return Diary(connection, query, now)
