"""What every change leaves behind, in its own transaction: one history entry and the messages that tell of it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.adding import add, add_all
from frontdesk.database.tables import Appointment, Confirmation, Consumer, History, Outbox
from frontdesk.qr import new_token
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import OutboxState
from frontdesk.services.desk import Work, plain

FOLLOWED = tuple(column.name for column in Appointment.__table__.columns if column.name not in {"id", "version"})
"""The columns of an appointment whose every change is in history: all but its id and version."""

_CONSUMER = select(Consumer.id, Consumer.email, Consumer.language).where(Consumer.id == bindparam("consumer"))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Each column that differs, as [old, new] in JSON form; what `after` does not name has not changed."""
    return {name: [plain(before.get(name)), plain(value)] for name, value in after.items() if before.get(name) != value}


def write_history(  # one parameter for each column a caller decides
    work: Work,
    action: str,
    changes: Mapping[str, Any],
    *,
    appointment_id: int | None = None,
    consumer_id: int | None = None,
    request_id: int | None = None,
    version: int | None = None,
    message: str = "",
) -> int:
    """Add the entry that says who changed what from what to what; returns its id."""
    row = history_row(work, action, changes, appointment_id=appointment_id, version=version, message=message)
    return add(work.connection, History, **row | {"consumer_id": consumer_id, "request_id": request_id})


def history_row(
    work: Work,
    action: str,
    changes: Mapping[str, Any],
    *,
    appointment_id: int | None = None,
    version: int | None = None,
    message: str = "",
) -> dict[str, Any]:
    """The columns of such an entry."""
    return {
        "appointment_id": appointment_id,
        "version": version,
        "action": action,
        "actor_id": work.actor_id,
        "desk": work.desk,
        "at": work.at,
        "changes": dict(changes),
        "message": message,
        "command_id": work.command_id,
    }


def confirm(work: Work, appointment_id: int, start: datetime) -> None:
    """Give the promise of this time a token of its own; that of an earlier time is told as moved from now on."""
    add(
        work.connection,
        Confirmation,
        appointment_id=appointment_id,
        token=new_token(),
        starts_at=start,
        created_at=work.at,
    )


def undo_seconds(work: Work) -> int:
    """For how many seconds an action can be undone, and its message waits (setting `undo.seconds`)."""
    return max(0, int(work.setting("undo.seconds", default=10)))


def messages_wait_until(work: Work) -> datetime:
    """The instant from which on a message of this change is sent."""
    return work.at + timedelta(seconds=undo_seconds(work))


def queue_message(
    work: Work, kind: str, history_id: int, *, appointment_id: int | None, consumer_id: int, payload: Mapping[str, Any]
) -> bool:
    """Put an e-mail of template `kind` into the outbox; False when the consumer has no address."""
    told = [(history_id, appointment_id, payload)]
    return queue_messages(work, kind, read_consumer(work.connection, consumer_id), told)


def read_consumer(connection: Connection, consumer_id: int) -> Any:
    """Id, e-mail and language of a consumer; RuleBroken `consumer.unknown`."""
    row = connection.execute(_CONSUMER, {"consumer": consumer_id}).first()
    if row is None:
        raise RuleBroken("consumer.unknown", fields=("consumer",), consumer=str(consumer_id))
    return row


def queue_messages(
    work: Work, kind: str, consumer: Any, told: Sequence[tuple[int, int | None, Mapping[str, Any]]]
) -> bool:
    """The same for several changes at once, to what `read_consumer` read: history id, appointment, payload of each."""
    if not consumer.email:
        return False
    shared = {
        "consumer_id": consumer.id,
        "kind": kind,
        "channel": "email",
        "recipient": consumer.email,
        "language": consumer.language,
        "state": OutboxState.WAITING,
        "created_at": work.at,
        "next_at": messages_wait_until(work),
        "attempts": 0,
        "error": "",
    }
    own = [
        {"history_id": entry, "appointment_id": appointment, "payload": dict(payload)}
        for entry, appointment, payload in told
    ]
    add_all(work.connection, Outbox, [shared | one | {"message_id": secrets.token_hex(16)} for one in own])
    return True
