"""A clinician rejects what was given to them; the desk gives it to somebody else, and the consumer is told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Action, MessageKind, OutboxState, StaffMessage, Status, TaskState
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, ROY, Clock, sign_in
from tests.stories.conftest import Window
from tests.stories.today import CTRL, ENTER, book, clinic_of, said, status
from ui.requests.page import RequestsPage

WHY = "I am at the hospital that morning"


def _booked(url: str, clock: Clock) -> int:
    """Tom Brien, two days ahead with Dr Chen, booked at another desk."""
    clock.to(8)
    desk = sign_in(url, clock, "reception", "Desk 9")
    number = book(desk, "Tom Brien", 10, CHEN, days=2)
    desk.close()
    clock.to(10, 22)
    return number


def _reject(url: str, clock: Clock, number: int) -> None:
    """Dr Chen says no in the consulting room."""
    room = sign_in(url, clock, "clinician", "Consulting rooms")
    version = room.appointments.view(number).version
    room.appointments.act(Act(Action.REJECT_TASK, number, version, remark=WHY), new_command_id())
    room.close()


def _requests(window: Window) -> RequestsPage:
    page = window.shell.findChild(RequestsPage)
    assert page is not None
    return page


@pytest.mark.feature("TSK-2", "REQ-5")
def test_what_is_rejected_comes_back_to_the_desk_and_is_given_to_a_colleague(
    window: Window, sqlite_url: str, clock: Clock
) -> None:
    number = _booked(sqlite_url, clock)
    window.sign_in("reception")
    window.press(Qt.Key.Key_4, CTRL)
    window.until(lambda: window.shell.findChild(RequestsPage) is not None)
    _reject(sqlite_url, clock, number)
    page = _requests(window)
    window.until(lambda: len(page.dispatch.model.rows) == 1)
    assert status(window, number) is Status.PROPOSED
    window.until(lambda: "Tom Brien" in said(window))

    window.click("requests_parts_dispatch")
    page.dispatch.table.setFocus()
    window.press(Qt.Key.Key_Home)
    window.until(lambda: window.shell.findChild(QWidget, "appointment_panel") is not None)
    line = page.dispatch.model.rows[0]
    assert (line.consumer, line.why) == ("Tom Brien", WHY)
    window.press(ENTER)
    window.press(ENTER)
    window.until(lambda: status(window, number) is Status.BOOKED)

    clinic = clinic_of(window)
    view = clinic.appointments.view(number)
    assert (view.clinician_id, view.task) == (ROY, TaskState.ASSIGNED)
    assert page.dispatch.model.rows == ()
    told = [one.kind for one in clinic.outgoing.queue([OutboxState.WAITING]) if one.appointment_id == number]
    assert told.count(MessageKind.REASSIGNED) == 1
    assert StaffMessage.TASK_REJECTED not in told
    assert verify(clinic.desk.database) == ()
