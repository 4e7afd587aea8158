"""Undo and the keys of actions in the whole window: from wherever the focus is, and never while somebody types."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QPushButton

from frontdesk.rules.words import Status
from frontdesk.services.forms import Booked
from tests.ui.shell.conftest import Desk
from ui.appointments.actions import KEYS


def _status(desk: Desk, booked: Booked) -> Status:
    panel = desk.shell.journeys.panel
    panel.shown.reload()
    desk.settle()
    assert panel.view is not None
    assert panel.view.id == booked.appointment_id
    return panel.view.status


@pytest.mark.feature("APT-10")
def test_a_booking_is_taken_back_from_its_notice(desk: Desk) -> None:
    booked = desk.book(15)
    desk.shell.journeys.booking.booked.emit(booked.appointment_id, False)
    desk.settle()
    undo, other = desk.find("notice_undo"), desk.find("notice_action")
    assert isinstance(undo, QPushButton)
    assert isinstance(other, QPushButton)
    assert (undo.text(), other.text()) == ("Undo", "Print the confirmation")
    undo.click()
    desk.settle()
    assert _status(desk, booked) is Status.ENTERED_IN_ERROR
    shown = {placed.card.id for placed in desk.shell.journeys.calendar.view.placed.cards}
    assert booked.appointment_id not in shown


@pytest.mark.feature("APT-9", "APT-10")
def test_the_keys_of_an_action_and_ctrl_z_work_from_the_calendar(desk: Desk) -> None:
    booked = desk.book(15)
    desk.shell.journeys.go_to(booked.appointment_id)
    desk.settle()
    desk.shell.journeys.calendar.setFocus()
    desk.ctrl(Qt.Key.Key_I)
    assert _status(desk, booked) is Status.ARRIVED
    desk.ctrl(Qt.Key.Key_Z)
    desk.settle()
    assert _status(desk, booked) is Status.BOOKED


@pytest.mark.feature("APT-10", "UX-2")
def test_ctrl_z_in_a_text_takes_back_what_was_typed_and_no_action(desk: Desk) -> None:
    booked = desk.book(15)
    desk.shell.journeys.go_to(booked.appointment_id)
    desk.settle()
    desk.ctrl(Qt.Key.Key_I)
    notes = desk.shell.journeys.panel.tabs.notes
    desk.shell.journeys.panel.tabs.tabs.set_current("notes")
    notes.edit.setFocus()
    desk.type("Left arm")
    desk.settle()
    desk.ctrl(Qt.Key.Key_Z)
    assert notes.edit.toPlainText() != "Left arm"
    assert _status(desk, booked) is Status.ARRIVED


@pytest.mark.feature("APT-9", "UX-2")
def test_nothing_else_in_the_window_listens_to_the_keys_of_actions(desk: Desk) -> None:
    booked = desk.book(15)
    journeys = desk.shell.journeys
    for page in ("calendar", "requests", "consumers"):
        journeys.show_page(page)
        desk.settle()
    journeys.show_detail(booked.appointment_id)
    desk.settle()
    frame = desk.session.frame
    taken = {
        (one.objectName(), keys.toString())
        for one in frame.findChildren(QAction)
        for keys in one.shortcuts()
        if one.shortcutContext() != Qt.ShortcutContext.WidgetShortcut
    }
    shortcuts = [(one.objectName(), QShortcut.keys(one)) for one in frame.findChildren(QShortcut)]
    taken |= {(name, keys.toString()) for name, several in shortcuts for keys in several}
    assert {name for name, keys in taken if keys in KEYS.values() and not name.startswith("key_")} == set()
    own = sorted(keys for name, keys in taken if name.startswith("key_"))
    assert own == sorted(KEYS.values())  # the panel's and the detail page's, of which one shows at a time
