"""Where an appointment goes that cannot stay where it is: its next free time, or a colleague who is free."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.openings import first
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.diary import Diary
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.placing import Claim, by_load, look
from frontdesk.services.plans import Plans

_OF_THE_TIME = frozenset({ConflictKind.PAST, ConflictKind.NOTICE, ConflictKind.TOO_FAR})
"""What is no reason against a colleague: the time stays."""


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
