"""A time that is not free says all that stands in its way and the nearest ones, and may be booked over on purpose."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import Booking, HeldSlot, new_command_id
from tests.little import CHEN, CONSULTATION, RIVERSIDE, ROY, at, away, influenza, maria
from tests.ui.booking.booked import (
    ENTER,
    book_by,
    choose_clinician,
    choose_maria,
    choose_program,
    offer_program,
)
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given


def _taken_by_rui(desk: Desk) -> None:
    """15:00 with Dr Chen is somebody else's."""
    rui = maria(desk.clinic, "rui.costa", first_name="Rui", last_name="Costa")
    wanted = Booking(CONSULTATION, RIVERSIDE, rui, clinician_id=CHEN, start=at(15))
    desk.clinic.booking.book(wanted, new_command_id())


def _ask_for_15(desk: Desk, form: BookingForm, keys: Keys) -> int:
    consumer_id = choose_maria(desk, keys)
    keys.type("con")
    keys.type("1")  # opens the field for another time
    keys.type("5:00")
    return consumer_id


@pytest.mark.feature("BKG-15")
def test_each_thing_in_the_way_is_named_with_whom_and_when_and_the_nearest_free_times(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    _taken_by_rui(desk)
    away(desk.clinic, at(15, 20), at(17), CHEN, "Dentist")
    consumer_id = _ask_for_15(desk, form, keys)
    time = form.fields.time
    said = [line.text() for line in time.why.lines]
    assert any("Rui Costa" in line and "15:00–15:30" in line and "Dr Mei Chen" in line for line in said)
    assert any("away" in line and "15:20–17:00" in line and "Dentist" in line for line in said)
    assert time.wanted is None
    offered = [(one.wall_start.day, one.wall_start.hour, one.wall_start.minute) for one in time.openings.lines.openings]
    assert offered == [(24, 14, 25), (25, 9, 0)]  # five minutes are needed after a consultation
    keys.press(ENTER)
    assert desk.clinic.consumers.bookings(consumer_id) == ()
    assert not time.openings.isVisible()  # what is suggested above says these and why
    time.step(1)
    keys.press(ENTER)
    assert time.openings.isVisible()
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    assert desk.clinic.appointments.view(booked.args[0]).start == at(14, 25)


@pytest.mark.feature("BKG-15")
def test_a_time_clicked_in_the_calendar_that_is_not_free_says_why(desk: Desk, form: BookingForm) -> None:
    away(desk.clinic, at(13), at(17), CHEN, "Dentist")
    form.start(Given(RIVERSIDE, CHEN, at(14), None, maria(desk.clinic), CONSULTATION))
    desk.settle()
    assert ["Dentist" in line.text() for line in form.fields.time.why.lines] == [True]


@pytest.mark.feature("BKG-10")
def test_a_time_that_another_desk_holds_names_the_desk(desk: Desk, form: BookingForm, keys: Keys) -> None:
    with desk.other() as other:
        other.holds.place(RIVERSIDE, (HeldSlot(CONSULTATION, CHEN, at(15)),), new_command_id())
    _ask_for_15(desk, form, keys)
    assert ["Desk 2" in line.text() for line in form.fields.time.why.lines] == [True]
    assert form.fields.time.why.over_link.isHidden()


@pytest.mark.feature("BKG-15")
def test_what_the_consumer_has_then_is_a_warning_that_names_it_and_does_not_keep_from_booking(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    tomorrow = influenza(maria(desk.clinic), start=at(15, days=1), clinician_id=ROY)
    desk.clinic.booking.book(tomorrow, new_command_id())
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    form.fields.time.other.open_with("tomorrow 15:00")
    desk.settle()
    warning = form.findChild(QLabel, "clash_warning")
    assert warning is not None
    assert "Influenza" in warning.text()
    assert "Nurse Iris Roy" in warning.text()
    assert form.fields.time.wanted is not None
    with qtbot.waitSignal(form.booked):
        keys.press(ENTER)


@pytest.mark.feature("BKG-13")
def test_who_may_books_over_it_on_purpose_with_a_reason(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    _taken_by_rui(desk)
    desk.clinic.sign_in("manager", "demo")
    consumer_id = choose_maria(desk, keys)
    keys.type("con")
    choose_clinician(desk, form, CHEN)
    form.fields.time.other.open_with("15:00")
    desk.settle()
    why = form.fields.time.why
    why.over_link.setFocus()
    keys.press(ENTER)
    assert form.focusWidget() is why.reason
    over = form.findChild(QLabel, "booked_over")
    assert over is not None
    assert over.isVisible()
    keys.press(ENTER)  # a reason is needed
    assert why.reason_field.error.startswith("Say why")
    assert desk.clinic.consumers.bookings(consumer_id) == ()
    keys.type("Fell on the stairs")
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    assert (view.start, view.clinician_id) == (at(15), CHEN)


@pytest.mark.feature("BKG-13")
def test_who_may_not_is_offered_no_booking_over_it_and_a_changed_mind_takes_it_back(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    _taken_by_rui(desk)
    _ask_for_15(desk, form, keys)
    choose_clinician(desk, form, CHEN)
    assert form.fields.time.why.over_link.isHidden()
    book_by(desk, overbook_by_agents=True)
    form.fields.time.refresh()
    desk.settle()
    why = form.fields.time.why
    assert not why.over_link.isHidden()
    why.over_link.click()
    assert form.fields.time.wanted is not None
    why.back_link.click()
    assert form.fields.time.wanted is None


@pytest.mark.feature("BKG-13", "BKG-4")
def test_the_first_dose_of_a_program_is_put_over_what_is_there_and_the_later_ones_follow_it(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    program_id = offer_program(desk, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9))
    form.start(Given(RIVERSIDE))
    _taken_by_rui(desk)
    desk.clinic.sign_in("manager", "demo")
    choose_maria(desk, keys)
    choose_program(desk, form, program_id)
    choose_clinician(desk, form, CHEN)
    form.fields.time.other.open_with("15:00")
    desk.settle()
    form.fields.time.why.over_link.click()
    assert form.footer.book.text() == "Book 2 doses"
    note = form.findChild(QLabel, "doses_note")
    assert note is not None
    assert note.isVisible()
    keys.type("Leaves the country in two weeks")
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    first, second = [one.wall_start for one in desk.clinic.requests.view(view.request_id).appointments]
    assert first is not None
    assert second is not None
    assert first == at(15).replace(tzinfo=None)
    assert 7 <= (second.date() - first.date()).days <= 9


@pytest.mark.feature("BKG-13", "BKG-4")
def test_a_later_dose_that_finds_no_time_then_is_said_and_the_reason_typed_is_kept(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    program_id = offer_program(desk, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9))
    form.start(Given(RIVERSIDE))
    _taken_by_rui(desk)
    desk.clinic.sign_in("manager", "demo")
    consumer_id = choose_maria(desk, keys)
    choose_program(desk, form, program_id)
    choose_clinician(desk, form, CHEN)
    form.fields.time.other.open_with("15:00")
    desk.settle()
    form.fields.time.why.over_link.click()
    keys.type("Leaves the country")
    away(desk.clinic, at(0, days=1), at(0, days=20), CHEN)
    keys.press(ENTER)
    assert "Dose 2 (Consultation)" in form.fields.time.doses.trouble.text()
    assert form.fields.time.why.reason.text() == "Leaves the country"
    assert desk.clinic.consumers.bookings(consumer_id) == ()


@pytest.mark.feature("BKG-13")
def test_who_asked_for_anyone_is_told_that_booking_over_it_takes_a_name(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    form.fields.time.other.open_with("20:00")
    desk.settle()
    why = form.fields.time.why
    assert why.isVisible()
    assert why.hint.isHidden()
    assert why.over_link.isHidden()
    desk.clinic.sign_in("manager", "demo")
    form.fields.time.other.open_with("20:15")
    desk.settle()
    assert why.hint.isVisible()
    choose_clinician(desk, form, CHEN)
    assert why.hint.isHidden()
    assert why.over_link.isVisible()


@pytest.mark.feature("BKG-13")
def test_leave_is_never_booked_over(desk: Desk, form: BookingForm, keys: Keys) -> None:
    away(desk.clinic, at(14), at(17), CHEN, "Dentist")
    desk.clinic.sign_in("manager", "demo")
    _ask_for_15(desk, form, keys)
    choose_clinician(desk, form, CHEN)
    assert form.fields.time.why.lines
    assert form.fields.time.why.over_link.isHidden()


def test_enter_right_after_a_typed_time_books_that_time_once_it_is_known_to_be_free(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    keys.type("1")
    assert form.focusWidget() is form.fields.time.other.line
    QTest.keyClicks(form.fields.time.other.line, "4:00")
    with qtbot.waitSignal(form.booked) as booked:
        QTest.keyClick(form.fields.time.other.line, ENTER)  # the answer is still under way
    assert booked.args is not None
    assert desk.clinic.appointments.view(booked.args[0]).start == at(14)


def test_an_opening_chosen_after_that_enter_is_a_changed_mind(desk: Desk, form: BookingForm, keys: Keys) -> None:
    consumer_id = choose_maria(desk, keys)
    keys.type("con")
    keys.type("1")
    QTest.keyClicks(form.fields.time.other.line, "4:00")
    QTest.keyClick(form.fields.time.other.line, ENTER)  # the answer is still under way
    form.fields.time.openings.setFocus()
    QTest.keyClick(form.fields.time.openings, Qt.Key.Key_Down)
    desk.settle()
    assert not form.fields.time.typed()
    assert desk.clinic.consumers.bookings(consumer_id) == ()


def test_a_typed_time_that_stands_in_the_list_is_marked_there(desk: Desk, form: BookingForm, keys: Keys) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    second = form.fields.time.openings.lines.openings[1]
    form.fields.time.other.open_with(f"{second.wall_start:%H:%M}")
    desk.settle()
    assert form.fields.time.openings.currentIndex().row() == 1
    assert form.fields.time.wanted is not None
    assert form.fields.time.wanted.start == second.start


def test_a_time_that_the_clocks_skip_is_said_with_the_next_one(desk: Desk, form: BookingForm, keys: Keys) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    form.fields.time.other.open_with("28 Mar 2027 1:30")
    desk.settle()
    assert form.fields.time.other.field.error.startswith("The clocks go forward then")
    keys.press(ENTER)
    assert not form.saving.busy


@pytest.mark.feature("BKG-15")
def test_names_and_remarks_in_the_way_are_shown_as_typed(desk: Desk, form: BookingForm, keys: Keys) -> None:
    away(desk.clinic, at(15), at(16), CHEN, "<b>away</b> {clinician} %s")
    _ask_for_15(desk, form, keys)
    choose_clinician(desk, form, CHEN)
    (line,) = form.fields.time.why.lines
    assert "<b>away</b> {clinician} %s" in line.text()
    assert line.textFormat() == Qt.TextFormat.PlainText
