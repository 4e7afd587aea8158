"""The menu of time that no card stands in: pointed at, by its key, and of a whole day over a clinician's name."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.calendar.acting import free_point
from tests.ui.calendar.conftest import ShowDay
from tests.ui.calendar.days import TUESDAY, DayMaker, instant
from ui.calendar.frame import AXIS_WIDTH
from ui.calendar.view import CalendarView

_Reason = QContextMenuEvent.Reason


@pytest.fixture
def view(show: ShowDay) -> CalendarView:
    made = show(DayMaker().column().card("09:00", 60).made(), instant(TUESDAY, "10:22"))
    assert isinstance(made, CalendarView)
    return made


@pytest.mark.feature("AVL-2")
def test_free_time_that_is_pointed_at_wants_its_menu(view: CalendarView, qtbot: QtBot) -> None:
    point = free_point(view, 0, instant(TUESDAY, "11:00"))
    with qtbot.waitSignal(view.time_menu_wanted) as heard:
        _ask(view, _Reason.Mouse, point)
    clinician = view.placed.columns[0].column.clinician_id
    assert heard.args == [clinician, instant(TUESDAY, "11:00"), view.viewport().mapToGlobal(point)]


@pytest.mark.feature("AVL-2")
def test_the_menu_key_without_a_card_wants_the_menu_of_the_next_free_time(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.time_menu_wanted) as heard:
        _ask(view, _Reason.Keyboard, QPoint())
    assert heard.args is not None
    assert heard.args[1] >= instant(TUESDAY, "10:22")


@pytest.mark.feature("AVL-2")
def test_a_clinicians_name_wants_the_menu_of_the_whole_day(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.time_menu_wanted) as heard:
        view._header.customContextMenuRequested.emit(QPoint(AXIS_WIDTH + 20, 10))
    assert heard.args is not None
    assert heard.args[:2] == [view.placed.columns[0].column.clinician_id, None]


def _ask(view: CalendarView, reason: _Reason, point: QPoint) -> None:
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, point, view.viewport().mapToGlobal(point)))
