"""Who may be known already is shown beside the form; one key takes them; two records become one in a sheet."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, at, influenza, maria
from tests.ui.desks import Desk, open_desk
from ui.consumers.fields import form_of
from ui.consumers.form import ConsumerEditor
from ui.consumers.merge_sheet import MergeSheet
from ui.consumers.page import ConsumersPage
from ui.tasks import Tasks

pytestmark = pytest.mark.feature("CON-5")


@pytest.fixture
def desk(sqlite_url: str, tasks: Tasks) -> Iterator[Desk]:
    """The manager's desk, who may merge."""
    made = open_desk(sqlite_url, tasks, "manager")
    yield made
    made.settle()
    made.notices.close()
    made.notices.deleteLater()
    made.clinic.close()


def _type(desk: Desk, editor: ConsumerEditor, **texts: str) -> None:
    for name, text in texts.items():
        line = editor.fields.line(name)
        line.setText(text)
        line.textEdited.emit(text)
    editor.check_now()
    desk.settle()


def test_who_may_be_known_already_is_shown_with_why_while_it_is_typed(desk: Desk, page: ConsumersPage) -> None:
    page.new()
    assert not page.editor.alike.isVisible()
    _type(desk, page.editor, first_name="Marie", last_name="Sylva", phone="912 345 678")
    assert [(row.title, row.right) for row in page.editor.alike.list.model_.rows] == [("Maria Silva", "same phone")]
    _type(desk, page.editor, phone="")
    assert not page.editor.alike.isVisible()


def test_one_key_takes_the_one_who_is_there(desk: Desk, page: ConsumersPage) -> None:
    page.new()
    _type(desk, page.editor, first_name="Maria", last_name="Silva")
    QTest.keyClick(page.editor.fields.line("last_name"), Qt.Key.Key_F4)
    desk.settle()
    assert page.side.isHidden()
    assert page.record.name.text() == "Maria Silva"
    assert len(desk.clinic.consumers.search("silva")) == 1


def test_saving_is_never_refused_for_it(desk: Desk, page: ConsumersPage, qtbot: QtBot) -> None:
    page.new()
    _type(desk, page.editor, first_name="Maria", last_name="Silva", phone="912345678")
    assert page.editor.alike.isVisible()
    with qtbot.waitSignal(page.editor.saved):
        page.editor.save()
    assert len(desk.clinic.consumers.search("silva")) == 2


@pytest.fixture
def sheet(desk: Desk, page: ConsumersPage) -> MergeSheet:
    """Maria's second record has an appointment; the sheet is open from her first."""
    twin = maria(desk.clinic, "m.silva", last_name="da Silva", phone="+351912345678", title="Dr")
    desk.clinic.booking.book(influenza(twin, clinician_id=CHEN, start=at(15)), new_command_id())
    page.show_consumer(1)
    desk.settle()
    page.record.merge_button.click()
    desk.settle()
    (made,) = page.findChildren(MergeSheet)
    return made


def _said(sheet: MergeSheet) -> str:
    return " | ".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())


def test_two_records_become_one_with_the_values_that_were_chosen(
    desk: Desk, page: ConsumersPage, sheet: MergeSheet
) -> None:
    assert [row.title for row in sheet.hits.model_.rows] == ["Maria da Silva"]
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    desk.settle()
    assert "1 appointment, 1 request, 1 message of Maria da Silva (m.silva) follow" in _said(sheet)
    other = sheet.findChild(QRadioButton, "merge_last_name_1")
    assert other is not None
    other.setChecked(True)
    assert sheet.accept_button is not None
    sheet.accept_button.click()
    desk.settle()
    assert page.record.name.text() == "Dr Maria da Silva"
    assert ("Merged records", "m.silva") in page.record.details.rows()
    assert len(page.record.lists["upcoming"].list.model_.rows) == 1
    assert verify(desk.clinic.desk.database) == ()


def test_either_may_stay(desk: Desk, page: ConsumersPage, sheet: MergeSheet) -> None:
    sheet.hits.opened.emit(sheet.hits.current_key())
    desk.settle()
    sheet.stays.set_value(1)
    sheet.stays.chosen.emit(1)
    desk.settle()
    sheet.merge()
    desk.settle()
    assert desk.clinic.consumers.details(1).user_id == "m.silva"
    assert desk.clinic.consumers.by_user_id("maria.silva") == page.record.overview.details.id  # type: ignore[union-attr]


def test_what_was_changed_meanwhile_is_looked_at_again_before_it_is_merged(
    desk: Desk, page: ConsumersPage, sheet: MergeSheet
) -> None:
    sheet.hits.opened.emit(sheet.hits.current_key())
    desk.settle()
    with desk.other("reception") as other:
        form = form_of(other.consumers.details(1))
        other.consumers.edit(1, 1, replace(form, title="Prof"), new_command_id())
    sheet.merge()
    desk.settle()
    assert "Ana Souza changed one of them meanwhile" in _said(sheet)
    assert len(desk.clinic.consumers.search("silva")) == 2
