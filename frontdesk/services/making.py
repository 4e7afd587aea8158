"""Makes what was ordered in one transaction: find the slots, lock their calendars, look again, write it all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.rules.conflicts import Standing
from frontdesk.rules.openings import Slot
from frontdesk.rules.permissions import Subject, may_book, may_take_request
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import RequestState
from frontdesk.services.desk import Work
from frontdesk.services.forms import Booked, Booking, Requested
from frontdesk.services.moving import LATER_DOSE
from frontdesk.services.obstacles import refusal
from frontdesk.services.on_demand import on_demand_at
from frontdesk.services.openings_index import Known
from frontdesk.services.orders import Accepted, Order, read_order
from frontdesk.services.placing import Claim, Overbooking, Placed, lock, look, place_at
from frontdesk.services.requests import book_request, take_down, write_request
from frontdesk.services.visits import Visit, check_days, find_slots
from frontdesk.services.wishes import checked_wishes
from frontdesk.services.writing import write_appointments


class Overtaken(RuleBroken):
    """Another desk took what the search had just found: to be looked for again."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A visit with the start it is to have: chosen, or a slot that was just found."""

    visit: Visit
    start: datetime
    found: Slot | None = None

    @property
    def clinicians(self) -> list[int]:
        """Whose calendars it may take."""
        return [one.id for one in self.visit.diary.able] if self.found is None else [self.found.clinician_id]


def make_booking(
    work: Work,
    booking: Booking,
    known: Known | None = None,
    *,
    alone: bool = False,
    accepted: Accepted | None = None,
) -> Booked:
    """Book in the transaction of `work`; see `BookingDesk.book`. What the index knows finds the earliest slot.

    `alone` keeps every other desk off all the calendars while it searches: then nobody can overtake it. What was
    `accepted` by a person is booked at once, whatever is to be confirmed by hand otherwise.
    """
    order = replace(read_order(work, booking, known), accepted=accepted)
    placed = _place(work, order, alone=alone)
    request_id = complete_request(work, order, placed)
    return write_appointments(work, order, request_id, placed)


def complete_request(work: Work, order: Order, placed: Iterable[Placed]) -> int:
    """The id of the request that is booked with these places: the one that waited, else one written down now.

    Raises RuleBroken `not.your-center` where the person may not book one of the places.
    """
    for one in placed:
        if not may_book(work.person, Subject(one.clinician_id, order.booking.center_id)):
            raise RuleBroken("not.your-center", fields=("center",))
    request_id = order.booking.request_id
    if request_id is None:
        return write_request(work, order, RequestState.COMPLETED)
    book_request(work, order, request_id)
    return request_id


def make_request(work: Work, booking: Booking) -> Requested:
    """Take the request down in the transaction of `work`; see `BookingDesk.take_request`."""
    order = read_order(work, booking)
    if not may_take_request(work.person, order.booking.center_id):
        raise RuleBroken("not.your-center", fields=("center",))
    return take_down(work, order, checked_wishes(work, order))


def _place(work: Work, order: Order, *, alone: bool) -> tuple[Placed, ...]:
    """A slot for each visit, all or none: aim, lock every calendar at once, look again."""
    if not order.visits.each[0].diary.able:
        raise RuleBroken("slot.none", fields=("service",))
    overbooking = _overbooking(work, order)
    if alone:
        lock(work.connection, work.memory, [visit.diary for visit in order.visits.each])
    aims = _aims(work, order, overbooking)
    check_days(order.visits, [aim.start for aim in aims])
    clinicians = [one for aim in aims for one in aim.clinicians]
    stale = not alone and lock(work.connection, work.memory, [aim.visit.diary for aim in aims], clinicians)
    placed: list[Placed] = []
    beside: list[Standing] = []
    for aim in aims:
        claim = Claim(
            order.consumer.id,
            passed_over=LATER_DOSE if placed else frozenset(),
            beside=tuple(beside),
            on_demand=frozenset() if placed else _on_demand(work, order),
        )
        sure = None if stale or aim.visit.diary.guesses else aim.found
        one = _placed(work, aim, claim, overbooking) if sure is None else _of(sure)
        placed.append(one)
        beside.append(standing_of(aim.visit, one, claim.consumer_id))
    return tuple(placed)


def _overbooking(work: Work, order: Order) -> Overbooking | None:
    if not order.overbook_reason:
        return None
    by_agents = work.setting("overbook.by_agents", default=False)
    return Overbooking(work.person, bool(by_agents))


def _aims(work: Work, order: Order, overbooking: Overbooking | None) -> list[Aim]:
    """What was chosen, and the earliest of all else."""
    visits, booking = order.visits.each, order.booking
    starts = [one.start for one in booking.doses] or ([] if booking.start is None else [booking.start])
    chosen = [Aim(visit, start) for visit, start in zip(visits, starts, strict=False)]
    if len(chosen) == len(visits):
        return chosen
    claim = Claim(order.consumer.id, on_demand=_on_demand(work, order))
    seen = [_slot(aim, place_at(work.connection, aim.visit.diary, aim.start, claim, overbooking)) for aim in chosen]
    found = find_slots(order.visits, tuple(seen))[len(chosen) :]
    return [*chosen, *(Aim(visit, slot.start, slot) for visit, slot in zip(visits[len(chosen) :], found, strict=True))]


def _on_demand(work: Work, order: Order) -> frozenset[int]:
    """Who is available now, for what is wanted now; sure once their calendars are locked."""
    if order.accepted is None or not order.accepted.now:
        return frozenset()
    return on_demand_at(work.connection, order.booking.center_id, work.at)


def _placed(work: Work, aim: Aim, claim: Claim, overbooking: Overbooking | None) -> Placed:
    diary, found = aim.visit.diary, aim.found
    if found is None:
        return place_at(work.connection, diary, aim.start, claim, overbooking)
    seen = look(diary, found.start, diary.clinician(found.clinician_id), claim)
    if seen.blocking:
        problem = refusal(work.connection, diary, seen.in_the_way)
        raise Overtaken(problem.code, fields=problem.fields, **problem.params)
    return Placed(found.start, found.clinician_id, seen.room)


def _of(slot: Slot) -> Placed:
    room = None if slot.room_id is None or slot.room_unit is None else (slot.room_id, slot.room_unit)
    return Placed(slot.start, slot.clinician_id, room)


def _slot(aim: Aim, placed: Placed) -> Slot:
    """A chosen slot as the search sees those that are taken already."""
    diary = aim.visit.diary
    room_id, room_unit = placed.room or (None, None)
    day = to_wall(placed.start, diary.zone).date()
    span, busy = diary.rule.span(placed.start), diary.rule.busy(placed.start)
    return Slot(placed.start, 0, placed.clinician_id, span.end, busy, day, room_id, room_unit)


def standing_of(visit: Visit, placed: Placed, consumer_id: int) -> Standing:
    """What is about to be written, as it stands in the way of the next."""
    rule = visit.diary.rule
    room_id, room_unit = placed.room or (None, None)
    return Standing(
        0,
        placed.clinician_id,
        consumer_id,
        rule.span(placed.start),
        rule.busy(placed.start),
        room_id,
        room_unit,
    )
