"""Which appointments ahead a change of set-up would break: found by the rules, before it and after it.

The change is saved in a transaction that is rolled back, so that what is judged is what would really be there.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from frontdesk.database.tables import Appointment
from frontdesk.rules.availability import Asked, Plan, working_time
from frontdesk.rules.conflicts import ConflictKind, Standing, Surroundings, Wanted, conflicts
from frontdesk.rules.times import Interval
from frontdesk.services.desk import Desk, Work
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import Saved
from frontdesk.views.ahead import Ground, Unit, last_day_ahead, read_broken, read_ground, standing_ahead
from frontdesk.views.schedules import Impact

LIMIT = 500
"""So many of the broken appointments are listed."""

_LASTING = frozenset(
    {
        ConflictKind.NOT_ABLE,
        ConflictKind.OUTSIDE_HOURS,
        ConflictKind.LEAVE,
        ConflictKind.BLOCK,
        ConflictKind.CLOSURE,
        ConflictKind.CLINICIAN_BUSY,
        ConflictKind.ROOM_FULL,
    }
)
"""What breaks an appointment that stands; notice and horizon are for booking."""
_A_DAY = timedelta(days=1)

Kinds = frozenset[ConflictKind]


def impact_of(desk: Desk, save: Callable[[Work], Saved]) -> Impact:
    """What saving would break of what is fine now. Raises what `save` raises; nothing is saved."""
    now = desk.now()
    with desk.database.read() as connection:
        days = _Days.ahead(connection, now)
    trial = desk.database.write(lambda connection: _tried(connection, desk, days, save))
    with desk.database.read() as connection:
        return _impact(connection, _newly_broken(trial, _touched(connection, now, trial)))


def unsettled_at(desk: Desk, center_id: int) -> Impact:
    """The appointments ahead at a center that its set-up, as it is, breaks; not what was overbooked on purpose."""
    now = desk.now()
    with desk.database.read() as connection:
        days = _Days.ahead(connection, now)
        judge = _Judge(read_ground(connection, days.first, days.last, [center_id]))
        rows = standing_ahead(connection, now, Appointment.center_id == center_id)
        return _impact(connection, ((row.id, judge.kinds(row, _minutes(row))) for row in rows))


@dataclass(frozen=True, slots=True)
class _Days:
    """The days for which anything is booked ahead, in any zone, and as many after them as slots may reach into."""

    first: date
    last: date

    @classmethod
    def ahead(cls, connection: Connection, now: datetime) -> "_Days":
        first = now.date() - _A_DAY
        return cls(first, max(first, last_day_ahead(connection) or first) + 2 * _A_DAY)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Set-up before and after saving; and what would stand at the centers concerned, where places may change."""

    before: Ground
    after: Ground
    standing: Sequence[Any] | None


def _tried(connection: Connection, desk: Desk, days: _Days, save: Callable[[Work], Saved]) -> _Trial:
    before = read_ground(connection, days.first, days.last)
    trial = connection.begin_nested()
    try:
        work = Work(connection, desk.now(), new_command_id(), desk.person(), desk.signed_in(), desk.name)
        centers = save(work).changes.plans
        after = read_ground(connection, days.first, days.last, centers)
        standing = None
        if (before.needs, before.units) != (after.needs, after.units):
            standing = standing_ahead(connection, work.at, Appointment.center_id.in_(centers))
        return _Trial(before, after, standing)
    finally:
        trial.rollback()


def _touched(connection: Connection, now: datetime, trial: _Trial) -> Iterator[Any]:
    """The appointments of those whose working time differs, on the days on which it may, and whose service does."""
    for row in trial.standing or ():
        needs = trial.after.needs[row.service_id]
        key = (row.center_id, needs.room_kind or "")
        if trial.before.needs[row.service_id] != needs or trial.before.units.get(key) != trial.after.units.get(key):
            yield row
    for center_id, plan in trial.after.plans.items():
        was = trial.before.plans[center_id]
        lines, exceptions = set(was.lines) ^ set(plan.lines), set(was.exceptions) ^ set(plan.exceptions)
        whole = bool(lines) or was.opening != plan.opening
        if not whole and not exceptions:
            continue
        wanted: list[Any] = [Appointment.center_id == center_id]
        clinicians = {one.clinician_id for one in lines} | {one.clinician_id for one in exceptions}
        if was.opening == plan.opening and None not in clinicians:
            wanted.append(Appointment.clinician_id.in_(clinicians))
        if not whole:
            wanted.append(Appointment.day >= min(one.span.start for one in exceptions).date() - _A_DAY)
            wanted.append(Appointment.day <= max(one.span.end for one in exceptions).date() + _A_DAY)
        yield from standing_ahead(connection, now, *wanted)


def _newly_broken(trial: _Trial, rows: Iterable[Any]) -> Iterator[tuple[int, Kinds]]:
    """Each appointment with what would break it and does not now."""
    others = None if trial.standing is None else _Others(trial.standing)
    before, after = _Judge(trial.before, others), _Judge(trial.after, others)
    for row in rows:
        minutes = _minutes(row)
        was, will = trial.before.needs[row.service_id], trial.after.needs[row.service_id]
        longer = will.rule.minutes if minutes == was.rule.minutes else minutes
        broken = after.kinds(row, longer)
        if broken:
            yield row.id, broken - before.kinds(row, minutes)


def _impact(connection: Connection, judged: Iterable[tuple[int, Kinds]]) -> Impact:
    broken = {number: tuple(sorted(kinds)) for number, kinds in judged if kinds}
    listed = dict(list(broken.items())[:LIMIT])
    return Impact(read_broken(connection, listed), len(broken))


def _minutes(row: Any) -> int:
    length: timedelta = row.ends_at - row.starts_at
    return round(length.total_seconds() / 60)


class _Others:
    """What stands beside an appointment, found by time: with the same clinician, and in each place."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._lists: dict[tuple[object, ...], list[Standing]] = {}
        for row in rows:
            busy = Interval(row.busy_from, row.busy_to)
            span = Interval(row.starts_at, row.ends_at)
            one = Standing(row.id, row.clinician_id, 0, span, busy, row.room_id, row.room_unit)
            keys: tuple[tuple[object, ...], ...] = (row.clinician_id,), (row.room_id, row.room_unit)
            for key in keys:
                self._lists.setdefault(key, []).append(one)
        self._starts: dict[tuple[object, ...], list[datetime]] = {}
        for key, some in self._lists.items():
            some.sort(key=lambda one: one.busy.start)
            self._starts[key] = [one.busy.start for one in some]
        lengths = (one.busy.end - one.busy.start for some in self._lists.values() for one in some)
        self._longest = max(lengths, default=timedelta(0))

    def with_clinician(self, row: Any, busy: Interval) -> tuple[Standing, ...]:
        """What else its clinician has then."""
        return tuple(one for one in self._between((row.clinician_id,), busy) if one.appointment_id != row.id)

    def in_places(self, row: Any, busy: Interval, places: Iterable[Unit]) -> tuple[Standing, ...]:
        """What else is in these places then."""
        found = (one for place in places for one in self._between(place, busy))
        return tuple(one for one in found if one.appointment_id != row.id)

    def _between(self, key: tuple[object, ...], busy: Interval) -> Iterator[Standing]:
        starts = self._starts.get(key, [])
        some = slice(bisect_left(starts, busy.start - self._longest), bisect_left(starts, busy.end))
        return (one for one in self._lists.get(key, [])[some] if one.busy.overlaps(busy))


class _Judge:
    """Says of standing appointments what breaks them on one ground; beside `others` only where places may change."""

    def __init__(self, ground: Ground, others: _Others | None = None) -> None:
        self._ground = ground
        self._others = others
        self._plans: dict[tuple[int, int], Plan] = {}
        self._working: dict[tuple[Asked, date], tuple[Interval, ...]] = {}

    def kinds(self, row: Any, minutes: int) -> Kinds:
        """What is in its way if it lasts so many minutes; nothing that was overbooked on purpose."""
        needs = self._ground.needs[row.service_id]
        rule = replace(needs.rule, minutes=minutes)
        asked = Asked(row.clinician_id, row.center_id, row.zone, row.service_id, row.modality)
        places = None if needs.room_kind is None else self._ground.units.get((row.center_id, needs.room_kind), ())
        found: set[ConflictKind] = set()
        if places is not None and (row.room_id, row.room_unit) not in places:
            found.add(ConflictKind.ROOM_FULL)
        able = row.modality in needs.modalities
        near, places = self._near(row, rule.busy(row.starts_at), places)
        if near or not able or not self._fits(asked, row.day, rule.span(row.starts_at)):
            around = Surroundings(self._plan(asked), near, able=able, rooms=places)
            wanted = Wanted(row.starts_at, rule, asked, 0, appointment_id=row.id)
            found |= {one.kind for one in conflicts(wanted, around, row.starts_at)} & _LASTING
        if row.overbooked:
            found = {kind for kind in found if not kind.overbookable}
        return frozenset(found)

    def _near(
        self, row: Any, busy: Interval, places: tuple[Unit, ...] | None
    ) -> tuple[tuple[Standing, ...], tuple[Unit, ...] | None]:
        """What overlaps it, and the places to be looked at: none as long as nobody else is in its own."""
        if self._others is None:
            return (), None
        beside = self._others.with_clinician(row, busy)
        if places is None or not self._others.in_places(row, busy, [(row.room_id, row.room_unit)]):
            return beside, None
        return (*beside, *self._others.in_places(row, busy, places)), places

    def _fits(self, asked: Asked, day: date, span: Interval) -> bool:
        """Whether it lies in working time, which is worked out once for all of a day that ask for the same."""
        key = (asked, day)
        if key not in self._working:
            self._working[key] = working_time(self._plan(asked), asked, day)
        return any(part.holds(span) for part in self._working[key])

    def _plan(self, asked: Asked) -> Plan:
        """The part of the center's plan that is about this clinician."""
        key = (asked.center_id, asked.clinician_id)
        if key not in self._plans:
            plan = self._ground.plans[asked.center_id]
            self._plans[key] = Plan(
                tuple(one for one in plan.lines if one.clinician_id == asked.clinician_id),
                plan.opening,
                tuple(one for one in plan.exceptions if one.clinician_id in (None, asked.clinician_id)),
            )
        return self._plans[key]
