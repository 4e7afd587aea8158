"""The page of one consumer: who they are, and what was booked, asked for, written to them and changed, page by page.

Where records were merged, everything of all of them stands here; each list is read in the order of an index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal, not_, or_, select, tuple_

from frontdesk.database.tables import (
    Appointment,
    Center,
    Consumer,
    History,
    Outbox,
    Program,
    Request,
    Service,
    Staff,
)
from frontdesk.rules.words import HOLDS_SLOT, OutboxState, RequestState, Status
from frontdesk.views.consumers import ConsumerDetails, read_consumer, standing
from frontdesk.views.names import Names
from frontdesk.views.today_rows import SETTLED

_TO_CONSUMER = Outbox.webhook_id.is_(None) & Outbox.staff_id.is_(None)
"""What is told of them to other systems, or to those who work here, is none of their messages."""
PAGE = 50
"""Rows of a list that are read at once."""


@dataclass(frozen=True, slots=True)
class ConsumerOverview:
    """Who it is, how much there is of each, and the first rows of what is booked."""

    details: ConsumerDetails
    upcoming: int
    """Those that stand: a cancelled one is in its place in the list, and is not counted."""
    past: int
    requests: int
    messages: int
    merged: tuple[str, ...]
    """The user IDs of the records that became part of this one."""
    may_merge: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentItem:
    """An appointment; the key of the page after it is (`starts_at`, `id`)."""

    id: int
    code: str
    service: str
    clinician: str
    center: str
    starts_at: datetime
    wall_start: datetime
    wall_end: datetime
    zone: str
    status: Status
    past: bool
    """Booked, and its end went by without an outcome."""


@dataclass(frozen=True, slots=True)
class RequestItem:
    """A request; the key of the page after it is its `id`."""

    id: int
    wanted: str
    center: str
    state: RequestState
    created_at: datetime
    zone: str
    by: str
    appointments: int


@dataclass(frozen=True, slots=True)
class MessageItem:
    """A message to the consumer; the key of the page after it is its `id`."""

    id: int
    kind: str
    channel: str
    recipient: str
    state: OutboxState
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    error: str
    appointment_id: int | None
    service: str


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """An entry of the record's own history; `record` names the one that was merged, empty for the one that stays."""

    id: int
    at: datetime
    action: str
    actor: str
    desk: str
    record: str
    changes: tuple[tuple[str, str, str], ...]
    """Field, what it was, what it is."""


def read_overview(connection: Connection, consumer_id: int, now: datetime, *, may_merge: bool) -> ConsumerOverview:
    """The consumer, or the record that stays where it was merged; RuleBroken `consumer.unknown`."""
    details = read_consumer(connection, consumer_id)
    mine = Appointment.consumer_id == details.id
    counts = (
        select(func.count()).where(mine, _ahead(now), Appointment.status.in_(HOLDS_SLOT)),
        select(func.count()).where(mine, _over(now)),
        select(func.count()).where(Request.consumer_id == details.id),
        select(func.count()).where(Outbox.consumer_id == details.id, _TO_CONSUMER),
    )
    counted: Sequence[Any] = connection.execute(select(*(one.scalar_subquery() for one in counts))).one()
    upcoming, past, requests, messages = counted
    merged = connection.execute(
        select(Consumer.user_id).where(Consumer.merged_into == details.id).order_by(Consumer.id)
    ).scalars()
    return ConsumerOverview(details, upcoming, past, requests, messages, tuple(merged), may_merge)


def read_appointments(
    connection: Connection,
    consumer_id: int,
    now: datetime,
    *,
    ahead: bool,
    after: tuple[datetime, int] | None = None,
    limit: int = PAGE,
) -> tuple[AppointmentItem, ...]:
    """What is ahead, cancelled or not, earliest first; or else what is over, latest first; after this start and id."""
    key = tuple_(Appointment.starts_at, Appointment.id)
    wanted = _APPOINTMENTS.where(Appointment.consumer_id == standing(consumer_id), (_ahead if ahead else _over)(now))
    if after is not None:
        last = tuple_(literal(after[0], Appointment.starts_at.type), after[1])
        wanted = wanted.where(key > last if ahead else key < last)
    order = (Appointment.starts_at, Appointment.id)
    rows: Iterable[Any] = connection.execute(
        wanted.order_by(*(order if ahead else (one.desc() for one in order))).limit(limit)
    )
    return tuple(AppointmentItem(*(*row[:-1], row.status is Status.BOOKED and row.ends_at <= now)) for row in rows)


def read_requests(
    connection: Connection, consumer_id: int, after: int | None = None, limit: int = PAGE
) -> tuple[RequestItem, ...]:
    """The consumer's requests, the latest first."""
    booked = select(func.count()).where(Appointment.request_id == Request.id).scalar_subquery()
    wanted = (
        select(
            Request.id,
            func.coalesce(Program.name, Service.name, "").label("wanted"),
            Center.name.label("center"),
            Request.state,
            Request.created_at,
            Center.zone,
            func.coalesce(Staff.name, "").label("by"),
            booked.label("appointments"),
        )
        .join(Center, Center.id == Request.location_id)
        .join(Service, Service.id == Request.service_id, isouter=True)
        .join(Program, Program.id == Request.program_id, isouter=True)
        .join(Staff, Staff.id == Request.created_by, isouter=True)
        .where(Request.consumer_id == standing(consumer_id))
    )
    return tuple(RequestItem(*row) for row in _latest(connection, wanted, Request.id, after, limit))


def read_messages(
    connection: Connection, consumer_id: int, after: int | None = None, limit: int = PAGE
) -> tuple[MessageItem, ...]:
    """What was written to the consumer, or waits to be sent, the latest first; not what other systems are told."""
    wanted = (
        select(
            Outbox.id,
            Outbox.kind,
            Outbox.channel,
            Outbox.recipient,
            Outbox.state,
            Outbox.created_at,
            Outbox.sent_at,
            Outbox.attempts,
            Outbox.error,
            Outbox.appointment_id,
            func.coalesce(Service.name, "").label("service"),
        )
        .join(Appointment, Appointment.id == Outbox.appointment_id, isouter=True)
        .join(Service, Service.id == Appointment.service_id, isouter=True)
        .where(Outbox.consumer_id == standing(consumer_id), _TO_CONSUMER)
    )
    return tuple(MessageItem(*row) for row in _latest(connection, wanted, Outbox.id, after, limit))


def read_changes(
    connection: Connection, consumer_id: int, after: int | None = None, limit: int = PAGE
) -> tuple[ChangeItem, ...]:
    """What was changed of the record, and of those that became part of it, the latest first."""
    stays = connection.execute(select(standing(consumer_id))).scalar_one()
    records: Iterable[Any] = connection.execute(
        select(Consumer.id, Consumer.user_id).where(or_(Consumer.id == stays, Consumer.merged_into == stays))
    )
    names = {row.id: "" if row.id == stays else row.user_id for row in records}
    wanted = (
        select(
            History.id,
            History.at,
            History.action,
            func.coalesce(Staff.name, "").label("actor"),
            History.desk,
            History.consumer_id,
            History.changes,
        )
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.consumer_id.in_(names), History.appointment_id.is_(None), History.request_id.is_(None))
    )
    rows = list(_latest(connection, wanted, History.id, after, limit))
    readable = Names(connection, [row.changes for row in rows])
    return tuple(
        ChangeItem(
            row.id, row.at, row.action, row.actor, row.desk, names[row.consumer_id], readable.readable(row.changes)
        )
        for row in rows
    )


def _latest(connection: Connection, wanted: Any, key: Any, after: int | None, limit: int) -> Iterable[Any]:
    if after is not None:
        wanted = wanted.where(key < after)
    return connection.execute(wanted.order_by(key.desc()).limit(limit))


def _ahead(now: datetime) -> ColumnElement[bool]:
    """Its time is to come, or goes on, and it has not been held yet. What was cancelled keeps its place in time."""
    return and_(Appointment.ends_at > now, Appointment.status.not_in(SETTLED))


def _over(now: datetime) -> ColumnElement[bool]:
    """Its time went by, or it has its outcome already."""
    return and_(Appointment.starts_at.is_not(None), not_(_ahead(now)))


_APPOINTMENTS = (
    select(
        Appointment.id,
        Appointment.code,
        Service.name.label("service"),
        func.coalesce(Staff.name, "").label("clinician"),
        Center.name.label("center"),
        Appointment.starts_at,
        Appointment.wall_start,
        Appointment.wall_end,
        Appointment.zone,
        Appointment.status,
        Appointment.ends_at,
    )
    .join(Service, Service.id == Appointment.service_id)
    .join(Center, Center.id == Appointment.center_id)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
)
