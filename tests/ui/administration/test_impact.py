"""What a change would break is shown before it is saved, and settled together, each appointment with its outcome."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import Action, ExceptionKind, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.schedule_forms import PlanForm, Saved, Settle, Settled, Settling
from tests.little import CHEN, RIVERSIDE, ROY, TODAY, at
from tests.ui.administration.conftest import Typist, book
from tests.ui.desks import Desk
from ui.administration.impact_sheet import ImpactSheet
from ui.administration.page import AdministrationPage
from ui.administration.schedules import SchedulesSection
from ui.administration.time_off import TimeOffSection


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> TimeOffSection:
    found = page.show_section("time_off")
    assert isinstance(found, TimeOffSection)
    return found


def _leave(desk: Desk, page: AdministrationPage, typist: Typist) -> ImpactSheet:
    """Dr Chen is to be away today; the sheet that opens."""
    page.plan_time_off(ExceptionKind.LEAVE, CHEN, TODAY)
    typist.press(Qt.Key.Key_Return)
    return _sheet(page)


def _sheet(page: AdministrationPage) -> ImpactSheet:
    (sheet,) = [one for one in page.findChildren(ImpactSheet) if one.isVisible()]
    return sheet


def _rows(sheet: ImpactSheet) -> list[str]:
    return [f"{row.title}, {row.line}, {row.right}, {row.right_line}" for row in sheet.list.model_.rows]


def _away(desk: Desk) -> int:
    return len(desk.clinic.schedules.exceptions(RIVERSIDE))


@pytest.mark.feature("AVL-10")
def test_the_appointments_that_leave_would_break_are_listed_and_nothing_is_saved_yet(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist
) -> None:
    book(desk, 15)
    book(desk, 16, 20, user_id="ana")
    sheet = _leave(desk, page, typist)
    assert sheet.title.text() == "2 booked appointments no longer fit"
    assert _rows(sheet) == [
        "Maria Silva, Influenza · Dr Mei Chen, Tue 24 Nov, 15:00–15:20, Leave",
        "Maria Silva, Influenza · Dr Mei Chen, Tue 24 Nov, 16:20–16:40, Leave",
    ]
    typist.press(Qt.Key.Key_Escape)
    assert _away(desk) == 0
    assert not section.editor_place.isHidden()
    assert section.editor.form().clinician_id == CHEN


@pytest.mark.feature("AVL-10")
def test_they_can_be_left_as_they_are_and_stay_listed_until_they_are_settled(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist
) -> None:
    booked = book(desk, 15)
    _leave(desk, page, typist)
    typist.press(Qt.Key.Key_Return)
    assert _away(desk) == 1
    assert desk.clinic.appointments.view(booked.appointment_id).version == booked.version
    assert section.editor_place.isHidden()
    line = page.findChild(QLabel, "unsettled_words")
    assert line is not None
    assert line.isVisible()
    assert line.text() == "1 booked appointment no longer fits working time, closures or rooms."
    page.unsettled.settle_button.click()
    desk.settle()
    assert _sheet(page).choice.how is Settling.MOVE
    typist.press(Qt.Key.Key_Return)
    view = desk.clinic.appointments.view(booked.appointment_id)
    assert view.wall_start is not None
    assert view.wall_start.day == 25
    typist.press(Qt.Key.Key_Return)
    assert not line.isVisible()


@pytest.mark.feature("AVL-10")
@pytest.mark.parametrize(
    ("steps", "button", "row"),
    [
        (1, "Save and move 1", "Moved to Wed 25 Nov, 09:00, Dr Mei Chen"),
        (2, "Save and give away 1", "Given to Nurse Iris Roy"),
        (3, "Save and cancel 1", "Cancelled"),
    ],
)
def test_they_are_moved_given_away_or_cancelled_together(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist, steps: int, button: str, row: str
) -> None:
    booked = book(desk, 15)
    sheet = _leave(desk, page, typist)
    typist.press(*[Qt.Key.Key_Down] * steps)
    assert sheet.accept_button is not None
    assert sheet.accept_button.text() == button
    sheet.choice.message.setText("Dr Chen is ill")
    typist.press(Qt.Key.Key_Return)
    assert _away(desk) == 1
    assert [one.line for one in sheet.list.model_.rows] == [row]
    assert sheet.progress.text() == "1 settled"
    view = desk.clinic.appointments.view(booked.appointment_id)
    assert (view.status is Status.CANCELLED) == (steps == 3)
    assert (view.clinician_id == ROY) == (steps == 2)
    typist.press(Qt.Key.Key_Return)
    assert section.editor_place.isHidden()
    assert desk.clinic.schedules.unsettled(RIVERSIDE).total == 0


@pytest.mark.feature("AVL-10")
def test_each_that_could_not_be_settled_says_why_and_is_tried_again_in_another_way(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist
) -> None:
    first, second = book(desk, 15), book(desk, 15, 20, user_id="ana")
    roys = book(desk, 15, 20, user_id="rui", clinician_id=ROY)
    assert roys.clinician_id == ROY
    sheet = _leave(desk, page, typist)
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert sheet.progress.text() == "1 settled, 1 left"
    assert sheet.detail.isVisible()
    assert sheet.accept_button is not None
    assert sheet.accept_button.text() == "Give away 1"
    typist.press(Qt.Key.Key_Down)
    assert sheet.accept_button.text() == "Cancel 1"
    typist.press(Qt.Key.Key_Return)
    assert sheet.progress.text() == "2 settled"
    assert desk.clinic.appointments.view(first.appointment_id).clinician_id == ROY
    assert desk.clinic.appointments.view(second.appointment_id).status is Status.CANCELLED


@pytest.mark.feature("AVL-10")
def test_settling_can_be_stopped_and_goes_on_with_those_that_are_left(
    desk: Desk,
    page: AdministrationPage,
    section: TimeOffSection,
    typist: Typist,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(3):
        book(desk, 15, 20 * number, user_id=f"c{number}")
    sheet = _leave(desk, page, typist)
    settle = desk.clinic.schedules.settle
    seen: list[int] = []

    def stopping(wanted: Settle, command_id: str) -> Settled:
        seen.append(wanted.appointment_id)
        return settle(wanted, command_id)

    monkeypatch.setattr(desk.clinic.schedules, "settle", stopping)
    sheet.run.settled.connect(lambda *_told: sheet.leave() if len(seen) == 1 else None)
    sheet.choice.choose(Settling.CANCEL)
    typist.press(Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert sheet.progress.text() == "1 settled, 2 left"
    typist.press(Qt.Key.Key_Return)
    assert sheet.progress.text() == "3 settled"
    assert len(set(seen)) == len(seen) == 3


@pytest.mark.feature("AVL-10")
def test_shorter_hours_and_a_removed_schedule_ask_too(desk: Desk, page: AdministrationPage, typist: Typist) -> None:
    book(desk, 15)
    found = page.show_section("schedules")
    assert isinstance(found, SchedulesSection)
    desk.settle()
    found.edit(("schedule", CHEN))
    typist.fill(line_0_ends="14:00")
    typist.press(Qt.Key.Key_Return)
    assert [row.right_line for row in _sheet(page).list.model_.rows] == ["Outside working hours"]
    typist.press(Qt.Key.Key_Escape)
    assert found.editor.typed()
    found.editor.foot.remove.click()
    desk.settle()
    sheet = _sheet(page)
    assert sheet.accept_button is not None
    assert sheet.accept_button.text() == "Remove"
    said = sheet.findChild(QLabel, "impact_words")
    assert said is not None
    assert said.text().startswith("“Week” of Dr Mei Chen goes")
    typist.press(Qt.Key.Key_Escape)
    assert len(desk.clinic.schedules.of_center(RIVERSIDE)) == 2


@pytest.mark.feature("AVL-10")
def test_what_another_desk_changed_under_the_sheet_is_said_in_its_row_and_may_be_tried_again(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist
) -> None:
    booked = book(desk, 15)
    sheet = _leave(desk, page, typist)
    with desk.other("reception") as other:
        act = Act(Action.RESCHEDULE, booked.appointment_id, booked.version, start=at(16), agreed=True)
        other.appointments.act(act, new_command_id())
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert sheet.progress.text() == "0 settled, 1 left"
    assert "Ana Souza changed this meanwhile" in sheet.detail.text()
    typist.press(Qt.Key.Key_Return)
    assert sheet.progress.text() == "1 settled"


def test_a_lost_answer_keeps_the_sheet_with_its_choice_and_trying_again_saves_once(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(desk, 15)
    sheet = _leave(desk, page, typist)
    save = desk.clinic.schedules.save
    lost = [Unavailable("database.lost", path="clinic", maybe_saved=True)]

    def once(form: PlanForm, command_id: str) -> Saved:
        saved = save(form, command_id)
        if lost:
            raise lost.pop()
        return saved

    monkeypatch.setattr(desk.clinic.schedules, "save", once)
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert "connection to the database was lost" in sheet.progress.text()
    assert sheet.choice.how is Settling.MOVE
    typist.press(Qt.Key.Key_Return)
    assert sheet.progress.text() == "1 settled"
    assert _away(desk) == 1


def test_what_is_only_looked_at_can_be_stopped(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist
) -> None:
    book(desk, 15)
    page.plan_time_off(ExceptionKind.LEAVE, CHEN, TODAY)
    section.editor.save()
    assert not section.editor.foot.save.isEnabled()
    section.editor.leave()
    desk.settle()
    assert [one for one in page.findChildren(ImpactSheet) if one.isVisible()] == []
    assert section.editor.foot.save.isEnabled()
    assert _away(desk) == 0


def test_a_refusal_after_the_sheet_is_said_in_the_form(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(desk, 15)
    _leave(desk, page, typist)

    def refuse(_form: object, _command_id: str) -> object:
        raise RuleBroken("exception.order", fields=("ends",))

    monkeypatch.setattr(desk.clinic.schedules, "save", refuse)
    typist.press(Qt.Key.Key_Return)
    assert [one for one in page.findChildren(ImpactSheet) if one.isVisible()] == []
    assert section.editor.fields["ends"].error
    assert page.focusWidget() is section.editor.ends.day


def test_the_sheet_has_one_prominent_button(
    desk: Desk, page: AdministrationPage, section: TimeOffSection, typist: Typist
) -> None:
    book(desk, 15)
    sheet = _leave(desk, page, typist)
    shown = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.property("primary")]
    inside = [one for one in shown if sheet.isAncestorOf(one)]
    assert inside == [sheet.accept_button]
