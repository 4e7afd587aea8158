"""When a clinician works and is free: weekly lines and extra hours, opening hours, leave, blocks and closures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from frontdesk.rules.times import Interval, clip, day_bounds, intersect, local_window, subtract, union, wall_days
from frontdesk.rules.words import CalendarType, ExceptionKind, Modality

_TAKES_AWAY = (ExceptionKind.LEAVE, ExceptionKind.BLOCK, ExceptionKind.CLOSURE)
_A_DAY = timedelta(days=1)
ON_DEMAND_FOR = timedelta(hours=12)
"""So long somebody who switched themselves on is available now: one that is forgotten is off by the next day."""


@dataclass(frozen=True, slots=True)
class LineKind:
    """What weekly lines are for; empty `service_ids` or `modalities` mean all of them."""

    calendar_type: CalendarType
    service_ids: frozenset[int] = frozenset()
    modalities: frozenset[Modality] = frozenset()


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One weekly line of a clinician's work schedule, in the wall clock of the center's `zone`.

    Weekday 0 is Monday; an end of 00:00 means midnight; `valid_to` is the last day, None for open end.
    Empty `service_ids` or `modalities` mean all of them.
    """

    clinician_id: int
    center_id: int
    zone: str
    weekday: int
    starts: time
    ends: time
    valid_from: date
    valid_to: date | None = None
    calendar_type: CalendarType = CalendarType.AD_HOC
    service_ids: frozenset[int] = frozenset()
    modalities: frozenset[Modality] = frozenset()

    @property
    def kind(self) -> LineKind:
        """What it is for."""
        return LineKind(self.calendar_type, self.service_ids, self.modalities)


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One weekly opening of a center in its wall clock; weekday 0 is Monday; an end of 00:00 means midnight."""

    center_id: int
    zone: str
    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class ScheduleException:
    """Leave, block or extra hours of a clinician, closure or extra opening of a center.

    A `clinician_id` of None means everybody at the center, a `center_id` of None every center.
    """

    kind: ExceptionKind
    clinician_id: int | None
    center_id: int | None
    span: Interval
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of working time: all that may concern what is asked; what does not is passed over."""

    lines: tuple[ScheduleLine, ...] = ()
    opening: tuple[OpeningLine, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose working time, where (in the center's zone) and for what; None asks for any."""

    clinician_id: int
    center_id: int
    zone: str
    service_id: int | None = None
    modality: Modality | None = None
    calendar_type: CalendarType | None = None


def working_time(plan: Plan, asked: Asked, day: date) -> tuple[Interval, ...]:
    """When the clinician can be booked from a day of the center on, were nobody booked yet: sorted, disjoint, UTC.

    Weekly lines within the center's opening hours, and extra hours (these also beyond them), without leave,
    blocks and closures. Work that goes on over midnight is given on, at most 24 hours, so that what begins on the
    day may end on the next; the plan must be known for the two days after it.
    """
    bounds = day_bounds(day, asked.zone)
    scheduled = scheduled_time(plan, asked, day)
    if scheduled and scheduled[-1].end >= bounds.end:
        longest = Interval(bounds.end, bounds.end + _A_DAY)
        beyond = (part for later in wall_days(longest, asked.zone) for part in scheduled_time(plan, asked, later))
        scheduled = union((*scheduled, *clip(beyond, longest)))
    away = (one.span for one in standing_in_the_way(plan, asked))
    return tuple(part for part in subtract(scheduled, away) if part.start < bounds.end)


def scheduled_time(plan: Plan, asked: Asked, day: date) -> tuple[Interval, ...]:
    """Working time as it would be without leave, blocks and closures."""
    bounds = day_bounds(day, asked.zone)
    lines = [local_window(day, line.starts, line.ends, line.zone) for line in plan.lines if _suits(line, asked, day)]
    if lines:
        lines = list(intersect(lines, opening_time(plan, asked.center_id, asked.zone, day)))
    extra = (one.span.common(bounds) for one in _extra(plan, asked.center_id) if one.clinician_id == asked.clinician_id)
    return union((*lines, *extra))


def opening_time(plan: Plan, center_id: int, zone: str, day: date) -> tuple[Interval, ...]:
    """When the center is open on a day by its weekly hours and extra openings; closures are not taken off."""
    hours = (
        local_window(day, line.starts, line.ends, line.zone)
        for line in plan.opening
        if line.center_id == center_id and line.weekday == day.weekday()
    )
    bounds = day_bounds(day, zone)
    extra = (one.span.common(bounds) for one in _extra(plan, center_id) if one.clinician_id is None)
    return union((*hours, *extra))


def standing_in_the_way(plan: Plan, asked: Asked) -> tuple[ScheduleException, ...]:
    """The leave, blocks and closures that take time away from this clinician at this center."""
    return tuple(
        one
        for one in plan.exceptions
        if one.kind in _TAKES_AWAY
        and one.clinician_id in (None, asked.clinician_id)
        and one.center_id in (None, asked.center_id)
    )


def by_clinician(plan: Plan) -> dict[int, Plan]:
    """The plan of each clinician who has lines or extra hours, with what concerns everybody."""
    lines: dict[int, list[ScheduleLine]] = {}
    for line in plan.lines:
        lines.setdefault(line.clinician_id, []).append(line)
    exceptions: dict[int | None, list[ScheduleException]] = {}
    for one in plan.exceptions:
        exceptions.setdefault(one.clinician_id, []).append(one)
    whole = exceptions.pop(None, [])
    return {
        who: Plan(tuple(lines.get(who, ())), plan.opening, (*whole, *exceptions.get(who, ())))
        for who in {*lines, *exceptions}
        if who is not None
    }


def is_for(line: ScheduleLine | LineKind, asked: Asked) -> bool:
    """Whether a line is for the service, in the modality, of the calendar type that are asked for."""
    return (
        (asked.service_id is None or not line.service_ids or asked.service_id in line.service_ids)
        and (asked.modality is None or not line.modalities or asked.modality in line.modalities)
        and asked.calendar_type in (None, line.calendar_type)
    )


def free_time(working: Iterable[Interval], busy: Iterable[Interval]) -> tuple[Interval, ...]:
    """Working time that nothing is booked in."""
    return subtract(working, busy)


def _extra(plan: Plan, center_id: int) -> list[ScheduleException]:
    return [one for one in plan.exceptions if one.kind is ExceptionKind.EXTRA and one.center_id in (None, center_id)]


def _suits(line: ScheduleLine, asked: Asked, day: date) -> bool:
    """Whether the line holds on the day and is for what is asked."""
    return (
        line.clinician_id == asked.clinician_id
        and line.center_id == asked.center_id
        and line.weekday == day.weekday()
        and line.valid_from <= day
        and (line.valid_to is None or day <= line.valid_to)
        and is_for(line, asked)
    )
