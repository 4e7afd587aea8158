"""Everything that stands in the way of a wanted slot, as values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from frontdesk.rules.availability import Asked, Plan, scheduled_time, standing_in_the_way
from frontdesk.rules.openings import RoomUnit, ServiceRule, free_unit
from frontdesk.rules.times import Interval, subtract, to_wall, wall_days
from frontdesk.rules.words import ExceptionKind


class ConflictKind(StrEnum):
    """What is in the way."""

    PAST = "past"
    NOTICE = "notice"
    TOO_FAR = "too-far"
    NOT_ABLE = "not-able"
    OUTSIDE_HOURS = "outside-hours"
    LEAVE = "leave"
    BLOCK = "block"
    CLOSURE = "closure"
    CLINICIAN_BUSY = "clinician-busy"
    ROOM_FULL = "room-full"
    HELD = "held"
    CONSUMER_BUSY = "consumer-busy"

    @property
    def overbookable(self) -> bool:
        """Whether who has the permission may book over it on purpose, with a reason.

        Not over what nobody at the desk can mend (the past, a clinician who is away or does not give the service, a
        closed center, a day too far ahead), nor over what another desk was promised for the moment.
        """
        return self in _OVERBOOKABLE


_OVERBOOKABLE = frozenset(
    {
        ConflictKind.NOTICE,
        ConflictKind.OUTSIDE_HOURS,
        ConflictKind.BLOCK,
        ConflictKind.CLINICIAN_BUSY,
        ConflictKind.ROOM_FULL,
        ConflictKind.CONSUMER_BUSY,
    }
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing in the way, with the stretch of the wanted time (UTC) that it concerns.

    `appointment_id` names the appointment behind it, `remark` is that of the leave, block or closure, `limit` the
    first instant that notice allows, `desk`, `until` and `staff` (the person's name) are those of a hold. Where
    `blocks` is False it is a warning.
    """

    kind: ConflictKind
    overlap: Interval
    appointment_id: int | None = None
    remark: str = ""
    limit: datetime | None = None
    desk: str = ""
    until: datetime | None = None
    staff: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it forbids the slot; a consumer may have two appointments at a time, if the desk means it."""
        return self.kind is not ConflictKind.CONSUMER_BUSY


@dataclass(frozen=True, slots=True)
class Wanted:
    """The slot that is wanted, from `start` (UTC), and for whom and what.

    A move names its own `appointment_id`, so that its old time is not in its way.
    """

    start: datetime
    rule: ServiceRule
    asked: Asked
    consumer_id: int
    appointment_id: int | None = None
    own_room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An appointment that holds its slot: `span` is what was promised, `busy` the same with buffers."""

    appointment_id: int
    clinician_id: int | None
    consumer_id: int
    span: Interval
    busy: Interval
    room_id: int | None = None
    room_unit: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A slot that is on the screen of another desk, kept for it until an instant; `busy` is it with buffers.

    `staff` is the name of who holds it there.
    """

    desk: str
    until: datetime
    clinician_id: int
    busy: Interval
    room_id: int | None = None
    room_unit: int | None = None
    staff: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around the wanted time: schedules, appointments of clinician, consumer and rooms, in any order.

    `held` is what others hold at this instant, not what who asks holds. `able` is whether the clinician gives the
    service; `rooms` are the units (room, number) of the kind that it needs, None when it needs none.
    """

    plan: Plan
    standing: tuple[Standing, ...] = ()
    held: tuple[Held, ...] = ()
    able: bool = True
    rooms: tuple[tuple[int, int], ...] | None = None


def conflicts(wanted: Wanted, around: Surroundings, now: datetime) -> tuple[Conflict, ...]:
    """All that stands in the way of the slot, those that forbid it first; empty when it can be booked."""
    found = (
        *_of_the_date(wanted, now),
        *_of_ability(wanted, around),
        *_of_hours(wanted, around.plan),
        *_of_exceptions(wanted, around.plan),
        *_of_clinician(wanted, around),
        *_of_rooms(wanted, around),
        *_of_holds(wanted, around),
        *_of_consumer(wanted, around),
    )
    return tuple(sorted(found, key=lambda one: not one.blocks))


def reasons_against(wanted: Wanted, around: Surroundings, now: datetime) -> Iterator[ConflictKind]:
    """The kinds of what forbids the slot, each looked for only when it is asked for; what is quickly seen comes first.

    For who asks of many clinicians at once whether they could, and needs one reason why not.
    """
    for look in (
        _of_the_date(wanted, now),
        _of_ability(wanted, around),
        _of_clinician(wanted, around),
        _of_rooms(wanted, around),
        _of_holds(wanted, around),
        _of_exceptions(wanted, around.plan),
        _of_hours(wanted, around.plan),
    ):
        yield from (one.kind for one in look)


def room_for(wanted: Wanted, around: Surroundings) -> RoomUnit | None:
    """The room unit that the slot would get; None when it needs none or all are taken."""
    taken: tuple[Standing | Held, ...] = (*_others(wanted, around), *around.held)
    units = (
        RoomUnit(room, number, tuple(one.busy for one in taken if (one.room_id, one.room_unit) == (room, number)))
        for room, number in around.rooms or ()
    )
    return free_unit(units, wanted.rule.busy(wanted.start), wanted.own_room_id)


def _of_the_date(wanted: Wanted, now: datetime) -> Iterator[Conflict]:
    rule, span, zone = wanted.rule, wanted.rule.span(wanted.start), wanted.asked.zone
    soonest = rule.soonest(now)
    if wanted.start < now:
        yield Conflict(ConflictKind.PAST, span, limit=now)
    elif wanted.start < soonest:
        yield Conflict(ConflictKind.NOTICE, span, limit=soonest)
    elif to_wall(wanted.start, zone).date() > rule.last_day(now, zone):
        yield Conflict(ConflictKind.TOO_FAR, span)


def _of_ability(wanted: Wanted, around: Surroundings) -> Iterator[Conflict]:
    if not around.able:
        yield Conflict(ConflictKind.NOT_ABLE, wanted.rule.span(wanted.start))


def _of_hours(wanted: Wanted, plan: Plan) -> Iterator[Conflict]:
    """The stretches that no weekly line and no extra hours cover."""
    span = wanted.rule.span(wanted.start)
    days = wall_days(span, wanted.asked.zone)
    scheduled = (part for day in days for part in scheduled_time(plan, wanted.asked, day))
    for rest in subtract((span,), scheduled):
        yield Conflict(ConflictKind.OUTSIDE_HOURS, rest)


def _of_exceptions(wanted: Wanted, plan: Plan) -> Iterator[Conflict]:
    span = wanted.rule.span(wanted.start)
    kinds = {
        ExceptionKind.LEAVE: ConflictKind.LEAVE,
        ExceptionKind.BLOCK: ConflictKind.BLOCK,
        ExceptionKind.CLOSURE: ConflictKind.CLOSURE,
    }
    for one in standing_in_the_way(plan, wanted.asked):
        if one.span.overlaps(span):
            yield Conflict(kinds[one.kind], one.span.common(span), remark=one.remark)


def _of_clinician(wanted: Wanted, around: Surroundings) -> Iterator[Conflict]:
    busy = wanted.rule.busy(wanted.start)
    for one in _others(wanted, around):
        if one.clinician_id == wanted.asked.clinician_id and one.busy.overlaps(busy):
            yield Conflict(ConflictKind.CLINICIAN_BUSY, one.busy.common(busy), one.appointment_id)


def _of_rooms(wanted: Wanted, around: Surroundings) -> Iterator[Conflict]:
    """When no unit is free: each appointment that takes one, or one nameless conflict when there are no units."""
    if not _is_full(wanted, around):
        return
    busy = wanted.rule.busy(wanted.start)
    if not around.rooms:
        yield Conflict(ConflictKind.ROOM_FULL, busy)
    for one in _others(wanted, around):
        if _in_rooms(one, around) and one.busy.overlaps(busy):
            yield Conflict(ConflictKind.ROOM_FULL, one.busy.common(busy), one.appointment_id)


def _of_holds(wanted: Wanted, around: Surroundings) -> Iterator[Conflict]:
    """The times that other desks hold with the clinician, or in the rooms when no unit is free."""
    busy, full = wanted.rule.busy(wanted.start), _is_full(wanted, around)
    for one in around.held:
        theirs = one.clinician_id == wanted.asked.clinician_id or (full and _in_rooms(one, around))
        if theirs and one.busy.overlaps(busy):
            yield Conflict(ConflictKind.HELD, one.busy.common(busy), desk=one.desk, until=one.until, staff=one.staff)


def _is_full(wanted: Wanted, around: Surroundings) -> bool:
    return around.rooms is not None and room_for(wanted, around) is None


def _in_rooms(one: Standing | Held, around: Surroundings) -> bool:
    return (one.room_id, one.room_unit) in (around.rooms or ())


def _of_consumer(wanted: Wanted, around: Surroundings) -> Iterator[Conflict]:
    """The consumer's own appointments at that time, by what was promised: buffers are the clinic's."""
    span = wanted.rule.span(wanted.start)
    for one in _others(wanted, around):
        if one.consumer_id == wanted.consumer_id and one.span.overlaps(span):
            yield Conflict(ConflictKind.CONSUMER_BUSY, one.span.common(span), one.appointment_id)


def _others(wanted: Wanted, around: Surroundings) -> Iterable[Standing]:
    return (one for one in around.standing if one.appointment_id != wanted.appointment_id)
