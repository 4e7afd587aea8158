"""What somebody means who says a time by the clock of another zone than the center's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from frontdesk.rules.availability import ScheduleLine
from frontdesk.rules.times import Interval, local_window, to_utc, union, wall_days


@dataclass(frozen=True, slots=True)
class Meant:
    """The instant (aware UTC) that is meant; `repeated` where that clock shows the same time twice."""

    start: datetime
    repeated: bool


def meant(wall: datetime, zone: str, *, second: bool = False) -> Meant:
    """The instant at which the clocks of `zone` show `wall` (naive): of two the first, or with `second` the other.

    Raises RuleBroken `time.skipped` for a time that no clock there shows, `time.range` and `zone.unknown`.
    """
    first, later = to_utc(wall, zone), to_utc(wall, zone, fold=1)
    return Meant(later if second else first, first != later)


def lies_in(span: Interval, lines: Iterable[ScheduleLine]) -> bool:
    """Whether the whole span lies in the hours of these weekly lines, on days on which they are valid."""
    windows = (
        local_window(day, line.starts, line.ends, line.zone)
        for line in lines
        for day in wall_days(span, line.zone)
        if line.weekday == day.weekday() and line.valid_from <= day and (line.valid_to is None or day <= line.valid_to)
    )
    return any(window.holds(span) for window in union(windows))
