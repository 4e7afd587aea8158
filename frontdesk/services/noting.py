"""What became of each message that was handed over, written down; and when one that was refused is tried again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Select, bindparam, select, update

from frontdesk.database.adding import add
from frontdesk.database.changes import stamped, tell
from frontdesk.database.tables import Command, Outbox
from frontdesk.messages.outcomes import Refused, Sent
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import OutboxState
from frontdesk.services.claiming import Row
from frontdesk.services.forms import new_command_id

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
"""After the first, second, … attempt; the last one from then on."""
GIVE_UP: Final = timedelta(days=5)
_MOST_REASON: Final = 300
_MOST_GIVEN_UP: Final = 500


def waited(attempts: int) -> timedelta:
    """For how long a message has been tried after so many attempts."""
    return sum(PAUSES[:attempts], timedelta()) + PAUSES[-1] * max(0, attempts - len(PAUSES))


def note(connection: Connection, results: Sequence[tuple[Row, Sent | Refused, datetime]]) -> None:
    """Write what became of messages, each at its instant. Once is as good as twice."""
    if results:
        connection.execute(_NOTE, [_values(*one) for one in sorted(results, key=lambda one: int(one[0].id))])


def is_failed(row: Row, outcome: Sent | Refused) -> bool:
    """Whether the message is not tried again."""
    return isinstance(outcome, Refused) and (outcome.for_good or waited(row.attempts + 1) >= GIVE_UP)


def old(channel: str, now: datetime) -> Select[int, int | None, int]:
    """Messages that could not be sent for days."""
    return select(Outbox.id, Outbox.appointment_id, Outbox.consumer_id).where(
        Outbox.state == OutboxState.WAITING, Outbox.next_at < now - GIVE_UP, Outbox.channel == channel
    )


def give_up_old(connection: Connection, channel: str, now: datetime) -> list[Row]:
    """Those fail; returns them."""
    wanted = old(channel, now).limit(_MOST_GIVEN_UP).with_for_update(skip_locked=True)
    rows: list[Row] = list(connection.execute(wanted))
    if rows:
        these = update(Outbox).where(Outbox.id.in_([row.id for row in rows]))
        failed = these.values(state=OutboxState.FAILED, error="mail.too-old", claimed_by=None, claimed_until=None)
        connection.execute(failed)
    return rows


def tell_all(connection: Connection, run: str, changes: Changes, at: datetime) -> None:
    """Tell the other desks, once this transaction is committed, what nobody's command has changed.

    A desk on the same file reads from a command's result what was changed; without one it would read all anew.
    """
    tell(connection, run, changes)
    if connection.dialect.name == "sqlite":
        add(connection, Command, id=new_command_id(), staff_id=None, at=at, result=stamped(changes, run))


def _values(row: Row, outcome: Sent | Refused, at: datetime) -> dict[str, object]:
    attempts = row.attempts + 1
    failed = is_failed(row, outcome)
    is_sent = isinstance(outcome, Sent)
    return {
        "message": row.id,
        "becomes": OutboxState.SENT if is_sent else OutboxState.FAILED if failed else OutboxState.WAITING,
        "at": at if is_sent else None,
        "tried": attempts,
        "again": at if is_sent or failed else at + PAUSES[min(attempts, len(PAUSES)) - 1],
        "said": "" if isinstance(outcome, Sent) else outcome.reason[:_MOST_REASON],
    }


_NOTE = (
    update(Outbox)
    .where(Outbox.id == bindparam("message"), Outbox.state == OutboxState.WAITING)
    .values(
        state=bindparam("becomes"),
        sent_at=bindparam("at"),
        attempts=bindparam("tried"),
        next_at=bindparam("again"),
        error=bindparam("said"),
        claimed_by=None,
        claimed_until=None,
    )
)
