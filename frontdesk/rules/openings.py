"""Free slots of a service: the earliest, and the first ones of each day.

Days are read one after another, and only until enough is found.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import NamedTuple, Protocol

from frontdesk.rules.times import Interval, clock_grid, intersect, local_window, to_wall, union

_ALWAYS = Interval(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class ServiceRule:
    """What a service asks of a slot: real minutes, and days ahead counted on the center's calendar.

    Slots start on the wall-clock times that are a whole number of `step` minutes after midnight.
    """

    minutes: int
    buffer_before: int = 0
    buffer_after: int = 0
    step: int = 5
    least_notice: int = 0
    furthest_days: int = 365

    def span(self, start: datetime) -> Interval:
        """The appointment itself."""
        return Interval(start, start + timedelta(minutes=self.minutes))

    def busy(self, start: datetime) -> Interval:
        """The appointment with its buffers: what no other one may overlap."""
        end = start + timedelta(minutes=self.minutes + self.buffer_after)
        return Interval(start - timedelta(minutes=self.buffer_before), end)

    def soonest(self, now: datetime) -> datetime:
        """The first instant at which it may be booked to start."""
        return now + timedelta(minutes=self.least_notice)

    def last_day(self, now: datetime, zone: str) -> date:
        """The last day of the center on which it may be booked to start."""
        return _today(now, zone) + timedelta(days=self.furthest_days)


@dataclass(frozen=True, slots=True)
class Want:
    """What a slot is looked for: a service by its rule, at a center in `zone`.

    `not_before` is an instant, None for from now on. Empty `weekdays` (0 is Monday) mean any. The whole appointment
    lies within `hours` of the wall clock (an end of 00:00 is midnight). A later dose of a program is bound by its
    days after the one before, not by notice and horizon: then `horizon` is False.
    """

    rule: ServiceRule
    zone: str
    now: datetime
    not_before: datetime | None = None
    weekdays: frozenset[int] = frozenset()
    hours: tuple[time, time] | None = None
    horizon: bool = True

    def soonest(self) -> datetime:
        """The first instant at which the slot may start."""
        least = self.rule.soonest(self.now) if self.horizon else self.now
        return least if self.not_before is None else max(least, self.not_before)


@dataclass(frozen=True, slots=True)
class ClinicianDay:
    """A clinician who is able to give the service, on one day.

    `working` may reach into the next day, so that slots may cross midnight. `busy` are the standing appointments
    with their buffers, in any order, at every center. `booked` is how many the clinician has that day.
    """

    clinician_id: int
    working: tuple[Interval, ...]
    busy: tuple[Interval, ...] = ()
    own_room_id: int | None = None
    booked: int = 0


@dataclass(frozen=True, slots=True)
class RoomUnit:
    """One numbered place of a room of the kind that the service needs, and when it is taken, with buffers."""

    room_id: int
    number: int
    busy: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A start and an end that a clinician (and a room) can give; the order is the one in which slots are offered."""

    start: datetime
    booked: int
    clinician_id: int
    end: datetime = field(compare=False)
    busy: Interval = field(compare=False)
    day: date = field(compare=False)
    room_id: int | None = field(default=None, compare=False)
    room_unit: int | None = field(default=None, compare=False)

    @property
    def unit(self) -> tuple[int | None, int | None]:
        """The room unit as one value."""
        return self.room_id, self.room_unit


class Day(Protocol):
    """A center's day that is searched for one service: read from the database, or known in memory.

    `works` is whether any of those able works then, booked or not; `units` how many places of rooms there are to
    choose from, 1 where none is needed.
    """

    @property
    def day(self) -> date: ...
    @property
    def works(self) -> bool: ...
    @property
    def units(self) -> int: ...

    def slots(self, want: Want, taken: Sequence[Slot] = ()) -> Iterator[Slot]:
        """Every slot in their order, as if those `taken` were booked; weekdays and horizon are `slots`' business."""

    def starts(self, want: Want, taken: Sequence[Slot] = ()) -> Iterator[Slot]:
        """The best slot of each start, ascending; the same otherwise."""


DayReader = Callable[[date, date], Iterable[Day]]
"""Gives the days from the first to the last given, both included, in order, lazily; none when the first is later."""


@dataclass(frozen=True, slots=True)
class DayInputs:
    """All that decides the slots of a center's day, as it was read; `rooms` None means that no room is needed."""

    day: date
    clinicians: tuple[ClinicianDay, ...]
    rooms: tuple[RoomUnit, ...] | None = None

    @property
    def works(self) -> bool:
        """See `Day`."""
        return any(one.working for one in self.clinicians)

    @property
    def units(self) -> int:
        """See `Day`."""
        return 1 if self.rooms is None else len(self.rooms)

    def slots(self, want: Want, taken: Sequence[Slot] = ()) -> Iterator[Slot]:
        """See `Day`."""
        grid = clock_grid(self.day, want.zone, want.rule.step)
        grid = grid[bisect_left(grid, want.soonest()) :]
        inputs = self._without(taken) if taken else self
        return merge(*(_of_clinician(want, inputs, one, grid) for one in inputs.clinicians))

    def starts(self, want: Want, taken: Sequence[Slot] = ()) -> Iterator[Slot]:
        """See `Day`."""
        last: datetime | None = None
        for slot in self.slots(want, taken):
            if slot.start != last:
                yield slot
            last = slot.start

    def _without(self, taken: Sequence[Slot]) -> "DayInputs":
        """The day as it is once these slots are booked."""
        clinicians = (
            replace(one, busy=(*one.busy, *(slot.busy for slot in taken if slot.clinician_id == one.clinician_id)))
            for one in self.clinicians
        )
        rooms = self.rooms
        if rooms is not None:
            rooms = tuple(
                replace(one, busy=(*one.busy, *(slot.busy for slot in taken if slot.unit == (one.room_id, one.number))))
                for one in rooms
            )
        return replace(self, clinicians=tuple(clinicians), rooms=rooms)


def slots(want: Want, day: Day, taken: Sequence[Slot] = ()) -> Iterator[Slot]:
    """Every slot that starts on the day: by start, then who has least booked that day, then clinician id.

    Those `taken` are in the way as if they were booked.
    """
    return day.slots(want, taken) if _allowed(want, day.day) else iter(())


def starts(want: Want, day: Day) -> Iterator[Slot]:
    """The best slot of each start of the day, ascending."""
    return day.starts(want) if _allowed(want, day.day) else iter(())


def earliest(want: Want, days: Iterable[Day]) -> Slot | None:
    """The first slot there is, reading no more days than needed; None when no day has one."""
    return next((slot for day in days for slot in starts(want, day)), None)


def first(
    want: Want, days: Iterable[Day], limit: int, *, of_each_day: int | None = None, apart: bool = False
) -> tuple[Slot, ...]:
    """The first `limit` slots with different starts, at most `of_each_day` on one day; the best clinician for each.

    With `apart` each begins when the one before has ended, or later: 10:40, 11:00 and not 10:40, 10:45.
    """
    found = (slot for day in days for slot in islice(_starts(want, day, apart=apart), of_each_day))
    return tuple(islice(found, limit))


def _starts(want: Want, day: Day, *, apart: bool) -> Iterator[Slot]:
    end: datetime | None = None
    for slot in starts(want, day):
        if end is None or slot.start >= end:
            end = slot.end if apart else None
            yield slot


class Nearest(NamedTuple):
    """The closest slots around a wanted start; None where there is none within the days looked at."""

    before: Slot | None
    after: Slot | None


def nearest(want: Want, days: DayReader, start: datetime, first_day: date, last_day: date) -> Nearest:
    """The last slot before a start and the first at or after it, between the two days, both included.

    Days are read outward from the day of the start by the center's clocks, no more of them than needed. What `want`
    says of `not_before` does not count, since the start does.
    """
    day = max(to_wall(start, want.zone).date(), first_day)
    after = earliest(replace(want, not_before=start), days(day, last_day))
    return Nearest(latest(want, days, start, first_day, last_day), after)


def latest(want: Want, days: DayReader, start: datetime, first_day: date, last_day: date) -> Slot | None:
    """The last slot before a start, between the two days; they are read one at a time backward, see `nearest`."""
    want = replace(want, not_before=None)
    day = min(to_wall(start, want.zone).date(), last_day)
    first_day = max(first_day, to_wall(want.soonest(), want.zone).date())
    while day >= first_day:
        earlier = [slot for one in days(day, day) for slot in starts(want, one) if slot.start < start]
        if earlier:
            return earlier[-1]
        day -= timedelta(days=1)
    return None


def next_start(now: datetime, zone: str, step: int) -> datetime:
    """The first start from `now` (aware) on that is a whole number of `step` minutes after midnight by the clocks."""
    today = to_wall(now, zone).date()
    grids = (clock_grid(day, zone, step) for day in (today, today + timedelta(days=1)))
    return next(start for grid in grids for start in grid if start >= now)


def free_unit(rooms: Iterable[RoomUnit], busy: Interval, own_room_id: int | None = None) -> RoomUnit | None:
    """The room for a time with its buffers: the clinician's own, else the lowest free one; None when all are full."""
    best_first = sorted(rooms, key=lambda one: (one.room_id != own_room_id, one.room_id, one.number))
    return next((one for one in best_first if not any(taken.overlaps(busy) for taken in one.busy)), None)


@lru_cache(maxsize=64)
def _today(now: datetime, zone: str) -> date:
    """A search asks this once for every day."""
    return to_wall(now, zone).date()


def _allowed(want: Want, day: date) -> bool:
    """Whether a slot may start on the day at all."""
    if want.weekdays and day.weekday() not in want.weekdays:
        return False
    return not want.horizon or day <= want.rule.last_day(want.now, want.zone)


def _of_clinician(want: Want, inputs: DayInputs, one: ClinicianDay, grid: tuple[datetime, ...]) -> Iterator[Slot]:
    """The slots of one clinician, ascending, found lazily."""
    for start in _free_starts(want, inputs.day, one, grid):
        busy = want.rule.busy(start)
        unit = None if inputs.rooms is None else free_unit(inputs.rooms, busy, one.own_room_id)
        if inputs.rooms is not None and unit is None:
            continue
        yield Slot(
            start=start,
            booked=one.booked,
            clinician_id=one.clinician_id,
            end=want.rule.span(start).end,
            busy=busy,
            day=inputs.day,
            room_id=None if unit is None else unit.room_id,
            room_unit=None if unit is None else unit.number,
        )


def _free_starts(want: Want, day: date, one: ClinicianDay, grid: tuple[datetime, ...]) -> Iterator[datetime]:
    """Those starts of the grid at which the appointment is in working time and it and its buffers over no other one."""
    rule = want.rule
    length, before, after = (timedelta(minutes=m) for m in (rule.minutes, rule.buffer_before, rule.buffer_after))
    working = union(one.working)
    if want.hours is not None:
        working = intersect(working, (local_window(day, *want.hours, want.zone),))
    free = _between(union(one.busy))
    for work in working:
        for gap in free:
            least, most = max(work.start, gap.start + before), min(work.end, gap.end - after) - length
            if least <= most:
                yield from grid[bisect_left(grid, least) : bisect_right(grid, most)]


def _between(busy: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The gaps between sorted, disjoint busy times, from ever to ever."""
    edges = [_ALWAYS.start, *(edge for one in busy for edge in one), _ALWAYS.end]
    return tuple(Interval(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
