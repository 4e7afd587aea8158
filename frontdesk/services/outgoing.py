"""Messages to consumers, staff and other systems: what waits, what went out, what failed and is sent again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import case, func, literal, select, update

from frontdesk.database.aside import aside
from frontdesk.database.tables import Appointment, Consumer, Outbox, Staff
from frontdesk.qr import show_code
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import OutboxState
from frontdesk.services.claiming import EMAIL, changes_of
from frontdesk.services.desk import Desk, Work
from frontdesk.services.mail_settings import mail_settings, reason_text
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.sending import Sending

MOST_WAITING = 100
"""So many are counted; that there are more is enough to know."""
MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """One message of the queue. `error` says for people why it was not sent; instants are aware UTC."""

    id: int
    kind: str
    channel: str
    recipient: str
    consumer: str
    appointment_id: int | None
    appointment_code: str
    state: OutboxState
    created_at: datetime
    next_at: datetime
    sent_at: datetime | None
    attempts: int
    error: str
    staff: str = ""
    """To whom of the staff it goes; empty of what goes to the consumer or to another system."""


@dataclass(frozen=True, slots=True)
class MailState:
    """How sending stands: `away` is the code of what keeps this desk from it; at most `MOST_WAITING` are counted."""

    configured: bool
    away: str
    waiting: int
    failed: int
    oldest: datetime | None
    """Since when the longest waiting e-mail should have been sent."""


class Outgoing:
    """The queue of messages."""

    def __init__(self, desk: Desk, sending: Sending) -> None:
        self._desk = desk
        self._sending = sending

    def state(self) -> MailState:
        """How sending stands now."""
        waiting, failed = self._counted(OutboxState.WAITING), self._counted(OutboxState.FAILED)
        oldest = select(Outbox.next_at).where(Outbox.state == OutboxState.WAITING).order_by(Outbox.next_at).limit(1)
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            configured = mail_settings(lambda name: plans.setting(connection, name, None)).is_set_up
            since = connection.execute(oldest).scalar()
        return MailState(configured, self._sending.away, waiting, failed, since)

    def queue(
        self, states: Collection[OutboxState], after_id: int | None = None, most: int = MOST_SHOWN
    ) -> tuple[QueuedMessage, ...]:
        """Messages in these states, the newest first, those before `after_id` when there is one."""
        self._desk.signed_in()
        # Nearly all were sent: the newest of those are found among the newest of all.
        state = aside(Outbox.state) if OutboxState.SENT in states else Outbox.state
        query = _QUEUE.where(state.in_(states)).order_by(Outbox.id.desc()).limit(max(1, min(most, MOST_SHOWN)))
        if after_id is not None:
            query = query.where(Outbox.id < after_id)
        with self._desk.database.read() as connection:
            return tuple(_queued(row) for row in connection.execute(query))

    def resend(self, message_id: int, command_id: str) -> Saved:
        """Send a message that failed once more, or one that waits after a refusal at once, to the address as it is now.

        Raises RuleBroken `outbox.unknown`, `outbox.not-failed`, `outbox.on-its-way`, `outbox.no-address`.
        """
        return self._desk.command(command_id, Saved, lambda work: _resend(work, message_id))

    def _counted(self, state: OutboxState) -> int:
        """At most `MOST_WAITING`: one walk of an index, however long the outbox is."""
        self._desk.signed_in()
        some = select(literal(1).label("one")).where(Outbox.state == state).limit(MOST_WAITING)
        with self._desk.database.read() as connection:
            return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def _resend(work: Work, message_id: int) -> Saved:
    row: Any = work.connection.execute(_ONE.where(Outbox.id == message_id).with_for_update(of=Outbox)).first()
    if row is None:
        raise RuleBroken("outbox.unknown", message=message_id)
    if row.claimed_by is not None and row.claimed_until > work.at:
        raise RuleBroken("outbox.on-its-way")
    if row.state is not OutboxState.FAILED and not (row.state is OutboxState.WAITING and row.attempts):
        raise RuleBroken("outbox.not-failed")
    values = {"state": OutboxState.WAITING, "next_at": work.at, "attempts": 0, "error": ""}
    if row.channel == EMAIL:
        if not row.email:
            raise RuleBroken("outbox.no-address")
        values |= {"recipient": row.email}
        if row.staff_id is None:
            values |= {"language": row.language}
    work.connection.execute(update(Outbox).where(Outbox.id == message_id).values(**values))
    return Saved(message_id, 0, changes_of([row]))


def _queued(row: Any) -> QueuedMessage:
    return QueuedMessage(
        id=row.id,
        kind=row.kind,
        channel=row.channel,
        recipient=row.recipient,
        consumer=f"{row.first_name} {row.last_name}".strip(),
        appointment_id=row.appointment_id,
        appointment_code=show_code(row.code) if row.code else "",
        state=row.state,
        created_at=row.created_at,
        next_at=row.next_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
        error=reason_text(row.error) if row.error else "",
        staff=row.staff,
    )


_OUTBOX = (
    *(Outbox.id, Outbox.kind, Outbox.channel, Outbox.recipient, Outbox.appointment_id, Outbox.state),
    *(Outbox.created_at, Outbox.next_at, Outbox.sent_at, Outbox.attempts, Outbox.error),
)
_QUEUE = (
    select(
        *(*_OUTBOX, Consumer.first_name, Consumer.last_name, Appointment.code),
        func.coalesce(Staff.name, "").label("staff"),
    )
    .join(Consumer, Consumer.id == Outbox.consumer_id)
    .join(Staff, Staff.id == Outbox.staff_id, isouter=True)
    .join(Appointment, Appointment.id == Outbox.appointment_id, isouter=True)
)
_ONE = (
    select(
        *(Outbox.state, Outbox.attempts, Outbox.channel, Outbox.claimed_by, Outbox.claimed_until),
        *(Outbox.appointment_id, Outbox.consumer_id, Outbox.staff_id, Consumer.language),
        case((Outbox.staff_id.is_not(None), Staff.email), else_=Consumer.email).label("email"),
    )
    .join(Consumer, Consumer.id == Outbox.consumer_id)
    .join(Staff, Staff.id == Outbox.staff_id, isouter=True)
)
