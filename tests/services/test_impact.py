"""What a change of plans would break is listed before it is saved, and can be settled together."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import ExceptionKind, Modality, Status
from frontdesk.services import impact, reseating
from frontdesk.services.forms import Booked, Booking, new_command_id
from frontdesk.services.schedule_forms import (
    HolidayForm,
    LineForm,
    PlanForm,
    Removal,
    Removing,
    RoomForm,
    Settle,
    Settling,
)
from frontdesk.services.verify import verify
from tests.little import CHEN, CONSULTATION, LAKESIDE, RIVERSIDE, ROY, at, influenza, maria
from tests.services.plans import CLOSED, LEAVE, ROOM, SHOT, WEEK, hours, save


def shot(desk: Clinic, name: str, start: datetime, clinician_id: int = CHEN) -> Booked:
    """An influenza vaccination of somebody new."""
    return desk.booking.book(
        influenza(maria(desk, f"some.{name}"), clinician_id=clinician_id, start=start), new_command_id()
    )


def wall(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """A time of Riverside's clock, today or days later."""
    return at(hour, minute, days).replace(tzinfo=None)


def talk(desk: Clinic, name: str, start: datetime) -> Booked:
    """A consultation of somebody new, with Dr Chen."""
    booking = Booking(CONSULTATION, RIVERSIDE, consumer_id=maria(desk, f"some.{name}"), start=start)
    return desk.booking.book(booking, new_command_id())


def broken(desk: Clinic, form: PlanForm) -> dict[int, set[ConflictKind]]:
    """What the form would break, by appointment."""
    found = desk.schedules.impact(form)
    assert found.total == len(found.broken)
    return {one.appointment_id: set(one.kinds) for one in found.broken}


@pytest.mark.feature("AVL-10")
def test_leave_lists_the_appointments_within_it_and_saves_nothing(clinic: Clinic) -> None:
    shot(clinic, "before", at(15))
    within, with_roy = talk(clinic, "within", at(10, days=1)), shot(clinic, "roy", at(10, days=1), ROY)
    found = clinic.schedules.impact(LEAVE)
    (one,) = found.broken
    assert (one.appointment_id, one.version, one.consumer) == (within.appointment_id, 1, "Maria Silva")
    assert (one.service, one.clinician, one.wall_start) == ("Consultation", "Dr Mei Chen", wall(10, days=1))
    assert (one.kinds, found.total) == ((ConflictKind.LEAVE,), 1)
    assert clinic.schedules.exceptions(RIVERSIDE) == ()
    assert broken(clinic, replace(LEAVE, clinician_id=ROY)) == {with_roy.appointment_id: {ConflictKind.LEAVE}}
    assert broken(clinic, replace(LEAVE, starts="2026-11-25T10:30", ends="2026-11-25T17:00")) == {}


@pytest.mark.feature("AVL-10")
def test_every_change_of_plans_lists_what_it_breaks(clinic: Clinic, boss: Clinic) -> None:
    morning, late = shot(clinic, "a", at(9, days=1)).appointment_id, shot(clinic, "b", at(16, 40), ROY).appointment_id
    outside, closure = {ConflictKind.OUTSIDE_HOURS}, {ConflictKind.CLOSURE}
    assert broken(boss, CLOSED) == {morning: closure}
    assert broken(boss, HolidayForm(RIVERSIDE, (("2026-11-24", "x"), ("2026-11-25", "y")))) == {
        morning: closure,
        late: closure,
    }
    open_hours = [(day, "09:00", "16:59") for day in range(5)]
    assert broken(boss, hours(*open_hours)) == {late: outside}
    assert broken(boss, hours()) == {morning: outside, late: outside}
    assert broken(boss, WEEK) == {late: outside}
    assert broken(boss, replace(WEEK, valid_to="2026-11-24", lines=(LineForm(1, "09:00", "17:00"),))) == {}
    assert broken(boss, Removal(Removing.SCHEDULE, CHEN, 1)) == {morning: outside}
    for_others = LineForm(1, "09:00", "17:00", frozenset({CONSULTATION}))
    assert broken(boss, replace(WEEK, lines=(for_others,))) == {late: outside}
    by_video = LineForm(1, "09:00", "17:00", modalities=frozenset({Modality.VIDEO}))
    assert broken(boss, replace(WEEK, lines=(by_video,))) == {late: outside}
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("AVL-10")
def test_extra_hours_that_go_break_what_was_booked_in_them(clinic: Clinic) -> None:
    extra = replace(LEAVE, kind=ExceptionKind.EXTRA, starts="2026-11-28T10:00", ends="2026-11-28T12:00")
    saved = save(clinic, extra)
    booked = talk(clinic, "saturday", at(11, days=4))
    outside = {booked.appointment_id: {ConflictKind.OUTSIDE_HOURS}}
    assert broken(clinic, Removal(Removing.EXCEPTION, saved.id, 1)) == outside
    assert broken(clinic, replace(extra, exception_id=saved.id, version=1, ends="2026-11-28T11:00")) == outside


@pytest.mark.feature("AVL-10")
def test_a_longer_service_breaks_those_that_would_run_into_the_next(clinic: Clinic, boss: Clinic) -> None:
    first, second = shot(clinic, "a", at(13)).appointment_id, shot(clinic, "b", at(13, 20)).appointment_id
    last = shot(clinic, "c", at(16, 40), ROY).appointment_id
    busy, outside = {ConflictKind.CLINICIAN_BUSY}, {ConflictKind.OUTSIDE_HOURS}
    assert broken(boss, replace(SHOT, minutes="25")) == {first: busy, last: outside}
    assert broken(boss, replace(SHOT, buffer_before="5")) == {second: busy}
    assert broken(boss, replace(SHOT, buffer_after="5")) == {first: busy}
    assert broken(boss, replace(SHOT, minutes="15", step="15", least_notice="600", furthest_days="0")) == {}
    save(boss, replace(SHOT, minutes="25"))
    assert clinic.appointments.view(first).wall_end == wall(13, 20)
    assert broken(boss, replace(SHOT, version=2, minutes="30")) == {}


@pytest.mark.feature("AVL-10")
def test_a_modality_that_is_given_up_breaks_those_booked_in_it(clinic: Clinic, boss: Clinic) -> None:
    booked = shot(clinic, "a", at(13))
    form = replace(SHOT, modalities=frozenset({Modality.PHONE}))
    assert broken(boss, form) == {booked.appointment_id: {ConflictKind.NOT_ABLE}}


@pytest.mark.feature("AVL-10")
@pytest.mark.feature("AVL-3")
def test_fewer_places_break_only_those_for_whom_no_other_is_free(clinic: Clinic, boss: Clinic) -> None:
    shot(clinic, "a", at(13))
    full = shot(clinic, "b", at(13), ROY).appointment_id
    lower, moved = shot(clinic, "c", at(15), ROY), shot(clinic, "d", at(15))
    smaller = replace(ROOM, capacity="1")
    assert set(broken(boss, smaller)) == {full, moved.appointment_id}
    clinic.schedules.settle(Settle(Settling.CANCEL, lower.appointment_id, 1), new_command_id())
    assert broken(boss, smaller) == {full: {ConflictKind.ROOM_FULL}}
    saved = save(boss, smaller)
    assert moved.appointment_id in saved.changes.appointments
    with boss.desk.database.read() as connection:
        row = connection.execute(select(t.Appointment.__table__).where(t.Appointment.id == moved.appointment_id)).one()
    assert (row.room_unit, row.version) == (1, 2)
    assert verify(clinic.desk.database) == ()
    with pytest.raises(RuleBroken, match=r"slot\.taken"):
        shot(clinic, "e", at(15), ROY)
    assert [one.appointment_id for one in boss.schedules.unsettled(RIVERSIDE).broken] == [full]
    save(boss, replace(smaller, version=2, capacity="3"))
    shot(clinic, "f", at(15), ROY)
    assert boss.schedules.unsettled(RIVERSIDE).total == 0


@pytest.mark.feature("AVL-10")
@pytest.mark.feature("AVL-3")
def test_a_service_that_needs_another_kind_of_room_takes_its_appointments_there(clinic: Clinic, boss: Clinic) -> None:
    early, late = shot(clinic, "a", at(13)), shot(clinic, "b", at(13), ROY)
    save(boss, RoomForm(RIVERSIDE, "box", "Box", "box", "1"))
    form = replace(SHOT, room_kind="box")
    assert broken(boss, form) == {late.appointment_id: {ConflictKind.ROOM_FULL}}
    save(boss, form)
    assert clinic.appointments.view(early.appointment_id).room == "Box"
    save(boss, replace(form, version=2, room_kind=""))
    assert clinic.appointments.view(early.appointment_id).room == ""
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("AVL-10")
@pytest.mark.parametrize(
    "form",
    [
        CLOSED,
        LEAVE,
        WEEK,
        Removal(Removing.SCHEDULE, CHEN, 1),
        hours((1, "13:00", "16:00"), (2, "09:00", "10:10")),
        replace(SHOT, modalities=frozenset({Modality.VIDEO})),
    ],
)
def test_what_is_listed_before_is_what_stands_unsettled_after(clinic: Clinic, boss: Clinic, form: PlanForm) -> None:
    for number, start in enumerate((at(13), at(16, 40), at(10, days=1), at(9, days=2))):
        shot(clinic, f"c{number}", start)
        shot(clinic, f"r{number}", start, ROY)
    talk(clinic, "talk", at(16))
    assert boss.schedules.unsettled(RIVERSIDE).total == 0
    found = boss.schedules.impact(form)
    assert found.total > 0
    save(boss, form)
    assert boss.schedules.unsettled(RIVERSIDE) == found


def test_what_is_over_or_gone_is_not_listed(clinic: Clinic) -> None:
    cancelled = talk(clinic, "a", at(10, days=1))
    clinic.schedules.settle(Settle(Settling.CANCEL, cancelled.appointment_id, 1), new_command_id())
    assert broken(clinic, LEAVE) == {}


def test_what_cannot_be_saved_has_no_impact_either(clinic: Clinic, boss: Clinic) -> None:
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        clinic.schedules.impact(CLOSED)
    with pytest.raises(RuleBroken, match=r"line\.order"):
        boss.schedules.impact(replace(WEEK, lines=(LineForm(1, "17:00", "09:00"),)))
    with pytest.raises(ChangedElsewhere):
        boss.schedules.impact(replace(WEEK, version=7))


@pytest.mark.feature("AVL-10")
def test_a_closure_over_booked_appointments_is_saved_and_the_broken_stay_listed_until_settled(
    clinic: Clinic, boss: Clinic
) -> None:
    first, second = shot(clinic, "a", at(10, days=1)), shot(clinic, "b", at(11, days=1), ROY)
    save(boss, CLOSED)
    assert verify(clinic.desk.database) == ()
    assert [one.appointment_id for one in clinic.schedules.unsettled(RIVERSIDE).broken] == [
        first.appointment_id,
        second.appointment_id,
    ]
    assert clinic.schedules.unsettled(LAKESIDE).total == 0
    moved = clinic.schedules.settle(Settle(Settling.MOVE, first.appointment_id, 1, "We are closed"), new_command_id())
    assert (moved.wall_start, moved.clinician) == (wall(9, days=2), "Dr Mei Chen")
    assert clinic.appointments.view(first.appointment_id).status is Status.PENDING
    clinic.schedules.settle(Settle(Settling.CANCEL, second.appointment_id, 1), new_command_id())
    assert clinic.schedules.unsettled(RIVERSIDE).total == 0
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("AVL-10")
def test_the_broken_are_given_to_a_free_colleague_and_one_that_fails_can_be_tried_again(
    clinic: Clinic, boss: Clinic
) -> None:
    free, taken, only = shot(clinic, "a", at(10, days=1)), shot(clinic, "b", at(11, days=1)), talk(clinic, "c", at(12))
    rival = shot(clinic, "d", at(11, days=1), ROY)
    save(boss, LEAVE)
    given = clinic.schedules.settle(Settle(Settling.REASSIGN, free.appointment_id, 1), new_command_id())
    assert (given.clinician, given.wall_start) == ("Nurse Iris Roy", wall(10, days=1))
    retry = Settle(Settling.REASSIGN, taken.appointment_id, 1)
    for refused in (retry, Settle(Settling.REASSIGN, only.appointment_id, 1)):
        with pytest.raises(RuleBroken, match=r"colleague\.none"):
            clinic.schedules.settle(refused, new_command_id())
    clinic.schedules.settle(Settle(Settling.CANCEL, rival.appointment_id, 1), new_command_id())
    assert clinic.schedules.settle(retry, new_command_id()).clinician == "Nurse Iris Roy"
    with pytest.raises(ChangedElsewhere):
        clinic.schedules.settle(retry, new_command_id())
    assert verify(clinic.desk.database) == ()


def test_a_settling_that_is_asked_for_again_is_answered_not_done_twice(clinic: Clinic) -> None:
    booked = talk(clinic, "a", at(10, days=1))
    save(clinic, LEAVE)
    command, wanted = new_command_id(), Settle(Settling.MOVE, booked.appointment_id, 1)
    once, again = (clinic.schedules.settle(wanted, command) for _ in range(2))
    assert once == again
    assert clinic.appointments.view(booked.appointment_id).version == 2


@pytest.mark.feature("AVL-10")
def test_no_more_than_five_hundred_are_listed_but_all_are_counted(clinic: Clinic, boss: Clinic) -> None:
    booked = shot(clinic, "a", at(13))
    with clinic.desk.database.read() as connection:
        row = dict(
            connection.execute(select(t.Appointment.__table__).where(t.Appointment.id == booked.appointment_id))
            .mappings()
            .one()
        )
    copies = [row | {"id": 100 + n, "code": f"C{n}", "overbooked": True, "overbook_reason": "x"} for n in range(600)]
    boss.desk.database.write(lambda connection: connection.execute(insert(t.Appointment), copies))
    found = boss.schedules.impact(replace(CLOSED, starts="2026-11-24"))
    assert (len(found.broken), found.total) == (500, 601)


@pytest.mark.feature("AVL-10")
def test_what_was_booked_after_somebody_looked_is_not_broken_unseen(clinic: Clinic, boss: Clinic) -> None:
    shown = shot(clinic, "a", at(10, days=1)).appointment_id
    assert broken(boss, CLOSED).keys() == {shown}
    shot(clinic, "before", at(9, days=2))
    fresh = shot(clinic, "b", at(11, days=1)).appointment_id
    with pytest.raises(RuleBroken, match=r"impact\.grown") as refused:
        save(boss, CLOSED)
    assert refused.value.params["number"] == 1
    assert boss.schedules.exceptions(RIVERSIDE) == ()
    assert broken(boss, CLOSED).keys() == {shown, fresh}
    save(boss, CLOSED)
    assert boss.schedules.unsettled(RIVERSIDE).total == 2


@pytest.mark.feature("AVL-10")
def test_a_longer_service_looks_again_at_what_stands_beside_a_new_booking(clinic: Clinic, boss: Clinic) -> None:
    shot(clinic, "a", at(13))
    longer = replace(SHOT, minutes="25")
    assert broken(boss, longer) == {}
    shot(clinic, "b", at(13, 20))
    with pytest.raises(RuleBroken, match=r"impact\.grown"):
        save(boss, longer)
    assert len(broken(boss, longer)) == 1
    save(boss, longer)


@pytest.mark.feature("AVL-10")
def test_what_others_booked_elsewhere_meanwhile_keeps_nobody_from_saving(clinic: Clinic, boss: Clinic) -> None:
    shot(clinic, "a", at(10, days=1))
    broken(boss, CLOSED)
    shot(clinic, "b", at(10, days=2))
    save(boss, CLOSED)
    assert boss.schedules.unsettled(RIVERSIDE).total == 1


@pytest.mark.feature("AVL-10")
def test_leave_at_one_center_does_not_concern_appointments_at_another(clinic: Clinic, boss: Clinic) -> None:
    here, there = (talk(clinic, name, at(hour, days=1)).appointment_id for name, hour in (("a", 10), ("b", 15)))
    boss.desk.database.write(
        lambda connection: connection.execute(
            update(t.Appointment).where(t.Appointment.id == there).values(center_id=LAKESIDE)
        )
    )
    assert broken(clinic, LEAVE) == {here: {ConflictKind.LEAVE}}


@pytest.mark.feature("AVL-10")
@pytest.mark.parametrize("few", [0, 100])
def test_many_that_lose_their_place_are_taken_elsewhere_in_pieces(
    clinic: Clinic, boss: Clinic, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(reseating, "FEW", few)
    monkeypatch.setattr(reseating, "PIECE", 2)
    booked = [shot(clinic, f"c{number}", at(13 + number // 3, number % 3 * 20)).appointment_id for number in range(5)]
    save(boss, RoomForm(RIVERSIDE, "box", "Box", "box", "1"))
    form = replace(SHOT, room_kind="box")
    assert broken(boss, form) == {}
    saved = save(boss, form)
    assert saved.changes.appointments == set(booked)
    assert {clinic.appointments.view(one).room for one in booked} == {"Box"}
    assert boss.schedules.unsettled(RIVERSIDE).total == 0
    save(boss, replace(form, version=2, room_kind=""))
    assert {clinic.appointments.view(one).room for one in booked} == {""}
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("AVL-10")
def test_those_that_are_not_listed_are_counted_as_if_they_were(
    clinic: Clinic, boss: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        shot(clinic, f"c{number}", at(13 + number // 3, number % 3 * 20))
        shot(clinic, f"r{number}", at(13 + number // 3, number % 3 * 20), ROY)
    shot(clinic, "alone", at(16, 30))
    longer = replace(SHOT, minutes="30")
    whole = boss.schedules.impact(longer)
    monkeypatch.setattr(impact, "LIMIT", 1)
    short = boss.schedules.impact(longer)
    assert (whole.total, len(whole.broken)) == (6, 6)
    assert (short.total, short.broken) == (6, whole.broken[:1])
