"""Booking: the earliest or a chosen time, everything that belongs to it, never twice."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Answer, Appointment, Confirmation, Outbox, Request, Task
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import ConfirmationMode, Modality, Status, TaskState
from frontdesk.services.forms import Booking, ConsumerForm, OpeningQuery, new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.openings import Obstacle
from tests.little import (
    CHEN,
    CONSULTATION,
    FEVER,
    INFLUENZA,
    LAKESIDE,
    RIVERSIDE,
    ROY,
    TRAVEL,
    Clock,
    at,
    influenza,
    maria,
    sign_in,
)


def in_the_way(problem: RuleBroken) -> tuple[Obstacle, ...]:
    """What a refusal names."""
    told = problem.params["obstacles"]
    assert isinstance(told, tuple)
    return told


def count(clinic: Clinic, table: type) -> int:
    with clinic.desk.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.feature("BKG-7", "AVL-4")
def test_the_earliest_slot_is_booked_with_all_that_belongs_to_it(clinic: Clinic) -> None:
    booked = clinic.booking.book(influenza(maria(clinic)), new_command_id())
    view = clinic.appointments.view(booked.appointment_id)
    assert view.start == at(10, 25)
    assert (view.status, view.task, view.room) == (Status.BOOKED, TaskState.ASSIGNED, "Room 1")
    assert [line.value for line in view.answers] == ["no", None]
    assert [(line.action, line.actor) for line in view.history] == [("book", "Ana Souza")]
    assert view.history[0].sent == ("confirmation email maria.silva@example.org waiting",)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-7")
def test_a_new_consumer_is_made_in_the_same_form_and_the_same_transaction(clinic: Clinic) -> None:
    form = ConsumerForm("ola.nordmann", "Ola", "Nordmann", phone="+47 400 00 000", zone="Europe/Oslo")
    booking = Booking(INFLUENZA, RIVERSIDE, new_consumer=form, answers={FEVER: "no"})
    booked = clinic.booking.book(booking, new_command_id())
    assert clinic.appointments.view(booked.appointment_id).consumer == "Ola Nordmann"
    assert [row.user_id for row in clinic.consumers.search("nordm")] == ["ola.nordmann"]


def test_when_the_booking_fails_the_new_consumer_is_not_there_either(clinic: Clinic) -> None:
    form = ConsumerForm("ola.nordmann", "Ola", "Nordmann", zone="Europe/Oslo")
    with pytest.raises(RuleBroken, match="answer.missing"):
        clinic.booking.book(Booking(INFLUENZA, RIVERSIDE, new_consumer=form), new_command_id())
    assert clinic.consumers.search("nordm") == ()


@pytest.mark.feature("BKG-9")
def test_the_second_desk_is_told_who_has_the_time_and_what_is_free_next(clinic: Clinic, clock: Clock) -> None:
    first, second = maria(clinic), maria(clinic, "ana.lima", first_name="Ana", last_name="Lima")
    clinic.booking.book(influenza(first, clinician_id=CHEN, start=at(15)), new_command_id())
    other = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    with pytest.raises(RuleBroken) as refused:
        other.booking.book(influenza(second, clinician_id=CHEN, start=at(15, 10)), new_command_id())
    other.close()
    assert refused.value.code == "slot.taken"
    assert [one.consumer for one in in_the_way(refused.value)] == ["Maria Silva"]
    starts = [(one.start, one.clinician_id) for one in refused.value.params["nearest"]]  # type: ignore[attr-defined]
    assert starts[:2] == [(at(15, 10), ROY), (at(15, 15), ROY)] or starts[0] == (at(15, 10), ROY)
    assert (at(15, 20), CHEN) in starts
    assert count(clinic, Appointment) == 1


@pytest.mark.feature("AVL-3")
def test_touching_is_free_and_the_buffer_after_is_kept(clinic: Clinic) -> None:
    consumer = maria(clinic)
    wish = {"clinician_id": CHEN, "service_id": CONSULTATION, "answers": {}}
    clinic.booking.book(influenza(consumer, **{**wish, "start": at(11)}), new_command_id())
    with pytest.raises(RuleBroken, match="slot.taken"):
        clinic.booking.book(influenza(consumer, **{**wish, "start": at(11, 30)}), new_command_id())
    clinic.booking.book(influenza(consumer, **{**wish, "start": at(11, 35)}), new_command_id())
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("AVL-3")
def test_a_room_takes_as_many_as_it_has_places(clinic: Clinic) -> None:
    consumer = maria(clinic)
    clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(11)), new_command_id())
    clinic.booking.book(influenza(consumer, clinician_id=ROY, start=at(11)), new_command_id())
    rows = clinic.calendar.day(RIVERSIDE, at(11).date()).columns
    assert [len(column.cards) for column in rows] == [1, 1]
    with pytest.raises(RuleBroken, match="slot.taken"):
        clinic.booking.book(influenza(consumer, start=at(11)), new_command_id())


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (at(18), "slot.outside-hours"),
        (at(12, days=4), "slot.outside-hours"),
        (at(10, 20), "slot.past"),
        (at(12, days=120), "slot.too-far"),
    ],
)
def test_a_time_that_cannot_be_given_is_refused_with_its_reason(clinic: Clinic, start: object, code: str) -> None:
    with pytest.raises(RuleBroken, match=code) as refused:
        clinic.booking.book(influenza(maria(clinic), start=start), new_command_id())
    assert refused.value.fields == ("start",)
    assert count(clinic, Request) == 0


def test_a_repeated_command_is_answered_and_not_done_again(clinic: Clinic) -> None:
    command = new_command_id()
    consumer = maria(clinic)
    first = clinic.booking.book(influenza(consumer), command)
    assert clinic.booking.book(influenza(consumer), command) == first
    assert [count(clinic, table) for table in (Appointment, Task, Confirmation, Outbox, Answer)] == [1] * 5


@pytest.mark.feature("ACT-6")
def test_a_service_confirmed_by_hand_is_a_request_first(clinic: Clinic) -> None:
    booking = Booking(TRAVEL, RIVERSIDE, consumer_id=maria(clinic))
    booked = clinic.booking.book(booking, new_command_id())
    view = clinic.appointments.view(booked.appointment_id)
    assert (view.status, view.modality) == (Status.PROPOSED, Modality.PHONE)
    assert ConfirmationMode.MANUAL in {one.confirmation_mode for one in clinic.choices().services}


def test_nobody_who_gives_it_at_that_center_is_said(clinic: Clinic) -> None:
    with pytest.raises(RuleBroken, match="slot.none"):
        clinic.booking.book(influenza(maria(clinic), center_id=LAKESIDE), new_command_id())


def test_an_agent_books_only_at_their_own_centers(clinic: Clinic, clock: Clock) -> None:
    consumer = maria(clinic)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    with pytest.raises(RuleBroken, match="not.your-center"):
        doctor.booking.book(influenza(consumer, clinician_id=ROY), new_command_id())
    booked = doctor.booking.book(influenza(consumer, clinician_id=CHEN), new_command_id())
    doctor.close()
    assert clinic.appointments.view(booked.appointment_id).clinician == "Dr Mei Chen"


@pytest.mark.feature("AVL-1", "AVL-4")
def test_openings_are_the_first_free_times_with_whoever_has_least(clinic: Clinic) -> None:
    consumer = maria(clinic)
    clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(10, 30)), new_command_id())
    found = clinic.booking.openings(OpeningQuery(INFLUENZA, RIVERSIDE, limit=3))
    assert [(one.start, one.clinician) for one in found] == [
        (at(10, 25), "Nurse Iris Roy"),
        (at(10, 30), "Nurse Iris Roy"),
        (at(10, 35), "Nurse Iris Roy"),
    ]
    only_chen = clinic.booking.openings(OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, limit=1))
    assert only_chen[0].start == at(10, 50)


def test_first_openings_show_each_working_day(clinic: Clinic) -> None:
    days = clinic.booking.first_openings(OpeningQuery(CONSULTATION, RIVERSIDE, limit=2), days=6)
    assert [day.isoweekday() for day, _ in days] == [2, 3, 4, 5, 1, 2]
    assert all(openings for _, openings in days)


def test_a_longer_appointment_can_be_booked_by_dragging(clinic: Clinic) -> None:
    booked = clinic.booking.book(influenza(maria(clinic), start=at(12), length_minutes=45), new_command_id())
    view = clinic.appointments.view(booked.appointment_id)
    assert view.end is not None
    assert view.end - at(12) == timedelta(minutes=45)
    with pytest.raises(RuleBroken, match="length.range"):
        clinic.booking.book(influenza(maria(clinic, "b.b"), start=at(13), length_minutes=3000), new_command_id())


@pytest.mark.feature("BKG-15")
def test_the_form_can_name_what_the_consumer_has_already(clinic: Clinic) -> None:
    consumer = maria(clinic)
    clinic.booking.book(influenza(consumer, start=at(15)), new_command_id())
    (standing,) = clinic.consumers.bookings(consumer)
    assert (standing.service, standing.start, standing.center) == ("Influenza", at(15), "Riverside")


@pytest.mark.parametrize("others", [1, 30])
def test_a_booking_needs_few_statements_however_much_is_booked(clinic: Clinic, others: int) -> None:
    consumer = maria(clinic)
    for _ in range(others):
        clinic.booking.book(influenza(consumer), new_command_id())
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(given[2])

    engine = clinic.desk.database._writing  # its statements are counted
    event.listen(engine, "before_cursor_execute", note)
    clinic.booking.book(influenza(consumer), new_command_id())
    event.remove(engine, "before_cursor_execute", note)
    assert len(seen) <= (19 if clinic.desk.database.dialect == "postgresql" else 15), seen
