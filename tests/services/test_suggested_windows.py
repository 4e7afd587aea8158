"""Suggested windows on a real clinic: whatever is booked, each can be had, and none is in anybody's way."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Appointment
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval
from frontdesk.rules.windows import WindowReason
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.services.windows import WindowQuery
from tests.little import CHEN, CONSULTATION, INFLUENZA, RIVERSIDE, ROY, at, away, influenza, maria, program
from tests.services.test_acting import booked


def taken(clinic: Clinic, consumer: int, start: datetime, clinician: int = CHEN) -> int:
    wish = influenza(consumer, clinician_id=clinician, start=start)
    return clinic.booking.book(wish, new_command_id()).appointment_id


def busy(clinic: Clinic, consumer: int) -> list[Interval]:
    """When the consumer has something."""
    with clinic.desk.database.read() as connection:
        query = select(Appointment.starts_at, Appointment.ends_at).where(Appointment.consumer_id == consumer)
        return [Interval(start, end) for start, end in connection.execute(query) if start and end]


@pytest.mark.feature("TSK-4")
def test_a_time_that_is_taken_is_answered_with_times_that_suit_both_best_first(clinic: Clinic) -> None:
    taken(clinic, maria(clinic, "other"), at(15))
    consumer = maria(clinic)
    taken(clinic, consumer, at(11, days=2), ROY)
    query = WindowQuery(INFLUENZA, RIVERSIDE, consumer, CHEN, (at(15),))
    found = clinic.windows.suggest(query)
    assert [(one.start, one.clinician_id) for one in found[:2]] == [(at(15), ROY), (at(14, 40), CHEN)]
    assert found[0].reasons == (
        *(WindowReason.WISHED, WindowReason.SAME_DAY, WindowReason.SAME_TIME, WindowReason.NEAREST),
    )
    assert len(found) == 5
    assert all(one.overlaps(other) is False for one, other in pairwise(Interval(one.start, one.end) for one in found))
    (trip, *_) = clinic.windows.suggest(WindowQuery(INFLUENZA, RIVERSIDE, consumer, CHEN, (at(15, days=2),)))
    assert (trip.start, WindowReason.ONE_TRIP in trip.reasons) == (at(15, days=2), True)


@pytest.mark.feature("TSK-4")
def test_moving_it_suggests_nothing_it_has_and_nothing_beside_what_the_consumer_has(clinic: Clinic) -> None:
    consumer = maria(clinic)
    one = taken(clinic, consumer, at(15))
    taken(clinic, consumer, at(16), ROY)
    query = WindowQuery(INFLUENZA, RIVERSIDE, clinician_id=CHEN, wished=(at(16),), appointment_id=one, limit=20)
    spans = [Interval(window.start, window.end) for window in clinic.windows.suggest(query)]
    assert spans
    assert not any(span.overlaps(Interval(at(16), at(16, 20))) for span in spans)
    act = Act(Action.RESCHEDULE, one, 1, start=spans[0].start, clinician_id=CHEN, agreed=True)
    clinic.appointments.act(act, new_command_id())


@pytest.mark.feature("TSK-4")
def test_a_dose_is_moved_within_its_days_only(clinic: Clinic) -> None:
    wanted = Booking(
        program_id=program(clinic), center_id=RIVERSIDE, consumer_id=maria(clinic), answers={1: "no"}, start=None
    )
    made = clinic.booking.book(wanted, new_command_id())
    second = clinic.appointments.view(made.appointments[1])
    assert second.start is not None
    query = WindowQuery(INFLUENZA, RIVERSIDE, wished=(second.start,), appointment_id=second.id, limit=50)
    found = clinic.windows.suggest(query)
    assert found
    assert all(made.start.date() + timedelta(days=21) <= one.wall_start.date() for one in found)


@pytest.mark.feature("TSK-4")
def test_whatever_is_booked_every_window_can_be_booked(clinic: Clinic) -> None:
    """Clinicians, the room's two places and the consumers are busy at random; each window is then really booked."""
    random = Random(612)  # noqa: S311  any sequence will do
    people = [maria(clinic, f"person.{number}") for number in range(8)]
    away(clinic, at(13, days=1), at(17, days=1), ROY)
    for _ in range(90):
        service = random.choice((INFLUENZA, INFLUENZA, CONSULTATION))
        start = at(random.randrange(10, 17), random.choice((0, 20, 40)), random.choice((0, 1, 2)))
        answers = {1: "no"} if service == INFLUENZA else {}
        wish = Booking(service, RIVERSIDE, random.choice(people), start=start, answers=answers)
        try:
            clinic.booking.book(wish, new_command_id())
        except RuleBroken:
            continue
    for indexed in (False, True):
        if indexed:
            clinic.booking.index.build()
        for number in range(12):
            consumer = random.choice(people)
            wished = tuple(at(random.randrange(9, 17), 0, random.choice((0, 1, 2))) for _ in range(number % 3))
            query = WindowQuery(INFLUENZA, RIVERSIDE, consumer, random.choice((None, CHEN, ROY)), wished)
            theirs = busy(clinic, consumer)
            for window in clinic.windows.suggest(query):
                span = Interval(window.start, window.end)
                assert not any(span.overlaps(other) for other in theirs)
            best = clinic.windows.suggest(query)[0]
            wish = influenza(consumer, clinician_id=best.clinician_id, start=best.start)
            clinic.booking.book(wish, new_command_id())


@pytest.mark.feature("TSK-4")
def test_nothing_is_suggested_where_nobody_can(clinic: Clinic) -> None:
    one = booked(clinic, 15, 0)
    for clinician in (CHEN, ROY):
        away(clinic, at(8), at(18, days=30), clinician)
    assert clinic.windows.suggest(WindowQuery(INFLUENZA, RIVERSIDE, appointment_id=one, wished=(at(15),))) == ()
    with pytest.raises(RuleBroken, match="appointment.unknown"):
        clinic.windows.suggest(WindowQuery(INFLUENZA, RIVERSIDE, appointment_id=99))
