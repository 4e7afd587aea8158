"""Acts of which nobody knows whether they were saved: they end in saved or not saved, and are done once (promise 3)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, Status
from frontdesk.services.appointments import Appointments
from frontdesk.services.forms import Act, Acted, Noted, new_command_id
from tests.little import CHEN, FEVER, at, influenza, maria
from tests.ui.desks import Desk
from ui.appointments.panel import AppointmentPanel
from ui.saving import Saving
from ui.widgets import Sheet

pytestmark = pytest.mark.feature("ADM-4")

CHECKING = "Checking whether it was saved"


class Line:
    """The line to the database: while it is `cut` no answer comes, though the first call may have been saved."""

    def __init__(self) -> None:
        self.is_cut = self.saves = False
        self.asked: list[str] = []

    def cut(self, *, saves: bool) -> None:
        """From now on; the first call is saved all the same, or is not."""
        self.is_cut, self.saves = True, saves

    def mend(self) -> None:
        """Answers come again."""
        self.is_cut = False


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    line, plain = Line(), Appointments.act

    def act(self: Appointments, act: Act, command_id: str) -> Acted:
        line.asked.append(command_id)
        if not line.is_cut:
            return plain(self, act, command_id)
        if line.saves and len(line.asked) == 1:
            plain(self, act, command_id)
        raise Unavailable("database.lost", path="clinic", maybe_saved=True)

    monkeypatch.setattr(Appointments, "act", act)
    return line


def again(desk: Desk, panel: AppointmentPanel) -> None:
    """The pause is over."""
    for saving in panel.acting.findChildren(Saving):
        saving.try_now()
    desk.settle()


def stands(panel: AppointmentPanel) -> tuple[Status, int]:
    assert panel.view is not None
    return panel.view.status, panel.view.version


@pytest.mark.parametrize("saved", [True, False])
def test_an_act_without_a_sheet_is_asked_for_until_it_is_known_and_done_once(
    desk: Desk, panel: AppointmentPanel, line: Line, saved: bool
) -> None:
    line.cut(saves=saved)
    panel.act(Action.CHECK_IN)
    desk.settle()
    again(desk, panel)
    assert (len(line.asked), len(set(line.asked))) == (2, 1)
    assert desk.notices.text.startswith(CHECKING)
    assert not panel.bar.isEnabled()
    line.mend()
    again(desk, panel)
    assert desk.notices.text == "Maria Silva is checked in."
    assert stands(panel) == (Status.ARRIVED, 2)
    assert panel.bar.isEnabled()
    assert panel.acting.findChildren(Saving) == []


def test_a_sheet_says_that_it_is_checked_and_keeps_what_was_filled_in(
    desk: Desk, panel: AppointmentPanel, line: Line
) -> None:
    line.cut(saves=True)
    panel.act(Action.CANCEL)
    (sheet,) = [one for one in panel.window().findChildren(Sheet) if one.isVisible()]
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    desk.settle()
    problem = panel.acting._sheet
    assert problem is not None
    assert problem.problem.text().startswith(CHECKING)
    assert sheet.accept_button is not None
    assert not sheet.accept_button.isEnabled()
    line.mend()
    again(desk, panel)
    assert not [one for one in panel.window().findChildren(Sheet) if one.isVisible()]
    assert desk.notices.text == "The appointment of Maria Silva is cancelled."
    assert stands(panel) == (Status.CANCELLED, 2)


def test_who_left_the_sheet_is_told_in_the_end(desk: Desk, panel: AppointmentPanel, line: Line) -> None:
    line.cut(saves=False)
    panel.act(Action.CANCEL)
    (sheet,) = [one for one in panel.window().findChildren(Sheet) if one.isVisible()]
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    desk.settle()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert desk.notices.text.startswith("It is not known yet whether the appointment of Maria Silva was changed.")
    line.mend()
    again(desk, panel)
    assert stands(panel) == (Status.CANCELLED, 2)
    assert desk.notices.text == "The appointment of Maria Silva is cancelled."


def test_what_another_desk_did_meanwhile_is_shown_instead(
    desk: Desk, panel: AppointmentPanel, line: Line, appointment: int
) -> None:
    line.cut(saves=False)
    panel.act(Action.CHECK_IN)
    desk.settle()
    line.mend()
    with desk.other() as other:
        other.appointments.act(Act(Action.CANCEL, appointment, 1), new_command_id())
    again(desk, panel)
    shown = [one for one in panel.window().findChildren(Sheet) if one.isVisible()]
    assert [one.objectName() for one in shown] == ["changed_cover"]
    assert stands(panel) == (Status.CANCELLED, 2)
    shown[0].leave()


def test_a_correction_is_asked_for_until_it_is_known_and_written_once(
    desk: Desk, panel: AppointmentPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, plain, asked = panel.tabs.answers, Appointments.correct_answer, []

    def lost(self: Appointments, *what: object) -> Acted:
        asked.append(what[-1])
        done = plain(self, *what)  # type: ignore[arg-type]  # handed on as it came
        if len(asked) == 1:
            raise Unavailable("database.lost", path="clinic", maybe_saved=True)
        return done

    monkeypatch.setattr(Appointments, "correct_answer", lost)
    answers.correct(FEVER)
    assert answers.editor is not None
    answers.editor.set_value("yes")
    answers.save()
    desk.settle()
    row = answers.rows[FEVER]
    assert row.problem.text().startswith(CHECKING)
    answers.save()
    desk.settle()
    assert (len(asked), len(set(asked))) == (2, 1)
    assert (row.value.text(), row.editor) == ("Yes", None)
    assert panel.view is not None
    assert [line.version for line in panel.view.answers if line.question_id == FEVER] == [2]


def test_a_note_is_asked_for_though_another_appointment_shows_by_now(
    desk: Desk, panel: AppointmentPanel, monkeypatch: pytest.MonkeyPatch, appointment: int
) -> None:
    notes, plain, asked = panel.tabs.notes, Appointments.add_note, []

    def lost(self: Appointments, *what: object) -> Noted:
        asked.append(what[-1])
        if len(asked) == 1:
            raise Unavailable("database.lost", path="clinic", maybe_saved=False)
        return plain(self, *what)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(Appointments, "add_note", lost)
    notes.edit.setPlainText("Prefers mornings")
    notes.save()
    desk.settle()
    wish = influenza(maria(desk.clinic, "rui"), start=at(14), clinician_id=CHEN)
    panel.show_appointment(desk.clinic.booking.book(wish, new_command_id()).appointment_id)
    desk.settle()
    for saving in notes.findChildren(Saving):
        saving.try_now()
    desk.settle()
    assert [one.text for one in desk.clinic.appointments.view(appointment).notes] == ["Prefers mornings"]
    panel.show_appointment(appointment)
    desk.settle()
    assert notes.edit.toPlainText() == ""
