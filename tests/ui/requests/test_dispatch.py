"""What clinicians rejected, in the window: seen at once, given away by Enter and Enter, gone on every desk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Acted, new_command_id
from tests.little import CHEN, Clock, at, influenza, maria, sign_in
from tests.ui.shell.conftest import Desk, aside
from ui.appointments.reassign_sheet import ReassignSheet
from ui.requests.dispatch import DispatchList
from ui.requests.model import BELOW
from ui.requests.page import RequestsPage
from ui.widgets.table import ROW


def open_list(desk: Desk) -> DispatchList:
    """The part of the page of requests."""
    desk.go("requests")
    page = desk.shell.findChild(RequestsPage)
    assert page is not None
    page.show_part("dispatch")
    desk.settle()
    return page.dispatch


def rejected(desk: Desk, clock: Clock, user_id: str, hour: int, why: str) -> int:
    """Dr Chen has an appointment at that hour, and rejects it at another desk."""
    clinic = desk.session.clinic
    assert clinic is not None

    def work() -> Acted:
        wish = influenza(maria(clinic, user_id), start=at(hour), clinician_id=CHEN)
        made = clinic.booking.book(wish, new_command_id()).appointment_id
        with_chen = sign_in(clinic.desk.database.url, clock, "clinician", "Room 1")
        try:
            return with_chen.appointments.act(
                Act(Action.REJECT_TASK, made, 1, notify=False, remark=why), new_command_id()
            )
        finally:
            with_chen.close()

    done = aside(desk.session.tasks, work)
    desk.session.changes.changed.emit(done.changes)
    desk.settle()
    return done.appointment_id


@pytest.mark.feature("TSK-2", "REQ-1")
def test_the_desk_sees_who_rejected_what_and_why_and_gives_it_to_somebody_who_is_free(desk: Desk, clock: Clock) -> None:
    page = open_list(desk)
    assert page._state.isVisible()
    late = rejected(desk, clock, "maria.silva", 15, "At a congress")
    early = rejected(desk, clock, "ana.costa", 14, "Ill")
    assert [line.id for line in page.model.rows] == [early, late]
    cells = [page.model.index(1, column) for column in range(5)]
    assert [(cell.data(), cell.data(BELOW)) for cell in cells] == [
        ("Tue 24 Nov, 15:00", ""),
        ("Maria Silva", ""),
        ("Influenza", "Room 1"),
        ("Dr Mei Chen", "At a congress"),
        ("Today 10:22", ""),
    ]
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    desk.settle()
    (sheet,) = desk.shell.findChildren(ReassignSheet)
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    desk.settle()
    clinic = desk.session.clinic
    assert clinic is not None
    view = aside(desk.session.tasks, lambda: clinic.appointments.view(early))
    assert (view.status, view.clinician) == (Status.BOOKED, "Nurse Iris Roy")
    assert [line.id for line in page.model.rows] == [late]
    assert page.table.currentIndex().data(ROW).id == late


def test_what_another_desk_gave_away_leaves_the_list(desk: Desk, clock: Clock) -> None:
    page = open_list(desk)
    made = rejected(desk, clock, "maria.silva", 15, "At a congress")
    clinic = desk.session.clinic
    assert clinic is not None
    url = clinic.desk.database.url

    def work() -> Acted:
        other = sign_in(url, clock, "manager", "Office")
        try:
            act = Act(Action.ACCEPT, made, 2, notify=False, clinician_id=CHEN)
            return other.appointments.act(act, new_command_id())
        finally:
            other.close()

    desk.session.changes.changed.emit(aside(desk.session.tasks, work).changes)
    desk.settle()
    assert page.model.rows == ()
    assert page._state.isVisible()
