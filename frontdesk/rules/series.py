"""The dates of a series: every so many days or weeks from a first day on, for a count of them or until a last day."""

from datetime import date, timedelta

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import SeriesUnit

MOST = 104
"""So many dates has a series at most: two years of weeks."""
_FURTHEST = {SeriesUnit.DAY: 366, SeriesUnit.WEEK: 52}


def dates(
    first: date, every: int, unit: SeriesUnit, count: int | None = None, until: date | None = None
) -> tuple[date, ...]:
    """The days of a series, the first among them; of `count` and `until` (the last day it may reach) one is given.

    Raises RuleBroken `series.every` (param `most`), `series.end`, `series.count` and `series.too-many` (param `most`),
    `series.until`, and `time.range` at the end of the calendar.
    """
    check_repeats(every, unit, count, until)
    if until is not None and until < first:
        raise RuleBroken("series.until", fields=("until",))
    step = timedelta(days=every * (7 if unit is SeriesUnit.WEEK else 1))
    if count is None and until is not None:
        count = (until - first) // step + 1
    wanted = count or 0
    if wanted > MOST:
        raise RuleBroken("series.too-many", fields=("until",), most=MOST)
    try:
        return tuple(first + number * step for number in range(wanted))
    except OverflowError as problem:
        raise RuleBroken("time.range", fields=("until",), wall=first) from problem


def check_repeats(every: int, unit: SeriesUnit, count: int | None, until: date | None) -> None:
    """Refuse what no series can be: `series.every`, `series.end`, `series.count`."""
    if not 1 <= every <= _FURTHEST[unit]:
        raise RuleBroken("series.every", fields=("every",), most=_FURTHEST[unit])
    if (count is None) == (until is None):
        raise RuleBroken("series.end", fields=("count",))
    if count is not None and not 1 <= count <= MOST:
        raise RuleBroken("series.count", fields=("count",), most=MOST)
