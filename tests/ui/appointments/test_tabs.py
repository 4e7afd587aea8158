"""The four tabs: answers corrected in place, metadata, notes that are never lost, the whole history."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booking, Noted, new_command_id
from tests.little import ALLERGY, CHEN, CONSULTATION, FEVER, RIVERSIDE, at, maria
from tests.ui.desks import Desk
from ui.appointments.detail import DetailPage
from ui.appointments.history import History
from ui.appointments.history_entry import Entry

Open = Callable[[], DetailPage]


def _texts(part: QWidget) -> str:
    if isinstance(part, History):
        return " | ".join(words for entry in part.findChildren(Entry) for words in entry.words())
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
    QTest.keyClick(answers.rows[FEVER], Qt.Key.Key_Return)
    desk.settle()
    assert "Fever in the last 48 hours? | Yes" in _texts(answers)
    assert "Fever in the last 48 hours? No → Yes" in _texts(page.tabs.history)


@pytest.mark.feature("APT-4", "AVL-8")
def test_an_answer_being_typed_stays_and_what_another_desk_wrote_stands_beside_it(
    desk: Desk, open_detail: Open, appointment: int
) -> None:
    page = open_detail()
    answers = page.tabs.answers
    answers.correct(ALLERGY)
    assert answers.editor is not None
    answers.editor.set_value("Eggs")
    with desk.other("reception") as other:
        saved = other.appointments.correct_answer(appointment, ALLERGY, 0, "Penicillin", new_command_id())
    desk.context.changes.changed.emit(saved.changes)
    desk.settle()
    assert answers.editor.value() == "Eggs"
    assert "Ana Souza changed it meanwhile. What you typed is kept" in _texts(answers)
    assert "Saved | Not answered | Penicillin" in _texts(answers)
    answers.save()
    desk.settle()
    assert "Any allergy? | Eggs" in _texts(answers)
    assert desk.clinic.appointments.view(appointment).answers[1].earlier[0].text == "Penicillin"


@pytest.mark.feature("APT-4")
def test_a_stale_answer_is_compared_before_it_is_replaced(desk: Desk, open_detail: Open, appointment: int) -> None:
    answers = open_detail().tabs.answers
    answers.correct(FEVER)
    assert answers.editor is not None
    answers.editor.set_value("yes")
    with desk.other("reception") as other:
        other.appointments.correct_answer(appointment, FEVER, 1, "yes", new_command_id())
        other.appointments.correct_answer(appointment, FEVER, 2, "no", new_command_id())
    answers.save()
    desk.settle()
    assert "Ana Souza changed it meanwhile" in _texts(answers)
    assert answers.editor.value() == "yes"
    assert desk.clinic.appointments.view(appointment).answers[0].value == "no"
    answers.save()
    desk.settle()
    assert desk.clinic.appointments.view(appointment).answers[0].value == "yes"


@pytest.mark.feature("APT-4")
def test_earlier_answers_can_be_seen_with_when_and_by_whom(desk: Desk, open_detail: Open, appointment: int) -> None:
    with desk.other("reception") as other:
        other.appointments.correct_answer(appointment, FEVER, 1, "yes", new_command_id())
    row = open_detail().tabs.answers.rows[FEVER]
    assert "“No” until" not in _texts(row)
    row.earlier.toggle.click()
    desk.settle()
    assert "“No” until 24 Nov 2026, 10:22, then changed by Ana Souza" in _texts(row)
    row.earlier.toggle.click()
    assert "“No” until" not in _texts(row)


@pytest.mark.feature("APT-4", "UX-2")
def test_an_answer_is_corrected_by_keyboard_alone(desk: Desk, open_detail: Open) -> None:
    page = open_detail()
    row = page.tabs.answers.rows[ALLERGY]
    row.edit.setFocus()
    QTest.keyClick(row.edit, Qt.Key.Key_Space)
    QTest.keyClicks(page.focusWidget(), "Nuts")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    desk.settle()
    assert "Any allergy? | Nuts" in _texts(page.tabs.answers)
    assert page.focusWidget() is row.edit
    QTest.keyClick(row.edit, Qt.Key.Key_Space)
    QTest.keyClicks(page.focusWidget(), " and eggs")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert not page.tabs.answers.editing
    assert "Any allergy? | Nuts" in _texts(page.tabs.answers)


@pytest.mark.feature("APT-4")
def test_an_answer_that_is_needed_cannot_be_taken_away_and_says_so_beside_it(desk: Desk, open_detail: Open) -> None:
    answers = open_detail().tabs.answers
    answers.correct(FEVER)
    assert answers.editor is not None
    answers.editor.set_value("")
    answers.save()
    desk.settle()
    assert "needs an answer" in answers.rows[FEVER].problem.text()
    assert not answers.rows[FEVER].problem.isHidden()


@pytest.mark.feature("APT-4")
def test_who_may_not_correct_is_offered_nothing_and_refused(
    sqlite_url: str, desk: Desk, open_detail: Open, appointment: int
) -> None:
    page = open_detail()
    with desk.other("nurse") as other:
        view = other.appointments.view(appointment)
        with pytest.raises(RuleBroken, match="not.your-center"):
            other.appointments.correct_answer(appointment, FEVER, 1, "yes", new_command_id())
    page.show_view(view)
    assert all(row.edit.isHidden() for row in page.tabs.answers.rows.values())
    page.tabs.answers.correct(FEVER)
    assert not page.tabs.answers.editing


@pytest.mark.feature("APT-4", "AVL-8")
def test_what_another_desk_changes_takes_the_focus_from_nobody(desk: Desk, open_detail: Open, appointment: int) -> None:
    page = open_detail()
    page.tabs.tabs.set_current("notes")
    page.tabs.notes.edit.setFocus()
    QTest.keyClicks(page.tabs.notes.edit, "Half a th")
    page.tabs.answers.correct(ALLERGY)
    page.tabs.notes.edit.setFocus()
    with desk.other("reception") as other:
        changes = other.appointments.act(Act(Action.CHECK_IN, appointment, 1), new_command_id()).changes
    desk.context.changes.changed.emit(changes)
    desk.settle()
    QTest.keyClicks(page.focusWidget(), "ought")
    assert page.tabs.notes.edit.toPlainText() == "Half a thought"
    assert page.tabs.answers.editing
    assert page.view is not None
    assert page.view.status is Status.ARRIVED


@pytest.mark.feature("APT-5")
def test_metadata_shows_name_and_value_as_typed(desk: Desk, open_detail: Open, appointment: int) -> None:
    desk.clinic.appointments.set_metadata(appointment, 1, "", "<b>884</b>-221", new_command_id())
    page = open_detail()
    page.tabs.tabs.set_current("metadata")
    assert "Case number | <b>884</b>-221" in _texts(page.tabs.metadata)


@pytest.mark.feature("APT-5")
def test_metadata_is_set_changed_and_copied(desk: Desk, open_detail: Open, appointment: int) -> None:
    page = open_detail()
    row = page.tabs.metadata.rows[1]
    assert "Case number | Not set" in _texts(row)
    assert row.copy.isHidden()
    for value in ("884-220", "884-221"):
        page.tabs.metadata.correct(1)
        assert row.editor is not None
        row.editor.set_value(value)
        page.tabs.metadata.save()
        desk.settle()
    assert "Case number | 884-221" in _texts(row)
    row.copy.click()
    assert QGuiApplication.clipboard().text() == "884-221"
    assert desk.notices.text == "Copied: Case number"
    assert "Case number: 884-220 → 884-221" in _texts(page.tabs.history)
    row.earlier.toggle.click()
    desk.settle()
    assert "“884-220” until" in _texts(row)


@pytest.mark.feature("APT-5")
def test_metadata_that_another_desk_set_meanwhile_is_compared(desk: Desk, open_detail: Open, appointment: int) -> None:
    page = open_detail()
    row = page.tabs.metadata.rows[1]
    page.tabs.metadata.correct(1)
    assert row.editor is not None
    row.editor.set_value("1")
    with desk.other("reception") as other:
        other.appointments.set_metadata(appointment, 1, "", "2", new_command_id())
    page.tabs.metadata.save()
    desk.settle()
    assert "Saved | Not set | 2" in _texts(row)
    page.tabs.metadata.save()
    desk.settle()
    assert desk.clinic.appointments.view(appointment).metadata[0].value == "1"


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
    assert "edited today 10:22" in _texts(notes)
    assert "“Prefers the left arm” → “Prefers the right arm”" in _texts(page.tabs.history)


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
    assert "Checking whether it was saved" in _texts(notes)
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
def test_the_earlier_text_of_a_note_can_be_seen(desk: Desk, open_detail: Open, appointment: int) -> None:
    note = desk.clinic.appointments.add_note(appointment, "Left arm", new_command_id())
    desk.clock.to(10, 40)
    desk.clinic.appointments.edit_note(note.note_id, 1, "Right arm", new_command_id())
    notes = open_detail().tabs.notes
    assert "Right arm | Bo Ss, Today 10:22, edited today 10:40" in _texts(notes)
    toggle = notes.findChild(QPushButton, "note_earlier_1_toggle")
    assert toggle is not None
    assert toggle.text() == "Show earlier text"
    toggle.click()
    desk.settle()
    assert "“Left arm” until 24 Nov 2026, 10:40, then changed by Bo Ss" in _texts(notes)


@pytest.mark.feature("APT-6", "AVL-8")
def test_a_note_being_edited_that_was_changed_at_another_desk_is_compared(
    desk: Desk, open_detail: Open, appointment: int
) -> None:
    note = desk.clinic.appointments.add_note(appointment, "Left arm", new_command_id())
    notes = open_detail().tabs.notes
    edit = notes.findChild(QPushButton, f"edit_note_{note.note_id}")
    assert edit is not None
    edit.click()
    notes.edit.setPlainText("Left arm, please")
    with desk.other() as other:
        changed = other.appointments.edit_note(note.note_id, 1, "Right arm", new_command_id())
    desk.context.changes.changed.emit(changed.changes)
    desk.settle()
    assert notes.edit.toPlainText() == "Left arm, please"
    assert "Saved | Left arm | Right arm" in _texts(notes)
    notes.save()
    desk.settle()
    assert [one.text for one in desk.clinic.appointments.view(appointment).notes] == ["Left arm, please"]
    assert "Saved | Left arm" not in _texts(notes)


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
