"""Work schedules in the window: several weekly lines typed with the keyboard, each mistake said at its own field."""

from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import CalendarType, Modality
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import PlanForm, Saved
from frontdesk.views.schedules import ScheduleView
from tests.little import CHEN, CONSULTATION, RIVERSIDE, ROY
from tests.ui.administration.conftest import Typist
from tests.ui.desks import Desk
from ui.administration.page import AdministrationPage
from ui.administration.schedule_form import ScheduleEditor, schedule_form
from ui.administration.schedules import SchedulesSection
from ui.widgets import Sheet


@pytest.fixture
def section(page: AdministrationPage) -> SchedulesSection:
    found = page.section()
    assert isinstance(found, SchedulesSection)
    return found


@pytest.fixture
def editor(section: SchedulesSection) -> ScheduleEditor:
    return section.editor


def _of(desk: Desk, clinician_id: int) -> list[ScheduleView]:
    return [view for view in desk.clinic.schedules.of_center(RIVERSIDE) if view.clinician_id == clinician_id]


def _spoken(section: SchedulesSection) -> list[str]:
    return [row.spoken for row in section.list.model_.rows]


def _week(view: ScheduleView) -> list[tuple[int, time, time]]:
    return [(line.weekday, line.starts, line.ends) for line in view.lines]


@pytest.mark.feature("AVL-1")
def test_every_clinician_of_the_center_stands_with_their_week(section: SchedulesSection) -> None:
    assert _spoken(section) == [
        "Dr Mei Chen, Week, Mon–Fri 09:00–17:00",
        "Nurse Iris Roy, Week, Mon–Fri 09:00–17:00",
    ]


@pytest.mark.feature("AVL-1")
def test_a_schedule_with_two_weekly_lines_is_made_with_the_keyboard_alone(
    desk: Desk, page: AdministrationPage, section: SchedulesSection, typist: Typist
) -> None:
    (old,) = _of(desk, ROY)
    desk.clinic.schedules.save(replace(schedule_form(old), valid_to="2026-11-30"), new_command_id())
    typist.press(Qt.Key.Key_Return, Qt.Key.Key_Insert, Qt.Key.Key_Down)  # the list, a new one, the next clinician
    typist.fill(schedule_name="Winter", schedule_from="1 dec")
    typist.go("line_0_days_0")
    typist.press(Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)  # Monday and Tuesday are left
    typist.fill(line_0_starts="9", line_0_ends="1400")
    typist.go("add_line_button")
    typist.press(Qt.Key.Key_Return, Qt.Key.Key_4, Qt.Key.Key_5)
    typist.fill(line_1_starts="2 pm", line_1_ends="17:00")
    typist.press(Qt.Key.Key_Return)
    _first, second = _of(desk, ROY)
    assert (second.name, second.valid_from, second.valid_to) == ("Winter", date(2026, 12, 1), None)
    assert _week(second) == [
        (0, time(9), time(14)),
        (1, time(9), time(14)),
        (3, time(14), time(17)),
        (4, time(14), time(17)),
    ]
    assert desk.notices.text == "Saved: Winter of Nurse Iris Roy"
    assert "Winter, Mon, Tue 09:00–14:00 · Thu, Fri 14:00–17:00, from 1 Dec 2026" in _spoken(section)[-1]
    assert section.editor_place.isHidden()
    assert page.focusWidget() is section.list


@pytest.mark.feature("AVL-1")
def test_lines_are_limited_to_services_and_ways_and_the_calendar_type_is_kept(
    desk: Desk, section: SchedulesSection, editor: ScheduleEditor, typist: Typist
) -> None:
    section.edit(("schedule", CHEN))
    editor.kind.set_value(CalendarType.RAPID_RESPONSE)
    limits = editor.lines.rows[0].limits
    limits.menu_.services[CONSULTATION].trigger()
    limits.menu_.modalities[Modality.VIDEO].trigger()
    assert limits.text() == "Consultation · Video"
    typist.press(Qt.Key.Key_Return)
    (view,) = _of(desk, CHEN)
    assert view.calendar_type is CalendarType.RAPID_RESPONSE
    assert {line.service_ids for line in view.lines} == {frozenset({CONSULTATION})}
    assert {line.modalities for line in view.lines} == {frozenset({Modality.VIDEO})}
    assert "Rapid response, Mon–Fri 09:00–17:00 · only Consultation · Video" in _spoken(section)[0]


@pytest.mark.feature("AVL-1")
def test_a_line_that_ends_before_it_starts_is_said_at_that_very_line_and_nothing_typed_is_lost(
    desk: Desk, page: AdministrationPage, section: SchedulesSection, editor: ScheduleEditor, typist: Typist
) -> None:
    section.edit(("schedule", CHEN))
    typist.fill(line_0_ends="12:00")
    typist.go("add_line_button")
    typist.press(Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_2)
    typist.fill(line_1_starts="17:00", line_1_ends="13:00")
    typed = editor.form()
    typist.press(Qt.Key.Key_Return)
    said = [row.findChild(QLabel, f"line_{number}_error") for number, row in enumerate(editor.lines.rows)]
    assert [one.isVisible() for one in said if one is not None] == [False, True]
    assert page.focusWidget() is editor.lines.rows[1].ends
    assert editor.form() == typed
    assert len(_of(desk, CHEN)[0].lines) == 5
    typist.type("18:00")
    typist.press(Qt.Key.Key_Return)
    assert len(_of(desk, CHEN)[0].lines) == 7


@pytest.mark.parametrize(
    ("control", "typed", "field", "said"),
    [
        ("schedule_name", "", "name", "This is needed."),
        ("schedule_from", "soon", "valid_from", "This is not a date."),
        ("schedule_to", "1 jan 2025", "valid_to", "before"),
        ("schedule_name", "x" * 200, "name", "too long"),
    ],
)
def test_each_mistake_stands_at_its_field(
    section: SchedulesSection, editor: ScheduleEditor, typist: Typist, control: str, typed: str, field: str, said: str
) -> None:
    section.edit(("schedule", CHEN))
    typist.go(control)
    typist.type(typed or " ")
    typist.press(Qt.Key.Key_Return)
    assert said in editor.fields[field].error
    assert [name for name, one in editor.fields.items() if one.error and name != field] == []
    assert not section.editor_place.isHidden()


def test_a_line_without_a_weekday_asks_for_one(
    section: SchedulesSection, editor: ScheduleEditor, typist: Typist
) -> None:
    section.edit(("schedule", CHEN))
    typist.go("add_line_button")
    typist.press(Qt.Key.Key_Return)
    typist.fill(line_1_starts="18:00", line_1_ends="19:00")
    typist.press(Qt.Key.Key_Return)
    said = editor.lines.rows[1].findChild(QLabel, "line_1_error")
    assert said is not None
    assert "weekday" in said.text().lower() or "day" in said.text().lower()


@pytest.mark.feature("AVL-1")
def test_a_schedule_is_ended_on_a_day(desk: Desk, section: SchedulesSection, typist: Typist) -> None:
    section.edit(("schedule", ROY))
    typist.fill(schedule_to="31.12.2026")
    typist.press(Qt.Key.Key_Return)
    assert _of(desk, ROY)[0].valid_to == date(2026, 12, 31)
    assert _spoken(section)[1].endswith("until 31 Dec 2026")


def test_a_schedule_is_removed_after_it_was_asked(
    desk: Desk, section: SchedulesSection, editor: ScheduleEditor, typist: Typist
) -> None:
    section.edit(("schedule", ROY))
    typist.go("schedule_remove")
    typist.press(Qt.Key.Key_Return)
    assert _of(desk, ROY)
    typist.press(Qt.Key.Key_Escape)
    assert not section.editor_place.isHidden()
    editor.foot.remove.click()
    desk.settle()
    typist.press(Qt.Key.Key_Return)
    assert _of(desk, ROY) == []
    assert _spoken(section)[1] == "Nurse Iris Roy, No work schedule: no times are offered."
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert editor.form().clinician_id == ROY


def test_what_another_desk_changed_meanwhile_is_compared_and_what_was_typed_is_kept(
    desk: Desk, section: SchedulesSection, editor: ScheduleEditor, typist: Typist
) -> None:
    section.edit(("schedule", CHEN))
    (view,) = _of(desk, CHEN)
    with desk.other() as other:
        other.schedules.save(replace(schedule_form(view), valid_to="2027-03-31"), new_command_id())
    typist.fill(schedule_name="Winter")
    typist.press(Qt.Key.Key_Return)
    (sheet,) = [one for one in section.findChildren(Sheet) if one.isVisible()]
    said = " | ".join(one.text() for one in sheet.findChildren(QLabel))
    assert "Bo Ss changed this" in said
    assert "Valid until | nothing | 31 Mar 2027" in said
    typist.press(Qt.Key.Key_Return)
    assert (editor.form().name, editor.form().valid_to) == ("Winter", "2027-03-31")
    editor.save()
    desk.settle()
    (after,) = _of(desk, CHEN)
    assert (after.name, after.valid_to) == ("Winter", date(2027, 3, 31))


def test_leaving_asks_inside_the_form_when_something_was_typed(
    page: AdministrationPage, section: SchedulesSection, editor: ScheduleEditor, typist: Typist
) -> None:
    section.edit(("schedule", CHEN))
    typist.fill(schedule_name="Winter")
    typist.press(Qt.Key.Key_Escape)
    assert editor.foot.question.asking
    assert page.show_section("time_off") is None
    assert page.section() is section
    section.new()
    assert editor.form().name == "Winter"
    editor.foot.question.leave.click()
    assert section.editor_place.isHidden()
    assert page.show_section("time_off") is not None


def test_a_lost_answer_keeps_the_form_and_trying_again_saves_once(
    desk: Desk, section: SchedulesSection, editor: ScheduleEditor, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = desk.clinic.schedules.save
    lost = [Unavailable("database.lost", path="clinic", maybe_saved=True)]

    def once(form: PlanForm, command_id: str) -> Saved:
        saved = save(form, command_id)
        if lost:
            raise lost.pop()
        return saved

    monkeypatch.setattr(desk.clinic.schedules, "save", once)
    section.new()
    editor.clinician.set_value(ROY)
    typist.fill(schedule_name="Evening")
    typist.fill(line_0_starts="17:00", line_0_ends="19:00")
    typist.press(Qt.Key.Key_Return)
    assert "connection to the database was lost" in _text(section, "schedule_problem")
    typist.press(Qt.Key.Key_Return)
    assert [view.name for view in _of(desk, ROY)] == ["Week", "Evening"]
    assert desk.notices.text == "Saved: Evening of Nurse Iris Roy"
    assert section.editor_place.isHidden()


@pytest.mark.parametrize("typed", ["<b>Week</b>", "\u202eWeek", "a\x00b", "%s {0}"])
def test_whatever_is_typed_gets_a_sentence_or_is_kept_as_typed(
    desk: Desk, section: SchedulesSection, editor: ScheduleEditor, typed: str
) -> None:
    section.edit(("schedule", CHEN))
    editor.title_line.setText(typed)
    editor.save()
    desk.settle()
    (view,) = _of(desk, CHEN)
    assert (view.name == typed) != bool(editor.fields["name"].error)


def test_another_center_waits_until_nothing_typed_would_be_lost(
    desk: Desk, page: AdministrationPage, section: SchedulesSection, editor: ScheduleEditor, typist: Typist
) -> None:
    section.edit(("schedule", CHEN))
    typist.fill(schedule_name="Winter")
    page.show_center(2)
    desk.settle()
    assert editor.form().name == "Winter"
    editor.foot.question.leave.click()
    desk.settle()
    assert section.center is not None
    assert section.center.name == "Lakeside"
    assert _spoken(section) == []


def test_a_change_at_another_desk_is_seen(desk: Desk, section: SchedulesSection) -> None:
    (view,) = _of(desk, CHEN)
    with desk.other() as other:
        saved = other.schedules.save(replace(schedule_form(view), name="Spring"), new_command_id())
    desk.context.changes.changed.emit(saved.changes)
    desk.settle()
    assert _spoken(section)[0].startswith("Dr Mei Chen, Spring")


def _text(parent: QWidget, name: str) -> str:
    found = parent.findChild(QLabel, name)
    assert found is not None
    return found.text()
