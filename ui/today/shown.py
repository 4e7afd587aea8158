"""What of the start page that was read concerns whom: which changes, which moments, which row comes after which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Status
from frontdesk.views.choices import SignedIn
from frontdesk.views.today import CenterDay, DeskDay, MyDay, Part, Today, TodayRow
from ui.today.entries import Entry, Key


def rows_of(today: Today[Any]) -> tuple[TodayRow, ...]:
    """All rows that show."""
    content = today.content
    match content:
        case MyDay():
            return (*content.not_started, *content.in_progress, *content.completed)
        case DeskDay():
            return (*content.arrivals, *content.waiting, *content.in_progress, *content.newest)
        case _:
            return ()


def concerns(changes: Changes, today: Today[Any], staff: SignedIn | None) -> bool:
    """Whether what was changed can be seen here: the day, what was left behind, who asks, who is free."""
    if changes.everything or today.center_id in changes.plans:
        return True
    if today.part is Part.MINE:
        if changes.requests or today.center_id in changes.on_demand:
            return True
        me = staff.staff_id if staff is not None else None
        if any(clinician == me for clinician, _day in changes.calendars):
            return True
    elif changes.requests or any(center == today.center_id and day <= today.day for center, day in changes.days):
        return True
    rows = rows_of(today)
    return any(row.id in changes.appointments or row.consumer_id in changes.consumers for row in rows)


def next_turn(today: Today[Any]) -> datetime | None:
    """The next instant at which something begins or ends, so that other things are to be done; None for none."""
    turns = [at for row in rows_of(today) if row.status is Status.BOOKED for at in (row.start, row.end)]
    content = today.content
    if isinstance(content, MyDay) and content.free is not None:
        turns += [content.free.start, content.free.end]
    if isinstance(content, CenterDay):
        turns += [line.free.start for line in content.clinicians if line.free is not None]
    return min((at for at in turns if at > today.now), default=None)


@dataclass(frozen=True, slots=True)
class After:
    """The row that was acted on, with those that stood in its section: the next of them follows it."""

    key: Key
    section: str
    others: tuple[Key, ...]
    """After it, then before it, the nearest first."""

    @classmethod
    def acting_on(cls, entry: Entry, entries: Sequence[Entry]) -> "After":
        """As the list is now."""
        keys = [one.key for one in entries if one.section == entry.section and one.can_be_chosen]
        place = keys.index(entry.key)
        return cls(entry.key, entry.section, (*keys[place + 1 :], *reversed(keys[:place])))

    def successor(self, entries: Iterable[Entry]) -> Key | None:
        """Who is next once the row has left its section; None while it is there, or when nobody else is."""
        there = {one.key: one.section for one in entries}
        if there.get(self.key) == self.section:
            return None
        return next((key for key in self.others if there.get(key) == self.section), None)
