"""Rescheduling and reassigning on the panel, by keyboard: free slots, any typed time, why not, colleagues."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.views.openings import Colleague, Opening
from tests.little import CHEN, FEVER, RIVERSIDE, ROY, at, away, influenza, maria, program
from tests.ui.desks import Desk
from ui.appointments.detail import DetailPage
from ui.appointments.panel import AppointmentPanel
from ui.appointments.reassign_sheet import ReassignSheet
from ui.appointments.reschedule_sheet import RescheduleSheet
from ui.widgets import Sheet


def reschedule(desk: Desk, page: AppointmentPanel | DetailPage) -> RescheduleSheet:
    page.act(Action.RESCHEDULE)
    desk.settle()
    (sheet,) = [one for one in page.findChildren(RescheduleSheet) if one.isVisible()]
    return sheet


def reassign(desk: Desk, page: AppointmentPanel) -> ReassignSheet:
    page.act(Action.REASSIGN)
    desk.settle()
    (sheet,) = [one for one in page.findChildren(ReassignSheet) if one.isVisible()]
    return sheet


def press(desk: Desk, widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    desk.settle()


def type_time(desk: Desk, sheet: RescheduleSheet, text: str) -> None:
    sheet.when.selectAll()
    QTest.keyClicks(sheet.when, text)
    desk.settle()


def tick(box: QCheckBox) -> None:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


@pytest.mark.feature("ACT-2", "UX-2")
def test_a_free_time_is_chosen_with_the_arrow_keys_and_asked_of_the_consumer(
    desk: Desk, panel: AppointmentPanel
) -> None:
    sheet = reschedule(desk, panel)
    assert sheet.when.hasFocus()
    press(desk, sheet.when, Qt.Key.Key_Down)
    press(desk, sheet.when, Qt.Key.Key_Down)
    opening = sheet.free.current_key()
    assert isinstance(opening, Opening)
    assert sheet.when.text() == "Tue 24 Nov, 11:20"
    sheet.message.setPlainText("Dr Chen has a meeting")
    press(desk, sheet.when, Qt.Key.Key_Return)
    view = panel.view
    assert view is not None
    assert (view.start, view.status, view.clinician_id) == (opening.start, Status.PENDING, CHEN)
    assert view.history[0].message == "Dr Chen has a meeting"
    assert desk.notices.text == "Maria Silva is asked to come Tue 24 Nov, 11:20."


@pytest.mark.feature("ACT-2")
def test_with_the_consumers_agreement_any_time_that_is_typed_holds_at_once(desk: Desk, panel: AppointmentPanel) -> None:
    sheet = reschedule(desk, panel)
    type_time(desk, sheet, "thu 14:10")
    assert sheet.fields["start"].error == ""
    tick(sheet.agreed)
    press(desk, sheet.when, Qt.Key.Key_Return)
    assert panel.view is not None
    assert (panel.view.start, panel.view.status) == (at(14, 10, days=2), Status.BOOKED)
    assert desk.notices.text == "Maria Silva comes Thu 26 Nov, 14:10 now."


@pytest.mark.feature("ACT-2")
def test_a_time_alone_is_meant_for_the_day_of_the_appointment_and_may_overlap_its_old_time(
    desk: Desk, panel: AppointmentPanel
) -> None:
    sheet = reschedule(desk, panel)
    type_time(desk, sheet, "10:50")
    assert sheet.fields["start"].error == ""
    tick(sheet.agreed)
    press(desk, sheet.when, Qt.Key.Key_Return)
    assert panel.view is not None
    assert panel.view.start == at(10, 50)


@pytest.mark.feature("ACT-2", "BKG-15")
def test_a_time_that_is_not_free_says_why_with_whom_and_when_and_loses_nothing(
    desk: Desk, panel: AppointmentPanel
) -> None:
    other = influenza(maria(desk.clinic, "rui.c", first_name="Rui", last_name="Costa"), start=at(15), clinician_id=CHEN)
    desk.clinic.booking.book(other, new_command_id())
    sheet = reschedule(desk, panel)
    sheet.message.setPlainText("Kept")
    type_time(desk, sheet, "15:10")
    assert sheet.fields["start"].error.startswith("Tue 24 Nov, 15:10 is not free: Rui Costa")
    press(desk, sheet.when, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert sheet.fields["start"].error.startswith("Tue 24 Nov, 15:10 is not free: Rui Costa")
    assert sheet.message.toPlainText() == "Kept"
    assert sheet.when.text() == "15:10"
    type_time(desk, sheet, "3:00")
    assert "does not work" in sheet.fields["start"].error


@pytest.mark.feature("ACT-2")
def test_nothing_leads_on_while_the_time_typed_is_not_free(desk: Desk, panel: AppointmentPanel) -> None:
    sheet = reschedule(desk, panel)
    button = sheet.accept_button
    assert button is not None
    assert button.isEnabled()
    type_time(desk, sheet, "3:00")
    assert not button.isEnabled()
    type_time(desk, sheet, "15:10")
    assert button.isEnabled()
    type_time(desk, sheet, "3:00")
    press(desk, sheet.when, Qt.Key.Key_Down)
    assert not button.isEnabled(), "what is suggested is looked at first"
    press(desk, sheet.windows.list, Qt.Key.Key_Return)
    assert button.isEnabled()


@pytest.mark.feature("ACT-2", "AVL-2")
def test_leave_is_named_and_a_colleague_may_be_chosen_instead(desk: Desk, panel: AppointmentPanel) -> None:
    away(desk.clinic, at(0, days=1), at(23, days=1), remark="Congress")
    sheet = reschedule(desk, panel)
    type_time(desk, sheet, "tomorrow 11:00")
    assert "Congress" in sheet.fields["start"].error
    sheet.clinician.setFocus()
    QTest.keyClicks(sheet.clinician, "n")
    desk.settle()
    assert sheet.clinician.currentText() == "Nurse Iris Roy"
    assert sheet.fields["start"].error == ""
    tick(sheet.agreed)
    press(desk, sheet.when, Qt.Key.Key_Return)
    assert panel.view is not None
    assert (panel.view.clinician_id, panel.view.start) == (ROY, at(11, days=1))


@pytest.mark.feature("ACT-2")
def test_a_day_alone_shows_what_is_free_from_then_on(desk: Desk, panel: AppointmentPanel) -> None:
    sheet = reschedule(desk, panel)
    type_time(desk, sheet, "2 Dec")
    press(desk, sheet.when, Qt.Key.Key_Down)
    opening = sheet.free.current_key()
    assert isinstance(opening, Opening)
    assert opening.start == at(9, days=8)


@pytest.mark.feature("ACT-2", "BKG-5")
def test_a_dose_that_would_leave_its_days_says_which_rule_it_breaks(
    desk: Desk, open_detail: Callable[[], DetailPage]
) -> None:
    wish = Booking(
        program_id=program(desk.clinic), center_id=RIVERSIDE, consumer_id=maria(desk.clinic, "m.s"),
        start=at(12), answers={FEVER: "no"},
    )  # fmt: skip
    doses = desk.clinic.booking.book(wish, new_command_id()).appointments
    page = open_detail()
    page.show_appointment(doses[1])
    desk.settle()
    sheet = reschedule(desk, page)
    type_time(desk, sheet, "1 Dec 10:00")
    tick(sheet.agreed)
    press(desk, sheet.when, Qt.Key.Key_Return)
    assert "7 days after the one before it, and at least 21 are needed" in sheet.fields["start"].error
    assert sheet.isVisible()


@pytest.mark.feature("ACT-2", "AVL-8")
def test_what_another_desk_takes_meanwhile_leaves_the_free_times(desk: Desk, panel: AppointmentPanel) -> None:
    sheet = reschedule(desk, panel)
    type_time(desk, sheet, "15:00")
    assert sheet.fields["start"].error == ""
    with desk.other() as other:
        taken = other.booking.book(influenza(maria(other, "o.o"), start=at(15), clinician_id=CHEN), new_command_id())
    desk.context.changes.changed.emit(taken.changes)
    desk.settle()
    assert "is not free" in sheet.fields["start"].error


def test_without_a_time_it_says_what_is_missing_and_escape_leaves_all_as_it_was(
    desk: Desk, panel: AppointmentPanel
) -> None:
    sheet = reschedule(desk, panel)
    press(desk, sheet.when, Qt.Key.Key_Return)
    assert sheet.fields["start"].error == "Choose a free time with the arrow keys, or type one."
    press(desk, sheet.when, Qt.Key.Key_Escape)
    assert panel.view is not None
    assert panel.view.version == 1
    assert not [one for one in panel.findChildren(Sheet) if one.isVisible()]


@pytest.mark.feature("ACT-2")
def test_a_screen_that_is_old_shows_what_changed_instead_of_moving(desk: Desk, panel: AppointmentPanel) -> None:
    sheet = reschedule(desk, panel)
    with desk.other() as other:
        other.appointments.act(Act(Action.CHECK_IN, panel.view.id if panel.view else 0, 1), new_command_id())
    type_time(desk, sheet, "15:00")
    press(desk, sheet.when, Qt.Key.Key_Return)
    (shown,) = [one for one in panel.findChildren(Sheet) if one.isVisible()]
    assert shown.panel.accessibleName() == "Changed meanwhile"


@pytest.mark.feature("ACT-3", "UX-2")
def test_a_colleague_who_is_free_is_chosen_already_and_enter_gives_it_to_them(
    desk: Desk, panel: AppointmentPanel
) -> None:
    sheet = reassign(desk, panel)
    chosen = sheet.list.current_key()
    assert isinstance(chosen, Colleague)
    assert chosen.name == "Nurse Iris Roy"
    assert sheet.list.hasFocus()
    press(desk, sheet.list, Qt.Key.Key_Return)
    assert panel.view is not None
    assert (panel.view.clinician_id, panel.view.start, panel.view.status) == (ROY, at(10, 40), Status.BOOKED)
    assert [line.action for line in panel.view.history] == ["reassign", "book"]


@pytest.mark.feature("ACT-3")
def test_a_colleague_who_is_not_free_says_why_and_cannot_be_taken(desk: Desk, panel: AppointmentPanel) -> None:
    other = influenza(
        maria(desk.clinic, "rui.c", first_name="Rui", last_name="Costa"), start=at(10, 50), clinician_id=ROY
    )
    desk.clinic.booking.book(other, new_command_id())
    sheet = reassign(desk, panel)
    (row,) = sheet.list.model_.rows
    assert (row.title, row.line, row.right) == ("Nurse Iris Roy", "10:50–11:10 Rui Costa", "Not free")
    assert sheet.state.text() == "Nobody is free at that time. Reschedule it instead."
    press(desk, sheet.list, Qt.Key.Key_Return)
    assert sheet.isVisible()
    press(desk, sheet.list, Qt.Key.Key_Escape)
    assert panel.view is not None
    assert panel.view.clinician_id == CHEN


@pytest.mark.feature("ACT-3")
def test_a_colleague_who_is_away_is_told_in_a_word(desk: Desk, panel: AppointmentPanel) -> None:
    away(desk.clinic, at(0), at(23), ROY, "Congress")
    (row,) = reassign(desk, panel).list.model_.rows
    assert (row.title, row.line, row.right) == ("Nurse Iris Roy", "Away · Congress", "Not free")
    assert row.spoken.startswith("Nurse Iris Roy, not free: Nurse Iris Roy is away Tue 24 Nov")


@pytest.mark.feature("ACT-3", "AVL-8")
def test_who_becomes_free_while_the_sheet_is_open_can_be_taken(desk: Desk, panel: AppointmentPanel) -> None:
    other = influenza(maria(desk.clinic, "o.o"), start=at(10, 40), clinician_id=ROY)
    standing = desk.clinic.booking.book(other, new_command_id())
    sheet = reassign(desk, panel)
    assert sheet.accept_button is not None
    assert not sheet.accept_button.isEnabled()
    act = Act(Action.RESCHEDULE, standing.appointment_id, 1, start=standing.start + timedelta(hours=2), agreed=True)
    desk.context.changes.changed.emit(desk.clinic.appointments.act(act, new_command_id()).changes)
    desk.settle()
    assert sheet.accept_button.isEnabled()


@pytest.mark.feature("APT-9")
def test_both_are_buttons_on_the_panel_and_entries_of_the_menu(desk: Desk, panel: AppointmentPanel) -> None:
    assert panel.bar.reschedule.isVisible()
    assert panel.bar.reassign.isVisible()
    panel.bar.reassign.click()
    desk.settle()
    assert [one for one in panel.findChildren(ReassignSheet) if one.isVisible()]
