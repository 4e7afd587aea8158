"""Reads a center's day at a glance: for each clinician what is booked, done and free."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.database.tables import Appointment, Room, Staff, StaffCenter, StaffRole
from frontdesk.rules.availability import Asked, Plan, free_time, working_time
from frontdesk.rules.permissions import Subject, may_book
from frontdesk.rules.times import Interval, clip
from frontdesk.rules.words import HOLDS_SLOT, Role, Status
from frontdesk.views.plan import read_plan
from frontdesk.views.sound_rows import facts as facts_of
from frontdesk.views.sound_rows import named, sound_rows
from frontdesk.views.today import CenterDay, ClinicianLine, Figures, Part, Today, Unresolved, Waiting
from frontdesk.views.today_free import TAKEN, first_of, free_from
from frontdesk.views.today_read import DESK_FACTS, Asking, Place, figures, read_place
from frontdesk.views.today_rows import SETTLED


class _Booked(NamedTuple):
    """What a day at a glance needs of an appointment."""

    clinician_id: int | None
    status: Status
    busy_from: datetime | None
    busy_to: datetime | None
    arrived_at: datetime | None = None

    @property
    def takes_time(self) -> bool:
        """Whether nobody else can have its time, or could have had it."""
        return self.busy_from is not None and self.status in (*HOLDS_SLOT, *SETTLED)


def read_center(connection: Connection, asking: Asking) -> Today[CenterDay]:
    """The day of a center, clinician by clinician. Raises RuleBroken `center.unknown`."""
    place = read_place(connection, asking)
    given = {"center": asking.center_id, "day": place.day, "now": asking.now}
    facts = facts_of(connection, DESK_FACTS, given, "facts of the start page")
    booked = [_Booked(*row) for row in sound_rows(connection, _BOOKED, given, "appointments of the start page")]
    content = CenterDay(
        figures=_figures(booked),
        waiting_since=min(
            (one.arrived_at for one in booked if one.arrived_at and one.status is Status.ARRIVED), default=None
        ),
        clinicians=tuple(_lines(connection, asking, place, booked)),
        requests=Waiting(facts.requests, facts.oldest_request),
        unresolved=Unresolved(facts.unresolved, facts.oldest),
    )
    return Today(Part.CENTER, asking.now, asking.center_id, place.name, place.zone, place.day, content)


def _lines(connection: Connection, asking: Asking, place: Place, booked: Sequence[_Booked]) -> list[ClinicianLine]:
    plan = read_plan(connection, asking.center_id, place.zone, place.day, place.day, lenient=True)
    theirs = _by_clinician(booked)
    wanted = {"center": asking.center_id, "with": [one for one in theirs if one is not None]}
    clinicians = sound_rows(connection, _CLINICIANS, wanted, "clinicians", named)
    taken = _by_clinician(_taken(connection, asking, place, [row.id for row in clinicians]))
    lines = []
    for row in clinicians:
        own = theirs.get(row.id, [])
        line = _line(row, asking, place, plan, own, taken.get(row.id, []))
        if line.working or own:
            lines.append(line)
    return lines


def _taken(connection: Connection, asking: Asking, place: Place, clinicians: Sequence[int]) -> list[_Booked]:
    """What they have at any center around the day, and what other desks hold of them."""
    a_day = timedelta(days=1)
    given = {"clinicians": clinicians, "first": place.day - a_day, "last": place.day + a_day, "now": asking.now}
    rows = sound_rows(connection, TAKEN, {**given, "own": list(asking.own)}, "times that are taken")
    return [_Booked(row.clinician_id, Status.BOOKED, row.busy_from, row.busy_to) for row in rows]


def _line(
    row: Any, asking: Asking, place: Place, plan: Plan, own: Sequence[_Booked], also: Sequence[_Booked]
) -> ClinicianLine:
    asked = Asked(row.id, asking.center_id, place.zone)
    working = working_time(plan, asked, place.day)
    busy = _spans(one for one in own if one.takes_time)
    taken = _spans(also)
    free = free_from(free_time(working, taken), asking.now)
    return ClinicianLine(
        clinician_id=row.id,
        name=row.name,
        room=row.room,
        figures=_figures(own),
        working=_minutes(working),
        used=sum(_minutes(clip(busy, part)) for part in working),
        left=_minutes(free),
        free=first_of(plan, asked, place.day, taken, asking.now),
        may_book=may_book(asking.person, Subject(row.id, asking.center_id)),
    )


def _by_clinician(rows: Sequence[_Booked]) -> dict[int | None, list[_Booked]]:
    grouped: dict[int | None, list[_Booked]] = {}
    for row in rows:
        grouped.setdefault(row.clinician_id, []).append(row)
    return grouped


def _figures(rows: Sequence[_Booked]) -> Figures:
    counts: dict[Status, int] = {}
    for row in rows:
        counts[row.status] = counts.get(row.status, 0) + 1
    return figures(counts)


def _spans(rows: Iterable[_Booked]) -> list[Interval]:
    return [
        Interval(one.busy_from, one.busy_to)
        for one in rows
        if one.busy_from is not None and one.busy_to is not None and one.busy_from < one.busy_to
    ]


def _minutes(parts: Iterable[Interval]) -> int:
    return round(sum((part.end - part.start).total_seconds() for part in parts) / 60)


_BOOKED = select(
    Appointment.clinician_id, Appointment.status, Appointment.busy_from, Appointment.busy_to, Appointment.arrived_at
).where(Appointment.center_id == bindparam("center"), Appointment.day == bindparam("day"))
_CLINICIANS = (
    select(Staff.id, Staff.name, func.coalesce(Room.name, "").label("room"))
    .join(Room, Room.id == Staff.room_id, isouter=True)
    .where(
        (
            Staff.active
            & Staff.id.in_(select(StaffCenter.staff_id).where(StaffCenter.center_id == bindparam("center")))
            & Staff.id.in_(select(StaffRole.staff_id).where(StaffRole.role == Role.CLINICIAN))
        )
        | Staff.id.in_(bindparam("with", expanding=True))
    )
    .order_by(Staff.sort_name, Staff.id)
)
