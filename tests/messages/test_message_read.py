"""What a message tells is how the change that it tells of left the appointment, whatever happened since."""

from typing import Any

import pytest
from sqlalchemy import select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.qr import Kind, read_text
from frontdesk.rules.words import Action, MessageKind, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.views.message import MessageView, printed
from frontdesk.views.message_read import read_messages
from tests.little import CHEN, at, influenza, maria


def messages(clinic: Clinic) -> tuple[MessageView, ...]:
    with clinic.desk.database.read() as connection:
        ids = connection.execute(select(t.Outbox.id).order_by(t.Outbox.id)).scalars().all()
        return read_messages(connection, ids)


def act(clinic: Clinic, action: Action, one: int, version: int, **more: Any) -> int:
    done = clinic.appointments.act(Act(action, one, version, notify=True, **more), new_command_id())
    return done.version


def change(clinic: Clinic, message: int, **values: Any) -> None:
    wanted = update(t.Outbox).where(t.Outbox.id == message).values(**values)
    clinic.desk.database.write(lambda connection: connection.execute(wanted))


@pytest.mark.feature("MSG-2")
def test_each_message_tells_its_own_change_and_the_time_before(clinic: Clinic) -> None:
    wish = influenza(maria(clinic), clinician_id=CHEN, start=at(15), notify=True)
    booked = clinic.booking.book(wish, new_command_id())
    version = act(clinic, Action.RESCHEDULE, booked.appointment_id, 1, start=at(16), agreed=True, message="Sorry")
    act(clinic, Action.CANCEL, booked.appointment_id, version)
    first, moved, gone = messages(clinic)
    assert [one.version for one in (first, moved, gone)] == [1, 2, 3]
    assert [one.kind for one in (first, moved, gone)] == [
        *(MessageKind.CONFIRMATION, MessageKind.RESCHEDULED, MessageKind.CANCELLED)
    ]
    assert (first.start, first.status, first.was_wall_start) == (at(15), Status.BOOKED, None)
    assert moved.was_wall_start == at(15).replace(tzinfo=None)
    assert (moved.start, moved.texts) == (at(16), ("Sorry",))
    assert gone.status is Status.CANCELLED
    assert first.clinician == "Dr Mei Chen"
    assert first.what_to_bring == "Your vaccination card"
    assert first.qr != moved.qr
    read = read_text(first.qr, "RVRSD", "ab" * 32)
    assert read.kind is Kind.OURS
    sheet = printed(first, "en")
    assert sheet is not None
    assert (sheet.offset, sheet.code) == ("+00:00", first.code)


@pytest.mark.feature("MSG-2")
def test_a_message_that_supersedes_others_says_their_words_and_the_time_the_consumer_knew(clinic: Clinic) -> None:
    wish = influenza(maria(clinic), clinician_id=CHEN, start=at(15), notify=True)
    one = clinic.booking.book(wish, new_command_id()).appointment_id
    version = act(clinic, Action.RESCHEDULE, one, 1, start=at(16), agreed=True, message="First")
    act(clinic, Action.RESCHEDULE, one, version, start=at(14), agreed=True, message="Second")
    _, middle, last = messages(clinic)
    change(clinic, middle.id, superseded_by=last.id)
    told = messages(clinic)[-1]
    assert told.texts == ("First", "Second")
    assert told.was_wall_start == at(15).replace(tzinfo=None)


@pytest.mark.feature("MSG-2")
def test_odd_rows_are_told_as_far_as_they_go(clinic: Clinic) -> None:
    clinic.booking.book(influenza(maria(clinic), start=at(15), notify=True), new_command_id())
    (view,) = messages(clinic)
    for payload in (["x"], "text", {"message": 7}, {}, {"request": "x"}):
        change(clinic, view.id, payload=payload, kind="of-old")
        (told,) = messages(clinic)
        assert (told.kind, told.texts) == (MessageKind.MESSAGE, ())
    change(clinic, view.id, appointment_id=None, payload={"message": "Hello"})
    (told,) = messages(clinic)
    assert (told.appointment_id, told.code, told.texts) == (None, "", ("Hello",))


@pytest.mark.feature("MSG-2")
def test_a_request_without_an_appointment_is_told_by_what_was_asked_for(clinic: Clinic) -> None:
    clinic.booking.take_request(influenza(maria(clinic), note="In the morning", notify=True), new_command_id())
    (view,) = messages(clinic)
    assert (view.kind, view.service, view.center) == (MessageKind.REQUEST_RECEIVED, "Influenza", "Riverside")
    assert view.start is None
    assert printed(view, "en") is None
