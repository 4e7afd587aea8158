"""Booking: free times to choose from, why a time is not free, and new requests with their appointments."""

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from frontdesk.rules.changes import Changes
from frontdesk.rules.openings import Day, Slot, first, latest, nearest
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.services.desk import Desk, Work
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Booked, Booking, OpeningQuery, ProgramQuery, Requested
from frontdesk.services.making import Overtaken, make_booking, make_request
from frontdesk.services.obstacles import obstacles
from frontdesk.services.openings_index import Known, OpeningsIndex
from frontdesk.services.placing import Claim, by_load, look
from frontdesk.services.plans import Plans
from frontdesk.services.undo import note_undoable
from frontdesk.services.visits import find_slots, program_visits
from frontdesk.views.openings import DoseOpening, Opening, WhyNot

_NOTHING_FREE = {"slot.none", "dose.not-placed"}
"""What the index may say a moment after something became free."""
_DAYS_AROUND = 14
"""How far back from a wanted time a free one is looked for, in days."""


class BookingDesk:
    """What a person does to get somebody an appointment."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.index = OpeningsIndex(desk.database, desk.now)
        """What is free, once it is built; before that, days are read."""
        desk.followers.append(self._follow)

    def _follow(self, changes: Changes) -> None:
        self.index.apply(changes)

    def openings(self, query: OpeningQuery) -> tuple[Opening, ...]:
        """The first free times, earliest first, at most `query.limit`; reads no more days than needed.

        Raises RuleBroken `service.unknown`, `center.unknown`, `clinician.not-able`, `modality.not-offered`,
        `length.range`, `hours.order`.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            diary = self._diary(connection, query)
            return tuple(offered(diary, slot) for slot in first(diary.want, diary.days(), query.limit))

    def first_openings(self, query: OpeningQuery, days: int = 10) -> tuple[tuple[date, tuple[Opening, ...]], ...]:
        """The first free times of each of the next working days (days on which somebody works), one entry a day.

        They are apart by the length of the service, at most `query.limit` of each day. With weekdays asked for, only
        these are counted. Raises what `openings` raises.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            diary = self._diary(connection, query)
            working = (one for one in diary.days() if _counts(one, query))
            return tuple(
                (one.day, tuple(offered(diary, slot) for slot in first(diary.want, [one], query.limit, apart=True)))
                for one in itertools.islice(working, days)
            )

    def program(self, query: ProgramQuery) -> tuple[DoseOpening, ...]:
        """Where all doses of a program would go: each as early as those before it and those after it allow.

        Raises RuleBroken `program.unknown`, `program.no-doses`, `dose.not-placed` (which dose, which rule, what would
        help: params `number`, `service`, `rule`, `first_day`, `last_day`, `next`), and what `openings` raises.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            known = self.index.known
            visits = program_visits(connection, query, self._desk.now(), self._plans(connection, known), known)
            return tuple(
                DoseOpening(
                    dose_id=visit.dose_id or 0,
                    number=visit.number,
                    service_id=visit.diary.query.service_id,
                    service=visit.diary.service.name,
                    opening=offered(visit.diary, slot),
                )
                for visit, slot in zip(visits.each, find_slots(visits), strict=True)
            )

    def why_not(self, query: OpeningQuery, start: datetime, consumer_id: int | None = None) -> WhyNot:
        """All that stands in the way of a start (aware), and the nearest free times before and after it.

        Without a clinician it is free when anybody is; else everybody's obstacles are named. What the consumer has at
        that time is a warning among them. Raises what `openings` raises.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            diary = self._diary(connection, query)
            looks = [look(diary, start, able, Claim(consumer_id or 0)) for able in by_load(diary, start)]
            free = next((one for one in looks if not one.blocking), None)
            seen = looks if free is None else [free]
            before, after = free_around(diary, start)
            return WhyNot(
                start=start,
                wall_start=to_wall(start, diary.zone),
                clinician_id=query.clinician_id if free is None else free.able.id,
                obstacles=obstacles(connection, diary, (way for one in seen for way in one.in_the_way)),
                before=before,
                after=after,
            )

    def book(self, booking: Booking, command_id: str) -> Booked:
        """Make the appointments at the chosen starts, or the earliest, with all that belongs to them, or nothing.

        With a `request_id` they are those of a request that waits, or that is booked again. Raises RuleBroken:
        `slot.taken`, or `slot.` and a kind of conflict (params `obstacles`; `nearest`: free times from the start on;
        `before`: the last one before it), `slot.none`, `dose.not-placed`, `dose.least-days` …, `center.differs`,
        `request.booked`, `request.differs`, `not.your-center`, `not.your-role` (overbooking), and those of the diary,
        the consumer's form and the answers.
        """
        chosen = booking.start is not None or bool(booking.doses)
        known = self.index.known
        try:
            booked = self._made(booking, command_id, known)
        except RuleBroken as problem:
            lost = isinstance(problem, Overtaken) or (problem.code == "slot.taken" and not chosen)
            guessed = known is not None and problem.code in _NOTHING_FREE
            if not lost and not guessed:
                raise with_nearest(self._desk, problem, booking) from problem
            booked = self._made(booking, command_id, alone=True)
        self._desk.own_holds.discard(booking.hold)
        return booked

    def _made(self, booking: Booking, command_id: str, known: Known | None = None, *, alone: bool = False) -> Booked:
        def work(work: Work) -> Booked:
            made = make_booking(work, booking, known, alone=alone)
            self._desk.undoable = note_undoable(work)
            return made

        return self._desk.command(command_id, Booked, work)

    def _diary(self, connection: Connection, query: OpeningQuery) -> Diary:
        """The diary of who only looks."""
        known = self.index.known
        return Diary(connection, query, self._desk.now(), self._plans(connection, known), known)

    def _plans(self, connection: Connection, known: Known | None) -> Plans:
        return self._desk.memory.plans(connection) if known is None else known.plans

    def take_request(self, booking: Booking, command_id: str) -> Requested:
        """Take down what somebody wants, with its answers and wishes, without an appointment: it waits to be booked.

        Raises RuleBroken `not.your-center`, and what `book` raises about anything but times.
        """
        return self._desk.command(command_id, Requested, lambda work: make_request(work, booking))


def with_nearest(desk: Desk, problem: RuleBroken, booking: Booking) -> RuleBroken:
    """The same refusal with the free times around the start; of others too where a clinician was wanted."""
    of_the_slot = problem.code.startswith("slot.") and "start" in problem.fields
    if not of_the_slot or booking.service_id is None or booking.start is None:
        return problem
    query = OpeningQuery(
        booking.service_id,
        booking.center_id,
        booking.clinician_id,
        booking.start,
        booking.modality,
        limit=3,
        minutes=booking.length_minutes,
        hold=booking.hold,
        among=booking.among,
    )
    with desk.database.read() as connection:
        # The days themselves are read: the index may not have heard yet of who was quicker.
        plans, now = desk.memory.plans(connection), desk.now()
        diary = Diary(connection, query, now, plans)
        found, before = _following(diary), _before(diary, booking.start)
        if booking.clinician_id is not None:
            found |= _following(Diary(connection, replace(query, clinician_id=None), now, plans))
    free = tuple(sorted(found, key=lambda one: (one.start, one.clinician_id)))
    return RuleBroken(problem.code, fields=problem.fields, **{**problem.params, "nearest": free, "before": before})


def offered(diary: Diary, slot: Slot) -> Opening:
    """A slot as a person is shown it."""
    return Opening(
        start=slot.start,
        end=slot.end,
        wall_start=to_wall(slot.start, diary.zone),
        zone=diary.zone,
        clinician_id=slot.clinician_id,
        clinician=diary.clinician(slot.clinician_id).name,
        room_id=slot.room_id,
        room_unit=slot.room_unit,
        room=diary.room_name(slot.room_id),
    )


def _following(diary: Diary) -> set[Opening]:
    """The first free times from the query's start on."""
    return {offered(diary, slot) for slot in first(diary.want, diary.days(), diary.query.limit)}


def _before(diary: Diary, start: datetime) -> Opening | None:
    """The last free time before a start."""
    slot = latest(diary.want, diary.days, *_near(diary, start))
    return None if slot is None else offered(diary, slot)


def free_around(diary: Diary, start: datetime) -> tuple[Opening | None, Opening | None]:
    """The free times around a start."""
    found = nearest(diary.want, diary.days, *_near(diary, start))
    before, after = (None if slot is None else offered(diary, slot) for slot in found)
    return before, after


def _near(diary: Diary, start: datetime) -> tuple[datetime, date, date]:
    """The start, or now for one that has passed, and the days around it that are looked at."""
    start = max(start, diary.now)
    last_day = diary.rule.last_day(diary.now, diary.zone)
    day = min(to_wall(start, diary.zone).date(), last_day)
    return start, day - timedelta(days=_DAYS_AROUND), last_day


def _counts(day: Day, query: OpeningQuery) -> bool:
    return day.works and (not query.weekdays or day.day.weekday() in query.weekdays)
