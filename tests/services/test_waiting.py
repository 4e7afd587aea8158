"""The waiting list: put on it, whom a freed time suits and in which order, offered, answered, taken off it."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import delete, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Waiting
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.waiting import SOON, URGENT, Wish
from frontdesk.rules.words import Action, RequestState, Status
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.services.freed import Freed
from frontdesk.services.verify import verify
from frontdesk.services.waiting_line import WaitForm, Waits
from tests.little import (
    CHEN,
    CONSULTATION,
    LAKESIDE,
    NOW,
    RIVERSIDE,
    ROY,
    TODAY,
    Clock,
    at,
    away,
    influenza,
    maria,
    sign_in,
)
from tests.services.test_acting import take


def put(clinic: Clinic, name: str, wish: Wish | None = None, **more: object) -> Waits:
    """Somebody waits for an influenza vaccination unless told otherwise."""
    form = WaitForm(influenza(maria(clinic, name), **more), wish or Wish())
    return clinic.waiting.put(form, new_command_id())


def freed(start: datetime, minutes: int = 20, clinician: int = CHEN) -> Freed:
    return Freed(RIVERSIDE, clinician, start, start + timedelta(minutes=minutes))


def given(clinic: Clinic, hour: int, clinician: int = CHEN, days: int = 0) -> int:
    """An appointment of somebody else with that clinician; its id."""
    wish = influenza(maria(clinic, f"other.{hour}.{clinician}.{days}"), clinician_id=clinician, start=at(hour, 0, days))
    return clinic.booking.book(wish, new_command_id()).appointment_id


def names(clinic: Clinic, stretch: Freed) -> list[int]:
    return [one.appointment_id for one in clinic.waiting.fits(stretch)]


@pytest.mark.feature("BKG-12")
def test_who_found_no_slot_is_put_on_the_list_with_what_they_wish_for(clinic: Clinic) -> None:
    wish = Wish(URGENT, TODAY, TODAY + timedelta(days=9), 0b00011, time(9), time(12), CHEN, "Call after six")
    made = put(clinic, "maria", wish, note="Has a letter")
    (line,) = clinic.waiting.line(RIVERSIDE)
    assert (line.appointment_id, line.status) == (made.appointment_id, Status.WAITLIST)
    assert (line.wish, line.since) == (wish, NOW)
    assert (line.consumer, line.service, line.wished_clinician) == ("Maria Silva", "Influenza", "Dr Mei Chen")
    view = clinic.appointments.view(made.appointment_id)
    assert [one.action for one in view.history] == ["to-waiting-list", "take-request"]
    assert view.history[0].sent == ("waiting-list email maria@example.org waiting",)
    request = clinic.requests.view(made.request_id)
    assert (request.line.state, request.line.note) == (RequestState.COMPLETED, "Has a letter")
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-12")
def test_a_freed_slot_shows_who_fits_first_come_first_served_by_priority(clinic: Clinic, clock: Clock) -> None:
    late = put(clinic, "late").appointment_id
    clock.to(10, 30)
    soon = put(clinic, "soon", Wish(SOON)).appointment_id
    clock.to(10, 31)
    later = put(clinic, "later").appointment_id
    urgent = put(clinic, "urgent", Wish(URGENT)).appointment_id
    put(clinic, "mornings", Wish(SOON, to_time=time(12)))
    put(clinic, "tomorrow", Wish(SOON, first_day=TODAY + timedelta(days=1)))
    put(clinic, "until.monday", Wish(SOON, last_day=TODAY - timedelta(days=0), weekdays=1))
    put(clinic, "roy.only", Wish(SOON, clinician_id=ROY))
    one = given(clinic, 15)
    assert names(clinic, freed(at(15))) == []
    take(clinic, Action.CANCEL, one)
    assert names(clinic, freed(at(15))) == [soon, urgent, late, later]
    assert clinic.waiting.fits(freed(at(15)), limit=2)[0].fits_at == at(15)
    assert len(clinic.waiting.fits(freed(at(15)), limit=2)) == 2


@pytest.mark.feature("BKG-12")
def test_a_service_needs_the_whole_gap_that_is_free_around_what_was_freed(clinic: Clinic) -> None:
    """20 minutes are freed: a consultation of 30 and 5 fits only where its clinician is free before or after them."""
    long = WaitForm(influenza(maria(clinic, "long"), service_id=CONSULTATION, answers={}), Wish())
    waits = clinic.waiting.put(long, new_command_id()).appointment_id
    one, before = given(clinic, 15), given(clinic, 14)
    for start in (at(14, 20), at(14, 40), at(15, 20), at(15, 40)):
        wish = influenza(maria(clinic, f"at.{start:%H.%M}"), clinician_id=CHEN, start=start)
        clinic.booking.book(wish, new_command_id())
    take(clinic, Action.CANCEL, one)
    assert names(clinic, freed(at(15))) == []
    take(clinic, Action.CANCEL, before)
    assert [one.fits_at for one in clinic.waiting.fits(freed(at(14)))] == [at(13, 45)]
    assert names(clinic, freed(at(14), clinician=ROY)) == []  # who does not give consultations
    assert waits


@pytest.mark.feature("BKG-12")
def test_somebody_booked_is_asked_only_for_a_time_that_is_earlier_than_theirs(clinic: Clinic) -> None:
    late, early = given(clinic, 16), given(clinic, 11)
    for one in (late, early):
        saved = clinic.waiting.change(one, Wish(), 0, new_command_id())
        assert saved.version == 1
    assert {one.status for one in clinic.waiting.line(RIVERSIDE)} == {Status.BOOKED}
    assert names(clinic, freed(at(14))) == [late]
    (line,) = clinic.waiting.fits(freed(at(14)))
    assert (line.fits_at, line.start, line.phone) == (at(14), at(16), "")
    act = Act(Action.RESCHEDULE, late, line.version, start=line.fits_at, clinician_id=CHEN, agreed=True)
    clinic.appointments.act(act, new_command_id())
    assert [one.appointment_id for one in clinic.waiting.line(RIVERSIDE)] == [early]  # who got it waits no longer
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-12")
def test_who_is_offered_a_time_is_offered_no_other_and_comes_back_with_the_same_wish(clinic: Clinic) -> None:
    wish = Wish(URGENT, weekdays=0b11111, from_time=time(13))
    one = put(clinic, "maria", wish).appointment_id
    offer(clinic, one, at(15))
    assert names(clinic, freed(at(14))) == []
    assert [line.status for line in clinic.waiting.line(RIVERSIDE)] == [Status.PENDING]
    take(clinic, Action.DECLINE, one)
    (line,) = clinic.waiting.line(RIVERSIDE)
    assert (line.wish, line.since, names(clinic, freed(at(14)))) == (wish, NOW, [one])
    offer(clinic, one, at(14))
    take(clinic, Action.CONSUMER_ACCEPTS, one)
    assert clinic.waiting.line(RIVERSIDE) == ()
    assert verify(clinic.desk.database) == ()


def offer(clinic: Clinic, appointment: int, start: datetime, clinician: int = CHEN) -> None:
    take(clinic, Action.OFFER_SLOT, appointment, start=start, clinician_id=clinician)


@pytest.mark.feature("BKG-12")
def test_two_desks_offer_one_slot_to_two_people_and_one_of_them_is_told(clinic: Clinic, boss: Clinic) -> None:
    first, second = (put(clinic, name).appointment_id for name in ("first", "second"))
    both = clinic.waiting.fits(freed(at(15)))
    assert [one.appointment_id for one in both] == [first, second]
    offer(boss, first, at(15))
    with pytest.raises(RuleBroken, match="slot.taken"):
        offer(clinic, second, at(15))
    stale = Act(Action.OFFER_SLOT, first, both[0].version, start=at(16), clinician_id=CHEN)
    with pytest.raises(ChangedElsewhere):
        clinic.appointments.act(stale, new_command_id())
    assert {one.appointment_id: one.status for one in clinic.waiting.line(RIVERSIDE)} == {
        first: Status.PENDING,
        second: Status.WAITLIST,
    }


@pytest.mark.feature("BKG-12")
def test_a_wish_is_changed_and_an_older_one_is_not_written_over(clinic: Clinic, boss: Clinic) -> None:
    one = put(clinic, "maria").appointment_id
    saved = boss.waiting.change(one, Wish(SOON, from_time=time(14)), 1, new_command_id())
    with pytest.raises(ChangedElsewhere):
        clinic.waiting.change(one, Wish(URGENT), 1, new_command_id())
    line = clinic.waiting.one(one)
    assert line is not None
    assert (line.wish.priority, line.wish_version, saved.version) == (SOON, 2, 2)
    (entry, *_) = clinic.appointments.view(one).history
    assert entry.action == "waiting-changed"
    assert ("wish_priority", "2", "0") in entry.changes
    assert clinic.appointments.view(one).version == 2  # its own version counts what the table did


@pytest.mark.feature("BKG-12")
@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish(9), "waiting.priority"),
        (Wish(weekdays=0), "waiting.weekdays"),
        (Wish(first_day=TODAY, last_day=TODAY - timedelta(days=1)), "waiting.days"),
        (Wish(last_day=TODAY - timedelta(days=1)), "waiting.past"),
        (Wish(first_day=date.min), "time.range"),
        (Wish(last_day=date.max), "time.range"),
        (Wish(from_time=time(12), to_time=time(9)), "hours.order"),
        (Wish(clinician_id=99), "clinician.not-able"),
    ],
)
def test_a_wish_that_nothing_can_fulfil_is_refused(clinic: Clinic, wish: Wish, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        put(clinic, "maria", wish)
    assert clinic.waiting.line(RIVERSIDE) == ()


@pytest.mark.feature("BKG-12")
def test_hours_until_midnight_are_hours_without_an_end(clinic: Clinic) -> None:
    one = put(clinic, "maria", Wish(from_time=time(14), to_time=time(0))).appointment_id
    line = clinic.waiting.one(one)
    assert line is not None
    assert (line.wish.from_time, line.wish.to_time) == (time(14), None)
    assert names(clinic, freed(at(16))) == [one]


@pytest.mark.feature("BKG-12")
def test_undo_gives_the_wish_back_that_went_with_the_action(clinic: Clinic) -> None:
    wish = Wish(SOON, TODAY, None, 0b10101, time(9), time(17), ROY, "Any time")
    one = put(clinic, "maria", wish).appointment_id
    command = new_command_id()
    view = clinic.appointments.view(one)
    clinic.appointments.act(Act(Action.CANCEL, one, view.version), command)
    assert clinic.waiting.one(one) is None
    clinic.appointments.undo(command, new_command_id())
    line = clinic.waiting.one(one)
    assert line is not None
    assert (line.status, line.wish, line.since) == (Status.WAITLIST, wish, NOW)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-12")
def test_a_wish_that_was_made_changed_or_given_up_is_undone_unless_it_was_changed_since(
    clinic: Clinic, boss: Clinic
) -> None:
    one, wishes = given(clinic, 15), (Wish(URGENT, TODAY, remark="Calls"), Wish(SOON, to_time=time(12)))

    def wish() -> Wish | None:
        line = clinic.waiting.one(one)
        return None if line is None else line.wish

    def undo() -> None:
        command = clinic.appointments.last_done()
        assert command is not None
        clinic.appointments.undo(command, new_command_id())

    clinic.waiting.change(one, wishes[0], 0, new_command_id())
    undo()
    assert wish() is None
    clinic.waiting.change(one, wishes[0], 0, new_command_id())
    clinic.waiting.change(one, wishes[1], 1, new_command_id())
    undo()
    assert wish() == wishes[0]
    clinic.waiting.remove_wish(one, 3, new_command_id())
    undo()
    assert wish() == wishes[0]
    clinic.waiting.change(one, wishes[1], 1, new_command_id())
    boss.waiting.change(one, wishes[0], 2, new_command_id())
    with pytest.raises(RuleBroken, match=r"undo\.written-again"):
        undo()
    clinic.waiting.remove_wish(one, 3, new_command_id())
    take(boss, Action.CANCEL, one)
    with pytest.raises(RuleBroken, match=r"undo\.written-again"):
        undo()
    assert wish() is None
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-12")
def test_the_wish_of_a_booked_one_ends_with_it_and_can_be_given_up(clinic: Clinic, clock: Clock) -> None:
    one, other = given(clinic, 15), given(clinic, 16)
    clinic.waiting.change(one, Wish(), 0, new_command_id())
    clinic.waiting.change(other, Wish(), 0, new_command_id())
    take(clinic, Action.CANCEL, one)
    assert clinic.waiting.remove_wish(other, 1, new_command_id()).version == 0
    assert clinic.waiting.line(RIVERSIDE) == ()
    clock.to(17, 30)
    with pytest.raises(RuleBroken, match="waiting.not-ahead"):
        clinic.waiting.change(other, Wish(), 0, new_command_id())
    waits = put(clinic, "maria").appointment_id
    with pytest.raises(RuleBroken, match="waiting.listed"):
        clinic.waiting.remove_wish(waits, 1, new_command_id())


@pytest.mark.feature("BKG-12")
def test_nobody_is_offered_a_time_at_which_they_have_something_else(clinic: Clinic) -> None:
    consumer = maria(clinic, "busy")
    clinic.booking.book(influenza(consumer, clinician_id=ROY, start=at(15)), new_command_id())
    waits = clinic.waiting.put(WaitForm(influenza(consumer), Wish()), new_command_id()).appointment_id
    assert names(clinic, freed(at(15))) == []
    assert names(clinic, freed(at(16))) == [waits]


@pytest.mark.feature("BKG-12")
def test_what_was_freed_and_is_taken_again_suits_nobody(clinic: Clinic) -> None:
    put(clinic, "maria")
    away(clinic, at(15), at(16))
    assert names(clinic, freed(at(15))) == []
    assert names(clinic, freed(at(9))) == []  # over
    assert names(clinic, Freed(RIVERSIDE, 99, at(15), at(16))) == []


@pytest.mark.feature("BKG-12")
def test_only_who_books_there_puts_people_on_the_list(clinic: Clinic, clock: Clock) -> None:
    made = put(clinic, "maria")
    nurse = sign_in(clinic.desk.database.url, clock, "nurse", "Desk 2")
    with pytest.raises(RuleBroken, match="not.your-role"):
        put(nurse, "other")
    with pytest.raises(RuleBroken, match="not.your-center"):
        nurse.waiting.change(made.appointment_id, Wish(SOON), 1, new_command_id())
    nurse.close()
    assert len(clinic.waiting.line(RIVERSIDE)) == 1


@pytest.mark.feature("BKG-12")
def test_a_request_that_finds_no_time_is_put_on_the_list_and_is_answered(clinic: Clinic) -> None:
    request = clinic.booking.take_request(influenza(maria(clinic), clinician_id=ROY), new_command_id())
    form = WaitForm(Booking(request_id=request.request_id), Wish())
    made = clinic.waiting.put(form, new_command_id())
    assert made.request_id == request.request_id
    assert clinic.requests.open(RIVERSIDE) == ()
    (line,) = clinic.waiting.line(RIVERSIDE)
    assert line.consumer == "Maria Silva"
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("BKG-12")
def test_verify_tells_of_who_waits_for_nothing_and_of_wishes_that_belong_elsewhere(clinic: Clinic) -> None:
    one, other = (put(clinic, name).appointment_id for name in ("one", "other"))

    def damage(connection: object) -> None:
        connection.execute(delete(Waiting).where(Waiting.appointment_id == one))  # type: ignore[attr-defined]
        stray = update(Waiting).where(Waiting.appointment_id == other).values(center_id=LAKESIDE)
        connection.execute(stray)  # type: ignore[attr-defined]

    clinic.desk.database.write(damage)
    assert {finding.code for finding in verify(clinic.desk.database)} == {"waiting.missing", "waiting.stray"}
