"""Days of the index of openings, searched with the answers that days read from the database give."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop
from itertools import chain

from frontdesk.rules.availability import Asked, is_for
from frontdesk.rules.free_gaps import FAR, fours, free_spans
from frontdesk.rules.free_index import CenterIndex, FreeIndex, Spans
from frontdesk.rules.openings import ServiceRule, Slot, Want
from frontdesk.rules.times import Interval, local_window

_Range = tuple[int, int, int, int, int | None]
"""First place of the day's grid, booked, clinician, last place, own room: in the order in which slots are offered."""
_Free = tuple[int, int, int, int | None]
"""Booked, clinician, last place, own room: who is free at a place of the grid."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A time that is not to be offered besides what is booked, such as another desk's hold: whose, and which room's."""

    clinician_id: int
    busy: Interval
    room_id: int | None = None
    room_unit: int | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Who is looked for: which lines count (`asked`; its clinician does not matter), who is able with their own rooms.

    `rooms` (room, number) are the places of the kind that is needed, None when none is.
    """

    asked: Asked
    able: tuple[tuple[int, int | None], ...]
    rooms: tuple[tuple[int, int], ...] | None = None
    taken: tuple[Taken, ...] = ()


def free_days(index: FreeIndex, search: Search, first: date, last: date) -> "Iterator[FreeDay]":
    """The days from the first to the last, both included, as far as the index reaches."""
    searched = _Searched(index.centers[search.asked.center_id], search)
    least, most = index.timeline.number(first), index.timeline.number(last)
    for number in range(max(least, 0), min(most + 1, index.timeline.days)):
        yield FreeDay(searched, number)


class _Searched:
    """A search made ready at its center."""

    def __init__(self, center: CenterIndex, search: Search) -> None:
        self.center = center
        self.gaps = center.gaps(frozenset(kind for kind in center.roster.kinds if is_for(kind, search.asked)))
        self.able = [(center.at[one], one, own) for one, own in search.able if one in center.at]
        self.rooms = None if search.rooms is None else sorted(search.rooms)
        self.taken = search.taken


class FreeDay:
    """A day in the index: see `rules.openings.Day`."""

    def __init__(self, searched: _Searched, number: int) -> None:
        self._searched = searched
        self._number = number
        self.day = searched.center.busy.timeline.day(number)
        """See `Day`."""

    @property
    def works(self) -> bool:
        """See `Day`."""
        works = self._searched.gaps.day(self._number).works
        return any(works[at] for at, _, _ in self._searched.able)

    @property
    def units(self) -> int:
        """See `Day`."""
        return 1 if self._searched.rooms is None else len(self._searched.rooms)

    def slots(self, want: Want, taken: Sequence[Slot] = ()) -> Iterator[Slot]:
        """See `Day`."""
        if self._searched.gaps.longest[self._number] >= want.rule.minutes * 60:
            search = _OfDay(self._searched, self._number, want, taken)
            for start, free in search.places():
                yield from (search.slot(start, one) for one in free)

    def starts(self, want: Want, taken: Sequence[Slot] = ()) -> Iterator[Slot]:
        """See `Day`."""
        if self._searched.gaps.longest[self._number] >= want.rule.minutes * 60:
            search = _OfDay(self._searched, self._number, want, taken)
            for start, free in search.places():
                yield search.slot(start, free[0])


class _OfDay:
    """One search of one day."""

    def __init__(self, searched: _Searched, number: int, want: Want, taken: Sequence[Slot]) -> None:
        self._searched = searched
        self._number = number
        self._want = want
        self._timeline = searched.center.busy.timeline
        self._grid = searched.center.roster.grid(number, want.rule.step)
        self._busy_of: dict[int, Spans] = {}
        self._busy_in: dict[tuple[int, int], Spans] = {}
        away: tuple[Taken | Slot, ...] = (*searched.taken, *taken)
        for one in away:
            span = (self._timeline.down(one.busy.start), self._timeline.up(one.busy.end))
            self._busy_of.setdefault(one.clinician_id, []).append(span)
            if one.room_id is not None and one.room_unit is not None:
                self._busy_in.setdefault((one.room_id, one.room_unit), []).append(span)
        self._rooms = None if searched.rooms is None else self._rooms_of_day(searched.rooms)

    def places(self) -> Iterator[tuple[int, list[_Free]]]:
        """Each second of the grid at which somebody, and a room, is free, and all who are, the best first."""
        waiting, free, place = self._ranges(), list[_Free](), 0
        heapify(waiting)
        while waiting or free:
            if not free:
                place = max(place, waiting[0][0])
            while waiting and waiting[0][0] <= place:
                insort(free, heappop(waiting)[1:])
            free = [one for one in free if one[2] >= place]
            if not free:
                continue
            roomy = place if self._rooms is None else self._roomy(self._rooms, place)
            if roomy == place:
                yield self._grid[place], free
                roomy += 1
            place = roomy

    def slot(self, start: int, free: _Free) -> Slot:
        """The slot of somebody who is free at a second."""
        booked, clinician_id, _, own_room_id = free
        rule, instant = self._want.rule, self._timeline.instant(start)
        room = None if self._rooms is None else self._rooms.unit(start, own_room_id)
        return Slot(
            start=instant,
            booked=booked,
            clinician_id=clinician_id,
            end=rule.span(instant).end,
            busy=rule.busy(instant),
            day=self._timeline.day(self._number),
            room_id=None if room is None else room[0],
            room_unit=None if room is None else room[1],
        )

    def _ranges(self) -> list[_Range]:
        """From which to which place of the grid each clinician is free."""
        rule, grid, gaps = self._want.rule, self._grid, self._searched.gaps.day(self._number)
        length, before, after = rule.minutes * 60, rule.buffer_before * 60, rule.buffer_after * 60
        least, most = self._bounds()
        busy, found = self._searched.center.busy, list[_Range]()
        for at, clinician_id, own_room_id in self._searched.able:
            if gaps.longest[at] < length:
                continue
            for first, last, since, until in fours(self._gaps_of(at, clinician_id, gaps.gaps[at])):
                if last - first >= length:
                    from_ = bisect_left(grid, max(first, since + before, least))
                    to = bisect_right(grid, min(last, until - after, most) - length) - 1
                    if from_ <= to:
                        booked = busy.booked(self._searched.center.places[at], self._number)
                        found.append((from_, booked, clinician_id, to, own_room_id))
        return found

    def _gaps_of(self, at: int, clinician_id: int, gaps: Sequence[int]) -> Sequence[int]:
        taken = self._busy_of.get(clinician_id)
        return gaps if taken is None else self._searched.gaps.less(at, self._number, taken)

    def _bounds(self) -> tuple[int, int]:
        """The second before which nothing may start, and the one after which nothing may last."""
        want = self._want
        soonest = self._timeline.up(want.soonest())
        if want.hours is None:
            return soonest, FAR
        window = local_window(self._timeline.day(self._number), *want.hours, want.zone)
        return max(soonest, self._timeline.up(window.start)), self._timeline.down(window.end)

    def _rooms_of_day(self, units: list[tuple[int, int]]) -> "_Rooms":
        booked = self._searched.center.rooms(self._number)
        taken = {unit: booked.get(unit, []) for unit in units}
        for unit, spans in self._busy_in.items():
            if unit in taken:
                taken[unit] = sorted([*taken[unit], *spans])
        return _Rooms(taken, self._want.rule)

    def _roomy(self, rooms: "_Rooms", place: int) -> int:
        """The first place of the grid from this one on at which a room may be free; its end when none is."""
        while place < len(self._grid):
            start = rooms.free_from(self._grid[place])
            if start == self._grid[place]:
                return place
            place = bisect_left(self._grid, start)
        return place


class _Rooms:
    """The room units of a search, and when each is taken."""

    def __init__(self, taken: dict[tuple[int, int], Spans], rule: ServiceRule) -> None:
        self._taken = taken
        self._before = rule.buffer_before * 60
        self._after = (rule.minutes + rule.buffer_after) * 60

    def unit(self, start: int, own_room_id: int | None = None) -> tuple[int, int] | None:
        """The place for a slot: in the clinician's own room, else the lowest free one."""
        first, last = start - self._before, start + self._after
        own = (unit for unit in self._taken if unit[0] == own_room_id)
        for unit in chain(own, self._taken):
            if all(end <= first or begin >= last for begin, end in self._taken[unit]):
                return unit
        return None

    def free_from(self, start: int) -> int:
        """The first second from this one on at which some unit is free for a slot; far away when none is."""
        if self.unit(start) is not None:
            return start
        return min((self._next(taken, start) for taken in self._taken.values()), default=FAR)

    def _next(self, taken: Spans, start: int) -> int:
        starts = ((max(start, since + self._before), until) for since, until in free_spans(taken))
        return next((first for first, until in starts if first + self._after <= until), FAR)
