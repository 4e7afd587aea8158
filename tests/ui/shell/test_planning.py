"""From the calendar to a form of time off and back, and the page for those who may plan."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from frontdesk.rules.words import ExceptionKind
from tests.little import CHEN, RIVERSIDE, at
from tests.ui.shell.conftest import Desk, aside
from ui.administration.time_off import TimeOffSection


def _choose(desk: Desk, name: str, when: object) -> TimeOffSection:
    menu = desk.shell.journeys.planning.menu(CHEN, when)  # type: ignore[arg-type]  # a day or an instant
    action = menu.findChild(QAction, name)
    assert action is not None
    action.trigger()
    menu.deleteLater()
    desk.settle()
    section = desk.shell.journeys.administration.section()
    assert isinstance(section, TimeOffSection)
    return section


@pytest.mark.feature("AVL-2")
def test_free_time_is_blocked_from_the_calendar_which_shows_again_afterwards(desk: Desk) -> None:
    section = _choose(desk, "plan_block", at(14))
    assert desk.shell.journeys.administration.isVisible()
    form = section.editor.form()
    assert (form.kind, form.starts, form.ends) == (ExceptionKind.BLOCK, "2026-11-24T14:00", "2026-11-24T14:30")
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.journeys.calendar.isVisible()
    clinic = desk.session.clinic
    assert clinic is not None
    (view,) = aside(desk.session.tasks, lambda: clinic.schedules.exceptions(RIVERSIDE))
    assert (view.kind, view.clinician_id) == (ExceptionKind.BLOCK, CHEN)
    shades = [shade.kind for column in desk.shell.journeys.calendar.view.day.columns for shade in column.shades]
    assert shades == [ExceptionKind.BLOCK]


@pytest.mark.feature("AVL-2")
def test_leave_over_a_clinicians_name_is_for_that_day_and_escape_goes_back(desk: Desk) -> None:
    section = _choose(desk, "plan_leave", date(2026, 11, 26))
    form = section.editor.form()
    assert (form.kind, form.starts, form.ends) == (ExceptionKind.LEAVE, "2026-11-26", "2026-11-26")
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.journeys.calendar.isVisible()


@pytest.mark.feature("AVL-10")
def test_what_leave_breaks_is_asked_over_the_page_and_no_shortcut_goes_past_it(desk: Desk) -> None:
    desk.book(15)
    _choose(desk, "plan_leave", date(2026, 11, 24))
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.has_sheet()
    desk.go("calendar")
    assert desk.shell.journeys.administration.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert not desk.shell.has_sheet()
    assert desk.shell.journeys.calendar.isVisible()
    line = desk.shell.journeys.administration.findChild(QLabel, "unsettled_words")
    assert line is not None
    desk.shell.journeys.show_page("administration")
    desk.settle()
    assert line.isVisible()


def test_another_center_is_shown_on_the_page_too(desk: Desk) -> None:
    desk.shell.journeys.show_page("administration")
    desk.settle()
    section = desk.shell.journeys.administration.section()
    assert isinstance(section, TimeOffSection)
    assert section.center is not None
    assert section.center.id == desk.shell.center.id
