"""Several rows of the list of appointments chosen at once: the panel says how many, and what can be done with all."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from tests.little import at, influenza, maria
from tests.ui.shell.conftest import Desk, aside
from ui.appointment_list.page import AppointmentsPage
from ui.shell.list_desk import ListDesk

_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _list_of(desk: Desk, number: int) -> tuple[ListDesk, AppointmentsPage]:
    """The list of what is ahead, of so many appointments; the first row is current."""
    clinic = desk.session.clinic
    assert clinic is not None

    def work() -> None:
        for one in range(number):
            start = at(11) + timedelta(minutes=20 * one)
            consumer = maria(clinic, f"maria.{one}", first_name=f"Maria{one}")
            clinic.booking.book(influenza(consumer, start=start, clinician_id=1), new_command_id())

    aside(desk.session.tasks, work)
    desk.go("appointments")
    found = desk.shell.journeys.desks["appointments"]
    assert isinstance(found, ListDesk)
    page = found.page
    page.show_tab("upcoming")
    desk.settle()
    page.table.setFocus()
    page.table.go_to(0)
    desk.settle()
    return found, page


@pytest.mark.feature("ACT-14", "APT-1")
def test_rows_chosen_with_shift_are_cancelled_together(desk: Desk) -> None:
    found, page = _list_of(desk, 4)
    desk.press(Qt.Key.Key_Down, _SHIFT)
    desk.press(Qt.Key.Key_Down, _SHIFT)
    assert desk.shell.side.shown() is found.panel
    assert (found.panel.title.text(), len(found.chosen())) == ("3 chosen", 3)
    found.panel.buttons[Action.CANCEL].click()
    desk.settle()
    sheet = desk.shell.many_desk.sheet
    assert sheet is not None
    assert sheet.accept_button is not None
    assert sheet.accept_button.text() == "Cancel 3 appointments"
    desk.press(Qt.Key.Key_Return)  # to the prominent button
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert sheet.said.text() == "3 done"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.model.total == 1
    assert found.chosen() == ()
    assert desk.shell.side.shown() is not found.panel


@pytest.mark.feature("ACT-14")
def test_all_are_chosen_by_one_key_and_escape_leaves_one(desk: Desk) -> None:
    found, page = _list_of(desk, 3)
    desk.ctrl(Qt.Key.Key_A)
    assert found.panel.title.text() == "3 chosen"
    desk.ctrl(Qt.Key.Key_M)
    desk.settle()
    sheet = desk.shell.many_desk.sheet
    assert sheet is not None
    assert len(sheet.candidates) == 3
    sheet.leave()
    assert found.panel.title.text() == "3 chosen"
    page.table.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert found.chosen() == ()
    assert desk.shell.side.shown() is desk.shell.journeys.panel


@pytest.mark.feature("ACT-14")
def test_the_same_appointments_stay_chosen_when_the_list_changes(desk: Desk) -> None:
    found, page = _list_of(desk, 3)
    page.table.go_to(1)
    desk.press(Qt.Key.Key_Down, _SHIFT)
    before, clinic = set(found.chosen()), desk.session.clinic
    assert clinic is not None
    first = page.model.row_at(0)
    assert first is not None
    gone = aside(
        desk.session.tasks,
        lambda: clinic.appointments.act(Act(Action.CANCEL, first.id, first.version), new_command_id()),
    )
    desk.shell.context.changes.changed.emit(gone.changes)
    desk.settle()
    assert page.model.total == 2
    assert set(found.chosen()) == before
    assert [list(part) for part in page.table.chosen_places()] in ([[0, 1]], [[0], [1]])
