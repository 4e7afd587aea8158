"""The four tabs: answers corrected in place, metadata, notes that are never lost, the whole history."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Booking, Noted, new_command_id
from tests.little import ALLERGY, CHEN, CONSULTATION, FEVER, RIVERSIDE, at, maria
from tests.ui.desks import Desk
from ui.appointments.detail import DetailPage

Open = Callable[[], DetailPage]


def _texts(part: QWidget) -> str:
    return " | ".join(one.text() for one in part.findChildren(QLabel) if not one.isHidden())


def _tab(page: DetailPage, key: str) -> QPushButton:
    found = page.findChild(QPushButton, f"appointment_tabs_{key}")
    assert found is not None
    return found


@pytest.mark.feature("APT-3")
def test_the_detail_page_shows_the_tabs_that_apply_with_icons(desk: Desk, open_detail: Open) -> None:
    page = open_detail()
    for key in ("answers", "metadata", "notes", "history"):
        assert not _tab(page, key).isHidden()
        assert not _tab(page, key).icon().isNull()
    rui = maria(desk.clinic, "rui.costa", first_name="Rui", last_name="Costa")
    plain = Booking(CONSULTATION, RIVERSIDE, rui, clinician_id=CHEN, start=at(14))
    page.show_appointment(desk.clinic.booking.book(plain, new_command_id()).appointment_id)
    desk.settle()
    assert _tab(page, "answers").isHidden()
    assert page.title.text().startswith("Appointment ")


@pytest.mark.feature("APT-4")
def test_answers_are_shown_with_when_and_by_whom_and_corrections_go_into_history(desk: Desk, open_detail: Open) -> None:
    page = open_detail()
    answers = page.tabs.answers
    assert "Fever in the last 48 hours? | No" in _texts(answers)
    assert "Answered 24 Nov 2026, 10:22, taken down by Bo Ss" in _texts(answers)
    answers.correct(FEVER)
    assert answers.editor is not None
    answers.editor.set_value("yes")
    QTest.keyClick(answers, Qt.Key.Key_Return)
    desk.settle()
    assert "Fever in the last 48 hours? | Yes" in _texts(answers)
    assert "Fever in the last 48 hours?: No → Yes" in _texts(page.tabs.history)


@pytest.mark.feature("APT-4")
def test_an_answer_being_typed_stays_when_somebody_else_changes_the_appointment(
    desk: Desk, open_detail: Open, appointment: int
) -> None:
    page = open_detail()
    answers = page.tabs.answers
    answers.correct(ALLERGY)
    assert answers.editor is not None
    answers.editor.set_value("Eggs")
    with desk.other("reception") as other:
        changes = other.appointments.act(Act(Action.CHECK_IN, appointment, 1), new_command_id()).changes
        other.appointments.correct_answer(appointment, ALLERGY, 0, "Penicillin", new_command_id())
    desk.context.changes.changed.emit(changes)
    desk.settle()
    assert answers.editor.value() == "Eggs"
    answers.save()
    desk.settle()
    assert "changed meanwhile to “Penicillin”" in _texts(answers)
    assert answers.editor.value() == "Eggs"
    answers.save()
    desk.settle()
    assert "Any allergy? | Eggs" in _texts(answers)


@pytest.mark.feature("APT-5")
def test_metadata_shows_name_and_value_as_typed(desk: Desk, open_detail: Open, appointment: int) -> None:
    desk.clinic.appointments.set_metadata(appointment, 1, "", "<b>884</b>-221", new_command_id())
    page = open_detail()
    page.tabs.tabs.set_current("metadata")
    assert "Case number | <b>884</b>-221" in _texts(page.tabs.metadata)


@pytest.mark.feature("APT-6")
def test_a_note_is_added_edited_and_keeps_its_earlier_text_in_history(desk: Desk, open_detail: Open) -> None:
    page = open_detail()
    notes = page.tabs.notes
    page.tabs.tabs.set_current("notes")
    QTest.keyClicks(notes.edit, "Prefers the left arm")
    QTest.keyClick(notes.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert not notes.unsaved
    assert "Prefers the left arm | Bo Ss, Today 10:22" in _texts(notes)
    assert _tab(page, "notes").accessibleName() == "Notes, 1"
    edit = notes.findChild(QPushButton, "edit_note_1")
    assert edit is not None
    edit.click()
    notes.edit.setPlainText("Prefers the right arm")
    notes.save()
    desk.settle()
    assert "Prefers the right arm" in _texts(notes)
    assert "edited Today 10:22" in _texts(notes)
    assert "Note: Prefers the left arm → Prefers the right arm" in _texts(page.tabs.history)


@pytest.mark.feature("APT-6")
def test_text_that_is_not_saved_is_kept_for_each_appointment(
    desk: Desk, open_detail: Open, appointment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_detail()
    notes = page.tabs.notes
    QTest.keyClicks(notes.edit, "half a thou")

    def lost(*_what: object) -> Noted:
        raise Unavailable("database.lost", path="clinic", maybe_saved=False)

    monkeypatch.setattr(desk.clinic.appointments, "add_note", lost)
    notes.save()
    desk.settle()
    assert "lost" in _texts(notes)
    monkeypatch.undo()
    rui = maria(desk.clinic, "rui.costa", first_name="Rui", last_name="Costa")
    plain = Booking(CONSULTATION, RIVERSIDE, rui, clinician_id=CHEN, start=at(14))
    page.show_appointment(desk.clinic.booking.book(plain, new_command_id()).appointment_id)
    desk.settle()
    assert notes.edit.toPlainText() == ""
    page.show_appointment(appointment)
    desk.settle()
    assert notes.edit.toPlainText() == "half a thou"
    notes.save()
    desk.settle()
    assert [note.text for note in desk.clinic.appointments.view(appointment).notes] == ["half a thou"]


@pytest.mark.feature("APT-6")
def test_only_its_author_is_offered_to_edit_a_note(desk: Desk, open_detail: Open, appointment: int) -> None:
    with desk.other("reception") as other:
        other.appointments.add_note(appointment, "Theirs", new_command_id())
    notes = open_detail().tabs.notes
    assert "Theirs | Ana Souza, Today 10:22" in _texts(notes)
    assert notes.findChild(QPushButton, "edit_note_1") is None


@pytest.mark.feature("APT-7")
def test_history_tells_every_change_by_whom_at_which_desk_and_which_messages_went_out(
    desk: Desk, open_detail: Open, appointment: int
) -> None:
    with desk.other("reception") as other:
        other.appointments.act(Act(Action.CHECK_IN, appointment, 1), new_command_id())
    page = open_detail()
    page.act(Action.STEP_BACK)
    desk.settle()
    page.act(Action.CANCEL)
    desk.settle()
    assert page.acting._sheet is not None
    QTest.keyClick(page.acting._sheet, Qt.Key.Key_Return)
    desk.settle()
    page.tabs.tabs.set_current("history")
    said = _texts(page.tabs.history)
    for words in ("Booked", "Checked in", "Taken back", "Cancelled", "Ana Souza, Desk 2", "Bo Ss, Desk 1"):
        assert words in said
    assert "Status: Arrived → Upcoming" in said
    assert "e-mail to maria.silva@example.org" in said
    assert said.index("Cancelled") < said.index("Booked")


def test_the_detail_page_goes_back_by_escape(open_detail: Open, qtbot: object) -> None:
    page = open_detail()
    gone: list[bool] = []
    page.back.connect(lambda: gone.append(True))
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert gone == [True]
