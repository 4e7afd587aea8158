"""Clinicians accept or reject what they are given, consumers confirm it, and both are told (TSK-2, TSK-3)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Outbox, Task
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, StaffMessage, Status, TaskState
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.appointment import AppointmentView
from tests.faults.told import mistold
from tests.little import CHEN, ROY, SOUZA, Clock, at, influenza, maria, sign_in
from tests.services.test_acting import booked, take
from tests.services.test_answering import kinds, requested
from tests.services.test_by_link import decide, take_back, together, told_staff, with_addresses

A, S = Action, Status


def stands(view: AppointmentView) -> tuple[object, ...]:
    """What was answered of it, beside its status."""
    return view.status, view.task, view.task_accepted_at, view.consumer_confirmed_at


@pytest.fixture
def doctor(clinic: Clinic, clock: Clock) -> Iterator[Clinic]:
    """Dr Chen at a desk of her own."""
    desk = sign_in(clinic.desk.database.url, clock, "clinician", "Room 1")
    yield desk
    desk.close()


@pytest.mark.feature("TSK-1", "TSK-2", "TSK-3")
def test_an_accepted_and_confirmed_appointment_says_so_until_it_moves(clinic: Clinic, doctor: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(doctor, A.ACCEPT_TASK, appointment)
    take(clinic, A.CONSUMER_CONFIRMS, appointment)
    now = clinic.now()
    assert stands(clinic.appointments.view(appointment)) == (S.BOOKED, TaskState.ACCEPTED, now, now)
    for action, desk, code in (
        (A.ACCEPT_TASK, doctor, "task.accepted"),
        (A.CONSUMER_CONFIRMS, clinic, "answer.confirmed"),
    ):
        offer = next(one for one in desk.appointments.view(appointment).offers if one.action is action)
        assert (offer.allowed, offer.why_not) == (False, code)
        with pytest.raises(RuleBroken, match=code):
            take(desk, action, appointment)
    take(clinic, A.REASSIGN, appointment, clinician_id=ROY)
    assert stands(clinic.appointments.view(appointment)) == (S.BOOKED, TaskState.ASSIGNED, None, now)
    take_back(clinic, appointment)
    assert stands(clinic.appointments.view(appointment)) == (S.BOOKED, TaskState.ACCEPTED, now, now)
    take(clinic, A.RESCHEDULE, appointment, start=at(16))
    assert stands(clinic.appointments.view(appointment)) == (S.PENDING, TaskState.ASSIGNED, None, None)
    take(clinic, A.CONSUMER_ACCEPTS, appointment)
    assert stands(clinic.appointments.view(appointment)) == (S.BOOKED, TaskState.ASSIGNED, None, now)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-2")
def test_a_rejected_task_keeps_its_time_and_room_and_goes_to_who_is_free(
    clinic: Clinic, doctor: Clinic, clock: Clock
) -> None:
    with_addresses(clinic)
    appointment = booked(clinic, 15, 0)
    take(doctor, A.ACCEPT_TASK, appointment)
    with pytest.raises(RuleBroken, match="remark.required") as problem:
        take(doctor, A.REJECT_TASK, appointment, remark="  ")
    assert problem.value.fields == ("remark",)
    take(doctor, A.REJECT_TASK, appointment, remark="On leave then")
    view = clinic.appointments.view(appointment)
    assert (view.start, view.room, view.clinician) == (at(15), "Room 1", "")
    assert stands(view) == (S.PROPOSED, TaskState.PENDING_DISPATCH, None, None)
    assert view.rejected is not None
    assert (view.rejected.by, view.rejected.at, view.rejected.why) == ("Dr Mei Chen", clock(), "On leave then")
    assert told_staff(clinic) == [(StaffMessage.TASK_REJECTED, SOUZA)]
    assert kinds(clinic, appointment)[0] == "confirmation"
    other = clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())
    assert other.clinician_id == CHEN
    with pytest.raises(RuleBroken, match=r"slot\."):
        take(clinic, A.ACCEPT, appointment, clinician_id=CHEN)
    take(clinic, A.ACCEPT, appointment, clinician_id=ROY)
    after = clinic.appointments.view(appointment)
    assert (after.status, after.clinician, after.start, after.rejected) == (S.BOOKED, "Nurse Iris Roy", at(15), None)
    assert [kind for kind in kinds(clinic, appointment) if kind != "task-rejected"] == ["confirmation", "reassigned"]
    assert mistold(clinic.desk.database) == []
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-2")
def test_a_request_that_its_clinician_rejects_is_confirmed_when_another_takes_it(clinic: Clinic, boss: Clinic) -> None:
    """The consumer was not told of that time before, so it is no other clinician for them."""
    appointment = requested(clinic)
    take(boss, A.REJECT_TASK, appointment, remark="Not mine")
    take(clinic, A.ACCEPT, appointment, clinician_id=CHEN)
    assert kinds(clinic, appointment) == ["request-received", "confirmation"]
    assert mistold(clinic.desk.database) == []


@pytest.mark.feature("TSK-2")
def test_one_that_is_rejected_again_by_the_next_is_given_to_another_and_not_confirmed(
    clinic: Clinic, boss: Clinic
) -> None:
    appointment = booked(clinic, 15, 0)
    take(boss, A.REJECT_TASK, appointment, remark="On leave then")
    take(clinic, A.REASSIGN, appointment, clinician_id=ROY)
    take(boss, A.REJECT_TASK, appointment, remark="No more")
    take(clinic, A.ACCEPT, appointment, clinician_id=CHEN)
    assert kinds(clinic, appointment) == ["confirmation", "reassigned", "reassigned"]
    assert mistold(clinic.desk.database) == []


@pytest.mark.feature("TSK-2", "TSK-3")
def test_what_is_over_is_neither_accepted_nor_rejected_nor_confirmed(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    appointment, waits = booked(clinic), requested(clinic, 11)
    take(boss, A.REJECT_TASK, waits, remark="Not mine")
    with pytest.raises(RuleBroken, match=r"task\.nobody"):
        take(boss, A.REJECT_TASK, waits, remark="Twice")
    clock.to(10, 49)
    take(boss, A.ACCEPT_TASK, appointment)
    clock.to(10, 50)
    for action in (A.REJECT_TASK, A.CONSUMER_CONFIRMS):
        with pytest.raises(RuleBroken, match=r"task\.over"):
            take(boss, action, appointment, remark="Late")
    clock.to(11, 30)
    assert clinic.appointments.view(waits).rejected is not None
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-2", "TSK-3")
def test_clinicians_are_told_what_others_give_them_where_the_clinic_wishes_it(clinic: Clinic, doctor: Clinic) -> None:
    with_addresses(clinic)
    quiet = booked(clinic, 11, 0)
    take(clinic, A.REASSIGN, quiet, clinician_id=ROY)
    assert told_staff(clinic) == []
    decide(clinic, tasks__tell_clinicians=True)
    appointment = booked(clinic, 15, 0)
    take(clinic, A.REASSIGN, appointment, clinician_id=ROY)
    take(clinic, A.RESCHEDULE, appointment, start=at(16), agreed=True)
    take(clinic, A.CHECK_IN, appointment)
    wish = influenza(maria(clinic), clinician_id=CHEN, start=at(14))
    own = doctor.booking.book(wish, new_command_id()).appointment_id
    take(doctor, A.RESCHEDULE, own, start=at(14, 30), agreed=True)
    assert told_staff(clinic) == [(StaffMessage.TASK_ASSIGNED, one) for one in (CHEN, ROY, ROY)]
    take(clinic, A.CANCEL, own, cancel_class=CancelClass.CLINIC)
    take_back(clinic, own)
    take(clinic, A.CANCEL, own, cancel_class=CancelClass.CONSUMER)
    assert told_staff(clinic)[3:] == [(StaffMessage.CONSUMER_ANSWERED, CHEN)]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-2")
def test_what_is_undone_tells_nobody(clinic: Clinic, doctor: Clinic) -> None:
    with_addresses(clinic)
    appointment = booked(clinic, 15, 0)
    take(doctor, A.REJECT_TASK, appointment, remark="On leave")
    take_back(doctor, appointment)
    view = clinic.appointments.view(appointment)
    assert (view.status, view.clinician, view.rejected) == (S.BOOKED, "Dr Mei Chen", None)
    with clinic.desk.database.read() as connection:
        states = connection.execute(select(Outbox.state).where(Outbox.staff_id.is_not(None))).scalars().all()
    assert states == ["superseded"]
    assert mistold(clinic.desk.database) == []
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-2")
def test_of_two_desks_that_answer_one_task_one_is_told_it_was_too_late(
    clinic: Clinic, doctor: Clinic, boss: Clinic
) -> None:
    """Accepted and rejected, rejected and reassigned, given to two clinicians, at the same moment."""
    accepts, rejects = Act(A.ACCEPT_TASK, 0, 1), Act(A.REJECT_TASK, 0, 1, remark="Ill")
    gives = Act(A.REASSIGN, 0, 1, clinician_id=ROY)
    races = ((accepts, rejects), (rejects, gives), (rejects, rejects), (accepts, Act(A.CANCEL, 0, 1)))
    for hour, acts in enumerate(races, 11):
        appointment = booked(clinic, hour, 0)
        told = together([calling(desk, one, appointment) for desk, one in zip((doctor, boss), acts, strict=True)])
        assert sorted(told) == ["changed.elsewhere", "saved"], acts
    waits = booked(clinic, 16, 0)
    take(doctor, A.REJECT_TASK, waits, remark="Ill")
    give = [Act(A.ACCEPT, 0, 2, clinician_id=one) for one in (CHEN, ROY)]
    told = together([calling(desk, one, waits) for desk, one in zip((clinic, boss), give, strict=True)])
    assert sorted(told) == ["changed.elsewhere", "saved"]
    assert verify(clinic.desk.database) == ()
    assert mistold(clinic.desk.database) == []


def calling(desk: Clinic, act: Act, appointment: int) -> Callable[[], object]:
    """That action on that appointment, not taken yet."""
    return lambda: desk.appointments.act(replace(act, appointment_id=appointment), new_command_id())


@pytest.mark.feature("TSK-1", "TSK-2")
def test_a_task_that_says_another_thing_than_its_appointment_is_found(clinic: Clinic) -> None:
    booked(clinic, 15, 0)
    said = update(Task).values(state=TaskState.ACCEPTED)
    clinic.desk.database.write(lambda connection: connection.execute(said))
    assert [one.code for one in verify(clinic.desk.database)] == ["task.disagrees"]
