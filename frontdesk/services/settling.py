"""Settles an appointment that a change of plans breaks: cancelled, moved to the next free time, or given away."""

import itertools
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment, Staff
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.openings import first
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.appointments import Appointments
from frontdesk.services.desk import Desk
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Act, Acted, OpeningQuery
from frontdesk.services.placing import Claim, by_load, look
from frontdesk.services.plans import Plans
from frontdesk.services.schedule_forms import Settle, Settled, Settling

RACES = 3
"""How often another time or colleague is looked for when another desk was quicker."""
_OF_THE_TIME = frozenset({ConflictKind.PAST, ConflictKind.NOTICE, ConflictKind.TOO_FAR})
"""What is no reason against a colleague: the time stays."""
_ACTIONS = {Settling.CANCEL: Action.CANCEL, Settling.MOVE: Action.RESCHEDULE, Settling.REASSIGN: Action.REASSIGN}
_APPOINTMENT = (
    select(Appointment.__table__, Staff.name.label("clinician"))
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .where(Appointment.id == bindparam("appointment"))
)


def settle(desk: Desk, wanted: Settle, command_id: str) -> Settled:
    """See `Schedules.settle`."""
    acted = desk.earlier(command_id, Acted) or _settled(desk, wanted, command_id)
    with desk.database.read() as connection:
        row = _row(connection, wanted.appointment_id)
    return Settled(row.id, acted.version, row.wall_start, row.clinician or "", acted.changes)


def _settled(desk: Desk, wanted: Settle, command_id: str) -> Acted:
    """Decide what is to be done, and do it by the one way there is to change an appointment."""
    for race in itertools.count(1):
        with desk.database.read() as connection:
            act = _act(connection, desk, wanted)
        try:
            return Appointments(desk).act(act, command_id)
        except RuleBroken as problem:
            if race == RACES or not problem.code.startswith("slot."):
                raise
    raise AssertionError("unreachable")


def _act(connection: Connection, desk: Desk, wanted: Settle) -> Act:
    act = Act(
        _ACTIONS[wanted.how],
        wanted.appointment_id,
        wanted.version,
        message=wanted.message,
        notify=wanted.notify,
        reason_id=wanted.reason_id,
    )
    if wanted.how is Settling.CANCEL:
        return replace(act, cancel_class=CancelClass.CLINIC)
    row = _row(connection, wanted.appointment_id)
    if row.version != wanted.version:
        return act  # refused as stale before anything else of it is looked at
    if wanted.how is Settling.MOVE:
        return replace(act, start=next_free(connection, desk.now(), row, row.starts_at))
    return replace(act, clinician_id=free_colleague(connection, desk.now(), row))


def next_free(connection: Connection, now: datetime, row: Any, from_: datetime, plans: Plans | None = None) -> datetime:
    """The first free start from an instant on for this appointment, with its clinician; RuleBroken `slot.none`."""
    diary = _diary(connection, now, row, row.clinician_id, from_, plans)
    found = first(diary.want, diary.days(), 1)
    if not found:
        raise RuleBroken("slot.none")
    return found[0].start


def free_colleague(connection: Connection, now: datetime, row: Any, plans: Plans | None = None) -> int:
    """Who is able and free at the same time, and has least that day; RuleBroken `colleague.none`."""
    diary = _diary(connection, now, row, None, row.starts_at, plans)
    claim = Claim(row.consumer_id, row.id, _OF_THE_TIME)
    others = (able for able in by_load(diary, row.starts_at) if able.id != row.clinician_id)
    free = (able.id for able in others if not look(diary, row.starts_at, able, claim).blocking)
    found = next(free, None)
    if found is None:
        raise RuleBroken("colleague.none")
    return found


def _diary(
    connection: Connection, now: datetime, row: Any, clinician_id: int | None, from_: datetime, plans: Plans | None
) -> Diary:
    """The diary of its service there, for the length that it has."""
    minutes = None if row.starts_at is None else round((row.ends_at - row.starts_at).total_seconds() / 60)
    query = OpeningQuery(row.service_id, row.center_id, clinician_id, max(from_, now), row.modality, minutes=minutes)
    return Diary(connection, query, now, plans)


def _row(connection: Connection, appointment_id: int) -> Any:
    row = connection.execute(_APPOINTMENT, {"appointment": appointment_id}).first()
    if row is None or row.starts_at is None:
        raise RuleBroken("appointment.unknown", appointment=str(appointment_id))
    return row
