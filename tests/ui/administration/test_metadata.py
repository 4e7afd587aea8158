"""The section of metadata: fields are added, renamed, put in order and taken out of use, by keyboard too."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import new_command_id
from frontdesk.services.named_lists import NamedLine
from tests.ui.desks import Desk, open_desk
from ui.administration.metadata import MetadataSection
from ui.tasks import Tasks

pytestmark = pytest.mark.feature("APT-5")


@pytest.fixture
def desk(sqlite_url: str, tasks: Tasks) -> Iterator[Desk]:
    made = open_desk(sqlite_url, tasks, "manager")
    yield made
    made.settle()
    made.notices.close()
    made.notices.deleteLater()
    made.clinic.close()


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> MetadataSection:
    made = MetadataSection(desk.context)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    made.show_center(desk.context.choices.centers[0])
    desk.settle()
    return made


def _names(desk: Desk) -> list[str]:
    return [one.name for one in desk.clinic.metadata_fields.all() if one.active]


def test_a_field_is_added_and_moved_up_by_keyboard(desk: Desk, section: MetadataSection) -> None:
    assert not section.save_button.isEnabled()
    section.add.setFocus()
    QTest.keyClick(section.add, Qt.Key.Key_Return)
    field = section.focusWidget()
    assert field is section.rows[1].name
    QTest.keyClicks(field, "Insurer")
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    assert _names(desk) == ["Insurer", "Case number"]
    assert desk.notices.text == "Saved: the fields of metadata"
    assert not section.changed()


def test_a_field_is_renamed_and_taken_out_of_use(desk: Desk, section: MetadataSection) -> None:
    section.rows[0].name.setText("Case")
    section.rows[0].active.setChecked(False)
    section.save()
    desk.settle()
    assert desk.clinic.metadata_fields.all() == (NamedLine(1, "Case", active=False),)


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(desk: Desk, section: MetadataSection) -> None:
    section.add_line()
    section.rows[1].name.setText("case number")
    section.rows[1].changed.emit()
    section.save()
    desk.settle()
    assert "Case number" in section.rows[1].problem.text() or "case number" in section.rows[1].problem.text()
    assert not section.rows[1].problem.isHidden()
    assert section.rows[1].name.text() == "case number"
    assert not section.may_leave()
    section.question.leave.click()
    desk.settle()
    assert len(section.rows) == 1


def test_what_another_desk_saved_is_told_and_follows_when_nothing_is_typed(
    desk: Desk, section: MetadataSection
) -> None:
    seen = section.seen
    assert seen is not None
    section.add_line()
    section.rows[1].name.setText("Mine")
    with desk.other() as other:
        saved = other.metadata_fields.save((*seen, NamedLine(None, "Theirs")), seen, new_command_id())
    desk.context.changes.changed.emit(saved.changes)
    desk.settle()
    section.save()
    desk.settle()
    assert "Bo Ss changed the fields meanwhile" in section.problem.text()
    assert section.rows[1].name.text() == "Mine"
    section.undo.click()
    desk.settle()
    assert [row.name.text() for row in section.rows] == ["Case number", "Theirs"]
