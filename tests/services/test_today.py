"""The start page: what a clinician, the desk and a manager see of today, and what is to be done with each row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add
from frontdesk.database.tables import Appointment, ClinicianGroup, ClinicianGroupMember, Setting
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booked, Booking, HeldSlot, new_command_id
from frontdesk.views.today import CenterDay, DeskDay, FreeTime, MyDay, Part, TodayRow, Unresolved
from tests.little import (
    CHEN,
    INFLUENZA,
    LAKESIDE,
    RIVERSIDE,
    ROY,
    TODAY,
    TRAVEL,
    Clock,
    at,
    away,
    influenza,
    maria,
    sign_in,
)

pytestmark = pytest.mark.feature("QCK-1")
YESTERDAY = TODAY - timedelta(days=1)


def consumer(clinic: Clinic, number: int = 0) -> int:
    known = {one.user_id: one.id for one in clinic.consumers.page(limit=100)}
    name = f"maria.{number}"
    return known.get(name) or maria(clinic, name)


def book(clinic: Clinic, start: datetime, number: int = 0, clinician_id: int = CHEN) -> Booked:
    wish = influenza(consumer(clinic, number), start=start, clinician_id=clinician_id)
    return clinic.booking.book(wish, new_command_id())


def wall(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """What the clocks of Lisbon show then."""
    return at(hour, minute, days).replace(tzinfo=None)


def act(clinic: Clinic, action: Action, appointment_id: int) -> None:
    version = clinic.appointments.view(appointment_id).version
    clinic.appointments.act(Act(action, appointment_id, version, confirmed=True), new_command_id())


def mine(clinic: Clinic) -> MyDay:
    content = clinic.today.read(Part.MINE, RIVERSIDE).content
    assert isinstance(content, MyDay)
    return content


def at_desk(clinic: Clinic) -> DeskDay:
    content = clinic.today.read(Part.DESK, RIVERSIDE).content
    assert isinstance(content, DeskDay)
    return content


def glance(clinic: Clinic) -> CenterDay:
    content = clinic.today.read(Part.CENTER, RIVERSIDE).content
    assert isinstance(content, CenterDay)
    return content


def ids(rows: tuple[TodayRow, ...]) -> list[int]:
    return [row.id for row in rows]


@contextmanager
def statements(clinic: Clinic) -> Iterator[list[str]]:
    """The statements that ask for something meanwhile."""
    seen: list[str] = []
    engine = clinic.desk.database._reading

    def note(*told: object) -> None:
        if "SELECT" in str(told[2]):
            seen.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def chen(clinic: Clinic, database_url: str, clock: Clock) -> Iterator[Clinic]:
    """Dr Chen at a desk of her own."""
    desk = sign_in(database_url, clock, "clinician", "Desk 2")
    yield desk
    desk.close()


@pytest.fixture
def boss(clinic: Clinic, database_url: str, clock: Clock) -> Iterator[Clinic]:
    """The manager at another."""
    desk = sign_in(database_url, clock, "manager", "Desk 3")
    yield desk
    desk.close()


def test_a_clinicians_day_is_not_started_in_progress_and_completed_each_with_the_fitting_action(
    clinic: Clinic, chen: Clinic, clock: Clock
) -> None:
    clock.to(8)
    done, going, here, ahead = (book(clinic, at(hour)).appointment_id for hour in (9, 10, 11, 12))
    book(clinic, at(11), 1, ROY)
    clock.to(9, 5)
    act(chen, Action.COMMENCE, done)
    clock.to(9, 15)
    act(chen, Action.COMPLETE, done)
    clock.to(10, 1)
    act(clinic, Action.CHECK_IN, here)
    act(chen, Action.COMMENCE, going)
    day = mine(chen)
    assert [(row.id, row.fits) for row in day.not_started] == [
        (here, (Action.COMMENCE,)),
        (ahead, (Action.COMMENCE,)),
    ]
    assert [(row.id, row.fits) for row in day.in_progress] == [(going, (Action.COMPLETE,))]
    assert [(row.id, row.fits, row.rebook) for row in day.completed] == [(done, (), True)]
    assert (day.figures.total, day.figures.done, day.figures.in_progress, day.figures.waiting) == (4, 1, 1, 1)
    assert (day.not_started[0].arrived_at, day.in_progress[0].commenced_at) == (at(10, 1), at(10, 1))


def test_what_went_by_without_an_outcome_is_to_be_completed_or_recorded_as_not_attended(
    clinic: Clinic, chen: Clinic, clock: Clock
) -> None:
    clock.to(8)
    late = book(clinic, at(9)).appointment_id
    clock.to(10)
    (row,) = mine(chen).not_started
    assert (row.id, row.is_past(at(10)), row.fits) == (late, True, (Action.COMPLETE, Action.NO_SHOW))
    (row,) = at_desk(clinic).newest
    assert (row.id, row.fits) == (late, (Action.NO_SHOW,)), "here agents may not complete"


@pytest.mark.feature("APT-12")
def test_unresolved_are_counted_from_their_first_day_on_for_a_clinician_and_for_the_center(
    clinic: Clinic, chen: Clinic, clock: Clock
) -> None:
    clock.instant = at(8, days=-1)
    first, second = book(clinic, at(9, days=-1)), book(clinic, at(10, days=-1), 1, ROY)
    clock.to(8)
    third = book(clinic, at(9))
    clock.to(10, 22)
    assert mine(chen).unresolved == Unresolved(2, YESTERDAY)
    desk = at_desk(clinic)
    assert desk.unresolved == Unresolved(3, YESTERDAY)
    assert ids(desk.newest) == [first.appointment_id, second.appointment_id, third.appointment_id]
    act(chen, Action.COMPLETE, first.appointment_id)
    act(clinic, Action.NO_SHOW, second.appointment_id)
    assert at_desk(clinic).unresolved == Unresolved(1, TODAY)
    act(clinic, Action.NO_SHOW, third.appointment_id)
    assert (at_desk(clinic).unresolved, mine(chen).unresolved) == (Unresolved(), Unresolved())


def test_the_next_free_time_is_what_nobody_has_booked_or_holds_from_now_on(
    clinic: Clinic, chen: Clinic, clock: Clock
) -> None:
    clock.to(10, 22)
    book(clinic, at(10, 25))
    book(clinic, at(11, 5))
    assert mine(chen).free == FreeTime(CHEN, at(10, 45), at(11, 5), wall(10, 45))
    book(clinic, at(10, 45))
    free = mine(chen).free
    assert free is not None
    assert free.start == at(11, 25)
    clinic.holds.place(RIVERSIDE, (HeldSlot(INFLUENZA, CHEN, at(11, 25)),), "ab" * 16)
    free = mine(chen).free
    assert free is not None
    assert free.start == at(11, 45), "what another desk holds is not free"


def test_on_leave_the_next_free_time_is_that_of_another_day(clinic: Clinic, chen: Clinic) -> None:
    away(clinic, at(0), at(23, 59))
    free = mine(chen).free
    assert free is not None
    assert (free.start, free.end) == (at(9, days=1), at(17, days=1))


def test_the_next_appointment_after_today_is_known_when_nothing_is_left(clinic: Clinic, chen: Clinic) -> None:
    assert mine(chen).following is None
    book(clinic, at(15, days=2))
    book(clinic, at(9, 40, days=2), 1)
    assert mine(chen).following == wall(9, 40, days=2)


def test_the_desk_sees_who_is_expected_who_waits_longest_and_who_is_inside(
    clinic: Clinic, chen: Clinic, clock: Clock
) -> None:
    clock.to(10)
    inside, second, first, expected = (book(clinic, at(11 + number), number).appointment_id for number in range(4))
    act(clinic, Action.CHECK_IN, inside)
    act(chen, Action.COMMENCE, inside)
    clock.to(10, 10)
    act(clinic, Action.CHECK_IN, first)
    clock.to(10, 14)
    act(clinic, Action.CHECK_IN, second)
    clock.to(10, 22)
    day = at_desk(clinic)
    assert [(row.id, row.fits) for row in day.arrivals] == [(expected, (Action.CHECK_IN,))]
    assert ids(day.waiting) == [first, second]
    assert [row.fits for row in day.waiting] == [(), ()], "an agent does not commence"
    assert ids(day.in_progress) == [inside]
    assert (day.expected, day.figures.total, day.figures.waiting) == (1, 4, 2)


def test_requests_that_wait_are_counted_with_the_oldest_of_the_center(clinic: Clinic, clock: Clock) -> None:
    clock.to(9)
    clinic.booking.take_request(influenza(consumer(clinic)), new_command_id())
    clock.to(10)
    clinic.booking.take_request(influenza(consumer(clinic, 1)), new_command_id())
    assert (at_desk(clinic).requests.count, at_desk(clinic).requests.oldest) == (2, at(9))


def test_the_day_at_a_glance_has_for_each_clinician_what_is_booked_done_and_free(
    clinic: Clinic, chen: Clinic, boss: Clinic, clock: Clock
) -> None:
    clock.to(8)
    done, gone, missed = (book(clinic, at(9 + number)).appointment_id for number in range(3))
    wish = Booking(TRAVEL, RIVERSIDE, consumer_id=consumer(clinic, 1), start=at(16), clinician_id=CHEN)
    clinic.booking.book(wish, new_command_id())
    act(clinic, Action.CANCEL, gone)
    clock.to(9, 5)
    act(chen, Action.COMPLETE, done)
    clock.to(11, 30)
    act(clinic, Action.NO_SHOW, missed)
    clock.to(13)
    day = glance(boss)
    own, other = day.clinicians
    assert (own.name, other.name) == ("Dr Mei Chen", "Nurse Iris Roy")
    assert (own.figures.total, own.figures.done, own.figures.no_shows, own.figures.cancelled) == (3, 2, 1, 1)
    assert (own.working, own.used, own.left) == (480, 70, 210)
    assert (own.free, own.may_book) == (FreeTime(CHEN, at(13), at(16), wall(13)), True)
    assert (other.working, other.used, other.left, other.figures.total) == (480, 0, 240, 0)
    assert (day.figures.total, day.figures.no_shows, day.figures.cancelled) == (3, 1, 1)


def test_who_is_booked_at_another_center_is_not_free_here(
    clinic: Clinic, chen: Clinic, boss: Clinic, clock: Clock
) -> None:
    clock.to(10)
    book(clinic, at(10))
    away_from_here = book(clinic, at(11)).appointment_id
    elsewhere = (
        update(Appointment)
        .where(Appointment.id == away_from_here)
        .values(
            center_id=LAKESIDE,
            zone="America/Chicago",
            wall_start=wall(5),
            wall_end=wall(5, 20),
            room_id=None,
            room_unit=None,
        )
    )
    clinic.desk.database.write(lambda connection: connection.execute(elsewhere))
    own = next(line for line in glance(boss).clinicians if line.clinician_id == CHEN)
    assert own.free == FreeTime(CHEN, at(10, 20), at(11), wall(10, 20))
    assert own.left == 40 + 340
    assert (own.figures.total, own.used) == (1, 20), "it is counted at the center where it is"


@pytest.mark.feature("ADM-2")
def test_each_role_sees_its_own_parts_and_is_refused_the_others(clinic: Clinic, chen: Clinic, boss: Clinic) -> None:
    assert chen.today.parts() == (Part.MINE,)
    assert clinic.today.parts() == (Part.DESK,)
    assert boss.today.parts() == (Part.CENTER, Part.DESK), "a manager begins with the day at a glance"
    for desk, part in ((chen, Part.DESK), (clinic, Part.MINE), (clinic, Part.CENTER), (boss, Part.MINE)):
        with pytest.raises(RuleBroken, match="not.your-role"):
            desk.today.read(part, RIVERSIDE)
    with pytest.raises(RuleBroken, match=r"center\.unknown"):
        clinic.today.read(Part.DESK, 99)


def test_today_is_the_day_that_it_is_at_the_center(clinic: Clinic, boss: Clinic, clock: Clock) -> None:
    clock.to(3)
    assert clinic.today.read(Part.DESK, RIVERSIDE).day == TODAY
    assert boss.today.read(Part.DESK, LAKESIDE).day == YESTERDAY


@pytest.mark.parametrize("others", [1, 30])
def test_the_start_page_takes_as_many_statements_for_a_full_day_as_for_an_empty_one(
    clinic: Clinic, chen: Clinic, boss: Clinic, clock: Clock, others: int
) -> None:
    clock.to(8)
    for number in range(others):
        booked = clinic.booking.book(influenza(consumer(clinic, number)), new_command_id())
        if number % 3 == 0:
            act(clinic, Action.CHECK_IN, booked.appointment_id)
    for desk, part, most in ((chen, Part.MINE, 9), (clinic, Part.DESK, 6), (boss, Part.CENTER, 8)):
        with statements(desk) as seen:
            desk.today.read(part, RIVERSIDE)
        assert len(seen) <= most, (part, seen)


def test_what_is_completed_stands_with_the_latest_first(clinic: Clinic, chen: Clinic, clock: Clock) -> None:
    clock.to(8)
    early, late = (book(clinic, at(hour)).appointment_id for hour in (9, 11))
    clock.to(11, 1)
    act(chen, Action.COMPLETE, late)
    clock.to(11, 40)
    act(chen, Action.COMPLETE, early)
    rows = mine(chen).completed
    assert ids(rows) == [early, late]
    assert {row.status for row in rows} == {Status.FULFILLED}


@pytest.mark.feature("REQ-2", "AVL-6")
def test_a_clinician_sees_what_is_asked_of_them_or_their_group_and_whether_they_are_available(
    clinic: Clinic, chen: Clinic
) -> None:
    def work(connection: Connection) -> int:
        one = add(connection, ClinicianGroup, code="nurses", name="Nurses", active=True)
        add(connection, ClinicianGroupMember, group_id=one, staff_id=CHEN)
        add(connection, Setting, name="requests.late_minutes", value=8)
        return one

    group = clinic.desk.database.write(work)
    asked = influenza(consumer(clinic))
    to: list[dict[str, Any]] = [{"clinician_id": CHEN}, {"clinician_group_id": group}, {"clinician_id": ROY}, {}]
    taken = [clinic.booking.take_request(replace(asked, **one), new_command_id()).request_id for one in to]
    seen = mine(chen)
    assert [one.id for one in seen.requests] == taken[:2]
    assert (seen.available, seen.late_minutes) == (False, 8)
    chen.on_demand.switch(CHEN, RIVERSIDE, True, new_command_id())
    assert mine(chen).available is True
    elsewhere = chen.today.read(Part.MINE, LAKESIDE).content
    assert isinstance(elsewhere, MyDay)
    assert elsewhere.available is None
    assert len(elsewhere.requests) == 2
