"""The month: gone through by arrow keys, opened by Enter and click, told to screen readers, as full as it may be."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Status
from frontdesk.views.day import DayView
from frontdesk.views.month import MonthDay, MonthView
from tests.ui.calendar.clinics import DaysInMemory
from tests.ui.calendar.days import TUESDAY, DayMaker, clinic_day, instant
from ui.calendar.month import MonthGrid
from ui.calendar.month_paint import Cell

FIRST = date(2026, 10, 26)
NOW = instant(TUESDAY, "10:22")
WEDNESDAY = TUESDAY + timedelta(days=1)


def november() -> MonthView:
    days = DaysInMemory({TUESDAY: clinic_day(), WEDNESDAY: busy_day()})
    days.closures[date(2026, 12, 1)] = ("Restoration of Independence",)
    return days.month(1, FIRST)


def busy_day() -> DayView:
    made = DayMaker(WEDNESDAY).column("Dr Mei Chen", "Room 2", "00:00-24:00")
    for number in range(400):
        made.card(f"{number // 60 + 8:02}:{number % 60:02}", 20, f"Consumer {number} de Oliveira e Vasconcelos")
    return made.made()


@pytest.fixture
def grid(qtbot: QtBot) -> MonthGrid:
    made = MonthGrid()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show_month(november(), TUESDAY, TUESDAY, NOW)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def cell(grid: MonthGrid, day: date) -> tuple[Cell, MonthDay]:
    place = (day - FIRST).days
    index = grid.model().index(place // 7, place % 7)
    found: MonthDay = grid._model.days[place]
    return Cell(grid.visualRect(index), found), found


def spoken(grid: MonthGrid, day: date) -> str:
    place = (day - FIRST).days
    return str(grid.model().index(place // 7, place % 7).data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.feature("APT-1", "UX-2")
@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Left, date(2026, 11, 23)),
        (Qt.Key.Key_Right, WEDNESDAY),
        (Qt.Key.Key_Up, date(2026, 11, 17)),
        (Qt.Key.Key_Down, date(2026, 12, 1)),
        (Qt.Key.Key_Home, date(2026, 11, 23)),
        (Qt.Key.Key_End, date(2026, 11, 29)),
        (Qt.Key.Key_PageUp, date(2026, 10, 24)),
        (Qt.Key.Key_PageDown, date(2026, 12, 24)),
    ],
)
def test_arrow_keys_go_by_days_and_pages_by_months(grid: MonthGrid, qtbot: QtBot, key: Qt.Key, day: date) -> None:
    with qtbot.waitSignal(grid.day_moved) as heard:
        QTest.keyClick(grid, key)
    assert heard.args == [day]


def test_arrows_follow_the_way_people_read(qtbot: QtBot) -> None:
    grid = MonthGrid()
    qtbot.addWidget(grid)
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    grid.show_month(november(), TUESDAY, TUESDAY, NOW)
    with qtbot.waitSignal(grid.day_moved) as heard:
        QTest.keyClick(grid, Qt.Key.Key_Left)
    assert heard.args == [WEDNESDAY]


@pytest.mark.feature("APT-1")
def test_enter_and_a_click_beside_the_appointments_open_the_day(grid: MonthGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.day_opened) as heard:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert heard.args == [TUESDAY]
    number = cell(grid, WEDNESDAY)[0].top.center()
    with qtbot.waitSignal(grid.day_opened) as heard:
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=number)
    assert heard.args == [WEDNESDAY]


@pytest.mark.feature("APT-1")
def test_a_click_on_an_appointment_chooses_it_and_opens_no_day(grid: MonthGrid, qtbot: QtBot) -> None:
    shown, day = cell(grid, WEDNESDAY)
    card, line = shown.entries[1]
    opened: list[date] = []
    grid.day_opened.connect(opened.append)
    with qtbot.waitSignals([grid.appointment_chosen, grid.day_moved]):
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    assert grid._seen.chosen == card.id == day.cards[1].id
    assert grid.day == WEDNESDAY
    assert opened == []
    with qtbot.waitSignal(grid.appointment_opened) as heard:
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    assert heard.args == [card.id]


@pytest.mark.feature("UX-2")
def test_space_goes_through_the_appointments_of_the_day_that_show(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.turn_to(WEDNESDAY)
    ids = [card.id for card, _line in cell(grid, WEDNESDAY)[0].entries]
    heard: list[int] = []
    grid.appointment_chosen.connect(heard.append)
    for _press in range(len(ids) + 1):
        QTest.keyClick(grid, Qt.Key.Key_Space)
    assert heard == [*ids, ids[0]]
    grid.turn_to(date(2026, 12, 1))
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert len(heard) == len(ids) + 1


@pytest.mark.feature("APT-9")
def test_menu_key_and_right_button_open_the_menu_of_an_appointment(grid: MonthGrid, qtbot: QtBot) -> None:
    card, line = cell(grid, WEDNESDAY)[0].entries[0]
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        grid.turn_to(WEDNESDAY)
        grid.select(card.id)
        with qtbot.waitSignal(grid.menu_wanted) as heard:
            at = line.center()
            event = QContextMenuEvent(reason, at, grid.viewport().mapToGlobal(at))
            QApplication.sendEvent(grid.viewport(), event)
        assert heard.args[0] == card.id


@pytest.mark.feature("UX-4")
def test_each_day_is_told_to_screen_readers(grid: MonthGrid) -> None:
    said = spoken(grid, TUESDAY)
    assert said.startswith("Tuesday 24 November 2026, today, 40 appointments, 2 requests")
    assert "08:00 Peter Novak" in said
    assert "closed: Restoration of Independence" in spoken(grid, date(2026, 12, 1))
    table = QAccessible.queryAccessibleInterface(grid)
    names = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert said in names
    assert {"Monday", "Sunday", "Week 48"} <= set(names)


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize("size", [(1196, 650), (596, 500), (420, 300), (3000, 1600)])
def test_a_day_with_hundreds_shows_what_has_room_and_counts_the_rest(
    grid: MonthGrid, qtbot: QtBot, size: tuple[int, int]
) -> None:
    grid.resize(*size)
    shown, day = cell(grid, WEDNESDAY)
    assert day.appointments == 400
    assert len(shown.entries) + shown.left_out == 400
    lines = [line for _card, line in shown.entries] + ([shown.more] if shown.more is not None else [])
    assert all(shown.area.contains(line) for line in lines)
    grid.grab()  # paints, whatever the size


def test_a_few_that_all_have_room_are_shown_without_a_rest(grid: MonthGrid) -> None:
    grid.resize(1000, 900)
    made = DayMaker(WEDNESDAY).column().card("09:00", 20).card("10:00", 20).card("11:00", 20, status=Status.PENDING)
    month = DaysInMemory({WEDNESDAY: made.made()}).month(1, FIRST)
    grid.show_month(month, WEDNESDAY, TUESDAY, NOW)
    shown, _day = cell(grid, WEDNESDAY)
    assert (len(shown.entries), shown.left_out, shown.more) == (3, 0, None)


@pytest.mark.feature("UX-4")
def test_a_tool_tip_tells_what_a_line_had_no_room_for(grid: MonthGrid, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.calendar.month.QToolTip.showText", lambda _at, text, _on: said.append(text))
    card, line = cell(grid, WEDNESDAY)[0].entries[0]
    for point in (line.center(), QPoint(2, 2)):
        event = QHelpEvent(QEvent.Type.ToolTip, point, grid.viewport().mapToGlobal(point))
        QApplication.sendEvent(grid.viewport(), event)
    assert card.consumer.split()[-1] in said[0]
    assert said[1] == ""
