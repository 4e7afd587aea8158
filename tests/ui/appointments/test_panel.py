"""The summary panel: what it shows, the fitting next step, and what every way to an action offers."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, CancelClass, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.views.appointment import AppointmentView
from tests.little import CHEN, at, influenza, maria, sign_in
from tests.ui.desks import Desk
from ui.appointments.actions import actions_menu, offered
from ui.appointments.panel import AppointmentPanel
from ui.appointments.sheets import CancelSheet, CompleteSheet, ConfirmSheet
from ui.widgets import Sheet


def _texts(panel: QWidget) -> str:
    return " | ".join(one.text() for one in panel.findChildren(QLabel) if not one.isHidden())


def _sheet(panel: QWidget) -> Sheet:
    (shown,) = [one for one in panel.findChildren(Sheet) if one.isVisible()]
    return shown


@pytest.mark.feature("APT-3")
@pytest.mark.feature("APT-7")
def test_the_panel_shows_who_what_when_and_who_booked_it(panel: AppointmentPanel) -> None:
    said = _texts(panel)
    for words in ("Maria Silva", "Influenza", "Tue 24 Nov, 10:40–11:00", "20 min", "Dr Mei Chen", "Riverside, Room 1"):
        assert words in said
    assert "24 Nov by Bo Ss, at the desk" in said


@pytest.mark.feature("ACT-10")
@pytest.mark.feature("ACT-11")
def test_check_in_commence_and_complete_are_the_prominent_button_one_after_another(
    desk: Desk, panel: AppointmentPanel, qtbot: QtBot
) -> None:
    assert panel.bar.next.text() == "Check in"
    panel.bar.next.click()
    desk.settle()
    assert desk.notices.text == "Maria Silva is checked in."
    desk.clock.to(10, 35)
    panel.shown.reload()
    desk.settle()
    assert "waiting 13\N{NO-BREAK SPACE}min" in _texts(panel)
    assert panel.bar.next.text() == "Commence"
    panel.bar.next.click()
    desk.settle()
    assert "in progress since 10:35" in _texts(panel)
    desk.clock.to(11, 5)
    panel.bar.next.click()
    sheet = _sheet(panel)
    assert isinstance(sheet, CompleteSheet)
    assert (sheet.start.text(), sheet.end.text()) == ("10:35", "11:05")
    sheet.remark.setPlainText("No reaction")
    QTest.keyClick(sheet.remark, Qt.Key.Key_Return)
    desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.FULFILLED
    assert (panel.view.taken_start, panel.view.taken_end) == (at(10, 35), at(11, 5))
    assert panel.view.outcome_remark == "No reaction"


@pytest.mark.feature("ACT-13")
def test_check_in_and_commence_can_be_taken_back(desk: Desk, panel: AppointmentPanel) -> None:
    for action in (Action.CHECK_IN, Action.COMMENCE, Action.STEP_BACK, Action.STEP_BACK):
        panel.act(action)
        desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.BOOKED
    assert panel.view.arrived_at is None


@pytest.mark.feature("APT-9")
def test_button_menu_and_shortcut_offer_the_same_and_a_disabled_one_says_why(
    sqlite_url: str, desk: Desk, panel: AppointmentPanel
) -> None:
    receptionist = sign_in(sqlite_url, desk.clock, "reception")
    try:
        assert panel.view is not None
        view = receptionist.appointments.view(panel.view.id)
    finally:
        receptionist.close()
    done: list[Action] = []
    menu = actions_menu(view, done.append)
    entries = [entry for entry in menu.actions() if not entry.isSeparator()]
    assert [entry.isEnabled() for entry in entries] == [offer.allowed for offer in offered(view)]
    assert {offer.action for offer in offered(view)} == {offer.action for offer in view.offers}
    commence = next(entry for entry in entries if entry.objectName() == "action_commence")
    assert not commence.isEnabled()
    assert "Your role does not allow this" in commence.toolTip()
    next(entry for entry in entries if entry.objectName() == "action_check_in").trigger()
    assert done == [Action.CHECK_IN]
    panel.bar.show_view(replace(view, offers=tuple(offer for offer in view.offers if not offer.allowed)))
    assert panel.bar.next.isHidden()
    assert panel.bar.more_alone.text() == "More actions"
    assert not panel.bar.more_alone.isHidden()
    menu.deleteLater()


@pytest.mark.feature("APT-9")
def test_what_is_not_offered_is_not_done(desk: Desk, panel: AppointmentPanel) -> None:
    panel.act(Action.REOPEN)
    desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.BOOKED


def test_cancelling_asks_for_class_reason_and_message_and_enter_confirms(desk: Desk, panel: AppointmentPanel) -> None:
    panel.bar.cancel.click()
    sheet = _sheet(panel)
    assert isinstance(sheet, CancelSheet)
    sheet.kind.set_value(CancelClass.CLINIC)
    sheet.reason.setCurrentIndex(1)
    sheet.message.setPlainText("The doctor is ill.")
    QTest.keyClick(sheet.message, Qt.Key.Key_Return)
    desk.settle()
    view = panel.view
    assert view is not None
    assert (view.status, view.cancel_class, view.cancel_reason) == (Status.CANCELLED, CancelClass.CLINIC, "Ill")
    assert view.history[0].message == "The doctor is ill."


def test_escape_leaves_a_sheet_and_changes_nothing(desk: Desk, panel: AppointmentPanel) -> None:
    panel.bar.cancel.click()
    QTest.keyClick(_sheet(panel), Qt.Key.Key_Escape)
    desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.BOOKED
    assert [one for one in panel.findChildren(Sheet) if one.isVisible()] == []


def test_a_wrong_time_taken_is_said_beside_the_field(desk: Desk, panel: AppointmentPanel) -> None:
    desk.clock.to(10, 45)
    panel.act(Action.COMPLETE)
    sheet = _sheet(panel)
    assert isinstance(sheet, CompleteSheet)
    sheet.end.setText("25:99")
    sheet.accepted.emit()
    assert sheet.fields["taken_end"].error
    sheet.end.setText("9:00")
    sheet.accepted.emit()
    desk.settle()
    assert "before the start" in sheet.fields["taken_end"].error
    QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_completing_before_the_start_is_asked_about_in_the_sheet_and_keeps_what_was_typed(
    desk: Desk, panel: AppointmentPanel
) -> None:
    panel.act(Action.COMPLETE)
    sheet = _sheet(panel)
    assert isinstance(sheet, CompleteSheet)
    sheet.remark.setPlainText("Came early")
    sheet.end.setText("11:00")
    sheet.accepted.emit()
    desk.settle()
    assert "has not begun" in sheet.problem.text()
    assert sheet.remark.toPlainText() == "Came early"
    sheet.accepted.emit()
    desk.settle()
    assert panel.view is not None
    assert (panel.view.status, panel.view.outcome_remark) == (Status.FULFILLED, "Came early")


def test_checking_in_on_another_day_is_asked_about_first(desk: Desk, panel: AppointmentPanel) -> None:
    rui = maria(desk.clinic, "rui.costa", first_name="Rui", last_name="Costa")
    tomorrow = influenza(rui, start=at(9, days=1), clinician_id=CHEN)
    panel.show_appointment(desk.clinic.booking.book(tomorrow, new_command_id()).appointment_id)
    desk.settle()
    panel.act(Action.CHECK_IN)
    desk.settle()
    sheet = _sheet(panel)
    assert isinstance(sheet, ConfirmSheet)
    assert "another day" in _texts(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.ARRIVED


@pytest.mark.feature("ACT-10")
def test_a_stale_screen_shows_what_changed_and_lets_the_person_decide_again(
    desk: Desk, panel: AppointmentPanel, appointment: int
) -> None:
    with desk.other("reception") as other:
        other.appointments.act(Act(Action.CHECK_IN, appointment, 1), new_command_id())
    panel.bar.cancel.click()
    QTest.keyClick(_sheet(panel), Qt.Key.Key_Return)
    desk.settle()
    changed = _sheet(panel)
    said = _texts(changed)
    assert "Ana Souza changed it" in said
    assert "Status | Upcoming | Arrived" in said
    QTest.keyClick(changed, Qt.Key.Key_Return)
    desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.ARRIVED
    assert panel.bar.next.text() == "Commence"


def test_an_appointment_that_cannot_be_read_is_said_with_a_way_to_try_again(
    desk: Desk, panel: AppointmentPanel
) -> None:
    panel.show_appointment(4711)
    desk.settle()
    assert "cannot be shown" in _texts(panel)


def test_what_shows_stays_when_it_cannot_be_read_again(
    desk: Desk, panel: AppointmentPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_appointment_id: int) -> AppointmentView:
        raise Unavailable("database.lost", path="clinic", maybe_saved=False)

    panel.tabs.notes.edit.setPlainText("half a thought")
    monkeypatch.setattr(desk.clinic.appointments, "view", lost)
    panel.shown.reload()
    desk.settle()
    assert "lost" in desk.notices.text
    assert "Maria Silva" in _texts(panel)
    assert panel.tabs.notes.edit.isVisibleTo(panel.tabs.notes)
    assert panel.tabs.notes.edit.toPlainText() == "half a thought"
    assert panel.old.text() == "As it was at 10:22: it cannot be read just now."
    assert not panel.old.isHidden()
    monkeypatch.undo()
    desk.context.tasks.reachable_changed.emit(True)
    desk.settle()
    assert panel.old.isHidden()
    assert panel.tabs.notes.edit.toPlainText() == "half a thought"


@pytest.mark.feature("APT-3")
def test_enter_opens_the_detail_page_and_escape_closes(panel: AppointmentPanel, appointment: int, qtbot: QtBot) -> None:
    panel.setFocus()
    with qtbot.waitSignal(panel.detail_wanted) as wanted:
        QTest.keyClick(panel, Qt.Key.Key_Return)
    assert wanted.args == [appointment]
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)


def test_names_are_shown_as_typed(desk: Desk, panel: AppointmentPanel) -> None:
    bold = maria(desk.clinic, "bold", first_name="<b>Ana</b>", last_name="&amp; <i>Co</i>")
    panel.show_appointment(desk.clinic.booking.book(influenza(bold), new_command_id()).appointment_id)
    desk.settle()
    assert panel.head.name.text() == "<b>Ana</b> &amp; <i>Co</i>"
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in panel.findChildren(QLabel))


def test_controls_are_named_apart_and_spoken(panel: AppointmentPanel) -> None:
    controls = [
        one for one in panel.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    names = [one.objectName() for one in controls]
    assert all(names)
    assert len(names) == len(set(names))
    assert [one.objectName() for one in controls if not (one.accessibleName() or one.property("text"))] == []


def test_every_button_shows_whole_on_a_panel_as_narrow_as_beside_the_calendar(
    qtbot: QtBot, desk: Desk, panel: AppointmentPanel
) -> None:
    """Those that have no room beside each other stand below each other."""
    panel.resize(344, 700)
    panel.show()
    bar = panel.bar
    buttons = [one for one in (bar.reschedule, bar.reassign, bar.cancel, bar.print) if not one.isHidden()]
    assert len(buttons) > 2
    row = bar.print.parentWidget()
    assert row is not None
    qtbot.waitUntil(lambda: all(row.rect().contains(one.geometry()) for one in buttons))
    assert bar.rect().contains(row.geometry())
