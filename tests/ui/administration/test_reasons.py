"""The section of reasons: a list of each kind, required or not, by keyboard too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from frontdesk.rules.words import ReasonKind
from frontdesk.services.forms import new_command_id
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.reasons import ReasonList
from tests.ui.desks import Desk
from ui.administration.page import AdministrationPage
from ui.administration.reasons import ReasonsSection


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> ReasonsSection:
    made = page.show_section("reasons")
    desk.settle()
    assert isinstance(made, ReasonsSection)
    return made


def saved(desk: Desk, kind: ReasonKind = ReasonKind.CANCEL) -> ReasonList:
    return next(one for one in desk.clinic.reasons.all() if one.kind is kind)


def test_a_reason_is_added_and_required_by_keyboard(desk: Desk, section: ReasonsSection) -> None:
    section.add.setFocus()
    QTest.keyClick(section.add, Qt.Key.Key_Return)
    QTest.keyClicks(section.rows[1].name, "No transport")
    QTest.keyClick(section.required, Qt.Key.Key_Space)
    QTest.keyClick(section.required, Qt.Key.Key_Return)
    desk.settle()
    assert saved(desk).required
    assert [one.name for one in saved(desk).lines] == ["Ill", "No transport"]
    assert desk.notices.text == "Saved: the reasons for “Cancelling”"
    assert not section.changed()


def test_each_kind_has_its_list_and_what_was_changed_is_asked_about(desk: Desk, section: ReasonsSection) -> None:
    section.rows[0].name.setText("Unwell")
    cancelling = section.kinds.findChild(QPushButton, "reasons_kind_0")
    assert cancelling is not None
    cancelling.setFocus()
    QTest.keyClick(cancelling, Qt.Key.Key_Right)
    desk.settle()
    assert section.question.asking
    assert section.kinds.value() is ReasonKind.CANCEL
    assert section.rows[0].name.text() == "Unwell"
    section.question.leave.click()
    desk.settle()
    assert section.kinds.value() is ReasonKind.COMPLETE
    assert [row.name.text() for row in section.rows] == ["As planned"]
    assert saved(desk).lines == (NamedLine(1, "Ill"),)


def test_what_cannot_be_is_said_and_kept_on_the_screen(desk: Desk, section: ReasonsSection) -> None:
    section.rows[0].active.setChecked(False)
    section.required.setChecked(True)
    section.save()
    desk.settle()
    assert "put one into use first" in section.problem.text()
    assert section.required.isChecked()
    section.undo.click()
    desk.settle()
    assert not section.required.isChecked()
    assert section.rows[0].active.isChecked()


def test_what_another_desk_saved_follows(desk: Desk, section: ReasonsSection) -> None:
    with desk.other() as other:
        seen = next(one for one in other.reasons.all() if one.kind is ReasonKind.CANCEL)
        wanted = ReasonList(ReasonKind.CANCEL, required=True, lines=(*seen.lines, NamedLine(None, "Theirs")))
        changes = other.reasons.save(wanted, seen, new_command_id()).changes
    desk.context.changes.changed.emit(changes)
    desk.settle()
    assert [row.name.text() for row in section.rows] == ["Ill", "Theirs"]
    assert section.required.isChecked()
