"""A clinician rebooks a client in another zone, by keys alone, into a week in which the clocks there have changed."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, CONSULTATION, RIVERSIDE, Clock, maria, sign_in
from tests.stories.conftest import Window
from tests.stories.today import ENTER, SPACE, clinic_of, go_to, start, status
from ui.rebooking.sheet import DETAILS, LINE, REVIEW, RebookSheet

LUNCH = datetime(2027, 3, 9, 14, tzinfo=UTC)
"""A Tuesday at 14:00 in Lisbon, 09:00 in New York, which sets its clocks forward on Sunday; Lisbon two weeks later."""
WEEK_LATER = datetime(2027, 3, 16, 13, tzinfo=UTC)
"""09:00 in New York again."""


def _in_progress(url: str, clock: Clock) -> int:
    """Emma Lind of New York sits with Dr Chen."""
    clock.instant = LUNCH.replace(hour=9)
    desk = sign_in(url, clock, "reception", "Desk 9")
    emma = maria(desk, "emma", first_name="Emma", last_name="Lind", zone="America/New_York")
    wish = Booking(CONSULTATION, RIVERSIDE, emma, clinician_id=CHEN, start=LUNCH)
    number = desk.booking.book(wish, new_command_id()).appointment_id
    clock.instant = LUNCH.replace(minute=2)
    desk.appointments.act(Act(Action.CHECK_IN, number, 1), new_command_id())
    desk.close()
    clock.instant = LUNCH.replace(minute=25)
    return number


def _sheet(window: Window) -> RebookSheet:
    window.until(lambda: window.shell.journeys.rebooking.sheet is not None)
    sheet = window.shell.journeys.rebooking.sheet
    assert sheet is not None
    return sheet


@pytest.mark.feature("QCK-2", "QCK-1")
def test_a_client_in_new_york_comes_again_at_nine_by_her_own_clock(
    window: Window, sqlite_url: str, clock: Clock
) -> None:
    first = _in_progress(sqlite_url, clock)
    start(window, "clinician")
    go_to(window, first)
    window.press(SPACE)
    window.until(lambda: status(window, first) is Status.CHECKED_IN)
    go_to(window, first)
    window.press(SPACE)
    window.press(ENTER)
    window.until(lambda: status(window, first) is Status.FULFILLED)

    go_to(window, first)
    window.press(SPACE)
    sheet = _sheet(window)
    assert "14:00 Lisbon, 09:00 New York" in sheet.session.facts.accessibleName()
    window.press(ENTER)
    window.press(ENTER)
    assert sheet.at == LINE
    window.press(ENTER)
    assert sheet.at == LINE
    assert "No work schedule is chosen" in sheet.line.wrong.text()
    window.press(SPACE)
    window.press(ENTER)
    assert sheet.at == DETAILS
    sheet.details.time.day_line.selectAll()
    window.type("16 mar 2027")
    window.press(Qt.Key.Key_Tab)
    window.type("9:00")
    window.until(lambda: "13:00" in sheet.details.both.text())
    assert "Tue 16 Mar, 09:00–09:30 in New York is 13:00–13:30 in Lisbon" in sheet.details.both.text()
    window.press(ENTER)
    assert sheet.at == REVIEW
    window.press(ENTER)
    window.until(lambda: window.shell.journeys.rebooking.sheet is None)

    clinic = clinic_of(window)
    view = clinic.appointments.view(first + 1)
    assert (view.start, view.clinician_id, view.status) == (WEEK_LATER, CHEN, Status.BOOKED)
    assert view.follows is not None
    assert view.follows.appointment_id == first
    assert verify(clinic.desk.database) == ()
