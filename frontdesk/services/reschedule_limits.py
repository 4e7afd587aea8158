"""How often, how late and how far a consumer may move an appointment by a link; the desk always may (TSK-5).

The limits are for what is booked: who was asked for another time, or offered one, may always answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import History
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status

_MOVED = Action.CONSUMER_SUGGESTS.value
_TOLD = select(History.action, History.changes).where(
    History.appointment_id == bindparam("appointment"), History.action.in_([_MOVED, "undone"])
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Until how many hours before the start, how many times, how many days ahead; 0 is no limit."""

    until_hours: int
    most: int
    within_days: int


def limits_of(setting: Callable[[str, int], Any]) -> Limits:
    """What the clinic decided; `setting` gives the value of a name, or the default."""
    return Limits(
        until_hours=int(setting("reschedule.until_hours", 24)),
        most=int(setting("reschedule.most", 3)),
        within_days=int(setting("reschedule.within_days", 90)),
    )


def check_limits(
    connection: Connection,
    limits: Limits,
    appointment: Mapping[str, Any],
    suggestions: Sequence[datetime],
    now: datetime,
) -> None:
    """Refuse a consumer who moves a booked appointment too late, too often, or too far (`suggestions`, aware).

    `appointment` has its columns `id`, `status` and `starts_at`. Raises RuleBroken `limit.until` (param `hours`),
    `limit.times` (`most`), `limit.days` (`days`, at `suggestions`).
    """
    if appointment["status"] is not Status.BOOKED:
        return
    if limits.until_hours and appointment["starts_at"] < now + timedelta(hours=limits.until_hours):
        raise RuleBroken("limit.until", hours=limits.until_hours)
    if limits.most and times_moved(connection, appointment["id"]) >= limits.most:
        raise RuleBroken("limit.times", most=limits.most)
    last = now + timedelta(days=limits.within_days)
    if limits.within_days and any(start > last for start in suggestions):
        raise RuleBroken("limit.days", fields=("suggestions",), days=limits.within_days)


def times_moved(connection: Connection, appointment_id: int) -> int:
    """How often the consumer wanted another time for it while it was booked, however they said so."""
    times = 0
    for action, changes in connection.execute(_TOLD, {"appointment": appointment_id}):
        status = changes.get("status", (None, None))
        if action == _MOVED and status[0] == Status.BOOKED:
            times += 1
        elif action == "undone" and changes["undone"][0] == _MOVED and status[1] == Status.BOOKED:
            times -= 1
    return times
