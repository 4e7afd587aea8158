"""A request is answered in its panel: times, clinicians with what they have near by, what the requestor is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import RequestKind, RequestState
from frontdesk.services.forms import AcceptRequest, Booking, new_command_id
from frontdesk.views.requests import RequestView
from tests.little import CHEN, NOW, ROY, Clock, at, influenza, maria, sign_in
from tests.ui.shell.conftest import Desk, aside
from ui.requests.panel import RequestPanel
from ui.requests.radio_rows import RadioRows
from ui.requests.request_list import RequestList
from ui.widgets import Sheet

TakeDown = Callable[..., int]
CTRL = Qt.KeyboardModifier.ControlModifier


def open_first(desk: Desk) -> tuple[RequestList, RequestPanel]:
    """The page, with the panel of the oldest request."""
    desk.go("requests")
    desk.settle()
    desk.press(Qt.Key.Key_Down)
    desk.settle()
    requests = desk.shell.journeys.requests
    return requests.page.requests, requests.panel


def said(rows: RadioRows) -> list[tuple[str, str, str]]:
    return [(row.title, row.line, row.right) for row in rows.model_.rows]


def book(desk: Desk, start: datetime, clinician_id: int = CHEN) -> Changes:
    """An appointment of Maria's with that clinician, and what it changed."""
    clinic = desk.session.clinic
    assert clinic is not None

    def work() -> Changes:
        wanted = influenza(maria(clinic), start=start, clinician_id=clinician_id)
        return clinic.booking.book(wanted, new_command_id()).changes

    return aside(desk.session.tasks, work)


def view(desk: Desk, request_id: int) -> RequestView:
    clinic = desk.session.clinic
    assert clinic is not None
    return aside(desk.session.tasks, lambda: clinic.requests.view(request_id))


def elsewhere(desk: Desk, url: str, request_id: int, **more: object) -> None:
    """Another desk accepts it."""

    def work() -> object:
        other = sign_in(url, lambda: NOW, "reception", "Desk 9")
        try:
            form = AcceptRequest(request_id, 1, at(15), CHEN, **more)  # type: ignore[arg-type]  # tests name what they mean
            return other.requests.accept(form, new_command_id()).changes
        finally:
            other.close()

    aside(desk.session.tasks, work)


@pytest.mark.feature("REQ-3", "UX-2")
def test_enter_and_enter_again_accept_the_first_time_that_somebody_can_take(desk: Desk, take_down: TakeDown) -> None:
    book(desk, at(14))
    request = take_down("b.b", wanted=(at(14), at(15)), clinician_id=CHEN)
    take_down("c.c")
    page, panel = open_first(desk)
    assert said(panel.assign.times) == [("Tue 24 Nov, 14:00", "", ""), ("Tue 24 Nov, 15:00", "", "")]
    assert panel.assign.times.current_key() == 1, "a time that only others could take is not proposed"
    first = said(panel.assign.clinicians)[0]
    assert first == ("Dr Mei Chen", "Within 2 h: 14:00 Maria Silva", "● Available")
    desk.press(Qt.Key.Key_Return)
    assert panel.foot.accept.hasFocus()
    assert panel.foot.accept.text() == "Accept Tue 15:00"
    panel.assign.response.setPlainText("Please come fasting.")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    done = view(desk, request)
    assert (done.line.state, done.line.response) == (RequestState.COMPLETED, "Please come fasting.")
    assert done.appointments[0].wall_start == at(15).replace(tzinfo=None)
    notice = desk.find("notice_text")
    assert isinstance(notice, QLabel)
    assert notice.text() == "Accepted: Maria Silva, Influenza, Tue 24 Nov, 15:00"
    assert panel.request_id != request, "the next one that waits is chosen"
    assert panel.assign.response.toPlainText() == ""
    assert len(page.model.rows) == 1


@pytest.mark.feature("REQ-3", "UX-2")
def test_ctrl_enter_in_the_list_accepts_at_once_also_before_the_panel_is_read(desk: Desk, take_down: TakeDown) -> None:
    request = take_down(wanted=(at(15),), clinician_id=CHEN)
    page, _panel = open_first(desk)
    QTest.keyClick(page.table, Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert view(desk, request).line.state is RequestState.COMPLETED


@pytest.mark.feature("REQ-3", "AVL-8")
def test_what_others_book_meanwhile_shows_in_the_panel_and_ctrl_enter_accepts_from_what_is_typed(
    desk: Desk, take_down: TakeDown
) -> None:
    request = take_down("b.b", wanted=(at(15), at(16)), clinician_id=CHEN)
    _page, panel = open_first(desk)
    panel.assign.response.setFocus()
    panel.assign.response.insertPlainText("See you then.")
    desk.session.changes.changed.emit(book(desk, at(15)))
    desk.settle()
    assert said(panel.assign.clinicians)[0][::2] == ("Dr Mei Chen", "○ Not available")
    panel.assign.times.select(1)
    QTest.keyClick(panel.assign.response, Qt.Key.Key_Return, CTRL)
    desk.settle()
    line = view(desk, request).line
    assert (line.state, line.response) == (RequestState.COMPLETED, "See you then.")


@pytest.mark.feature("REQ-3")
def test_who_is_not_available_is_said_in_words_and_cannot_be_accepted(desk: Desk, take_down: TakeDown) -> None:
    book(desk, at(14))
    take_down("b.b", wanted=(at(14), at(22)), clinician_id=CHEN)
    _page, panel = open_first(desk)
    assert not panel.foot.accept.isEnabled()
    assert "is not available then" in panel.foot.accept.accessibleDescription()
    title, line, right = said(panel.assign.clinicians)[0]
    assert (title, right) == ("Dr Mei Chen", "○ Not available")
    assert "14:00 Maria Silva" in line
    panel.assign.times.select(1)
    assert said(panel.assign.times)[1] == ("Tue 24 Nov, 22:00", "", "outside hours")
    assert "Does not work then" in said(panel.assign.clinicians)[0][1]
    assert not panel.assign.windows.isHidden(), "times that suit are suggested instead"
    panel.assign.windows.chosen.emit(panel.assign.windows.windows[0])
    assert panel.foot.accept.isEnabled()
    panel.accept()
    desk.settle()
    assert not _page.model.rows


@pytest.mark.feature("REQ-3")
def test_of_a_request_to_anybody_those_who_can_stand_first_and_another_can_be_chosen(
    desk: Desk, take_down: TakeDown
) -> None:
    book(desk, at(15))
    request = take_down("b.b", wanted=(at(15),))
    _page, panel = open_first(desk)
    names = [(title, right) for title, _line, right in said(panel.assign.clinicians)]
    free = [name for name, right in names if right == "● Available"]
    assert [name for name, _right in names][: len(free)] == free
    panel.accept()
    desk.settle()
    assert view(desk, request).line.state is RequestState.COMPLETED


@pytest.mark.feature("REQ-3")
def test_who_was_too_late_sees_who_was_quicker_and_keeps_what_was_typed(
    desk: Desk, take_down: TakeDown, url: str
) -> None:
    request = take_down(wanted=(at(15),), clinician_id=CHEN)
    _page, panel = open_first(desk)
    panel.assign.response.setPlainText("See you then.")
    elsewhere(desk, url, request)
    panel.accept()
    desk.settle()
    assert "Ana Souza" in panel.foot.problem.text()
    assert "accepted this request" in panel.foot.problem.text()
    assert panel.isVisible()
    assert panel.assign.response.toPlainText() == "See you then."
    assert len(view(desk, request).appointments) == 1
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.side.shown() is None


@pytest.mark.feature("REQ-3")
def test_a_time_that_went_says_what_stands_there_and_what_else_there_is(
    desk: Desk, take_down: TakeDown, url: str
) -> None:
    other, request = take_down("b.b", wanted=(at(15),)), take_down(wanted=(at(15), at(16)), clinician_id=CHEN)
    _page, panel = open_first(desk)
    _page.table.choose(request)
    desk.settle()
    panel.assign.response.setPlainText("See you then.")
    elsewhere(desk, url, other)
    panel.accept()
    desk.settle()
    assert "Tue 24 Nov, 15:00" in panel.foot.problem.text()
    assert said(panel.assign.clinicians)[0][::2] == ("Dr Mei Chen", "○ Not available")
    assert not panel.foot.accept.isEnabled(), "nobody else is proposed for who wants Dr Chen"
    assert panel.assign.response.toPlainText() == "See you then."
    assert panel.request_id == request
    assert view(desk, request).line.state is RequestState.ACTIVE
    panel.assign.times.select(1)
    assert panel.foot.problem.isHidden(), "what was refused is not what is chosen now"
    assert panel.foot.accept.isEnabled()


@pytest.mark.feature("REQ-3")
def test_declining_is_asked_for_and_tells_the_requestor(desk: Desk, take_down: TakeDown) -> None:
    request = take_down(wanted=(at(15),))
    page, panel = open_first(desk)
    panel.assign.response.setPlainText("We are full; please call on Monday.")
    panel.foot.decline.click()
    (sheet,) = [one for one in panel.findChildren(Sheet) if one.isVisible()]
    assert any("They are told by e-mail, with your response." in one.text() for one in sheet.findChildren(QLabel))
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    line = view(desk, request).line
    assert (line.state, line.declined) == (RequestState.REVOKED, True)
    assert line.response == "We are full; please call on Monday."
    assert page.model.rows == ()
    assert desk.shell.side.shown() is None


@pytest.mark.feature("REQ-3", "AVL-6")
def test_who_wants_to_come_now_gets_the_next_start_with_somebody_who_is_available_now(
    desk: Desk, take_down: TakeDown, clock: Clock
) -> None:
    clinic = desk.session.clinic
    assert clinic is not None
    aside(desk.session.tasks, lambda: clinic.on_demand.switch(ROY, 1, True, new_command_id()))
    request = take_down(kind=RequestKind.NOW)
    _page, panel = open_first(desk)
    ((title, _line, _right),) = said(panel.assign.times)
    assert title == "Now, next start 10:25"
    assert any("Available now" in line for _title, line, _right in said(panel.assign.clinicians))
    clock.to(10, 27)
    panel._second.timeout.emit()
    desk.settle()
    assert said(panel.assign.times)[0][0] == "Now, next start 10:30", "a start that went by is not offered"
    panel.accept()
    desk.settle()
    assert view(desk, request).appointments[0].wall_start == at(10, 30).replace(tzinfo=None)


@pytest.mark.feature("REQ-3")
def test_without_wished_times_a_clinician_is_chosen_and_the_form_opens_with_them(
    desk: Desk, take_down: TakeDown
) -> None:
    take_down()
    _page, panel = open_first(desk)
    assert panel.foot.accept.text() == "Choose a time"
    panel.assign.clinicians.select(ROY)
    panel.accept()
    desk.settle()
    form = desk.shell.journeys.booking
    assert desk.shell.side.shown() is form
    assert form.fields.clinician_id() == ROY


@pytest.mark.feature("REQ-3")
def test_an_answer_under_way_is_told_although_another_request_shows_by_then(
    desk: Desk, take_down: TakeDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = take_down(wanted=(at(15),), clinician_id=CHEN), take_down("b.b")
    page, panel = open_first(desk)
    clinic = desk.session.clinic
    assert clinic is not None
    accept, calls = clinic.requests.accept, []

    def slow(form: AcceptRequest, command_id: str) -> object:
        calls.append(command_id)
        if len(calls) == 1:
            raise Unavailable("database.lost", path="the clinic", maybe_saved=True)
        return accept(form, command_id)

    monkeypatch.setattr(clinic.requests, "accept", slow)
    panel.accept()
    desk.settle()
    assert "Checking" in panel.foot.problem.text()
    assert not panel.foot.accept.isEnabled()
    page.table.choose(second)
    panel.assign.response.setPlainText("Not lost.")
    for saving in panel.answering.children():
        saving.try_now()  # type: ignore[attr-defined]  # as after the pause
    desk.settle()
    assert calls[0] == calls[1], "it is asked for once"
    assert [line.id for line in page.model.rows] == [second]
    assert (panel.request_id, panel.assign.response.toPlainText()) == (second, "Not lost.")
    assert view(desk, first).line.state is RequestState.COMPLETED


@pytest.mark.feature("REQ-3")
def test_what_nobody_can_be_asked_for_can_still_be_declined(desk: Desk, take_down: TakeDown) -> None:
    take_down(wanted=(at(15),))
    _page, panel = open_first(desk)
    found = aside(desk.session.tasks, lambda: desk.session.clinic.requests.assignment(1))  # type: ignore[union-attr]  # signed in
    panel._read(replace(found, clinicians=()))
    assert not panel.foot.accept.isEnabled()
    assert panel.foot.decline.isEnabled()
    assert panel.assign.nobody.isVisible()


@pytest.mark.feature("UX-2")
def test_escape_gives_the_keys_back_to_the_list_then_closes_the_panel(desk: Desk, take_down: TakeDown) -> None:
    take_down(wanted=(at(15),))
    page, panel = open_first(desk)
    panel.assign.response.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    assert desk.shell.side.shown() is panel
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.side.shown() is None


def test_a_booking_made_from_it_elsewhere_shows_as_what_became_of_it(desk: Desk, take_down: TakeDown) -> None:
    request = take_down(wanted=(at(15),))
    _page, panel = open_first(desk)
    clinic = desk.session.clinic
    assert clinic is not None
    aside(desk.session.tasks, lambda: clinic.booking.book(Booking(request_id=request, start=at(15)), new_command_id()))
    panel.reload()
    desk.settle()
    assert panel.tabs.current() == "answers"
    assert not panel.foot.isVisible()
    assert panel.head.chip.isVisible()
