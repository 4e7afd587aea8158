"""Undo: the last action is taken back whole while its message has not gone out; history keeps both."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add
from frontdesk.database.tables import Outbox, Setting
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, CancelClass, OutboxState, Status, TaskState
from frontdesk.services.forms import Act, Booking, Chosen, ConsumerForm, HeldSlot, new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.appointment import AppointmentView
from tests.little import (
    CHEN,
    CONSULTATION,
    FEVER,
    INFLUENZA,
    RIVERSIDE,
    ROY,
    Clock,
    at,
    influenza,
    maria,
    program,
    sign_in,
)

pytestmark = pytest.mark.feature("APT-10")


def booked(clinic: Clinic, hour: int = 15, minute: int = 0, clinician: int = CHEN) -> int:
    consumer = maria(clinic, f"maria.{hour}.{minute}")
    booking = influenza(consumer, clinician_id=clinician, start=at(hour, minute))
    return clinic.booking.book(booking, new_command_id()).appointment_id


def take(clinic: Clinic, action: Action, appointment: int, **more: object) -> str:
    """Take an action on what the screen shows now; its command."""
    command, version = new_command_id(), clinic.appointments.view(appointment).version
    act = Act(**{"action": action, "appointment_id": appointment, "version": version, **more})  # type: ignore[arg-type]
    clinic.appointments.act(act, command)
    return command


def undo(clinic: Clinic, command: str) -> AppointmentView:
    undone = clinic.appointments.undo(command, new_command_id())
    assert verify(clinic.desk.database) == ()
    return clinic.appointments.view(undone.appointment_id)


def messages(clinic: Clinic) -> list[tuple[str, OutboxState, datetime]]:
    with clinic.desk.database.read() as connection:
        rows = connection.execute(select(Outbox.kind, Outbox.state, Outbox.next_at).order_by(Outbox.id))
        return [(row.kind, row.state, row.next_at) for row in rows]


def same(before: AppointmentView, after: AppointmentView) -> bool:
    """Whether the appointment is what it was, but for its history."""
    names = "status task start end clinician_id room arrived_at commenced_at completed_at taken_start taken_end late"
    more = "outcome_reason outcome_remark cancel_class cancel_reason overbooked overbook_reason offers"
    return all(getattr(before, name) == getattr(after, name) for name in f"{names} {more}".split())


STEPS: list[tuple[Action, list[Action], dict[str, object]]] = [
    (Action.CHECK_IN, [], {}),
    (Action.COMMENCE, [Action.CHECK_IN], {}),
    (Action.COMPLETE, [Action.CHECK_IN, Action.COMMENCE], {"reason_id": 2, "remark": "Fine"}),
    (Action.NO_SHOW, [], {"remark": "Rang twice"}),
    (Action.LEFT, [Action.CHECK_IN], {}),
    (Action.STEP_BACK, [Action.CHECK_IN], {}),
    (Action.REOPEN, [Action.CHECK_IN, Action.COMMENCE, Action.COMPLETE], {}),
    (Action.CANCEL, [], {"reason_id": 1, "cancel_class": CancelClass.CONSUMER}),
    (Action.RESCHEDULE, [], {"start": at(16), "agreed": True}),
    (Action.RESCHEDULE, [], {"start": at(16), "clinician_id": ROY}),
    (Action.REASSIGN, [], {"clinician_id": ROY}),
]


@pytest.mark.parametrize(("action", "before", "more"), STEPS, ids=[one[0].value for one in STEPS])
def test_every_action_can_be_taken_back(
    boss: Clinic, clock: Clock, action: Action, before: list[Action], more: dict[str, object]
) -> None:
    appointment = booked(boss)
    clock.to(15, 5)
    for earlier in before:
        take(boss, earlier, appointment)
    was = boss.appointments.view(appointment)
    command = take(boss, action, appointment, **more)
    clock.instant += timedelta(seconds=9)
    view = undo(boss, command)
    assert same(was, view)
    assert view.version == was.version + 2
    assert [line.action for line in view.history[:2]] == ["undone", action.value]
    assert ("undone", action.value, "") in view.history[0].changes


def test_the_message_that_waits_is_never_sent_and_others_are(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    command = take(clinic, Action.CANCEL, appointment, message="Get well")
    assert [(kind, state) for kind, state, _ in messages(clinic)] == [
        ("confirmation", OutboxState.WAITING),
        ("cancelled", OutboxState.WAITING),
    ]
    assert messages(clinic)[1][2] == clock() + timedelta(seconds=10)
    undo(clinic, command)
    assert [(kind, state) for kind, state, _ in messages(clinic)] == [
        ("confirmation", OutboxState.WAITING),
        ("cancelled", OutboxState.SUPERSEDED),
    ]


def test_cancelling_a_dose_is_taken_back_with_the_doses_after_it(clinic: Clinic) -> None:
    made = program(clinic)
    first = clinic.booking.book(
        Booking(None, RIVERSIDE, maria(clinic), program_id=made, answers={FEVER: "no"}), new_command_id()
    )
    command = take(clinic, Action.CANCEL, first.appointment_id)
    assert {clinic.appointments.view(one).status for one in first.appointments} == {Status.CANCELLED}
    undo(clinic, command)
    views = [clinic.appointments.view(one) for one in first.appointments]
    assert [view.status for view in views] == [Status.BOOKED, Status.BOOKED]
    assert [view.history[0].action for view in views] == ["undone", "undone"]


def test_who_leaves_before_the_first_dose_loses_the_later_ones_and_gets_them_back_by_undo(clinic: Clinic) -> None:
    made = program(clinic, (CONSULTATION, 0, 0), (CONSULTATION, 7, 14))
    doses = (Chosen(at(15)), Chosen(at(15, days=14)))
    wish = Booking(None, RIVERSIDE, maria(clinic), program_id=made, doses=doses)
    first, second = clinic.booking.book(wish, new_command_id()).appointments
    take(clinic, Action.CHECK_IN, first)
    command = take(clinic, Action.LEFT, first)
    assert clinic.appointments.view(second).status is Status.CANCELLED
    assert verify(clinic.desk.database) == ()
    assert undo(clinic, command).status is Status.ARRIVED
    assert clinic.appointments.view(second).status is Status.BOOKED


def test_after_a_move_is_taken_back_the_old_confirmation_holds_again(clinic: Clinic) -> None:
    appointment = booked(clinic, 11)
    old = clinic.documents.confirmation_sheet(appointment).qr
    command = take(clinic, Action.RESCHEDULE, appointment, start=at(16), agreed=True)
    new = clinic.documents.confirmation_sheet(appointment).qr
    undo(clinic, command)
    assert clinic.scanning.scan(old, RIVERSIDE).outcome != "moved"
    assert clinic.scanning.scan(new, RIVERSIDE).outcome == "moved"
    assert clinic.documents.confirmation_sheet(appointment).qr == old


def test_a_booking_made_just_now_leaves_and_its_slot_is_free_again(clinic: Clinic) -> None:
    command = new_command_id()
    appointment = clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), command)
    assert clinic.appointments.last_done() == command
    view = undo(clinic, command)
    assert (view.status, view.task) == (Status.ENTERED_IN_ERROR, TaskState.CANCELLED)
    assert messages(clinic)[0][1] is OutboxState.SUPERSEDED
    again = clinic.booking.book(influenza(maria(clinic, "rui"), clinician_id=CHEN, start=at(15)), new_command_id())
    assert again.start == appointment.start
    cards = [card for column in clinic.calendar.day(RIVERSIDE, at(15).date()).columns for card in column.cards]
    assert [card.id for card in cards] == [again.appointment_id]
    assert verify(clinic.desk.database) == ()


def test_a_request_that_waited_waits_again_when_its_booking_is_taken_back(clinic: Clinic) -> None:
    request = clinic.booking.take_request(influenza(maria(clinic)), new_command_id()).request_id
    command = new_command_id()
    clinic.booking.book(Booking(request_id=request), command)
    assert clinic.requests.open(RIVERSIDE) == ()
    undo(clinic, command)
    assert [line.id for line in clinic.requests.open(RIVERSIDE)] == [request]
    booked_again = clinic.booking.book(Booking(request_id=request), new_command_id())
    assert clinic.appointments.view(booked_again.appointment_id).status is Status.BOOKED
    assert verify(clinic.desk.database) == ()


def test_what_was_booked_again_can_be_taken_back_and_booked_again_once_more(clinic: Clinic) -> None:
    appointment = booked(clinic)
    request = clinic.appointments.view(appointment).request_id
    take(clinic, Action.CANCEL, appointment)
    command = new_command_id()
    clinic.booking.book(Booking(request_id=request), command)
    undo(clinic, command)
    assert clinic.requests.open(RIVERSIDE) == ()
    clinic.booking.book(Booking(request_id=request), new_command_id())
    assert verify(clinic.desk.database) == ()


def test_a_repeated_undo_is_answered_and_done_once(clinic: Clinic) -> None:
    appointment = booked(clinic)
    command, again = take(clinic, Action.CANCEL, appointment), new_command_id()
    first = clinic.appointments.undo(command, again)
    assert clinic.appointments.undo(command, again) == first
    assert clinic.appointments.view(appointment).version == 3
    with pytest.raises(ChangedElsewhere):
        clinic.appointments.undo(command, new_command_id())


def test_an_undo_is_not_undone(clinic: Clinic) -> None:
    command, again = take(clinic, Action.CANCEL, booked(clinic)), new_command_id()
    clinic.appointments.undo(command, again)
    assert clinic.appointments.last_done() is None
    with pytest.raises(RuleBroken, match="undo.nothing"):
        clinic.appointments.undo(again, new_command_id())


def test_too_late_is_said_and_nothing_changes(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    command = take(clinic, Action.CANCEL, appointment)
    assert clinic.appointments.last_done() == command
    clock.instant += timedelta(seconds=10)
    assert clinic.appointments.last_done() is None
    with pytest.raises(RuleBroken, match="undo.too-late"):
        clinic.appointments.undo(command, new_command_id())
    assert clinic.appointments.view(appointment).status is Status.CANCELLED


def test_the_clinic_decides_how_long(clinic: Clinic, clock: Clock) -> None:
    clinic.desk.database.write(lambda connection: add(connection, Setting, name="undo.seconds", value=60))
    command = take(clinic, Action.CANCEL, booked(clinic))
    assert messages(clinic)[1][2] == clock() + timedelta(seconds=60)
    clock.instant += timedelta(seconds=59)
    assert undo(clinic, command).status is Status.BOOKED


@pytest.mark.parametrize(
    "gone",
    [
        {"state": OutboxState.SENT, "sent_at": at(10)},
        {"state": OutboxState.FAILED},
        {"attempts": 1},
        {"claimed_by": "another desk", "claimed_until": at(10, 30)},
    ],
)
def test_a_message_that_has_gone_out_cannot_be_called_back(clinic: Clinic, gone: dict[str, object]) -> None:
    appointment = booked(clinic)
    command = take(clinic, Action.CANCEL, appointment)

    def send(connection: Connection) -> None:
        connection.execute(update(Outbox).where(Outbox.kind == "cancelled").values(**gone))

    clinic.desk.database.write(send)
    with pytest.raises(RuleBroken, match="undo.message-gone"):
        clinic.appointments.undo(command, new_command_id())
    assert clinic.appointments.view(appointment).status is Status.CANCELLED


def test_what_somebody_changed_since_is_not_overwritten(clinic: Clinic, boss: Clinic, clock: Clock) -> None:
    appointment = booked(clinic, 10, 30)
    command = take(clinic, Action.CHECK_IN, appointment)
    take(boss, Action.COMMENCE, appointment)
    with pytest.raises(ChangedElsewhere) as changed:
        clinic.appointments.undo(command, new_command_id())
    assert (changed.value.by, changed.value.changes["status"]) == ("Bo Ss", ("arrived", "checked-in"))
    assert clinic.appointments.view(appointment).status is Status.CHECKED_IN


def test_a_time_that_was_given_to_somebody_else_is_not_taken_back(clinic: Clinic, boss: Clinic) -> None:
    command = take(clinic, Action.CANCEL, booked(clinic))
    boss.booking.book(influenza(maria(boss, "rui"), clinician_id=CHEN, start=at(15)), new_command_id())
    with pytest.raises(RuleBroken, match="undo.taken"):
        clinic.appointments.undo(command, new_command_id())
    assert verify(clinic.desk.database) == ()


def test_a_time_that_another_desk_holds_is_not_taken_back(clinic: Clinic, boss: Clinic) -> None:
    command = take(clinic, Action.RESCHEDULE, booked(clinic), start=at(16), agreed=True)
    boss.holds.place(RIVERSIDE, (HeldSlot(INFLUENZA, CHEN, at(15)),), new_command_id())
    with pytest.raises(RuleBroken, match="undo.taken"):
        clinic.appointments.undo(command, new_command_id())


def test_what_was_booked_again_meanwhile_stays_cancelled(clinic: Clinic, boss: Clinic) -> None:
    appointment = booked(clinic)
    command = take(clinic, Action.CANCEL, appointment)
    request = clinic.appointments.view(appointment).request_id
    boss.booking.book(Booking(request_id=request, start=at(16)), new_command_id())
    with pytest.raises(RuleBroken, match="undo.booked-again"):
        clinic.appointments.undo(command, new_command_id())
    assert verify(clinic.desk.database) == ()


def test_a_dose_that_moved_meanwhile_keeps_its_days(clinic: Clinic, boss: Clinic) -> None:
    made = program(clinic, (CONSULTATION, 0, 0), (CONSULTATION, 7, 14))
    doses = (Chosen(at(15)), Chosen(at(15, days=14)))
    wish = Booking(None, RIVERSIDE, maria(clinic), program_id=made, doses=doses)
    first, second = clinic.booking.book(wish, new_command_id()).appointments
    command = take(clinic, Action.RESCHEDULE, first, start=at(15, days=1), agreed=True)
    take(boss, Action.RESCHEDULE, second, start=at(15, days=15), agreed=True)
    with pytest.raises(RuleBroken, match="dose.most-days"):
        clinic.appointments.undo(command, new_command_id())
    assert verify(clinic.desk.database) == ()


def test_only_who_did_it_at_the_desk_where_it_was_done_can_undo_it(clinic: Clinic, boss: Clinic, clock: Clock) -> None:
    command = take(clinic, Action.CANCEL, booked(clinic))
    beside = sign_in(clinic.desk.database.url, clock, "reception", "Desk 7")
    for other in (boss, beside):
        assert other.appointments.last_done() is None
        with pytest.raises(RuleBroken, match="undo.not-yours"):
            other.appointments.undo(command, new_command_id())
    beside.close()
    clinic.sign_out()
    clinic.sign_in("nurse", "demo")
    assert clinic.appointments.last_done() is None


def test_who_gave_an_appointment_away_may_take_that_back(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    command = take(doctor, Action.REASSIGN, appointment, clinician_id=ROY)
    assert undo(doctor, command).clinician_id == CHEN
    doctor.close()


def test_there_is_nothing_to_undo_of_what_was_never_done(clinic: Clinic) -> None:
    assert clinic.appointments.last_done() is None
    with pytest.raises(RuleBroken, match="undo.nothing"):
        clinic.appointments.undo(new_command_id(), new_command_id())
    command = new_command_id()
    clinic.consumers.make(ConsumerForm("rui", "Rui", "Costa", zone="Europe/Lisbon"), command)
    with pytest.raises(RuleBroken, match="undo.nothing"):
        clinic.appointments.undo(command, new_command_id())
