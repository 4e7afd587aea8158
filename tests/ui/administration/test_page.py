"""The frame of the administration page: sections by keyboard, its states, controls with names, small windows."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.problems import Unavailable
from tests.little import CHEN, LAKESIDE
from tests.ui.administration.conftest import Typist, shown
from tests.ui.desks import Desk
from ui.administration.boxes import TimeBox
from ui.administration.listing import Listing
from ui.administration.page import AdministrationPage
from ui.administration.week import days_words, week_words
from ui.theme import font
from ui.widgets import Choice, EmptyState


def _states(page: AdministrationPage) -> list[str]:
    return [one.objectName() for one in page.findChildren(EmptyState) if one.isVisible()]


def test_the_sections_are_gone_through_with_the_arrow_keys(
    desk: Desk, page: AdministrationPage, typist: Typist
) -> None:
    shown_names = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down):
        typist.press(key)
        section = page.section()
        assert section is not None
        shown_names.append(section.objectName())
    assert shown_names == ["schedule_section", "time_off_section", "holidays_section"]
    typist.press(Qt.Key.Key_Return)
    focus = page.focusWidget()
    assert focus is not None
    assert focus.objectName() == "holidays_list"


def test_where_nothing_is_a_sentence_says_so_and_offers_what_helps(
    desk: Desk, page: AdministrationPage, typist: Typist
) -> None:
    page.show_center(LAKESIDE)
    desk.settle()
    assert _states(page) == ["schedule_state"]
    page.show_section("time_off")
    desk.settle()
    assert _states(page) == ["time_off_state"]
    section = page.section()
    assert isinstance(section, Listing)
    section.setFocus()
    typist.press(Qt.Key.Key_Return)
    assert not section.editor_place.isHidden()


def test_a_list_that_does_not_come_says_why_and_can_be_asked_for_again(
    desk: Desk, page: AdministrationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_center_id: int) -> object:
        raise Unavailable("database.unreachable", path="clinic")

    with monkeypatch.context() as patch:
        patch.setattr(desk.clinic.schedules, "of_center", away)
        page.show_center(LAKESIDE)
        desk.settle()
    assert _states(page) == ["schedule_state"]
    again = page.findChild(QPushButton, "schedule_help")
    assert again is not None
    assert again.text() == "Try again"
    page.show_center(1)
    desk.settle()
    assert _states(page) == []


@pytest.mark.feature("UX-4")
@pytest.mark.parametrize("key", ["schedules", "time_off", "holidays"])
def test_controls_are_named_apart_and_spoken(desk: Desk, page: AdministrationPage, key: str) -> None:
    section = page.show_section(key)
    desk.settle()
    if isinstance(section, Listing):
        section.new()
    controls = [
        one for one in page.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    names = [one.objectName() for one in controls if not isinstance(one.parent(), Choice)]
    assert all(names)
    assert len(names) == len(set(names))
    assert [one.objectName() for one in controls if not (one.accessibleName() or one.property("text"))] == []


def test_in_a_low_window_no_section_is_cut_by_the_scroll_bar(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot, (940, 400))
    desk.settle()
    assert page.menu.verticalScrollBar().isVisible()
    words = QFontMetrics(font(strong=True)).horizontalAdvance("Message templates")
    icon_and_edges = 16 + 16 + 14 + 16
    assert page.menu.viewport().width() >= words + icon_and_edges


def test_in_a_small_window_the_form_takes_the_place_of_the_list(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot, (940, 576))
    section = page.section()
    assert isinstance(section, Listing)
    section.edit(("schedule", CHEN))
    desk.settle()
    assert page.width() == 940
    assert not section.list.isVisible()
    section.editor.leave()
    assert section.list.isVisible()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 1), "Mon, Tue"),
        ((0, 1, 2, 3, 4), "Mon–Fri"),
        ((0, 2, 4), "Mon, Wed, Fri"),
        ((6, 0, 1, 2), "Mon–Wed, Sun"),
        ((), ""),
    ],
)
def test_weekdays_are_said_as_people_say_them(days: tuple[int, ...], said: str) -> None:
    assert days_words(days) == said


def test_a_week_joins_the_days_with_the_same_hours() -> None:
    morning, lunch, evening, midnight = time(9), time(14), time(17), time(0)
    spans = [(3, lunch, evening), (0, morning, lunch), (4, lunch, evening), (1, morning, lunch), (5, evening, midnight)]
    assert week_words(spans) == "Mon, Tue 09:00–14:00 · Thu, Fri 14:00–17:00 · Sat 17:00–24:00"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("9", "09:00"),
        ("930", "09:30"),
        ("9.30", "09:30"),
        ("5 pm", "17:00"),
        ("24", "00:00"),
        ("25:00", "25:00"),
        ("", ""),
    ],
)
def test_times_are_typed_as_people_do_and_what_is_none_is_kept(qtbot: QtBot, typed: str, value: str) -> None:
    box = TimeBox("time", "Time")
    qtbot.addWidget(box)
    box.setText(typed)
    assert box.value() == value
