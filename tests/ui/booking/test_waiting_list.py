"""Where no time suits, the booking form puts the consumer on the waiting list with what they wish for."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.rules.waiting import URGENT, Wish
from frontdesk.rules.words import Status
from tests.little import CHEN, RIVERSIDE
from tests.ui.booking.booked import ENTER, choose_clinician, choose_maria, choose_program, offer_program
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given


def press(form: BookingForm, name: str, desk: Desk) -> None:
    found = form.findChild(QPushButton, name)
    assert found is not None
    found.click()
    desk.settle()


@pytest.mark.feature("BKG-12")
def test_who_finds_no_time_is_put_on_the_list_and_nothing_is_held_meanwhile(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    choose_clinician(desk, form, CHEN)
    assert form.holding.token
    press(form, "waiting_link", desk)
    assert form.footer.book.text().startswith("Put on the list")
    assert not form.fields.time.isVisible()
    assert not form.holding.stands
    wishes = form.fields.waiting.wishes
    assert wishes is not None
    wishes.priority.set_value(URGENT)
    wishes.starts.setText("99:00")
    form.submit()
    assert wishes.fields["from_time"].error
    wishes.starts.setText("14:00")
    wishes.first.setFocus()
    with qtbot.waitSignal(form.waits) as waits:
        keys.press(ENTER)
    assert waits.args is not None
    (line,) = desk.clinic.waiting.line(RIVERSIDE)
    assert (line.appointment_id, line.status, line.service) == (waits.args[0], Status.WAITLIST, "Consultation")
    assert line.wish == Wish(URGENT, from_time=time(14), clinician_id=CHEN)


@pytest.mark.feature("BKG-12", "UX-2")
def test_tab_passes_the_waiting_list_which_has_a_key_of_its_own(desk: Desk, form: BookingForm, keys: Keys) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    passed = []
    for _stop in range(8):
        keys.press(Qt.Key.Key_Tab)
        here = form.focusWidget()
        passed.append(here.objectName() if here else "")
    assert "print_tick" in passed
    assert "waiting_link" not in passed
    assert form.fields.waiting.link.shortcut().toString() == "Alt+W"
    press(form, "waiting_link", desk)
    press(form, "waiting_back", desk)
    assert form.fields.time.openings.hasFocus()


@pytest.mark.feature("BKG-12")
def test_a_time_can_be_chosen_after_all_and_no_dose_waits(desk: Desk, form: BookingForm, keys: Keys) -> None:
    program = offer_program(desk)
    form.start(Given(RIVERSIDE))
    choose_maria(desk, keys)
    keys.type("con")
    press(form, "waiting_link", desk)
    press(form, "waiting_back", desk)
    assert form.fields.time.isVisible()
    assert form.footer.book.text().startswith("Book")
    press(form, "waiting_link", desk)
    choose_program(desk, form, program)
    assert not form.fields.waiting.isVisible()
    assert form.fields.time.isVisible()
