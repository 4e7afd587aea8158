"""Reads the candidates of many at once: two statements, however many they are."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from frontdesk.database.tables import Appointment, Consumer, Dose, Service, Staff
from frontdesk.rules.permissions import Person
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import HOLDS_SLOT, Action, Status
from frontdesk.views.many import MOST, Candidate, ManyScope
from frontdesk.views.offers import Standing, may_agents_complete, offers_of

_GONE = (Status.CANCELLED, Status.ENTERED_IN_ERROR)


def read_candidates(
    connection: Connection, scope: ManyScope, action: Action, now: datetime, person: Person
) -> tuple[Candidate, ...]:
    """Those of the scope by start, judged by the rules of offers; RuleBroken `many.too-many` (param `most`).

    A later dose that goes with the first one of the same scope is not kept from being cancelled.
    """
    rows = connection.execute(_ROWS.where(*_conditions(scope, now)).limit(MOST + 1)).all()
    if len(rows) > MOST:
        raise RuleBroken("many.too-many", fields=("scope",), most=MOST)
    ids, agents_complete = {row.id for row in rows}, may_agents_complete(connection)
    earlier = _earlier_doses(connection, rows)
    found = []
    for row in rows:
        stands = any(one not in ids or action is not Action.CANCEL for one in earlier.get(row.id, ()))
        standing = Standing(row.status, row.starts_at, row.day, row.zone, row.clinician_id, row.center_id, stands)
        offer = next(
            (one for one in offers_of(standing, now, person, agents_complete=agents_complete) if one.action is action),
            None,
        )
        found.append(_candidate(row, now, "not.from-here" if offer is None else offer.why_not))
    return tuple(found)


_ROWS = (
    select(
        *(Appointment.__table__.c[name] for name in ("id", "version", "code", "status", "day", "zone", "dose_id")),
        *(Appointment.__table__.c[name] for name in ("request_id", "clinician_id", "center_id")),
        *(Appointment.__table__.c[name] for name in ("starts_at", "ends_at", "wall_start", "wall_end")),
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        (func.coalesce(Consumer.email, "") != "").label("has_email"),
        Service.name.label("service"),
        Dose.number.label("dose"),
        Staff.name.label("clinician"),
    )
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .order_by(Appointment.starts_at, Appointment.id)
)


def _conditions(scope: ManyScope, now: datetime) -> Iterable[Any]:
    if scope.ids:
        return [Appointment.id.in_(scope.ids[: MOST + 1])]
    first = scope.first_day or now.date()
    conditions = [
        Appointment.center_id == scope.center_id,
        Appointment.day.between(first, scope.last_day or first),
        Appointment.status.in_(HOLDS_SLOT),
        Appointment.ends_at > now,
    ]
    if scope.clinician_id is not None:
        conditions.append(Appointment.clinician_id == scope.clinician_id)
    return conditions


def _earlier_doses(connection: Connection, rows: Iterable[Any]) -> dict[int, Collection[int]]:
    """The standing appointments of the doses before each later dose."""
    later = {row.id: row for row in rows if row.dose is not None and row.dose > 1}
    if not later:
        return {}
    before, dose = aliased(Appointment), aliased(Dose)
    standing = (
        select(before.request_id, before.id, dose.number)
        .join(dose, dose.id == before.dose_id)
        .where(before.request_id.in_({row.request_id for row in later.values()}), before.status.not_in(_GONE))
    )
    doses = connection.execute(standing).all()
    return {
        row.id: [one.id for one in doses if one.request_id == row.request_id and one.number < row.dose]
        for row in later.values()
    }


def _candidate(row: Any, now: datetime, why_not: str | None) -> Candidate:
    return Candidate(
        id=row.id,
        version=row.version,
        code=row.code,
        status=row.status,
        past=row.status is Status.BOOKED and row.ends_at is not None and row.ends_at <= now,
        consumer=row.consumer,
        has_email=bool(row.has_email),
        service=row.service,
        dose=row.dose,
        clinician_id=row.clinician_id,
        clinician=row.clinician or "",
        center_id=row.center_id,
        wall_start=row.wall_start,
        wall_end=row.wall_end,
        why_not=why_not,
    )
