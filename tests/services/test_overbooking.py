"""Overbooking on purpose: by whom, over what, with which reason, and what it means to those who come after."""

from typing import Any

import pytest
from sqlalchemy import insert

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, ExceptionKind
from frontdesk.services.forms import Act, Booking, HeldSlot, OpeningQuery, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, INFLUENZA, RIVERSIDE, ROY, TODAY, Clock, at, away, influenza, maria, program, sign_in
from tests.services.test_acting import take
from tests.services.test_booking import count, in_the_way

WHY = "An injured hand, cannot wait"


def book(desk: Clinic, consumer: int, **more: Any) -> int:
    wish = influenza(consumer, **{"clinician_id": CHEN, "start": at(15), **more})
    return desk.booking.book(wish, new_command_id()).appointment_id


@pytest.fixture
def full(clinic: Clinic) -> int:
    """Dr Chen has Maria at 15:00; returns another consumer."""
    book(clinic, maria(clinic))
    return maria(clinic, "ana.lima", first_name="Ana", last_name="Lima")


@pytest.mark.feature("BKG-13")
def test_a_manager_books_over_an_appointment_with_a_reason(clinic: Clinic, boss: Clinic, full: int) -> None:
    over = book(boss, full, start=at(15, 10), overbook_reason=f" {WHY} ")
    view = clinic.appointments.view(over)
    assert (view.overbooked, view.start, view.room) == (True, at(15, 10), "Room 1")
    told = {name: new for name, _, new in view.history[0].changes}
    assert (told["overbooked"], told["overbook_reason"]) == ("True", WHY)
    cards = [card for column in clinic.calendar.day(RIVERSIDE, TODAY).columns for card in column.cards]
    assert [card.overbooked for card in cards if card.id == over] == [True]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-13")
def test_who_has_no_right_is_refused_and_the_setting_gives_it_to_agents(clinic: Clinic, full: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        book(clinic, full, overbook_reason=WHY)
    assert (refused.value.code, refused.value.fields) == ("not.your-role", ("overbook_reason",))
    assert count(clinic, t.Appointment) == 1
    clinic.desk.database.write(
        lambda connection: connection.execute(insert(t.Setting).values(name="overbook.by_agents", value=True))
    )
    assert clinic.appointments.view(book(clinic, full, overbook_reason=WHY)).overbooked


@pytest.mark.feature("BKG-13")
def test_clinicians_overbook_their_own_calendar_only(clinic: Clinic, clock: Clock, full: int) -> None:
    book(clinic, maria(clinic, "c.c"), clinician_id=ROY)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    with pytest.raises(RuleBroken, match="not.your-role"):
        book(doctor, full, clinician_id=ROY, overbook_reason=WHY)
    assert doctor.appointments.view(book(doctor, full, overbook_reason=WHY)).overbooked
    doctor.close()


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"overbook_reason": "  \n"}, "overbook.reason", "overbook_reason"),
        ({"overbook_reason": "x" * 5000}, "text.too-long", "overbook_reason"),
        ({"overbook_reason": WHY, "start": None}, "overbook.start", "start"),
        ({}, "slot.taken", "start"),
    ],
)
def test_overbooking_needs_a_reason_and_a_time(
    clinic: Clinic, boss: Clinic, full: int, more: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        book(boss, full, **more)
    assert (refused.value.code, refused.value.fields) == (code, (field,))


@pytest.mark.feature("BKG-13")
def test_what_nobody_can_mend_is_not_booked_over(clinic: Clinic, boss: Clinic) -> None:
    consumer = maria(clinic)
    with pytest.raises(RuleBroken, match="slot.past"):
        book(boss, consumer, start=at(10), overbook_reason=WHY)
    with pytest.raises(RuleBroken, match="slot.too-far"):
        book(boss, consumer, start=at(10, days=100), overbook_reason=WHY)
    away(clinic, at(0, days=1), at(0, days=2))
    with pytest.raises(RuleBroken, match="slot.leave"):
        book(boss, consumer, start=at(10, days=1), overbook_reason=WHY)
    assert count(clinic, t.Appointment) == 0


@pytest.mark.feature("BKG-13")
def test_blocks_notice_and_working_hours_are_booked_over(clinic: Clinic, boss: Clinic) -> None:
    row = {
        "kind": ExceptionKind.BLOCK, "clinician_id": CHEN, "center_id": None, "zone": "Europe/Lisbon",
        "starts_at": at(14), "ends_at": at(16), "wall_start": at(14).replace(tzinfo=None),
        "wall_end": at(16).replace(tzinfo=None), "remark": "Letters", "version": 1,
    }  # fmt: skip
    clinic.desk.database.write(lambda connection: connection.execute(insert(t.ScheduleException).values(row)))
    consumer = maria(clinic)
    for start in (at(15), at(18), at(11, days=4)):
        assert clinic.appointments.view(book(boss, consumer, start=start, overbook_reason=WHY)).overbooked
    assert verify(clinic.desk.database) == ()


def test_a_free_time_is_booked_as_any_other_and_keeps_no_reason(clinic: Clinic, boss: Clinic) -> None:
    view = clinic.appointments.view(book(boss, maria(clinic), overbook_reason=WHY))
    assert not view.overbooked
    assert "overbook_reason" not in {name for name, _, _ in view.history[0].changes}


@pytest.mark.feature("BKG-13")
def test_a_full_room_is_shared_and_a_free_place_is_taken(clinic: Clinic, boss: Clinic, full: int) -> None:
    book(clinic, maria(clinic, "c.c"), clinician_id=ROY)
    third = book(boss, full, overbook_reason=WHY)
    fourth = book(boss, full, clinician_id=ROY, overbook_reason=WHY)
    assert [clinic.appointments.view(one).room for one in (third, fourth)] == ["Room 1", "Room 1"]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-13", "AVL-4")
def test_an_overbooked_appointment_stands_in_everybody_elses_way(clinic: Clinic, boss: Clinic, full: int) -> None:
    """What is put over others keeps its time too: nobody is squeezed in beside it without saying so."""
    over = book(boss, full, start=at(15, 10), overbook_reason=WHY)
    query = OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, at(15, 20), limit=1)
    assert [one.start for one in clinic.booking.openings(query)] == [at(15, 30)]
    with pytest.raises(RuleBroken) as refused:
        book(clinic, maria(clinic, "d.d"), start=at(15, 20))
    (obstacle,) = in_the_way(refused.value)
    assert (obstacle.consumer, obstacle.appointment_id) == ("Ana Lima", over)
    take(clinic, Action.CANCEL, over)
    assert [one.start for one in clinic.booking.openings(query)] == [at(15, 20)]


def test_when_the_first_one_goes_the_overbooked_one_is_still_in_the_way(
    clinic: Clinic, boss: Clinic, full: int
) -> None:
    book(boss, full, overbook_reason=WHY)
    take(clinic, Action.CANCEL, 1)
    with pytest.raises(RuleBroken, match="slot.taken"):
        book(clinic, maria(clinic, "d.d"))


@pytest.mark.feature("BKG-13")
def test_two_desks_may_both_overbook_one_time(clinic: Clinic, boss: Clinic, full: int) -> None:
    for name in ("e.e", "f.f"):
        book(boss, maria(clinic, name), overbook_reason=WHY)
    assert count(clinic, t.Appointment) == 3
    assert verify(clinic.desk.database) == ()


def test_what_another_desk_holds_is_not_booked_over(clinic: Clinic, boss: Clinic) -> None:
    clinic.holds.place(RIVERSIDE, (HeldSlot(INFLUENZA, CHEN, at(15)),), "a" * 32)
    with pytest.raises(RuleBroken) as refused:
        book(boss, maria(clinic), overbook_reason=WHY)
    assert refused.value.code == f"slot.{ConflictKind.HELD}"


@pytest.mark.feature("BKG-13", "BKG-4")
def test_the_first_dose_may_be_overbooked_and_the_others_find_a_free_time(
    clinic: Clinic, boss: Clinic, full: int
) -> None:
    wish = Booking(
        program_id=program(clinic), center_id=RIVERSIDE, consumer_id=full, clinician_id=CHEN, start=at(15),
        answers={1: "no"}, overbook_reason=WHY,
    )  # fmt: skip
    booked = boss.booking.book(wish, new_command_id())
    views = [clinic.appointments.view(one) for one in booked.appointments]
    assert [one.overbooked for one in views] == [True, False]
    assert verify(clinic.desk.database) == ()


def test_an_overbooked_appointment_that_moves_to_a_free_time_is_one_as_any_other(
    clinic: Clinic, boss: Clinic, full: int
) -> None:
    over = book(boss, full, overbook_reason=WHY)
    act = Act(Action.RESCHEDULE, over, version=1, start=at(16), agreed=True)
    boss.appointments.act(act, new_command_id())
    assert not clinic.appointments.view(over).overbooked
    assert verify(clinic.desk.database) == ()
