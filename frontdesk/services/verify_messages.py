"""Invariants of messages: each tells of one change, once on a channel, and a time that stands is confirmed."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from frontdesk.database.tables import Appointment, Confirmation, History, Outbox
from frontdesk.rules.words import MessageKind, OutboxState, Status
from frontdesk.services.verify_findings import Finding, each
from frontdesk.services.webhooks import CHANNEL


def outbox(connection: Connection) -> Iterator[Finding]:
    """A message belongs to the change it tells of, and a sent one says when."""
    rows = connection.execute(
        select(Outbox.id, Outbox.state)
        .join(History, History.id == Outbox.history_id, isouter=True)
        .where(
            or_(
                History.id.is_(None),
                History.appointment_id.is_distinct_from(Outbox.appointment_id),
                and_(Outbox.state == OutboxState.SENT, Outbox.sent_at.is_(None)),
                and_(Outbox.state != OutboxState.SENT, Outbox.sent_at.is_not(None)),
            )
        )
    )
    for row in rows:
        yield Finding("outbox.stray", f"message {row.id}", f"state {row.state}")


def told_once(connection: Connection) -> Iterator[Finding]:
    """Each is told a change once on a channel; what supersedes a message is a later one; an event has where to go."""
    later = aliased(Outbox)
    told_by = (later.id > Outbox.id) & later.appointment_id.is_not_distinct_from(Outbox.appointment_id)
    yield from each(
        connection,
        "outbox.superseded",
        select(Outbox.id)
        .join(later, later.id == Outbox.superseded_by)
        .where(or_(~told_by, Outbox.state != OutboxState.SUPERSEDED, later.channel != Outbox.channel)),
    )
    planned = (MessageKind.REMINDER, MessageKind.FOLLOW_UP)
    told = select(Outbox.history_id).where(Outbox.kind.not_in(planned), Outbox.webhook_id.is_(None))
    twice = told.group_by(Outbox.history_id, Outbox.channel, Outbox.staff_id).having(func.count() > 1)
    yield from each(connection, "outbox.twice", twice)
    webhook = Outbox.channel == CHANNEL
    yield from each(connection, "outbox.webhook", select(Outbox.id).where(webhook != Outbox.webhook_id.is_not(None)))


def confirmations(connection: Connection) -> Iterator[Finding]:
    """Each appointment with a time has a confirmation for that time."""
    has = select(Confirmation.id).where(
        Confirmation.appointment_id == Appointment.id, Confirmation.starts_at == Appointment.starts_at
    )
    wanted = Appointment.status.in_([Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN])
    for row in connection.execute(select(Appointment.code).where(wanted, ~has.exists())):
        yield Finding("confirmation.missing", f"appointment {row.code}")
