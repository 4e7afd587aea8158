"""Requests: the form's fields, taken down without an appointment, booked later, booked again, withdrawn."""

from typing import Any

import pytest
from sqlalchemy import insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, Modality, QuestionKind, RequestKind, RequestState, Status
from frontdesk.services.forms import Booking, Chosen, ConsumerForm, Requested, new_command_id
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
    Clock,
    at,
    influenza,
    maria,
    program,
    sign_in,
)
from tests.services.test_acting import take
from tests.services.test_booking import count


def taken(clinic: Clinic, **more: Any) -> Requested:
    """A request for an influenza vaccination, for a new Maria unless told otherwise."""
    consumer = more.pop("consumer_id", None) or maria(clinic, f"maria.{count(clinic, t.Consumer)}")
    return clinic.booking.take_request(influenza(consumer, **more), new_command_id())


def state(clinic: Clinic, request_id: int) -> RequestState:
    return clinic.requests.view(request_id).line.state


@pytest.mark.feature("BKG-2")
@pytest.mark.parametrize("take_down", [False, True])
def test_preferred_center_and_location_must_be_the_same(clinic: Clinic, take_down: bool) -> None:
    form = ConsumerForm("ola.nordmann", "Ola", "Nordmann", zone="Europe/Oslo")
    wish = Booking(INFLUENZA, RIVERSIDE, new_consumer=form, answers={FEVER: "no"}, preferred_center_id=LAKESIDE)
    save: Any = clinic.booking.take_request if take_down else clinic.booking.book
    with pytest.raises(RuleBroken) as refused:
        save(wish, new_command_id())
    assert (refused.value.code, refused.value.fields) == ("center.differs", ("location",))
    assert sentence(refused.value).startswith("The preferred center and the location must be the same.")
    assert [count(clinic, table) for table in (t.Request, t.Appointment, t.Consumer, t.Command)] == [0, 0, 0, 0]


@pytest.mark.feature("BKG-1", "BKG-2")
def test_the_same_center_twice_is_booked_and_kept_with_the_request(clinic: Clinic) -> None:
    wish = influenza(maria(clinic), preferred_center_id=RIVERSIDE, start=at(15))
    booked = clinic.booking.book(wish, new_command_id())
    line = clinic.requests.view(booked.request_id).line
    assert (line.state, line.wanted, line.center, line.kind) == (
        RequestState.COMPLETED,
        "Influenza",
        "Riverside",
        RequestKind.SCHEDULED,
    )


@pytest.mark.feature("BKG-3")
def test_a_request_is_taken_down_without_an_appointment_and_waits(clinic: Clinic) -> None:
    made = taken(clinic, clinician_id=CHEN, modality=Modality.IN_PERSON, note="After work, if possible")
    view = clinic.requests.view(made.request_id)
    assert (view.line.state, view.line.clinician, view.line.modality) == (
        RequestState.ACTIVE,
        "Dr Mei Chen",
        Modality.IN_PERSON,
    )
    assert (view.line.consumer, view.line.note, view.line.created_by) == (
        "Maria Silva",
        "After work, if possible",
        "Ana Souza",
    )
    assert [(one.question, one.value) for one in view.answers] == [("Fever in the last 48 hours?", "no")]
    assert [(one.action, one.actor) for one in view.history] == [("take-request", "Ana Souza")]
    assert [one.id for one in clinic.requests.open(RIVERSIDE)] == [made.request_id]
    assert clinic.requests.open(LAKESIDE) == ()
    assert made.changes.requests == {made.request_id}
    assert [count(clinic, table) for table in (t.Appointment, t.Task, t.Outbox)] == [0, 0, 1]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-3", "BKG-1")
def test_its_slot_is_chosen_later_and_what_was_answered_is_kept(clinic: Clinic) -> None:
    made = taken(clinic, clinician_id=CHEN, note="After work")
    booked = clinic.booking.book(Booking(request_id=made.request_id, start=at(16)), new_command_id())
    view = clinic.appointments.view(booked.appointment_id)
    assert (view.service, view.clinician, view.start) == ("Influenza", "Dr Mei Chen", at(16))
    assert [line.value for line in view.answers] == ["no", None]
    assert [note.text for note in view.notes] == ["After work"]
    assert booked.request_id == made.request_id
    assert (state(clinic, made.request_id), count(clinic, t.Request)) == (RequestState.COMPLETED, 1)
    assert clinic.requests.open(RIVERSIDE) == ()
    assert [one.action for one in clinic.requests.view(made.request_id).history] == [
        "book",
        "note-added",
        "take-request",
    ]
    assert verify(clinic.desk.database) == ()


def test_answers_given_anew_replace_those_of_the_request_and_history_keeps_both(clinic: Clinic) -> None:
    made = taken(clinic)
    answers = {FEVER: "yes", ALLERGY: "Nuts"}
    booked = clinic.booking.book(Booking(request_id=made.request_id, answers=answers), new_command_id())
    view = clinic.appointments.view(booked.appointment_id)
    assert [(line.value, line.version) for line in view.answers] == [("yes", 2), ("Nuts", 1)]
    with clinic.desk.database.read() as connection:
        told = connection.execute(select(t.History.changes).where(t.History.action == "answer-corrected")).scalar_one()
    assert told == {"answer Fever in the last 48 hours?": ["no", "yes"]}


@pytest.mark.feature("BKG-6")
def test_a_cancelled_request_is_booked_again_with_answers_and_history(clinic: Clinic) -> None:
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    take(clinic, Action.CANCEL, booked.appointment_id)
    assert state(clinic, booked.request_id) is RequestState.REVOKED
    again = clinic.booking.book(Booking(request_id=booked.request_id, start=at(16)), new_command_id())
    assert again.request_id == booked.request_id
    view = clinic.requests.view(booked.request_id)
    assert [(one.status, one.wall_start) for one in view.appointments] == [
        (Status.CANCELLED, at(15).replace(tzinfo=None)),
        (Status.BOOKED, at(16).replace(tzinfo=None)),
    ]
    assert [one.action for one in view.history] == ["book", "cancel", "book"]
    assert [line.value for line in clinic.appointments.view(again.appointment_id).answers] == ["no", None]
    assert (state(clinic, booked.request_id), count(clinic, t.Answer)) == (RequestState.COMPLETED, 1)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-6", "BKG-4")
def test_a_cancelled_program_is_booked_again_whole(clinic: Clinic) -> None:
    wish = Booking(program_id=program(clinic), center_id=RIVERSIDE, consumer_id=maria(clinic), answers={FEVER: "no"})
    booked = clinic.booking.book(wish, new_command_id())
    take(clinic, Action.CANCEL, booked.appointment_id)
    assert state(clinic, booked.request_id) is RequestState.REVOKED
    again = clinic.booking.book(
        Booking(request_id=booked.request_id, doses=(Chosen(at(15), ROY), Chosen(at(15, days=28), CHEN))),
        new_command_id(),
    )
    assert [clinic.appointments.view(one).dose for one in again.appointments] == [1, 2]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-6")
def test_a_request_that_still_has_its_appointment_is_not_booked_again(clinic: Clinic) -> None:
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    with pytest.raises(RuleBroken, match="request.booked"):
        clinic.booking.book(Booking(request_id=booked.request_id, start=at(16)), new_command_id())
    assert count(clinic, t.Appointment) == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"service_id": CONSULTATION}, "service"),
        ({"center_id": LAKESIDE}, "location"),
        ({"consumer_id": 99}, "consumer"),
        ({"new_consumer": ConsumerForm("o.n", "O", "N")}, "consumer"),
        ({"program_id": 1}, "service"),
    ],
)
def test_a_booking_from_a_request_is_of_what_it_asks_for(clinic: Clinic, more: dict[str, Any], field: str) -> None:
    made = taken(clinic)
    with pytest.raises(RuleBroken) as refused:
        clinic.booking.book(Booking(request_id=made.request_id, start=at(16), **more), new_command_id())
    assert (refused.value.code, refused.value.fields) == ("request.differs", (field,))
    with pytest.raises(RuleBroken, match="request.unknown"):
        clinic.booking.book(Booking(request_id=99, start=at(16)), new_command_id())


def test_a_question_that_became_required_is_asked_when_the_request_is_booked(clinic: Clinic) -> None:
    made = taken(clinic)
    clinic.desk.database.write(
        lambda connection: connection.execute(update(t.Question).where(t.Question.id == ALLERGY).values(required=True))
    )
    with pytest.raises(RuleBroken) as refused:
        clinic.booking.book(Booking(request_id=made.request_id), new_command_id())
    assert refused.value.fields == (f"question:{ALLERGY}",)
    assert state(clinic, made.request_id) is RequestState.ACTIVE


@pytest.mark.feature("BKG-3")
def test_a_request_that_nobody_wants_any_more_is_withdrawn(clinic: Clinic) -> None:
    made = taken(clinic)
    with pytest.raises(ChangedElsewhere):
        clinic.requests.withdraw(made.request_id, 2, new_command_id())
    closed = clinic.requests.withdraw(made.request_id, made.version, new_command_id())
    assert (closed.version, state(clinic, made.request_id)) == (2, RequestState.REVOKED)
    assert clinic.requests.open(RIVERSIDE) == ()
    with pytest.raises(RuleBroken, match="request.withdrawn"):
        clinic.requests.withdraw(made.request_id, 2, new_command_id())
    with pytest.raises(RuleBroken, match="request.unknown"):
        clinic.requests.withdraw(99, 1, new_command_id())
    clinic.booking.book(Booking(request_id=made.request_id), new_command_id())
    assert state(clinic, made.request_id) is RequestState.COMPLETED
    assert verify(clinic.desk.database) == ()


def test_requests_are_taken_where_one_works(clinic: Clinic, clock: Clock) -> None:
    consumer = maria(clinic)
    with pytest.raises(RuleBroken, match="not.your-center"):
        taken(clinic, consumer_id=consumer, center_id=LAKESIDE)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    made = doctor.booking.take_request(influenza(consumer), new_command_id())
    doctor.close()
    assert clinic.requests.view(made.request_id).line.created_by == "Dr Mei Chen"


def test_a_request_for_somebody_new_makes_the_consumer_with_it(clinic: Clinic) -> None:
    form = ConsumerForm("ola.nordmann", "Ola", "Nordmann", zone="Europe/Oslo", email="ola@example.org")
    made = clinic.booking.take_request(
        Booking(INFLUENZA, RIVERSIDE, new_consumer=form, answers={FEVER: "no"}), new_command_id()
    )
    assert clinic.requests.view(made.request_id).line.consumer == "Ola Nordmann"


def test_a_repeated_request_is_answered_and_not_taken_twice(clinic: Clinic) -> None:
    command, wish = new_command_id(), influenza(maria(clinic))
    first = clinic.booking.take_request(wish, command)
    assert clinic.booking.take_request(wish, command) == first
    assert count(clinic, t.Request) == 1


@pytest.mark.feature("BKG-6")
def test_two_desks_do_not_book_one_request_twice(clinic: Clinic, clock: Clock) -> None:
    made = taken(clinic)
    other = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    clinic.booking.book(Booking(request_id=made.request_id), new_command_id())
    with pytest.raises(RuleBroken, match="request.booked"):
        other.booking.book(Booking(request_id=made.request_id), new_command_id())
    other.close()


TYPED: list[tuple[QuestionKind, tuple[str, ...], dict[str, str], dict[str, str]]] = [
    (QuestionKind.YES_NO, (), {"yes": "yes"}, {"": "answer.missing", "perhaps": "answer.yes-no"}),
    (QuestionKind.TEXT, (), {" Nuts ": "Nuts"}, {"  ": "answer.missing", "x" * 5000: "text.too-long"}),
    (QuestionKind.NUMBER, (), {"3,5": "3.5", "-2": "-2"}, {"three": "answer.number", "inf": "answer.number"}),
    (QuestionKind.DATE, (), {"2026-02-28": "2026-02-28"}, {"2026-02-30": "answer.date", "soon": "answer.date"}),
    (QuestionKind.CHOICE, ("Left", "Right"), {"Left": "Left"}, {"left": "answer.choice", "": "answer.missing"}),
]


@pytest.mark.feature("BKG-1")
@pytest.mark.parametrize("of_program", [False, True])
@pytest.mark.parametrize(("kind", "choices", "good", "bad"), TYPED)
def test_answers_are_typed_and_required_of_services_and_programs_alike(
    clinic: Clinic,
    of_program: bool,
    kind: QuestionKind,
    choices: tuple[str, ...],
    good: dict[str, str],
    bad: dict[str, str],
) -> None:
    row = {"id": 70, "questionnaire_id": 7, "position": 1, "text": "So?", "required": True, "kind": kind}
    asked = {"id": 7, "code": "q", "name": "Q"}
    made = program(clinic, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9))

    def ask(connection: Any) -> None:
        connection.execute(insert(t.Questionnaire).values(asked))
        connection.execute(insert(t.Question).values({**row, "choices": list(choices)}))
        connection.execute(update(t.Program if of_program else t.Service).values(questionnaire_id=7))

    clinic.desk.database.write(ask)
    of = {"program_id": made} if of_program else {"service_id": CONSULTATION}
    wish: Any = {**of, "center_id": RIVERSIDE, "consumer_id": maria(clinic)}
    for given, code in bad.items():
        with pytest.raises(RuleBroken) as refused:
            clinic.booking.book(Booking(**wish, answers={70: given}), new_command_id())
        assert (refused.value.code, refused.value.fields) == (code, ("question:70",))
    with pytest.raises(RuleBroken, match="question.unknown"):
        clinic.booking.book(Booking(**wish, answers={70: next(iter(good)), FEVER: "no"}), new_command_id())
    assert count(clinic, t.Request) == 0
    for given, kept in good.items():
        booked = clinic.booking.book(Booking(**wish, answers={70: given}), new_command_id())
        (answer,) = clinic.requests.view(booked.request_id).answers
        assert answer.value == kept
