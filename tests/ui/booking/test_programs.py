"""A program is booked whole: every dose shows with its time before Enter, or why one finds none."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.little import CHEN, CONSULTATION, FEVER, INFLUENZA, RIVERSIDE, at, away
from tests.ui.booking.booked import ENTER, choose_clinician, choose_maria, choose_program, offer_program, wanted
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given


def _start(form: BookingForm, desk: Desk, keys: Keys) -> None:
    form.start(Given(RIVERSIDE))
    desk.settle()
    choose_maria(desk, keys)


@pytest.mark.feature("BKG-4", "BKG-1")
def test_all_doses_show_with_their_times_and_enter_books_them_together(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    program_id = offer_program(desk)
    _start(form, desk, keys)
    keys.type("two")
    assert form.fields.service.wish() is not None
    chosen = wanted(form)
    assert chosen is not None
    first, second = (one.opening for one in chosen.doses)
    assert 21 <= (second.wall_start.date() - first.wall_start.date()).days <= 35
    assert form.findChild(QLabel, "dose_2_days").text() == "21 days later"  # type: ignore[union-attr]  # it is there
    assert form.footer.book.text() == "Book 2 doses"
    keys.press(ENTER)  # goes to the required question of the first dose
    keys.type("n")
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    request = desk.clinic.requests.view(view.request_id)
    assert request.line.program_id == program_id
    assert [one.wall_start for one in request.appointments] == [first.wall_start, second.wall_start]


def test_a_program_is_marked_by_its_number_of_doses(desk: Desk, form: BookingForm, keys: Keys) -> None:
    offer_program(desk)
    _start(form, desk, keys)
    spoken = [
        form.fields.service.itemData(row, Qt.ItemDataRole.AccessibleTextRole)
        for row in range(form.fields.service.count())
    ]
    assert spoken[-1] == "Two doses, 2 doses"


@pytest.mark.feature("BKG-4")
def test_later_doses_follow_the_start_that_is_chosen_for_the_first(desk: Desk, form: BookingForm, keys: Keys) -> None:
    program_id = offer_program(desk)
    _start(form, desk, keys)
    choose_program(desk, form, program_id)
    for _step in range(4):
        keys.press(Qt.Key.Key_Down)
    chosen = wanted(form)
    assert chosen is not None
    assert chosen.start.date() > at(0).date()
    assert chosen.doses[1].opening.start - chosen.start >= timedelta(days=21)
    form.fields.time.other.open_with("tomorrow 14:05")
    desk.settle()
    chosen = wanted(form)
    assert chosen is not None
    assert chosen.start == at(14, 5, days=1)
    assert chosen.doses[1].opening.start >= at(0, days=22)


@pytest.mark.feature("BKG-4")
def test_a_dose_that_finds_no_time_is_named_with_what_would_help(desk: Desk, form: BookingForm, keys: Keys) -> None:
    program_id = offer_program(desk)
    away(desk.clinic, at(0, days=1), at(0, days=300), CHEN)
    _start(form, desk, keys)
    choose_program(desk, form, program_id)
    choose_clinician(desk, form, CHEN)
    doses = form.fields.time.doses
    assert "Dose 2 (Influenza)" in doses.trouble.text()
    assert wanted(form) is None
    keys.press(ENTER)
    assert not form.saving.busy
    assert doses.help.text() == "Look with anyone"
    doses.help.click()
    desk.settle()
    chosen = wanted(form)
    assert chosen is not None
    assert len(chosen.doses) == 2


@pytest.mark.feature("BKG-4")
def test_a_first_dose_that_leaves_the_second_no_time_says_when_to_begin(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    program_id = offer_program(desk, (CONSULTATION, 0, 0), (CONSULTATION, 1, 1))
    away(desk.clinic, at(0, days=2), at(0, days=3))  # Thursday: so nothing may begin on Wednesday
    _start(form, desk, keys)
    choose_program(desk, form, program_id)
    form.fields.time.other.open_with("tomorrow 9:00")
    desk.settle()
    doses = form.fields.time.doses
    assert wanted(form) is None
    assert doses.help.text().startswith("Begin ")
    doses.help.click()
    desk.settle()
    chosen = wanted(form)
    assert chosen is not None
    days = [one.opening.wall_start.date() for one in chosen.doses]
    assert days[1] - days[0] == timedelta(days=1)
    assert not form.fields.time.typed()


@pytest.mark.feature("BKG-1")
def test_a_program_asks_its_own_questions(desk: Desk, form: BookingForm, keys: Keys) -> None:
    program_id = offer_program(desk, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9), questionnaire=1)
    _start(form, desk, keys)
    choose_program(desk, form, program_id)
    keys.press(ENTER)  # goes to the required question, the only thing missing
    assert form.focusWidget() is not None
    assert FEVER in form.fields.questions.editors
    assert not form.saving.busy
    keys.type("n")
    assert form.fields.questions.answers()[FEVER] == "no"


def test_who_gives_only_one_of_the_doses_is_not_offered_for_all(desk: Desk, form: BookingForm, keys: Keys) -> None:
    program_id = offer_program(desk, (INFLUENZA, 0, 0), (CONSULTATION, 7, 9))
    _start(form, desk, keys)
    choose_program(desk, form, program_id)
    box = form.fields.clinician
    assert [box.itemText(row) for row in range(box.count())] == ["Anyone", "Dr Mei Chen"]
