"""What was recorded and is not so, the doses that go along, and the reasons that are given."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Outbox, Reason, Request, Setting
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, RequestState, Status, TaskState
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.services.verify import verify
from tests.faults.told import mistold
from tests.faults.visits import two_doses
from tests.little import CHEN, Clock, at, influenza, maria, sign_in
from tests.services.test_acting import booked, take
from tests.services.test_answering import told_of


@pytest.fixture
def manager(clinic: Clinic, clock: Clock) -> Clinic:
    """The little clinic with its manager at the desk."""
    clinic.sign_out()
    clinic.sign_in("manager", "demo")
    return clinic


def request_state(clinic: Clinic) -> RequestState:
    with clinic.desk.database.read() as connection:
        return connection.execute(select(Request.state)).scalars().one()


def require(clinic: Clinic, action: Action) -> None:
    setting = insert(Setting).values(name=f"{action}.reason_required", value=True)
    clinic.desk.database.write(lambda connection: connection.execute(setting))


def test_what_was_cancelled_is_restored_to_its_time(manager: Clinic) -> None:
    appointment = booked(manager, 15, 0)
    take(manager, Action.CANCEL, appointment, reason_id=1, cancel_class=CancelClass.CLINIC)
    assert request_state(manager) is RequestState.REVOKED
    take(manager, Action.RESTORE, appointment)
    view = manager.appointments.view(appointment)
    assert (view.status, view.start, view.task) == (Status.BOOKED, at(15), TaskState.ASSIGNED)
    assert (view.cancel_class, view.cancel_reason, view.late) == (None, "", False)
    assert request_state(manager) is RequestState.COMPLETED
    assert mistold(manager.desk.database) == []
    assert verify(manager.desk.database) == ()


def test_what_is_taken_since_is_not_restored_and_the_desk_is_told_who_has_it(manager: Clinic) -> None:
    appointment = booked(manager, 15, 0)
    take(manager, Action.CANCEL, appointment)
    other = influenza(maria(manager, "ana.lima", first_name="Ana"), clinician_id=CHEN, start=at(15))
    manager.booking.book(other, new_command_id())
    with pytest.raises(RuleBroken, match="slot.taken") as taken:
        take(manager, Action.RESTORE, appointment)
    way = told_of(taken.value)
    assert (way.consumer, way.clinician) == ("Ana Silva", "Dr Mei Chen")
    assert manager.appointments.view(appointment).status is Status.CANCELLED


def test_what_was_booked_again_is_not_restored_beside_it(manager: Clinic) -> None:
    appointment = booked(manager, 15, 0)
    take(manager, Action.CANCEL, appointment)
    again = Booking(request_id=manager.appointments.view(appointment).request_id, start=at(16))
    manager.booking.book(again, new_command_id())
    with pytest.raises(RuleBroken, match="restore.booked-again"):
        take(manager, Action.RESTORE, appointment)


def test_a_mistake_says_why_hides_and_frees_the_time(manager: Clinic) -> None:
    appointment = booked(manager, 15, 0)
    with pytest.raises(RuleBroken, match="reason.required") as refused:
        take(manager, Action.MISTAKE, appointment)
    assert refused.value.fields == ("reason",)
    take(manager, Action.MISTAKE, appointment, remark="Another Maria")
    view = manager.appointments.view(appointment)
    assert (view.status, view.outcome_remark, view.offers) == (Status.ENTERED_IN_ERROR, "Another Maria", ())
    assert request_state(manager) is RequestState.REVOKED
    assert manager.booking.book(influenza(maria(manager), clinician_id=CHEN, start=at(15)), new_command_id())
    assert mistold(manager.desk.database) == []
    assert verify(manager.desk.database) == ()


def test_nobody_is_told_that_a_visit_of_the_past_was_a_mistake(manager: Clinic, clock: Clock) -> None:
    appointment = booked(manager)
    clock.to(11)
    take(manager, Action.COMPLETE, appointment)
    take(manager, Action.MISTAKE, appointment, reason_id=1)
    with manager.desk.database.read() as connection:
        assert connection.execute(select(Outbox.kind)).scalars().all() == ["confirmation"]


@pytest.mark.feature("ACT-4")
@pytest.mark.parametrize(
    ("action", "later"), [(Action.CANCEL, Status.CANCELLED), (Action.MISTAKE, Status.ENTERED_IN_ERROR)]
)
def test_doses_go_and_come_back_in_their_order(manager: Clinic, action: Action, later: Status) -> None:
    two_doses(manager)
    if action is Action.CANCEL:
        with pytest.raises(RuleBroken, match="dose.later"):
            take(manager, Action.CANCEL, 2)
    take(manager, action, 1, remark="Another Maria")
    assert [manager.appointments.view(one).status for one in (1, 2)] == [later, later]
    if action is Action.CANCEL:
        with pytest.raises(RuleBroken, match="dose.alone"):
            take(manager, Action.RESTORE, 2)
        take(manager, Action.RESTORE, 1)
        take(manager, Action.RESTORE, 2)
    assert mistold(manager.desk.database) == []
    assert verify(manager.desk.database) == ()


def test_a_dose_is_restored_only_within_its_days_to_the_others(manager: Clinic) -> None:
    two_doses(manager)
    take(manager, Action.CANCEL, 1)
    take(manager, Action.RESTORE, 1)
    take(manager, Action.RESCHEDULE, 1, start=at(9, days=9), agreed=True)
    with pytest.raises(RuleBroken, match="dose.least-days"):
        take(manager, Action.RESTORE, 2)


def test_a_program_is_declined_whole_and_no_dose_of_it_waits_without_a_time(manager: Clinic) -> None:
    two_doses(manager)
    for dose in (1, 2):
        start = manager.appointments.view(dose).start
        assert start is not None
        take(manager, Action.CONSUMER_SUGGESTS, dose, suggestions=(start + timedelta(hours=1),))
    for action, code in ((Action.TO_WAITING_LIST, "dose.waitlist"), (Action.DECLINE, "dose.later")):
        assert code in {one.why_not for one in manager.appointments.view(2).offers if one.action is action}
        with pytest.raises(RuleBroken, match=code):
            take(manager, action, 2)
    take(manager, Action.DECLINE, 1)
    views = [manager.appointments.view(one) for one in (1, 2)]
    assert [(one.status, one.cancel_class) for one in views] == [(Status.CANCELLED, CancelClass.DECLINED)] * 2
    assert mistold(manager.desk.database) == []
    assert verify(manager.desk.database) == ()


def test_a_later_dose_that_was_given_stays_when_the_one_before_was_a_mistake(manager: Clinic) -> None:
    two_doses(manager)
    take(manager, Action.COMPLETE, 2, confirmed=True)
    take(manager, Action.MISTAKE, 1, remark="Given elsewhere")
    assert manager.appointments.view(2).status is Status.FULFILLED
    with pytest.raises(RuleBroken, match="dose.alone"):
        take(manager, Action.REOPEN, 2)
    assert verify(manager.desk.database) == ()


@pytest.mark.feature("ACT-4")
def test_reasons_are_asked_for_where_the_clinic_wants_them_and_are_of_the_right_list(
    manager: Clinic, clock: Clock
) -> None:
    first, second, third = booked(manager, 10, 30), booked(manager, 11, 0), booked(manager, 15, 0)
    clock.to(11, 30)
    for appointment, action in ((first, Action.COMPLETE), (second, Action.NO_SHOW), (third, Action.CANCEL)):
        with pytest.raises(RuleBroken, match="reason.unknown"):
            take(manager, action, appointment, reason_id=1 if action is not Action.CANCEL else 2)
        require(manager, action)
        with pytest.raises(RuleBroken, match="reason.required") as refused:
            take(manager, action, appointment)
        assert refused.value.fields == ("reason",)
    assert take(manager, Action.COMPLETE, first, reason_id=2).status is Status.FULFILLED
    manager.desk.database.write(lambda connection: connection.execute(update(Reason).values(active=False)))
    with pytest.raises(RuleBroken, match="reason.unknown"):
        take(manager, Action.CANCEL, third, reason_id=1)


def test_doses_that_go_along_need_no_reason_of_their_own(manager: Clinic, clock: Clock) -> None:
    require(manager, Action.CANCEL)
    two_doses(manager)
    clock.to(15)
    take(manager, Action.CHECK_IN, 1)
    take(manager, Action.LEFT, 1)
    assert [manager.appointments.view(one).status for one in (1, 2)] == [Status.CANCELLED] * 2


@pytest.mark.feature("ACT-4")
@pytest.mark.parametrize(("hours", "late"), [(4, False), (5, True)])
def test_who_cancels_inside_the_clinics_limit_is_late(manager: Clinic, hours: int, late: bool) -> None:
    limit = insert(Setting).values(name="cancel.late_hours", value=hours)
    manager.desk.database.write(lambda connection: connection.execute(limit))
    appointment = booked(manager, 15, 0)
    take(manager, Action.CANCEL, appointment)
    assert manager.appointments.view(appointment).late is late


def test_completion_is_confirmed_once_and_no_longer_when_it_is_reopened(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    clock.to(11)
    take(doctor, Action.COMPLETE, appointment)
    take(clinic, Action.CONFIRM_COMPLETION, appointment)
    assert clinic.appointments.view(appointment).completion_confirmed_at == at(11)
    with pytest.raises(RuleBroken, match="completion.confirmed"):
        take(clinic, Action.CONFIRM_COMPLETION, appointment)
    take(doctor, Action.REOPEN, appointment)
    assert clinic.appointments.view(appointment).completion_confirmed_at is None
    doctor.close()
    assert verify(clinic.desk.database) == ()
