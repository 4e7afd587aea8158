"""The sections of groups and of requests: who is in which group, and how long requests may wait, by keyboard too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from frontdesk.services.forms import new_command_id
from frontdesk.services.groups import ClinicianGroupLine
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.request_rules import RequestRules, RequestRulesForm
from tests.little import CHEN, ROY
from tests.ui.administration.conftest import Typist
from tests.ui.desks import Desk
from ui.administration.groups import ClinicianRow, GroupsSection
from ui.administration.page import AdministrationPage
from ui.administration.requests import RequestRulesSection


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> GroupsSection:
    made = page.show_section("groups")
    desk.settle()
    assert isinstance(made, GroupsSection)
    return made


def show(desk: Desk, section: GroupsSection, place: int) -> None:
    """The groups of consumers (0) or of clinicians (1)."""
    kind = section.kinds.findChild(QPushButton, f"groups_kind_{place}")
    assert kind is not None
    kind.click()
    desk.settle()


@pytest.mark.feature("REQ-1")
def test_a_group_of_consumers_is_added_by_keyboard_and_offered_at_once(desk: Desk, section: GroupsSection) -> None:
    section.add.setFocus()
    QTest.keyClick(section.add, Qt.Key.Key_Return)
    QTest.keyClicks(section.rows[0].name, "Port workers")
    QTest.keyClick(section.rows[0].name, Qt.Key.Key_Return)
    desk.settle()
    assert desk.notices.text == "Saved: the groups of consumers"
    assert [one.name for one in desk.clinic.choices().consumer_groups] == ["Port workers"]
    assert not section.changed()


@pytest.mark.feature("REQ-1")
def test_clinicians_are_put_into_a_group_and_taken_out_of_it(desk: Desk, section: GroupsSection) -> None:
    show(desk, section, 1)
    section.add.click()
    row = section.rows[0]
    assert isinstance(row, ClinicianRow)
    assert row.members.accessibleName() == "Who is in this group: Nobody yet"
    QTest.keyClicks(row.name, "Vaccinations")
    row.members.ticks[CHEN].trigger()
    row.members.ticks[ROY].trigger()
    assert row.members.text() == "Dr Mei Chen, Nurse Iris Roy"
    section.save()
    desk.settle()
    (saved,) = desk.clinic.groups.read().clinician
    assert (saved.name, saved.members) == ("Vaccinations", (CHEN, ROY))
    row = section.rows[0]
    assert isinstance(row, ClinicianRow)
    row.members.ticks[CHEN].trigger()
    assert section.changed()
    section.save()
    desk.settle()
    assert desk.clinic.groups.read().clinician[0].members == (ROY,)


def test_what_was_changed_is_asked_about_before_the_other_groups_show(desk: Desk, section: GroupsSection) -> None:
    section.add.click()
    QTest.keyClicks(section.rows[0].name, "Families")
    show(desk, section, 1)
    assert section.question.asking
    assert section.rows[0].name.text() == "Families"
    section.question.leave.click()
    desk.settle()
    assert section.kinds.value() == "clinicians"
    assert section.rows == []
    assert desk.clinic.groups.read().consumer == ()


def test_two_groups_of_one_name_are_refused_and_what_another_desk_saved_is_told(
    desk: Desk, section: GroupsSection
) -> None:
    section.add.click()
    section.add.click()
    for row in section.rows:
        row.name.setText("Families")
    section.save()
    desk.settle()
    assert "two groups called “Families”" in section.rows[1].problem.text()
    with desk.other() as other:
        other.groups.save_consumer_groups((NamedLine(None, "Theirs"),), (), new_command_id())
    section.rows[1].name.setText("Firms")
    section.save()
    desk.settle()
    assert "to “Theirs”. Nothing was saved." in section.problem.text()
    assert [row.name.text() for row in section.rows] == ["Families", "Firms"]


def test_the_groups_of_another_desk_follow(desk: Desk, section: GroupsSection) -> None:
    show(desk, section, 1)
    with desk.other() as other:
        lines = (ClinicianGroupLine(None, "Night", members=(ROY,)),)
        changes = other.groups.save_clinician_groups(lines, (), new_command_id()).changes
    desk.context.changes.changed.emit(changes)
    desk.settle()
    assert [section.line_of(row).members for row in section.rows] == [(ROY,)]


@pytest.mark.feature("REQ-1", "REQ-6")
def test_how_long_requests_wait_is_set_for_all_desks(desk: Desk, page: AdministrationPage, typist: Typist) -> None:
    made = page.show_section("requests")
    desk.settle()
    assert isinstance(made, RequestRulesSection)
    made.setFocus()
    typist.fill(requests_late_minutes="10", requests_escalate_minutes="0")
    typist.press(Qt.Key.Key_Return)
    assert desk.clinic.request_rules.settings() == RequestRules(10, 0)
    assert desk.clinic.choices().request_late_minutes == 10
    made.editor.late_minutes.setText("0")
    made.editor.save()
    desk.settle()
    assert made.editor.fields["late_minutes"].error == "This must be between 1 and 1440."
    with desk.other() as other:
        other.request_rules.save(RequestRulesForm("15", "60", RequestRules(10, 0)), new_command_id())
    made.editor.late_minutes.setText("7")
    made.editor.save()
    desk.settle()
    assert made.editor.escalate_minutes.text() == "60"
    assert made.editor.late_minutes.text() == "7"
    assert desk.clinic.request_rules.settings() == RequestRules(15, 60)
