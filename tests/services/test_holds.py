"""Holds: the slot on a desk's screen is its own for a while, for everybody else it is as good as booked."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import insert

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booking, Chosen, Held, HeldSlot, OpeningQuery, ProgramQuery, new_command_id
from frontdesk.services.holds import LEASE_SECONDS
from frontdesk.services.verify import verify
from frontdesk.texts import sentence
from tests.little import (
    CHEN,
    CONSULTATION,
    FEVER,
    INFLUENZA,
    LAKESIDE,
    RIVERSIDE,
    ROY,
    TODAY,
    Clock,
    at,
    influenza,
    maria,
    program,
    sign_in,
)
from tests.services.test_booking import count, in_the_way

TOKEN, OTHER = "a" * 32, "b" * 32
AT_15 = HeldSlot(INFLUENZA, CHEN, at(15))


@pytest.fixture
def other(clinic: Clinic, clock: Clock) -> Iterator[Clinic]:
    """A second desk."""
    desk = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    yield desk
    desk.close()


def held(clinic: Clinic, *slots: HeldSlot, token: str = TOKEN) -> Held:
    return clinic.holds.place(RIVERSIDE, slots or (AT_15,), token)


def starts(clinic: Clinic, clinician: int = CHEN, hold: str = "") -> set[object]:
    query = OpeningQuery(INFLUENZA, RIVERSIDE, clinician, at(14, 30), limit=10, hold=hold)
    return {one.start for one in clinic.booking.openings(query)}


@pytest.mark.feature("BKG-10")
def test_a_held_slot_is_offered_to_its_own_desk_only(clinic: Clinic, other: Clinic) -> None:
    changes = held(clinic).changes
    assert at(15) in starts(clinic, hold=TOKEN)
    for slot in (at(14, 45), at(15), at(15, 15)):
        assert slot not in starts(other)
    assert {at(14, 40), at(15, 20)} <= starts(other)
    assert changes.calendars == {(CHEN, TODAY)}
    assert changes.days == {(RIVERSIDE, TODAY)}


@pytest.mark.feature("BKG-10", "BKG-9")
def test_another_desk_is_told_who_is_booking_the_time_just_now(clinic: Clinic, other: Clinic) -> None:
    held(clinic)
    with pytest.raises(RuleBroken) as refused:
        other.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15, 10)), new_command_id())
    assert refused.value.code == "slot.held"
    assert sentence(refused.value).startswith("Ana Souza at Desk 1 is booking that time just now.")
    (obstacle,) = in_the_way(refused.value)
    assert (obstacle.kind, obstacle.desk, obstacle.staff, obstacle.clinician) == (
        ConflictKind.HELD,
        "Desk 1",
        "Ana Souza",
        "Dr Mei Chen",
    )
    assert obstacle.until == at(10, 22) + timedelta(seconds=LEASE_SECONDS)
    assert (at(15, 10), ROY) in [(one.start, one.clinician_id) for one in refused.value.params["nearest"]]  # type: ignore[attr-defined]


@pytest.mark.feature("BKG-10")
def test_who_holds_books_and_gives_the_hold_up_with_it(clinic: Clinic, other: Clinic) -> None:
    held(clinic)
    booked = clinic.booking.book(
        influenza(maria(clinic), clinician_id=CHEN, start=at(15), hold=TOKEN), new_command_id()
    )
    assert (booked.start, count(clinic, t.Hold)) == (at(15), 0)
    assert TOKEN not in clinic.desk.own_holds
    with pytest.raises(RuleBroken, match="slot.taken"):
        held(other)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-10")
def test_the_earliest_of_another_desk_goes_round_what_is_held(clinic: Clinic, other: Clinic) -> None:
    held(clinic, HeldSlot(INFLUENZA, CHEN, at(10, 25)), HeldSlot(INFLUENZA, ROY, at(10, 25)))
    booked = other.booking.book(influenza(maria(clinic)), new_command_id())
    assert booked.start == at(10, 45)


@pytest.mark.feature("BKG-10")
def test_closing_the_form_frees_the_slot(clinic: Clinic, other: Clinic) -> None:
    held(clinic)
    assert clinic.holds.release(TOKEN).calendars == {(CHEN, TODAY)}
    assert at(15) in starts(other)
    assert not clinic.holds.release(TOKEN)


@pytest.mark.feature("BKG-10")
def test_a_dead_desk_frees_its_slot_within_a_minute(clinic: Clinic, other: Clinic, clock: Clock) -> None:
    until = held(clinic).until
    clock.instant = until - timedelta(seconds=1)
    assert at(15) not in starts(other)
    clock.instant = until
    assert at(15) in starts(other)
    assert held(other, token=OTHER).changes.calendars == {(CHEN, TODAY)}
    assert count(clinic, t.Hold) == 1
    with pytest.raises(RuleBroken, match="hold.over"):
        clinic.holds.renew(TOKEN)


@pytest.mark.feature("BKG-10")
def test_an_open_form_keeps_its_slot_for_so_many_minutes_and_no_longer(
    clinic: Clinic, other: Clinic, clock: Clock
) -> None:
    clinic.desk.database.write(
        lambda connection: connection.execute(insert(t.Setting).values(name="booking.hold_minutes", value=2))
    )
    held(clinic)
    for _ in range(3):
        clock.instant += timedelta(seconds=30)
        assert clinic.holds.renew(TOKEN).until == min(clock.instant + timedelta(seconds=60), at(10, 24))
    clock.instant = at(10, 24)
    with pytest.raises(RuleBroken, match="hold.over"):
        clinic.holds.renew(TOKEN)
    assert at(15) in starts(other)


@pytest.mark.feature("BKG-10")
def test_choosing_another_slot_gives_the_first_one_back(clinic: Clinic, other: Clinic) -> None:
    held(clinic)
    changes = held(clinic, HeldSlot(INFLUENZA, ROY, at(16))).changes
    assert changes.calendars == {(CHEN, TODAY), (ROY, TODAY)}
    assert at(15) in starts(other)
    assert at(16) not in starts(other, ROY)


def test_a_slot_that_is_not_free_is_not_held_and_the_earlier_hold_stays(clinic: Clinic, other: Clinic) -> None:
    held(clinic)
    held(other, HeldSlot(INFLUENZA, ROY, at(16)), token=OTHER)
    with pytest.raises(RuleBroken, match="slot.held"):
        held(clinic, HeldSlot(INFLUENZA, ROY, at(16, 10)))
    assert at(15) not in starts(other)


def test_the_same_slot_again_is_the_same_hold(clinic: Clinic, clock: Clock) -> None:
    held(clinic)
    clock.instant += timedelta(seconds=20)
    assert held(clinic).until == clock.instant + timedelta(seconds=LEASE_SECONDS)
    assert count(clinic, t.Hold) == 1


@pytest.mark.feature("BKG-10", "AVL-3")
def test_a_held_slot_takes_its_place_in_the_room(clinic: Clinic, other: Clinic) -> None:
    held(clinic, AT_15)
    other.booking.book(influenza(maria(clinic), clinician_id=ROY, start=at(15)), new_command_id())
    mine = influenza(maria(clinic, "b.b"), clinician_id=CHEN, start=at(15), hold=TOKEN)
    clinic.booking.book(mine, new_command_id())
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-10", "BKG-4")
def test_all_doses_of_a_program_are_held_and_booked(clinic: Clinic, other: Clinic) -> None:
    made = program(clinic)
    shown = clinic.booking.program(ProgramQuery(made, RIVERSIDE))
    chosen = tuple(Chosen(one.opening.start, one.opening.clinician_id) for one in shown)
    held(clinic, *(HeldSlot(one.service_id, one.opening.clinician_id, one.opening.start) for one in shown))
    theirs = [one.opening for one in other.booking.program(ProgramQuery(made, RIVERSIDE))]
    assert not {(one.start, one.clinician_id) for one in theirs} & {(one.start, one.clinician_id) for one in chosen}
    wish = Booking(
        program_id=made,
        center_id=RIVERSIDE,
        consumer_id=maria(clinic),
        answers={FEVER: "no"},
        doses=chosen,
        hold=TOKEN,
    )
    booked = clinic.booking.book(wish, new_command_id())
    assert (len(booked.appointments), count(clinic, t.Hold)) == (2, 0)
    assert verify(clinic.desk.database) == ()


def test_slots_of_one_hold_do_not_stand_in_each_others_place(clinic: Clinic) -> None:
    with pytest.raises(RuleBroken, match="slot.taken"):
        held(clinic, AT_15, HeldSlot(CONSULTATION, CHEN, at(14, 50)))
    assert count(clinic, t.Hold) == 0


@pytest.mark.parametrize(
    ("center", "slots", "token", "code"),
    [
        (RIVERSIDE, (AT_15,), "short", "hold.form"),
        (RIVERSIDE, (), TOKEN, "hold.form"),
        (RIVERSIDE, (AT_15,) * 21, TOKEN, "hold.form"),
        (RIVERSIDE, (HeldSlot(INFLUENZA, CHEN, at(3)),), TOKEN, "slot.past"),
        (RIVERSIDE, (HeldSlot(INFLUENZA, CHEN, at(15), 0),), TOKEN, "length.range"),
        (RIVERSIDE, (HeldSlot(CONSULTATION, ROY, at(15)),), TOKEN, "clinician.not-able"),
        (LAKESIDE, (AT_15,), TOKEN, "clinician.not-able"),
    ],
)
def test_what_cannot_be_held_is_refused(
    clinic: Clinic, center: int, slots: tuple[HeldSlot, ...], token: str, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        clinic.holds.place(center, slots, token)


def test_a_clinician_holds_only_in_their_own_calendar(clinic: Clinic, clock: Clock) -> None:
    nurse = sign_in(clinic.desk.database.url, clock, "nurse")
    with pytest.raises(RuleBroken, match="not.your-center"):
        held(nurse)
    held(nurse, HeldSlot(INFLUENZA, ROY, at(15)))
    nurse.close()


def test_a_lapsed_hold_is_no_reason_against_ones_own_booking(clinic: Clinic, clock: Clock) -> None:
    held(clinic)
    clock.to(10, 40)
    booked = clinic.booking.book(
        influenza(maria(clinic), clinician_id=CHEN, start=at(15), hold=TOKEN), new_command_id()
    )
    assert (booked.start, count(clinic, t.Hold)) == (at(15), 0)


@pytest.mark.feature("BKG-10", "ACT-8")
def test_what_was_completed_early_is_not_reopened_into_a_time_that_somebody_is_booking(
    clinic: Clinic, clock: Clock
) -> None:
    boss = sign_in(clinic.desk.database.url, clock, "manager", desk="Desk 2")
    booked = boss.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())
    done = boss.appointments.act(Act(Action.COMPLETE, booked.appointment_id, 1, confirmed=True), new_command_id())
    held(clinic)
    reopen = Act(Action.REOPEN, booked.appointment_id, done.version)
    with pytest.raises(RuleBroken, match=r"slot\.held") as refused:
        boss.appointments.act(reopen, new_command_id())
    assert sentence(refused.value).startswith("Ana Souza at Desk 1 is booking that time just now.")
    clinic.holds.release(TOKEN)
    assert boss.appointments.act(reopen, new_command_id()).status is Status.BOOKED
    boss.close()
