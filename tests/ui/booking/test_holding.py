"""The time that shows is held for this desk: others are not offered it, and it is free again when the form is left."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import Booking, HeldSlot, OpeningQuery, new_command_id
from tests.little import CHEN, CONSULTATION, RIVERSIDE, maria
from tests.ui.booking.booked import ENTER, choose_maria, wanted
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm


def _earliest_elsewhere(desk: Desk) -> datetime:
    """The first consultation that another desk is offered."""
    with desk.other() as other:
        return other.booking.openings(OpeningQuery(CONSULTATION, RIVERSIDE, limit=1))[0].start


def _hold(desk: Desk, form: BookingForm) -> datetime:
    """Let the moment go by after which what shows is held."""
    form.holding.settles.stop()
    form.holding.settles.timeout.emit()
    desk.settle()
    chosen = wanted(form)
    assert chosen is not None
    return chosen.start


def _said(form: BookingForm) -> str:
    found = form.findChild(QLabel, "openings_state")
    assert found is not None
    return found.text().strip()


@pytest.mark.feature("BKG-10")
def test_the_time_that_shows_is_offered_to_no_other_desk_until_the_form_is_left(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    first = form.fields.time.wanted
    assert first is not None
    assert _earliest_elsewhere(desk) == first.start
    _hold(desk, form)
    assert form.fields.time.wanted == first
    assert _said(form) == f"{first.wall_start:%H:%M} is held for this desk."
    assert _earliest_elsewhere(desk) > first.start
    keys.press(Qt.Key.Key_Escape)
    keys.press(ENTER)  # leave: what was typed is dropped
    form.hide()
    desk.settle()
    assert _earliest_elsewhere(desk) == first.start


@pytest.mark.feature("BKG-10")
def test_another_choice_takes_the_hold_along(desk: Desk, form: BookingForm, keys: Keys) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    first = _hold(desk, form)
    for _line in range(3):
        keys.press(Qt.Key.Key_Down)
    assert _said(form) == ""
    assert _hold(desk, form).date() > first.date()
    assert _earliest_elsewhere(desk) == first


@pytest.mark.feature("BKG-10")
def test_what_is_held_is_booked_by_its_desk_and_the_hold_goes_with_it(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    start = _hold(desk, form)
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    assert desk.clinic.appointments.view(booked.args[0]).start == start
    assert not form.holding.stands


@pytest.mark.feature("BKG-10")
def test_enter_before_the_time_is_held_books_it(desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    form.holding.settles.timeout.emit()  # asked for, not answered yet
    with qtbot.waitSignal(form.booked):
        keys.press(ENTER)


@pytest.mark.feature("BKG-10")
def test_a_time_that_another_desk_holds_meanwhile_is_said_with_the_next_ones_and_none_is_chosen(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    first = form.fields.time.wanted
    assert first is not None
    with desk.other() as other:
        other.holds.place(RIVERSIDE, (HeldSlot(CONSULTATION, CHEN, first.start),), new_command_id())
        form.holding.settles.timeout.emit()
        desk.settle()
    time = form.fields.time
    assert "Desk 2" in " ".join(line.text() for line in time.why.lines)
    assert wanted(form) is None
    assert all(one.start > first.start for one in time.openings.lines.openings)
    keys.press(ENTER)  # takes the next one, to be read before it is booked
    assert wanted(form) is not None
    assert not form.saving.busy


@pytest.mark.feature("BKG-10")
def test_a_hold_is_renewed_while_somebody_works_and_runs_out_when_nobody_does(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    first = _hold(desk, form)
    begun = desk.clock.instant
    for seconds in range(30, 301, 30):
        desk.clock.instant = begun + timedelta(seconds=seconds)
        form.holding.renews.timeout.emit()
        desk.settle()
    assert not form.holding.stands
    assert _said(form) == ""
    assert _earliest_elsewhere(desk) <= first + timedelta(minutes=10)
    form.fields.print_it.setFocus()
    form.fields.time.openings.step(1)
    _hold(desk, form)
    assert form.holding.stands


@pytest.mark.feature("BKG-10")
def test_a_locked_desk_keeps_nobody_off(desk: Desk, form: BookingForm, keys: Keys) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    first = _hold(desk, form)
    form.rest()
    desk.settle()
    assert _earliest_elsewhere(desk) == first


@pytest.mark.feature("BKG-10", "AVL-8")
def test_a_refresh_keeps_the_time_that_is_held_though_it_is_not_among_the_first(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    form.fields.time.other.open_with("tomorrow 14:05")
    desk.settle()
    chosen = form.fields.time.wanted
    assert chosen is not None
    _hold(desk, form)
    with desk.other() as other:
        rui = maria(other, "rui.costa", first_name="Rui", last_name="Costa")
        changes = other.booking.book(Booking(CONSULTATION, RIVERSIDE, rui), new_command_id()).changes
    desk.context.changes.changed.emit(changes)
    desk.settle()
    kept = wanted(form)
    assert kept is not None
    assert kept.start == chosen.start
