"""Availability said again, minute by minute: slow, plain, and sharing nothing with the engine but what goes in.

Every minute of some days is looked at on the wall clock of the center. A clinician works in a minute when a line of
the day's schedule has begun by the clock and not ended, and the center is open; an absence covers it or does not; an
appointment covers it or does not. A slot is a start on the grid all of whose minutes are free.

When clocks are set back they show some minutes twice. A line has begun once the clock has shown its start, and is over
once the clock has shown its end: what counts is how far the clock has come (`reached`), not what it shows a second
time. A start is offered at the first of the two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleLine
from frontdesk.rules.conflicts import Held, Standing
from frontdesk.rules.openings import ServiceRule, Want
from frontdesk.rules.times import Interval
from frontdesk.rules.words import ExceptionKind

_MINUTE = timedelta(minutes=1)
_MIDNIGHT = time(0)


class Minute(NamedTuple):
    """One minute: its instant, how far the clock has come by then, and whether it shows that for the first time."""

    instant: datetime
    day: date
    weekday: int
    clock: time
    first_time: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A start that can be given by a clinician, and in which room units; none where the service needs no room."""

    start: datetime
    clinician_id: int
    units: frozenset[tuple[int, int]] = frozenset()


@lru_cache(maxsize=64)
def minutes_of(zone: str, first_day: date, last_day: date) -> tuple[Minute, ...]:
    """Every minute of some days of a zone, both days included, by looking at its clock."""
    place = ZoneInfo(zone)
    instant = datetime.combine(first_day, time(0), UTC) - timedelta(hours=30)
    until = datetime.combine(last_day, time(0), UTC) + timedelta(hours=54)
    reached = datetime.combine(date.min, time(0))
    found = []
    while instant < until:
        shown = instant.astimezone(place).replace(tzinfo=None, fold=0)
        first_time = shown > reached
        reached = max(reached, shown)
        day = reached.date()
        if first_day <= day <= last_day:
            found.append(Minute(instant, day, day.weekday(), reached.time(), first_time))
        instant += _MINUTE
    return tuple(found)


def works(plan: Plan, asked: Asked, walked: Sequence[Minute]) -> list[bool]:
    """For each minute whether the clinician can be booked in it, were nobody booked yet."""
    absences = [
        one.span
        for one in plan.exceptions
        if one.kind in {ExceptionKind.LEAVE, ExceptionKind.BLOCK, ExceptionKind.CLOSURE}
        and one.clinician_id in {None, asked.clinician_id}
        and one.center_id in {None, asked.center_id}
    ]
    scheduled = is_scheduled(plan, asked, walked)
    return [there and not _covers(absences, minute) for there, minute in zip(scheduled, walked, strict=True)]


def is_scheduled(plan: Plan, asked: Asked, walked: Sequence[Minute]) -> list[bool]:
    """For each minute whether a line of an open center, or extra hours, cover it."""
    lines = [line for line in plan.lines if _is_for(line, asked)]
    weekly = [one for one in plan.opening if one.center_id == asked.center_id]
    extra = [
        one for one in plan.exceptions if one.kind is ExceptionKind.EXTRA and one.center_id in {None, asked.center_id}
    ]
    own_extra = [one.span for one in extra if one.clinician_id == asked.clinician_id]
    center_extra = [one.span for one in extra if one.clinician_id is None]
    return [
        _covers(own_extra, minute)
        or (
            any(_is_on(line, minute) and _is_valid(line, minute.day) for line in lines)
            and (any(_is_on(one, minute) for one in weekly) or _covers(center_extra, minute))
        )
        for minute in walked
    ]


def _covers(spans: Iterable[Interval], minute: Minute) -> bool:
    return any(start <= minute.instant < end for start, end in spans)


def _is_on(line: ScheduleLine | OpeningLine, minute: Minute) -> bool:
    """Whether the clock has come to the line's start and not to its end."""
    return (
        line.weekday == minute.weekday
        and line.starts <= minute.clock
        and (minute.clock < line.ends or line.ends == _MIDNIGHT)
    )


def _is_valid(line: ScheduleLine, day: date) -> bool:
    return line.valid_from <= day and (line.valid_to is None or line.valid_to >= day)


def _is_for(line: ScheduleLine, asked: Asked) -> bool:
    return (
        line.clinician_id == asked.clinician_id
        and line.center_id == asked.center_id
        and (asked.service_id is None or line.service_ids == set() or asked.service_id in line.service_ids)
        and (asked.modality is None or line.modalities == set() or asked.modality in line.modalities)
        and (asked.calendar_type is None or line.calendar_type == asked.calendar_type)
    )


def oracle_answers(
    plan: Plan,
    taken: Sequence[Standing | Held],
    people: Iterable[Asked],
    want: Want,
    days: tuple[date, date],
    *,
    rooms: Sequence[tuple[int, int]] | None = None,
) -> list[Answer]:
    """Every start between two days (both included) at which the appointment fits, with each clinician who can give it.

    `taken` is all that holds its time, in any order; `rooms` are the units (room, number) of the kind that the service
    needs, None when it needs none. Ascending by start, then clinician. All times are whole minutes.
    """
    first_day, last_day = days
    walked = _reached(want, first_day, last_day)
    free_units = {
        unit: _free(walked, [one for one in taken if (one.room_id, one.room_unit) == unit]) for unit in rooms or ()
    }
    found = []
    for asked in people:
        working = works(plan, asked, walked)
        free = _free(walked, [one for one in taken if one.clinician_id == asked.clinician_id])
        for number, minute in enumerate(walked):
            if not (first_day <= minute.day <= last_day and _may_start(want, minute)):
                continue
            itself, whole = _spans(want.rule, number)
            if not (all(working[itself]) and all(free[whole]) and _within_hours(want, walked[itself], minute)):
                continue
            units = frozenset(unit for unit, its_free in free_units.items() if all(its_free[whole]))
            if rooms is None or units:
                found.append(Answer(minute.instant, asked.clinician_id, units))
    return sorted(found, key=lambda one: (one.start, one.clinician_id))


def _reached(want: Want, first_day: date, last_day: date) -> Sequence[Minute]:
    """The minutes of the days, and those around them that appointments on them take with their buffers.

    They are counted off a longer walk, since a zone may have left out the day before or after.
    """
    rule = want.rule
    walked = minutes_of(want.zone, first_day - timedelta(days=2), last_day + timedelta(days=3))
    own = [number for number, minute in enumerate(walked) if first_day <= minute.day <= last_day]
    return walked[own[0] - rule.buffer_before : own[-1] + rule.minutes + rule.buffer_after] if own else ()


def _free(walked: Sequence[Minute], taken: Sequence[Standing | Held]) -> list[bool]:
    """For each minute whether nothing takes it."""
    spans = [one.busy for one in taken]
    return [not _covers(spans, minute) for minute in walked]


def _may_start(want: Want, minute: Minute) -> bool:
    """Whether the minute is on the grid, on a wished weekday, late enough and not too far ahead."""
    rule = want.rule
    today = want.now.astimezone(ZoneInfo(want.zone)).date()
    return (
        minute.first_time
        and (minute.clock.hour * 60 + minute.clock.minute) % rule.step == 0
        and (not want.weekdays or minute.weekday in want.weekdays)
        and minute.instant >= want.now + _MINUTE * (rule.least_notice if want.horizon else 0)
        and (want.not_before is None or minute.instant >= want.not_before)
        and (not want.horizon or minute.day <= today + timedelta(days=rule.furthest_days))
    )


def _spans(rule: ServiceRule, number: int) -> tuple[slice, slice]:
    """Which minutes the appointment itself takes, and which it takes with its buffers."""
    until = number + rule.minutes
    return slice(number, until), slice(number - rule.buffer_before, until + rule.buffer_after)


def _within_hours(want: Want, itself: Sequence[Minute], start: Minute) -> bool:
    """Whether every minute of the appointment lies within the wished hours of the day on which it starts."""
    if want.hours is None:
        return True
    begin, end = want.hours
    return all(one.day == start.day and begin <= one.clock and (one.clock < end or end == _MIDNIGHT) for one in itself)
