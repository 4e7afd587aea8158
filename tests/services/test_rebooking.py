"""Somebody is booked again after a session: into a line of a work schedule, at a time said by their own clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CalendarType, Modality, Status
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.services.rebooking_forms import RebookDraft
from frontdesk.services.verify import verify
from frontdesk.views.rebooking import RebookLine
from tests.little import (
    CHEN,
    CONSULTATION,
    FEVER,
    INFLUENZA,
    RIVERSIDE,
    ROY,
    TODAY,
    Clock,
    at,
    influenza,
    maria,
    sign_in,
)

LISBON, TOKYO = "Europe/Lisbon", "Asia/Tokyo"


def wall(text: str) -> datetime:
    """A time on a wall, without a zone."""
    return datetime.fromisoformat(text)


def session(clinic: Clinic, clock: Clock, consumer_id: int, service_id: int = CONSULTATION) -> int:
    """A session with Dr Chen that has begun."""
    wish = Booking(service_id=service_id, center_id=RIVERSIDE, consumer_id=consumer_id, clinician_id=CHEN)
    made = clinic.booking.book(wish, new_command_id()).appointment_id
    clock.to(10, 50)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    doctor.appointments.act(Act(Action.COMMENCE, made, 1), new_command_id())
    doctor.close()
    return made


def lines(clinic: Clinic, clinician_id: int | None = CHEN, service_id: int = CONSULTATION) -> tuple[RebookLine, ...]:
    return clinic.rebooking.lines(clinician_id, service_id, None, TODAY)


def draft(clinic: Clinic, follows: int, wall: datetime | None, zone: str = LISBON, **more: object) -> RebookDraft:
    """Into Dr Chen's first line unless told otherwise."""
    wish = {"follows_id": follows, "zone": zone, "line": lines(clinic)[0], "wall_start": wall}
    return RebookDraft(**{**wish, **more})  # type: ignore[arg-type]  # tests name the fields they mean


def schedule(  # one parameter for each part of a schedule
    clinic: Clinic, clinician_id: int, days: tuple[int, ...], starts: time, ends: time, **more: object
) -> int:
    """Another work schedule at Riverside."""
    wish = {"calendar_type": CalendarType.AD_HOC, "valid_from": date(2026, 1, 1), "center_id": RIVERSIDE, **more}

    def work(connection: object) -> int:
        new = insert(t.WorkSchedule).values(clinician_id=clinician_id, name="More", version=1, **wish)
        made = connection.execute(new.returning(t.WorkSchedule.id)).scalar_one()  # type: ignore[attr-defined]
        for day in days:
            line = insert(t.WorkScheduleLine).values(schedule_id=made, weekday=day, starts=starts, ends=ends)
            connection.execute(line)  # type: ignore[attr-defined]
        return int(made)

    return clinic.desk.database.write(work)


@pytest.mark.feature("QCK-2")
def test_lines_of_the_same_hours_are_one_and_only_those_that_give_the_service_are_there(clinic: Clinic) -> None:
    rapid = schedule(clinic, CHEN, (1, 3), time(18), time(0), calendar_type=CalendarType.RAPID_RESPONSE)
    schedule(clinic, CHEN, (5,), time(9), time(12), valid_to=date(2026, 11, 23))
    schedule(clinic, ROY, (5,), time(9), time(12))
    week, evening = lines(clinic)
    assert (week.clinician, week.center, week.zone, week.weekdays) == (
        "Dr Mei Chen",
        "Riverside",
        LISBON,
        (0, 1, 2, 3, 4),
    )
    assert (week.key.starts, week.key.ends, week.modalities) == (time(9), time(17), (Modality.IN_PERSON,))
    assert (week.calendar_type, week.takes_ad_hoc) == (CalendarType.AD_HOC, True)
    assert (evening.key.schedule_id, evening.weekdays, evening.takes_ad_hoc) == (rapid, (1, 3), False)
    assert {one.clinician_id for one in lines(clinic, None)} == {CHEN}
    assert [one.weekdays for one in lines(clinic, ROY, INFLUENZA)] == [(0, 1, 2, 3, 4), (5,)]
    assert lines(clinic, ROY) == ()
    assert clinic.rebooking.lines(None, CONSULTATION, 2, TODAY) == ()


@pytest.mark.feature("QCK-2")
def test_it_is_booked_by_the_clock_of_the_client_and_follows_the_session(clinic: Clinic, clock: Clock) -> None:
    consumer = maria(clinic, zone=TOKYO)
    first = session(clinic, clock, consumer)
    wish = draft(clinic, first, wall("2026-12-01T20:30"), TOKYO)
    looked = clinic.rebooking.check(wish)
    assert looked.problems == ()
    assert (looked.start, looked.wall_start) == (at(11, 30, 7), wall("2026-12-01T11:30"))
    assert (looked.client_start, looked.client_end) == (wall("2026-12-01T20:30"), wall("2026-12-01T21:00"))
    command = new_command_id()
    booked = clinic.rebooking.book(wish, command)
    assert clinic.rebooking.book(wish, command) == booked
    view = clinic.appointments.view(booked.appointment_id)
    assert view.follows is not None
    assert (view.follows.appointment_id, view.status, view.clinician_id) == (first, Status.BOOKED, CHEN)
    assert (view.wall_start, view.zone) == (wall("2026-12-01T11:30"), LISBON)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("QCK-2")
def test_in_spring_a_skipped_hour_is_refused_and_in_autumn_a_repeated_one_means_the_first(
    clinic: Clinic, clock: Clock
) -> None:
    schedule(clinic, CHEN, (5, 6), time(0), time(0))
    first = session(clinic, clock, maria(clinic))
    sunday = next(one for one in lines(clinic) if one.weekdays == (5, 6))
    clinic.desk.database.write(lambda connection: connection.execute(update(t.Service).values(furthest_days=365)))
    night = insert(t.OpeningHours).values(center_id=RIVERSIDE, weekday=6, starts=time(0), ends=time(0))
    clinic.desk.database.write(lambda connection: connection.execute(night))
    skipped = draft(clinic, first, wall("2027-03-28T01:30"), line=sunday)
    assert [one.code for one in clinic.rebooking.check(skipped).problems] == ["time.skipped"]
    with pytest.raises(RuleBroken) as refused:
        clinic.rebooking.book(skipped, new_command_id())
    assert (refused.value.code, refused.value.params["next"]) == ("time.skipped", wall("2027-03-28T02:00"))
    clock.instant = datetime(2027, 10, 1, 9, tzinfo=UTC)
    repeated = draft(clinic, first, wall("2027-10-31T01:30"), line=sunday)
    looked, later = (
        clinic.rebooking.check(repeated),
        clinic.rebooking.check(draft(clinic, first, wall("2027-10-31T01:30"), line=sunday, second=True)),
    )
    assert (looked.problems, looked.repeated, looked.start) == ((), True, datetime(2027, 10, 31, 0, 30, tzinfo=UTC))
    assert (later.problems, later.repeated, later.start) == ((), True, datetime(2027, 10, 31, 1, 30, tzinfo=UTC))
    # Tokyo sets no clock: the same Lisbon night is an ordinary morning there.
    abroad = draft(clinic, first, wall("2027-10-31T10:30"), TOKYO, line=sunday)
    seen = clinic.rebooking.check(abroad)
    assert (seen.repeated, seen.start, seen.wall_start) == (False, later.start, wall("2027-10-31T01:30"))
    assert clinic.rebooking.book(abroad, new_command_id()).start == later.start


@pytest.mark.feature("QCK-3")
def test_what_is_missing_or_does_not_fit_the_line_is_told_with_the_nearest_times_inside(
    clinic: Clinic, clock: Clock
) -> None:
    first = session(clinic, clock, maria(clinic))
    schedule(clinic, CHEN, (1,), time(12), time(13), calendar_type=CalendarType.RAPID_RESPONSE)
    schedule(clinic, CHEN, (1,), time(10), time(11, 30), valid_from=date(2026, 12, 5))
    _week, late, rapid = sorted(lines(clinic), key=lambda one: (one.key.schedule_id != 1, one.calendar_type))
    for wish, code, field in (
        (draft(clinic, first, at(11, 0, 7), line=None), "rebook.no-line", "line"),
        (draft(clinic, first, None), "rebook.no-start", "start"),
        (draft(clinic, first, wall("2026-12-01T12:00"), line=rapid), "rebook.rapid-response", "line"),
        (draft(clinic, first, wall("2026-12-01T16:45")), "rebook.outside-line", "start"),
        (draft(clinic, first, wall("2026-12-05T11:00")), "rebook.outside-line", "start"),
        (draft(clinic, first, wall("2026-12-01T10:00"), line=late), "rebook.outside-line", "start"),
        (draft(clinic, first, wall("2026-12-01T11:00"), modality=Modality.VIDEO), "rebook.modality", "modality"),
    ):
        found = clinic.rebooking.check(wish).problems
        assert [(one.code, one.fields) for one in found] == [(code, (field,))]
        with pytest.raises(RuleBroken) as refused:
            clinic.rebooking.book(wish, new_command_id())
        assert (refused.value.code, refused.value.fields) == (code, (field,))
    looked = clinic.rebooking.check(draft(clinic, first, wall("2026-12-01T16:45")))
    assert looked.before is not None
    assert looked.after is not None
    assert (looked.before.start, looked.after.start) == (at(16, 30, 7), at(9, 0, 8))
    early = clinic.rebooking.check(draft(clinic, first, wall("2026-12-01T10:00"), line=late))
    assert early.before is None
    assert early.after is not None
    assert early.after.wall_start == wall("2026-12-08T10:00")
    assert clinic.appointments.view(first).followed_by == ()


@pytest.mark.feature("QCK-3")
def test_rapid_response_lines_take_ad_hoc_bookings_once_the_clinic_says_so(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    first = session(clinic, clock, maria(clinic))
    schedule(clinic, CHEN, (1,), time(12), time(13), calendar_type=CalendarType.RAPID_RESPONSE)
    clinic.desk.database.write(
        lambda connection: connection.execute(insert(t.Setting).values(name="rebook.rapid_response", value=True))
    )
    rapid = next(one for one in lines(clinic) if one.calendar_type is CalendarType.RAPID_RESPONSE)
    assert rapid.takes_ad_hoc
    booked = boss.rebooking.book(draft(clinic, first, wall("2026-12-01T12:00"), line=rapid), new_command_id())
    assert booked.start == at(12, 0, 7)


@pytest.mark.feature("QCK-2")
def test_who_is_second_is_told_who_took_it_and_the_nearest_times_of_the_line(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    first = session(clinic, clock, maria(clinic))
    wish = draft(clinic, first, wall("2026-12-01T09:35"))
    assert clinic.rebooking.check(wish).problems == ()
    other = maria(boss, "joao.costa", first_name="João", last_name="Costa")
    boss.booking.book(
        Booking(service_id=CONSULTATION, center_id=RIVERSIDE, consumer_id=other, clinician_id=CHEN, start=at(9, 30, 7)),
        new_command_id(),
    )
    with pytest.raises(RuleBroken) as refused:
        clinic.rebooking.book(wish, new_command_id())
    told: Any = refused.value.params
    assert (refused.value.code, told["obstacles"][0].consumer) == ("slot.taken", "João Costa")
    assert [one.start for one in told["nearest"]] == [at(10, 5, 7)]
    assert told["before"].start == at(16, 30, 6)
    assert [one.code for one in clinic.rebooking.check(wish).problems] == ["slot.taken"]
    assert clinic.appointments.view(first).followed_by == ()


@pytest.mark.feature("QCK-2")
def test_of_several_desks_that_book_the_same_time_at_once_one_gets_it(clinic: Clinic, clock: Clock) -> None:
    first = session(clinic, clock, maria(clinic))
    wish = draft(clinic, first, wall("2026-12-01T09:30"))
    desks = [sign_in(clinic.desk.database.url, clock, desk=f"Desk {number}") for number in range(6)]

    def book(desk: Clinic) -> str:
        try:
            return str(desk.rebooking.book(wish, new_command_id()).start)
        except RuleBroken as problem:
            return problem.code

    with ThreadPoolExecutor(len(desks)) as threads:
        became = sorted(threads.map(book, desks))
    for desk in desks:
        desk.close()
    assert became == [str(at(9, 30, 7)), *["slot.taken"] * 5]
    assert len(clinic.appointments.view(first).followed_by) == 1
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("QCK-2")
def test_a_line_that_was_changed_meanwhile_is_not_booked_into(clinic: Clinic, clock: Clock) -> None:
    first = session(clinic, clock, maria(clinic))
    wish = draft(clinic, first, wall("2026-12-01T11:00"))
    tuesday = delete(t.WorkScheduleLine).where(t.WorkScheduleLine.schedule_id == 1, t.WorkScheduleLine.weekday == 1)
    clinic.desk.database.write(lambda connection: connection.execute(tuesday))
    with pytest.raises(RuleBroken, match=r"rebook\.outside-line"):
        clinic.rebooking.book(wish, new_command_id())
    others = update(t.WorkScheduleLine).where(t.WorkScheduleLine.schedule_id == 1).values(starts=time(8))
    clinic.desk.database.write(lambda connection: connection.execute(others))
    with pytest.raises(RuleBroken, match=r"rebook\.line-gone"):
        clinic.rebooking.book(wish, new_command_id())
    assert clinic.rebooking.free_times(draft(clinic, first, None), date(2026, 12, 2))[0].start == at(8, 0, 8)


@pytest.mark.feature("QCK-2")
def test_only_a_session_that_has_begun_is_rebooked_from_and_what_the_service_asks_is_asked(
    clinic: Clinic, clock: Clock
) -> None:
    consumer = maria(clinic)
    ahead = clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(12)), new_command_id()).appointment_id
    line = lines(clinic, CHEN, INFLUENZA)[0]
    wish = draft(clinic, ahead, wall("2026-12-01T11:00"), line=line, answers={FEVER: "no"})
    with pytest.raises(RuleBroken, match=r"follow-up\.not-completed"):
        clinic.rebooking.book(wish, new_command_id())
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    doctor.appointments.act(Act(Action.COMMENCE, ahead, 1), new_command_id())
    with pytest.raises(RuleBroken, match=r"answer\.missing"):
        doctor.rebooking.book(draft(clinic, ahead, wall("2026-12-01T11:00"), line=line), new_command_id())
    booked = doctor.rebooking.book(wish, new_command_id())
    assert [one.appointment_id for one in doctor.appointments.view(ahead).followed_by] == [booked.appointment_id]
    assert doctor.rebooking.lines(None, INFLUENZA, None, TODAY) == lines(doctor, CHEN, INFLUENZA)
    doctor.close()
