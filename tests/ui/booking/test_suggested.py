"""Where a typed time is not free, the box that says why suggests others, best first, each with its reason."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import Booking, new_command_id
from tests.little import CHEN, CONSULTATION, RIVERSIDE, at, maria
from tests.ui.booking.booked import ENTER, choose_maria
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm


@pytest.mark.feature("TSK-4")
def test_a_time_that_is_taken_suggests_others_with_why_and_enter_takes_the_best(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    rui = maria(desk.clinic, "rui.costa", first_name="Rui", last_name="Costa")
    desk.clinic.booking.book(Booking(CONSULTATION, RIVERSIDE, rui, clinician_id=CHEN, start=at(15)), new_command_id())
    choose_maria(desk, keys)
    keys.type("con")
    keys.type("1")  # opens the field for another time
    keys.type("5:00")
    desk.settle()
    windows = form.fields.time.windows
    assert windows.isVisible()
    first = windows.list.model_.rows[0]
    assert (first.title, first.right) == ("Today, 14:25", "Dr Mei Chen")
    assert first.line == "Same day, nearest to it"
    assert not form.fields.time.openings.isVisible()  # one list of other times, not two
    keys.press(Qt.Key.Key_Down)
    keys.press(ENTER)
    assert not windows.isVisible()
    assert form.fields.time.openings.isVisible()
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    assert desk.clinic.appointments.view(booked.args[0]).start == at(14, 25)
