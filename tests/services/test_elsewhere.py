"""Who could take an appointment over, and what stands in the way of another time: as the move itself then answers."""

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from tests.little import CHEN, ROY, Clock, at, away, influenza, maria


def booked(clinic: Clinic, user_id: str, hour: int, minute: int = 0, clinician_id: int = CHEN) -> int:
    wish = influenza(maria(clinic, user_id), start=at(hour, minute), clinician_id=clinician_id)
    return clinic.booking.book(wish, new_command_id()).appointment_id


@pytest.mark.feature("ACT-3")
def test_a_colleague_who_is_free_and_able_is_named_and_can_take_it_over(clinic: Clinic) -> None:
    one = booked(clinic, "a.a", 14)
    (roy,) = clinic.appointments.colleagues(one)
    assert (roy.clinician_id, roy.name, roy.free) == (ROY, "Nurse Iris Roy", True)
    act = Act(Action.REASSIGN, one, version=1, clinician_id=ROY)
    clinic.appointments.act(act, new_command_id())
    assert clinic.appointments.view(one).clinician_id == ROY
    assert [each.clinician_id for each in clinic.appointments.colleagues(one)] == [CHEN]


@pytest.mark.feature("ACT-3", "BKG-15")
def test_a_colleague_who_is_not_free_is_named_with_what_they_have_then(clinic: Clinic) -> None:
    one, other = booked(clinic, "a.a", 14), booked(clinic, "b.b", 14, 10, ROY)
    (roy,) = clinic.appointments.colleagues(one)
    assert not roy.free
    assert [(each.kind, each.appointment_id) for each in roy.obstacles] == [(ConflictKind.CLINICIAN_BUSY, other)]
    with pytest.raises(RuleBroken, match=r"slot\.taken"):
        clinic.appointments.act(Act(Action.REASSIGN, one, version=1, clinician_id=ROY), new_command_id())


def test_a_past_appointment_can_still_be_given_to_a_colleague(clinic: Clinic, clock: Clock) -> None:
    one = booked(clinic, "a.a", 11)
    clock.to(13)
    (roy,) = clinic.appointments.colleagues(one)
    assert roy.free


@pytest.mark.feature("ACT-2")
def test_its_own_old_time_is_not_in_the_way_of_another_but_what_others_have_is(clinic: Clinic) -> None:
    one, other = booked(clinic, "a.a", 14), booked(clinic, "b.b", 15)
    assert clinic.appointments.in_the_way(one, at(14, 10)) == ()
    (found,) = clinic.appointments.in_the_way(one, at(14, 50))
    assert (found.kind, found.appointment_id, found.blocks) == (ConflictKind.CLINICIAN_BUSY, other, True)
    assert clinic.appointments.in_the_way(one, at(14, 50), ROY) == ()


@pytest.mark.feature("ACT-2", "AVL-2")
def test_leave_and_closed_time_are_named_too(clinic: Clinic) -> None:
    one = booked(clinic, "a.a", 14)
    away(clinic, at(0, days=1), at(23, days=1), remark="Congress")
    kinds = {each.kind for each in clinic.appointments.in_the_way(one, at(10, days=1))}
    assert kinds == {ConflictKind.LEAVE}
    assert {each.kind for each in clinic.appointments.in_the_way(one, at(20))} == {ConflictKind.OUTSIDE_HOURS}
    assert {each.kind for each in clinic.appointments.in_the_way(one, at(9))} == {ConflictKind.PAST}


def test_what_does_not_exist_or_is_not_able_is_refused(clinic: Clinic) -> None:
    one = booked(clinic, "a.a", 14)
    with pytest.raises(RuleBroken, match=r"appointment\.unknown"):
        clinic.appointments.colleagues(999)
    with pytest.raises(RuleBroken, match=r"clinician\.not-able"):
        clinic.appointments.in_the_way(one, at(15), 999)


@pytest.mark.feature("APT-8", "BKG-15")
def test_why_it_cannot_stand_there_at_that_length_and_what_is_free_around(clinic: Clinic) -> None:
    one, other = booked(clinic, "a.a", 14), booked(clinic, "b.b", 15)
    whole = clinic.appointments.why_not(one, at(14, 40), CHEN, 20)
    assert (whole.free, whole.obstacles) == (True, ())
    longer = clinic.appointments.why_not(one, at(14, 40), CHEN, 30)
    assert not longer.free
    assert [each.appointment_id for each in longer.obstacles] == [other]
    assert longer.before is not None
    assert longer.after is not None
    assert longer.before.end <= at(15)
    assert (longer.after.start, longer.after.end) == (at(15, 20), at(15, 50))
    with pytest.raises(RuleBroken, match=r"length\.range"):
        clinic.appointments.why_not(one, at(14), CHEN, 0)


@pytest.mark.feature("APT-8", "ACT-3")
def test_the_past_is_no_reason_against_a_colleague_at_the_same_time_but_against_another_time(
    clinic: Clinic, clock: Clock
) -> None:
    one = booked(clinic, "a.a", 11)
    clock.to(13)
    assert clinic.appointments.why_not(one, at(11), ROY, 20).free
    assert not clinic.appointments.why_not(one, at(11, 5), ROY, 20).free
