"""What stands in the way of appointments that stand already, for very many at a time.

It says what `rules.conflicts` says of each, but works in sets and whole seconds: a clinician's day is worked out once.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from frontdesk.rules.availability import Asked, Plan, ScheduleException, is_for
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.free_gaps import Roster, Timeline, Week
from frontdesk.rules.openings import ServiceRule
from frontdesk.rules.words import ExceptionKind, Modality

Unit = tuple[int, int]
"""Room and the number of the place in it."""
Kinds = frozenset[ConflictKind]
NOTHING: Final[Kinds] = frozenset()
_AWAY: Final = {
    ExceptionKind.LEAVE: ConflictKind.LEAVE,
    ExceptionKind.BLOCK: ConflictKind.BLOCK,
    ExceptionKind.CLOSURE: ConflictKind.CLOSURE,
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SPARE_DAYS: Final = 3
Key = tuple[int | None, ...]
_NOBODY: Final[tuple[list[int], list[tuple[int, int, int]]]] = ([], [])


class Ahead(NamedTuple):
    """An appointment that holds its slot; instants are whole seconds since 1970, rounded outward."""

    id: int
    version: int
    service_id: int
    center_id: int
    clinician_id: int
    day: date
    modality: Modality
    overbooked: bool
    starts: int
    ends: int
    busy_from: int
    busy_to: int
    room_id: int | None
    room_unit: int | None


@dataclass(frozen=True, slots=True)
class Needs:
    """What a service asks for: its timing, in which modalities it is offered, the kind of room, None for none."""

    rule: ServiceRule
    modalities: frozenset[Modality]
    room_kind: str | None


class Hours:
    """The working time of a center's clinicians as it would be without leave, blocks and closures."""

    def __init__(self, plan: Plan, center_id: int, zone: str, days: Collection[date]) -> None:
        first = min(days)
        self._timeline = Timeline(first, (max(days) - first).days + _SPARE_DAYS)
        self._origin = int(self._timeline.instant(0).timestamp())
        self._asked = Asked(0, center_id, zone)
        extra = tuple(one for one in plan.exceptions if one.kind is ExceptionKind.EXTRA)
        self._roster = Roster(replace(plan, exceptions=extra), center_id, zone, self._timeline)
        self._weeks: dict[tuple[int, int, Modality], Week] = {}
        self._windows: dict[tuple[int, int, Modality, date], list[tuple[int, int]]] = {}

    def cover(self, one: Ahead, end: int) -> bool:
        """Whether its clinician works, for its service and modality, from its start to `end`."""
        key = (one.clinician_id, one.service_id, one.modality, one.day)
        windows = self._windows.get(key)
        if windows is None:
            windows = self._windows[key] = self._work_out(one)
        return any(first <= one.starts and end <= last for first, last in windows)

    def _work_out(self, one: Ahead) -> list[tuple[int, int]]:
        key = (one.clinician_id, one.service_id, one.modality)
        if key not in self._weeks:
            asked = replace(self._asked, service_id=one.service_id, modality=one.modality)
            kinds = [kind for kind in self._roster.kinds if is_for(kind, asked)]
            self._weeks[key] = self._roster.week(one.clinician_id, kinds)
        edges = self._roster.working(one.clinician_id, self._weeks[key], self._timeline.number(one.day))
        seconds = [self._origin + edge for edge in edges]
        return list(zip(seconds[::2], seconds[1::2], strict=True))


class Away:
    """The leave, blocks and closures of a center and its clinicians."""

    def __init__(self, exceptions: Iterable[ScheduleException], center_id: int) -> None:
        self._of: dict[int | None, list[tuple[int, int, ConflictKind]]] = {None: []}
        theirs = (one for one in exceptions if one.kind in _AWAY and one.center_id in (None, center_id))
        for one in theirs:
            start, end = (edge - _EPOCH for edge in one.span)
            span = int(start.total_seconds() // 1), -int(-end.total_seconds() // 1), _AWAY[one.kind]
            self._of.setdefault(one.clinician_id, []).append(span)
        everybodys = self._of.pop(None)
        self._of = {whose: sorted([*spans, *everybodys]) for whose, spans in self._of.items()}
        self._everybodys = sorted(everybodys)

    def kinds(self, one: Ahead, end: int) -> list[ConflictKind]:
        """What of them overlaps the time from its start to `end`."""
        found = []
        for first, last, kind in self._of.get(one.clinician_id, self._everybodys):
            if first >= end:
                break
            if last > one.starts:
                found.append(kind)
        return found


class Others:
    """What stands beside an appointment, found by time: with the same clinician, and in each place."""

    def __init__(self, rows: Iterable[Ahead]) -> None:
        found: dict[Key, list[tuple[int, int, int]]] = {}
        for one in rows:
            busy = (one.busy_from, one.busy_to, one.id)
            found.setdefault((one.clinician_id,), []).append(busy)
            found.setdefault((one.room_id, one.room_unit), []).append(busy)
        for some in found.values():
            some.sort()
        self._lists = {key: ([start for start, _, _ in some], some) for key, some in found.items()}
        self._longest = max((end - start for some in found.values() for start, end, _ in some), default=0)

    def any(self, key: Key, own_id: int, start: int, end: int) -> bool:
        """Whether any but the own one is there then; the key is (clinician,) or (room, number)."""
        starts, some = self._lists.get(key, _NOBODY)
        for at in range(bisect_left(starts, start - self._longest), bisect_left(starts, end)):
            _, ends, number = some[at]
            if ends > start and number != own_id:
                return True
        return False


@dataclass(slots=True)
class Judge:
    """Says of standing appointments what is in their way; what is None is not looked at.

    `hours` and `away` are by center, `units` by center and kind of room.
    """

    hours: Mapping[int, Hours] | None = None
    away: Mapping[int, Away] | None = None
    needs: Mapping[int, Needs] | None = None
    units: Mapping[tuple[int, str], Collection[Unit]] | None = None
    others: Others | None = None

    def kinds(self, one: Ahead, end: int, *, brief: bool = False) -> Kinds:
        """What is in its way if it lasts until `end`; of one that was overbooked, what nobody may book over.

        `brief` looks for no other place where the clinician is busy anyway: it says whether, not all of what.
        """
        found: list[ConflictKind] = []
        if self.hours is not None and not self.hours[one.center_id].cover(one, end):
            found.append(ConflictKind.OUTSIDE_HOURS)
        if self.away is not None:
            found += self.away[one.center_id].kinds(one, end)
        if self.needs is not None:
            found += self._of_service(one, self.needs[one.service_id], end, brief=brief)
        if one.overbooked:
            found = [kind for kind in found if not kind.overbookable]
        return frozenset(found) if found else NOTHING

    def _of_service(self, one: Ahead, needs: Needs, end: int, *, brief: bool) -> Iterable[ConflictKind]:
        if one.modality not in needs.modalities:
            yield ConflictKind.NOT_ABLE
        first, last = one.starts - needs.rule.buffer_before * 60, end + needs.rule.buffer_after * 60
        if self.others is not None and self.others.any((one.clinician_id,), one.id, first, last):
            yield ConflictKind.CLINICIAN_BUSY
            if brief:
                return
        if needs.room_kind is not None and self.units is not None:
            places = self.units.get((one.center_id, needs.room_kind), ())
            if not self._is_placed(one, places, first, last):
                yield ConflictKind.ROOM_FULL

    def _is_placed(self, one: Ahead, places: Collection[Unit], first: int, last: int) -> bool:
        """Whether it has a place of the kind that it needs, which nobody else is in then, or another one is free."""
        own = (one.room_id, one.room_unit)
        if own not in places:
            return False
        if self.others is None or not self.others.any(own, one.id, first, last):
            return True
        return any(not self.others.any(place, one.id, first, last) for place in places)
