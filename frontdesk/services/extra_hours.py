"""Refuses extra hours in which the clinician works at another center already: nobody is at two places at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select, union

from frontdesk.database.tables import Center, ScheduleException, WorkSchedule
from frontdesk.rules.availability import Asked, working_time
from frontdesk.rules.availability import ScheduleException as Exception_
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall, wall_days
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.desk import Work
from frontdesk.services.plan_rows import clinician_name
from frontdesk.views.plan import read_plan

_A_DAY = timedelta(days=1)


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
