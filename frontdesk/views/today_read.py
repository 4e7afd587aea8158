"""Reads the start page of a clinician and of the desk: a few statements, as many for a full day as for an empty one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, func, select

from frontdesk.database.tables import Appointment, Center, OnDemand, Request, Setting
from frontdesk.rules.availability import ON_DEMAND_FOR, Asked
from frontdesk.rules.permissions import Person
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import RequestState, Role, Status
from frontdesk.views.requests import read_requests_to
from frontdesk.views.sound_rows import facts as facts_of
from frontdesk.views.today import DeskDay, Figures, MyDay, Part, Today, TodayRow, Unresolved, Waiting
from frontdesk.views.today_free import next_free
from frontdesk.views.today_rows import SETTLED, STANDING, Judge, rows_where

MOST_ARRIVALS, LEAST_ARRIVALS = 30, 5
SOON = timedelta(hours=1)
"""Who is expected within that time stands on the page of the desk, and at least the next few."""
NEWEST = 5
"""As many of the unresolved are shown; all are in the list."""
RECENT = 12
_LATE_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for which center as of when; `own` are the tokens of what this desk holds."""

    center_id: int
    person: Person
    now: datetime
    own: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The center that is shown, and which day it is there."""

    name: str
    zone: str
    day: date


def read_place(connection: Connection, asking: Asking) -> Place:
    """Raises RuleBroken `center.unknown`."""
    center = connection.execute(_CENTER, {"center": asking.center_id}).first()
    if center is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(asking.center_id))
    return Place(center.name, center.zone, to_wall(asking.now, center.zone).date())


def read_mine(connection: Connection, asking: Asking) -> Today[MyDay]:
    """The day of the person who asks, as a clinician, at every center. Raises RuleBroken `center.unknown`."""
    place, now, me = read_place(connection, asking), asking.now, asking.person.staff_id
    given = {"clinician": me, "day": place.day, "now": now}
    facts = facts_of(connection, _MY_FACTS, given | _switched(now), "facts of the start page")
    judge = Judge(Part.MINE, now, asking.person, bool(facts.agents_complete))
    rows = judge.rows(connection, _MY_ROWS, given)
    asked = Asked(me, asking.center_id, place.zone)
    content = MyDay(
        figures=_figures_of(rows),
        not_started=_having(rows, Status.PROPOSED, Status.PENDING, Status.BOOKED, Status.ARRIVED),
        in_progress=_having(rows, Status.CHECKED_IN),
        completed=tuple(sorted(_having(rows, *SETTLED), key=_settled_at, reverse=True))[:RECENT],
        unresolved=Unresolved(facts.unresolved, facts.oldest),
        free=next_free(connection, asked, place.day, now, asking.own),
        following=facts.following,
        requests=read_requests_to(connection, me),
        available=_available(asking, facts.on_demand_at),
        late_minutes=facts.late_minutes if isinstance(facts.late_minutes, int) else _LATE_MINUTES,
    )
    return Today(Part.MINE, now, asking.center_id, place.name, place.zone, place.day, content)


def _switched(now: datetime) -> dict[str, datetime]:
    """Between which instants a switch was put on that is on still; clocks may differ, but not by that much."""
    return {"on_since": now - ON_DEMAND_FOR, "on_until": now + ON_DEMAND_FOR}


def _available(asking: Asking, on_demand_at: int | None) -> bool | None:
    """Whether who asks is available now at the center that is shown, where they give anything there at all."""
    person = asking.person
    if Role.CLINICIAN not in person.roles or asking.center_id not in person.center_ids:
        return None
    return on_demand_at == asking.center_id


def read_desk(connection: Connection, asking: Asking) -> Today[DeskDay]:
    """The center's day for its desk. Raises RuleBroken `center.unknown`."""
    place, now = read_place(connection, asking), asking.now
    given = {"center": asking.center_id, "day": place.day, "now": now}
    facts = facts_of(connection, DESK_FACTS, given, "facts of the start page")
    counts: list[Any] = list(connection.execute(_COUNTS, given))
    judge = Judge(Part.DESK, now, asking.person, bool(facts.agents_complete))
    present = judge.rows(connection, _PRESENT, given)
    content = DeskDay(
        figures=figures({row.status: row.number for row in counts}),
        expected=sum(row.ahead for row in counts),
        arrivals=_soon(judge.rows(connection, _ARRIVALS, given), now),
        waiting=tuple(sorted(_having(present, Status.ARRIVED), key=lambda row: row.arrived_at or row.start)),
        in_progress=_having(present, Status.CHECKED_IN),
        requests=Waiting(facts.requests, facts.oldest_request),
        unresolved=Unresolved(facts.unresolved, facts.oldest),
        newest=judge.rows(connection, _NEWEST, given)[::-1],
    )
    return Today(Part.DESK, now, asking.center_id, place.name, place.zone, place.day, content)


def figures(counts: dict[Status, int]) -> Figures:
    """The figures of a day of which these are the counts by status."""
    return Figures(
        total=sum(counts.get(status, 0) for status in (*STANDING, *SETTLED)),
        done=sum(counts.get(status, 0) for status in SETTLED),
        in_progress=counts.get(Status.CHECKED_IN, 0),
        waiting=counts.get(Status.ARRIVED, 0),
        no_shows=counts.get(Status.NOSHOW, 0),
        cancelled=counts.get(Status.CANCELLED, 0),
    )


def _figures_of(rows: tuple[TodayRow, ...]) -> Figures:
    counts: dict[Status, int] = {}
    for row in rows:
        counts[row.status] = counts.get(row.status, 0) + 1
    return figures(counts)


def _soon(rows: tuple[TodayRow, ...], now: datetime) -> tuple[TodayRow, ...]:
    return tuple(row for place, row in enumerate(rows) if place < LEAST_ARRIVALS or row.start <= now + SOON)


def _having(rows: tuple[TodayRow, ...], *statuses: Status) -> tuple[TodayRow, ...]:
    return tuple(row for row in rows if row.status in statuses)


def _settled_at(row: TodayRow) -> datetime:
    return row.completed_at or row.end


# The statements, made once: making one takes longer than running it.

_CENTER = select(Center.name, Center.zone).where(Center.id == bindparam("center"))
_ON_DEMAND = (
    select(OnDemand.center_id)
    .where(OnDemand.staff_id == bindparam("clinician"))
    .where(OnDemand.since > bindparam("on_since"), OnDemand.since < bindparam("on_until"))
    .scalar_subquery()
)
_LATE = select(Setting.value).where(Setting.name == "requests.late_minutes").scalar_subquery()
_AGENTS = select(Setting.value).where(Setting.name == "complete.by_agents").scalar_subquery()


_PAST = (
    Appointment.status == Status.BOOKED,
    Appointment.day <= bindparam("day"),
    Appointment.ends_at <= bindparam("now"),
)
"""What is over without an outcome: few, at the end of one stretch of the index of lists.

Whose it is is asked so that no other index seems to fit: those of centers and clinicians lead through all the years.
"""


def _unresolved(of: Any, name: str) -> tuple[ScalarSelect[Any], ScalarSelect[Any]]:
    """How many of a clinician or a center are over without an outcome, and the day of the first."""
    past = (*_PAST, of + 0 == bindparam(name))
    count = select(func.count()).select_from(Appointment).where(*past)
    return count.scalar_subquery(), select(func.min(Appointment.day)).where(*past).scalar_subquery()


def _my_facts() -> Select[Any]:
    count, oldest = _unresolved(Appointment.clinician_id, "clinician")
    following = (
        select(Appointment.wall_start)
        .where(
            Appointment.clinician_id == bindparam("clinician"),
            Appointment.day > bindparam("day"),
            Appointment.status.in_(STANDING),
        )
        .order_by(Appointment.day, Appointment.starts_at)
        .limit(1)
        .scalar_subquery()
    )
    return select(
        _AGENTS.label("agents_complete"),
        count.label("unresolved"),
        oldest.label("oldest"),
        following.label("following"),
        _ON_DEMAND.label("on_demand_at"),
        _LATE.label("late_minutes"),
    )


def _desk_facts() -> Select[Any]:
    count, oldest = _unresolved(Appointment.center_id, "center")
    waits = (Request.location_id == bindparam("center"), Request.state == RequestState.ACTIVE)
    return select(
        _AGENTS.label("agents_complete"),
        count.label("unresolved"),
        oldest.label("oldest"),
        select(func.count()).select_from(Request).where(*waits).scalar_subquery().label("requests"),
        select(func.min(Request.created_at)).where(*waits).scalar_subquery().label("oldest_request"),
    )


_MY_FACTS = _my_facts()
DESK_FACTS = _desk_facts()
_today = (Appointment.center_id == bindparam("center"), Appointment.day == bindparam("day"))
_COUNTS = (
    select(
        Appointment.status,
        func.count().label("number"),
        func.count().filter(Appointment.status == Status.BOOKED, Appointment.ends_at > bindparam("now")).label("ahead"),
    )
    .where(*_today, Appointment.status.in_(tuple(Status)))
    .group_by(Appointment.status)
)
_MY_ROWS = rows_where(
    Appointment.clinician_id == bindparam("clinician"),
    Appointment.day == bindparam("day"),
    Appointment.status.in_((*STANDING, *SETTLED)),
)
_PRESENT = rows_where(*_today, Appointment.status.in_((Status.ARRIVED, Status.CHECKED_IN)))
_ARRIVALS = rows_where(*_today, Appointment.status == Status.BOOKED, Appointment.ends_at > bindparam("now")).limit(
    MOST_ARRIVALS
)
_NEWEST = (
    rows_where(*_PAST, Appointment.center_id + 0 == bindparam("center"))
    .order_by(None)
    .order_by(Appointment.day.desc(), Appointment.starts_at.desc(), Appointment.id.desc())
    .limit(NEWEST)
)
