"""The first openings in the window, by keyboard: "what about Thursday?" in at most three keys."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Modality
from frontdesk.services.forms import Booking, new_command_id
from tests.little import CHEN, CONSULTATION, INFLUENZA, NOW, RIVERSIDE, TODAY, Clock, at, maria, sign_in
from tests.ui.shell.conftest import Desk, aside
from ui.openings.sheet import FirstOpenings
from ui.openings.words import short_names

THURSDAY = date(2026, 11, 26)


def sheet_of(desk: Desk) -> FirstOpenings:
    (sheet,) = [one for one in desk.shell.findChildren(FirstOpenings) if one.isVisible()]
    return sheet


def choose(desk: Desk, letter: str) -> None:
    """Choose by the first letter, and wait for what is found."""
    desk.type(letter)
    desk.settle()


def line(sheet: FirstOpenings, day: date) -> list[str]:
    """What stands in the line of a day: times with who gives them."""
    model = sheet.table.lines
    row = [one.day for one in model.lines].index(day)
    cells = [model.index(row, column) for column in range(model.columnCount())]
    return [str(cell.data()) for cell in cells if cell.data()]


@pytest.mark.feature("AVL-9", "UX-2")
def test_one_key_shows_the_first_free_times_of_ten_working_days_a_line_a_day(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_O)
    sheet = sheet_of(desk)
    assert sheet.service.hasFocus()
    days = [one.day for one in sheet.table.lines.lines]
    assert len(days) == 10
    assert days[0] == TODAY
    assert all(day.isoweekday() <= 5 for day in days), "closed days do not appear"
    assert sheet.table.lines.headerData(2, Qt.Orientation.Vertical) == "Thu 26 Nov"


@pytest.mark.feature("AVL-9")
def test_what_about_thursday_takes_at_most_three_keys_whatever_the_service(desk: Desk) -> None:
    keys = 0
    desk.ctrl(Qt.Key.Key_O)
    keys += 1
    sheet = sheet_of(desk)
    choose(desk, "i")
    keys += 1
    assert sheet.service.service() is not None
    assert sheet.service.currentText() == "Influenza · 20 min"
    assert line(sheet, THURSDAY)[:3] == ["09:00", "09:20", "09:40"]
    assert keys <= 3


@pytest.mark.feature("AVL-9", "BKG-7")
def test_arrows_choose_day_and_time_and_enter_goes_on_to_book_it_with_that_clinician(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "c")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        desk.press(key)
    sheet = sheet_of(desk)
    assert sheet.accept_button is not None
    assert sheet.accept_button.text() == "Book Thu 26 Nov, 09:30"
    desk.press(Qt.Key.Key_Return)
    booking = desk.shell.journeys.booking
    assert desk.shell.side.shown() is booking
    service, wanted = booking.fields.service.service(), booking.fields.time.wanted
    assert service is not None
    assert wanted is not None
    assert (service.id, wanted.clinician_id, wanted.start) == (CONSULTATION, CHEN, at(9, 30, days=2))


@pytest.mark.feature("AVL-9")
def test_how_it_is_to_be_given_goes_on_into_the_form(desk: Desk) -> None:
    clinic = desk.session.clinic
    assert clinic is not None
    row = {"service_id": CONSULTATION, "modality": Modality.PHONE}
    aside(desk.session.tasks, lambda: clinic.desk.database.write(lambda c: add(c, t.ServiceModality, **row)))
    desk.shell.context.choices = aside(desk.session.tasks, clinic.choices)
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "c")
    desk.find("openings_modality_1").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    booking = desk.shell.journeys.booking
    assert desk.shell.side.shown() is booking
    assert booking.fields.modality() is Modality.PHONE
    assert booking.fields.time.wanted is not None


@pytest.mark.feature("AVL-9")
def test_the_service_used_last_is_there_already(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "i")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    desk.ctrl(Qt.Key.Key_O)
    service = sheet_of(desk).service.service()
    assert service is not None
    assert service.id == INFLUENZA


@pytest.mark.feature("AVL-9")
def test_the_same_time_of_day_is_kept_from_one_day_to_the_next(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "c")
    desk.press(Qt.Key.Key_Down)
    for _time in range(4):
        desk.press(Qt.Key.Key_Right)
    opening = sheet_of(desk).table.opening()
    assert opening is not None
    desk.press(Qt.Key.Key_Down)
    below = sheet_of(desk).table.opening()
    assert below is not None
    assert below.start - opening.start == timedelta(days=1)


@pytest.mark.feature("AVL-9")
def test_a_full_day_says_so_and_is_passed_over(desk: Desk) -> None:
    clinic = desk.session.clinic
    assert clinic is not None

    def fill_tomorrow() -> None:
        consumer = maria(clinic)
        long = Booking(
            service_id=CONSULTATION, center_id=RIVERSIDE, consumer_id=consumer, start=at(9, days=1), length_minutes=475
        )
        clinic.booking.book(long, new_command_id())

    aside(desk.session.tasks, fill_tomorrow)
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "c")
    sheet = sheet_of(desk)
    assert line(sheet, TODAY + timedelta(days=1)) == ["Full"]
    desk.press(Qt.Key.Key_Down)
    opening = sheet.table.opening()
    assert opening is not None
    assert opening.wall_start.date() == THURSDAY


@pytest.mark.feature("AVL-9")
def test_only_one_clinician_may_be_asked_for(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "i")
    desk.press(Qt.Key.Key_Tab)
    choose(desk, "n")
    sheet = sheet_of(desk)
    assert sheet.clinician.currentText() == "Nurse Iris Roy"
    given = {one.clinician for each in sheet.table.lines.lines for one in each.openings}
    assert given == {"Nurse Iris Roy"}


@pytest.mark.feature("AVL-9", "AVL-8")
def test_it_follows_what_other_desks_book_and_keeps_what_is_chosen(desk: Desk, url: str) -> None:
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "c")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Right)
    sheet = sheet_of(desk)
    chosen = sheet.table.opening()
    assert chosen is not None
    assert chosen.start == at(10, days=1)

    def elsewhere(hour: int, minute: int) -> object:
        other = sign_in(url, lambda: NOW, "reception", "Desk 9")
        try:
            booking = Booking(
                service_id=CONSULTATION, center_id=RIVERSIDE, consumer_id=maria(other, f"c{hour}{minute}"),
                start=at(hour, minute, days=1), clinician_id=CHEN,
            )  # fmt: skip
            return other.booking.book(booking, new_command_id()).changes
        finally:
            other.close()

    desk.session.changes.changed.emit(aside(desk.session.tasks, lambda: elsewhere(15, 0)))
    desk.settle()
    kept = sheet.table.opening()
    assert kept is not None
    assert kept.start == chosen.start
    assert sheet.state.isHidden()

    desk.session.changes.changed.emit(aside(desk.session.tasks, lambda: elsewhere(10, 0)))
    desk.settle()
    assert sheet.table.opening() is None, "another time than the one that was read is never taken by Enter"
    assert sheet.state.text() == "10:00 with Dr Mei Chen was just taken. Choose again."
    desk.press(Qt.Key.Key_Return)
    assert sheet.isVisible()
    desk.press(Qt.Key.Key_Right)
    nearest = sheet.table.opening()
    assert nearest is not None
    assert nearest.wall_start.date() == chosen.wall_start.date()
    assert abs(nearest.start - chosen.start) <= timedelta(minutes=40)


@pytest.mark.feature("AVL-9", "AVL-8")
def test_what_is_chosen_stays_while_it_is_free_though_the_clock_moves_the_times_around_it(
    desk: Desk, clock: Clock
) -> None:
    desk.ctrl(Qt.Key.Key_O)
    choose(desk, "c")
    desk.press(Qt.Key.Key_Right)
    sheet = sheet_of(desk)
    chosen = sheet.table.opening()
    assert chosen is not None
    assert chosen.start == at(10, 55)
    clock.to(10, 28)
    sheet.look()
    desk.settle()
    kept = sheet.table.opening()
    assert kept is not None
    assert kept.start == chosen.start
    assert line(sheet, TODAY)[:3] == ["10:30", "10:55", "11:00"]


@pytest.mark.feature("AVL-9", "UX-6")
def test_a_database_that_does_not_answer_is_said_and_asked_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = desk.session.clinic
    assert clinic is not None

    def lost(*_given: object) -> object:
        raise Unavailable("database.lost", path="the clinic")

    with monkeypatch.context() as broken:
        broken.setattr(clinic.booking, "first_openings", lost)
        desk.ctrl(Qt.Key.Key_O)
        sheet = sheet_of(desk)
        said = " ".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())
        assert "The connection to the database was lost" in said
        assert sheet.accept_button is not None
        assert not sheet.accept_button.isEnabled()
    button = desk.find("first_openings_again")
    button.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert sheet.table.opening() is not None


def test_two_clinicians_of_one_last_name_are_told_apart_by_their_whole_names(desk: Desk) -> None:
    chen, roy = desk.shell.context.choices.clinicians
    assert short_names([chen, roy]) == {chen.id: "Chen", roy.id: "Roy"}
    twins = [chen, type(chen)(99, "chen2", "Dr Anna Chen", ())]
    assert short_names(twins) == {chen.id: "Dr Mei Chen", 99: "Dr Anna Chen"}
