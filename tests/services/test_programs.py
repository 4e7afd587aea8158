"""Programs: all doses at once or none, each within its days, at one center; cancelled together."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, RequestState, Status
from frontdesk.services.booking import BookingDesk
from frontdesk.services.forms import Booked, Booking, Chosen, ConsumerForm, ProgramQuery, new_command_id
from frontdesk.services.verify import verify
from frontdesk.texts import sentence
from tests.little import (
    ALLERGY,
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
    away,
    influenza,
    maria,
    program,
    sign_in,
)
from tests.services.test_acting import take
from tests.services.test_booking import count


def wish(consumer_id: int | None, program_id: int, **more: Any) -> Booking:
    """A program at Riverside, without fever."""
    values = {"program_id": program_id, "center_id": RIVERSIDE, "consumer_id": consumer_id, "answers": {FEVER: "no"}}
    return Booking(**{**values, **more})


def book(clinic: Clinic, booking: Booking) -> Booked:
    return clinic.booking.book(booking, new_command_id())


def starts(clinic: Clinic, booked: Booked) -> list[datetime | None]:
    return [clinic.appointments.view(one).start for one in booked.appointments]


@pytest.mark.feature("BKG-4", "BKG-1")
def test_all_doses_are_booked_together_each_with_all_that_belongs_to_it(clinic: Clinic) -> None:
    booked = book(clinic, wish(maria(clinic), program(clinic), note="Prefers mornings"))
    assert starts(clinic, booked) == [at(10, 25), at(9, days=21)]
    views = [clinic.appointments.view(one) for one in booked.appointments]
    assert [(one.dose, one.center, one.status) for one in views] == [
        (1, "Riverside", Status.BOOKED),
        (2, "Riverside", Status.BOOKED),
    ]
    for view in views:
        assert [line.value for line in view.answers] == ["no", None]
        assert view.history[0].sent == ("confirmation email maria.silva@example.org waiting",)
        assert [line.wall_start for line in view.doses] == [one.wall_start for one in views]
    tables = (t.Request, t.Appointment, t.Task, t.Confirmation, t.Outbox, t.Command, t.Answer, t.Note)
    assert [count(clinic, table) for table in tables] == [1, 2, 2, 2, 2, 2, 1, 1]
    assert booked.changes.appointments == frozenset(booked.appointments)
    assert len(booked.changes.calendars) == 2
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-4")
def test_what_is_shown_before_is_what_is_booked(clinic: Clinic) -> None:
    made = program(clinic, (INFLUENZA, 0, 0), (CONSULTATION, 7, 14), (INFLUENZA, 0, 2))
    shown = clinic.booking.program(ProgramQuery(made, RIVERSIDE, from_=at(15)))
    assert [(one.number, one.service) for one in shown] == [(1, "Influenza"), (2, "Consultation"), (3, "Influenza")]
    booked = book(clinic, wish(maria(clinic), made, from_=at(15)))
    assert starts(clinic, booked) == [one.opening.start for one in shown]
    assert starts(clinic, booked) == [at(15), at(9, days=7), at(9, 30, days=7)]


@pytest.mark.feature("BKG-4", "AVL-4")
def test_a_program_keeps_to_the_weekdays_and_hours_that_were_asked_for(clinic: Clinic) -> None:
    query = ProgramQuery(
        program(clinic), RIVERSIDE, clinician_id=ROY, weekdays=frozenset({3}), hours=(at(14).time(), at(16).time())
    )
    first, second = (one.opening for one in clinic.booking.program(query))
    assert (first.start, second.start) == (at(14, days=2), at(14, days=23))
    assert {first.clinician, second.clinician} == {"Nurse Iris Roy"}


@pytest.mark.feature("BKG-4")
def test_when_one_dose_cannot_be_placed_none_is_and_the_message_says_which_and_what_helps(clinic: Clinic) -> None:
    made = program(clinic, (INFLUENZA, 0, 0), (INFLUENZA, 7, 8))
    clinic.desk.database.write(
        lambda connection: connection.execute(
            update(t.Service).where(t.Service.id == INFLUENZA).values(furthest_days=5)
        )
    )
    for one in (CHEN, ROY):
        away(clinic, at(0, days=5), at(0, days=20), one)
    before = [count(clinic, table) for table in (t.Request, t.Appointment, t.History, t.Consumer)]
    form = ConsumerForm("ola.nordmann", "Ola", "Nordmann", zone="Europe/Oslo")
    with pytest.raises(RuleBroken) as refused:
        book(clinic, wish(None, made, new_consumer=form))
    told = refused.value.params
    assert refused.value.code == "dose.not-placed"
    assert (told["number"], told["rule"]) == (2, "most-days")
    assert (told["first_day"], told["last_day"]) == (at(9, days=7).date(), at(9, days=8).date())
    assert told["next"] == at(9, days=20).replace(tzinfo=None)
    assert "Dose 2 (Influenza)" in sentence(refused.value)
    assert "the next is Mon 14 Dec, 09:00" in sentence(refused.value)
    assert [count(clinic, table) for table in (t.Request, t.Appointment, t.History, t.Consumer)] == before


@pytest.mark.feature("BKG-4")
def test_the_first_dose_moves_on_until_the_others_can_follow(clinic: Clinic) -> None:
    made = program(clinic, (INFLUENZA, 0, 0), (INFLUENZA, 7, 8))
    for one in (CHEN, ROY):
        away(clinic, at(0, days=7), at(0, days=10), one)
    booked = book(clinic, wish(maria(clinic), made))
    assert starts(clinic, booked) == [at(9, days=2), at(9, days=10)]


@pytest.mark.feature("BKG-4")
def test_a_later_dose_is_bound_by_its_days_and_not_by_the_furthest_day(clinic: Clinic) -> None:
    booked = book(clinic, wish(maria(clinic), program(clinic, (INFLUENZA, 0, 0), (INFLUENZA, 125, 130))))
    assert starts(clinic, booked)[1] == at(9, days=125) - timedelta(hours=1)  # Lisbon is an hour ahead in spring
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-4")
def test_the_first_start_may_be_chosen_and_the_others_follow(clinic: Clinic) -> None:
    booked = book(clinic, wish(maria(clinic), program(clinic), start=at(11, 7, days=3), clinician_id=ROY))
    assert starts(clinic, booked) == [at(11, 7, days=3), at(9, days=24)]


def test_a_dose_on_the_same_day_leaves_room_for_the_one_before(clinic: Clinic) -> None:
    made = program(clinic, (CONSULTATION, 0, 0), (CONSULTATION, 0, 0))
    booked = book(clinic, wish(maria(clinic), made, start=at(11), answers={}))
    assert starts(clinic, booked) == [at(11), at(11, 35)]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-4")
def test_every_dose_may_be_chosen_each_with_its_clinician(clinic: Clinic) -> None:
    doses = (Chosen(at(15), CHEN), Chosen(at(10, days=24), ROY))
    booked = book(clinic, wish(maria(clinic), program(clinic), doses=doses))
    assert starts(clinic, booked) == [at(15), at(10, days=24)]
    assert [clinic.appointments.view(one).clinician for one in booked.appointments] == ["Dr Mei Chen", "Nurse Iris Roy"]


@pytest.mark.parametrize(
    ("second", "code", "told"),
    [
        (at(10, days=20), "dose.least-days", {"number": 2, "days": 20, "limit": 21}),
        (at(10, days=36), "dose.most-days", {"number": 2, "days": 36, "limit": 35}),
    ],
)
@pytest.mark.feature("BKG-4")
def test_chosen_doses_that_break_their_days_are_told_at_the_dose(
    clinic: Clinic, second: datetime, code: str, told: dict[str, int]
) -> None:
    doses = (Chosen(at(15), CHEN), Chosen(second, ROY))
    with pytest.raises(RuleBroken) as refused:
        book(clinic, wish(maria(clinic), program(clinic), doses=doses))
    assert (refused.value.code, refused.value.fields) == (code, ("dose:2",))
    assert refused.value.params == told
    assert count(clinic, t.Appointment) == 0


def test_chosen_doses_on_one_day_do_not_begin_before_the_one_before_ends(clinic: Clinic) -> None:
    made = program(clinic, (INFLUENZA, 0, 0), (INFLUENZA, 0, 0))
    with pytest.raises(RuleBroken, match="dose.order"):
        book(clinic, wish(maria(clinic), made, doses=(Chosen(at(15), CHEN), Chosen(at(15, 10), ROY))))
    booked = book(clinic, wish(maria(clinic, "b.b"), made, doses=(Chosen(at(15), CHEN), Chosen(at(15, 20), CHEN))))
    assert starts(clinic, booked) == [at(15), at(15, 20)]


@pytest.mark.feature("BKG-4", "BKG-9")
def test_when_a_chosen_dose_is_taken_nothing_is_booked_and_who_has_it_is_told(clinic: Clinic) -> None:
    book(clinic, influenza(maria(clinic), clinician_id=ROY, start=at(10, days=21)))
    second = maria(clinic, "ana.lima", first_name="Ana", last_name="Lima")
    with pytest.raises(RuleBroken) as refused:
        book(clinic, wish(second, program(clinic), doses=(Chosen(at(15), CHEN), Chosen(at(10, days=21), ROY))))
    assert refused.value.code == "slot.taken"
    assert "Maria Silva, Tue 15 Dec, 10:00–10:20 with Nurse Iris Roy" in sentence(refused.value)
    assert count(clinic, t.Appointment) == 1


@pytest.mark.feature("BKG-4")
def test_a_dose_that_another_desk_took_meanwhile_is_looked_for_again(
    clinic: Clinic, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL what was found is looked at again once the calendars are locked."""
    made, first, second = program(clinic), maria(clinic), maria(clinic, "b.b")
    other = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    lock = __import__("frontdesk.services.making", fromlist=["lock"]).lock
    raced: list[int] = []

    def late(*given: Any) -> bool:
        if not raced and clinic.desk.database.dialect == "postgresql":
            raced.append(1)
            for clinician in (CHEN, ROY):
                book(other, influenza(second, clinician_id=clinician, start=at(9, days=21)))
        return bool(lock(*given))

    monkeypatch.setattr("frontdesk.services.making.lock", late)
    booked = book(clinic, wish(first, made))
    other.close()
    expected = at(9, 20, days=21) if raced else at(9, days=21)
    assert starts(clinic, booked) == [at(10, 25), expected]
    assert verify(clinic.desk.database) == ()


def test_a_repeated_program_is_answered_and_not_booked_again(clinic: Clinic) -> None:
    command, booking = new_command_id(), wish(maria(clinic), program(clinic))
    first = clinic.booking.book(booking, command)
    assert clinic.booking.book(booking, command) == first
    assert count(clinic, t.Appointment) == 2


@pytest.mark.parametrize(
    ("doses", "more", "code", "fields"),
    [
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"answers": {}}, "answer.missing", (f"question:{FEVER}",)),
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"answers": {FEVER: "perhaps"}}, "answer.yes-no", None),
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"doses": (Chosen(at(15)),)}, "dose.count", ("doses",)),
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"service_id": INFLUENZA}, "service.missing", ("service",)),
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"from_": at(9).replace(year=9998)}, "dose.not-placed", ("service",)),
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"start": at(9).replace(year=9998)}, "time.range", ("start",)),
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"program_id": 99}, "program.unknown", ("service",)),
        (((INFLUENZA, 0, 0), (CONSULTATION, 7, 9)), {"clinician_id": ROY}, "clinician.not-able", ("clinician",)),
        (((INFLUENZA, 0, 0), (INFLUENZA, 7, 9)), {"center_id": LAKESIDE}, "slot.none", ("service",)),
    ],
)
def test_a_program_that_is_asked_for_wrongly_is_refused_at_its_field(
    clinic: Clinic, doses: tuple[Any, ...], more: dict[str, Any], code: str, fields: tuple[str, ...] | None
) -> None:
    made = program(clinic, *doses)
    with pytest.raises(RuleBroken) as refused:
        book(clinic, wish(maria(clinic), **{"program_id": made, **more}))
    assert refused.value.code == code
    assert fields in (None, refused.value.fields)
    assert count(clinic, t.Request) == 0


def test_a_program_without_doses_says_so(clinic: Clinic) -> None:
    empty = clinic.desk.database.write(
        lambda connection: add(connection, t.Program, code="empty", name="Empty", active=True)
    )
    with pytest.raises(RuleBroken, match="program.no-doses"):
        book(clinic, wish(maria(clinic), empty))
    with pytest.raises(RuleBroken, match="program.no-doses"):
        clinic.booking.program(ProgramQuery(empty, RIVERSIDE))


@pytest.mark.feature("BKG-1")
def test_a_programs_own_questionnaire_is_asked_instead_of_its_first_services(clinic: Clinic) -> None:
    made = program(clinic, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9), questionnaire=1)
    with pytest.raises(RuleBroken, match="answer.missing"):
        book(clinic, wish(maria(clinic), made, answers={}))
    booked = book(clinic, wish(maria(clinic, "b.b"), made, answers={FEVER: "no", ALLERGY: "Nuts"}))
    for one in booked.appointments:
        assert [line.value for line in clinic.appointments.view(one).answers] == ["no", "Nuts"]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-5")
def test_cancelling_the_first_dose_cancels_those_after_it(clinic: Clinic) -> None:
    made = program(clinic, (INFLUENZA, 0, 0), (INFLUENZA, 7, 9), (INFLUENZA, 7, 9))
    booked = book(clinic, wish(maria(clinic), made))
    take(clinic, Action.CANCEL, booked.appointment_id, reason_id=1)
    views = [clinic.appointments.view(one) for one in booked.appointments]
    assert {one.status for one in views} == {Status.CANCELLED}
    assert {one.cancel_reason for one in views} == {"Ill"}
    assert all(one.history[0].sent[0].startswith("cancelled email") for one in views)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-5", "APT-9")
def test_a_later_dose_is_not_cancelled_alone_and_the_action_says_why(clinic: Clinic, boss: Clinic) -> None:
    booked = book(clinic, wish(maria(clinic), program(clinic)))
    second = booked.appointments[1]
    for desk in (clinic, boss):
        offer = next(one for one in desk.appointments.view(second).offers if one.action is Action.CANCEL)
        assert (offer.allowed, offer.why_not) == (False, "dose.later")
        with pytest.raises(RuleBroken, match="dose.later"):
            take(desk, Action.CANCEL, second)
    first = next(one for one in clinic.appointments.view(booked.appointment_id).offers if one.action is Action.CANCEL)
    assert first.allowed
    assert clinic.appointments.view(second).status is Status.BOOKED


@pytest.mark.feature("BKG-5")
def test_a_dose_that_was_given_stays_and_the_last_one_is_not_cancelled_alone(clinic: Clinic, clock: Clock) -> None:
    booked = book(clinic, wish(maria(clinic), program(clinic), start=at(10, 30)))
    manager = sign_in(clinic.desk.database.url, clock, "manager")
    clock.to(11)
    take(manager, Action.COMPLETE, booked.appointment_id)
    with pytest.raises(RuleBroken, match="dose.later"):
        take(manager, Action.CANCEL, booked.appointments[1])
    manager.close()
    assert request_state(clinic, booked.request_id) is RequestState.COMPLETED


def request_state(clinic: Clinic, request_id: int) -> RequestState:
    with clinic.desk.database.read() as connection:
        found = select(t.Request.state).where(t.Request.id == request_id)
        state: RequestState = connection.execute(found).scalar_one()
    return state


def test_confirmed_by_hand_each_dose_is_a_request_first(clinic: Clinic) -> None:
    booked = book(clinic, wish(maria(clinic), program(clinic, (TRAVEL, 0, 0), (TRAVEL, 7, 9)), answers={}))
    views = [clinic.appointments.view(one) for one in booked.appointments]
    assert [one.status for one in views] == [Status.PROPOSED, Status.PROPOSED]
    assert {one.history[0].sent for one in views} == {("request-received email maria.silva@example.org waiting",)}


def test_a_program_that_is_no_longer_given_cannot_be_booked(clinic: Clinic) -> None:
    made = program(clinic)
    clinic.desk.database.write(
        lambda connection: connection.execute(update(t.Program).where(t.Program.id == made).values(active=False))
    )
    with pytest.raises(RuleBroken, match="program.unknown"):
        BookingDesk(clinic.desk).program(ProgramQuery(made, RIVERSIDE))
