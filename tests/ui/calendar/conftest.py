"""Real calendar widgets over made-up days, offscreen."""

from collections.abc import Callable
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.views.day import DayView
from tests.ui.calendar.clinics import ClinicInMemory, NoticesHeard, context_of
from tests.ui.calendar.days import TUESDAY, clinic_day, instant
from ui.calendar.page import CalendarPage
from ui.calendar.view import CalendarView
from ui.shell.context import Context
from ui.tasks import Tasks

NOW = instant(TUESDAY, "10:22")
ShowDay = Callable[..., CalendarView]


@pytest.fixture
def show(qtbot: QtBot) -> ShowDay:
    """Shows a day in a view of 852 by 700 pixels, at first the day of the clinic at 10:22."""

    def showing(day: DayView | None = None, now: datetime = NOW, size: tuple[int, int] = (852, 700)) -> CalendarView:
        view = CalendarView()
        qtbot.addWidget(view)
        view.resize(*size)
        view.show_day(day or clinic_day(), now)
        view.show()
        qtbot.waitExposed(view)
        view.scroll_to_minute(8 * 60)
        return view

    return showing


@pytest.fixture
def view(show: ShowDay) -> CalendarView:
    return show()


@pytest.fixture
def clinic() -> ClinicInMemory:
    return ClinicInMemory()


@pytest.fixture
def notices() -> NoticesHeard:
    return NoticesHeard()


@pytest.fixture
def context(clinic: ClinicInMemory, tasks: Tasks, notices: NoticesHeard) -> Context:
    return context_of(clinic, tasks, notices)


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> CalendarPage:
    """The page of 1,100 by 700 pixels on the day of the clinic."""
    made = CalendarPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_center(1)
    assert context.tasks.wait()
    return made
