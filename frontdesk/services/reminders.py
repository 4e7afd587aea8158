"""Plans reminders before appointments and messages after them: derived from the appointments, never kept beside them.

What is planned names the time it is for. An appointment that moves or goes takes its reminder with it: the sender
looks again before it sends (`claiming`).
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, select

from frontdesk.database.adding import add_all
from frontdesk.database.locks import lock_outbox
from frontdesk.database.tables import Appointment, Clinic, Consumer, History, Outbox
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import MessageKind, OutboxState, Status
from frontdesk.services.claiming import EMAIL, changes_of
from frontdesk.services.desk import Desk
from frontdesk.services.mail_settings import mail_settings
from frontdesk.services.noting import tell_all

EVERY: Final = timedelta(minutes=1)
"""Between two plans."""
_AGAIN: Final = timedelta(minutes=10)
"""So much of what was looked at is looked at again: a desk may have been slow to save."""
_AFTER_AT_FIRST: Final = timedelta(days=1)
"""How long nobody may have sent anything for what follows a visit to go out all the same."""
_COMPLETED_LATE: Final = 7
"""Days after its own on which an appointment is completed at the latest, to be followed."""
_MOST: Final = 500
_Planned = tuple[Any, MessageKind, datetime, str]
"""An appointment, the kind of message, the time it is for, and the message id."""


class Reminders:
    """What one sender plans, once a minute."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._looked: dict[tuple[MessageKind, int], datetime] = {}
        self._last: datetime | None = None

    def plan(self) -> Changes:
        """Put into the outbox what is due by now and not there yet; nothing without a mail server."""
        now = self._desk.now()
        if self._last is not None and timedelta() <= now - self._last < EVERY:
            return Changes()
        with self._desk.database.read() as connection:
            planned = list(self._due(connection, now))
        told = Changes()
        for first in range(0, len(planned), _MOST):
            told |= self._write(planned[first : first + _MOST], now)
        self._last = now
        return told

    def _due(self, connection: Connection, now: datetime) -> Iterator[_Planned]:
        plans = self._desk.memory.plans(connection)
        settings = mail_settings(lambda name: plans.setting(connection, name, None))
        if not settings.is_set_up:
            return
        mark = connection.execute(select(Clinic.mark)).scalar_one()
        wanted = [
            *((MessageKind.REMINDER, hours) for hours in settings.reminder_hours),
            *((MessageKind.FOLLOW_UP, hours) for hours in settings.follow_up_hours),
        ]
        self._looked = {key: at for key, at in self._looked.items() if key in wanted}
        for kind, hours in wanted:
            since = self._looked.get((kind, hours))
            read = _before if kind is MessageKind.REMINDER else _after
            for row, at in read(connection, timedelta(hours=hours), since and since - _AGAIN, now):
                yield row, kind, at, _message_id(mark, row.id, kind, hours, at)
            self._looked[kind, hours] = now

    def _write(self, planned: Sequence[_Planned], now: datetime) -> Changes:
        """Those that nobody has planned yet."""

        def work(connection: Connection) -> Changes:
            lock_outbox(connection)
            ids = [message_id for *_, message_id in planned]
            there = set(connection.execute(select(Outbox.message_id).where(Outbox.message_id.in_(ids))).scalars())
            new = [one for one in planned if one[3] not in there]
            add_all(connection, Outbox, [_row(*one, now) for one in new])
            changes = changes_of(_Told(row.id, row.consumer_id) for row, *_ in new)
            if new:
                tell_all(connection, self._desk.run, changes, now)
            return changes

        return self._desk.database.write(work)


class _Told:
    """Whose message it is, as `changes_of` asks."""

    def __init__(self, appointment_id: int, consumer_id: int) -> None:
        self.appointment_id, self.consumer_id = appointment_id, consumer_id


def _before(
    connection: Connection, ahead: timedelta, since: datetime | None, now: datetime
) -> Iterator[tuple[Any, datetime]]:
    """Appointments of which a reminder got due since then, by the first look all that are still ahead.

    Who booked or changed theirs later than that has been told by the message of the change.
    """
    first, last = max(now, since + ahead) if since else now, now + ahead
    given = {"days": _days(first, last), "first": first, "last": last}
    for row in connection.execute(_AHEAD, given):
        if row.at <= row.starts_at - ahead:
            yield row, row.starts_at


def _after(
    connection: Connection, later: timedelta, since: datetime | None, now: datetime
) -> Iterator[tuple[Any, datetime]]:
    """Completed appointments that are to be followed by now."""
    first, last = (since or now - _AFTER_AT_FIRST) - later, now - later
    given = {"days": _days(first - timedelta(days=_COMPLETED_LATE), last), "first": first, "last": last}
    for row in connection.execute(_COMPLETED, given):
        yield row, row.completed_at


def _days(first: datetime, last: datetime) -> list[date]:
    """The days that these instants may be anywhere on earth."""
    begin = (first - timedelta(days=1)).date()
    return [begin + timedelta(days=number) for number in range((last.date() - begin).days + 2)]


def _message_id(mark: str, appointment: int, kind: MessageKind, hours: int, at: datetime) -> str:
    """The same for everybody who plans this very message."""
    named = f"{mark} {kind.value} {appointment} {hours} {at.isoformat()}"
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def _row(row: Any, kind: MessageKind, at: datetime, message_id: str, now: datetime) -> dict[str, Any]:
    return {
        "appointment_id": row.id,
        "consumer_id": row.consumer_id,
        "history_id": row.history_id,
        "kind": kind.value,
        "channel": EMAIL,
        "recipient": row.email,
        "language": row.language,
        "payload": {"message": "", "planned": at.isoformat()},
        "message_id": message_id,
        "state": OutboxState.WAITING,
        "created_at": now,
        "next_at": now,
        "attempts": 0,
        "error": "",
    }


def _appointments(status: Status, instant: Any) -> Select[*tuple[Any, ...]]:
    """Appointments of these days in this status, with an address, between two instants; the first not with it."""
    return (
        select(
            *(Appointment.id, Appointment.consumer_id, Appointment.starts_at, Appointment.completed_at),
            *(Consumer.email, Consumer.language, History.id.label("history_id"), History.at),
        )
        .join(History, (History.appointment_id == Appointment.id) & (History.version == Appointment.version))
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .where(
            Appointment.status == status,
            Appointment.day.in_(bindparam("days", expanding=True)),
            instant > bindparam("first"),
            instant <= bindparam("last"),
            Consumer.email.is_not(None),
            Consumer.email != "",
        )
        .order_by(Appointment.id)
    )


_AHEAD = _appointments(Status.BOOKED, Appointment.starts_at)
_COMPLETED = _appointments(Status.FULFILLED, Appointment.completed_at)
