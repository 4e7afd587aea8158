"""Which of many free times suit a clinician and a consumer best, and why: each is judged by itself, best first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from frontdesk.rules.times import Interval


class WindowReason(StrEnum):
    """Why a time is suggested; the weightiest first."""

    WISHED = "wished"
    """It is one of the times that were wished for."""
    SAME_CLINICIAN = "same-clinician"
    SAME_DAY = "same-day"
    """On the day of a wished time."""
    SAME_TIME = "same-time"
    """At most half an hour from a wished time of day."""
    ONE_TRIP = "one-trip"
    """On a day on which the consumer comes anyway."""
    SAME_WEEKDAY = "same-weekday"
    NEAREST = "nearest"
    """No other one of those suggested is nearer to a wished time, or, with no wish, earlier."""


_WEIGHT = {
    WindowReason.WISHED: 100.0,
    WindowReason.SAME_CLINICIAN: 24.0,
    WindowReason.SAME_DAY: 22.0,
    WindowReason.SAME_TIME: 12.0,
    WindowReason.ONE_TRIP: 10.0,
    WindowReason.SAME_WEEKDAY: 5.0,
}
_A_DAY = timedelta(days=1)
_DAY_COSTS = 3.0
"""What a day further from what was wished for costs; a colleague is worth eight of them."""
_FURTHEST = 21.0
_HALF_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that a clinician could give: instants, and the start by the center's clock."""

    span: Interval
    wall_start: datetime
    clinician_id: int


@dataclass(frozen=True, slots=True)
class Preference:
    """What is known of the two: the wished starts (instant and wall clock), with whom, and when the consumer comes.

    `soonest` is what times are near to where nothing is wished for.
    """

    soonest: datetime
    clinician_id: int | None = None
    wished: tuple[tuple[datetime, datetime], ...] = ()
    comes_on: frozenset[date] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A free time with what speaks for it."""

    free: FreeTime
    reasons: tuple[WindowReason, ...]


def rank(free: Iterable[FreeTime], about: Preference, limit: int) -> tuple[Ranked, ...]:
    """The best so many, best first; no two of them overlap, so that they are a choice."""
    chosen: list[Ranked] = []
    for one in sorted(free, key=lambda one: (-worth(one, about), one.span.start, one.clinician_id)):
        if len(chosen) == limit:
            break
        if not any(one.span.overlaps(other.free.span) for other in chosen):
            chosen.append(Ranked(one, reasons(one, about)))
    return _with_nearest(chosen, about)


def worth(one: FreeTime, about: Preference) -> float:
    """How well it suits: by what speaks for it, less for each day between."""
    days = min(_FURTHEST, distance(one, about) / _A_DAY)
    return sum(_WEIGHT[reason] for reason in reasons(one, about)) - days * _DAY_COSTS


def distance(one: FreeTime, about: Preference) -> timedelta:
    """How far it is from the nearest wished start, or from the soonest."""
    return min(abs(one.span.start - start) for start in [start for start, _ in about.wished] or [about.soonest])


def reasons(one: FreeTime, about: Preference) -> tuple[WindowReason, ...]:
    """What speaks for it by itself, the weightiest first."""
    walls = [wall for _, wall in about.wished]
    day = one.wall_start.date()
    true = {
        WindowReason.WISHED: any(one.span.start == start for start, _ in about.wished),
        WindowReason.SAME_CLINICIAN: one.clinician_id == about.clinician_id,
        WindowReason.SAME_DAY: any(day == wall.date() for wall in walls),
        WindowReason.SAME_TIME: any(_apart(one.wall_start, wall) <= _HALF_AN_HOUR for wall in walls),
        WindowReason.ONE_TRIP: day in about.comes_on,
        WindowReason.SAME_WEEKDAY: any(day != wall.date() and day.weekday() == wall.weekday() for wall in walls),
    }
    return tuple(reason for reason, holds in true.items() if holds)


def _apart(one: datetime, other: datetime) -> int:
    """How many minutes of a clock's round lie between two times of day."""
    minutes = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return min(minutes, 24 * 60 - minutes)


def _with_nearest(chosen: list[Ranked], about: Preference) -> tuple[Ranked, ...]:
    if not chosen:
        return ()
    nearest = min(chosen, key=lambda one: (distance(one.free, about), one.free.span.start))
    told = (WindowReason.NEAREST,)
    return tuple(Ranked(one.free, one.reasons + told) if one is nearest else one for one in chosen)
