"""Looks whether a wanted slot is free once its calendars are locked; what books, moves or holds a slot asks here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from frontdesk.database.engine import OutdatedError
from frontdesk.database.locks import lock_calendars
from frontdesk.rules.conflicts import Conflict, ConflictKind, Standing, Surroundings, Wanted, conflicts, room_for
from frontdesk.rules.permissions import Person, Subject, may_overbook
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.services.diary import Diary, near_days
from frontdesk.services.diary_read import Able
from frontdesk.services.obstacles import InTheWay, refusal
from frontdesk.services.plans import Memory

_ON_DEMAND = frozenset({ConflictKind.OUTSIDE_HOURS, ConflictKind.NOTICE})
"""What is no reason against who said that they are available now."""
_YEARS = range(1851, 2199)
"""What every database keeps of the calendar, and a day around it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who wants a slot, and what is no reason against it.

    An appointment that moves (`appointment_id`) is not in its own way; `passed_over` are kinds that do not count;
    `beside` stands for what the same transaction is about to write; those that are `moving` with it leave their time.
    """

    consumer_id: int = 0
    appointment_id: int | None = None
    passed_over: frozenset[ConflictKind] = frozenset()
    beside: tuple[Standing, ...] = ()
    moving: frozenset[int] = frozenset()
    on_demand: frozenset[int] = frozenset()
    """Clinicians who are available now, whatever their working hours: they come first."""

    def counts(self, kind: ConflictKind, clinician_id: int) -> bool:
        """Whether this is a reason against a slot with that clinician."""
        return kind not in self.passed_over and not (clinician_id in self.on_demand and kind in _ON_DEMAND)


@dataclass(frozen=True, slots=True)
class Overbooking:
    """Somebody wants to book over what stands in the way; `by_agents` is the clinic's setting that lets agents."""

    person: Person
    by_agents: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot that may be given: found free after its calendars were locked, or `overbooked` on purpose."""

    start: datetime
    clinician_id: int
    room: tuple[int, int] | None
    overbooked: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a slot with one clinician: all that stands in its way, and the room unit it would get."""

    start: datetime
    able: Able
    conflicts: tuple[Conflict, ...]
    room: tuple[int, int] | None

    @property
    def blocking(self) -> tuple[Conflict, ...]:
        """What forbids it."""
        return tuple(one for one in self.conflicts if one.blocks)

    @property
    def in_the_way(self) -> tuple[InTheWay, ...]:
        """Its conflicts with the clinician they are about."""
        return tuple((self.able.id, one) for one in self.conflicts)


def lock(
    connection: Connection,
    memory: Memory,
    diaries: Iterable[Diary],
    clinician_ids: Iterable[int] | None = None,
    room_ids: Iterable[int] = (),
) -> bool:
    """Lock the calendars of these clinicians (or of all who are able) and of the rooms, more than these, all at once.

    Says whether what was read of bookings before may be old by now; working time is then as it is now. Raises
    OutdatedError when a service, who gives it or its rooms changed meanwhile.
    """
    wanted = list(diaries)
    if clinician_ids is None:
        clinician_ids = [able.id for diary in wanted for able in diary.able]
    rooms = [room for diary in wanted for room in diary.room_ids()]
    stale = lock_calendars(connection, clinician_ids, [*rooms, *room_ids])
    if stale:
        plans = memory.plans(connection)
        if not all(diary.renew(plans) for diary in wanted):
            raise OutdatedError
    return stale


def look(diary: Diary, start: datetime, able: Able, claim: Claim) -> Look:
    """See what stands in the way of this slot; true once its calendars are locked. Raises RuleBroken `time.range`."""
    if start.year not in _YEARS:
        raise RuleBroken("time.range", fields=("start",))
    wanted = Wanted(start, diary.rule, diary.asked(able.id), claim.consumer_id, claim.appointment_id, able.room_id)
    around = _surroundings(diary, wanted, claim)
    found = tuple(one for one in conflicts(wanted, around, diary.now) if claim.counts(one.kind, able.id))
    unit = room_for(wanted, around)
    return Look(start, able, found, None if unit is None else (unit.room_id, unit.number))


def place_at(
    connection: Connection, diary: Diary, start: datetime, claim: Claim, overbooking: Overbooking | None = None
) -> Placed:
    """The start with the wanted clinician, or with whoever of those able is free then and has least that day.

    Raises RuleBroken `slot.none` when nobody gives it there, else the refusal that names what stands in the way
    (`slot.taken`, `slot.leave` …, param `obstacles`), and `not.your-role` for overbooking without the right.
    """
    if not diary.able:
        raise RuleBroken("slot.none", fields=("service",))
    looks = []
    for able in sorted(by_load(diary, start), key=lambda one: one.id not in claim.on_demand):
        one = look(diary, start, able, claim)
        if not one.blocking:
            return Placed(start, able.id, one.room)
        looks.append(one)
    if overbooking is not None:
        placed = _over(diary, looks, overbooking)
        if placed is not None:
            return placed
    raise refusal(connection, diary, (way for one in looks for way in one.in_the_way))


def by_load(diary: Diary, start: datetime) -> list[Able]:
    """Those able, who has least booked that day first."""
    if len(diary.able) == 1:
        return list(diary.able)
    day = to_wall(start, diary.zone).date()
    around = diary.around([day], [one.id for one in diary.able])
    booked = Counter(one.clinician_id for _, one in around.standing)
    return sorted(diary.able, key=lambda one: (booked[one.id], one.id))


def _over(diary: Diary, looks: list[Look], overbooking: Overbooking) -> Placed | None:
    """With the first whose obstacles may all be booked over on purpose; None when there is nobody."""
    may_be = [one for one in looks if all(conflict.kind.overbookable for conflict in one.blocking)]
    if not may_be:
        return None
    person, by_agents = overbooking.person, overbooking.by_agents
    for one in may_be:
        if may_overbook(person, Subject(one.able.id, diary.query.center_id), by_agents=by_agents):
            return Placed(one.start, one.able.id, one.room or _shared_room(diary, one.able), overbooked=True)
    raise RuleBroken("not.your-role", fields=("overbook_reason",))


def _shared_room(diary: Diary, able: Able) -> tuple[int, int] | None:
    """Where it takes place when every room is full: the clinician's own room, else the first."""
    return min(diary.room_units() or (), key=lambda unit: (unit[0] != able.room_id, unit), default=None)


def _surroundings(diary: Diary, wanted: Wanted, claim: Claim) -> Surroundings:
    days = near_days(to_wall(wanted.start, diary.zone).date())
    busy = wanted.rule.busy(wanted.start)
    around = diary.in_the_way(busy, days, wanted.asked.clinician_id, wanted.consumer_id)
    return Surroundings(
        diary.working(days[0], days[-1]).of(wanted.asked.clinician_id),
        (*(one for _, one in around.standing if one.appointment_id not in claim.moving), *claim.beside),
        tuple(one for _, one in around.held),
        rooms=diary.room_units(),
    )
