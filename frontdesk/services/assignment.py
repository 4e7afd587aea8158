"""Who could take a request at each of its times: the bookings around a time are read once for all clinicians."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.aside import aside
from frontdesk.database.tables import Appointment, Consumer, Service, Staff
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.availability import Plan, standing_in_the_way
from frontdesk.rules.conflicts import ConflictKind, Held, Standing, Surroundings, Wanted, reasons_against
from frontdesk.rules.openings import next_start
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import HOLDS_SLOT, RequestKind
from frontdesk.services.diary import Diary, near_days
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.on_demand import on_demand_at
from frontdesk.services.placing import Claim
from frontdesk.services.plans import Plans
from frontdesk.views.assignment import AssignAt, AssignClinician, Assignment, AssignTime, Nearby
from frontdesk.views.choices import grouped, read_members
from frontdesk.views.requests import RequestLine, read_request

AROUND: Final = timedelta(hours=2)
"""How far before and after a wished time a clinician's appointments are told."""
_NOT_WORKED: Final = {ConflictKind.OUTSIDE_HOURS, ConflictKind.LEAVE, ConflictKind.BLOCK, ConflictKind.CLOSURE}
_NEARBY = (
    select(
        *(Appointment.id, Appointment.clinician_id, Appointment.starts_at, Appointment.ends_at),
        *(Appointment.wall_start, Appointment.wall_end, Appointment.zone),
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        Service.name.label("service"),
    )
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .where(
        Appointment.clinician_id.in_(bindparam("clinicians", expanding=True)),
        Appointment.day.in_(bindparam("days", expanding=True)),
        aside(Appointment.status).in_(HOLDS_SLOT),
        Appointment.starts_at < bindparam("until", type_=UtcDateTime()),
        Appointment.ends_at > bindparam("since", type_=UtcDateTime()),
    )
    .order_by(Appointment.starts_at, Appointment.id)
)
_STAFF = select(Staff.id, Staff.name).where(Staff.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who comes into question."""

    id: int
    name: str
    able: bool
    plan: Plan = field(default_factory=Plan)


@dataclass(frozen=True, slots=True)
class _Time:
    """A wished start with all that is booked and held then, and what is told of two hours around it, by clinician."""

    start: datetime
    window: Interval
    standing: Mapping[int, Sequence[Standing]]
    held: Mapping[int, Sequence[Held]]
    full: bool
    """Whether every room is taken then."""
    nearby: Mapping[int, Sequence[Nearby]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all looks share."""

    diary: Diary
    on_demand: Claim


def read_assignment(connection: Connection, plans: Plans, now: datetime, request_id: int) -> Assignment:
    """See `Requests.assignment`; `now` is aware."""
    view = read_request(connection, request_id)
    try:
        diary = _diary(connection, plans, now, view.line)
    except RuleBroken as problem:
        times = tuple(AssignTime(one.start, one.wall_start, _note(one.start, (), now)) for one in view.line.times)
        return Assignment(view, times, (), _by_name(problem, view.line))
    wants_now = view.line.kind is RequestKind.NOW
    starts = [next_start(now, diary.zone, diary.rule.step)] if wants_now else [one.start for one in view.line.times]
    to, on_demand = _to(connection, view.line), on_demand_at(connection, view.line.center_id, now)
    asked = _Asked(diary, Claim(on_demand=on_demand if wants_now else frozenset()))
    people = _people(connection, diary, to, starts)
    read = [_read(connection, diary, people, start) for start in starts]
    clinicians = [
        AssignClinician(
            one.id,
            one.name,
            to is None or one.id in to,
            one.id in on_demand,
            tuple(_at(asked, one, time) for time in read),
        )
        for one in people
    ]
    times = tuple(
        AssignTime(start, to_wall(start, diary.zone), _note(start, [one.at[place] for one in clinicians], now))
        for place, start in enumerate(starts)
    )
    ordered = sorted(clinicians, key=lambda one: (not one.in_group, one.name.casefold(), one.id))
    return Assignment(view, times, tuple(ordered))


def _diary(connection: Connection, plans: Plans, now: datetime, line: RequestLine) -> Diary:
    """The diary of the service that the request begins with."""
    query = OpeningQuery(first_service(connection, plans, line), line.center_id, modality=line.modality)
    return Diary(connection, query, now, plans)


def _by_name(problem: RuleBroken, line: RequestLine) -> RuleBroken:
    """The same with names for ids: what is not offered any more has one still."""
    names = {"service": line.wanted, "program": line.wanted, "center": line.center}
    told = {name: names.get(name, value) for name, value in problem.params.items()}
    return RuleBroken(problem.code, fields=problem.fields, **told)


def first_service(connection: Connection, plans: Plans, asked: Any) -> int:
    """The service that a request begins with; `asked` has its `service_id` and `program_id`.

    Raises RuleBroken `program.unknown`, `program.no-doses`.
    """
    if asked.service_id is not None:
        return int(asked.service_id)
    doses = plans.doses(connection, asked.program_id)
    if not doses:
        raise RuleBroken("program.unknown", fields=("service",), program=str(asked.program_id))
    if doses[0].id is None:
        raise RuleBroken("program.no-doses", fields=("service",))
    return int(doses[0].service_id)


def _to(connection: Connection, line: RequestLine) -> frozenset[int] | None:
    """The clinicians whom it is to; None for any."""
    if line.clinician_id is not None:
        return frozenset({line.clinician_id})
    if line.clinician_group_id is None:
        return None
    return frozenset(read_members(connection).get(line.clinician_group_id, ()))


def _people(
    connection: Connection, diary: Diary, to: frozenset[int] | None, starts: Sequence[datetime]
) -> list[_Person]:
    """Who gives the service here, and whom it is to though they do not."""
    able = {one.id: one.name for one in diary.able}
    others = sorted((to or frozenset()) - able.keys())
    names = able | {row.id: row.name for row in connection.execute(_STAFF, {"ids": others})} if others else able
    days = [day for start in starts for day in near_days(to_wall(start, diary.zone).date())]
    if not days:
        return [_Person(one, name, one in able) for one, name in names.items()]
    working = diary.working(min(days), max(days))
    return [_Person(one, name, one in able, working.of(one)) for one, name in names.items()]


def _read(connection: Connection, diary: Diary, people: Sequence[_Person], start: datetime) -> _Time:
    """All that is booked and held at a start, for everybody at once, and what they have around it."""
    span, busy = diary.rule.span(start), diary.rule.busy(start)
    days, ids = near_days(to_wall(start, diary.zone).date()), [one.id for one in people]
    around = diary.around(days, ids, busy)
    standing, held = [one for _, one in around.standing], [one for _, one in around.held]
    units = diary.room_units()
    taken = {(one.room_id, one.room_unit) for one in standing} | {(one.room_id, one.room_unit) for one in held}
    window = Interval(span.start - AROUND, span.end + AROUND)
    given = {"clinicians": ids, "days": days[1:-1], "since": window.start, "until": window.end}
    return _Time(
        start,
        window,
        grouped((one.clinician_id, one) for one in standing),
        grouped((one.clinician_id, one) for one in held),
        full=units is not None and taken.issuperset(units),
        nearby=grouped((row.clinician_id, _appointment(row, diary.zone)) for row in connection.execute(_NEARBY, given)),
    )


def _appointment(row: Any, zone: str) -> Nearby:
    """By the clock of this center, also where it is at another one."""
    here = row.zone == zone
    wall_start = row.wall_start if here else to_wall(row.starts_at, zone)
    wall_end = row.wall_end if here else to_wall(row.ends_at, zone)
    return Nearby(row.id, wall_start, wall_end, row.consumer, row.service)


def _at(asked: _Asked, person: _Person, time: _Time) -> AssignAt:
    """Whether this clinician could take the time, and what they have around it."""
    diary = asked.diary
    around = Surroundings(
        person.plan,
        tuple(time.standing.get(person.id, ())),
        tuple(time.held.get(person.id, ())),
        able=person.able,
        rooms=() if time.full else None,
    )
    wanted = Wanted(time.start, diary.rule, diary.asked(person.id), 0)
    reasons = reasons_against(wanted, around, diary.now)
    why = next((kind for kind in reasons if asked.on_demand.counts(kind, person.id)), None)
    return AssignAt(why is None, why or "", _nearby(diary, person, time))


def _nearby(diary: Diary, person: _Person, time: _Time) -> tuple[Nearby, ...]:
    away = [
        Nearby(
            None, to_wall(one.span.start, diary.zone), to_wall(one.span.end, diary.zone), "", "", one.kind, one.remark
        )
        for one in standing_in_the_way(person.plan, diary.asked(person.id))
        if one.span.overlaps(time.window)
    ]
    theirs = tuple(time.nearby.get(person.id, ()))
    return tuple(sorted([*away, *theirs], key=lambda one: one.wall_start)) if away else theirs


def _note(start: datetime, at: Iterable[AssignAt], now: datetime) -> str:
    """Why nobody can take a start; empty where somebody can."""
    if start < now:
        return "past"
    looks = list(at)
    if any(one.available for one in looks):
        return ""
    return "outside-hours" if looks and all(one.why in _NOT_WORKED for one in looks) else "taken"
