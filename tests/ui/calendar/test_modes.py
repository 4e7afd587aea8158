"""Day, week, month and agenda: the keys between them, what they keep, what they wait for and what they remember."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Status
from frontdesk.views.calendar_filters import Filters, Told
from frontdesk.views.day import DayView
from tests.ui.calendar.acting import card_of
from tests.ui.calendar.clinics import ClinicInMemory, NoticesHeard
from tests.ui.calendar.days import TUESDAY, DayMaker
from ui.calendar.agenda import AgendaList
from ui.calendar.look import Mode
from ui.calendar.month import MonthGrid
from ui.calendar.page import CalendarPage
from ui.shell.context import Context

DASH = "\N{EN DASH}"
KEYS = {"day": Qt.Key.Key_D, "week": Qt.Key.Key_W, "month": Qt.Key.Key_M, "agenda": Qt.Key.Key_A}


def press(page: CalendarPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """On what shows, as a person does."""
    QTest.keyClick(page._mode.widget, key, held)
    assert page._context.tasks.wait()


def title(page: CalendarPage) -> str:
    found = page.findChild(QPushButton, "date_button")
    assert found is not None
    return found.text()


def month(page: CalendarPage) -> MonthGrid:
    found = page.findChild(MonthGrid)
    assert found is not None
    return found


def agenda(page: CalendarPage) -> AgendaList:
    found = page.findChild(AgendaList)
    assert found is not None
    return found


@pytest.mark.feature("APT-1", "UX-2")
def test_letters_go_from_mode_to_mode_and_the_title_says_the_range(page: CalendarPage) -> None:
    for mode, said, widget in (
        ("week", f"23{DASH}29 November 2026", page.view),
        ("month", "November 2026", month(page)),
        ("agenda", "Tuesday 24 November 2026", agenda(page)),
        ("day", "Tuesday 24 November 2026", page.view),
    ):
        press(page, KEYS[mode])
        assert title(page) == said
        assert widget.isVisible()
        assert page._tools.modes.value() == mode
        assert len(page.view.days) == (7 if mode in ("week", "month", "agenda") else 1)


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize(
    ("mode", "day"),
    [
        ("day", date(2026, 11, 25)),
        ("week", date(2026, 12, 1)),
        ("month", date(2026, 12, 24)),
        ("agenda", date(2026, 11, 25)),
    ],
)
def test_forward_goes_by_what_is_shown_and_t_comes_back(page: CalendarPage, mode: str, day: date) -> None:
    press(page, KEYS[mode])
    press(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page._look.day == day
    press(page, Qt.Key.Key_T)
    assert page._look.day == TUESDAY
    back = page.findChild(QPushButton, "previous_day")
    assert back is not None
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert page._context.tasks.wait()
    assert page._look.day < TUESDAY


@pytest.mark.feature("UX-2", "UX-6")
def test_keys_lead_on_from_a_day_on_which_there_is_nothing(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    page.view.setFocus()
    clinic.calendar.days[TUESDAY + timedelta(days=1)] = DayMaker(TUESDAY + timedelta(days=1)).made()
    press(page, Qt.Key.Key_Right)
    empty = page.findChild(QWidget, "calendar_empty")
    assert empty is not None
    assert empty.hasFocus()
    QTest.keyClick(empty, Qt.Key.Key_Right)
    assert context.tasks.wait()
    assert page.view.day.day == TUESDAY + timedelta(days=2)
    assert page.view.hasFocus()


@pytest.mark.feature("UX-2")
def test_letters_that_are_typed_into_a_text_change_nothing(page: CalendarPage) -> None:
    press(page, Qt.Key.Key_G)
    typed = page.window().findChild(QLineEdit, "date_text")
    assert typed is not None
    QTest.keyClicks(typed, "wmad")
    assert typed.text() == "wmad"
    assert page._look.mode == "day"
    beside = QLineEdit(page)
    beside.show()
    beside.setFocus()
    QTest.keyClick(beside, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page._look.day == TUESDAY


@pytest.mark.feature("APT-1")
def test_date_and_chosen_appointment_stay_from_mode_to_mode(page: CalendarPage, clinic: ClinicInMemory) -> None:
    friday = TUESDAY + timedelta(days=3)
    clinic.calendar.days[friday] = with_ids(DayMaker(friday).column().card("11:00", 20, "Far Away"), 5000)
    press(page, Qt.Key.Key_A)
    page.select(5001)
    press(page, Qt.Key.Key_W)
    press(page, Qt.Key.Key_M)
    press(page, Qt.Key.Key_D)
    assert page.view.day.day == friday
    assert page.view.chosen == card_of(page.view, "Far Away")


def with_ids(made: DayMaker, more: int) -> DayView:
    day = made.made()
    columns = tuple(
        replace(column, cards=tuple(card._replace(id=card.id + more) for card in column.cards))
        for column in day.columns
    )
    return replace(day, columns=columns)


@pytest.mark.feature("UX-6")
def test_what_is_shown_stays_until_the_other_mode_is_there(
    page: CalendarPage, clinic: ClinicInMemory, context: Context, qtbot: QtBot
) -> None:
    gate = Event()
    clinic.calendar.before = lambda: gate.wait(5)
    page.show_mode("month")
    assert page.view.isVisible()
    assert len(page.view.placed.cards) == 40
    assert title(page) == "November 2026"
    page.show_mode("agenda")
    page.show_mode("month")
    gate.set()
    assert context.tasks.wait()
    assert month(page).isVisible()
    assert not agenda(page).isVisible()


@pytest.mark.feature("AVL-8")
def test_only_what_shows_is_read_again_after_a_change(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    press(page, Qt.Key.Key_M)
    asked = len(clinic.calendar.asked)
    context.changes.changed.emit(Changes(days=frozenset({(1, date(2027, 3, 1)), (2, TUESDAY)})))
    assert context.tasks.wait()
    assert len(clinic.calendar.asked) == asked
    clinic.calendar.days[TUESDAY] = DayMaker().column().card("09:00", 20, "Only One").made()
    context.changes.changed.emit(Changes(days=frozenset({(1, TUESDAY)})))
    assert context.tasks.wait()
    assert len(clinic.calendar.asked) == asked + 1
    assert "1 appointment," in month(page).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert month(page).day == TUESDAY


@pytest.mark.feature("UX-6")
@pytest.mark.parametrize("mode", ["week", "month", "agenda"])
def test_a_mode_that_cannot_be_read_leaves_the_one_shown(
    page: CalendarPage, clinic: ClinicInMemory, notices: NoticesHeard, mode: str
) -> None:
    clinic.calendar.problem = Unavailable("database.away")
    press(page, KEYS[mode])
    assert page._look.mode == "day"
    assert title(page) == "Tuesday 24 November 2026"
    assert page._tools.modes.value() == "day"
    assert len(notices.problems) == 1


@pytest.mark.feature("UX-6")
def test_the_first_month_that_cannot_be_read_says_so(clinic: ClinicInMemory, context: Context, qtbot: QtBot) -> None:
    clinic.calendar.problem = Unavailable("database.away")
    page = CalendarPage(context)
    qtbot.addWidget(page)
    page.restore_layout({"mode": "month"})
    page.show()
    page.show_center(1)
    assert context.tasks.wait()
    broken = page.findChild(QWidget, "calendar_error")
    assert broken is not None
    assert "The month could not be loaded" in [each.text() for each in broken.findChildren(QLabel)]


@pytest.mark.feature("UX-7")
def test_mode_columns_colours_filters_and_zoom_are_remembered(
    page: CalendarPage, context: Context, qtbot: QtBot
) -> None:
    somebody = context.choices.clinicians[1].id
    filters = Filters(frozenset({somebody}), statuses=frozenset({Told.UPCOMING}))
    page._go(replace(page._look, mode="week", by="room", colouring="status", filters=filters))
    page.view.zoom_to(2.0)
    assert context.tasks.wait()
    kept = page.layout_state()
    again = CalendarPage(context)
    qtbot.addWidget(again)
    again.resize(1100, 700)
    again.restore_layout(kept)
    again.show_center(1)
    assert context.tasks.wait()
    assert again._look == page._look
    assert again.view.scale == pytest.approx(2.0)
    assert again.layout_state() == kept


def test_a_day_that_was_read_already_is_not_shown_as_a_month(
    clinic: ClinicInMemory, context: Context, qtbot: QtBot
) -> None:
    page = CalendarPage(context)
    qtbot.addWidget(page)
    page.restore_layout({"mode": "month"})
    page.show()
    page.show_center(1, clinic.calendar.days[TUESDAY])
    assert context.tasks.wait()
    assert month(page).isVisible()
    assert month(page).day == TUESDAY


@pytest.mark.feature("APT-1")
def test_rooms_stand_as_columns_and_colours_tell_the_status(page: CalendarPage, context: Context) -> None:
    choose(page, "columns_room")
    assert context.tasks.wait()
    assert page.view.day.by == "room"
    asked = page._is_reading
    choose(page, "colours_status")
    assert page._is_reading == asked
    assert page.view._colouring == "status"
    press(page, Qt.Key.Key_M)
    assert not action(page, "columns_clinician").isEnabled()


def action(page: CalendarPage, name: str) -> QAction:
    found = page._tools._menu.findChild(QAction, name)
    assert found is not None
    return found


def choose(page: CalendarPage, name: str) -> None:
    action(page, name).trigger()


@pytest.mark.feature("APT-1", "UX-3")
@pytest.mark.parametrize("mode", ["day", "week", "month", "agenda"])
def test_nothing_of_the_tool_row_is_cut_however_narrow_the_page(page: CalendarPage, mode: Mode) -> None:
    filters = Filters(frozenset(range(1, 13)))
    page._go(replace(page._look, mode=mode, day=date(2026, 9, 30), filters=filters))
    assert page._context.tasks.wait()
    for width in range(1200, 595, -17):
        page.resize(width, 600)
        QCoreApplication.processEvents()
        row = page._tools
        shown = [each for each in row.findChildren(QPushButton) if each.isVisible()]
        assert all(row.rect().contains(each.mapTo(row, each.rect().topLeft())) for each in shown)
        assert all(row.rect().contains(each.mapTo(row, each.rect().bottomRight())) for each in shown)
        button = page.findChild(QPushButton, "date_button")
        assert button is not None
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 8, width


@pytest.mark.feature("APT-1")
def test_days_of_the_small_month_are_marked(page: CalendarPage, context: Context) -> None:
    press(page, Qt.Key.Key_G)
    marks = page._tools._dates._month._marks
    assert marks[TUESDAY].appointments == 40
    assert marks[TUESDAY + timedelta(days=1)].working_minutes == 960
    assert date(2026, 10, 26) in marks
    typed = page.window().findChild(QLineEdit, "date_text")
    assert typed is not None
    QTest.keyClick(typed, Qt.Key.Key_PageDown)
    assert context.tasks.wait()
    assert date(2026, 12, 31) in page._tools._dates._month._marks


def test_requests_are_counted_by_the_clinic_in_memory(page: CalendarPage, clinic: ClinicInMemory) -> None:
    clinic.calendar.days[TUESDAY] = DayMaker().column().card("09:00", 20, status=Status.PENDING).made()
    press(page, Qt.Key.Key_M)
    assert "1 request" in month(page).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
