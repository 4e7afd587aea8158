"""The desk without a window: each line is answered in order, and never wrongly."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from frontdesk.clinic import Clinic
from frontdesk.commands.desk import answer
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action
from frontdesk.services.forms import ConsumerForm, new_command_id
from frontdesk.services.verify import verify
from tests.little import CONSULTATION, Clock, maria, program, sign_in

BOOK = {"do": "book", "consumer": "maria.silva", "service": "consultation", "center": "riverside"}


def asked(clinic: Clinic, **command: object) -> dict[str, object]:
    return answer(clinic, json.dumps(command))


def test_booking_acting_and_asking_again(clinic: Clinic) -> None:
    maria(clinic)
    command = new_command_id()
    booked = asked(clinic, command_id=command, **BOOK)
    assert (booked["command_id"], booked["outcome"], booked["version"]) == (command, "saved", 1)
    assert asked(clinic, command_id=command, **BOOK) == booked
    done = asked(clinic, do="act", action="cancel", appointment=booked["appointment"], version=1)
    assert (done["outcome"], done["version"]) == ("saved", 2)
    stale = asked(clinic, do="act", action="cancel", appointment=booked["appointment"], version=1)
    assert (stale["outcome"], stale["code"]) == ("refused", "changed.elsewhere")
    assert verify(clinic.desk.database) == ()


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", '{"do": "dance"}', '{"do": "book"}', json.dumps({**BOOK, "strange": 1}), "x" * 2_000_000,
     json.dumps({**BOOK, "consumer": 7}), json.dumps({**BOOK, "command_id": "short"}), '{"do": "act", "version": "1"}'],
)  # fmt: skip
def test_a_line_that_means_nothing_is_invalid(clinic: Clinic, line: str) -> None:
    maria(clinic)
    assert answer(clinic, line)["outcome"] == "invalid"
    assert clinic.consumers.bookings(1) == ()


def test_a_saved_command_stays_saved_when_its_names_mean_nothing_any_more(clinic: Clinic) -> None:
    consumer = maria(clinic)
    command = new_command_id()
    booked = asked(clinic, command_id=command, **BOOK)
    form = ConsumerForm("maria.lima", "Maria", "Lima", zone="Europe/Lisbon")
    clinic.consumers.edit(consumer, 1, form, new_command_id())
    assert asked(clinic, command_id=command, **BOOK) == booked
    assert asked(clinic, **BOOK)["code"] == "consumer.unknown"


@pytest.mark.feature("BKG-10", "BKG-9")
def test_a_desk_line_holds_a_time_and_gives_it_back(clinic: Clinic, clock: Clock) -> None:
    maria(clinic)
    other = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    slot = {"service": "consultation", "center": "riverside", "clinician": "chen", "start": "2026-11-24T15:00"}
    token = new_command_id()
    assert asked(clinic, do="hold", hold=token, **slot)["outcome"] == "saved"
    assert asked(other, do="hold", hold=new_command_id(), **slot)["code"] == "slot.held"
    assert asked(other, **{**BOOK, **slot})["code"] == "slot.held"
    assert asked(clinic, do="hold", hold="short", **slot)["outcome"] == "invalid"
    assert asked(clinic, do="hold", hold=token)["outcome"] == "invalid"
    assert asked(clinic, **{**BOOK, **slot, "hold": token})["outcome"] == "saved"
    assert asked(clinic, do="release", hold=token)["outcome"] == "saved"
    assert asked(other, **{**BOOK, **slot})["code"] == "slot.taken"
    other.close()


@pytest.mark.feature("BKG-4", "BKG-6")
def test_a_desk_line_books_a_program_and_books_it_again(clinic: Clinic) -> None:
    consumer = maria(clinic)
    program(clinic, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9))
    line = {"do": "book", "consumer": "maria.silva", "program": "influenza-2", "center": "riverside"}
    booked = asked(clinic, **line)
    assert (booked["outcome"], len(clinic.consumers.bookings(consumer))) == ("saved", 2)
    asked(clinic, do="act", action="cancel", appointment=booked["appointment"], version=1)
    again = asked(clinic, do="book", request=booked["request"])
    assert (again["outcome"], again["request"]) == ("saved", booked["request"])
    assert len(clinic.consumers.bookings(consumer)) == 2
    assert asked(clinic, **{**line, "service": "consultation"})["code"] == "service.missing"


def test_a_questionnaire_is_answered_in_the_same_line(clinic: Clinic) -> None:
    maria(clinic)
    line = {**BOOK, "service": "influenza", "answer": ["1=no"]}
    assert asked(clinic, **line)["outcome"] == "saved"
    assert asked(clinic, **{**line, "answer": "1=no"})["outcome"] == "invalid"


def test_a_lost_answer_is_asked_for_and_not_done_twice(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    consumer = maria(clinic)
    write = clinic.desk.database.write
    lost: list[int] = []

    def cut(work: Callable[[Connection], object]) -> object:
        result = write(work)
        if not lost:
            lost.append(1)
            raise Unavailable("database.lost", maybe_saved=True)
        return result

    monkeypatch.setattr(clinic.desk.database, "write", cut)
    assert asked(clinic, **BOOK)["outcome"] == "saved"
    assert len(clinic.consumers.bookings(consumer)) == 1


def test_while_the_database_cannot_say_the_answer_is_unknown(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    maria(clinic)
    monkeypatch.setattr("frontdesk.commands.desk.PAUSE_SECONDS", 0)

    def away(work: object) -> None:
        raise Unavailable("database.lost", maybe_saved=True)

    monkeypatch.setattr(clinic.desk.database, "write", away)
    assert asked(clinic, **BOOK) | {"command_id": ""} == {
        "command_id": "",
        "outcome": "unknown",
        "code": "database.lost",
    }


@pytest.mark.feature("ACT-5")
def test_a_desk_line_is_told_which_times_there_are_to_choose_from(clinic: Clinic) -> None:
    maria(clinic)
    code = asked(clinic, **BOOK)["appointment"]
    times = ["2026-11-25T15:00", "2026-11-26T15:00"]
    assert asked(clinic, do="act", action="consumer-suggests", appointment=code, suggest=times)["outcome"] == "saved"
    refused = asked(clinic, do="act", action="accept", appointment=code)
    assert (refused["outcome"], refused["code"], refused["suggestions"]) == ("refused", "suggestion.choose", times)
    maria(clinic, "ana.lima")
    asked(clinic, **BOOK | {"consumer": "ana.lima", "start": times[0]})
    taken = asked(clinic, do="act", action="accept", appointment=code, start=times[0])
    assert (taken["code"], taken["free"]) == ("slot.taken", ["2026-11-25T14:25", "2026-11-25T15:35"])
    assert asked(clinic, do="act", action="accept", appointment=code, start=times[1])["version"] == 3


@pytest.mark.feature("ACT-1", "ACT-5", "ACT-6")
def test_every_action_of_the_table_is_taken_by_lines(clinic: Clinic, clock: Clock) -> None:
    """One after another on one appointment, as the manager may."""
    maria(clinic)
    clinic.sign_out()
    clinic.sign_in("manager", "demo")
    start, other, third = "2026-11-24T15:00", "2026-11-24T15:30", "2026-11-24T16:00"
    code = asked(clinic, **BOOK | {"start": start})["appointment"]
    steps: tuple[tuple[str, dict[str, object]], ...] = (
        ("ask-to-reschedule", {}), ("consumer-accepts", {}), ("consumer-suggests", {"suggest": [other, third]}),
        ("accept", {"start": other}), ("reschedule", {"start": third, "length": 45}), ("decline", {}), ("restore", {}),
        ("consumer-suggests", {"suggest": [other]}), ("to-waiting-list", {}), ("offer-slot", {"start": start}),
        ("decline", {}), ("offer-slot", {"start": third, "to": "chen"}), ("consumer-accepts", {}),
        ("cancel", {"reason": "ill", "class": "consumer"}), ("restore", {}), ("check-in", {}), ("step-back", {}),
        ("check-in", {}), ("left", {"reason": "ill"}), ("restore", {}), ("commence", {}),
        ("complete", {"confirmed": True, "reason": "done", "taken_start": "2026-11-24T10:00", "remark": "Fine"}),
        ("confirm-completion", {"signer": "Maria Silva"}), ("reopen", {}), ("accept-task", {}),
        ("consumer-confirms", {}), ("reject-task", {"remark": "On leave"}), ("accept", {"to": "chen"}),
        ("ask-to-reschedule", {}), ("consumer-declines", {}), ("restore", {}), ("no-show", {}),
        ("entered-by-mistake", {"remark": "Not Maria"}),
    )  # fmt: skip
    for version, (action, more) in enumerate(steps, 2):
        if action == "no-show":
            clock.to(17)
        told = asked(clinic, do="act", action=action, appointment=code, version=version - 1, **more)
        assert (told["outcome"], told.get("version")) == ("saved", version), (action, told)
    # To give it to a colleague, one is needed who gives this service.
    refused = asked(clinic, do="act", action="reassign", appointment=code, to="roy")
    assert refused["code"] == "not.from-here"
    assert {action for action, _ in steps} == set(Action) - {Action.BOOK, Action.TAKE_REQUEST, Action.REASSIGN}
    assert verify(clinic.desk.database) == ()
