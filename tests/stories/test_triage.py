"""A scheduler's morning of requests, by keyboard alone: accept, decline, too late, and taken for now."""

import pytest
from PySide6.QtCore import Qt

from frontdesk.clinic import Clinic
from frontdesk.rules.words import MessageKind, OutboxState, RequestKind, RequestState, Source, Status
from frontdesk.services.forms import AcceptRequest, Booking, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, CONSULTATION, RIVERSIDE, Clock, at, influenza, maria, sign_in
from tests.stories.conftest import Window
from tests.stories.today import CTRL, ENTER, clinic_of
from ui.requests.page import RequestsPage
from ui.requests.panel import RequestPanel

SORRY = "No room this week, please call on Monday"


def _ask(desk: Clinic, name: str, **wish: object) -> int:
    """A request of somebody new, taken down at another desk."""
    first, last = name.split(" ")
    who = maria(desk, first.lower(), first_name=first, last_name=last)
    booking = {"service_id": CONSULTATION, "center_id": RIVERSIDE, "consumer_id": who, "source": Source.PHONE}
    return desk.booking.take_request(Booking(**booking | wish), new_command_id()).request_id  # type: ignore[arg-type]


def _open(window: Window, waiting: int) -> RequestsPage:
    """The requests page by its key, with so many on it."""
    window.sign_in("reception")
    window.press(Qt.Key.Key_4, CTRL)
    window.until(lambda: window.shell.findChild(RequestsPage) is not None)
    page = window.shell.findChild(RequestsPage)
    assert page is not None
    window.until(lambda: len(page.requests.model.rows) == waiting)
    return page


def _panel(window: Window, request_id: int) -> RequestPanel:
    """The panel beside the list, once it shows that request."""
    panel = window.shell.journeys.requests.panel
    window.until(lambda: panel.view is not None and panel.view.line.id == request_id)
    return panel


def _told(clinic: Clinic) -> list[str]:
    return [one.kind for one in clinic.outgoing.queue([OutboxState.WAITING])]


@pytest.mark.feature("REQ-1", "REQ-3", "REQ-4")
def test_a_morning_of_requests_is_answered_by_keys(window: Window, sqlite_url: str, clock: Clock) -> None:
    clock.to(9)
    desk = sign_in(sqlite_url, clock, "reception", "Desk 9")
    desk.booking.book(influenza(maria(desk), start=at(14), clinician_id=CHEN), new_command_id())
    first = _ask(desk, "Omar Said", clinician_id=CHEN, wanted=(at(14), at(16)))
    clock.to(10)
    second = _ask(desk, "Emma Lind", wanted=(at(9, days=2),))
    clock.to(10, 20)
    third = _ask(desk, "Amal Noor", kind=RequestKind.NOW)
    clock.to(10, 22)
    page = _open(window, 3)
    clinic = clinic_of(window)
    assert [line.id for line in page.requests.model.rows] == [first, second, third]

    page.requests.table.setFocus()
    window.press(Qt.Key.Key_Home)
    panel = _panel(window, first)
    window.until(panel.foot.accept.isEnabled)
    assert "16:00" in panel.foot.accept.text()
    window.press(ENTER)
    window.press(ENTER)
    window.until(lambda: clinic.requests.view(first).line.state is RequestState.COMPLETED)
    made = clinic.requests.view(first).appointments[0]
    assert (made.status, made.wall_start) == (Status.BOOKED, at(16).replace(tzinfo=None))

    panel = _panel(window, second)
    panel.assign.response.setFocus()
    window.type(SORRY)
    window.tab_to("decline_request_button")
    window.press(Qt.Key.Key_Space)
    window.press(ENTER)
    window.until(lambda: clinic.requests.view(second).line.declined)
    assert clinic.requests.view(second).line.response == SORRY

    _panel(window, third)
    colleague = desk.requests.open(RIVERSIDE)[-1]
    desk.requests.accept(AcceptRequest(third, colleague.version, None, CHEN), new_command_id())
    desk.close()
    window.until(lambda: page.requests.model.rows == ())
    assert _told(clinic).count(MessageKind.DECLINED) == 1
    assert verify(clinic.desk.database) == ()
