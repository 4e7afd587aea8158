"""Words that are longer in another language, and keys where people read from the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import Segmented
from ui.widgets.flow import Flow
from ui.widgets.tab_bar import TabBar

LONG = "Questions that were asked before the visit"


def tabs(qtbot: QtBot, *words: str, width: int) -> TabBar:
    """A bar with these tabs, so wide."""
    bar = TabBar(name="tab", what="About it")
    for number, word in enumerate(words):
        bar.add_tab(str(number), word)
    qtbot.addWidget(bar)
    bar.resize(width, 40)
    bar.show()
    return bar


def test_a_word_without_room_on_its_tab_is_shortened_and_whole_again_in_its_tip(qtbot: QtBot) -> None:
    bar = tabs(qtbot, LONG, "Notes", width=220)
    long, short = bar.findChildren(QPushButton)
    assert long.text().endswith("…")
    assert long.toolTip() == LONG
    assert long.accessibleName() == LONG
    assert short.text() == "Notes"
    bar.resize(900, 40)
    assert long.text() == LONG
    assert long.toolTip() == ""


def test_a_count_stays_when_a_tab_has_room_again(qtbot: QtBot) -> None:
    bar = tabs(qtbot, LONG, "Notes", width=220)
    bar.set_count("0", 4)
    bar.resize(900, 40)
    assert bar.findChildren(QPushButton)[0].text() == f"{LONG}  4"


@pytest.mark.parametrize(
    ("direction", "key"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Right),
        (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Left),
    ],
)
def test_the_arrow_to_where_the_next_one_stands_goes_to_the_next_one(
    qtbot: QtBot, direction: Qt.LayoutDirection, key: Qt.Key
) -> None:
    bar = tabs(qtbot, "One", "Two", width=400)
    row = Segmented([("day", "Day"), ("week", "Week")], name="span")
    qtbot.addWidget(row)
    row.set_value("day")
    for each in (bar, row):
        each.setLayoutDirection(direction)
        each.show()
        QTest.keyClick(each, key)
    assert bar.current() == "1"
    assert row.value() == "week"


def test_a_row_that_gets_narrower_gets_the_height_of_its_lines(qtbot: QtBot) -> None:
    parts = [QPushButton(f"Some words {number}") for number in range(4)]
    flow = Flow(parts, spacing=8)
    host = QWidget()
    column = QVBoxLayout(host)
    column.addWidget(flow)
    column.addStretch(1)
    qtbot.addWidget(host)
    host.resize(900, 300)
    host.show()
    qtbot.waitUntil(lambda: flow.height() < 2 * parts[0].height())
    host.resize(250, 300)
    qtbot.waitUntil(lambda: all(part.geometry().bottom() < flow.height() for part in parts))
    assert flow.height() > 2 * parts[0].height()
