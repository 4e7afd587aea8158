"""Refuses extra hours at one center and work at another that meet: nobody is at two places at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select, union

from frontdesk.database.tables import Center, ScheduleException, Staff, WorkSchedule
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.availability import Asked, working_time
from frontdesk.rules.availability import ScheduleException as Exception_
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, local_window, subtract, to_wall, wall_days
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.desk import Work
from frontdesk.services.plan_checks import Hours
from frontdesk.services.plan_rows import clinician_name
from frontdesk.views.plan import read_plan

_A_DAY = timedelta(days=1)
_MAKE_ROOM = (ExceptionKind.LEAVE, ExceptionKind.BLOCK)
_AHEAD = (
    select(
        ScheduleException.kind,
        ScheduleException.center_id,
        ScheduleException.starts_at,
        ScheduleException.ends_at,
        Staff.name.label("clinician"),
        Center.name.label("center"),
    )
    .join(Staff, Staff.id == ScheduleException.clinician_id)
    .join(Center, Center.id == ScheduleException.center_id, isouter=True)
    .where(
        ScheduleException.clinician_id == bindparam("clinician"),
        ScheduleException.ends_at > bindparam("now", type_=UtcDateTime()),
    )
    .order_by(ScheduleException.starts_at, ScheduleException.id)
)


def refuse_elsewhere(work: Work, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
    """Raises RuleBroken `exception.elsewhere` at `starts` for the row of extra hours that is to be kept for `before`.

    Leave, blocks and closures there make room: who is away from one center may work more at another.
    """
    if values["kind"] is not ExceptionKind.EXTRA:
        return
    wanted = Interval(values["starts_at"], values["ends_at"])
    for center in _others(work, values):
        asked = Asked(values["clinician_id"], center.id, center.zone)
        clash = next(_working(work, asked, wanted, before), None)
        if clash is not None:
            first, last = (to_wall(edge, values["zone"]) for edge in clash)
            raise RuleBroken(
                "exception.elsewhere",
                fields=("starts",),
                clinician=clinician_name(work, values["clinician_id"]),
                center=center.name,
                day=first.date(),
                hours=f"{first:%H:%M}–{last:%H:%M}",
            )


def refuse_extra_elsewhere(work: Work, schedule: Mapping[str, Any], hours: Iterable[Hours], zone: str) -> None:
    """Raises RuleBroken `schedule.extra-elsewhere` at the line that meets extra hours ahead at another center.

    `schedule` is the row of a work schedule that is to be kept, with its weekly hours in its center's `zone`. Leave and
    blocks here make room.
    """
    numbered, here = list(enumerate(hours)), schedule["center_id"]
    ahead = work.connection.execute(_AHEAD, {"clinician": schedule["clinician_id"], "now": work.at}).all()
    away = [_span(one) for one in ahead if one.kind in _MAKE_ROOM and one.center_id in (None, here)]
    for extra in ahead:
        if extra.kind is ExceptionKind.EXTRA and extra.center_id != here:
            for number, window in _windows(numbered, schedule, _span(extra), zone):
                clash = next((part for part in subtract((window,), away) if part.overlaps(_span(extra))), None)
                if clash is not None:
                    raise _met(extra, number, clash.common(_span(extra)), zone)


def _windows(
    numbered: Sequence[tuple[int, Hours]], schedule: Mapping[str, Any], span: Interval, zone: str
) -> Iterator[tuple[int, Interval]]:
    """What the weekly hours give on the days of a span, each with the number of its line."""
    last = schedule["valid_to"]
    for day in wall_days(span, zone):
        if schedule["valid_from"] <= day and (last is None or day <= last):
            for number, (weekday, starts, ends) in numbered:
                if weekday == day.weekday():
                    yield number, local_window(day, starts, ends, zone)


def _met(extra: Any, number: int, clash: Interval, zone: str) -> RuleBroken:
    first, last = (to_wall(edge, zone) for edge in clash)
    return RuleBroken(
        "schedule.extra-elsewhere",
        fields=(f"lines.{number}.starts",),
        clinician=extra.clinician,
        center=extra.center,
        day=first.date(),
        hours=f"{first:%H:%M}–{last:%H:%M}",
    )


def _span(row: Any) -> Interval:
    return Interval(row.starts_at, row.ends_at)


def _others(work: Work, values: Mapping[str, Any]) -> list[Any]:
    """The other centers at which the clinician has a work schedule or extra hours, by id."""
    scheduled = select(WorkSchedule.center_id).where(WorkSchedule.clinician_id == values["clinician_id"])
    extra = select(ScheduleException.center_id).where(
        ScheduleException.clinician_id == values["clinician_id"], ScheduleException.kind == ExceptionKind.EXTRA
    )
    query = select(Center.id, Center.name, Center.zone).where(
        Center.id.in_(union(scheduled, extra)), Center.id != values["center_id"]
    )
    return list(work.connection.execute(query.order_by(Center.id)))


def _working(work: Work, asked: Asked, wanted: Interval, before: Mapping[str, Any] | None) -> Iterator[Interval]:
    """What of the wanted time the clinician works there, once `before` is no more."""
    days = wall_days(wanted, asked.zone)
    plan = read_plan(work.connection, asked.center_id, asked.zone, days[0], days[-1] + 2 * _A_DAY)
    plan = replace(plan, exceptions=tuple(one for one in plan.exceptions if not _is(one, before)))
    for day in days:
        for part in working_time(plan, asked, day):
            if part.overlaps(wanted):
                yield part.common(wanted)


def _is(one: Exception_, row: Mapping[str, Any] | None) -> bool:
    if row is None:
        return False
    span = Interval(row["starts_at"], row["ends_at"])
    return one == Exception_(row["kind"], row["clinician_id"], row["center_id"], span, row["remark"])
