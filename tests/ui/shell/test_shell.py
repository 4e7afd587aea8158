"""The window around the pages, by keyboard: palette, pages, panels, shortcuts, names for screen readers."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from tests.ui.shell.conftest import Desk
from ui import theme
from ui.widgets import Sheet


@pytest.mark.feature("UX-2")
def test_ctrl_n_opens_booking_with_the_consumer_search_focused_and_escape_leaves_it(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_N)
    assert desk.shell.side.shown() is desk.shell.journeys.booking
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.side.shown() is None


def test_book_at_the_top_steps_back_while_a_panel_has_its_own_next_thing_to_do(desk: Desk) -> None:
    book = desk.shell.top_bar.book
    assert book.property("primary")
    desk.ctrl(Qt.Key.Key_N)
    assert not book.property("primary")
    desk.press(Qt.Key.Key_Escape)
    assert book.property("primary")


@pytest.mark.feature("UX-2")
def test_pages_are_a_key_away(desk: Desk) -> None:
    desk.go("consumers")
    assert desk.shell.journeys.consumers.isVisible()
    desk.go("calendar")
    assert desk.shell.journeys.calendar.isVisible()


@pytest.mark.feature("UX-2")
def test_the_palette_finds_an_action_by_any_of_its_words(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_K)
    desk.type("shortc")
    desk.press(Qt.Key.Key_Return)
    sheet = desk.shell.findChild(Sheet)
    assert sheet is not None
    said = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Ctrl+N" in said
    assert "Book" in said
    desk.press(Qt.Key.Key_Escape)
    assert not desk.shell.has_sheet()


@pytest.mark.feature("UX-2")
def test_the_palette_finds_a_consumer_and_opens_their_form(desk: Desk) -> None:
    desk.book(15)
    desk.ctrl(Qt.Key.Key_K)
    desk.type("silv mar")
    desk.shell.palette_box.box.ask_now()
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.journeys.consumers.isVisible()
    assert desk.shell.journeys.consumers.record.isVisible()


@pytest.mark.feature("UX-2")
def test_ctrl_enter_in_the_palette_books_for_the_consumer_found(desk: Desk) -> None:
    desk.book(15)
    desk.ctrl(Qt.Key.Key_K)
    desk.type("maria")
    desk.shell.palette_box.box.ask_now()
    desk.settle()
    desk.ctrl(Qt.Key.Key_Return)
    booking = desk.shell.journeys.booking
    assert desk.shell.side.shown() is booking
    assert booking.fields.consumer.consumer_id is not None


def test_what_was_booked_stands_chosen_in_the_calendar_and_is_told(desk: Desk) -> None:
    booked = desk.book(15)
    desk.shell.journeys.booking.booked.emit(booked.appointment_id, False)
    desk.settle()
    assert desk.shell.journeys.chosen == booked.appointment_id
    assert desk.shell.side.shown() is desk.shell.journeys.panel
    notice = desk.find("notice_text")
    assert isinstance(notice, QLabel)
    assert notice.text() == "Booked: Maria Silva, Influenza, Tue 24 Nov, 15:00"


def test_enter_widens_to_the_detail_page_and_escape_narrows_then_closes(desk: Desk) -> None:
    booked = desk.book(15)
    journeys = desk.shell.journeys
    journeys.go_to(booked.appointment_id)
    desk.settle()
    journeys.calendar.appointment_opened.emit(booked.appointment_id)
    desk.settle()
    assert journeys.detail.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert journeys.calendar.isVisible()
    assert desk.shell.side.shown() is journeys.panel
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.side.shown() is None


def test_ctrl_p_prints_the_confirmation_of_what_is_chosen_and_leads_back(desk: Desk) -> None:
    booked = desk.book(15)
    journeys = desk.shell.journeys
    journeys.go_to(booked.appointment_id)
    desk.settle()
    desk.ctrl(Qt.Key.Key_P)
    assert journeys.preview.isVisible()
    assert journeys.preview.pdf.startswith(b"%PDF")
    assert not desk.shell.top_bar.book.property("primary"), "Print is the next thing to do"
    desk.press(Qt.Key.Key_Escape)
    assert journeys.calendar.isVisible()


def test_ctrl_p_without_a_choice_prints_the_day(desk: Desk) -> None:
    desk.book(15)
    desk.ctrl(Qt.Key.Key_P)
    preview = desk.shell.journeys.preview
    assert preview.isVisible()
    assert preview.title.text() == "Schedule of Tuesday 24 November 2026"
    assert preview.pdf.startswith(b"%PDF")


def test_another_center_is_shown_with_its_own_time(desk: Desk) -> None:
    desk.session.lock()
    desk.session.sign_in("manager", "demo")
    desk.settle()
    desk.shell.show_center(2)
    desk.settle()
    said = [label.text() for label in desk.shell.status_line.findChildren(QLabel)]
    assert "Tue 24 Nov, 04:22 Chicago" in said
    assert desk.shell.top_bar.center.text() == "Lakeside"


@pytest.mark.feature("UX-3")
def test_the_menu_turns_the_window_dark_and_it_is_remembered(desk: Desk) -> None:
    action = next(each.action for each in desk.shell.commands if each.action.objectName() == "theme_dark")
    action.trigger()
    assert theme.current().dark
    assert desk.shell.memory.dark is True


@pytest.mark.feature("UX-3")
def test_the_window_fits_a_small_screen(desk: Desk) -> None:
    desk.session.frame.resize(1024, 700)
    desk.ctrl(Qt.Key.Key_N)
    assert desk.session.frame.size() == QSize(1024, 700)
    assert desk.shell.journeys.calendar.width() >= 460


@pytest.mark.feature("UX-4")
def test_every_control_has_a_name_for_tests_and_for_screen_readers(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_N)
    desk.go("consumers")
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    controls = [each for each in desk.session.frame.findChildren(QWidget) if isinstance(each, kinds)]
    controls = [each for each in controls if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(controls) > 10
    unnamed = [f"{type(each).__name__} {each.objectName()}" for each in controls if not each.accessibleName()]
    assert unnamed == []


@pytest.mark.feature("UX-2")
def test_commands_wait_while_a_sheet_has_to_be_answered(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F1)
    assert desk.shell.has_sheet()
    desk.ctrl(Qt.Key.Key_N)
    assert desk.shell.side.shown() is None
    desk.press(Qt.Key.Key_Escape)
    desk.ctrl(Qt.Key.Key_N)
    assert desk.shell.side.shown() is not None
