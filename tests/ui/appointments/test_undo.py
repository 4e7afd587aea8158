"""Undo in the window: from the notice at the bottom and by Ctrl+Z, as long as the message has not gone out."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Acted, new_command_id
from tests.little import CHEN, FEVER, at, influenza, maria
from tests.ui.desks import Desk
from ui.appointments.acting import Acting
from ui.appointments.panel import AppointmentPanel
from ui.saving import Saving

pytestmark = pytest.mark.feature("APT-10")


def _undo_button(desk: Desk) -> QPushButton:
    found = desk.notices.findChild(QPushButton, "notice_action")
    assert found is not None
    return found


def _status(panel: AppointmentPanel) -> Status:
    assert panel.view is not None
    return panel.view.status


def test_the_notice_of_an_action_takes_it_back(desk: Desk, panel: AppointmentPanel) -> None:
    panel.act(Action.CHECK_IN)
    desk.settle()
    assert (_status(panel), _undo_button(desk).text()) == (Status.ARRIVED, "Undo")
    _undo_button(desk).click()
    desk.settle()
    assert _status(panel) is Status.BOOKED
    assert desk.notices.text == "Undone for Maria Silva: Checked in."
    assert _undo_button(desk).isHidden()


def test_what_was_done_on_another_page_is_taken_back_too(desk: Desk, panel: AppointmentPanel) -> None:
    elsewhere = Acting(desk.context, panel)
    panel.act(Action.CHECK_IN)
    desk.settle()
    elsewhere.undo_last()
    desk.settle()
    assert _status(panel) is Status.BOOKED


def test_a_booking_is_taken_back(desk: Desk, panel: AppointmentPanel) -> None:
    made = desk.clinic.booking.book(
        influenza(maria(desk.clinic, "rui", first_name="Rui"), start=at(14), clinician_id=CHEN), new_command_id()
    )
    panel.acting.undo_last()
    desk.settle()
    assert desk.notices.text == "The booking of Rui Silva is undone; the time is free again."
    assert desk.clinic.appointments.view(made.appointment_id).status is Status.ENTERED_IN_ERROR


def test_with_nothing_to_undo_that_is_said(desk: Desk, panel: AppointmentPanel) -> None:
    desk.clock.instant += timedelta(minutes=1)
    panel.acting.undo_last()
    desk.settle()
    assert desk.notices.text == "There is nothing to undo."


def test_too_late_is_said_and_nothing_changes(desk: Desk, panel: AppointmentPanel) -> None:
    panel.act(Action.CHECK_IN)
    desk.settle()
    desk.clock.instant += timedelta(seconds=11)
    _undo_button(desk).click()
    desk.settle()
    assert desk.notices.text == "There is nothing to undo."
    assert _status(panel) is Status.ARRIVED


def test_what_another_desk_changed_since_is_told_and_stays(
    desk: Desk, panel: AppointmentPanel, appointment: int
) -> None:
    panel.act(Action.CHECK_IN)
    desk.settle()
    with desk.other("clinician") as doctor:
        view = doctor.appointments.view(appointment)
        doctor.appointments.act(Act(Action.COMMENCE, appointment, view.version), new_command_id())
    _undo_button(desk).click()
    desk.settle()
    assert "Dr Mei Chen changed this meanwhile" in desk.notices.text
    panel.shown.reload()
    desk.settle()
    assert _status(panel) is Status.CHECKED_IN


def test_an_undo_whose_answer_got_lost_is_done_once(
    desk: Desk, panel: AppointmentPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo = desk.clinic.desk.command
    lost = [Unavailable("database.lost", path="clinic", maybe_saved=True)]

    def once(command_id: str, kind: type[Acted], work: object) -> Acted:
        acted = undo(command_id, kind, work)  # type: ignore[arg-type]  # handed on as it came
        if lost:
            raise lost.pop()
        return acted

    panel.act(Action.CHECK_IN)
    desk.settle()
    monkeypatch.setattr(desk.clinic.desk, "command", once)
    panel.acting.undo_last()
    desk.settle()
    assert desk.notices.text.startswith("Checking whether it was saved")
    for saving in panel.acting.findChildren(Saving):
        saving.try_now()
    desk.settle()
    assert desk.notices.text == "Undone for Maria Silva: Checked in."
    panel.shown.reload()
    desk.settle()
    assert panel.view is not None
    assert (panel.view.status, panel.view.version) == (Status.BOOKED, 3)


def test_what_was_written_is_taken_back_from_its_notice(desk: Desk, panel: AppointmentPanel) -> None:
    answers, notes = panel.tabs.answers, panel.tabs.notes
    answers.correct(FEVER)
    assert answers.editor is not None
    answers.editor.set_value("yes")
    answers.save()
    desk.settle()
    assert (answers.rows[FEVER].value.text(), desk.notices.text) == ("Yes", "The answer is corrected.")
    _undo_button(desk).click()
    desk.settle()
    assert answers.rows[FEVER].value.text() == "No"
    assert desk.notices.text == "Undone for Maria Silva: Answer corrected."
    notes.edit.setPlainText("Prefers mornings")
    notes.save()
    desk.settle()
    assert _notes(panel) == ["Prefers mornings"]
    assert (desk.notices.text, _undo_button(desk).text()) == ("The note is saved.", "Undo")
    panel.acting.undo_last()
    desk.settle()
    assert _notes(panel) == []
    assert notes.edit.toPlainText() == ""


def _notes(panel: AppointmentPanel) -> list[str]:
    assert panel.view is not None
    return [one.text for one in panel.view.notes]
