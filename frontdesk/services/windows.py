"""Suggested windows: what is free around the wished times with anybody able, ranked for clinician and consumer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.doses import DoseTime, broken_rules
from frontdesk.rules.openings import slots
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.windows import FreeTime, Preference, rank
from frontdesk.rules.words import HOLDS_SLOT, Modality
from frontdesk.services.booking import BookingDesk
from frontdesk.services.desk import Desk
from frontdesk.services.diary import Diary
from frontdesk.services.elsewhere import minutes_of, row_of
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.moving import doses_around
from frontdesk.views.windows import Window

DAYS_BEFORE: Final = 3
DAYS_AFTER: Final = 7
"""How far around a wished time is looked, in days."""
DAYS_AHEAD: Final = 10
"""How far is looked where nothing is wished for."""
_STANDING = select(Appointment.id, Appointment.starts_at, Appointment.ends_at, Appointment.day).where(
    Appointment.consumer_id == bindparam("consumer"),
    Appointment.ends_at > bindparam("now", type_=UtcDateTime()),
    Appointment.status.in_(HOLDS_SLOT),
)


@dataclass(frozen=True, slots=True)
class WindowQuery:
    """For what, where and for whom windows are suggested; `wished` starts are aware.

    With an `appointment_id` they are for moving it: with its length and consumer, and as the days of its program allow.
    """

    service_id: int
    center_id: int
    consumer_id: int | None = None
    clinician_id: int | None = None
    wished: tuple[datetime, ...] = ()
    appointment_id: int | None = None
    limit: int = 5
    minutes: int | None = None
    modality: Modality | None = None


class Windows:
    """Suggests times where the wished one cannot be had."""

    def __init__(self, desk: Desk, booking: BookingDesk) -> None:
        self._desk = desk
        self._booking = booking

    def suggest(self, query: WindowQuery) -> tuple[Window, ...]:
        """The best so many, best first: free for the clinician, the room and the consumer, overlapping none of theirs.

        Nothing is held by it. Raises RuleBroken of the diary, `appointment.unknown`.
        """
        self._desk.signed_in()
        known = self._booking.index.known
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection) if known is None else known.plans
            moved = None if query.appointment_id is None else row_of(connection, query.appointment_id)
            if moved is not None:
                whose = {"consumer_id": moved.consumer_id, "modality": moved.modality}
                query = replace(query, minutes=query.minutes or minutes_of(moved), **whose)
            diary = Diary(connection, _openings(query), self._desk.now(), plans, known)
            return tuple(_suggested(connection, diary, query, moved))


def _openings(query: WindowQuery) -> OpeningQuery:
    return OpeningQuery(query.service_id, query.center_id, modality=query.modality, minutes=query.minutes)


def _suggested(connection: Connection, diary: Diary, query: WindowQuery, moved: Any) -> Iterator[Window]:
    theirs = _theirs(connection, query, diary.now)
    wished = tuple((start, to_wall(start, diary.zone)) for start in query.wished if start > diary.now)
    about = Preference(diary.want.soonest(), query.clinician_id, wished, frozenset(day for day, _ in theirs))
    busy = [span for _, span in theirs]
    found: Iterable[FreeTime] = _free(diary, about, busy)
    if moved is not None and moved.dose_id is not None and moved.starts_at is not None:
        found = _within_doses(connection, moved, found)
    for one in rank(found, about, query.limit):
        free = one.free
        yield Window(
            start=free.span.start,
            end=free.span.end,
            wall_start=free.wall_start,
            zone=diary.zone,
            clinician_id=free.clinician_id,
            clinician=diary.clinician(free.clinician_id).name,
            reasons=one.reasons,
        )


def _theirs(connection: Connection, query: WindowQuery, now: datetime) -> list[tuple[date, Interval]]:
    """What the consumer has ahead besides what is to be moved: day and span of each."""
    if query.consumer_id is None:
        return []
    rows: Iterable[Any] = connection.execute(_STANDING, {"consumer": query.consumer_id, "now": now})
    return [(row.day, Interval(row.starts_at, row.ends_at)) for row in rows if row.id != query.appointment_id]


def _free(diary: Diary, about: Preference, busy: list[Interval]) -> Iterator[FreeTime]:
    """What is free on the days that are looked at: of each start with the clinician who is wanted, and whoever is next.

    On the days of wished times every start; on others those apart by the length, and the same time of day.
    """
    days, clocks = {wall.date() for _, wall in about.wished}, {wall.time() for _, wall in about.wished}
    for first, last in _stretches(diary, sorted(days)):
        for day in diary.days(first, last):
            ends: dict[bool, datetime] = {}
            starts: dict[bool, datetime] = {}
            for slot in slots(diary.want, day):
                own = slot.clinician_id == about.clinician_id
                wall = to_wall(slot.start, diary.zone)
                apart = slot.start >= ends.get(own, slot.start)
                if starts.get(own) == slot.start or not (apart or wall.date() in days or wall.time() in clocks):
                    continue
                span = Interval(slot.start, slot.end)
                if not any(span.overlaps(other) for other in busy):
                    starts[own], ends[own] = slot.start, slot.end
                    yield FreeTime(span, wall, slot.clinician_id)


def _stretches(diary: Diary, days: list[date]) -> list[tuple[date, date]]:
    """The days to look at, as stretches that do not overlap: around those wished for, or the next ones."""
    today = to_wall(diary.now, diary.zone).date()
    last_day = diary.rule.last_day(diary.now, diary.zone)
    before, after = timedelta(days=DAYS_BEFORE), timedelta(days=DAYS_AFTER)
    wanted = sorted((day - before, day + after) for day in days) or [(today, today + timedelta(days=DAYS_AHEAD))]
    found: list[tuple[date, date]] = []
    looked = today - timedelta(days=1)
    for first, last in wanted:
        stretch = max(first, looked + timedelta(days=1)), min(last, last_day)
        if stretch[0] <= stretch[1]:
            found.append(stretch)
            looked = stretch[1]
    return found


def _within_doses(connection: Connection, moved: Any, found: Iterable[FreeTime]) -> Iterator[FreeTime]:
    """Those times that keep the days to the doses before and after it."""
    others, own = doses_around(connection, moved)
    for one in found:
        wanted = DoseTime(own.number, one.wall_start.date(), one.span, own.least_days, own.most_days)
        if not broken_rules(wanted, others):
            yield one
