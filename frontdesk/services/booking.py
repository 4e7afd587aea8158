"""Booking: free times to choose from, and a new appointment with its request, task, history and message."""

import itertools
from collections.abc import Iterator
from datetime import date

from frontdesk.rules.openings import DayInputs, Slot, first
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.services.desk import Desk
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Booked, Booking, OpeningQuery
from frontdesk.services.placing import place_booking
from frontdesk.views.openings import Opening

RACES = 8
"""How often the earliest slot is looked for again when another desk took it in between."""


class BookingDesk:
    """What a person does to get somebody an appointment."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def openings(self, query: OpeningQuery) -> tuple[Opening, ...]:
        """The first free times, earliest first, at most `query.limit`; reads no more days than needed.

        Raises RuleBroken `service.unknown`, `center.unknown`, `clinician.not-able`, `modality.not-offered`.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            diary = Diary(connection, query, self._desk.now())
            return tuple(offered(diary, slot) for slot in first(diary.want, diary.days(), query.limit))

    def first_openings(self, query: OpeningQuery, days: int = 10) -> tuple[tuple[date, tuple[Opening, ...]], ...]:
        """The first free times of each of the next working days (days on which somebody works), one entry a day."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            diary = Diary(connection, query, self._desk.now())
            working = itertools.islice(_working(diary.days()), days)
            return tuple(
                (inputs.day, tuple(offered(diary, slot) for slot in first(diary.want, [inputs], query.limit)))
                for inputs in working
            )

    def book(self, booking: Booking, command_id: str) -> Booked:
        """Make the appointment at the chosen start, or at the earliest, with all that belongs to it, or nothing.

        Raises RuleBroken: `slot.taken` (params `conflicts`, `nearest`: free times as Openings), `slot.none` when
        nothing is free, `not.your-center`, and those of the diary, the consumer's form and the answers.
        """
        for attempt in itertools.count(1):
            try:
                return self._desk.command(command_id, Booked, lambda work: place_booking(work, booking))
            except RuleBroken as problem:
                if problem.code != "slot.taken":
                    raise
                if booking.start is not None or attempt == RACES:
                    raise self._with_nearest(problem, booking) from problem
        raise AssertionError("unreachable")

    def _with_nearest(self, problem: RuleBroken, booking: Booking) -> RuleBroken:
        """The same refusal with the next free times to choose from."""
        start = booking.start or booking.from_
        if booking.service_id is None:
            return problem
        nearest = self.openings(
            OpeningQuery(booking.service_id, booking.center_id, booking.clinician_id, start, booking.modality, limit=3)
        )
        if booking.clinician_id is not None:
            others = self.openings(
                OpeningQuery(booking.service_id, booking.center_id, None, start, booking.modality, limit=3)
            )
            nearest = tuple(sorted({*nearest, *others}, key=lambda one: (one.start, one.clinician_id)))
        return RuleBroken(problem.code, fields=("start",), **{**problem.params, "nearest": nearest})


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


def _working(days: Iterator[DayInputs]) -> Iterator[DayInputs]:
    return (inputs for inputs in days if any(one.working for one in inputs.clinicians))
