"""The calendar page: loading, going through days, what happens when something changes or fails."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Unavailable
from frontdesk.views.day import DayView
from tests.ui.calendar.acting import card_of, point_of, press, release
from tests.ui.calendar.clinics import ClinicInMemory, NoticesHeard
from tests.ui.calendar.days import TUESDAY, DayMaker, clinic_day, instant
from ui.calendar.page import CalendarPage
from ui.shell.context import Context

W = TypeVar("W", bound=QWidget)
WEDNESDAY = TUESDAY + timedelta(days=1)


def title(page: CalendarPage) -> str:
    return part(page, QPushButton, "date_button").text()


def part(page: CalendarPage, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert isinstance(found, kind)
    return found


@pytest.mark.feature("APT-1")
def test_it_opens_on_today_at_the_time_now(page: CalendarPage) -> None:
    assert title(page) == "Tuesday 24 November 2026"
    assert len(page.view.placed.cards) == 40
    now = page.view.placed.y_of(10 * 60 + 22) - page.view.verticalScrollBar().value()
    assert 0 < now < page.view.viewport().height() / 2


def test_another_day_opens_at_its_first_work(context: Context, qtbot: QtBot) -> None:
    page = CalendarPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_day(WEDNESDAY)
    page.show_center(1)
    assert context.tasks.wait()
    assert page.view.day.day == WEDNESDAY
    assert page.view.top_minute() == pytest.approx(9 * 60, abs=25)


@pytest.mark.feature("APT-1", "UX-2")
@pytest.mark.parametrize(
    ("key", "held", "day"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, WEDNESDAY),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, TUESDAY - timedelta(days=1)),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, WEDNESDAY),
    ],
)
def test_keys_go_through_the_days_and_t_comes_back(
    page: CalendarPage, context: Context, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier, day: date
) -> None:
    QTest.keyClick(page.view, key, held)
    assert context.tasks.wait()
    assert page.view.day.day == day
    QTest.keyClick(page.view, Qt.Key.Key_T)
    assert context.tasks.wait()
    assert page.view.day.day == TUESDAY


def test_with_a_card_chosen_only_alt_goes_through_the_days(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    page.select(card_of(page.view, "Leo").card.id)
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert context.tasks.wait()
    assert page.view.day.day == TUESDAY
    QTest.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert context.tasks.wait()
    assert page.view.day.day == WEDNESDAY


def test_the_buttons_go_back_forward_and_to_today(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    for name, day in (("next_day", WEDNESDAY), ("previous_day", TUESDAY), ("next_day", WEDNESDAY)):
        QTest.mouseClick(part(page, QPushButton, name), Qt.MouseButton.LeftButton)
        assert context.tasks.wait()
        assert page.view.day.day == day
    QTest.mouseClick(part(page, QPushButton, "today_button"), Qt.MouseButton.LeftButton)
    assert context.tasks.wait()
    assert page.view.day.day == TUESDAY


@pytest.mark.feature("UX-6")
def test_the_day_shown_stays_until_the_next_is_there(
    page: CalendarPage, clinic: ClinicInMemory, context: Context, qtbot: QtBot
) -> None:
    gate = Event()
    clinic.calendar.before = lambda: gate.wait(5)
    page.show_day(WEDNESDAY)
    assert page.view.day.day == TUESDAY
    assert len(page.view.placed.cards) == 40
    assert title(page) == "Wednesday 25 November 2026"
    qtbot.waitUntil(lambda: page.view._veiled)
    gate.set()
    assert context.tasks.wait()
    assert page.view.day.day == WEDNESDAY
    assert not page.view._veiled


def test_an_answer_that_comes_too_late_is_dropped(
    page: CalendarPage, clinic: ClinicInMemory, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()
    clinic.calendar.before = lambda: gate.wait(5)
    seen: list[date] = []
    monkeypatch.setattr(page.view, "show_day", lambda day, _now: seen.append(day.day))
    for _press in range(10):
        page._move(1)
    gate.set()
    assert context.tasks.wait()
    assert seen == [TUESDAY + timedelta(days=10)]
    assert len(clinic.calendar.asked) <= 3


@pytest.mark.feature("AVL-8")
def test_a_change_elsewhere_is_shown_and_nothing_jumps(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    leo = card_of(page.view, "Leo").card.id
    page.select(leo)
    page.view.verticalScrollBar().setValue(700)
    clinic.calendar.days[TUESDAY] = with_another_name()
    context.changes.changed.emit(Changes(days=frozenset({(1, TUESDAY)})))
    assert context.tasks.wait()
    assert page.view.placed.cards[0].card.consumer == "New Name"
    assert page.view.chosen is not None
    assert page.view.chosen.card.id == leo
    assert page.view.verticalScrollBar().value() == 700


def with_another_name() -> DayView:
    day = clinic_day()
    first = day.columns[0]
    cards = (first.cards[0]._replace(consumer="New Name"), *first.cards[1:])
    return replace(day, columns=(replace(first, cards=cards), *day.columns[1:]))


def test_changes_of_other_days_and_centers_are_none_of_its_business(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    asked = len(clinic.calendar.asked)
    context.changes.changed.emit(Changes(days=frozenset({(1, WEDNESDAY), (2, TUESDAY)}), consumers=frozenset({999})))
    assert context.tasks.wait()
    assert len(clinic.calendar.asked) == asked
    context.changes.changed.emit(Changes(consumers=frozenset({page.view.placed.cards[0].card.consumer_id})))
    assert context.tasks.wait()
    assert len(clinic.calendar.asked) == asked + 1


def test_an_appointment_of_a_day_on_its_way_is_chosen_when_it_is_there(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    made = DayMaker(WEDNESDAY).column().card("09:00", 20, "First").card("20:00", 20, "Late One")
    clinic.calendar.days[WEDNESDAY] = made.made()
    page.select(None)
    page.show_day(WEDNESDAY)
    page.select(2)
    assert context.tasks.wait()
    assert page.view.chosen == card_of(page.view, "Late One")
    assert page.view.viewport().rect().contains(page.view.area_of(page.view.chosen.box))


@pytest.mark.feature("APT-1")
def test_a_typed_date_goes_there(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_G)
    typed = part(page, QLineEdit, "date_text")
    typed.setText("no such day")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert part(page, QLabel, "date_error").isVisible()
    typed.clear()
    QTest.keyClicks(typed, "+1")
    assert not part(page, QLabel, "date_error").isVisible()
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert context.tasks.wait()
    assert page.view.day.day == WEDNESDAY


@pytest.mark.feature("UX-6")
def test_a_day_on_which_nobody_works_says_so(page: CalendarPage, clinic: ClinicInMemory, context: Context) -> None:
    clinic.calendar.days[WEDNESDAY] = DayMaker(WEDNESDAY).made()
    page.show_day(WEDNESDAY)
    assert context.tasks.wait()
    assert part(page, QWidget, "calendar_empty").isVisible()
    page.show_day(TUESDAY)
    assert context.tasks.wait()
    assert page.view.isVisible()


@pytest.mark.feature("UX-6")
def test_when_the_first_day_cannot_be_loaded_it_can_be_tried_again(
    clinic: ClinicInMemory, context: Context, qtbot: QtBot
) -> None:
    clinic.calendar.problem = Unavailable("database.away")
    page = CalendarPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_center(1)
    assert context.tasks.wait()
    assert part(page, QWidget, "calendar_error").isVisible()
    clinic.calendar.problem = None
    QTest.mouseClick(part(page, QPushButton, "calendar_retry"), Qt.MouseButton.LeftButton)
    assert context.tasks.wait()
    assert page.view.isVisible()
    assert page.view.day.day == TUESDAY


@pytest.mark.feature("UX-6")
def test_a_lost_connection_keeps_the_day_and_marks_how_old_it_is(
    page: CalendarPage, clinic: ClinicInMemory, context: Context, notices: NoticesHeard
) -> None:
    clinic.calendar.problem = Unavailable("database.away")
    clinic.later(5)
    page.refresh()
    assert context.tasks.wait()
    stale = part(page, QLabel, "calendar_stale")
    assert stale.isVisible()
    assert "10:22" in stale.text()
    assert len(page.view.placed.cards) == 40
    assert len(notices.problems) == 1
    clinic.calendar.problem = None
    page.refresh()
    assert context.tasks.wait()
    assert not stale.isVisible()


def test_a_day_that_cannot_be_loaded_leaves_the_one_shown(
    page: CalendarPage, clinic: ClinicInMemory, context: Context, notices: NoticesHeard
) -> None:
    clinic.calendar.problem = Unavailable("database.away")
    page.show_day(WEDNESDAY)
    assert context.tasks.wait()
    assert title(page) == "Tuesday 24 November 2026"
    assert page.view.day.day == TUESDAY
    assert len(notices.problems) == 1
    assert not part(page, QLabel, "calendar_stale").isVisible()


def test_the_now_line_goes_on_by_the_clinics_clock(page: CalendarPage, clinic: ClinicInMemory) -> None:
    clinic.later(3)
    page._minute.timeout.emit()
    assert page.view.now == instant(TUESDAY, "10:25")
    assert 0 < page._minute.remainingTime() <= 65_000


def test_printing_names_the_center_and_the_day(page: CalendarPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.print_wanted) as heard:
        QTest.mouseClick(part(page, QPushButton, "print_day"), Qt.MouseButton.LeftButton)
    assert heard.args == [1, TUESDAY]


def test_what_the_view_says_the_page_says(page: CalendarPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.appointment_chosen) as heard:
        press(page.view, point_of(page.view, "Leo"))
        release(page.view, point_of(page.view, "Leo"))
    assert heard.args == [card_of(page.view, "Leo").card.id]


@pytest.mark.feature("UX-4")
def test_every_control_has_a_name(page: CalendarPage) -> None:
    nameless = [
        button.objectName()
        for button in page.findChildren(QPushButton)
        if not (button.accessibleName() or button.text())
    ]
    assert nameless == []
    assert page.view.accessibleName()
    assert part(page, QTableView, "qt_calendar_calendarview").accessibleName() == "Month"


@pytest.mark.feature("UX-3")
@pytest.mark.parametrize("width", [900, 700, 600, 500, 440])
def test_the_date_stands_whole_however_narrow_the_page_is(page: CalendarPage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 600)
    shown = part(page, QPushButton, "date_button")
    qtbot.waitUntil(lambda: shown.fontMetrics().horizontalAdvance(shown.text()) < shown.width())
    assert shown.text() in ("Tuesday 24 November 2026", "Tue 24 Nov")


@pytest.mark.feature("APT-1", "UX-3")
def test_where_room_is_short_the_menu_of_the_view_has_the_modes(page: CalendarPage, context: Context) -> None:
    actions = {action.objectName(): action for action in page.findChildren(QAction)}
    assert not actions["mode_week"].isVisible()
    page.resize(480, 600)
    assert not part(page, QWidget, "calendar_mode").isVisible()
    assert part(page, QPushButton, "view_button").text().startswith("Day")
    actions["mode_week"].trigger()
    assert context.tasks.wait()
    assert len(page.view.days) == 7
    assert part(page, QPushButton, "view_button").text().startswith("Week")
