"""The list of consumers: found as they are typed, read page by page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Unavailable
from frontdesk.views.consumers import ConsumerRow
from tests.little import maria
from tests.ui.desks import Desk
from ui.consumers.model import ConsumerModel
from ui.consumers.page import ConsumersPage


def _search(desk: Desk, page: ConsumersPage, text: str) -> list[str]:
    page.search.setText(text)
    page.search.ask_now()
    desk.settle()
    return [row.user_id for row in page.model.rows]


@pytest.mark.feature("CON-2")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("silva maria", "maria.silva"),
        ("MARIA s", "maria.silva"),
        ("lukasz ziel", "lukasz"),
        ("912345678", "maria.silva"),
        ("lukasz@example.org", "lukasz"),
        ("14.03.1987", "maria.silva"),
        ("<b>bo", "bold"),
    ],
)
def test_consumers_are_found_as_they_are_typed(desk: Desk, page: ConsumersPage, typed: str, found: str) -> None:
    assert _search(desk, page, typed)[:1] == [found]


@pytest.mark.feature("CON-2")
def test_the_columns_show_name_birth_date_phone_mail_and_user_id(desk: Desk, page: ConsumersPage) -> None:
    _search(desk, page, "silva")
    shown = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert shown == ["Maria Silva", "14 Mar 1987", "+351 912 345 678", "maria.silva@example.org", "maria.silva"]
    assert _search(desk, page, "bold") == ["bold"]
    assert page.model.index(0, 0).data() == "<b>Bo</b> <img src=x>"


@pytest.mark.feature("CON-2")
def test_the_next_rows_are_read_when_the_list_is_scrolled_to_its_end(desk: Desk, page: ConsumersPage) -> None:
    for number in range(130):
        maria(desk.clinic, f"someone{number:03}", first_name=f"N{number:03}", last_name="Aaa")
    page.reload()
    desk.settle()
    assert len(page.model.rows) == 100
    page.table.scrollToBottom()
    page.model.fetchMore(page.table.rootIndex())
    desk.settle()
    assert len(page.model.rows) == 133
    assert len({row.id for row in page.model.rows}) == 133
    assert not page.model.canFetchMore(page.table.rootIndex())


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = ConsumerModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no hints there
    rows = tuple(ConsumerRow(number, f"u{number}", "Ana", "ana", None, "", "") for number in range(5))
    asked: list[object] = []
    model.more_wanted.connect(asked.append)
    model.show(rows, complete=False)
    model.fetchMore(model.index(-1, -1))
    assert asked == [("ana", 4)]
    assert not model.canFetchMore(model.index(-1, -1))
    model.add_page(rows, complete=True)
    assert model.rowCount() == 10


def test_nobody_found_is_said_with_a_way_to_make_one(desk: Desk, page: ConsumersPage) -> None:
    assert _search(desk, page, "qqq zzz") == []
    page._help.click()
    desk.settle()
    assert not page.side.isHidden()
    assert page.editor.fields.form().last_name == "zzz"


def test_a_list_that_cannot_be_read_is_said_and_asked_for_again(
    desk: Desk, page: ConsumersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_what: object) -> tuple[ConsumerRow, ...]:
        raise Unavailable("database.lost", path="clinic", maybe_saved=False)

    monkeypatch.setattr(desk.clinic.consumers, "page", lost)
    page.reload()
    desk.settle()
    assert page._stack.currentIndex() == 1
    monkeypatch.undo()
    page._help.click()
    desk.settle()
    assert page._stack.currentIndex() == 0


@pytest.mark.feature("CON-2")
def test_the_list_goes_by_keyboard_and_books_for_the_one_chosen(desk: Desk, page: ConsumersPage, qtbot: QtBot) -> None:
    _search(desk, page, "silva")
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.book_wanted) as wanted:
        page.book_button.click()
    assert wanted.args == [page.model.rows[0].id]
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    desk.settle()
    assert page.record.isVisible()
    assert page.record.name.text() == "Maria Silva"
    QTest.keyClick(page.record, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.search.text() == "silva"
    page.edit_button.click()
    desk.settle()
    assert page.editor.fields.form().user_id == "maria.silva"


def test_the_arrows_move_in_the_list_where_lines_are_read_from_the_right(desk: Desk, page: ConsumersPage) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _search(desk, page, "silva")
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 0
    assert page.edit_button.isEnabled()


def test_while_the_form_is_open_save_is_the_one_prominent_button(desk: Desk, page: ConsumersPage) -> None:
    def prominent() -> list[str]:
        shown = [one for one in page.findChildren(QPushButton) if one.isVisible()]
        return [one.objectName() for one in shown if one.property("primary")]

    assert prominent() == ["new_consumer_button"]
    QTest.keyClick(page.search, Qt.Key.Key_Insert)
    assert prominent() == [page.editor.save_button.objectName()]
    page.editor.leave()
    assert prominent() == ["new_consumer_button"]


def test_what_another_desk_made_appears(desk: Desk, page: ConsumersPage) -> None:
    with desk.other() as other:
        made = maria(other, "rui.costa", first_name="Rui", last_name="Costa")
    desk.context.changes.changed.emit(Changes(consumers=frozenset({made})))
    desk.settle()
    assert "rui.costa" in [row.user_id for row in page.model.rows]
