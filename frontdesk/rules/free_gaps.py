"""What the index of openings is made of: working time, busy times and the free gaps between, as whole seconds.

Whole seconds do no harm: slots start and end on them, so busy times are rounded outward and working time inward.
"""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from operator import sub
from typing import Final, TypeVar

from frontdesk.rules.availability import (
    Asked,
    LineKind,
    Plan,
    ScheduleException,
    ScheduleLine,
    standing_in_the_way,
    working_time,
)
from frontdesk.rules.times import Interval, clock_grid, day_bounds, union
from frontdesk.rules.words import ExceptionKind

FAR: Final = 2**30
"""Seconds so far away that nothing stands there."""
REACH: Final = 240 * 60
"""Seconds by which a buffer may reach out of an appointment at most."""
AROUND: Final = 3
"""Days before and after a center's day whose appointments may reach into it: 24 hours long, and from other zones."""
NOTHING: Final = array("i")
_SHORTEST: Final = 60
_SECOND: Final = timedelta(seconds=1)
_A_DAY: Final = 86_400
_NEVER: Final = ((FAR, FAR, 0, 0),)
_NOBODY: Final = 0
_Owned = TypeVar("_Owned", ScheduleLine, ScheduleException)


class Timeline:
    """Days counted from a first one, and instants as whole seconds after its 00:00 UTC."""

    def __init__(self, first: date, days: int) -> None:
        self.first = first
        self.days = days
        self._origin = datetime.combine(first, time(0), UTC)

    def number(self, day: date) -> int:
        """How many days after the first."""
        return (day - self.first).days

    def day(self, number: int) -> date:
        """The day of that number."""
        return self.first + timedelta(days=number)

    def down(self, instant: datetime) -> int:
        """The last whole second not after the instant."""
        return (instant - self._origin) // _SECOND

    def up(self, instant: datetime) -> int:
        """The first whole second not before the instant."""
        return -((self._origin - instant) // _SECOND)

    def instant(self, seconds: int) -> datetime:
        """The instant of a second, aware UTC."""
        return self._origin + timedelta(seconds=seconds)

    def outward(self, spans: Iterable[Interval]) -> list[int]:
        """The edges of busy spans, sorted and disjoint."""
        return [second for one in union(spans) for second in (self.down(one.start), self.up(one.end))]

    def inward(self, spans: Iterable[Interval]) -> list[int]:
        """The edges of sorted, disjoint spans of working time."""
        return [second for one in spans for second in (self.up(one.start), self.down(one.end))]


class Week:
    """Weekly lines that somebody works by, shared by all who work alike."""

    def __init__(self, lines: tuple[ScheduleLine, ...], timeline: Timeline) -> None:
        self.lines = lines
        self.known: dict[tuple[int, int], list[int]] = {}
        """What came of them, in seconds after 00:00, by `key`."""
        begins = {timeline.number(line.valid_from) for line in lines}
        ends = {timeline.number(line.valid_to) + 1 for line in lines if line.valid_to is not None}
        self._changes = sorted(begins | ends)

    def key(self, number: int, weekday: int) -> tuple[int, int]:
        """The same for days on which the same lines hold, and still do on the two days after."""
        period = bisect_right(self._changes, number)
        if period < len(self._changes) and self._changes[period] <= number + 2:
            return -1, number
        return period, weekday


class Roster:
    """When the clinicians of a center work on each day: each different week is worked out once, by the rules."""

    def __init__(self, plan: Plan, center_id: int, zone: str, timeline: Timeline) -> None:
        self.zone = zone
        self.kinds = frozenset(line.kind for line in plan.lines)
        self._opening = plan.opening
        self._center_id = center_id
        self._timeline = timeline
        self._bounds = [day_bounds(timeline.day(number), zone) for number in range(timeline.days + AROUND)]
        self.starts = [timeline.up(one.start) for one in self._bounds]
        """The second at which each day begins, and the days after the last."""
        self._weekdays = [timeline.day(number).weekday() for number in range(timeline.days)]
        self._even = [self._is_even(number) for number in range(timeline.days)]
        self._lines = _by_clinician(plan.lines)
        self._exceptions = _by_clinician(plan.exceptions)
        self._extra: dict[int, list[ScheduleException]] = {}
        self._away: dict[int, list[int]] = {}
        self._weeks: dict[tuple[ScheduleLine, ...], Week] = {}
        self._grids: dict[tuple[int, int], Sequence[int]] = {}

    def week(self, clinician_id: int, kinds: Collection[LineKind]) -> Week:
        """What a clinician works by when lines of these kinds count."""
        lines = tuple(_nobodys(line) for line in self._lines.get(clinician_id, ()) if line.kind in kinds)
        if lines not in self._weeks:
            self._weeks[lines] = Week(lines, self._timeline)
        return self._weeks[lines]

    def working(self, clinician_id: int, week: Week, number: int) -> Sequence[int]:
        """What `working_time` says of a clinician's day: starts and ends in turns."""
        if clinician_id not in self._away:
            self._look_up(clinician_id)
        scheduled, away = self._scheduled(clinician_id, week, number), self._away[clinician_id]
        if not scheduled or not away:
            return scheduled
        index = bisect_right(away, scheduled[0])
        if index % 2 == 0 and (index == len(away) or away[index] >= scheduled[-1]):
            return scheduled
        return _without(scheduled, away, self.starts[number + 1])

    def latest(self, number: int) -> int:
        """The second at which work that begins on a day has ended for certain, see `working_time`."""
        return self.starts[number + 1] + _A_DAY

    def grid(self, number: int, step: int) -> Sequence[int]:
        """The seconds of a day at which slots may start, see `clock_grid`."""
        found = self._grids.get((number, step))
        if found is None:
            seconds = [self._timeline.up(one) for one in clock_grid(self._timeline.day(number), self.zone, step)]
            even = range(seconds[0], seconds[-1] + 1, step * 60) if seconds else range(0)
            found = self._grids[number, step] = even if list(even) == seconds else array("i", seconds)
        return found

    def _is_even(self, number: int) -> bool:
        """Whether the clocks do not change on the day nor on the next, into which work may go on."""
        return all(self.starts[n + 1] - self.starts[n] == _A_DAY for n in (number, number + 1))

    def _look_up(self, clinician_id: int) -> None:
        """Find out of all exceptions those that concern a clinician."""
        theirs = (*self._exceptions.get(None, ()), *self._exceptions.get(clinician_id, ()))
        self._extra[clinician_id] = [_nobodys(one) for one in theirs if one.kind is ExceptionKind.EXTRA]
        gone = standing_in_the_way(Plan(exceptions=theirs), Asked(clinician_id, self._center_id, self.zone))
        self._away[clinician_id] = self._timeline.outward(one.span for one in gone)

    def _scheduled(self, clinician_id: int, week: Week, number: int) -> Sequence[int]:
        """Working time were nobody away."""
        begins, extra = self.starts[number], self._extra[clinician_id]
        if extra:
            near = Interval(self._bounds[number].start, self._bounds[number + 2].end)
            extra = [one for one in extra if one.span.overlaps(near)]
        if extra:
            return self._worked_out(week, number, extra)
        key = week.key(number, self._weekdays[number]) if self._even[number] else (-1, number)
        found = week.known.get(key)
        if found is None:
            found = week.known[key] = [second - begins for second in self._worked_out(week, number, ())]
        return [begins + second for second in found]

    def _worked_out(self, week: Week, number: int, extra: Iterable[ScheduleException]) -> list[int]:
        plan = Plan(week.lines, self._opening, tuple(extra))
        return self._timeline.inward(
            working_time(plan, Asked(_NOBODY, self._center_id, self.zone), self._timeline.day(number))
        )


def fours(flat: Iterable[int]) -> Iterator[tuple[int, int, int, int]]:
    """A flat row of numbers, four at a time."""
    numbers = iter(flat)
    return zip(numbers, numbers, numbers, numbers, strict=True)


def free_gaps(working: Sequence[int], busy: Iterable[tuple[int, int, int, int]]) -> "array[int]":
    """The gaps of working time between busy times sorted by start: (start, end, free since, free until) of each.

    The last two are the edges of the busy times around it, which may lie beyond working time: buffers look at them.
    """
    found: list[int] = []
    since, index, edges = -FAR, 0, len(working)
    for start, end, _, _ in chain(busy, _NEVER):
        if start > since:
            while index < edges and working[index] < start:
                first, last = working[index], working[index + 1]
                goes_on = last > start
                if first < since:  # noqa: PLR1730 - a call of max would take longer than all of this
                    first = since
                if goes_on:
                    last = start
                if last - first >= _SHORTEST:
                    found += (first, last, since, start)
                if goes_on:
                    break
                index += 2
        if end > since:  # noqa: PLR1730 - as above
            since = end
    return array("i", found) if found else NOTHING


def longest(gaps: "array[int]") -> int:
    """The length of the longest of gaps, 0 for none."""
    return max(map(sub, gaps[1::4], gaps[::4]), default=0)


def free_spans(taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What lies between sorted taken times, from ever to ever."""
    found, since = [], -FAR
    for start, end in taken:
        if start > since:
            found.append((since, start))
        since = max(since, end)
    return [*found, (since, FAR)]


def _by_clinician(some: Iterable[_Owned]) -> dict[int | None, list[_Owned]]:
    found: dict[int | None, list[_Owned]] = {}
    for one in some:
        found.setdefault(one.clinician_id, []).append(one)
    return found


def _nobodys(one: _Owned) -> _Owned:
    """The same without a name on it, and of lines only when they hold, so that equal ones are worked out once."""
    if isinstance(one, ScheduleException):
        return one if one.clinician_id is None else replace(one, clinician_id=_NOBODY)
    return ScheduleLine(
        _NOBODY, one.center_id, one.zone, one.weekday, one.starts, one.ends, one.valid_from, one.valid_to
    )


def _without(windows: Sequence[int], away: Sequence[int], before: int) -> list[int]:
    """The windows less what is away, as far as they start before a second."""
    found: list[int] = []
    for start, end in zip(windows[::2], windows[1::2], strict=True):
        rest = start
        for gone, back in zip(away[::2], away[1::2], strict=True):
            if back > rest and gone < end:
                if gone > rest:
                    found += (rest, gone)
                rest = back
        if rest < end:
            found += (rest, end)
    return [second for n in range(0, len(found), 2) if found[n] < before for second in found[n : n + 2]]
