"""One of a series in the window: its place, all of them, and actions on this one, those from it on, or all."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Action, SeriesScope, SeriesUnit
from frontdesk.services.forms import Act, Chosen, new_command_id
from frontdesk.services.series_forms import SeriesOrder
from tests.little import CHEN, ROY, at, influenza, maria
from tests.ui.desks import Desk
from ui.appointments.panel import AppointmentPanel
from ui.appointments.reschedule_sheet import RescheduleSheet
from ui.appointments.series_scope import ScopeChoice
from ui.appointments.series_sheet import SeriesSheet
from ui.appointments.sheets import CancelSheet
from ui.widgets.tick_list import TickList

pytestmark = pytest.mark.feature("BKG-11")


@dataclass
class Shown:
    """The panel with the second of four weekly appointments at 11:00."""

    desk: Desk
    panel: AppointmentPanel
    ids: list[int]

    def starts(self) -> list[object]:
        return [self.desk.clinic.appointments.view(one).start for one in self.ids]

    def statuses(self) -> list[str]:
        return [self.desk.clinic.appointments.view(one).status.value for one in self.ids]


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot) -> Shown:
    dates = tuple(Chosen(at(11, 0, 7 * n), CHEN) for n in range(4))
    order = SeriesOrder(influenza(maria(desk.clinic), clinician_id=CHEN), 1, SeriesUnit.WEEK, dates, 4)
    ids = list(desk.clinic.series.book(order, new_command_id()).appointments)
    panel = AppointmentPanel(desk.context)
    panel.resize(360, 760)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_appointment(ids[1])
    desk.settle()
    return Shown(desk, panel, ids)


def choose(desk: Desk, choice: ScopeChoice, scope: SeriesScope) -> None:
    choice.scope.set_value(scope)
    choice.scope.chosen.emit(scope)
    desk.settle()


def rows(choice: ScopeChoice) -> list[tuple[str, str, str]]:
    return [(row.title, row.line, row.right or row.right_line) for row in choice.lines.model_.rows]


def press(lines: TickList, number: int, key: Qt.Key) -> None:
    lines.select(lines.model_.rows[number].key)
    QTest.keyClick(lines, key)


def accept(desk: Desk, sheet: CancelSheet | RescheduleSheet) -> None:
    sheet.accepted.emit()
    desk.settle()


def test_the_panel_says_which_of_the_series_it_is_and_shows_them_all(shown: Shown) -> None:
    link = shown.panel.findChild(QPushButton, "series_link")
    assert link is not None
    assert link.text() == "2 of 4, every week"
    link.click()
    shown.desk.settle()
    sheet = shown.panel.findChild(SeriesSheet)
    assert sheet is not None
    assert [row.title for row in sheet.lines.model_.rows][2] == "3. Tue 8 Dec, 11:00"
    sheet.lines.select(shown.ids[3])
    sheet.accepted.emit()
    shown.desk.settle()
    assert shown.panel.view is not None
    assert shown.panel.view.id == shown.ids[3]


def test_this_and_those_after_it_are_cancelled_but_for_those_left_out(shown: Shown) -> None:
    shown.panel.act(Action.CANCEL)
    sheet = shown.panel.findChild(CancelSheet)
    assert sheet is not None
    choose(shown.desk, sheet.series, SeriesScope.FOLLOWING)
    assert [title for title, _line, _right in rows(sheet.series)] == [
        "Tue 1 Dec, 11:00", "Tue 8 Dec, 11:00", "Tue 15 Dec, 11:00",
    ]  # fmt: skip
    press(sheet.series.lines, 1, Qt.Key.Key_Space)
    assert sheet.series.state.text() == "2 of 3 appointments."
    accept(shown.desk, sheet)
    assert shown.statuses() == ["booked", "cancelled", "booked", "cancelled"]
    assert shown.desk.notices.text == "2 appointments of Maria Silva are cancelled."
    command = shown.desk.clinic.appointments.last_done()
    assert command is not None
    shown.panel.acting.undo_last()
    shown.desk.settle()
    assert shown.statuses() == ["booked"] * 4


def test_all_are_moved_once_it_is_said_what_becomes_of_those_in_conflict(shown: Shown) -> None:
    clinic = shown.desk.clinic
    other = maria(clinic, "olga", first_name="Olga")
    for days in (7, 14):
        clinic.booking.book(influenza(other, clinician_id=CHEN, start=at(15, 0, days + 7)), new_command_id())
    shown.panel.act(Action.RESCHEDULE)
    sheet = shown.panel.findChild(RescheduleSheet)
    assert sheet is not None
    choose(shown.desk, sheet.series, SeriesScope.ALL)
    assert sheet.series.state.text() == "Choose the new time first."
    sheet.when.setText("1 Dec 15:00")
    sheet.when.textEdited.emit("1 Dec 15:00")
    shown.desk.settle()
    told = rows(sheet.series)
    assert told[0] == ("Tue 24 Nov, 11:00", "to Tue 24 Nov, 15:00", "")
    assert told[2][1].startswith("Olga Silva")
    assert told[2][2] == "A: 14:40"
    sheet.agreed.setChecked(True)
    accept(shown.desk, sheet)
    assert "2 cannot go with the others" in sheet.problem.text()
    press(sheet.series.lines, 2, Qt.Key.Key_A)
    press(sheet.series.lines, 3, Qt.Key.Key_Space)
    assert sheet.series.state.text() == "3 of 4 appointments."
    accept(shown.desk, sheet)
    assert shown.starts() == [at(15), at(15, 0, 7), at(14, 40, 14), at(11, 0, 21)]


def test_this_one_alone_is_what_nobody_says_otherwise(shown: Shown) -> None:
    shown.panel.act(Action.CANCEL)
    sheet = shown.panel.findChild(CancelSheet)
    assert sheet is not None
    accept(shown.desk, sheet)
    assert shown.statuses() == ["booked", "cancelled", "booked", "booked"]


def test_what_somebody_else_changed_of_the_series_is_said_in_the_sheet_and_nothing_is_lost(shown: Shown) -> None:
    shown.panel.act(Action.CANCEL)
    sheet = shown.panel.findChild(CancelSheet)
    assert sheet is not None
    choose(shown.desk, sheet.series, SeriesScope.ALL)
    sheet.message.setPlainText("We are closed")
    with shown.desk.other("reception") as other:
        other.appointments.act(Act(Action.REASSIGN, shown.ids[3], 1, clinician_id=ROY), new_command_id())
    accept(shown.desk, sheet)
    assert shown.statuses() == ["booked"] * 4
    assert "Ana Souza changed this meanwhile" in sheet.problem.text()
    assert sheet.message.toPlainText() == "We are closed"
    accept(shown.desk, sheet)
    assert shown.statuses() == ["cancelled"] * 4
