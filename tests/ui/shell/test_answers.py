"""A request and its answers in the whole window: by keys, by mouse and by the palette, from the calendar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.views.appointment import AppointmentView
from tests.little import at, sign_in
from tests.ui.shell.conftest import Desk, aside

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _shown(desk: Desk) -> AppointmentView:
    view = desk.shell.journeys.panel.view
    assert view is not None
    return view


def _click(desk: Desk, name: str) -> None:
    made = next(one for one in desk.session.frame.findChildren(QAbstractButton, name) if one.isVisible())
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    desk.settle()


@pytest.mark.feature("ACT-1", "ACT-5", "APT-9")
def test_asked_by_key_suggested_through_the_palette_and_accepted_by_mouse_it_stays_in_the_calendar(desk: Desk) -> None:
    booked = desk.book(15)
    journeys = desk.shell.journeys
    journeys.go_to(booked.appointment_id)
    desk.settle()
    journeys.calendar.setFocus()
    desk.press(Qt.Key.Key_R, _CTRL_SHIFT)
    _click(desk, "ask_accept")
    assert _shown(desk).status is Status.PENDING
    assert booked.appointment_id in {placed.card.id for placed in journeys.calendar.view.placed.cards}
    desk.ctrl(Qt.Key.Key_K)
    desk.type("suggests")
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    line = desk.find("suggest_time_1")
    assert isinstance(line, QLineEdit)
    assert line.hasFocus()
    desk.type("tomorrow 11:00")
    desk.press(Qt.Key.Key_Return)
    assert _shown(desk).status is Status.PROPOSED
    _click(desk, "next_action_button")
    _click(desk, "accept_accept")
    assert (_shown(desk).status, _shown(desk).start) == (Status.BOOKED, at(11, days=1))


@pytest.mark.feature("ACT-4", "APT-9")
def test_two_desks_cancel_and_check_in_and_the_one_that_was_too_late_decides(desk: Desk, url: str) -> None:
    booked = desk.book(15)
    desk.shell.journeys.go_to(booked.appointment_id)
    desk.settle()
    desk.press(Qt.Key.Key_C, _CTRL_SHIFT)
    message = desk.find("cancel_message")
    message.setFocus()
    desk.type("She is ill")
    clock = desk.session._now

    def check_in() -> None:
        other = sign_in(url, clock, "manager", "Desk 9")
        other.appointments.act(Act(Action.CHECK_IN, booked.appointment_id, 1), new_command_id())
        other.close()

    aside(desk.session.tasks, check_in)
    desk.press(Qt.Key.Key_Return)
    said = desk.find("changed_words").property("text")
    assert said.startswith("Bo Ss changed it today at 10:22.")
    assert desk.find("changed_insist").property("accessibleName") == "Cancel appointment all the same"
    desk.press(Qt.Key.Key_Return)
    again = [one for one in desk.session.frame.findChildren(QWidget, "cancel_message") if one.isVisible()]
    assert [one.property("plainText") for one in again] == ["She is ill"]
    desk.press(Qt.Key.Key_Escape)
    assert _shown(desk).status is Status.ARRIVED
