"""Rescheduling and reassigning: never over somebody else, never losing the old time, the doses kept in their days."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Confirmation, Outbox, Service
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Acted, Booking, new_command_id
from frontdesk.services.verify import verify
from tests.faults.visits import two_doses
from tests.little import (
    CHEN,
    RIVERSIDE,
    ROY,
    TRAVEL,
    Clock,
    at,
    influenza,
    maria,
    sign_in,
)


def booked(clinic: Clinic, hour: int = 14, **more: object) -> int:
    wish = influenza(maria(clinic), start=at(hour), **{"clinician_id": CHEN, **more})
    return clinic.booking.book(wish, new_command_id()).appointment_id


def act(clinic: Clinic, action: Action, appointment_id: int, **more: object) -> Acted:
    version = clinic.appointments.view(appointment_id).version
    wish = Act(action, appointment_id, **{"version": version, **more})  # type: ignore[arg-type]  # fields they mean
    return clinic.appointments.act(wish, new_command_id())


def messages(clinic: Clinic) -> list[str]:
    with clinic.desk.database.read() as connection:
        return list(connection.execute(select(Outbox.kind).order_by(Outbox.id)).scalars())


@pytest.mark.feature("ACT-2")
def test_a_new_time_waits_for_the_consumer_unless_they_have_agreed(clinic: Clinic) -> None:
    one = booked(clinic)
    waiting = act(clinic, Action.RESCHEDULE, one, start=at(15))
    assert waiting.status is Status.PENDING
    agreed = act(clinic, Action.RESCHEDULE, one, start=at(16, days=1), agreed=True)
    view = clinic.appointments.view(one)
    assert (agreed.status, view.status, view.start) == (Status.BOOKED, Status.BOOKED, at(16, days=1))
    assert agreed.changes.calendars == {(CHEN, at(15).date()), (CHEN, at(16, days=1).date())}
    assert messages(clinic) == ["confirmation", "new-time-proposed", "rescheduled"]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-2")
def test_a_new_time_has_a_qr_code_of_its_own_and_the_old_one_is_told_as_moved(clinic: Clinic) -> None:
    one = booked(clinic)
    with clinic.desk.database.read() as connection:
        old = connection.execute(select(Confirmation.token)).scalar_one()
    act(clinic, Action.RESCHEDULE, one, start=at(15), agreed=True)
    with clinic.desk.database.read() as connection:
        tokens = connection.execute(select(Confirmation.token).order_by(Confirmation.id)).scalars().all()
    assert len(tokens) == 2
    assert old == tokens[0]


@pytest.mark.feature("BKG-9")
def test_a_move_may_overlap_its_own_old_time_and_touch_others_but_not_overlap_them(clinic: Clinic) -> None:
    one = booked(clinic)
    rui = maria(clinic, "rui")
    clinic.booking.book(influenza(rui, clinician_id=CHEN, start=at(14, 40)), new_command_id())
    act(clinic, Action.RESCHEDULE, one, start=at(14, 20), agreed=True)
    with pytest.raises(RuleBroken) as refused:
        act(clinic, Action.RESCHEDULE, one, start=at(14, 25), agreed=True)
    assert refused.value.code == "slot.taken"
    assert clinic.appointments.view(one).start == at(14, 20)


@pytest.mark.feature("ACT-3")
def test_a_colleague_who_is_free_and_able_gets_it_with_its_room_and_its_task(clinic: Clinic) -> None:
    one = booked(clinic)
    room = clinic.appointments.view(one).room
    given = act(clinic, Action.REASSIGN, one, clinician_id=ROY)
    view = clinic.appointments.view(one)
    assert (given.status, view.clinician_id, view.room) == (Status.BOOKED, ROY, room)
    assert given.changes.calendars == {(CHEN, at(14).date()), (ROY, at(14).date())}
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-3")
def test_nobody_gets_what_they_are_not_free_or_not_able_to_do(clinic: Clinic) -> None:
    rui = maria(clinic, "rui")
    clinic.booking.book(influenza(rui, clinician_id=ROY, start=at(14, 10)), new_command_id())
    one = booked(clinic)
    advice = clinic.booking.book(Booking(TRAVEL, RIVERSIDE, maria(clinic, "ana"), start=at(11)), new_command_id())
    cases = (
        (one, ROY, "slot.taken"),
        (advice.appointment_id, ROY, "clinician.not-able"),
        (one, CHEN, "move.same-clinician"),
    )
    for appointment, clinician, code in cases:
        with pytest.raises(RuleBroken) as refused:
            act(clinic, Action.REASSIGN, appointment, clinician_id=clinician)
        assert refused.value.code == code
    with pytest.raises(RuleBroken, match=r"clinician\.missing"):
        act(clinic, Action.REASSIGN, one)
    assert clinic.appointments.view(one).version == 1


@pytest.mark.feature("ACT-2")
@pytest.mark.parametrize(
    ("hour", "minute", "days", "code"),
    [(9, 0, 0, "slot.past"), (7, 0, 1, "slot.outside-hours"), (14, 0, 0, "move.same"), (14, 0, 91, "slot.too-far")],
)
def test_a_time_that_cannot_be_had_is_refused_and_nothing_changes(
    clinic: Clinic, hour: int, minute: int, days: int, code: str
) -> None:
    one = booked(clinic)
    with pytest.raises(RuleBroken) as refused:
        act(clinic, Action.RESCHEDULE, one, start=at(hour, minute, days), agreed=True)
    assert (refused.value.code, refused.value.fields) == (code, ("start",))
    assert clinic.appointments.view(one).version == 1


@pytest.mark.feature("ACT-2")
def test_a_stale_screen_and_a_missing_time_move_nothing(clinic: Clinic) -> None:
    one = booked(clinic)
    with pytest.raises(RuleBroken, match=r"start\.missing"):
        act(clinic, Action.RESCHEDULE, one)
    act(clinic, Action.RESCHEDULE, one, start=at(15), agreed=True)
    with pytest.raises(ChangedElsewhere) as changed:
        act(clinic, Action.RESCHEDULE, one, version=1, start=at(16), agreed=True)
    assert {"starts_at", "wall_start"} <= set(changed.value.changes)


@pytest.mark.feature("ACT-2")
def test_another_length_is_real_minutes_and_within_limits(clinic: Clinic) -> None:
    one = booked(clinic)
    act(clinic, Action.RESCHEDULE, one, start=at(14), length_minutes=45, agreed=True)
    view = clinic.appointments.view(one)
    assert view.end is not None
    assert view.end - at(14) == timedelta(minutes=45)
    act(clinic, Action.RESCHEDULE, one, start=at(15), agreed=True)
    assert clinic.appointments.view(one).end == at(15, 45)
    for minutes in (0, 3000):
        with pytest.raises(RuleBroken, match=r"length\.range"):
            act(clinic, Action.RESCHEDULE, one, start=at(15), length_minutes=minutes)


@pytest.mark.feature("BKG-4")
def test_a_dose_that_is_moved_keeps_its_days_to_its_neighbours_or_says_which_rule_it_breaks(clinic: Clinic) -> None:
    two_doses(clinic)  # 7 to 21 days apart, booked 14 days apart
    for days, code, limit in ((6, "dose.least-days", 7), (22, "dose.most-days", 21)):
        with pytest.raises(RuleBroken) as refused:
            act(clinic, Action.RESCHEDULE, 2, start=at(11, days=days), agreed=True)
        assert (refused.value.code, refused.value.params["limit"]) == (code, limit)
    act(clinic, Action.RESCHEDULE, 2, start=at(11, days=9), agreed=True)
    with pytest.raises(RuleBroken) as refused:
        act(clinic, Action.RESCHEDULE, 1, start=at(11, days=3), agreed=True)
    assert (refused.value.code, refused.value.params["number"]) == ("dose.least-days", 2)
    assert verify(clinic.desk.database) == ()


def test_a_later_dose_is_bound_by_its_days_and_not_by_how_far_ahead_one_may_book(clinic: Clinic) -> None:
    two_doses(clinic)
    far = {"furthest_days": 5}
    clinic.desk.database.write(lambda connection: connection.execute(update(Service).values(**far)))
    act(clinic, Action.RESCHEDULE, 2, start=at(11, days=10), agreed=True)
    with pytest.raises(RuleBroken, match=r"slot\.too-far"):
        act(clinic, Action.RESCHEDULE, 1, start=at(11, days=9), agreed=True)


@pytest.mark.feature("ACT-8")
def test_a_completed_one_is_not_reopened_over_somebody_who_has_the_slot_now(
    clinic: Clinic, clock: Clock, database_url: str
) -> None:
    one = booked(clinic, hour=11)
    act(clinic, Action.CHECK_IN, one)
    clock.to(10, 30)
    boss = sign_in(database_url, clock, "manager", "Desk 2")
    act(boss, Action.COMPLETE, one, confirmed=True)
    rui = maria(clinic, "rui")
    clinic.booking.book(influenza(rui, clinician_id=CHEN, start=at(11, 10)), new_command_id())
    with pytest.raises(RuleBroken) as refused:
        act(boss, Action.REOPEN, one)
    boss.close()
    assert refused.value.code == "slot.taken"
    assert "Maria Silva" in str(refused.value.params["obstacles"])
