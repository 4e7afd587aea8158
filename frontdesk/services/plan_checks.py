"""What people type about working time, made into values: each mistake is a sentence at its own field."""

import re
import zoneinfo
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import MIDNIGHT, Interval, day_bounds, to_utc

_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = range(2000, 2200)
_MOST_LINES = 70
_DAY_MINUTES = 24 * 60

Hours = tuple[int, time, time]
"""Weekday (0 is Monday), from, to; to 00:00 means midnight."""


def typed_day(text: str, field: str) -> date:
    """A date typed as 2026-11-24. Raises RuleBroken `date.form`, `time.range`."""
    wanted = text.strip()
    try:
        day = date.fromisoformat(wanted if _ISO_DAY.fullmatch(wanted) else "")
    except ValueError as problem:
        raise RuleBroken("date.form", fields=(field,)) from problem
    if day.year not in _YEARS:
        raise RuleBroken("time.range", fields=(field,))
    return day


def typed_clock(text: str, field: str) -> time:
    """A time of day typed as 9:00, 09.00 or 0900; 24:00 is midnight. Raises RuleBroken `clock.form`."""
    match = _CLOCK.fullmatch(text.strip()[:10])
    if match is None:
        raise RuleBroken("clock.form", fields=(field,))
    hour, minute = int(match[1]), int(match[2])
    if (hour, minute) == (24, 0):
        return MIDNIGHT
    if hour > 23 or minute > 59:
        raise RuleBroken("clock.form", fields=(field,))
    return time(hour, minute)


def typed_number(text: str, field: str, least: int, most: int) -> int:
    """A whole number between two others, both included. Raises RuleBroken `number.form`, `number.range`."""
    wanted = text.strip()[:20]
    if not re.fullmatch(r"-?[0-9]+", wanted):
        raise RuleBroken("number.form", fields=(field,), least=least, most=most)
    number = int(wanted)
    if not least <= number <= most:
        raise RuleBroken("number.range", fields=(field,), least=least, most=most)
    return number


def typed_zone(text: str, field: str = "zone") -> str:
    """The name of a time zone. Raises RuleBroken `zone.unknown`."""
    wanted = text.strip()[:64]
    if wanted not in _known_zones():
        raise RuleBroken("zone.unknown", fields=(field,), zone=wanted)
    return wanted


@cache
def zones() -> tuple[str, ...]:
    """The names of the time zones that a person chooses from: those named after a place, in order, and UTC."""
    places = sorted(name for name in _known_zones() if "/" in name and not name.startswith("Etc/"))
    return (*places, "UTC")


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def typed_hours(lines: Iterable[tuple[int, str, str]], field: str) -> tuple[Hours, ...]:
    """Weekly lines as typed, in their order.

    Raises RuleBroken at `lines.2.ends` and the like: `clock.form`, `line.weekday`, `line.order` for one that ends
    before it starts, `line.overlap` for one that overlaps another; at `lines`: `lines.too-many`.
    """
    typed = tuple(lines)
    if len(typed) > _MOST_LINES:
        raise RuleBroken("lines.too-many", fields=(field,), most=_MOST_LINES)
    made: list[Hours] = []
    for number, (weekday, starts, ends) in enumerate(typed):
        if not 0 <= weekday <= 6:
            raise RuleBroken("line.weekday", fields=(f"{field}.{number}.weekday",))
        line = (weekday, typed_clock(starts, f"{field}.{number}.starts"), typed_clock(ends, f"{field}.{number}.ends"))
        if _minutes(line)[0] >= _minutes(line)[1]:
            raise RuleBroken("line.order", fields=(f"{field}.{number}.ends",))
        for other in made:
            if other[0] == weekday and _overlap(other, line):
                raise RuleBroken("line.overlap", fields=(f"{field}.{number}.starts",), other=shown(other))
        made.append(line)
    return tuple(made)


def shown(line: Hours) -> str:
    """The hours of a line, such as 09:00–14:00."""
    return f"{line[1]:%H:%M}–{line[2]:%H:%M}"


def typed_span(starts: str, ends: str, zone: str) -> tuple[Interval, datetime, datetime]:
    """From a day and time to another by a zone's clocks, as instants and as wall-clock times.

    A date alone is a whole day, as the end with that day. Raises RuleBroken at `starts` or `ends`: `date.form`,
    `clock.form`, `time.range`, `time.skipped` for an hour that the clocks leave out, `exception.order`.
    """
    start, wall_start = _edge(starts, "starts", zone, last=False)
    end, wall_end = _edge(ends, "ends", zone, last=True)
    if end <= start:
        raise RuleBroken("exception.order", fields=("ends",))
    return Interval(start, end), wall_start, wall_end


def _edge(text: str, field: str, zone: str, *, last: bool) -> tuple[datetime, datetime]:
    """One end of a span: its instant and its wall-clock time."""
    day_text, separator, clock_text = text.strip()[:40].replace(" ", "T", 1).partition("T")
    day = typed_day(day_text, field)
    if not separator:
        bounds = day_bounds(day, zone)
        after = day + timedelta(days=1)
        return (
            (bounds.end, datetime.combine(after, MIDNIGHT))
            if last
            else (
                bounds.start,
                datetime.combine(day, MIDNIGHT),
            )
        )
    wall = datetime.combine(day, typed_clock(clock_text, field))
    try:
        return to_utc(wall, zone), wall
    except RuleBroken as problem:
        raise RuleBroken(problem.code, fields=(field,), **problem.params) from problem


def _minutes(line: Hours) -> tuple[int, int]:
    starts, ends = (one.hour * 60 + one.minute for one in line[1:])
    return starts, ends or _DAY_MINUTES


def _overlap(one: Hours, other: Hours) -> bool:
    (start, end), (other_start, other_end) = _minutes(one), _minutes(other)
    return max(start, other_start) < min(end, other_end)
