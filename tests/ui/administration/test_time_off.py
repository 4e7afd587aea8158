"""Leave, blocks, extra hours and closures in the window, entered as people say days and times."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import ExceptionKind
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import ExceptionForm
from frontdesk.views.schedules import ExceptionView
from tests.little import CHEN, LAKESIDE, RIVERSIDE, ROY, TODAY, at
from tests.ui.administration.conftest import Typist, desk_of, shown
from tests.ui.desks import Desk
from ui.administration.page import AdministrationPage
from ui.administration.time_off import TimeOffSection
from ui.administration.time_off_form import TimeOffEditor, exception_form
from ui.tasks import Tasks
from ui.widgets import Sheet


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> TimeOffSection:
    found = page.show_section("time_off")
    desk.settle()
    assert isinstance(found, TimeOffSection)
    found.setFocus()
    return found


@pytest.fixture
def editor(section: TimeOffSection) -> TimeOffEditor:
    return section.editor


def _all(desk: Desk, *, past: bool = False) -> list[ExceptionView]:
    return list(desk.clinic.schedules.exceptions(RIVERSIDE, past=past))


def _save(desk: Desk, kind: ExceptionKind, starts: str, ends: str, remark: str = "") -> None:
    clinician = None if kind is ExceptionKind.CLOSURE else CHEN
    form = ExceptionForm(kind, starts, ends, clinician, RIVERSIDE, remark)
    saved = desk.clinic.schedules.save(form, new_command_id())
    desk.context.changes.changed.emit(saved.changes)
    desk.settle()


def _spoken(section: TimeOffSection) -> list[str]:
    return [
        row.spoken or ", ".join(part for part in (row.title, row.line, row.right, row.right_line) if part)
        for row in section.list.model_.rows
    ]


@pytest.mark.feature("AVL-2")
def test_a_day_of_leave_is_who_and_the_day(desk: Desk, section: TimeOffSection, typist: Typist) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.fill(time_off_from_day="1 dec", time_off_remark="Moving house")
    typist.press(Qt.Key.Key_Return)
    (view,) = _all(desk)
    assert (view.kind, view.clinician_id, view.whole_days) == (ExceptionKind.LEAVE, CHEN, True)
    assert f"{view.wall_start:%d.%m.} {view.wall_end:%d.%m.}" == "01.12. 02.12."
    assert _spoken(section) == ["Dr Mei Chen, Leave · Moving house, Tue 1 Dec"]
    assert desk.notices.text == "Saved: Leave, Dr Mei Chen, Tue 1 Dec"


@pytest.mark.feature("AVL-2")
def test_leave_of_several_days_ends_with_its_last_day(desk: Desk, section: TimeOffSection, typist: Typist) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.fill(time_off_from_day="monday", time_off_to_day="4.12.2026")
    typist.press(Qt.Key.Key_Return)
    assert _spoken(section) == ["Dr Mei Chen, Leave, Mon 30 Nov to Fri 4 Dec, 5 days"]


@pytest.mark.feature("AVL-2")
@pytest.mark.parametrize(
    ("steps", "kind", "said"),
    [
        (1, ExceptionKind.BLOCK, "Dr Mei Chen, Block of time, Wed 25 Nov, 13:00–15:30"),
        (2, ExceptionKind.EXTRA, "Dr Mei Chen, Extra hours, Wed 25 Nov, 13:00–15:30"),
    ],
)
def test_a_block_of_time_and_extra_hours_are_from_a_time_to_another(
    desk: Desk, section: TimeOffSection, typist: Typist, steps: int, kind: ExceptionKind, said: str
) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.go("time_off_kind_0")
    typist.press(*[Qt.Key.Key_Right] * steps)
    typist.fill(time_off_from_day="tomorrow", time_off_from_time="13")
    typist.fill(time_off_to_time="1530")
    typist.press(Qt.Key.Key_Return)
    assert [view.kind for view in _all(desk)] == [kind]
    assert _spoken(section) == [said]


@pytest.mark.feature("AVL-2")
def test_the_center_is_closed_for_a_day_and_an_evening_until_midnight(
    desk: Desk, section: TimeOffSection, editor: TimeOffEditor, typist: Typist
) -> None:
    typist.press(Qt.Key.Key_Insert)
    editor.kind.set_value(ExceptionKind.CLOSURE)
    editor.kind.chosen.emit(ExceptionKind.CLOSURE)
    typist.fill(time_off_from_day="24.12.2026")
    typist.press(Qt.Key.Key_Return)
    section.new()
    editor.kind.set_value(ExceptionKind.CLOSURE)
    editor.kind.chosen.emit(ExceptionKind.CLOSURE)
    editor.whole.setChecked(False)
    typist.fill(time_off_from_day="31.12.2026", time_off_from_time="15:00", time_off_to_time="24:00")
    typist.press(Qt.Key.Key_Return)
    assert [view.clinician_id for view in _all(desk)] == [None, None]
    assert _spoken(section) == [
        "Riverside is closed, Closure, Thu 24 Dec",
        "Riverside is closed, Closure, Thu 31 Dec, 15:00–24:00",
    ]
    section.edit(section.list.model_.rows[1].key)
    assert editor.form() == exception_form(_all(desk)[1])


def test_an_end_before_the_start_is_said_at_the_end_and_nothing_typed_is_lost(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, editor: TimeOffEditor, typist: Typist
) -> None:
    typist.press(Qt.Key.Key_Insert)
    editor.whole.setChecked(False)
    typist.fill(time_off_from_day="tomorrow", time_off_from_time="15:00", time_off_to_time="13:00")
    typed = editor.form()
    typist.press(Qt.Key.Key_Return)
    assert editor.fields["ends"].error
    assert not editor.fields["starts"].error
    assert editor.form() == typed
    assert _all(desk) == []
    typist.fill(time_off_to_time="16:00")
    typist.press(Qt.Key.Key_Return)
    assert len(_all(desk)) == 1


@pytest.mark.parametrize("typed", ["", "someday", "31.02.2027", "<b>", "x" * 40])
def test_a_day_that_is_none_is_said_at_the_day(
    desk: Desk, section: TimeOffSection, editor: TimeOffEditor, typist: Typist, typed: str
) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.go("time_off_from_day")
    typist.type(typed or " ")
    typist.press(Qt.Key.Key_Return)
    assert "not a date" in editor.fields["starts"].error
    assert _all(desk) == []


@pytest.mark.feature("AVL-5")
def test_a_time_that_the_clocks_leave_out_is_said_at_its_field(
    section: TimeOffSection, editor: TimeOffEditor, typist: Typist
) -> None:
    typist.press(Qt.Key.Key_Insert)
    editor.whole.setChecked(False)
    typist.fill(time_off_from_day="28.3.2027", time_off_from_time="1:30", time_off_to_time="4:00")
    typist.press(Qt.Key.Key_Return)
    assert "The clocks go forward then" in editor.fields["starts"].error


@pytest.mark.parametrize(("first", "last"), [("31.12.9999", ""), ("1.1.2027", "31.12.9999"), ("1.1.1900", "")])
def test_a_day_out_of_all_range_gets_a_sentence(
    desk: Desk, section: TimeOffSection, editor: TimeOffEditor, typist: Typist, first: str, last: str
) -> None:
    typist.press(Qt.Key.Key_Insert)
    editor.whole.setChecked(False)
    typist.fill(time_off_from_day=first, time_off_from_time="9:00")
    typist.fill(time_off_to_day=last or " ", time_off_to_time="24:00")
    typist.press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert editor.fields["starts"].error or editor.fields["ends"].error
    assert _all(desk) == []


def test_the_past_is_folded_until_it_is_wanted(desk: Desk, section: TimeOffSection) -> None:
    _save(desk, ExceptionKind.LEAVE, "2026-11-02", "2026-11-03", "Flu")
    _save(desk, ExceptionKind.LEAVE, "2026-12-02", "2026-12-03")
    assert _spoken(section) == ["Dr Mei Chen, Leave, Wed 2 Dec to Thu 3 Dec, 2 days"]
    section.past_button.click()
    desk.settle()
    assert _spoken(section)[1:] == ["Past", "Dr Mei Chen, Leave · Flu, Mon 2 Nov to Tue 3 Nov, 2 days"]
    section.past_button.click()
    desk.settle()
    assert len(_spoken(section)) == 1


def test_it_is_changed_and_removed(desk: Desk, section: TimeOffSection, editor: TimeOffEditor, typist: Typist) -> None:
    _save(desk, ExceptionKind.BLOCK, "2026-11-25T13:00", "2026-11-25T14:00", "Meeting")
    section.list.setFocus()
    typist.press(Qt.Key.Key_Return)
    typist.fill(time_off_to_time="14:30")
    typist.press(Qt.Key.Key_Return)
    assert _spoken(section) == ["Dr Mei Chen, Block of time · Meeting, Wed 25 Nov, 13:00–14:30"]
    typist.press(Qt.Key.Key_Return)
    typist.go("time_off_remove")
    typist.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert _all(desk) == []
    assert desk.notices.text == "Removed: Block of time"


def test_what_another_desk_changed_meanwhile_is_compared(
    desk: Desk, section: TimeOffSection, editor: TimeOffEditor, typist: Typist
) -> None:
    _save(desk, ExceptionKind.BLOCK, "2026-11-25T13:00", "2026-11-25T14:00", "Meeting")
    (view,) = _all(desk)
    section.edit(("exception", view.id))
    with desk.other() as other:
        form = replace(exception_form(view), ends="2026-11-25T15:00")
        other.schedules.save(form, new_command_id())
    typist.fill(time_off_remark="Team meeting")
    typist.press(Qt.Key.Key_Return)
    (sheet,) = [one for one in section.findChildren(Sheet) if one.isVisible()]
    said = " | ".join(one.text() for one in sheet.findChildren(QLabel))
    assert "Until | 2026-11-25 14:00 | 2026-11-25 15:00" in said
    typist.press(Qt.Key.Key_Return)
    assert (editor.form().remark, editor.form().ends) == ("Team meeting", "2026-11-25T15:00")
    editor.save()
    desk.settle()
    assert _spoken(section) == ["Dr Mei Chen, Block of time · Team meeting, Wed 25 Nov, 13:00–15:00"]


def test_the_calendar_opens_the_form_filled_in(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, editor: TimeOffEditor
) -> None:
    page.plan_time_off(ExceptionKind.BLOCK, ROY, at(14), at(14, 45))
    form = editor.form()
    assert (form.kind, form.clinician_id) == (ExceptionKind.BLOCK, ROY)
    assert (form.starts, form.ends) == ("2026-11-24T14:00", "2026-11-24T14:45")
    assert not editor.typed()
    page.plan_time_off(ExceptionKind.LEAVE, CHEN, TODAY)
    form = editor.form()
    assert (form.clinician_id, form.starts, form.ends) == (CHEN, "2026-11-24", "2026-11-24")


def test_leave_holds_at_every_center_unless_it_is_only_for_here(
    desk: Desk, section: TimeOffSection, editor: TimeOffEditor, typist: Typist
) -> None:
    chen, *others = desk.context.choices.clinicians
    desk.context.choices = replace(
        desk.context.choices, clinicians=(replace(chen, center_ids=(RIVERSIDE, LAKESIDE)), *others)
    )
    typist.press(Qt.Key.Key_Insert)
    assert isinstance(typist.go("time_off_only_here"), QCheckBox)
    assert editor.form().center_id is None
    typist.press(Qt.Key.Key_Space)
    assert editor.form().center_id == RIVERSIDE


def test_the_desk_enters_leave_but_closes_no_center_and_sets_up_no_schedule(
    sqlite_url: str, tasks: Tasks, qtbot: QtBot
) -> None:
    with desk_of("reception", sqlite_url, tasks) as desk:
        page = shown(desk, qtbot)
        assert [row.title for row in page.menu.model_.rows] == ["Time off"]
        section = page.section()
        assert isinstance(section, TimeOffSection)
        section.new()
        assert not section.editor.kind.is_enabled(ExceptionKind.CLOSURE)
        section.editor.starts.set_value("2026-12-01")
        section.editor.save()
        desk.settle()
        assert len(_all(desk)) == 1


def test_clinicians_enter_their_own_leave_only(sqlite_url: str, tasks: Tasks, qtbot: QtBot) -> None:
    with desk_of("nurse", sqlite_url, tasks) as desk:
        section = shown(desk, qtbot).section()
        assert isinstance(section, TimeOffSection)
        section.new()
        offered = section.editor.clinician
        assert [offered.itemText(row) for row in range(offered.count())] == ["Nurse Iris Roy"]
