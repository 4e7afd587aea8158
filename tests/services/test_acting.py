"""Acting on an appointment: what the table allows, by whom, from which version; and what is left behind."""

from itertools import product

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Outbox
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.transitions import TABLE
from frontdesk.rules.words import Action, CancelClass, Status, TaskState
from frontdesk.services.effects import EFFECTS
from frontdesk.services.forms import Act, Acted, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, ROY, Clock, at, influenza, maria, sign_in


def take(clinic: Clinic, action: Action, appointment: int, **more: object) -> Acted:
    """Take an action on what the screen shows now."""
    version = clinic.appointments.view(appointment).version
    act = Act(**{"action": action, "appointment_id": appointment, "version": version, **more})  # type: ignore[arg-type]
    return clinic.appointments.act(act, new_command_id())


def booked(clinic: Clinic, hour: int = 10, minute: int = 30, clinician: int = CHEN) -> int:
    consumer = maria(clinic, f"maria.{hour}.{minute}")
    booking = influenza(consumer, clinician_id=clinician, start=at(hour, minute))
    return clinic.booking.book(booking, new_command_id()).appointment_id


@pytest.mark.feature("ACT-10", "ACT-11", "TSK-1")
def test_a_visit_from_arrival_to_completion(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    clock.to(10, 28)
    take(clinic, Action.CHECK_IN, appointment)
    clock.to(10, 31)
    take(doctor, Action.COMMENCE, appointment)
    assert clinic.appointments.view(appointment).task is TaskState.IN_PROGRESS
    clock.to(10, 47)
    take(doctor, Action.COMPLETE, appointment, reason_id=2, remark="No reaction")
    doctor.close()
    view = clinic.appointments.view(appointment)
    assert (view.status, view.task, view.version) == (Status.FULFILLED, TaskState.CLOSED_COMPLETE, 4)
    assert (view.arrived_at, view.taken_start, view.taken_end) == (at(10, 28), at(10, 31), at(10, 47))
    assert (view.outcome_reason, view.outcome_remark, view.late) == ("As planned", "No reaction", False)
    assert [line.action for line in view.history] == ["complete", "commence", "check-in", "book"]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-13")
def test_check_in_and_commence_can_be_taken_back(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    take(clinic, Action.CHECK_IN, appointment)
    take(doctor, Action.COMMENCE, appointment)
    assert take(doctor, Action.STEP_BACK, appointment).status is Status.ARRIVED
    doctor.close()
    assert take(clinic, Action.STEP_BACK, appointment).status is Status.BOOKED
    view = clinic.appointments.view(appointment)
    assert (view.arrived_at, view.commenced_at, view.task) == (None, None, TaskState.ASSIGNED)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-13")
def test_who_left_without_being_seen_and_who_came_late_are_recorded(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    clock.to(10, 45)
    take(clinic, Action.CHECK_IN, appointment)
    assert clinic.appointments.view(appointment).late
    take(clinic, Action.LEFT, appointment)
    view = clinic.appointments.view(appointment)
    assert (view.status, view.cancel_class) == (Status.CANCELLED, CancelClass.LEFT)


def test_cancelling_frees_the_slot_tells_the_consumer_and_marks_it_late(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(clinic, Action.CANCEL, appointment, cancel_class=CancelClass.CONSUMER, reason_id=1, message="Get well")
    view = clinic.appointments.view(appointment)
    assert (view.cancel_class, view.cancel_reason, view.late) == (CancelClass.CONSUMER, "Ill", True)
    assert view.history[0].message == "Get well"
    assert view.history[0].sent == ("cancelled email maria.15.0@example.org waiting",)
    again = clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())
    assert again.start == at(15)
    assert verify(clinic.desk.database) == ()


def test_nobody_is_told_when_the_desk_says_so(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(clinic, Action.CANCEL, appointment, notify=False)
    with clinic.desk.database.read() as connection:
        kinds = connection.execute(select(Outbox.kind).where(Outbox.appointment_id == appointment)).scalars().all()
    assert kinds == ["confirmation"]


def test_a_stale_screen_is_told_what_changed_and_overwrites_nothing(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic, 15, 0)
    other = sign_in(clinic.desk.database.url, clock, "manager", desk="Desk 2")
    take(other, Action.CANCEL, appointment, cancel_class=CancelClass.CLINIC)
    other.close()
    with pytest.raises(ChangedElsewhere) as stale:
        clinic.appointments.act(Act(Action.CHECK_IN, appointment, version=1), new_command_id())
    assert (stale.value.by, stale.value.now) == ("Bo Ss", 2)
    assert stale.value.changes["status"] == ("booked", "cancelled")
    assert clinic.appointments.view(appointment).status is Status.CANCELLED


def test_a_repeated_command_acts_once(clinic: Clinic) -> None:
    appointment, command = booked(clinic), new_command_id()
    act = Act(Action.CHECK_IN, appointment, version=1)
    first = clinic.appointments.act(act, command)
    assert clinic.appointments.act(act, command) == first
    assert clinic.appointments.view(appointment).version == 2


def test_what_needs_a_question_is_asked_first(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic, 15, 0)
    manager = sign_in(clinic.desk.database.url, clock, "manager")
    with pytest.raises(RuleBroken, match="confirm.before-start"):
        take(manager, Action.COMPLETE, appointment)
    assert take(manager, Action.COMPLETE, appointment, confirmed=True).status is Status.FULFILLED
    manager.close()


def test_no_show_only_after_the_start(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic, 15, 0)
    with pytest.raises(RuleBroken, match="not.before-start"):
        take(clinic, Action.NO_SHOW, appointment)
    clock.to(15, 30)
    take(clinic, Action.NO_SHOW, appointment)
    view = clinic.appointments.view(appointment)
    assert (view.status, view.task, view.consumer_no_shows) == (Status.NOSHOW, TaskState.CLOSED_INCOMPLETE, 1)


def test_reopening_gives_the_outcome_to_history_and_needs_the_slot_free(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    manager = sign_in(clinic.desk.database.url, clock, "manager")
    clock.to(11)
    take(manager, Action.COMPLETE, appointment, remark="Fine")
    take(manager, Action.REOPEN, appointment)
    view = clinic.appointments.view(appointment)
    assert (view.status, view.past, view.outcome_remark) == (Status.BOOKED, True, "")
    assert ("outcome_remark", "Fine", "") in view.history[0].changes
    assert verify(clinic.desk.database) == ()
    manager.close()


@pytest.mark.parametrize(
    ("who", "code"), [("reception", "not.your-role"), ("nurse", "not.yours"), ("clinician", None), ("manager", None)]
)
def test_only_the_clinician_or_a_manager_commences(clinic: Clinic, clock: Clock, who: str, code: str | None) -> None:
    appointment = booked(clinic)
    person = sign_in(clinic.desk.database.url, clock, who)
    if code is None:
        assert take(person, Action.COMMENCE, appointment).status is Status.CHECKED_IN
    else:
        with pytest.raises(RuleBroken, match=code):
            take(person, Action.COMMENCE, appointment)
    person.close()


@pytest.mark.feature("APT-9")
def test_what_is_offered_is_what_is_allowed(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic, 10, 30, ROY)
    for who in ("reception", "clinician", "nurse", "manager"):
        person = sign_in(clinic.desk.database.url, clock, who)
        for offer in person.appointments.view(appointment).offers:
            act = Act(offer.action, appointment, version=1, confirmed=True)
            if not offer.allowed:
                with pytest.raises(RuleBroken) as refused:
                    person.appointments.act(act, new_command_id())
                assert refused.value.code == offer.why_not
        person.close()
    assert clinic.appointments.view(appointment).version == 1


def test_every_action_that_is_offered_can_be_taken() -> None:
    assert set(EFFECTS) == {row.action for row in TABLE if None not in row.sources}


def test_what_the_table_does_not_know_is_refused_and_changes_nothing(clinic: Clinic, clock: Clock) -> None:
    manager = sign_in(clinic.desk.database.url, clock, "manager")
    appointment = booked(clinic, 10, 25)
    known = {(source, row.action) for row in TABLE for source in row.sources}
    for action in Action:
        if (Status.BOOKED, action) in known:
            continue
        with pytest.raises(RuleBroken, match="not.from-here"):
            take(manager, action, appointment, confirmed=True)
    assert manager.appointments.view(appointment).version == 1
    manager.close()


def test_every_status_and_action_of_the_table_has_one_row() -> None:
    rows = [(source, row.action) for row in TABLE for source in row.sources]
    assert len(rows) == len(set(rows))
    assert {action for _, action in rows} == set(Action)
    assert not [
        (status, action) for status, action in product([Status.ENTERED_IN_ERROR], Action) if (status, action) in rows
    ]
