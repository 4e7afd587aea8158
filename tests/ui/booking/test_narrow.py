"""The free times are narrowed to what suits the consumer, by keys, and only while the form is open."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.little import RIVERSIDE
from tests.ui.booking.booked import ENTER, choose_maria, wanted
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given
from ui.booking.narrow import Narrow

TAB = Qt.Key.Key_Tab


def _open(desk: Desk, form: BookingForm, keys: Keys) -> Narrow:
    choose_maria(desk, keys)
    keys.type("con")
    while form.focusWidget() is not form.fields.time.narrow_link:
        keys.press(TAB)
    keys.press(ENTER)
    return form.fields.time.narrow


@pytest.mark.feature("AVL-4")
def test_weekdays_hours_and_a_first_day_narrow_the_openings_by_keys_alone(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    narrow = _open(desk, form, keys)
    assert form.focusWidget() is narrow.day
    keys.type("30 nov")
    narrow.weekdays[3].setFocus()
    keys.press(Qt.Key.Key_Space)
    narrow.starts.setFocus()
    keys.type("14")
    narrow.ends.setFocus()
    keys.type("15:00")
    keys.press(ENTER)  # back to the openings, and no booking yet
    assert not form.saving.busy
    lines = form.fields.time.openings.lines.openings
    assert {one.wall_start.weekday() for one in lines} == {3}
    assert min(one.wall_start.date() for one in lines) == date(2026, 12, 3)
    assert all(one.wall_start.hour == 14 and one.wall_start.minute <= 30 for one in lines)
    said = form.findChild(QLabel, "narrowed_to")
    assert said is not None
    assert said.text() == "Only from Mon 30 Nov · Thu · 14:00–15:00"
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    assert desk.clinic.appointments.view(booked.args[0]).start == lines[0].start


@pytest.mark.feature("AVL-4")
def test_what_cannot_be_read_is_said_beside_it_and_narrows_nothing(desk: Desk, form: BookingForm, keys: Keys) -> None:
    narrow = _open(desk, form, keys)
    before = form.fields.time.openings.lines.openings
    keys.type("soonish")
    narrow.starts.setText("15")
    narrow.ends.setText("14")
    desk.settle()
    assert narrow.fields["day"].error.startswith("Type a day")
    assert narrow.fields["ends"].error == "The end must be after the start."
    assert form.fields.time.openings.lines.openings == before
    keys.press(ENTER)
    assert narrow.isVisible()
    assert not form.saving.busy


def test_escape_closes_the_wishes_and_not_the_form(desk: Desk, form: BookingForm, keys: Keys) -> None:
    narrow = _open(desk, form, keys)
    keys.press(Qt.Key.Key_Escape)
    assert not narrow.isVisible()
    assert form.isVisible()
    assert not form.footer.question.asking


@pytest.mark.feature("AVL-4")
def test_wishes_that_nothing_meets_say_so_and_go_with_the_form(desk: Desk, form: BookingForm, keys: Keys) -> None:
    narrow = _open(desk, form, keys)
    narrow.weekdays[6].click()
    desk.settle()
    state = form.findChild(QLabel, "openings_state")
    assert state is not None
    assert "within these wishes" in state.text()
    assert wanted(form) is None
    narrow.clear_link.click()
    desk.settle()
    assert wanted(form) is not None
    narrow.weekdays[6].click()
    form.start(Given(RIVERSIDE))
    desk.settle()
    assert narrow.limits.words(date(2026, 11, 24)) == ""
    assert not narrow.isVisible()
