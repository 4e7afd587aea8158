"""Which dates of a series are free: each by the center's clock, with what is in the way and what is near instead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from sqlalchemy import Connection

from frontdesk.rules.openings import Day, Slot, Want
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.series import dates
from frontdesk.rules.times import clock_grid, nearest_instant, to_utc, to_wall
from frontdesk.services.booking import offered
from frontdesk.services.diary import Diary
from frontdesk.services.diary_read import Able
from frontdesk.services.obstacles import obstacles, refusal
from frontdesk.services.openings_index import Known
from frontdesk.services.placing import Claim, Look, by_load, look
from frontdesk.services.plans import Plans
from frontdesk.services.series_forms import SeriesForm
from frontdesk.services.visits import read_visits
from frontdesk.views.series import SeriesDate

NEAR_DAYS = 14
"""So many days before and after a date that is not free are looked at, but never past the date beside it."""


class Between(NamedTuple):
    """The days on which something may take the place of a date, both with them."""

    first: date
    last: date


def between(day: date, days: Iterable[date]) -> Between:
    """The days after the date before this one and before the next one."""
    near, one = timedelta(days=NEAR_DAYS), timedelta(days=1)
    others = set(days)
    before = max((each for each in others if each < day), default=day - near - one)
    after = min((each for each in others if each > day), default=day + near + one)
    return Between(max(before + one, day - near), min(after - one, day + near))


def preview_dates(
    connection: Connection, form: SeriesForm, now: datetime, plans: Plans, known: Known | None = None
) -> tuple[SeriesDate, ...]:
    """Every date of the form, free or with what stands in its way; nothing is locked.

    The clinician of the first one is preferred for the others. Raises RuleBroken `series.program`, `start.missing`,
    those of `rules.series.dates` and of the diary.
    """
    booking = form.booking
    if booking.program_id is not None:
        raise RuleBroken("series.program", fields=("service",))
    if booking.start is None:
        raise RuleBroken("start.missing", fields=("start",))
    diary = read_visits(connection, booking, now, plans, known).each[0].diary
    wall = to_wall(booking.start, diary.zone)
    days = dates(wall.date(), form.every, form.unit, form.count, form.until)
    walls = [datetime.combine(day, wall.time()) for day in days]
    fold = int(to_utc(wall, diary.zone) != booking.start)
    looker = _Looker(connection, diary, Claim(booking.consumer_id or 0), known)
    found = [looker.see(number, each, fold if number == 1 else 0) for number, each in enumerate(walls, 1)]
    return tuple(looker.with_alternative(one, between(one.wall_start.date(), days)) for one in found)


class _Looker:
    """Sees one date after another; what is free of them is in the way of what is offered instead of the others."""

    def __init__(self, connection: Connection, diary: Diary, claim: Claim, known: Known | None) -> None:
        self._connection = connection
        self._known = known
        self._diary = diary
        self._claim = claim
        self._taken: list[Slot] = []
        self._preferred: int | None = None
        self._others: Diary | None = None

    def see(self, position: int, wall: datetime, fold: int) -> SeriesDate:
        diary = self._diary
        try:
            start = to_utc(wall, diary.zone, fold=fold)
        except RuleBroken as problem:
            if problem.code != "time.skipped":
                raise
            return SeriesDate(position, None, wall, None, "", why=problem.code)
        looks = list(self._looks(start))
        free = next((one for one in looks if not one.blocking), None)
        if free is None:
            ways = [way for one in looks for way in one.in_the_way]
            told = obstacles(self._connection, diary, ways)
            why = "slot.none" if not ways else refusal(self._connection, diary, ways).code
            return SeriesDate(position, start, wall, None, "", why, told)
        self._preferred = self._preferred or free.able.id
        self._taken.append(slot_of(diary, free))
        told = obstacles(self._connection, diary, free.in_the_way)
        return SeriesDate(position, start, wall, free.able.id, free.able.name, obstacles=told)

    def _looks(self, start: datetime) -> Iterator[Look]:
        """With one clinician after another, up to the first who is free."""
        able = sorted(by_load(self._diary, start), key=lambda one: one.id != self._preferred)
        others: Sequence[Able] | None = None
        for place, each in enumerate(able):
            if place == 1:
                others = self._free_then(start, able)
            if others is not None and each not in others:
                continue
            seen = look(self._diary, start, each, self._claim)
            yield seen
            if not seen.blocking:
                return

    def _free_then(self, start: datetime, able: Sequence[Able]) -> Sequence[Able]:
        """Those who seem to be free then, by the days of the search; all, where it does not look at such a time."""
        diary, want = self._diary, replace(self._diary.want, not_before=start)
        day = to_wall(start, diary.zone).date()
        if start not in clock_grid(day, diary.zone, diary.rule.step):
            return able
        slots = (slot for one in diary.days(day, day) for slot in one.slots(want))
        free = {slot.clinician_id for slot in takewhile(lambda slot: slot.start == start, slots)}
        return [one for one in able if one.id in free]

    def with_alternative(self, one: SeriesDate, days: Between) -> SeriesDate:
        """The same with the nearest free time; with somebody else where the wanted clinician has none."""
        if one.free:
            return one
        wanted = one.start or nearest_instant(one.wall_start, self._diary.zone, self._diary.now)
        for diary in self._diaries():
            slot = nearest_free(diary, wanted, days, self._taken)
            if slot is not None:
                self._taken.append(slot)
                return replace(one, alternative=offered(diary, slot))
        return one

    def _diaries(self) -> Iterator[Diary]:
        yield self._diary
        query = replace(self._diary.query, clinician_id=None)
        if query != self._diary.query:
            now, plans = self._diary.now, self._diary.plans
            self._others = self._others or Diary(self._connection, query, now, plans, self._known)
            yield self._others


def nearest_free(diary: Diary, wanted: datetime, within: Between, taken: Sequence[Slot]) -> Slot | None:
    """The free slot closest to an instant: of its day, else of the nearest day that has one; not over those taken.

    On another day it is the one closest to the same time by the clock.
    """
    wall, today = to_wall(wanted, diary.zone), to_wall(diary.now, diary.zone).date()
    first, last = max(within.first, today), min(within.last, diary.rule.last_day(diary.now, diary.zone))
    if first <= wall.date() <= last:
        for day in diary.days(wall.date(), wall.date()):
            found = _closest(diary.want, day, wanted, taken)
            if found is not None:
                return found
    others = [day for day in diary.days(first, last) if day.day != wall.date()] if first <= last else []
    for day in sorted(others, key=lambda one: (abs((one.day - wall.date()).days), one.day)):
        same = nearest_instant(datetime.combine(day.day, wall.time()), diary.zone, wanted)
        found = _closest(diary.want, day, same, taken)
        if found is not None:
            return found
    return None


def _closest(want: Want, day: Day, wanted: datetime, taken: Sequence[Slot]) -> Slot | None:
    """The free slot of a day that begins nearest to an instant; no more of the day is gone through than needed."""
    near = [one for one in taken if abs((one.day - day.day).days) <= 1]

    def from_(start: datetime | None) -> Iterator[Slot]:
        found = day.starts(replace(want, not_before=start), near)
        return (one for one in found if not any(each.busy.overlaps(one.busy) for each in near))

    after = next(from_(wanted), None)
    earlier = takewhile(
        lambda one: one.start < wanted, from_(None if after is None else wanted - (after.start - wanted))
    )
    before = max(earlier, key=lambda one: one.start, default=None)
    return before or after


def slot_of(diary: Diary, seen: Look) -> Slot:
    """A date that is free, as the search sees what is taken."""
    room_id, room_unit = seen.room or (None, None)
    span, busy = diary.rule.span(seen.start), diary.rule.busy(seen.start)
    day = to_wall(seen.start, diary.zone).date()
    return Slot(seen.start, 0, seen.able.id, span.end, busy, day, room_id, room_unit)
