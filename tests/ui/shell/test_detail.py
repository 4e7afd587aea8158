"""Widening the panel to the detail page, and narrowing it again: the tab that is read stays."""

import gc

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from tests.ui.shell.conftest import Desk


@pytest.mark.feature("APT-3")
def test_the_tab_stays_when_the_panel_widens_and_narrows(desk: Desk) -> None:
    booked = desk.book(15)
    journeys = desk.shell.journeys
    journeys.go_to(booked.appointment_id)
    desk.settle()
    journeys.panel.tabs.tabs.set_current("history")
    journeys.panel.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.stack.currentWidget() is journeys.detail
    assert journeys.detail.tabs.tabs.current() == "history"
    journeys.detail.tabs.tabs.set_current("notes")
    journeys.detail.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.side.shown() is journeys.panel
    assert journeys.panel.tabs.tabs.current() == "notes"
    journeys.panel.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.side.shown() is None


@pytest.mark.feature("UX-2")
def test_tab_goes_round_all_of_it_and_it_still_stands_when_garbage_is_collected(desk: Desk) -> None:
    booked = desk.book(15)
    journeys = desk.shell.journeys
    journeys.show_detail(booked.appointment_id)
    desk.settle()
    destroyed: list[bool] = []
    for part in (journeys.detail.head.name, *desk.shell.findChildren(QScrollArea)):
        part.destroyed.connect(lambda: destroyed.append(True))
    del part
    for _stop in range(60):
        desk.press(Qt.Key.Key_Tab)
    gc.collect()
    assert not destroyed, "a page was collected while it showed"
    journeys.detail.shown.reload()
    desk.settle()
    assert journeys.detail.head.name.text() == "Maria Silva"


@pytest.mark.feature("UX-2")
def test_the_window_stands_when_what_tab_came_from_before_it_is_gone(desk: Desk) -> None:
    """The order of Tab ends with the page of paper, and begins anew with the window."""
    booked = desk.book(15)
    journeys, bar = desk.shell.journeys, desk.session.frame.menuBar()
    journeys.printing.confirmation(booked.appointment_id)
    desk.settle()
    for _stop in range(60):
        desk.press(Qt.Key.Key_Tab)
    journeys.narrow()
    journeys.show_page("calendar")
    journeys.printing.day()
    desk.settle()
    gc.collect()
    assert shiboken6.isValid(bar), "the window went with the page of paper"
