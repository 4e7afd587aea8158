"""Requests that nobody took in time go to the managers: derived by the sender from the requests themselves, once each.

It needs neither a mail server nor anybody signed in. Whichever sender looks first marks a request; the others see it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, literal, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import History, Request
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import RequestState, StaffMessage
from frontdesk.services.desk import Desk, plain
from frontdesk.services.forms import new_command_id
from frontdesk.services.noting import tell_all
from frontdesk.services.request_rules import RequestRules
from frontdesk.services.staff_messages import Told, managers, queue_for_staff

ESCALATED: Final = "escalated"
"""The action of the entry that says so."""
EVERY: Final = timedelta(seconds=20)
"""Between two looks."""
FORGOTTEN: Final = timedelta(days=4)
"""What was due longer ago is left alone: a long weekend without a desk passes, but no old requests all at once."""
_MOST: Final = 100

_LATE = select(Request.id, Request.consumer_id).where(
    Request.state == RequestState.ACTIVE,
    Request.escalated_at.is_(None),
    Request.created_at <= bindparam("until"),
    Request.created_at > bindparam("since"),
)
_ANY = _LATE.with_only_columns(literal(1)).limit(1)
_FIRST = _LATE.order_by(Request.id).limit(_MOST).with_for_update(skip_locked=True, key_share=True)
"""Who accepts or declines one just now is not disturbed: it is looked at again if nothing comes of that."""
_MARK = (
    update(Request).where(Request.id.in_(bindparam("requests", expanding=True))).values(escalated_at=bindparam("at"))
)


class Escalating:
    """What one sender looks for, a few times a minute."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: datetime | None = None

    def plan(self) -> Changes:
        """Mark the requests that wait too long by now, with an entry in their history and an e-mail to each manager."""
        now = self._desk.now()
        if self._last is not None and timedelta() <= now - self._last < EVERY:
            return Changes()
        until = self._until(now)
        told = Changes() if until is None else self._escalate_all(until, now)
        self._last = now
        return told

    def _until(self, now: datetime) -> datetime | None:
        """What was taken down at this instant, or before, waits too long; None when there is nothing to do."""
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection)
            minutes = plans.setting(connection, "requests.escalate_minutes", RequestRules().escalate_minutes)
            if not isinstance(minutes, int) or minutes <= 0:
                return None
            until = now - timedelta(minutes=minutes)
            return until if connection.execute(_ANY, _due(until)).first() is not None else None

    def _escalate_all(self, until: datetime, now: datetime) -> Changes:
        """A hundred in one transaction: others have their turn between two."""
        told = Changes()
        while True:
            done = self._desk.database.write(lambda connection: self._escalate(connection, until, now))
            told |= done
            if len(done.requests) < _MOST:
                return told

    def _escalate(self, connection: Connection, until: datetime, now: datetime) -> Changes:
        rows = connection.execute(_FIRST, _due(until)).all()
        if not rows:
            return Changes()
        connection.execute(_MARK, {"requests": [row.id for row in rows], "at": now})
        self._tell(connection, rows, now)
        changes = Changes(
            requests=frozenset(row.id for row in rows), consumers=frozenset(row.consumer_id for row in rows)
        )
        tell_all(connection, self._desk.run, changes, now)
        return changes

    def _tell(self, connection: Connection, rows: Sequence[Any], now: datetime) -> None:
        to = managers(connection)
        for row in rows:
            entry = add(
                connection,
                History,
                request_id=row.id,
                action=ESCALATED,
                actor_id=None,
                desk=self._desk.name,
                at=now,
                changes={"escalated_at": [None, plain(now)]},
                message="",
                command_id=new_command_id(),
            )
            payload = {"message": "", "request": row.id}
            told = Told(StaffMessage.REQUEST_ESCALATED, entry, row.consumer_id, payload)
            queue_for_staff(connection, told, to, now, now)


def _due(until: datetime) -> dict[str, datetime]:
    """When the requests were taken down that are due and not forgotten."""
    return {"until": until, "since": until - FORGOTTEN}
