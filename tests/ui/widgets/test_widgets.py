"""The small parts by themselves: plain text, keyboard, errors in words, names for screen readers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import (
    Choice,
    ElidedLabel,
    Loading,
    NoticeBar,
    Row,
    RowList,
    SearchBox,
    Segmented,
    Sheet,
    StatusChip,
    Tabs,
    button,
    field,
    icon_button,
    label,
    set_tip,
)

HOSTILE = '<b>Maria</b> <img src="file:///etc/passwd"> &amp;'


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()


@pytest.mark.feature("UX-5")
def test_a_label_that_begins_with_a_latin_name_is_read_from_the_right_where_people_do(
    qapp: QApplication, qtbot: QtBot
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        made = label("Ana Souza")
        qtbot.addWidget(made)
        made.setText("Ana Souza, \u05d3\u05dc\u05e4\u05e7")
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert made.text() == "Ana Souza, \u05d3\u05dc\u05e4\u05e7"
    assert QLabel.text(made).startswith("\u200f")


def test_a_label_shows_markup_as_it_was_typed(qtbot: QtBot) -> None:
    made = label(HOSTILE, style="title")
    shown(qtbot, made)
    assert made.textFormat() == Qt.TextFormat.PlainText
    assert made.text() == HOSTILE


def test_a_tip_obeys_no_markup(qtbot: QtBot) -> None:
    made = button("Print", name="print_button")
    qtbot.addWidget(made)
    set_tip(made, HOSTILE)
    assert made.toolTip() == ('<span>&lt;b&gt;Maria&lt;/b&gt; &lt;img src="file:///etc/passwd"&gt; &amp;amp;</span>')
    set_tip(made, "Print (Ctrl+P)")
    assert made.toolTip() == "Print (Ctrl+P)"


@pytest.mark.feature("UX-4", "UX-6")
def test_a_field_says_what_is_wrong_beside_it_and_to_screen_readers(qtbot: QtBot) -> None:
    made = field("E-mail", QLineEdit(), hint="For the confirmation")
    shown(qtbot, made)
    assert made.editor.accessibleName() == "E-mail"
    made.set_error("This is not an e-mail address.")
    assert made.error == "This is not an e-mail address."
    assert made.editor.accessibleDescription() == "This is not an e-mail address."
    made.set_error("")
    assert made.error == ""
    assert made.editor.accessibleDescription() == "For the confirmation"


@pytest.mark.feature("UX-4")
def test_a_button_with_an_icon_only_has_a_name_and_a_tip_with_its_key(qtbot: QtBot) -> None:
    made = icon_button("ph.printer", "Print", name="print_button", shortcut="Ctrl+P")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Print"
    assert made.toolTip() == "Print (Ctrl+P)"


@pytest.mark.feature("UX-2")
def test_segments_are_chosen_with_the_arrow_keys(qtbot: QtBot) -> None:
    made = Segmented([("day", "Day"), ("week", "Week"), ("month", "Month")], name="span", what="Span")
    shown(qtbot, made)
    made.set_value("day")
    with qtbot.waitSignal(made.chosen) as chosen:
        QTest.keyClick(made, Qt.Key.Key_Right)
    assert chosen.args == ["week"]
    assert made.value() == "week"
    made.set_value(None)
    assert made.value() is None


@pytest.mark.feature("UX-2")
def test_tabs_skip_those_that_are_hidden_and_count_what_is_behind_them(qtbot: QtBot) -> None:
    made = Tabs(name="tabs", what="Details")
    for key in ("answers", "metadata", "notes"):
        made.add_tab(key, key.capitalize(), label(key))
    shown(qtbot, made)
    made.set_count("notes", 2)
    made.set_tab_visible("metadata", visible=False)
    QTest.keyClick(made, Qt.Key.Key_Right)
    assert made.current() == "notes"
    tab = made.findChild(QPushButton, "tabs_notes")
    assert isinstance(tab, QPushButton)
    assert tab.accessibleName() == "Notes, 2"


@pytest.mark.feature("UX-2")
def test_a_choice_is_found_by_any_of_its_words(qtbot: QtBot) -> None:
    made = Choice([(1, "Influenza"), (2, "Child check"), (3, "COVID-19, dose 2")], name="service", what="Service")
    shown(qtbot, made)
    box = made.lineEdit()
    assert box is not None
    with qtbot.waitSignal(made.chosen) as chosen:
        box.setText("dose covid")
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [3]
    assert made.currentText() == "COVID-19, dose 2"
    box.setText("nothing like it")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert made.value() == 3


def test_a_choice_keeps_its_value_when_other_choices_come(qtbot: QtBot) -> None:
    made = Choice([(1, "One"), (2, "Two")], name="number")
    qtbot.addWidget(made)
    made.set_value(2)
    made.set_choices([(2, "Two"), (3, "Three")])
    assert made.value() == 2
    made.set_choices([(3, "Three")])
    assert made.value() == 3


@pytest.mark.feature("UX-2", "UX-4")
def test_rows_are_walked_and_opened_by_keyboard_and_spoken_whole(qtbot: QtBot) -> None:
    made = RowList(name="hits", what="Hits")
    made.set_rows([Row(7, "Maria Silva", "14 Mar 1987", "10:40"), Row(8, "Li Wei")])
    shown(qtbot, made)
    made.select_first()
    QTest.keyClick(made, Qt.Key.Key_Down)
    assert made.current_key() == 8
    with qtbot.waitSignal(made.opened) as opened:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert opened.args == [8]
    spoken = made.model_.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Maria Silva, 14 Mar 1987, 10:40"
    made.set_rows([Row(8, "Li Wei"), Row(9, "Ana")])
    assert made.current_key() == 8


def test_the_model_of_rows_is_a_sound_one(qtmodeltester: object, qtbot: QtBot) -> None:
    made = RowList(name="hits", what="Hits")
    qtbot.addWidget(made)
    made.set_rows([Row(number, f"Row {number}") for number in range(5)])
    made.append_rows([Row(9, "Nine")])
    qtmodeltester.check(made.model_)  # type: ignore[attr-defined]  # pytest-qt gives no type for it


@pytest.mark.feature("UX-1")
def test_search_asks_once_after_typing_stops(qtbot: QtBot) -> None:
    made = SearchBox("Find", name="find")
    asked: list[str] = []
    shown(qtbot, made)
    made.wanted.connect(asked.append)
    QTest.keyClicks(made, "maria")
    qtbot.waitUntil(lambda: asked == ["maria"])


@pytest.mark.feature("UX-6")
def test_good_news_goes_by_itself_and_bad_news_stays_until_closed(qtbot: QtBot) -> None:
    bar = NoticeBar()
    undone: list[bool] = []
    shown(qtbot, bar)
    bar.tell("Booked", action="Undo", act=lambda: undone.append(True))
    assert bar.goes_by_itself
    action, close = bar.findChild(QPushButton, "notice_action"), bar.findChild(QPushButton, "notice_close")
    assert isinstance(action, QPushButton)
    assert isinstance(close, QPushButton)
    action.click()
    assert undone == [True]
    assert bar.text == ""
    bar.tell("The database does not answer.", bad=True)
    stays = not bar.goes_by_itself
    assert stays
    assert bar.text == "The database does not answer."
    close.click()
    assert bar.text == ""


@pytest.mark.feature("UX-2")
def test_a_sheet_takes_enter_and_escape_and_keeps_tab_inside(qtbot: QtBot) -> None:
    window = QWidget()
    outside = QLineEdit(window)
    window.resize(600, 400)
    shown(qtbot, window)
    window.activateWindow()
    outside.setFocus()
    sheet = Sheet(window, "Cancel appointment", "Cancel it", name="cancel_sheet")
    reason = QLineEdit()
    sheet.body.addWidget(reason)
    sheet.open()
    assert window.focusWidget() is reason
    for _ in range(5):
        QTest.keyClick(window.focusWidget() or sheet, Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(window.focusWidget() or window)
    with qtbot.waitSignal(sheet.accepted):
        QTest.keyClick(reason, Qt.Key.Key_Return)
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.left):
        QTest.keyClick(reason, Qt.Key.Key_Escape)
    assert window.focusWidget() is outside


@pytest.mark.feature("UX-6")
def test_loading_shows_only_when_it_takes_longer_than_one_notices(qtbot: QtBot) -> None:
    made = Loading("Reading")
    qtbot.addWidget(made)
    made.start()
    assert not made.isVisible()
    qtbot.waitUntil(made.isVisible, timeout=2000)
    made.stop()
    assert not made.isVisible()


@pytest.mark.feature("UX-4")
def test_a_status_and_a_shortened_name_are_read_out_whole(qtbot: QtBot) -> None:
    chip = StatusChip("Arrived", "ph.circle-half-fill", "waiting")
    name = ElidedLabel("Maria Antónia de Sousa e Silva")
    for made in (chip, name):
        shown(qtbot, made)
        made.grab()
    assert chip.accessibleName() == "Arrived"
    assert name.accessibleName() == "Maria Antónia de Sousa e Silva"
