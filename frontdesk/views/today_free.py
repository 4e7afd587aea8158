"""Finds the free time of the start page: of one clinician for a week, and of everybody at a center today."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all

from frontdesk.database.tables import Appointment, Hold
from frontdesk.rules.availability import Asked, Plan, free_time, working_time
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import HOLDS_SLOT
from frontdesk.views.plan import read_plan
from frontdesk.views.sound_rows import sound_rows
from frontdesk.views.today import FreeTime

DAYS = 7
"""How many days ahead a clinician's next free time is looked for."""
LEAST = timedelta(minutes=10)
"""Shorter gaps are no free time."""
_STEP = timedelta(minutes=5)
"""Free time that has begun is offered from the next such step on."""

TAKEN: Any = union_all(
    select(Appointment.clinician_id, Appointment.busy_from, Appointment.busy_to).where(
        Appointment.clinician_id.in_(bindparam("clinicians", expanding=True)),
        Appointment.day >= bindparam("first"),
        Appointment.day <= bindparam("last"),
        Appointment.status.in_(HOLDS_SLOT),
        Appointment.busy_from < Appointment.busy_to,
    ),
    select(Hold.clinician_id, Hold.busy_from, Hold.busy_to).where(
        Hold.clinician_id.in_(bindparam("clinicians", expanding=True)),
        Hold.day >= bindparam("first"),
        Hold.day <= bindparam("last"),
        Hold.expires_at > bindparam("now"),
        Hold.token.not_in(bindparam("own", expanding=True)),
    ),
)
"""What clinicians have at any center from one day to another, and what is held of them but for this desk itself."""


def next_free(connection: Connection, asked: Asked, day: date, now: datetime, own: Collection[str]) -> FreeTime | None:
    """The clinician's first free time from now on within a week of `day`; None where there is none."""
    last = day + timedelta(days=DAYS)
    plan = read_plan(connection, asked.center_id, asked.zone, day, last, lenient=True)
    # What began the evening before may last until today.
    given = {"clinicians": [asked.clinician_id], "first": day - timedelta(days=1), "last": last, "now": now}
    rows = sound_rows(connection, TAKEN, {**given, "own": list(own)}, "times that are taken")
    busy = [Interval(row.busy_from, row.busy_to) for row in rows]
    for ahead in range(DAYS):
        free = first_of(plan, asked, day + timedelta(days=ahead), busy, now)
        if free is not None:
            return free
    return None


def first_of(plan: Plan, asked: Asked, day: date, busy: Iterable[Interval], now: datetime) -> FreeTime | None:
    """The first free time of a clinician on a day, from now on."""
    for part in free_from(free_time(working_time(plan, asked, day), busy), now):
        if part.end - part.start >= LEAST:
            return FreeTime(asked.clinician_id or 0, part.start, part.end, to_wall(part.start, asked.zone))
    return None


def free_from(parts: Iterable[Interval], now: datetime) -> Iterable[Interval]:
    """What is left of free time, from the next step of the clock on."""
    soonest = datetime.fromtimestamp(-(-now.timestamp() // _STEP.total_seconds()) * _STEP.total_seconds(), now.tzinfo)
    return (Interval(max(part.start, soonest), part.end) for part in parts if part.end > soonest)
