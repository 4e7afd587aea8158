"""What a change means to the person at a desk who should look now: requests to them, tasks that were rejected."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from frontdesk.database.tables import (
    Appointment,
    ClinicianGroupMember,
    Consumer,
    History,
    Program,
    Request,
    Service,
    Setting,
    Suggestion,
)
from frontdesk.rules.permissions import Person
from frontdesk.rules.words import Action, RequestKind, RequestState, Role, Source, StaffMessage, Status

FRESH: Final = timedelta(minutes=10)
"""What happened longer ago is no news: the desk was away, and shows it on its pages."""


@dataclass(frozen=True, slots=True)
class Alert:
    """`kind` is one of those that staff are told by e-mail; `id` that of a request, of a rejected task its appointment.

    `to_me` tells that a request names the person or a group of theirs.
    """

    kind: StaffMessage
    id: int
    consumer: str
    wanted: str
    wall_start: datetime | None = None
    to_me: bool = False
    at: datetime | None = field(default=None, compare=False)
    """When it happened: a task may be rejected again."""


def read_alerts(
    connection: Connection, person: Person, center_id: int, now: datetime, requests: Collection[int]
) -> Iterator[Alert]:
    """Those of these requests that are new and for the person, or escalated to them as a manager."""
    given = {"requests": sorted(requests), "me": person.staff_id, "since": now - FRESH}
    here = Role.AGENT in person.roles and center_id in person.center_ids
    for row in connection.execute(_REQUESTS, given) if requests else ():
        one = Alert(StaffMessage.REQUEST_ARRIVED, row.id, row.consumer, row.wanted, to_me=row.to_me, at=row.created_at)
        if row.escalated_at is not None:
            if Role.MANAGER in person.roles and row.escalated_at > now - FRESH:
                yield Alert(StaffMessage.REQUEST_ESCALATED, row.id, row.consumer, row.wanted, at=row.escalated_at)
        elif row.created_by == person.staff_id or row.created_at <= now - FRESH or (row.plain and row.timed_next):
            continue
        elif row.to_me or (row.to_any and here and row.location_id == center_id):
            yield one


def read_rejected(
    connection: Connection, person: Person, center_id: int, now: datetime, appointments: Collection[int]
) -> Iterator[Alert]:
    """Those of these appointments whose clinician has just rejected them, for the agents of their center."""
    if not appointments or Role.AGENT not in person.roles or center_id not in person.center_ids:
        return
    given = {"appointments": sorted(appointments), "center": center_id, "me": person.staff_id, "since": now - FRESH}
    rows: Iterable[Any] = connection.execute(_REJECTED, given)
    for row in rows:
        yield Alert(StaffMessage.TASK_REJECTED, row.id, row.consumer, row.wanted, row.wall_start, at=row.at)


_NAME = (Consumer.first_name + " " + Consumer.last_name).label("consumer")
_IN_GROUP = (
    select(ClinicianGroupMember.staff_id)
    .where(
        ClinicianGroupMember.group_id == Request.clinician_group_id,
        ClinicianGroupMember.staff_id == bindparam("me"),
    )
    .exists()
)
_TIMED = select(Suggestion.id).where(Suggestion.request_id == Request.id).exists()
_REQUESTS = (
    select(
        *(Request.id, Request.location_id, Request.created_at, Request.created_by, Request.escalated_at),
        *(_NAME, func.coalesce(Program.name, Service.name, "").label("wanted")),
        or_(
            func.coalesce(Request.clinician_id, 0) == bindparam("me"),
            and_(Request.clinician_id.is_(None), _IN_GROUP),
        ).label("to_me"),
        and_(Request.clinician_id.is_(None), Request.clinician_group_id.is_(None)).label("to_any"),
        and_(Request.source == Source.DESK, Request.kind != RequestKind.NOW, ~_TIMED).label("plain"),
        select(Setting.value).where(Setting.name == "booking.slot_choice").scalar_subquery().label("timed_next"),
    )
    .join(Consumer, Consumer.id == Request.consumer_id)
    .join(Service, Service.id == Request.service_id, isouter=True)
    .join(Program, Program.id == Request.program_id, isouter=True)
    .where(
        Request.id.in_(bindparam("requests", expanding=True)),
        Request.state == RequestState.ACTIVE,
        or_(Request.created_at > bindparam("since"), Request.escalated_at > bindparam("since")),
    )
    .order_by(Request.id)
)
_REJECTED = (
    select(Appointment.id, _NAME, Service.name.label("wanted"), Appointment.wall_start, History.at)
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(History, and_(History.appointment_id == Appointment.id, History.version == Appointment.version))
    .where(
        Appointment.id.in_(bindparam("appointments", expanding=True)),
        Appointment.center_id == bindparam("center"),
        Appointment.status == Status.PROPOSED,
        Appointment.clinician_id.is_(None),
        History.action == Action.REJECT_TASK.value,
        History.at > bindparam("since"),
        History.actor_id != bindparam("me"),
    )
    .order_by(Appointment.id)
)
