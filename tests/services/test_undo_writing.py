"""Undo of what was written on an appointment: the earlier text stands again, and history keeps both."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.appointment import AppointmentView
from tests.little import ALLERGY, CHEN, FEVER, Clock, at, influenza, maria, sign_in

pytestmark = pytest.mark.feature("APT-10")

METADATA = 1


@pytest.fixture
def appointment(clinic: Clinic) -> int:
    """Maria's, who has no fever; nothing else is known."""
    wish = influenza(maria(clinic), clinician_id=CHEN, start=at(15))
    return clinic.booking.book(wish, new_command_id()).appointment_id


def correct(clinic: Clinic, one: int, value: str, question: int = FEVER) -> str:
    command, version = new_command_id(), answer(clinic.appointments.view(one), question).version
    clinic.appointments.correct_answer(one, question, version, value, command)
    return command


def answer(view: AppointmentView, question: int = FEVER):  # type: ignore[no-untyped-def]  # noqa: ANN201  # a line of it
    return next(line for line in view.answers if line.question_id == question)


def set_to(clinic: Clinic, one: int, value: str) -> str:
    command, seen = new_command_id(), clinic.appointments.view(one).metadata[0].value
    clinic.appointments.set_metadata(one, METADATA, seen, value, command)
    return command


def note(clinic: Clinic, one: int, text: str) -> str:
    command, notes = new_command_id(), clinic.appointments.view(one).notes
    if notes:
        clinic.appointments.edit_note(notes[0].id, notes[0].version, text, command)
    else:
        clinic.appointments.add_note(one, text, command)
    return command


def undo(clinic: Clinic, command: str) -> AppointmentView:
    undone = clinic.appointments.undo(command, new_command_id())
    assert verify(clinic.desk.database) == ()
    return clinic.appointments.view(undone.appointment_id)


def test_a_corrected_answer_is_what_it_was_and_both_corrections_stay_in_sight(clinic: Clinic, appointment: int) -> None:
    command = correct(clinic, appointment, "yes")
    assert clinic.appointments.last_done() == command
    view = undo(clinic, command)
    line = answer(view)
    assert (line.value, line.version) == ("no", 3)
    assert [one.text for one in line.earlier] == ["yes", "no"]
    assert view.history[0].action == "undone"
    assert view.history[0].changes[0][0] == "undone"
    assert any(change[1:] == ("yes", "no") for change in view.history[0].changes)
    assert view.version == 1
    assert clinic.appointments.last_done() is None


def test_an_answer_that_was_not_given_before_is_none_again(clinic: Clinic, appointment: int) -> None:
    view = undo(clinic, correct(clinic, appointment, "Nuts", ALLERGY))
    assert not answer(view, ALLERGY).value


def test_metadata_is_what_it_was(clinic: Clinic, appointment: int) -> None:
    set_to(clinic, appointment, "884")
    view = undo(clinic, set_to(clinic, appointment, "900"))
    assert view.metadata[0].value == "884"
    assert "900" in [one.text for one in view.metadata[0].earlier]


def test_an_edited_note_has_its_text_again_and_a_new_one_is_gone_but_for_history(
    clinic: Clinic, appointment: int
) -> None:
    added = note(clinic, appointment, "Prefers mornings")
    edited = note(clinic, appointment, "Prefers evenings")
    view = undo(clinic, edited)
    assert [one.text for one in view.notes] == ["Prefers mornings"]
    view = undo(clinic, added)
    assert view.notes == ()
    assert "Prefers mornings" in str(view.history[0].changes)


Write = Callable[[Clinic, int, str], str]


@pytest.mark.parametrize(("write", "first", "then"), [(correct, "yes", "no"), (set_to, "1", "2"), (note, "a", "b")])
def test_what_was_written_anew_since_is_not_taken_back(
    clinic: Clinic, appointment: int, write: Write, first: str, then: str
) -> None:
    command = write(clinic, appointment, first)
    write(clinic, appointment, then)
    with pytest.raises(RuleBroken, match=r"undo\.written-again"):
        clinic.appointments.undo(command, new_command_id())
    assert len(clinic.appointments.view(appointment).history) == 3


def test_an_action_taken_meanwhile_does_not_matter_to_what_is_written(clinic: Clinic, appointment: int) -> None:
    command = correct(clinic, appointment, "yes")
    clinic.appointments.act(Act(Action.CHECK_IN, appointment, 1), new_command_id())
    view = undo(clinic, command)
    assert (answer(view).value, view.version) == ("no", 2)


def test_only_who_wrote_it_at_this_desk_takes_it_back_and_only_for_a_while(
    clinic: Clinic, clock: Clock, appointment: int
) -> None:
    command = set_to(clinic, appointment, "884")
    boss = sign_in(clinic.desk.database.url, clock, "manager", "Office")
    with pytest.raises(RuleBroken, match=r"undo\.not-yours"):
        boss.appointments.undo(command, new_command_id())
    boss.close()
    clinic.desk.now = lambda: clock() + timedelta(seconds=11)
    assert clinic.appointments.last_done() is None
    with pytest.raises(RuleBroken, match=r"undo\.too-late"):
        clinic.appointments.undo(command, new_command_id())


def test_undone_twice_with_the_same_id_it_is_undone_once(clinic: Clinic, appointment: int) -> None:
    command, again = correct(clinic, appointment, "yes"), new_command_id()
    first = clinic.appointments.undo(command, again)
    assert clinic.appointments.undo(command, again) == first
    assert answer(clinic.appointments.view(appointment)).version == 3
    with pytest.raises(RuleBroken, match=r"undo\.written-again"):
        clinic.appointments.undo(command, new_command_id())
