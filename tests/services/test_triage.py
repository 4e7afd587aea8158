"""Triage: requests with wished times, for now, to a clinician or a group; accepted whole, or declined, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, Modality, RequestKind, RequestState, Role, Source, Status
from frontdesk.services.forms import (
    AcceptRequest,
    Act,
    Booked,
    Booking,
    DeclineRequest,
    OpeningQuery,
    Requested,
    new_command_id,
)
from frontdesk.services.groups import ClinicianGroupLine
from frontdesk.services.merge_forms import Merge
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.verify import verify
from frontdesk.texts import sentence
from frontdesk.views.requests import RequestLine
from tests.little import (
    CHEN,
    CONSULTATION,
    FEVER,
    INFLUENZA,
    LAKESIDE,
    NOW,
    RIVERSIDE,
    ROY,
    TRAVEL,
    Clock,
    at,
    away,
    influenza,
    maria,
    program,
    sign_in,
)


def taken(clinic: Clinic, *wanted: datetime, **more: Any) -> Requested:
    """A request for an influenza vaccination at these starts, for Maria."""
    consumer = more.pop("consumer_id", None) or maria(clinic, f"maria.{more.get('number', 1)}")
    more.pop("number", None)
    return clinic.booking.take_request(influenza(consumer, wanted=wanted, **more), new_command_id())


def now(clinic: Clinic, **more: Any) -> Requested:
    return taken(clinic, kind=RequestKind.NOW, **more)


def accept(clinic: Clinic, made: Requested, start: datetime | None = None, **more: Any) -> Booked:
    form = AcceptRequest(made.request_id, made.version, start, **more)
    return clinic.requests.accept(form, new_command_id())


def decline(clinic: Clinic, made: Requested, response: str = "", **more: Any) -> Requested:
    return clinic.requests.decline(DeclineRequest(made.request_id, made.version, response, **more), new_command_id())


def line(clinic: Clinic, made: Requested) -> RequestLine:
    return clinic.requests.view(made.request_id).line


def sound(clinic: Clinic) -> bool:
    return verify(clinic.desk.database) == ()


def group(boss: Clinic, *members: int, name: str = "Vaccination") -> int:
    """A group of clinicians."""
    seen = boss.groups.read().clinician
    boss.groups.save_clinician_groups((*seen, ClinicianGroupLine(None, name, True, members)), seen, new_command_id())
    return boss.groups.read().clinician[-1].id or 0


def mail(clinic: Clinic) -> list[tuple[str, str]]:
    """What waits to be sent to consumers: kind, and the desk's own words."""
    with clinic.desk.database.read() as connection:
        rows = connection.execute(select(t.Outbox.kind, t.Outbox.payload).order_by(t.Outbox.id))
        return [(row.kind, row.payload["message"]) for row in rows]


@pytest.mark.feature("REQ-1", "REQ-4")
def test_a_request_by_telephone_has_its_wished_times_and_who_it_is_for(clinic: Clinic, boss: Clinic) -> None:
    boss.groups.save_consumer_groups((NamedLine(None, "Families"), NamedLine(None, "Harbour")), (), new_command_id())
    families, harbour = (one.id for one in boss.choices().consumer_groups)
    consumer = maria(clinic)
    theirs = update(t.Consumer).where(t.Consumer.id == consumer).values(group_id=families)
    clinic.desk.database.write(lambda connection: connection.execute(theirs))
    nurses = group(boss, ROY, name="Nurses")
    wished = (at(16), at(15), at(16), at(9, days=1))
    made = taken(
        clinic, *wished, consumer_id=consumer, clinician_group_id=nurses, source=Source.PHONE, note="Afternoons"
    )
    (one,) = clinic.requests.open(RIVERSIDE)
    assert (one.id, one.kind, one.source, one.note) == (
        made.request_id,
        RequestKind.SCHEDULED,
        Source.PHONE,
        "Afternoons",
    )
    assert (one.consumer_group, one.clinician_group, one.clinician_group_id) == ("Families", "Nurses", nurses)
    assert [(w.start, w.wall_start) for w in one.times] == [
        (start, start.replace(tzinfo=None)) for start in (at(16), at(15), at(9, days=1))
    ]
    other = taken(clinic, consumer_id=consumer, consumer_group_id=harbour)
    assert (line(clinic, other).consumer_group, line(clinic, other).times) == ("Harbour", ())
    assert [one.id for one in clinic.requests.open(RIVERSIDE)] == [made.request_id, other.request_id]
    assert sound(clinic)


@pytest.mark.feature("REQ-4")
def test_what_cannot_be_wished_is_refused_at_its_field(clinic: Clinic, boss: Clinic) -> None:
    consumer = maria(clinic)
    nurses = group(boss, ROY)
    saved = boss.groups.read().clinician
    off = (ClinicianGroupLine(nurses, "Vaccination", active=False),)
    eleven = tuple(at(15) + timedelta(minutes=number) for number in range(11))
    for code, field, more in (
        ("slot.past", "wanted", {"wanted": (at(15), NOW)}),
        ("suggestion.too-many", "wanted", {"wanted": eleven}),
        ("time.range", "wanted", {"wanted": (at(15).replace(year=1800),)}),
        ("wanted.now", "wanted", {"wanted": (at(15),), "kind": RequestKind.NOW}),
        ("group.and-clinician", "clinician", {"clinician_group_id": nurses, "clinician_id": CHEN}),
        ("group.unknown", "clinician", {"clinician_group_id": 99}),
        ("group.unknown", "consumer_group", {"consumer_group_id": 99}),
    ):
        with pytest.raises(RuleBroken) as refused:
            clinic.booking.take_request(influenza(consumer, **more), new_command_id())
        assert (refused.value.code, refused.value.fields) == (code, (field,))
    boss.groups.save_clinician_groups(off, saved, new_command_id())
    with pytest.raises(RuleBroken, match=r"group\.unknown"):
        clinic.booking.take_request(influenza(consumer, clinician_group_id=nurses), new_command_id())
    assert clinic.requests.open(RIVERSIDE) == ()


@pytest.mark.feature("REQ-3")
def test_accepting_books_the_chosen_time_and_answers_in_ones_own_words(clinic: Clinic) -> None:
    made = taken(clinic, at(15), at(16), clinician_id=ROY)
    with pytest.raises(RuleBroken, match=r"suggestion\.choose"):
        accept(clinic, made)
    booked = accept(clinic, made, at(16), response="See you at four", clinician_id=CHEN)
    view = clinic.appointments.view(booked.appointment_id)
    assert (view.status, view.clinician, view.start) == (Status.BOOKED, "Dr Mei Chen", at(16))
    told = line(clinic, made)
    assert (told.state, told.answered_by, told.answered_at, told.response, told.declined) == (
        RequestState.COMPLETED,
        "Ana Souza",
        NOW,
        "See you at four",
        False,
    )
    history = clinic.requests.view(made.request_id).history
    assert [(one.action, one.message) for one in history] == [
        ("accept-request", "See you at four"),
        ("book", ""),
        ("take-request", ""),
    ]
    assert mail(clinic) == [("request-received", ""), ("confirmation", "See you at four")]
    assert sound(clinic)


@pytest.mark.feature("REQ-3")
def test_the_only_wish_is_taken_and_without_any_the_earliest_there_is(clinic: Clinic) -> None:
    assert accept(clinic, taken(clinic, at(15))).start == at(15)
    made = taken(clinic, number=2)
    earliest = clinic.booking.openings(OpeningQuery(INFLUENZA, RIVERSIDE))[0]
    assert accept(clinic, made).start == earliest.start


@pytest.mark.feature("REQ-3", "ACT-6")
def test_what_is_confirmed_by_hand_is_booked_at_once_when_a_person_accepts_it(clinic: Clinic) -> None:
    wish = Booking(TRAVEL, RIVERSIDE, maria(clinic), wanted=(at(15),), modality=Modality.PHONE)
    made = clinic.booking.take_request(wish, new_command_id())
    booked = accept(clinic, made)
    assert (booked.status, mail(clinic)[-1][0]) == (Status.BOOKED, "confirmation")
    assert sound(clinic)


@pytest.mark.feature("REQ-3")
def test_a_program_is_accepted_whole_the_first_dose_at_the_wished_time(clinic: Clinic) -> None:
    wish = Booking(
        program_id=program(clinic),
        center_id=RIVERSIDE,
        consumer_id=maria(clinic),
        answers={FEVER: "no"},
        wanted=(at(15), at(16)),
    )
    made = clinic.booking.take_request(wish, new_command_id())
    booked = accept(clinic, made, at(16), response="Both doses")
    starts = [clinic.appointments.view(one).start for one in booked.appointments]
    assert starts[0] == at(16)
    assert len(starts) == 2
    assert mail(clinic)[1:] == [("confirmation", "Both doses"), ("confirmation", "")]
    assert sound(clinic)


@pytest.mark.feature("REQ-3")
def test_declining_closes_the_request_and_says_why(clinic: Clinic) -> None:
    made = taken(clinic, at(15))
    done = decline(clinic, made, "We have no vaccine left.")
    told = line(clinic, made)
    assert (told.state, told.declined, told.response, told.version) == (
        RequestState.REVOKED,
        True,
        "We have no vaccine left.",
        done.version,
    )
    assert clinic.requests.open(RIVERSIDE) == ()
    assert mail(clinic)[-1] == ("declined", "We have no vaccine left.")
    assert [one.action for one in clinic.requests.view(made.request_id).history] == ["decline-request", "take-request"]
    quiet = taken(clinic, at(15), number=2)
    decline(clinic, quiet, notify=False)
    assert mail(clinic)[-1][0] == "request-received"
    assert sound(clinic)


@pytest.mark.feature("REQ-3")
def test_a_request_is_answered_once_and_the_second_hears_who_did_it(clinic: Clinic, boss: Clinic) -> None:
    made, other, gone = (taken(clinic, at(15), number=number) for number in (1, 2, 3))
    accept(boss, made)
    decline(boss, other)
    boss.requests.withdraw(gone.request_id, 1, new_command_id())
    for one, code in ((made, "request.booked"), (other, "request.declined"), (gone, "request.withdrawn")):
        for answer in (accept, decline):
            with pytest.raises(RuleBroken) as late:
                answer(clinic, one)
            assert (late.value.code, late.value.params["by"]) == (code, "Bo Ss")
            assert late.value.params["at"] == NOW.replace(tzinfo=None)
            assert sentence(late.value).startswith("Bo Ss ")
    seen = taken(clinic, at(16), number=4)
    clinic.desk.database.write(
        lambda connection: connection.execute(
            update(t.Request).where(t.Request.id == seen.request_id).values(version=2)
        )
    )
    with pytest.raises(ChangedElsewhere) as meanwhile:
        accept(clinic, seen)
    assert meanwhile.value.by == "Ana Souza"
    with pytest.raises(RuleBroken, match=r"request\.unknown"):
        clinic.requests.decline(DeclineRequest(99, 1), new_command_id())


@pytest.mark.feature("REQ-3", "BKG-9")
def test_a_slot_that_is_taken_names_who_has_it_and_the_nearest_free_times(clinic: Clinic) -> None:
    first, second = (taken(clinic, at(15), number=number, clinician_id=CHEN) for number in (1, 2))
    accept(clinic, first)
    with pytest.raises(RuleBroken) as lost:
        accept(clinic, second)
    assert lost.value.code == "slot.taken"
    told: Any = lost.value.params
    assert [one.consumer for one in told["obstacles"]] == ["Maria Silva"]
    assert (told["nearest"][0].start, told["nearest"][0].clinician) == (at(15), "Nurse Iris Roy")
    assert line(clinic, second).state is RequestState.ACTIVE
    away(clinic, at(9), at(17), ROY)
    with pytest.raises(RuleBroken, match=r"slot\.leave"):
        accept(clinic, second, at(16), clinician_id=ROY)
    assert sound(clinic)


@pytest.mark.feature("AVL-6", "REQ-3")
def test_now_is_given_to_who_is_on_demand_whatever_their_hours(clinic: Clinic, clock: Clock) -> None:
    clock.to(19, 2)
    made = now(clinic)
    with pytest.raises(RuleBroken, match=r"slot\.outside-hours"):
        accept(clinic, made)
    clinic.on_demand.switch(ROY, RIVERSIDE, True, new_command_id())
    booked = accept(clinic, made)
    view = clinic.appointments.view(booked.appointment_id)
    assert (view.clinician, view.start, view.status) == ("Nurse Iris Roy", at(19, 5), Status.BOOKED)
    with pytest.raises(RuleBroken, match=r"slot\.taken"):  # never beside what they have
        accept(clinic, now(clinic, number=2))
    scheduled = taken(clinic, at(20), number=3)
    with pytest.raises(RuleBroken, match=r"slot\.outside-hours"):  # only what is wanted now
        accept(clinic, scheduled)
    assert sound(clinic)


@pytest.mark.feature("AVL-6", "REQ-3")
def test_now_is_given_to_who_works_and_is_free_and_to_who_is_on_demand_first(clinic: Clinic, clock: Clock) -> None:
    booked = accept(clinic, now(clinic))
    assert (booked.start, clinic.appointments.view(booked.appointment_id).clinician) == (at(10, 25), "Dr Mei Chen")
    clock.to(11, 0)
    clinic.on_demand.switch(ROY, RIVERSIDE, True, new_command_id())
    assert accept(clinic, now(clinic, number=2)).clinician_id == ROY
    away(clinic, at(9), at(23), ROY)
    clock.to(13, 1)
    assert accept(clinic, now(clinic, number=3), at(13)).start == at(13, 5)
    with pytest.raises(RuleBroken, match=r"slot\.leave"):
        accept(clinic, now(clinic, number=4), clinician_id=ROY)
    assert sound(clinic)


@pytest.mark.feature("REQ-2")
def test_a_clinician_answers_what_is_to_them_their_group_or_anybody_into_their_own_calendar(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    consumer = maria(clinic)
    nurses, doctors = group(boss, ROY, name="Nurses"), group(boss, CHEN, name="Doctors")
    to_me, to_roy = (taken(clinic, at(15), consumer_id=consumer, clinician_id=one) for one in (CHEN, ROY))
    to_us, to_them = (taken(clinic, at(16), consumer_id=consumer, clinician_group_id=one) for one in (doctors, nurses))
    to_any = taken(clinic, at(11), consumer_id=consumer)
    chen = sign_in(clinic.desk.database.url, clock, "clinician", "Room 1")
    assert [one.id for one in chen.requests.mine()] == [to_me.request_id, to_us.request_id]
    assert clinic.requests.mine() == ()
    for other in (to_roy, to_them):
        for answer in (accept, decline):
            with pytest.raises(RuleBroken, match=r"request\.not-yours"):
                answer(chen, other)
    with pytest.raises(RuleBroken, match=r"request\.own-calendar"):
        accept(chen, to_any, clinician_id=ROY)
    assert [accept(chen, one).clinician_id for one in (to_me, to_us)] == [CHEN, CHEN]
    decline(chen, to_any, "Sorry")
    assert accept(clinic, to_them).clinician_id == ROY
    assert chen.requests.mine() == ()
    assert sound(clinic)
    chen.close()


@pytest.mark.feature("REQ-3")
def test_the_desk_answers_for_its_centers_and_managers_for_all(clinic: Clinic, boss: Clinic) -> None:
    works = insert(t.StaffCenter).values(staff_id=CHEN, center_id=LAKESIDE)
    clinic.desk.database.write(lambda connection: connection.execute(works))
    wish = Booking(CONSULTATION, LAKESIDE, maria(clinic), wanted=(at(18),))
    made = boss.booking.take_request(wish, new_command_id())
    for answer in (accept, decline):
        with pytest.raises(RuleBroken, match=r"not\.your-center"):
            answer(clinic, made)
    decline(boss, made)
    with clinic.desk.database.read() as connection:
        roles = connection.execute(select(t.StaffRole.role)).scalars().all()
    assert Role.ADMINISTRATOR not in roles


@pytest.mark.feature("REQ-3")
def test_a_group_that_is_empty_or_gone_and_a_retired_clinician_take_nothing(clinic: Clinic, boss: Clinic) -> None:
    empty = group(boss)
    to_nobody = taken(clinic, at(15), clinician_group_id=empty)
    with pytest.raises(RuleBroken, match=r"slot\.none"):
        accept(clinic, to_nobody)
    to_roy = taken(clinic, at(15), number=2, clinician_id=ROY)
    retire = update(t.Staff).where(t.Staff.id == ROY).values(active=False)
    clinic.desk.database.write(lambda connection: connection.execute(retire))
    with pytest.raises(RuleBroken, match=r"clinician\.not-able"):
        accept(clinic, to_roy)
    assert accept(clinic, to_roy, clinician_id=CHEN).clinician_id == CHEN
    retire = update(t.Service).where(t.Service.id == INFLUENZA).values(active=False)
    clinic.desk.database.write(lambda connection: connection.execute(retire))
    with pytest.raises(RuleBroken, match=r"service\.unknown"):
        accept(clinic, to_nobody, clinician_id=CHEN)
    decline(clinic, to_nobody, "We do not offer this any more.")
    assert sound(clinic)


@pytest.mark.feature("REQ-3", "ACT-11")
def test_accepting_is_undone_and_the_request_waits_again(clinic: Clinic) -> None:
    made = taken(clinic, at(15))
    command = new_command_id()
    clinic.requests.accept(AcceptRequest(made.request_id, 1, response="Fine"), command)
    assert clinic.appointments.last_done() == command
    clinic.appointments.undo(command, new_command_id())
    again = line(clinic, made)
    assert (again.state, again.answered_at, again.response) == (RequestState.ACTIVE, None, "")
    assert clinic.requests.accept(AcceptRequest(made.request_id, again.version), new_command_id()).start == at(15)
    assert sound(clinic)


@pytest.mark.feature("BKG-6", "REQ-3")
def test_a_declined_request_is_booked_again_and_the_no_is_history(clinic: Clinic) -> None:
    made = taken(clinic, at(15))
    decline(clinic, made, "No")
    booked = clinic.booking.book(Booking(request_id=made.request_id, start=at(16)), new_command_id())
    told = line(clinic, made)
    assert (told.state, told.declined, told.answered_at, told.response) == (RequestState.COMPLETED, False, None, "")
    clinic.appointments.act(Act(Action.CANCEL, booked.appointment_id, 1), new_command_id())
    assert (line(clinic, made).state, line(clinic, made).declined) == (RequestState.REVOKED, False)
    assert sound(clinic)


@pytest.mark.feature("REQ-3")
def test_a_repeated_answer_is_answered_again_and_not_done_twice(clinic: Clinic) -> None:
    made, other = taken(clinic, at(15)), taken(clinic, at(16), number=2)
    yes, no = new_command_id(), new_command_id()
    form = AcceptRequest(made.request_id, 1)
    assert clinic.requests.accept(form, yes) == clinic.requests.accept(form, yes)
    refused = DeclineRequest(other.request_id, 1, "No")
    assert clinic.requests.decline(refused, no) == clinic.requests.decline(refused, no)


@pytest.mark.feature("REQ-3", "CON-5")
def test_a_request_of_a_merged_record_is_accepted_for_the_one_that_stays(clinic: Clinic, boss: Clinic) -> None:
    gone, stays = maria(clinic, "maria.gone"), maria(clinic, "maria.stays")
    made = taken(clinic, at(15), consumer_id=gone)
    boss.merging.merge(Merge(stays, gone, 1, 1), new_command_id())
    with pytest.raises(ChangedElsewhere):
        accept(clinic, made)
    now_of = line(clinic, made)
    form = AcceptRequest(made.request_id, now_of.version)
    booked = clinic.requests.accept(form, new_command_id())
    assert clinic.appointments.view(booked.appointment_id).consumer_id == stays
    assert sound(clinic)


@pytest.mark.feature("REQ-3")
def test_a_wished_time_is_the_wall_clock_that_was_said_over_a_change_of_clocks(clinic: Clinic, clock: Clock) -> None:
    """In Chicago on the Monday after the clocks went forward nine o'clock is an hour earlier for the rest of us."""
    boss = sign_in(clinic.desk.database.url, clock, "manager")
    clock.instant = datetime(2027, 3, 11, 15, tzinfo=UTC)
    before, after = datetime(2027, 3, 12, 15, tzinfo=UTC), datetime(2027, 3, 15, 14, tzinfo=UTC)
    wish = Booking(CONSULTATION, LAKESIDE, maria(boss), wanted=(before, after))
    made = boss.booking.take_request(wish, new_command_id())
    times = line(boss, made).times
    assert [(one.start, one.wall_start.hour) for one in times] == [(before, 9), (after, 9)]
    boss.close()


@pytest.mark.feature("REQ-3", "APT-10")
def test_one_that_was_declined_and_booked_after_all_is_declined_again_when_that_is_undone(
    clinic: Clinic, clock: Clock
) -> None:
    made = taken(clinic, at(15))
    decline(clinic, made, "Nobody is there")
    declined = line(clinic, made)
    clock.to(10, 30)
    command = new_command_id()
    clinic.booking.book(Booking(request_id=made.request_id, start=at(15)), command)
    clinic.appointments.undo(command, new_command_id())
    after = line(clinic, made)
    assert (after.state, after.declined, after.response) == (RequestState.REVOKED, True, "Nobody is there")
    assert (after.answered_at, after.answered_by) == (declined.answered_at, declined.answered_by)
    assert clinic.requests.open(RIVERSIDE) == ()
    assert sound(clinic)


@pytest.mark.feature("REQ-3", "APT-10")
def test_undo_after_a_no_takes_back_nothing_that_was_done_before_it(clinic: Clinic) -> None:
    accepted, declined, withdrawn = (taken(clinic, at(hour), number=hour) for hour in (14, 15, 16))
    accept(clinic, accepted)
    assert clinic.appointments.last_done() is not None
    decline(clinic, declined)
    assert clinic.appointments.last_done() is None
    accept(clinic, taken(clinic, at(13), number=13))
    clinic.requests.withdraw(withdrawn.request_id, 1, new_command_id())
    assert clinic.appointments.last_done() is None
