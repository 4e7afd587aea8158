"""Words that are longer in another language, and keys where people read from the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import Segmented, Sheet, button
from ui.widgets.flow import Flow
from ui.widgets.leaving import LeaveQuestion
from ui.widgets.tab_bar import TabBar
from ui.widgets.tick import Tick

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


def test_icons_of_tabs_give_way_before_their_words_are_shortened(qtbot: QtBot) -> None:
    words = ("Upcoming", "Past", "Requests", "Messages")
    bar = TabBar(name="tab", what="About it")
    for word in words:
        bar.add_tab(word, word, icon_name="ph.list")
    qtbot.addWidget(bar)
    bar.show()
    for width, has_icons in ((900, True), (380, False), (900, True)):
        bar.resize(width, 40)
        assert [each.text() for each in bar.findChildren(QPushButton)] == list(words)
        assert {each.icon().isNull() for each in bar.findChildren(QPushButton)} == {not has_icons}


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


def test_choices_without_room_beside_each_other_stand_below_each_other(qtbot: QtBot) -> None:
    choices = [("a", LONG), ("b", "The clinic"), ("c", "Other")]
    row = Segmented(choices, name="which", room=200)
    qtbot.addWidget(row)
    row.set_value("a")
    row.show()
    parts = row.findChildren(QPushButton)
    assert len({part.y() for part in parts}) == 3
    assert row.width() >= parts[0].sizeHint().width()
    QTest.keyClick(row, Qt.Key.Key_Down)
    assert row.value() == "b"
    beside = Segmented(choices[1:], name="which", room=200)
    qtbot.addWidget(beside)
    assert beside.sizeHint().height() < row.sizeHint().height()


def test_the_words_of_a_tick_box_go_on_below_and_can_be_clicked(qtbot: QtBot) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    tick = Tick(LONG, name="tick")
    column.addWidget(tick)
    column.addStretch(1)
    qtbot.addWidget(host)
    host.resize(600, 200)
    host.show()
    one = tick.height()
    host.resize(180, 200)
    assert tick.width() <= 180
    assert tick.height() > one
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().bottomRight() - tick.rect().center() / 4)
    assert tick.isChecked()


@pytest.mark.parametrize("height", [900, 360])
def test_a_sheet_in_a_low_window_scrolls_and_keeps_its_buttons_in_sight(qtbot: QtBot, height: int) -> None:
    host = QWidget()
    host.resize(500, height)
    sheet = Sheet(host, "Reschedule", "Reschedule", name="low")
    for number in range(4):
        box = QPlainTextEdit()
        box.setFixedHeight(90)
        box.setObjectName(f"box_{number}")
        sheet.body.addWidget(box)
    last = QLineEdit()
    sheet.body.addWidget(last)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitActive(host)
    sheet.open()
    assert sheet.accept_button is not None
    foot = sheet.accept_button.mapTo(host, sheet.accept_button.rect().bottomLeft()).y()
    assert foot < host.height()
    assert [box.height() for box in sheet.findChildren(QPlainTextEdit)] == [90] * 4
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_while_a_form_asks_whether_to_leave_its_own_button_is_not_the_prominent_one(qtbot: QtBot) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    save = button("Save", name="save", primary=True)
    question = LeaveQuestion(save)
    column.addWidget(question)
    column.addWidget(save)
    qtbot.addWidget(host)
    host.show()
    assert save.property("primary") is True
    question.ask("Leave without saving?")
    assert save.property("primary") is False
    question.keep.click()
    assert save.property("primary") is True
