"""Requests that wait for an appointment: the list, the panel, and the way from them to the booking form."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Modality, RequestState, Source
from frontdesk.services.forms import Booking, new_command_id
from tests.little import CHEN, NOW, RIVERSIDE, TRAVEL, Clock, at, influenza, maria, sign_in
from tests.ui.shell.conftest import Desk, aside
from ui.requests.model import BELOW
from ui.requests.page import RequestsPage
from ui.requests.panel import RequestPanel
from ui.requests.request_list import RequestList
from ui.widgets import Sheet

TakeDown = Callable[..., int]


def page_of(desk: Desk) -> RequestsPage:
    page = desk.shell.findChild(RequestsPage)
    assert page is not None
    return page


def panel_of(desk: Desk) -> RequestPanel:
    return desk.shell.journeys.requests.panel


def open_page(desk: Desk) -> RequestList:
    desk.go("requests")
    desk.settle()
    return page_of(desk).requests


def said(widget: QWidget) -> str:
    """All that its labels say that show."""
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def row(page: RequestList, number: int) -> list[tuple[str, str]]:
    """Both lines of each cell of a row."""
    cells = [page.model.index(number, column) for column in range(page.model.columnCount())]
    return [(cell.data(), cell.data(BELOW)) for cell in cells]


@pytest.mark.feature("BKG-3")
def test_requests_without_an_appointment_stand_in_a_list_oldest_first(
    desk: Desk, take_down: TakeDown, clock: Clock
) -> None:
    first = take_down(note="Prefers\nafternoons", source=Source.PHONE)
    clock.to(10, 40)
    second = take_down("b.b", clinician_id=CHEN, modality=Modality.IN_PERSON)
    clock.to(13, 5)
    page = open_page(desk)
    assert [line.id for line in page.model.rows] == [first, second]
    assert row(page, 0) == [
        (str(first), ""),
        ("Maria Silva", "Prefers afternoons"),
        ("Scheduled", ""),
        ("Influenza", ""),
        ("Any clinician", ""),
        ("2:43 h", ""),
        ("Any time", ""),
    ]
    assert row(page, 1)[4] == ("Dr Mei Chen", "")
    assert page_of(desk).count.text() == "2 waiting, oldest first"


@pytest.mark.feature("BKG-3", "BKG-6", "UX-2")
def test_one_for_any_time_is_booked_in_the_form_and_what_was_answered_is_kept(desk: Desk, take_down: TakeDown) -> None:
    request = take_down()
    page = open_page(desk)
    desk.press(Qt.Key.Key_Down)
    assert desk.shell.side.shown() is panel_of(desk)
    panel_of(desk).tabs.set_current("answers")
    assert "Fever in the last 48 hours?" in said(panel_of(desk))
    panel_of(desk).tabs.set_current("assign")
    assert not panel_of(desk).assign.other_time.isVisible(), "one button leads to the form, not two"
    panel_of(desk).foot.accept.click()
    desk.settle()
    booking = desk.shell.journeys.booking
    assert desk.shell.side.shown() is booking
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    clinic = desk.session.clinic
    assert clinic is not None
    view = aside(desk.session.tasks, lambda: clinic.requests.view(request))
    assert view.line.state is RequestState.COMPLETED
    assert [one.value for one in view.answers] == ["no"]
    assert len(view.appointments) == 1
    assert page.model.rows == (), "what is booked waits no longer"


def test_after_a_booking_the_list_stays_because_the_next_one_waits_there(desk: Desk, take_down: TakeDown) -> None:
    first, _second = take_down(), take_down("b.b")
    page = open_page(desk)
    clinic = desk.session.clinic
    assert clinic is not None
    desk.shell.journeys.bookings.book_request(first)
    booked = aside(
        desk.session.tasks, lambda: clinic.booking.book(Booking(request_id=first, start=at(15)), new_command_id())
    )
    desk.session.changes.changed.emit(booked.changes)
    desk.shell.journeys.booking.booked.emit(booked.appointment_id, False)
    desk.settle()
    assert page.isVisible()
    assert len(page.model.rows) == 1


@pytest.mark.feature("BKG-3", "AVL-8")
def test_the_badge_counts_those_that_wait_and_follows_other_desks(desk: Desk, take_down: TakeDown, url: str) -> None:
    page = open_page(desk)
    badge = desk.find("page_requests_badge")
    assert not badge.isVisible()
    request = take_down()
    desk.settle()
    assert badge.isVisible()
    assert badge.accessibleName() == "1"
    desk.press(Qt.Key.Key_Down)

    def book_elsewhere() -> object:
        other = sign_in(url, lambda: NOW, "reception", "Desk 9")
        try:
            return other.booking.book(Booking(request_id=request, start=at(15)), new_command_id()).changes
        finally:
            other.close()

    desk.session.changes.changed.emit(aside(desk.session.tasks, book_elsewhere))
    desk.settle()
    assert not badge.isVisible()
    assert page.model.rows == ()
    assert desk.shell.side.shown() is None, "what no longer waits is chosen no longer"


@pytest.mark.feature("BKG-3")
def test_a_request_is_withdrawn_after_a_question_and_its_history_says_so(desk: Desk, take_down: TakeDown) -> None:
    request = take_down()
    page = open_page(desk)
    desk.press(Qt.Key.Key_Down)
    panel_of(desk).foot.withdraw.click()
    (sheet,) = [one for one in panel_of(desk).findChildren(Sheet) if one.isVisible()]
    assert "Maria Silva asked for Influenza." in said(sheet)
    desk.press(Qt.Key.Key_Escape)
    assert page.model.rows
    panel_of(desk).foot.withdraw.click()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.model.rows == ()
    notice = desk.find("notice_text")
    assert isinstance(notice, QLabel)
    assert notice.text() == "The request of Maria Silva is withdrawn."
    clinic = desk.session.clinic
    assert clinic is not None
    view = aside(desk.session.tasks, lambda: clinic.requests.view(request))
    assert view.line.state is RequestState.REVOKED
    assert [entry.action for entry in view.history] == ["withdraw", "take-request"]


@pytest.mark.feature("BKG-3")
def test_a_request_that_somebody_else_booked_meanwhile_is_not_withdrawn(
    desk: Desk, take_down: TakeDown, url: str
) -> None:
    request = take_down()
    open_page(desk)
    desk.press(Qt.Key.Key_Down)
    panel_of(desk).withdraw()

    def book_elsewhere() -> None:
        other = sign_in(url, lambda: NOW, "reception", "Desk 9")
        other.booking.book(Booking(request_id=request, start=at(15)), new_command_id())
        other.close()

    aside(desk.session.tasks, book_elsewhere)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    clinic = desk.session.clinic
    assert clinic is not None
    view = aside(desk.session.tasks, lambda: clinic.requests.view(request))
    assert view.line.state is RequestState.COMPLETED


def test_escape_closes_the_panel_and_the_list_has_the_focus(desk: Desk, take_down: TakeDown) -> None:
    take_down()
    page = open_page(desk)
    desk.press(Qt.Key.Key_Down)
    assert desk.shell.side.shown() is panel_of(desk)
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.side.shown() is None
    assert page.table.hasFocus()


def test_the_panel_belongs_to_its_page_and_comes_back_with_it(desk: Desk, take_down: TakeDown) -> None:
    take_down()
    open_page(desk)
    desk.press(Qt.Key.Key_Down)
    desk.go("calendar")
    assert desk.shell.side.shown() is None
    desk.go("requests")
    assert desk.shell.side.shown() is panel_of(desk)


@pytest.mark.feature("UX-2")
@pytest.mark.parametrize("by_key", [True, False])
def test_the_menu_is_for_the_request_chosen_or_for_the_one_under_the_pointer(
    desk: Desk, take_down: TakeDown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, by_key: bool
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_where: None)  # no screen to show it on
    first = take_down()
    take_down("b.b")
    page = open_page(desk)
    desk.press(Qt.Key.Key_Down)
    assert panel_of(desk).request_id == first
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    receiver = page.table if by_key else page.table.viewport()
    # By key Qt gives a place in the whole table, header and all, where another request stands in the rows' own.
    point = page.table.visualRect(page.model.index(1 if by_key else 0, 0)).center()
    QApplication.sendEvent(receiver, QContextMenuEvent(reason, point, receiver.mapToGlobal(point)))
    menu = page.findChild(QMenu, "request_menu")
    assert menu is not None
    with qtbot.waitSignal(page.withdraw_wanted) as wanted:
        menu.actions()[1].trigger()
    menu.deleteLater()
    assert wanted.args == [first]


@pytest.mark.feature("UX-2")
def test_insert_takes_a_request_down_and_delete_asks_to_withdraw_the_one_chosen(
    desk: Desk, take_down: TakeDown, qtbot: QtBot
) -> None:
    request = take_down()
    page = open_page(desk)
    desk.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(page.withdraw_wanted) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert wanted.args == [request]
    desk.settle()
    assert panel_of(desk).findChild(Sheet) is not None, "it is asked before anything is done"
    with qtbot.waitSignal(page.take_down_wanted):
        QTest.keyClick(page.table, Qt.Key.Key_Insert)


@pytest.mark.feature("UX-2")
def test_what_the_panel_shows_is_marked_in_the_list(desk: Desk, take_down: TakeDown) -> None:
    request = take_down()
    page = open_page(desk)
    page.new_button.setFocus()
    page.table.setFocus()
    desk.settle()
    assert panel_of(desk).request_id == request
    assert [index.row() for index in page.table.selectionModel().selectedRows()] == [0]


def test_the_panel_of_a_booked_request_leads_to_its_appointment(desk: Desk, take_down: TakeDown) -> None:
    request = take_down()
    open_page(desk)
    clinic = desk.session.clinic
    assert clinic is not None
    booked = aside(
        desk.session.tasks, lambda: clinic.booking.book(Booking(request_id=request, start=at(15)), new_command_id())
    )
    panel = panel_of(desk)
    panel.show_request(request)
    desk.shell.side.show_panel(panel)
    desk.settle()
    assert not panel.foot.isVisible()
    link = desk.find(f"request_appointment_{booked.appointment_id}")
    link.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.shell.journeys.chosen == booked.appointment_id
    assert desk.shell.journeys.calendar.isVisible()


@pytest.mark.feature("UX-6")
def test_nothing_waiting_and_no_answer_are_said_with_what_to_do(
    desk: Desk, take_down: TakeDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(desk)
    assert "No requests wait" in said(page)
    clinic = desk.session.clinic
    assert clinic is not None

    def lost(*_given: object) -> object:
        raise Unavailable("database.lost", path="the clinic")

    with monkeypatch.context() as broken:
        broken.setattr(clinic.requests, "open", lost)
        page.reload()
        desk.settle()
    assert "The requests cannot be shown" in said(page)
    take_down()
    desk.find("requests_again").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert len(page.model.rows) == 1


def test_names_and_notes_are_shown_as_typed_and_obeyed_nowhere(desk: Desk, take_down: TakeDown) -> None:
    take_down("x.x", first_name="<b>Eve</b>", last_name="&amp;", note="<img src=x> " + "long " * 600)
    page = open_page(desk)
    assert row(page, 0)[1][0] == "<b>Eve</b> &amp;"
    desk.press(Qt.Key.Key_Down)
    assert "<b>Eve</b> &amp;" in said(panel_of(desk))
    assert "<img src=x> long" in said(panel_of(desk))


def test_only_requests_of_the_center_that_is_shown_stand_in_the_list(desk: Desk) -> None:
    desk.session.lock()
    desk.session.sign_in("manager", "demo")
    desk.settle()
    clinic = desk.session.clinic
    assert clinic is not None

    def take() -> None:
        clinic.booking.take_request(influenza(maria(clinic)), new_command_id())
        wish = Booking(service_id=TRAVEL, center_id=RIVERSIDE, consumer_id=maria(clinic, "b.b"))
        clinic.booking.take_request(wish, new_command_id())

    aside(desk.session.tasks, take)
    page = open_page(desk)
    assert len(page.model.rows) == 2
    desk.shell.show_center(2)
    desk.settle()
    assert not page.model.rows
