"""Half-open intervals of time, and the way between a center's wall clock and UTC.

An interval holds its start and not its end, so touching intervals do not overlap. Instants are aware and in UTC;
wall-clock times are naive and always travel with an IANA zone.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, reset_tzpath

from frontdesk.rules.problems import RuleBroken

reset_tzpath(to=())
"""The rules of zones are those of the package tzdata, on every system: the same on all desks that run this version."""

MIDNIGHT = time(0)
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


class Interval(NamedTuple):
    """Half-open span of instants, `start <= t < end`, both aware UTC; empty when the end is not after the start."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share an instant; touching is free, and an empty one shares nothing."""
        return max(self.start, other.start) < min(self.end, other.end)

    def holds(self, other: "Interval") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def common(self, other: "Interval") -> "Interval":
        """What the two share; may be empty."""
        return Interval(max(self.start, other.start), min(self.end, other.end))


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Sorted and disjoint intervals that cover the same instants; touching ones become one, empty ones vanish."""
    parts = sorted(one for one in intervals if one[0] < one[1])
    if not parts:
        return ()
    merged: list[Interval] = []
    start, end = parts[0]
    for one_start, one_end in parts:
        if one_start > end:
            merged.append(Interval(start, end))
            start, end = one_start, one_end
        elif one_end > end:
            end = one_end
    return (*merged, Interval(start, end))


def intersect(left: Iterable[Interval], right: Iterable[Interval]) -> tuple[Interval, ...]:
    """The instants in both."""
    ours, theirs = union(left), union(right)
    found: list[Interval] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        both = ours[i].common(theirs[j])
        if both.start < both.end:
            found.append(both)
        if ours[i].end <= theirs[j].end:
            i += 1
        else:
            j += 1
    return tuple(found)


def clip(intervals: Iterable[Interval], span: Interval) -> tuple[Interval, ...]:
    """The part of the intervals that lies inside the span."""
    return intersect(intervals, (span,))


def gaps(intervals: Iterable[Interval], span: Interval) -> tuple[Interval, ...]:
    """The part of the span that no interval covers."""
    edges = [span.start]
    for one in clip(intervals, span):
        edges += one
    edges.append(span.end)
    return tuple(Interval(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def subtract(intervals: Iterable[Interval], away: Iterable[Interval]) -> tuple[Interval, ...]:
    """The instants of the first that are not in the second."""
    taken = union(away)
    return tuple(rest for one in union(intervals) for rest in gaps(taken, one))


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises RuleBroken `zone.unknown`."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as problem:  # unknown; no valid key; the name of a directory
        raise RuleBroken("zone.unknown", fields=("zone",), zone=name) from problem


def to_utc(wall: datetime, zone: str, *, fold: int = 0) -> datetime:
    """The instant at which the zone's clocks show `wall` (naive).

    A time that comes twice (clocks set back) means its first occurrence, with `fold=1` its second.
    Raises RuleBroken `time.skipped` for a time that no clock there shows (`next` is the first one after it),
    `time.range` for one outside the calendar, and `zone.unknown`.
    """
    instant = _first_from(wall, zone, fold)
    shown = to_wall(instant, zone)
    if shown != wall:
        raise RuleBroken("time.skipped", fields=("start",), wall=wall, zone=zone, next=shown)
    return instant


def nearest_instant(wall: datetime, zone: str, near: datetime) -> datetime:
    """The instant at which the zone's clocks show `wall`: of two the one closest to `near`, of none that of the jump.

    Raises RuleBroken `time.range` and `zone.unknown`.
    """
    return min((_first_from(wall, zone, fold) for fold in (0, 1)), key=lambda instant: abs(instant - near))


def to_wall(instant: datetime, zone: str) -> datetime:
    """What the zone's clocks show at an instant, naive.

    Raises RuleBroken `zone.unknown`, and `time.range` at the very ends of the calendar.
    """
    try:
        return instant.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)
    except OverflowError as problem:
        raise RuleBroken("time.range", fields=("start",), wall=instant) from problem


@lru_cache(maxsize=8192)
def _first_from(wall: datetime, zone: str, fold: int = 0) -> datetime:
    """The instant of `wall`, or for a skipped time that at which the clocks jump over it."""
    place = zone_of(zone)
    try:
        early, late = sorted(wall.replace(tzinfo=place, fold=side).astimezone(UTC) for side in (0, 1))
        chosen = late if fold else early
        if chosen.astimezone(place).replace(tzinfo=None) == wall:
            return chosen
        return _jump(early, late, place)
    except OverflowError as problem:
        raise RuleBroken("time.range", fields=("start",), wall=wall) from problem


def _jump(early: datetime, late: datetime, place: ZoneInfo) -> datetime:
    """The instant in (early, late] at which the zone's offset changes, to the second, as the rules of zones are."""
    before = early.astimezone(place).utcoffset()
    while late - early > _SECOND:
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if middle.astimezone(place).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def local_window(day: date, starts: time, ends: time, zone: str) -> Interval:
    """From `starts` to `ends` (00:00: midnight after) on a day by the clocks of a zone, as instants.

    A skipped hour gives no time, a repeated hour is there as the real time it is: 01:00 to 03:00 lasts three hours
    on a night when the clocks go back, and may be empty on one when they go forward.
    """
    last = _next_day(day) if ends == MIDNIGHT else day
    return Interval(_first_from(datetime.combine(day, starts), zone), _first_from(datetime.combine(last, ends), zone))


def day_bounds(day: date, zone: str) -> Interval:
    """A whole day by the clocks of a zone: 23, 24 or 25 hours; empty for a day that a zone left out altogether."""
    return local_window(day, MIDNIGHT, MIDNIGHT, zone)


@lru_cache(maxsize=512)
def clock_grid(day: date, zone: str, step: int) -> tuple[datetime, ...]:
    """The instants of a day whose wall-clock time is a whole number of `step` minutes after 00:00, ascending.

    Skipped times give none; a time that comes twice gives its first occurrence only.
    """
    bounds = day_bounds(day, zone)
    offsets = {to_wall(edge, zone) - edge.replace(tzinfo=None) for edge in bounds}
    if len(offsets) == 1 and bounds.end - bounds.start == _DAY:
        return tuple(bounds.start + timedelta(minutes=m) for m in range(0, 24 * 60, step))
    midnight = datetime.combine(day, MIDNIGHT)
    walls = [midnight + timedelta(minutes=m) for m in range(0, 24 * 60, step)]
    instants = [(wall, _first_from(wall, zone)) for wall in walls]
    return tuple(instant for wall, instant in instants if to_wall(instant, zone) == wall)


def wall_days(span: Interval, zone: str) -> tuple[date, ...]:
    """The days by a zone's clocks that a span touches, ascending."""
    first = to_wall(span.start, zone).date()
    last = to_wall(max(span.start, span.end - timedelta(microseconds=1)), zone).date()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def _next_day(day: date) -> date:
    """Raises RuleBroken `time.range` after the calendar's last day."""
    try:
        return day + _DAY
    except OverflowError as problem:
        raise RuleBroken("time.range", fields=("start",), wall=day) from problem
