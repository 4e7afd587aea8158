"""Which messages a sender takes: due ones that nobody else has, each newest of its appointment in place of the others.

A message that tells how an appointment stands is superseded by a later one only when that one goes out now: as long as
the later action can still be undone, the earlier message waits with it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select, true, update

from frontdesk.database.locks import lock_outbox
from frontdesk.database.tables import Appointment, Outbox
from frontdesk.rules.changes import Changes
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.words import MessageKind, OutboxState, Status

EMAIL: Final = "email"
LEASE: Final = timedelta(minutes=10)
"""For so long nobody else sends what was claimed; no message is begun in the last half of it."""
_SOON: Final = timedelta(minutes=1)
"""After which one looks again whether another sender is done with a message of the same appointment."""
_ANY: Final = true()
_STATES: Final = frozenset(kind.value for kind, carries in CARRIES.items() if carries.tells_state)
_COLUMNS = (
    *(Outbox.id, Outbox.appointment_id, Outbox.consumer_id, Outbox.kind, Outbox.recipient, Outbox.message_id),
    *(Outbox.payload, Outbox.attempts, Outbox.webhook_id, Outbox.next_at),
)
Row = Any
"""A message of the outbox, as a row of a query."""


@dataclass(slots=True)
class Claimed:
    """What became of the messages that were due: `rows` are to be sent now, in order; `looked` at were so many."""

    rows: list[Row] = field(default_factory=list)
    superseded: list[tuple[Row, int | None]] = field(default_factory=list)
    postponed: list[tuple[Row, datetime]] = field(default_factory=list)
    words_only: list[Row] = field(default_factory=list)
    looked: int = 0

    @property
    def changes(self) -> Changes:
        """What shows otherwise now."""
        return changes_of(row for row, _ in self.superseded)


def changes_of(rows: Iterable[Row]) -> Changes:
    """Whose messages these are."""
    told = list(rows)
    appointments = frozenset(row.appointment_id for row in told if row.appointment_id is not None)
    return Changes(appointments=appointments, consumers=frozenset(row.consumer_id for row in told))


def due(channel: str, run: str, now: datetime, also: ColumnElement[bool] = _ANY) -> ColumnElement[bool]:
    """The condition of messages that this running copy may send now; what it claimed and did not finish is its own.

    `also` is what else must hold of them.
    """
    free = or_(Outbox.claimed_by.is_(None), Outbox.claimed_until <= now, Outbox.claimed_by == run)
    waits = (Outbox.state == OutboxState.WAITING) & (Outbox.next_at <= now)
    return waits & (Outbox.channel == channel) & free & also


def claim(  # one parameter for each part of the condition
    connection: Connection, channel: str, run: str, now: datetime, most: int, also: ColumnElement[bool] = _ANY
) -> Claimed:
    """Claim due messages, the longest waiting first, at most so many, for `LEASE`."""
    lock_outbox(connection)
    wanted = select(*_COLUMNS).where(due(channel, run, now, also)).order_by(Outbox.next_at, Outbox.id).limit(most)
    rows = connection.execute(wanted.with_for_update(skip_locked=True)).all()
    claimed = Claimed(looked=len(rows))
    if channel == EMAIL:
        _decide(connection, rows, claimed, run, now)
    else:
        claimed.rows.extend(rows)
    _write(connection, claimed, run, now)
    return claimed


def release(connection: Connection, run: str, ids: Sequence[int]) -> None:
    """Give back what was claimed and not sent: nothing is counted."""
    if ids:
        mine = update(Outbox).where(Outbox.id.in_(ids), Outbox.claimed_by == run, Outbox.state == OutboxState.WAITING)
        connection.execute(mine.values(claimed_by=None, claimed_until=None))


def _decide(connection: Connection, rows: Sequence[Row], claimed: Claimed, run: str, now: datetime) -> None:
    stand = _standing(connection, {row.appointment_id for row in rows if row.kind in (_REMINDER, _FOLLOW_UP)})
    about = _about(connection, {row.appointment_id for row in rows if row.kind in _STATES} - {None})
    batch = {row.id for row in rows}
    for row in sorted(rows, key=lambda row: int(row.id)):
        if row.kind in (_REMINDER, _FOLLOW_UP):
            if _still_planned(row, stand.get(row.appointment_id), now):
                claimed.rows.append(row)
            else:
                claimed.superseded.append((row, None))
        elif row.kind in _STATES and row.appointment_id is not None:
            _among(row, about[row.appointment_id], claimed, batch, lambda one: _elsewhere(one, run, now), now)
        else:
            claimed.rows.append(row)


def _among(
    row: Row,
    about: Sequence[Row],
    claimed: Claimed,
    batch: set[int],
    elsewhere: Callable[[Row], bool],
    now: datetime,
) -> None:
    """One message beside all others that tell how the same appointment stands."""
    last = about[-1]
    if last.id == row.id:
        if any(elsewhere(one) for one in about):
            claimed.postponed.append((row, now + _SOON))
            return
        claimed.rows.append(row)
        earlier = (one for one in about if one.id < row.id and one.id not in batch)
        claimed.superseded.extend((one, row.id) for one in earlier if one.state is OutboxState.WAITING)
    elif last.state is OutboxState.SENT:
        if _has_words(row):
            claimed.words_only.append(row)
            claimed.rows.append(row)
        else:
            claimed.superseded.append((row, last.id))
    elif elsewhere(last):
        claimed.postponed.append((row, now + _SOON))
    elif last.id in batch or last.attempts:
        claimed.superseded.append((row, last.id))
    else:  # the action that it tells of may be undone yet
        claimed.postponed.append((row, max(last.next_at, now + timedelta(seconds=1))))


def _elsewhere(row: Row, run: str, now: datetime) -> bool:
    """Whether another sender is at work on it."""
    claimed = row.claimed_by is not None and row.claimed_by != run and row.claimed_until > now
    return claimed and row.state is OutboxState.WAITING


def _has_words(row: Row) -> bool:
    return bool(isinstance(row.payload, dict) and str(row.payload.get("message") or "").strip())


def _about(connection: Connection, ids: set[int]) -> dict[int, list[Row]]:
    """All that tells how these appointments stand, waiting or sent, in order; nobody changes it meanwhile."""
    found: dict[int, list[Row]] = {}
    if ids:
        for row in connection.execute(_ABOUT, {"appointments": sorted(ids)}):
            found.setdefault(row.appointment_id, []).append(row)
    return found


def _standing(connection: Connection, ids: set[int]) -> dict[int, Row]:
    rows = connection.execute(_APPOINTMENTS, {"appointments": sorted(ids)}).all() if ids else ()
    return {row.id: row for row in rows}


def _still_planned(row: Row, stands: Row | None, now: datetime) -> bool:
    """Whether a reminder, or what follows a visit, still is of the time that it was planned for."""
    if stands is None or not isinstance(row.payload, dict):
        return False
    if row.kind == _REMINDER:
        ahead = stands.status is Status.BOOKED and stands.starts_at is not None and stands.starts_at > now
        return bool(ahead and stands.starts_at.isoformat() == row.payload.get("planned"))
    over = stands.status is Status.FULFILLED and stands.completed_at is not None
    return bool(over and stands.completed_at.isoformat() == row.payload.get("planned"))


def _write(connection: Connection, claimed: Claimed, run: str, now: datetime) -> None:
    if claimed.rows:
        mine = update(Outbox).where(Outbox.id.in_([row.id for row in claimed.rows]))
        connection.execute(mine.values(claimed_by=run, claimed_until=now + LEASE))
    if claimed.words_only:
        words = update(Outbox).where(Outbox.id.in_([row.id for row in claimed.words_only]))
        connection.execute(words.values(kind=MessageKind.MESSAGE.value))
    if claimed.superseded:
        connection.execute(_SUPERSEDE, [{"message": row.id, "by": by} for row, by in claimed.superseded])
    if claimed.postponed:
        connection.execute(_POSTPONE, [{"message": row.id, "until": until} for row, until in claimed.postponed])


_REMINDER, _FOLLOW_UP = MessageKind.REMINDER.value, MessageKind.FOLLOW_UP.value
_ABOUT = (
    select(*_COLUMNS, Outbox.state, Outbox.claimed_by, Outbox.claimed_until)
    .where(
        Outbox.appointment_id.in_(bindparam("appointments", expanding=True)),
        Outbox.channel == EMAIL,
        Outbox.kind.in_(sorted(_STATES)),
        Outbox.state.in_((OutboxState.WAITING, OutboxState.SENT)),
    )
    .order_by(Outbox.id)
    .with_for_update()
)
_APPOINTMENTS = select(Appointment.id, Appointment.status, Appointment.starts_at, Appointment.completed_at).where(
    Appointment.id.in_(bindparam("appointments", expanding=True))
)
_THIS = Outbox.id == bindparam("message")
_SUPERSEDE = (
    update(Outbox)
    .where(_THIS)
    .values(state=OutboxState.SUPERSEDED, superseded_by=bindparam("by"), claimed_by=None, claimed_until=None)
)
_POSTPONE = update(Outbox).where(_THIS).values(next_at=bindparam("until"), claimed_by=None, claimed_until=None)
