"""Rebooking in the window, by keyboard alone: step by step, back and forth, with what is wrong said at its step."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from sqlalchemy import insert, update

from frontdesk.database import tables as t
from frontdesk.rules.words import CalendarType, Modality, Status, VideoKind
from frontdesk.services.forms import Booking, new_command_id
from tests.little import CHEN, CONSULTATION, FEVER, INFLUENZA, RIVERSIDE, at, maria
from tests.ui.rebooking.conftest import clinic_of, opened, session_of
from tests.ui.shell.conftest import Desk, aside
from ui.rebooking.sheet import APPROACH, DETAILS, LINE, REVIEW, SESSION, RebookSheet

ENTER, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab


def look(desk: Desk, sheet: RebookSheet) -> None:
    """Until it was looked what is typed means."""
    QTest.qWait(sheet._pause.interval() + 20)
    desk.settle()


def to_details(desk: Desk, sheet: RebookSheet) -> None:
    """On by keys, with the first line."""
    desk.press(ENTER)
    desk.press(ENTER)
    assert sheet.at == LINE
    desk.press(SPACE)
    desk.press(ENTER)
    assert sheet.at == DETAILS
    look(desk, sheet)


def type_time(desk: Desk, sheet: RebookSheet, day: str, start: str) -> None:
    """Both anew, from wherever the focus is in the details."""
    sheet.details.time.day_line.selectAll()
    assert sheet.details.time.day_line.hasFocus()
    desk.type(day)
    desk.press(TAB)
    desk.type(start)
    look(desk, sheet)


def texts(sheet: RebookSheet) -> str:
    return sheet.review.facts.accessibleName()


@pytest.mark.feature("QCK-2")
def test_by_keys_alone_somebody_is_booked_again_by_their_own_clock(desk: Desk) -> None:
    first = session_of(desk, zone="Asia/Tokyo")
    sheet = opened(desk, first)
    said = sheet.session.facts.accessibleName()
    assert sheet.at == SESSION
    assert "When: Tue 24 Nov, 11:00 Lisbon, 20:00 Tokyo" in said
    assert "Booked after: Nothing yet" in said
    to_details(desk, sheet)
    type_time(desk, sheet, "1 dec", "20:30")
    assert sheet.details.both.text() == "Tue 1 Dec, 20:30–21:00 in Tokyo is 11:30–12:00 in Lisbon"
    desk.press(ENTER)
    assert sheet.at == REVIEW
    assert "Tue 1 Dec, 20:30–21:00 in Tokyo is 11:30–12:00 in Lisbon" in texts(sheet)
    desk.press(ENTER)
    assert desk.shell.journeys.rebooking.sheet is None
    view = desk.shell.journeys.panel.view
    assert view is not None
    assert (view.start, view.clinician_id, view.status) == (at(11, 30, 7), CHEN, Status.BOOKED)
    assert view.follows is not None
    assert view.follows.appointment_id == first
    assert desk.shell.undoable() == "Booked: Maria Silva, Consultation, Tue 1 Dec, 11:30"


@pytest.mark.feature("QCK-2")
def test_who_has_no_address_is_not_promised_a_letter(desk: Desk) -> None:
    sheet = opened(desk, session_of(desk, email=""))
    to_details(desk, sheet)
    assert sheet.details.notify.text() == "No e-mail address to write to"
    assert not sheet.details.notify.isEnabled()
    type_time(desk, sheet, "1 dec", "11:30")
    desk.press(ENTER)
    assert "E-mail: None is sent" in texts(sheet)


@pytest.mark.feature("QCK-2")
def test_back_and_forth_loses_nothing_and_each_step_has_one_prominent_button(desk: Desk) -> None:
    sheet = opened(desk, session_of(desk))
    to_details(desk, sheet)
    type_time(desk, sheet, "1 dec", "11:30")
    sheet.details.notify.setChecked(False)
    before = sheet.draft
    assert not before.notify
    desk.press(ENTER)
    words = []
    for at_step in (REVIEW, DETAILS, LINE, APPROACH, SESSION):
        assert sheet.at == at_step
        shown = [one for one in sheet.panel.findChildren(QPushButton) if one.isVisible() and one.property("primary")]
        words += [one.text() for one in shown]
        if sheet.back_button.isEnabled():
            sheet.back_button.setFocus()
            desk.press(SPACE)
    assert words == ["Book", "Review bookings", "Next", "Next", "Next"]
    assert not sheet.back_button.isEnabled()
    sheet.session.setFocus()
    for _step in (APPROACH, LINE, DETAILS, REVIEW):
        desk.press(ENTER)
        desk.settle()
    assert (sheet.at, sheet.draft) == (REVIEW, before)
    asked = []
    for _press in range(2):
        desk.press(Qt.Key.Key_Escape)
        asked.append((sheet.question.asking, sheet.at))
    assert asked == [(True, REVIEW), (False, REVIEW)]


@pytest.mark.feature("QCK-3")
def test_what_is_wrong_stands_at_its_step_and_a_near_time_is_taken_by_key(
    desk: Desk, write: Callable[..., None]
) -> None:
    new = insert(t.WorkSchedule).values(
        id=77, clinician_id=CHEN, center_id=RIVERSIDE, name="Rapid", version=1, valid_from=at(9).date(),
        calendar_type=CalendarType.RAPID_RESPONSE,
    )  # fmt: skip
    times = {"starts": at(12).time(), "ends": at(13).time()}
    write(new, insert(t.WorkScheduleLine).values(schedule_id=77, weekday=1, **times))
    sheet = opened(desk, session_of(desk))
    desk.press(ENTER)
    desk.press(Qt.Key.Key_Down)
    assert sheet.approach.value() == "other"
    desk.press(ENTER)
    desk.press(ENTER)
    assert (sheet.at, sheet.line.wrong.text()[:29]) == (LINE, "No work schedule is chosen. C")
    assert len(sheet.line.radios) == 2
    desk.press(Qt.Key.Key_Down)
    desk.press(ENTER)
    assert (sheet.at, sheet.line.wrong.text()[:40]) == (LINE, "A rapid response line takes no ad hoc bo")
    desk.press(Qt.Key.Key_Up)
    assert sheet.line.wrong.isHidden()
    desk.press(ENTER)
    look(desk, sheet)
    desk.press(ENTER)
    assert "Type a day" in sheet.details.time.day_field.error
    type_time(desk, sheet, "1 dec", "17:15")
    assert "outside the chosen line" in sheet.details.time.problem.text()
    desk.press(ENTER)
    assert sheet.at == DETAILS
    chips = [one.text() for one in sheet.details.near.findChildren(QPushButton) if one.isVisible()]
    assert chips == ["Tue 1 Dec 16:30", "Wed 2 Dec 09:00"]
    while not (focused := sheet.focusWidget()) or focused.objectName() != "rebook_near_0":
        desk.press(TAB)
    desk.press(ENTER)
    look(desk, sheet)
    assert sheet.details.time.problem.text() == ""
    assert sheet.details.time.start_line.text() == "16:30"
    sheet.details.time.start_line.setFocus()
    desk.press(ENTER)
    assert sheet.at == REVIEW


@pytest.mark.feature("QCK-2")
def test_who_took_the_time_meanwhile_is_told_with_free_times_and_all_is_kept(desk: Desk) -> None:
    sheet = opened(desk, session_of(desk))
    to_details(desk, sheet)
    type_time(desk, sheet, "1 dec", "9:30")
    desk.press(ENTER)
    assert sheet.at == REVIEW
    clinic = clinic_of(desk)

    def theirs() -> None:
        other = maria(clinic, "joao.costa", first_name="João", last_name="Costa")
        wish = Booking(CONSULTATION, RIVERSIDE, other, clinician_id=CHEN, start=at(9, 30, 7))
        clinic.booking.book(wish, new_command_id())

    aside(desk.session.tasks, theirs)
    desk.press(ENTER)
    look(desk, sheet)
    assert sheet.at == DETAILS
    assert "João Costa" in sheet.details.time.problem.text()
    assert sheet.details.time.start_line.text() == "9:30"
    chips = [one.text() for one in sheet.details.near.findChildren(QPushButton) if one.isVisible()]
    assert chips[1:] == ["Tue 1 Dec 10:05"]
    assert sheet.details.free.isHidden()  # it would say the same again
    sheet.details.time.day_line.setFocus()
    type_time(desk, sheet, "1 dec", "10:05")
    assert (sheet.details.near.isHidden(), sheet.details.free.isHidden()) == (True, False)


@pytest.mark.feature("QCK-2")
def test_clocks_that_go_back_or_forward_at_the_client_are_said(desk: Desk, write: Callable[..., None]) -> None:
    """New York sets its clocks forward on Sunday 14 March 2027 and back on Sunday 7 November."""
    write(update(t.Service).values(furthest_days=365))
    sheet = opened(desk, session_of(desk, zone="America/New_York"))
    to_details(desk, sheet)
    time = sheet.details.time
    type_time(desk, sheet, "7 nov 2027", "1:30")
    # Half an hour after 01:30 the clocks there are set back to 01:00: "01:30–01:00" would say nothing.
    assert "Sun 7 Nov, 01:30 for 30 min in New York is 05:30–06:00 in Lisbon" in sheet.details.both.text()
    assert "1:30 comes twice. The first is meant" in time.twice.text()
    desk.press(TAB)
    desk.press(TAB)
    desk.press(Qt.Key.Key_Right)
    look(desk, sheet)
    assert "01:30–02:00 in New York is 06:30–07:00 in Lisbon" in sheet.details.both.text()
    assert (sheet.draft.second, sheet.check and sheet.check.repeated) == (True, True)
    time.day_line.setFocus()
    type_time(desk, sheet, "14 mar 2027", "2:30")
    assert "The clocks go forward then" in time.problem.text()
    assert time.twice.isHidden()
    desk.press(ENTER)
    assert sheet.at == DETAILS


@pytest.mark.feature("QCK-2")
def test_a_session_that_has_not_begun_is_commenced_first(desk: Desk) -> None:
    first = session_of(desk, action=None)
    desk.session.sign_in("clinician", "demo")
    desk.settle()
    desk.shell.journeys.rebook(first)
    desk.settle()
    sheet = desk.shell.journeys.rebooking.sheet
    assert sheet is not None
    assert "Status: In progress" in sheet.session.facts.accessibleName()
    view = aside(desk.session.tasks, lambda: clinic_of(desk).appointments.view(first))
    assert view.status is Status.CHECKED_IN


@pytest.mark.feature("QCK-2")
def test_it_stands_in_the_menu_of_a_session_and_in_none_that_is_over_otherwise(desk: Desk) -> None:
    first = session_of(desk)
    clinic = clinic_of(desk)
    view = aside(desk.session.tasks, lambda: clinic.appointments.view(first))
    words = {}
    for status in Status:
        menu = QMenu(desk.shell)
        desk.shell.journeys.rebooking.add_to(menu, replace(view, status=status))
        words[status] = [action.text() for action in menu.actions()]
    begun = [status for status, said in words.items() if said == ["Rebook…"]]
    ahead = [status for status, said in words.items() if said == ["Commence and rebook…"]]
    assert set(begun) == {Status.CHECKED_IN, Status.FULFILLED}
    assert set(ahead) == {Status.BOOKED, Status.ARRIVED}


@pytest.mark.feature("QCK-4")
def test_a_video_appointment_gets_its_link_when_it_is_booked_or_one_that_is_pasted(
    desk: Desk, write: Callable[..., None]
) -> None:
    platform = {"name": "Meet", "kind": VideoKind.TEMPLATE, "address": "https://meet.example/{token}"}
    write(
        insert(t.ServiceModality).values(service_id=CONSULTATION, modality=Modality.VIDEO),
        insert(t.VideoPlatform).values(**platform, answer_path="", position=0, active=True, version=1),
    )
    desk.shell.context.choices = aside(desk.session.tasks, clinic_of(desk).choices)
    sheet = opened(desk, session_of(desk))
    to_details(desk, sheet)
    type_time(desk, sheet, "1 dec", "9:30")
    while not (focused := sheet.focusWidget()) or not focused.objectName().startswith("rebook_modality"):
        desk.press(TAB)
    desk.press(Qt.Key.Key_Right)
    look(desk, sheet)
    assert sheet.draft.modality is Modality.VIDEO
    sheet.details.video.platform.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(ENTER)
    assert "Paste the link" in sheet.details.video.link_field.error
    desk.type("http://meet.example/room")
    desk.press(ENTER)
    assert "begins with https" in sheet.details.video.link_field.error
    sheet.details.video.platform.setFocus()
    desk.press(Qt.Key.Key_Up)
    desk.press(ENTER)
    assert sheet.at == REVIEW
    assert "Meet; the link is made when it is booked" in texts(sheet)
    desk.press(ENTER)
    view = desk.shell.journeys.panel.view
    assert view is not None
    assert view.video_link.startswith("https://meet.example/")
    assert view.video_platform == "Meet"


@pytest.mark.feature("QCK-2")
def test_what_the_service_asks_is_asked_in_the_details(desk: Desk) -> None:
    sheet = opened(desk, session_of(desk, INFLUENZA))
    to_details(desk, sheet)
    type_time(desk, sheet, "1 dec", "11:30")
    desk.press(ENTER)
    assert sheet.at == DETAILS
    desk.type("n")
    desk.press(ENTER)
    assert sheet.at == REVIEW
    assert sheet.draft.answers == {FEVER: "no"}


@pytest.mark.feature("QCK-2")
def test_the_button_of_the_start_page_leads_into_the_steps(desk: Desk) -> None:
    first = session_of(desk)
    desk.session.sign_in("clinician", "demo")
    desk.settle()
    page = desk.shell.journeys.desks["today"].page
    row = next(one for one in page.list.entries.entries if one.row is not None and one.row.id == first)
    page._do(row, row.deeds[0][0])
    desk.settle()
    sheet = desk.shell.journeys.rebooking.sheet
    assert sheet is not None
    assert sheet.accept_button is not None
    assert (sheet.at, sheet.accept_button.hasFocus()) == (SESSION, True)
