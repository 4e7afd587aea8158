"""The section of appointments' rules: one form, saved for all desks, its mistakes at their fields."""

import pytest
from PySide6.QtCore import Qt

from frontdesk.services.appointment_rules import AppointmentRules, RulesForm
from frontdesk.services.forms import new_command_id
from tests.ui.administration.conftest import Typist
from tests.ui.desks import Desk
from ui.administration.page import AdministrationPage
from ui.administration.rules import RulesSection


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> RulesSection:
    made = page.show_section("rules")
    desk.settle()
    assert isinstance(made, RulesSection)
    made.setFocus()
    return made


def test_the_rules_are_changed_by_keyboard(desk: Desk, section: RulesSection, typist: Typist) -> None:
    typist.press(Qt.Key.Key_Space)  # the tick of telling the consumer is first
    typist.fill(rules_late_hours="48", rules_answer_days="5")
    typist.press(Qt.Key.Key_Return)
    assert desk.clinic.rules.settings() == AppointmentRules(late_hours=48, notify=False, answer_days=5)
    assert desk.notices.text == "Saved: the rules of appointments"
    assert not section.editor.typed()


def test_a_number_that_cannot_be_is_told_at_its_field(desk: Desk, section: RulesSection) -> None:
    section.editor.numbers["undo_seconds"].setText("soon")
    section.editor.save()
    desk.settle()
    assert section.editor.fields["undo_seconds"].error == "Write a whole number between 0 and 120."
    assert desk.clinic.rules.settings() == AppointmentRules()
    assert not section.may_leave()


def test_what_another_desk_decided_is_compared_and_not_overwritten(desk: Desk, section: RulesSection) -> None:
    section.editor.numbers["late_minutes"].setText("20")
    with desk.other() as other:
        before = other.rules.settings()
        theirs = RulesForm("12", "10", False, True, "3", "10", False, "24", "3", "90", False, seen=before)
        other.rules.save(theirs, new_command_id())
    section.editor.save()
    desk.settle()
    assert section.editor.numbers["late_hours"].text() == "12"
    assert section.editor.numbers["late_minutes"].text() == "20"
    assert desk.clinic.rules.settings().late_minutes == 10


@pytest.mark.feature("TSK-5")
def test_limits_for_consumers_who_reschedule_are_set_for_all_desks(
    desk: Desk, section: RulesSection, typist: Typist
) -> None:
    typist.fill(rules_reschedule_until_hours="48", rules_reschedule_most="1", rules_reschedule_within_days="0")
    typist.press(Qt.Key.Key_Return)
    with desk.other() as other:
        found = other.rules.settings()
    assert (found.reschedule_until_hours, found.reschedule_most, found.reschedule_within_days) == (48, 1, 0)
    section.editor.numbers["reschedule_most"].setText("many")
    section.editor.save()
    desk.settle()
    assert section.editor.fields["reschedule_most"].error == "Write a whole number between 0 and 20."


def test_clinicians_are_told_of_their_tasks_once_the_clinic_wants_it(desk: Desk, section: RulesSection) -> None:
    assert not section.editor.tell_clinicians.isChecked()
    section.editor.tell_clinicians.click()
    section.editor.save()
    desk.settle()
    assert desk.clinic.rules.settings().tell_clinicians


@pytest.mark.feature("QCK-3")
def test_rapid_response_lines_take_ad_hoc_bookings_once_the_clinic_wants_it(desk: Desk, section: RulesSection) -> None:
    assert not section.editor.rapid.isChecked()
    section.editor.rapid.click()
    section.editor.save()
    desk.settle()
    assert desk.clinic.rules.settings().rapid_response
