"""A follow-up is booked from a completed appointment: linked both ways, checked, kept when records are merged."""

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booked, Booking, new_command_id
from frontdesk.services.merge_forms import Merge
from frontdesk.services.verify import verify
from tests.little import CHEN, Clock, at, influenza, maria, program, sign_in


def completed(clinic: Clinic, clock: Clock, consumer_id: int) -> int:
    """An influenza vaccination with Dr Chen that was completed."""
    wish = influenza(consumer_id, clinician_id=CHEN, start=at(10, 30))
    made = clinic.booking.book(wish, new_command_id()).appointment_id
    clock.to(10, 50)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    doctor.appointments.act(Act(Action.COMPLETE, made, 1), new_command_id())
    doctor.close()
    return made


def follow(clinic: Clinic, consumer_id: int, follows_id: int, **more: object) -> Booked:
    return clinic.booking.book(influenza(consumer_id, follows_id=follows_id, **more), new_command_id())


@pytest.mark.feature("ACT-12")
def test_a_follow_up_is_linked_to_the_completed_appointment_both_ways(clinic: Clinic, clock: Clock) -> None:
    consumer = maria(clinic)
    first = completed(clinic, clock, consumer)
    offer = clinic.appointments.view(first).follow_up
    assert offer is not None
    assert (offer.action, offer.allowed) == (Action.BOOK, True)
    made = follow(clinic, consumer, first, start=at(11, 0, 7))
    assert made.changes.appointments == {first, made.appointment_id}
    view, after = clinic.appointments.view(made.appointment_id), clinic.appointments.view(first)
    assert view.follows is not None
    assert (view.follows.appointment_id, view.follows.status, view.follow_up) == (first, Status.FULFILLED, None)
    assert [one.appointment_id for one in after.followed_by] == [made.appointment_id]
    assert (after.history[0].action, after.history[0].changes) == (
        "follow-up-booked",
        (("follow_up", "", f"{made.code[:3]}-{made.code[3:]}"),),
    )
    assert ("follows", "", f"{after.code[:3]}-{after.code[3:]}") in view.history[0].changes
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-12")
def test_what_is_not_completed_or_somebody_elses_is_not_followed_up(clinic: Clinic, clock: Clock) -> None:
    consumer, other = maria(clinic), maria(clinic, "joao.costa", first_name="Joao")
    first = completed(clinic, clock, consumer)
    open_one = clinic.booking.book(influenza(consumer, start=at(12)), new_command_id()).appointment_id
    assert clinic.appointments.view(open_one).follow_up is None
    for whose, follows, code in (
        (consumer, open_one, "follow-up.not-completed"),
        (other, first, "follow-up.other-consumer"),
        (consumer, 9999, "follow-up.unknown"),
    ):
        with pytest.raises(RuleBroken) as caught:
            follow(clinic, whose, follows, start=at(15))
        assert caught.value.code == code
    away = sign_in(clinic.desk.database.url, clock, "nurse")
    offer = away.appointments.view(first).follow_up
    away.close()
    assert offer is not None
    assert offer.allowed


@pytest.mark.feature("ACT-12", "ACT-8")
def test_the_follow_up_stays_when_the_first_is_reopened_or_itself_is_booked_again(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    consumer = maria(clinic)
    first = completed(clinic, clock, consumer)
    made = follow(clinic, consumer, first, start=at(11, 0, 7))
    version = boss.appointments.view(first).version
    boss.appointments.act(Act(Action.REOPEN, first, version), new_command_id())
    view = clinic.appointments.view(made.appointment_id)
    assert view.follows is not None
    assert view.follows.past
    clinic.appointments.act(Act(Action.CANCEL, made.appointment_id, 1), new_command_id())
    again = Booking(request_id=made.request_id, start=at(12, 0, 7))
    second = clinic.booking.book(again, new_command_id())
    assert [one.appointment_id for one in clinic.appointments.view(first).followed_by] == [
        made.appointment_id,
        second.appointment_id,
    ]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-12", "CON-6")
def test_merging_keeps_the_link_and_only_the_first_dose_follows(clinic: Clinic, boss: Clinic, clock: Clock) -> None:
    consumer, twin = maria(clinic), maria(clinic, "maria.s", email="m@example.org")
    first = completed(clinic, clock, consumer)
    wish = influenza(
        consumer, service_id=None, program_id=program(clinic), follows_id=first, clinician_id=CHEN, start=at(11, 0, 7)
    )
    one, two = clinic.booking.book(wish, new_command_id()).appointments
    boss.merging.merge(Merge(twin, 1, consumer, 1), new_command_id())
    assert [dose.appointment_id for dose in clinic.appointments.view(first).followed_by] == [one]
    assert clinic.appointments.view(one).consumer_id == twin
    assert clinic.appointments.view(two).follows is None
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-12")
def test_undoing_the_booking_takes_the_link_away(clinic: Clinic, clock: Clock) -> None:
    consumer = maria(clinic)
    first = completed(clinic, clock, consumer)
    follow(clinic, consumer, first, start=at(11, 0, 7))
    command = clinic.appointments.last_done()
    assert command is not None
    clinic.appointments.undo(command, new_command_id())
    assert clinic.appointments.view(first).followed_by == ()
    assert verify(clinic.desk.database) == ()
