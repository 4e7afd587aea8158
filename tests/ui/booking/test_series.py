"""A booking is repeated: its dates show with their state, one is left out or moved by a key, and all are booked."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import new_command_id
from tests.little import CHEN, RIVERSIDE, at, away, influenza, maria
from tests.ui.booking.booked import ENTER, choose_clinician, choose_maria, choose_program, offer_program, wanted
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given
from ui.booking.series_part import SeriesPart
from ui.widgets.rows import Row

pytestmark = pytest.mark.feature("BKG-11")


def repeat(desk: Desk, form: BookingForm, keys: Keys, end: str, start: str = "11:00") -> SeriesPart:
    """Maria Silva, influenza with Dr Chen at a time today, every week."""
    choose_maria(desk, keys)
    keys.type("i")
    choose_clinician(desk, form, CHEN)
    form.fields.time.other.open_with(start)
    desk.settle()
    form.fields.time.series.link.click()
    keys.type(end)
    return form.fields.time.series


def rows(part: SeriesPart) -> list[Row]:
    return part.dates.model_.rows


def test_the_dates_show_at_once_and_enter_books_them_all(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    part = repeat(desk, form, keys, "4")
    assert [row.title for row in rows(part)] == [
        "Tue 24 Nov, 11:00",
        "Tue 1 Dec, 11:00",
        "Tue 8 Dec, 11:00",
        "Tue 15 Dec, 11:00",
    ]
    assert part.state.text() == "4 dates, the last on Tue 15 Dec, 11:00."
    assert form.footer.book.text() == "Book 4 appointments"
    keys.press(ENTER)  # goes to the required question
    keys.type("n")
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    assert view.series is not None
    assert (view.series.position, view.series.count, view.start) == (1, 4, at(11))


def test_what_is_not_free_is_left_out_and_a_takes_the_time_beside_it(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    other = maria(desk.clinic, "olga", first_name="Olga")
    desk.clinic.booking.book(influenza(other, clinician_id=CHEN, start=at(11, 0, 7)), new_command_id())
    away(desk.clinic, at(0, 0, 14), at(23, 59, 14))
    part = repeat(desk, form, keys, "15 Dec")
    taken, leave = rows(part)[1:3]
    assert taken.line.startswith("Olga Silva")
    assert (taken.right, leave.right) == ("A: 10:40", "A: Mon 7 Dec, 11:00")
    assert part.state.text().endswith("2 are not free and left out.")
    assert form.footer.book.text() == "Book 2 appointments"
    part.dates.setFocus()
    part.dates.select(2)
    keys.press(Qt.Key.Key_A)
    assert (rows(part)[1].title, rows(part)[1].line) == ("Tue 1 Dec, 10:40", "instead of Tue 1 Dec, 11:00")
    part.dates.select(4)
    keys.press(Qt.Key.Key_Space)
    assert rows(part)[3].right == "left out"
    assert form.footer.book.text() == "Book 2 appointments"
    keys.press(ENTER)
    keys.type("n")
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    request = desk.clinic.requests.view(desk.clinic.appointments.view(booked.args[0]).request_id)
    starts = [one.wall_start for one in request.appointments]
    assert starts == [at(11).replace(tzinfo=None), at(10, 40, 7).replace(tzinfo=None)]


def test_a_date_that_goes_meanwhile_is_said_and_nothing_is_booked(desk: Desk, form: BookingForm, keys: Keys) -> None:
    part = repeat(desk, form, keys, "3")
    with desk.other() as boss:
        other = maria(boss, "olga", first_name="Olga")
        boss.booking.book(influenza(other, clinician_id=CHEN, start=at(11, 0, 7)), new_command_id())
    keys.press(ENTER)
    keys.type("n")
    keys.press(ENTER)
    assert part.is_on
    assert rows(part)[1].line.startswith("Olga Silva")
    assert form.footer.book.text() == "Book 2 appointments"
    with desk.clinic.desk.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM series").scalar() == 0


def test_what_cannot_be_read_is_said_beside_its_field_and_escape_books_it_once(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    part = repeat(desk, form, keys, "soon")
    assert "8" in part.end_field.error
    keys.press(ENTER)
    assert part.end.hasFocus()
    part.end.setText("")
    keys.type("500")
    assert "104" in part.end_field.error
    part.end.setText("")
    keys.type("3")
    part.every.setText("")
    part.every.setFocus()
    keys.type("2")
    assert [row.title for row in rows(part)][-1] == "Tue 22 Dec, 11:00"
    keys.press(Qt.Key.Key_Escape)
    assert not part.is_on
    assert form.footer.book.text() == "Book"
    assert wanted(form) is not None


def test_another_time_moves_all_dates_and_a_program_is_not_repeated(desk: Desk, form: BookingForm, keys: Keys) -> None:
    program_id = offer_program(desk)
    form.start(Given(RIVERSIDE))
    desk.settle()
    part = repeat(desk, form, keys, "3")
    form.fields.time.other.line.setText("tomorrow 12:00")
    desk.settle()
    assert [row.title for row in rows(part)] == ["Wed 25 Nov, 12:00", "Wed 2 Dec, 12:00", "Wed 9 Dec, 12:00"]
    choose_program(desk, form, program_id)
    assert not part.is_on
    assert form.footer.book.text() in {"Book", "Book 2 doses"}


def test_alt_r_opens_it_where_tab_does_not_stop(desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot) -> None:
    part = form.fields.time.series
    assert part.isHidden()  # no service is chosen yet: there is nothing to repeat
    assert part.link.shortcut().toString() == "Alt+R"
    assert not part.link.focusPolicy() & Qt.FocusPolicy.TabFocus
    repeat(desk, form, keys, "2")
    assert (part.link.isHidden(), part.is_on) == (True, True)
