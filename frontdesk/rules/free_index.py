"""The index of openings: the free gaps of every clinician of every center, by day, kept in memory and up to date."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from frontdesk.rules.availability import LineKind, Plan
from frontdesk.rules.free_gaps import AROUND, FAR, NOTHING, REACH, Roster, Timeline, fours, free_gaps, longest

_A_DAY: Final = 86_400
Spans = list[tuple[int, int]]


class BusyTimes:
    """What is booked with each clinician on each wall-clock day: (from, to, room, unit) in an array, 0 for no room."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        days = timeline.days + 2 * AROUND
        self._rows: list[list[array[int]]] = [[] for _ in range(days)]
        self._least, self._most = [FAR] * days, [-FAR] * days
        self._changes = [0] * days
        self.people: dict[int, int] = {}

    def place(self, clinician_id: int) -> int:
        """Where the clinician stands in every day's list; they are added when they are new."""
        if clinician_id not in self.people:
            for rows in self._rows:
                rows.append(NOTHING)
            self.people[clinician_id] = len(self.people)
        return self.people[clinician_id]

    def reaches(self, number: int) -> bool:
        """Whether the day can be kept: it is one of the timeline, or near."""
        return -AROUND <= number < self.timeline.days + AROUND

    def put(self, clinician_id: int, number: int, rows: "array[int]") -> "array[int]":
        """Keep what is booked on a day, sorted by start; returns what was there before."""
        place, at = self.place(clinician_id), number + AROUND
        before, self._rows[at][place] = self._rows[at][place], rows
        self._changes[at] += 1
        if rows:
            self._least[at] = min(self._least[at], rows[0])
            self._most[at] = max(self._most[at], *rows[1::4])
        return before

    def changes(self, number: int) -> int:
        """A number that grows whenever something changes on a day or near it."""
        return sum(self._changes[number : number + 2 * AROUND + 1])

    def booked(self, place: int, number: int) -> int:
        """How many appointments the clinician has that day."""
        return len(self._rows[number + AROUND][place]) // 4

    def around(self, place: int, number: int, least: int, most: int) -> Sequence[int]:
        """The clinician's rows, sorted, of the day and of those whose appointments reach between two seconds."""
        at = number + AROUND
        if max(self._most[at - AROUND : at]) <= least and min(self._least[at + 1 : at + AROUND + 1]) >= most:
            return self._rows[at][place]
        days = [rows[place] for rows in self._between(number, least, most)]
        return [part for row in sorted(row for one in days for row in fours(one)) for part in row]

    def rooms(self, number: int, least: int, most: int) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """The taken times of every room unit between two seconds around a day, sorted."""
        taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for everybody in self._between(number, least, most):
            for rows in everybody:
                for start, end, room, unit in fours(rows):
                    if room:
                        taken.setdefault((room, unit), []).append((start, end))
        for spans in taken.values():
            spans.sort()
        return taken

    def _between(self, number: int, least: int, most: int) -> Iterator[list["array[int]"]]:
        for at in range(number, number + 2 * AROUND + 1):
            if self._least[at] < most and self._most[at] > least:
                yield self._rows[at]


@dataclass(frozen=True, slots=True)
class DayGaps:
    """One day of a center: each clinician's gaps and the longest of each, in seconds, and who works then at all."""

    gaps: list["array[int]"]
    longest: "array[int]"
    works: bytearray


class Gaps:
    """The gaps of a center's clinicians within what their lines of some kinds give them; days are made when needed."""

    def __init__(self, center: "CenterIndex", kinds: frozenset[LineKind]) -> None:
        self._center = center
        self._weeks = [center.roster.week(one, kinds) for one in center.clinician_ids]
        self._days: list[DayGaps | None] = [None] * center.days
        self.longest = array("i", [FAR]) * center.days
        """The longest gap of anybody on each day, in seconds; far too long while the day is not made."""

    def day(self, number: int) -> DayGaps:
        """The gaps of a day; made again when something near it changed while they were made."""
        busy, found = self._center.busy, self._days[number]
        while found is None:
            changes = busy.changes(number)
            people = len(self._center.clinician_ids)
            made = DayGaps([NOTHING] * people, array("i", bytes(4 * people)), bytearray(people))
            for at in range(people):
                working = self._working(at, number)
                if working:
                    self._make(made, at, number, working)
            self.longest[number] = max(made.longest, default=0)
            self._days[number] = made
            found = made if busy.changes(number) == changes else None
        return found

    def renew(self, at: int, number: int, least: int, most: int) -> None:
        """Make a clinician's gaps anew where what changed between two seconds concerns the day."""
        found, roster = self._days[number], self._center.roster
        if found is None or roster.starts[number] - REACH >= most or roster.latest(number) + REACH <= least:
            return
        working = self._working(at, number)
        if working and working[0] - REACH < most and least < working[-1] + REACH:
            self._make(found, at, number, working)
            self.longest[number] = max(found.longest)

    def less(self, at: int, number: int, taken: Spans) -> "array[int]":
        """A clinician's gaps of a day as they would be with more taken."""
        working = self._working(at, number)
        booked = self._booked(at, number, working) if working else ()
        return free_gaps(working, sorted([*booked, *((start, end, 0, 0) for start, end in taken)]))

    def _make(self, day: DayGaps, at: int, number: int, working: Sequence[int]) -> None:
        day.gaps[at] = gaps = free_gaps(working, self._booked(at, number, working))
        day.longest[at] = longest(gaps)
        day.works[at] = 1

    def _working(self, at: int, number: int) -> Sequence[int]:
        return self._center.roster.working(self._center.clinician_ids[at], self._weeks[at], number)

    def _booked(self, at: int, number: int, working: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
        least, most = working[0] - REACH, working[-1] + REACH
        return fours(self._center.busy.around(self._center.places[at], number, least, most))


class CenterIndex:
    """A center's clinicians: where each stands in the lists, their gaps by what lines count, and its rooms."""

    def __init__(self, roster: Roster, busy: BusyTimes, clinician_ids: Collection[int]) -> None:
        self.roster = roster
        self.busy = busy
        self.days = busy.timeline.days
        self.clinician_ids = tuple(sorted(clinician_ids))
        self.at = {one: at for at, one in enumerate(self.clinician_ids)}
        self.places = [busy.place(one) for one in self.clinician_ids]
        self._gaps: dict[frozenset[LineKind], Gaps] = {}
        self._rooms: dict[int, tuple[int, dict[tuple[int, int], Spans]]] = {}

    def gaps(self, kinds: frozenset[LineKind]) -> Gaps:
        """The gaps when lines of these kinds count."""
        if kinds not in self._gaps:
            self._gaps[kinds] = Gaps(self, kinds)
        return self._gaps[kinds]

    def renew(self, clinician_id: int, number: int, least: int, most: int) -> None:
        """A clinician's appointments of a day have changed between two seconds."""
        at = self.at.get(clinician_id)
        if at is not None:
            for near in range(max(number - AROUND, 0), min(number + AROUND + 1, self.days)):
                for gaps in list(self._gaps.values()):
                    gaps.renew(at, near, least, most)

    def rooms(self, number: int) -> dict[tuple[int, int], Spans]:
        """When each room unit is taken around a day, sorted; kept until something near changes."""
        changes, kept = self.busy.changes(number), self._rooms.get(number)
        if kept is None or kept[0] != changes:
            begins = self.roster.starts[number]
            taken = self.busy.rooms(number, begins - REACH, begins + 2 * _A_DAY + REACH)
            kept = self._rooms[number] = (changes, taken)
        return kept[1]


class FreeIndex:
    """The free gaps of all centers on the days of a timeline.

    It is a hint: what it offers is checked again when it is booked. One thread may change it while others search.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.busy = BusyTimes(timeline)
        self.centers: dict[int, CenterIndex] = {}

    def plan(self, center_id: int, zone: str, plan: Plan, clinician_ids: Collection[int]) -> None:
        """Take a center's working time, known for three days beyond the timeline; all its gaps are made anew."""
        center = CenterIndex(Roster(plan, center_id, zone, self.timeline), self.busy, clinician_ids)
        everything = center.gaps(center.roster.kinds)
        for number in range(self.timeline.days):
            everything.day(number)
        self.centers[center_id] = center

    def reaches(self, day: date) -> bool:
        """Whether the day is one of the timeline."""
        return 0 <= self.timeline.number(day) < self.timeline.days

    def put(self, clinician_id: int, day: date, rows: "array[int]") -> None:
        """Take all that is booked with a clinician on a wall-clock day: see `BusyTimes`; sorted."""
        number = self.timeline.number(day)
        if not self.busy.reaches(number):
            return
        before = self.busy.put(clinician_id, number, rows)
        if self.centers and before != rows:
            edges = (*before[::4], *before[1::4], *rows[::4], *rows[1::4])
            for center in list(self.centers.values()):
                center.renew(clinician_id, number, min(edges), max(edges))
