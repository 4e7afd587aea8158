"""Who is at a desk learns at once of a request to them, one that nobody took, or a task that was rejected (REQ-5)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Action, Source, StaffMessage
from frontdesk.services.forms import Act, new_command_id
from frontdesk.views.alerts import Alert
from tests.little import CHEN, LAKESIDE, NOW, RIVERSIDE, ROY, SOUZA, Clock, at, influenza, maria
from tests.messages.post import outbox

pytestmark = pytest.mark.feature("REQ-5")
ARRIVED, ESCALATED = StaffMessage.REQUEST_ARRIVED, StaffMessage.REQUEST_ESCALATED


def seen(clinic: Clinic, name: str, changes: Changes, center: int = RIVERSIDE) -> tuple[Alert, ...]:
    """What that person is told at a desk of that center."""
    clinic.sign_in(name, "demo")
    return clinic.alerts.of(changes, center)


def take(clinic: Clinic, consumer: int, **more: int) -> Changes:
    """What changes with a request that reception takes down."""
    clinic.sign_in("reception", "demo")
    return clinic.booking.take_request(influenza(consumer, **more), new_command_id()).changes


def test_a_new_request_is_news_for_those_it_is_for_and_for_nobody_else(clinic: Clinic, clock: Clock) -> None:
    def group(connection: Connection) -> int:
        one = add(connection, t.ClinicianGroup, code="nurses", name="Nurses", active=True)
        add(connection, t.ClinicianGroupMember, group_id=one, staff_id=ROY)
        return one

    nurses, consumer = clinic.desk.database.write(group), maria(clinic)
    to_chen, to_nurses = take(clinic, consumer, clinician_id=CHEN), take(clinic, consumer, clinician_group_id=nurses)
    [chens] = to_chen.requests
    assert seen(clinic, "clinician", to_chen) == (Alert(ARRIVED, chens, "Maria Silva", "Influenza", to_me=True),)
    assert seen(clinic, "nurse", to_chen) == seen(clinic, "manager", to_chen) == ()
    assert [one.to_me for one in seen(clinic, "nurse", to_nurses | to_chen)] == [True]
    clinic.sign_in("manager", "demo")
    to_any = clinic.booking.take_request(influenza(consumer), new_command_id()).changes
    assert [one.kind for one in seen(clinic, "reception", to_any)] == [ARRIVED]
    assert seen(clinic, "reception", to_any, LAKESIDE) == ()
    assert seen(clinic, "clinician", to_any) == ()
    clock.instant += timedelta(minutes=11)
    assert seen(clinic, "reception", to_any) == ()


def test_nobody_is_told_of_what_they_did_themselves_or_of_what_is_answered(clinic: Clinic) -> None:
    to_any = take(clinic, maria(clinic))
    assert seen(clinic, "reception", to_any) == ()
    [request] = to_any.requests
    clinic.sign_in("manager", "demo")
    clinic.requests.withdraw(request, 1, new_command_id())
    assert seen(clinic, "reception", to_any) == ()


def test_who_chooses_the_time_next_calls_nobody_for_it(clinic: Clinic) -> None:
    consumer = maria(clinic)
    settings = update(t.Staff).where(t.Staff.id.in_((CHEN, SOUZA))).values(email="staff@clinic.example")
    clinic.desk.database.write(lambda connection: connection.execute(settings))
    clinic.desk.database.write(lambda connection: add(connection, t.Setting, name="booking.slot_choice", value=True))
    clinic.sign_in("manager", "demo")
    booking = influenza(consumer, notify=False)
    own = clinic.booking.take_request(booking, new_command_id()).changes
    by_phone = clinic.booking.take_request(replace(booking, source=Source.PHONE), new_command_id()).changes
    wished = clinic.booking.take_request(replace(booking, wanted=(at(15),)), new_command_id()).changes
    told = {row.payload["request"] for row in outbox(clinic)}
    assert told == by_phone.requests | wished.requests
    assert {one.id for one in seen(clinic, "reception", own | by_phone | wished)} == told


@pytest.mark.feature("REQ-6")
def test_managers_learn_of_a_request_that_nobody_took(clinic: Clinic, clock: Clock) -> None:
    changes = take(clinic, maria(clinic))
    clock.instant = NOW + timedelta(minutes=31)
    clinic.sending.send_due()
    assert [one.kind for one in seen(clinic, "manager", changes)] == [ESCALATED]
    assert seen(clinic, "reception", changes) == seen(clinic, "clinician", changes) == ()


@pytest.mark.feature("TSK-2")
def test_the_desk_learns_of_a_task_that_its_clinician_rejected(clinic: Clinic) -> None:
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15), clinician_id=CHEN), new_command_id())
    clinic.sign_in("clinician", "demo")
    reject = Act(Action.REJECT_TASK, booked.appointment_id, 1, remark="I am away")
    changes = clinic.appointments.act(reject, new_command_id()).changes
    assert seen(clinic, "clinician", changes) == ()
    wall = at(15).replace(tzinfo=None)
    told = Alert(StaffMessage.TASK_REJECTED, booked.appointment_id, "Maria Silva", "Influenza", wall)
    assert seen(clinic, "reception", changes) == (told,)
    assert seen(clinic, "reception", changes, LAKESIDE) == ()
    given = Act(Action.ACCEPT, booked.appointment_id, 2, clinician_id=ROY)
    clinic.appointments.act(given, new_command_id())
    assert clinic.alerts.of(changes, RIVERSIDE) == ()
