"""Notes, answers and metadata of an appointment."""

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.little import ALLERGY, FEVER, Clock, influenza, maria, sign_in


@pytest.fixture
def appointment(clinic: Clinic) -> int:
    return clinic.booking.book(influenza(maria(clinic)), new_command_id()).appointment_id


@pytest.mark.feature("APT-6", "APT-7")
def test_a_note_has_its_author_and_its_earlier_text_stays_in_history(clinic: Clinic, appointment: int) -> None:
    note = clinic.appointments.add_note(appointment, "Brings <b>her</b> mother", new_command_id())
    clinic.appointments.edit_note(note.note_id, 1, "Brings her sister", new_command_id())
    view = clinic.appointments.view(appointment)
    assert [(line.text, line.author, line.version) for line in view.notes] == [("Brings her sister", "Ana Souza", 2)]
    assert view.history[0].changes[0][1:] == ("Brings <b>her</b> mother", "Brings her sister")
    assert view.version == 1
    assert verify(clinic.desk.database) == ()


def test_two_people_edit_one_note_and_nothing_is_lost(clinic: Clinic, clock: Clock, appointment: int) -> None:
    note = clinic.appointments.add_note(appointment, "First", new_command_id())
    other = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    other.appointments.edit_note(note.note_id, 1, "Second", new_command_id())
    other.close()
    with pytest.raises(ChangedElsewhere) as stale:
        clinic.appointments.edit_note(note.note_id, 1, "Third", new_command_id())
    assert stale.value.changes["text"][1] == "Second"
    assert clinic.appointments.view(appointment).notes[0].text == "Second"


def test_only_its_author_changes_a_note(clinic: Clinic, clock: Clock, appointment: int) -> None:
    note = clinic.appointments.add_note(appointment, "Mine", new_command_id())
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    with pytest.raises(RuleBroken, match="note.not-yours"):
        doctor.appointments.edit_note(note.note_id, 1, "Yours", new_command_id())
    doctor.close()


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "text.missing"), ("\u202e \u200f", "text.missing"), ("a\0b", "text.control"), ("x" * 10**7, "text.too-long")],
)
def test_a_note_that_cannot_be_kept_is_refused_at_its_field(
    clinic: Clinic, appointment: int, text: str, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code) as refused:
        clinic.appointments.add_note(appointment, text, new_command_id())
    assert refused.value.fields == ("text",)


@pytest.mark.feature("APT-4")
def test_an_answer_is_corrected_and_history_keeps_the_old_one(clinic: Clinic, appointment: int) -> None:
    clinic.appointments.correct_answer(appointment, FEVER, 1, "yes", new_command_id())
    clinic.appointments.correct_answer(appointment, ALLERGY, 0, "Eggs", new_command_id())
    view = clinic.appointments.view(appointment)
    assert [(line.value, line.answered_by) for line in view.answers] == [("yes", "Ana Souza"), ("Eggs", "Ana Souza")]
    assert view.history[1].changes == (("answer Fever in the last 48 hours?", "no", "yes"),)
    with pytest.raises(ChangedElsewhere):
        clinic.appointments.correct_answer(appointment, FEVER, 1, "no", new_command_id())
    with pytest.raises(RuleBroken, match="answer.yes-no"):
        clinic.appointments.correct_answer(appointment, FEVER, 2, "perhaps", new_command_id())


@pytest.mark.feature("APT-5")
def test_metadata_shows_the_clinics_fields_and_what_was_set(clinic: Clinic, appointment: int) -> None:
    assert [(line.name, line.value) for line in clinic.appointments.view(appointment).metadata] == [("Case number", "")]
    clinic.appointments.set_metadata(appointment, 1, "", "C-17", new_command_id())
    with pytest.raises(ChangedElsewhere):
        clinic.appointments.set_metadata(appointment, 1, "", "C-18", new_command_id())
    view = clinic.appointments.view(appointment)
    assert [(line.name, line.value) for line in view.metadata] == [("Case number", "C-17")]
    assert view.history[0].changes == (("metadata Case number", "", "C-17"),)
