"""A follow-up is booked from a completed appointment in the whole window: by key, filled in, linked both ways."""

import pytest
from PySide6.QtCore import Qt

from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, new_command_id
from tests.little import FEVER
from tests.ui.shell.conftest import Desk, aside

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _completed(desk: Desk) -> int:
    booked = desk.book(11)
    clinic = desk.session.clinic
    assert clinic is not None

    def work() -> None:
        clinic.sign_in("manager", "demo")
        clinic.appointments.act(Act(Action.COMPLETE, booked.appointment_id, 1, confirmed=True), new_command_id())
        clinic.sign_in("reception", "demo")

    aside(desk.session.tasks, work)
    return booked.appointment_id


@pytest.mark.feature("ACT-12")
def test_a_follow_up_is_booked_by_key_with_everything_filled_in(desk: Desk) -> None:
    first = _completed(desk)
    journeys = desk.shell.journeys
    journeys.go_to(first)
    desk.settle()
    desk.press(Qt.Key.Key_B, _CTRL_SHIFT)
    form, completed = journeys.booking, journeys.panel.view
    assert completed is not None
    assert completed.follow_up is not None
    assert (form.accessibleName(), form.draft.follows_id) == ("Book follow-up", first)
    order = form.draft._order.booking()
    assert (order.consumer_id, order.service_id, order.center_id) == (
        completed.consumer_id,
        completed.service_id,
        completed.center_id,
    )
    assert form.fields.clinician_id() == completed.clinician_id
    assert form.fields.questions.answers() == {}
    form.submit()  # goes to the required question, the only thing missing
    desk.settle()
    desk.type("n")
    assert form.fields.questions.answers() == {FEVER: "no"}
    form.submit()
    desk.settle()
    made = journeys.panel.view
    assert made is not None
    assert made.status is Status.BOOKED
    assert made.follows is not None
    assert made.follows.appointment_id == first
    assert "follows_link" in [link.objectName() for link in journeys.panel.facts.links]
    journeys.panel.facts.appointment_wanted.emit(first)
    desk.settle()
    assert "follow_up_link" in [link.objectName() for link in journeys.panel.facts.links]


@pytest.mark.feature("ACT-12")
def test_another_time_pointed_at_keeps_what_is_followed_up(desk: Desk) -> None:
    first = _completed(desk)
    journeys = desk.shell.journeys
    journeys.bookings.follow_up(first)
    desk.settle()
    form = journeys.booking
    start = form.fields.time.start
    assert start is not None
    assert form.draft.follows_id == first
    journeys.bookings.book_at(1, start, None)
    desk.settle()
    assert form.draft.follows_id == first
    form.footer.question.meant.emit()
    journeys.bookings.book()
    desk.settle()
    assert form.draft.follows_id is None
