"""Requests and answers: suggestions, offers from the waiting list, terms to answer, and what is taken meanwhile."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Appointment, Confirmation, Outbox, Setting, Staff, Suggestion
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, ConfirmationMode, Status
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.openings import Obstacle, Opening
from tests.faults.told import mistold
from tests.little import CHEN, NOW, RIVERSIDE, ROY, TRAVEL, Clock, at, away, influenza, maria, sign_in
from tests.services.test_acting import booked, take


def requested(clinic: Clinic, hour: int = 15) -> int:
    """A request for advice, which is confirmed by hand."""
    wish = Booking(TRAVEL, RIVERSIDE, consumer_id=maria(clinic, f"maria.{hour}"), start=at(hour))
    return clinic.booking.book(wish, new_command_id()).appointment_id


def kinds(clinic: Clinic, appointment: int) -> list[str]:
    with clinic.desk.database.read() as connection:
        told = select(Outbox.kind).where(Outbox.appointment_id == appointment).order_by(Outbox.id)
        return list(connection.execute(told).scalars())


def told_of(problem: RuleBroken) -> Obstacle:
    """The one thing that stands in the way."""
    obstacles = problem.params["obstacles"]
    assert isinstance(obstacles, tuple)
    (one,) = obstacles
    assert isinstance(one, Obstacle)
    return one


@pytest.mark.feature("ACT-6")
def test_a_clinician_who_confirms_by_hand_gets_a_request_and_accepts_it(clinic: Clinic, clock: Clock) -> None:
    by_hand = update(Staff).where(Staff.id == CHEN).values(confirmation_mode=ConfirmationMode.MANUAL)
    clinic.desk.database.write(lambda connection: connection.execute(by_hand))
    appointment = booked(clinic, 15, 0)
    assert clinic.appointments.view(appointment).status is Status.PROPOSED
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    assert take(doctor, Action.ACCEPT, appointment).status is Status.BOOKED
    doctor.close()
    assert kinds(clinic, appointment) == ["request-received", "confirmation"]


@pytest.mark.feature("ACT-1", "ACT-5")
def test_asked_for_another_time_the_consumer_suggests_some_and_the_desk_accepts_one(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(clinic, Action.ASK_TO_RESCHEDULE, appointment, message="Dr Chen is away")
    asked = clinic.appointments.view(appointment)
    assert (asked.status, asked.start, asked.answer_by) == (Status.PENDING, at(15), at(15))
    with pytest.raises(RuleBroken, match="slot.taken"):
        clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())
    wishes = (at(14, days=2), at(10, days=1), at(14, days=2))
    take(clinic, Action.CONSUMER_SUGGESTS, appointment, suggestions=wishes, remark="Mornings are better")
    view = clinic.appointments.view(appointment)
    assert [(one.start, one.note) for one in view.suggestions] == [
        (at(14, days=2), "Mornings are better"),
        (at(10, days=1), "Mornings are better"),
    ]
    assert (view.answer_by, view.history[0].changes[-1][0]) == (None, "suggestions")
    with pytest.raises(RuleBroken, match="suggestion.choose") as several:
        take(clinic, Action.ACCEPT, appointment)
    assert several.value.params["suggestions"] == tuple(one.wall_start for one in view.suggestions)
    with pytest.raises(RuleBroken, match="suggestion.unknown"):
        take(clinic, Action.ACCEPT, appointment, start=at(11, days=1))
    take(clinic, Action.ACCEPT, appointment, start=at(10, days=1))
    accepted = clinic.appointments.view(appointment)
    assert (accepted.status, accepted.start, accepted.suggestions) == (Status.BOOKED, at(10, days=1), ())
    told = ["confirmation", "asked-to-reschedule", "suggestion-received", "confirmation"]
    assert kinds(clinic, appointment) == told
    assert mistold(clinic.desk.database) == []
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-5")
def test_those_suggested_last_are_open_though_no_time_passes_between(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    for start in (at(9, days=1), at(16, days=1)):
        take(clinic, Action.CONSUMER_SUGGESTS, appointment, suggestions=(start,))
        assert [one.start for one in clinic.appointments.view(appointment).suggestions] == [start]
        take(clinic, Action.ASK_TO_RESCHEDULE, appointment)
    take(clinic, Action.CONSUMER_ACCEPTS, appointment)
    assert clinic.appointments.view(appointment).start == at(15)


def test_a_suggested_time_of_day_stays_what_it_was_under_new_rules_of_its_zone(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(clinic, Action.CONSUMER_SUGGESTS, appointment, suggestions=(at(14, days=1),))
    of_old = update(Suggestion).values(starts_at=at(13, days=1))
    clinic.desk.database.write(lambda connection: connection.execute(of_old))
    take(clinic, Action.ACCEPT, appointment)
    view = clinic.appointments.view(appointment)
    assert (view.start, view.wall_start) == (at(14, days=1), at(14, days=1).replace(tzinfo=None))


@pytest.mark.feature("ACT-5")
def test_a_suggestion_that_is_taken_meanwhile_says_by_whom_and_nothing_is_saved(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(clinic, Action.CONSUMER_SUGGESTS, appointment, suggestions=(at(14, days=1),))
    other = influenza(maria(clinic, "ana.lima", first_name="Ana"), clinician_id=CHEN, start=at(14, days=1))
    clinic.booking.book(other, new_command_id())
    with pytest.raises(RuleBroken, match="slot.taken") as taken:
        take(clinic, Action.ACCEPT, appointment)
    way = told_of(taken.value)
    nearest, before = taken.value.params["nearest"], taken.value.params["before"]
    assert isinstance(nearest, tuple)
    assert isinstance(before, Opening)
    assert ([one.start for one in nearest], before.start) == ([at(14, 20, days=1)], at(13, 40, days=1))
    assert way.consumer == "Ana Silva"
    view = clinic.appointments.view(appointment)
    assert (view.status, view.version, view.start) == (Status.PROPOSED, 2, at(15))
    assert take(clinic, Action.ACCEPT, appointment, clinician_id=ROY).status is Status.BOOKED
    assert clinic.appointments.view(appointment).clinician_id == ROY


@pytest.mark.feature("ACT-5")
def test_who_went_on_leave_since_keeps_no_time_that_is_ahead(clinic: Clinic, clock: Clock) -> None:
    waits, past = requested(clinic, 15), requested(clinic, 11)
    take(clinic, Action.ASK_TO_RESCHEDULE, past)
    away(clinic, at(8), at(18))
    with pytest.raises(RuleBroken, match="slot.leave"):
        take(clinic, Action.ACCEPT, waits)
    clock.to(12)
    assert take(clinic, Action.CONSUMER_ACCEPTS, past).status is Status.BOOKED
    assert clinic.appointments.view(past).past


@pytest.mark.parametrize(
    ("suggestions", "code"),
    [
        ((), "suggestion.missing"),
        ((NOW - timedelta(minutes=1),), "slot.past"),
        (tuple(at(12, minute, days=1) for minute in range(11)), "suggestion.too-many"),
        ((NOW.replace(year=9999),), "time.range"),
    ],
)
def test_what_is_no_suggestion_is_refused(clinic: Clinic, suggestions: tuple[object, ...], code: str) -> None:
    appointment = booked(clinic, 15, 0)
    with pytest.raises(RuleBroken, match=code) as refused:
        take(clinic, Action.CONSUMER_SUGGESTS, appointment, suggestions=suggestions)
    assert refused.value.fields == ("suggestions",)
    assert clinic.appointments.view(appointment).version == 1


def test_the_term_to_answer_is_the_clinics_and_ends_with_the_wait(clinic: Clinic, clock: Clock) -> None:
    days = insert(Setting).values(name="answer.days", value=5)
    clinic.desk.database.write(lambda connection: connection.execute(days))
    appointment = booked(clinic, 15, 0)
    terms = []
    for start in (at(15, days=2), at(15, days=20)):
        take(clinic, Action.RESCHEDULE, appointment, start=start)
        terms.append(clinic.appointments.view(appointment).answer_by)
    assert terms == [at(15, days=2), NOW + timedelta(days=5)]
    clock.instant = NOW + timedelta(days=6)
    assert clinic.appointments.view(appointment).status is Status.PENDING  # nothing happens by itself
    take(clinic, Action.CONSUMER_ACCEPTS, appointment)
    assert clinic.appointments.view(appointment).answer_by is None
    clock.instant = NOW + timedelta(days=21)
    take(clinic, Action.ASK_TO_RESCHEDULE, appointment)
    assert clinic.appointments.view(appointment).answer_by == NOW + timedelta(days=26)


@pytest.mark.feature("ACT-5")
def test_a_request_that_is_declined_counts_as_declined_and_frees_its_time(clinic: Clinic) -> None:
    appointment = requested(clinic)
    take(clinic, Action.DECLINE, appointment, message="We do not give this")
    view = clinic.appointments.view(appointment)
    assert (view.status, view.cancel_class, view.late) == (Status.CANCELLED, CancelClass.DECLINED, False)
    assert (kinds(clinic, appointment), view.history[0].message) == (
        ["request-received", "declined"],
        "We do not give this",
    )
    assert requested(clinic, 16)
    assert clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())


def test_who_waits_is_offered_a_slot_and_waits_on_when_it_is_refused(clinic: Clinic, clock: Clock) -> None:
    appointment = requested(clinic)
    take(clinic, Action.TO_WAITING_LIST, appointment)
    listed = clinic.appointments.view(appointment)
    assert (listed.start, listed.clinician_id, listed.waiting_since) == (None, None, NOW)
    assert clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())
    clock.to(11)
    with pytest.raises(RuleBroken, match="start.missing"):
        take(clinic, Action.OFFER_SLOT, appointment)
    take(clinic, Action.OFFER_SLOT, appointment, start=at(16))
    offered = clinic.appointments.view(appointment)
    assert (offered.status, offered.answer_by, offered.waiting_since) == (Status.PENDING, at(16), NOW)
    take(clinic, Action.DECLINE, appointment)
    again = clinic.appointments.view(appointment)
    assert (again.status, again.waiting_since, again.answer_by) == (Status.WAITLIST, NOW, None)
    assert again.cancel_class is None
    take(clinic, Action.OFFER_SLOT, appointment, start=at(16, 30))
    take(clinic, Action.CONSUMER_ACCEPTS, appointment)
    taken = clinic.appointments.view(appointment)
    assert (taken.status, taken.start, taken.waiting_since) == (Status.BOOKED, at(16, 30), None)
    told = "request-received waiting-list slot-offered waiting-list slot-offered confirmation"
    assert kinds(clinic, appointment) == told.split()
    with clinic.desk.database.read() as connection:
        promised = set(connection.execute(select(Confirmation.starts_at)).scalars())
    assert promised == {at(15), at(16), at(16, 30)}
    assert verify(clinic.desk.database) == ()


def test_what_has_no_time_is_given_one_before_anything_is_asked_of_it(clinic: Clinic) -> None:
    appointment = requested(clinic)
    take(clinic, Action.TO_WAITING_LIST, appointment)
    take(clinic, Action.CANCEL, appointment)
    manager = sign_in(clinic.desk.database.url, lambda: NOW, "manager")
    assert {one.action: one.why_not for one in manager.appointments.view(appointment).offers} == {
        Action.RESTORE: "move.no-time",
        Action.MISTAKE: None,
    }
    with pytest.raises(RuleBroken, match="move.no-time"):
        take(manager, Action.RESTORE, appointment)
    manager.close()


def test_a_request_without_a_time_is_accepted_at_one_of_those_suggested(clinic: Clinic) -> None:
    """As one comes in from the web: no time, no clinician yet."""
    appointment = booked(clinic, 15, 0)
    take(clinic, Action.CONSUMER_SUGGESTS, appointment, suggestions=(at(14, days=1),))
    none = ("day", "starts_at", "ends_at", "busy_from", "busy_to", "wall_start", "wall_end")
    _set(clinic, appointment, dict.fromkeys((*none, "clinician_id", "room_id", "room_unit")))
    with pytest.raises(RuleBroken, match="move.no-time"):
        take(clinic, Action.ASK_TO_RESCHEDULE, appointment)
    assert take(clinic, Action.ACCEPT, appointment).status is Status.BOOKED
    view = clinic.appointments.view(appointment)
    assert (view.start, view.end, view.clinician_id) == (at(14, days=1), at(14, 20, days=1), CHEN)


def _set(clinic: Clinic, appointment: int, values: dict[str, object]) -> None:
    def work(connection: Connection) -> None:
        connection.execute(
            update(Appointment).where(Appointment.id == appointment).values(**values, version=Appointment.version + 1)
        )

    clinic.desk.database.write(work)
