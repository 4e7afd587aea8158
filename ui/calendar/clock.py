"""Between instants and the minutes of the calendar's axis: elapsed in a day, by the wall clock in a week; without Qt.

A day is drawn as long as it really is. In a week the days stand side by side, so each hour of the clock has one place:
an hour that the clock skips stays empty, and both of an hour that it repeats stand at the same place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.views.day import DayView
from ui.calendar.measures import Span, minutes_between

_QUARTER = timedelta(minutes=15)
"""The finest shift of any zone's clock."""
_A_DAY = 24 * 60.0


class Stretch(NamedTuple):
    """Time in which the clock runs on: its first instant, that minute of the axis, and how long it is."""

    start: datetime
    minutes: float
    length: float

    @property
    def end(self) -> float:
        """The minute of the axis behind it."""
        return self.minutes + self.length


@dataclass(frozen=True)
class Clock:
    """The axis of one day; `length` is its minutes."""

    day: DayView
    stretches: tuple[Stretch, ...]
    length: float

    def minutes_of(self, instant: datetime) -> float:
        """The minute at which an instant stands, beyond the day too."""
        last = self.stretches[0]
        for stretch in self.stretches[1:]:
            if stretch.start > instant:
                break
            last = stretch
        return last.minutes + minutes_between(last.start, instant)

    def instant_of(self, minutes: float) -> datetime:
        """The UTC instant at that minute: the first of two, and the end of the jump where the clock skips it."""
        for stretch in self.stretches:
            if minutes < stretch.minutes and stretch is not self.stretches[0]:
                return stretch.start
            if minutes < stretch.end:
                return stretch.start + timedelta(minutes=minutes - stretch.minutes)
        last = self.stretches[-1]
        return last.start + timedelta(minutes=minutes - last.minutes)

    def wall_of(self, minutes: float) -> datetime:
        """What the clock shows at that minute, naive."""
        return self.instant_of(minutes).astimezone(ZoneInfo(self.day.zone)).replace(tzinfo=None)

    def span(self, start: datetime, end: datetime) -> Span:
        """From the first to the last minute of what lies between two instants, cut at the midnights."""
        first, last = max(start, self.day.start), min(end, self.day.end)
        if len(self.stretches) == 1:
            return Span(self.minutes_of(first), self.minutes_of(last))
        parts = list(self.parts(first, last))
        if not parts:
            return Span(self.minutes_of(first), self.minutes_of(first))
        return Span(min(part.start for part in parts), max(part.end for part in parts))

    def parts(self, start: datetime, end: datetime) -> Iterator[Span]:
        """The minutes between two instants, stretch by stretch; what the clock repeats comes twice."""
        for stretch in self.stretches:
            first = max(0.0, minutes_between(stretch.start, start))
            last = min(stretch.length, minutes_between(stretch.start, end))
            if first < last:
                yield Span(stretch.minutes + first, stretch.minutes + last)

    def is_second(self, instant: datetime) -> bool:
        """Whether the clock shows the time of that instant for the second time on this day."""
        minutes = self.minutes_of(instant)
        return any(s.start <= instant and minutes < before.end for before, s in pairwise(self.stretches))

    def skipped(self) -> Iterator[Span]:
        """The minutes of the axis that the clock never shows."""
        for before, after in pairwise(self.stretches):
            if after.minutes > before.end:
                yield Span(before.end, after.minutes)


def elapsed(day: DayView) -> Clock:
    """Real minutes since the day's first instant: 1,380, 1,440 or 1,500 in most zones."""
    length = minutes_between(day.start, day.end)
    return Clock(day, (Stretch(day.start, 0.0, length),), length)


def by_the_wall(day: DayView) -> Clock:
    """Minutes since midnight as the clock of the center shows them, always 1,440."""
    return Clock(day, tuple(_stretches(day)), _A_DAY)


def _stretches(day: DayView) -> Iterator[Stretch]:
    zone, midnight = ZoneInfo(day.zone), datetime.combine(day.day, time(0))

    def shown(instant: datetime) -> float:
        return (instant.astimezone(zone).replace(tzinfo=None) - midnight) / timedelta(minutes=1)

    length = minutes_between(day.start, day.end)
    start, minutes = day.start, shown(day.start)
    if length != _A_DAY or minutes:
        instant = start
        while (instant := instant + _QUARTER) < day.end:
            passed = minutes_between(start, instant)
            if shown(instant) != minutes + passed:
                yield Stretch(start, minutes, passed)
                start, minutes = instant, shown(instant)
    yield Stretch(start, minutes, minutes_between(start, day.end))
