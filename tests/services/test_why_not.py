"""Why a time is not free: everything in its way by name, with whom and when, and the nearest free times around it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.forms import HeldSlot, OpeningQuery, new_command_id
from frontdesk.texts import obstacle, sentence
from tests.little import (
    CHEN,
    INFLUENZA,
    RIVERSIDE,
    ROY,
    Clock,
    at,
    away,
    influenza,
    maria,
    sign_in,
)

CHEN_INFLUENZA = OpeningQuery(INFLUENZA, RIVERSIDE, CHEN)


@pytest.fixture
def other(clinic: Clinic, clock: Clock) -> Iterator[Clinic]:
    """A second desk."""
    desk = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    yield desk
    desk.close()


@pytest.mark.feature("BKG-9", "BKG-15")
def test_all_that_stands_in_the_way_is_named_with_whom_and_when(clinic: Clinic, other: Clinic) -> None:
    consumer = maria(clinic)
    clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(14, 50)), new_command_id())
    away(clinic, at(15), at(16, days=3))
    other.holds.place(RIVERSIDE, (HeldSlot(INFLUENZA, CHEN, at(14, 30)),), "a" * 32)
    query = OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, minutes=60)
    told = clinic.booking.why_not(query, at(14, 40))
    assert not told.free
    assert [(one.kind, one.consumer, one.clinician) for one in told.obstacles] == [
        (ConflictKind.HELD, "", "Dr Mei Chen"),
        (ConflictKind.CLINICIAN_BUSY, "Maria Silva", "Dr Mei Chen"),
        (ConflictKind.LEAVE, "", "Dr Mei Chen"),
    ]
    assert [obstacle(one) for one in told.obstacles] == [
        "Ana Souza at Desk 2 is booking Tue 24 Nov, 14:40–14:50 with Dr Mei Chen",
        "Maria Silva, Tue 24 Nov, 14:50–15:10 with Dr Mei Chen",
        "Dr Mei Chen is away Tue 24 Nov, 15:00 – Fri 27 Nov, 16:00 (Holiday)",
    ]
    assert [one.overbookable for one in told.obstacles] == [False, True, False]


@pytest.mark.feature("BKG-9")
def test_the_nearest_free_times_before_and_after_are_told(clinic: Clinic) -> None:
    consumer = maria(clinic)
    for minute in (0, 20, 40):
        clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(15, minute)), new_command_id())
    told = clinic.booking.why_not(CHEN_INFLUENZA, at(15, 10))
    assert told.before is not None
    assert told.after is not None
    assert (told.before.start, told.after.start) == (at(14, 40), at(16))


@pytest.mark.feature("BKG-9")
def test_the_nearest_may_be_on_another_day(clinic: Clinic) -> None:
    away(clinic, at(0, days=1), at(0, days=3))
    told = clinic.booking.why_not(CHEN_INFLUENZA, at(9, days=2))
    assert told.before is not None
    assert told.after is not None
    assert (told.before.start, told.after.start) == (at(16, 40), at(9, days=3))
    nothing_before = clinic.booking.why_not(CHEN_INFLUENZA, at(10))
    assert nothing_before.before is None


@pytest.mark.feature("BKG-15")
def test_what_the_consumer_has_at_that_time_is_a_warning_that_names_it(clinic: Clinic) -> None:
    consumer = maria(clinic)
    clinic.booking.book(influenza(consumer, clinician_id=ROY, start=at(15)), new_command_id())
    told = clinic.booking.why_not(CHEN_INFLUENZA, at(15, 10), consumer)
    assert told.free
    (warning,) = told.obstacles
    assert (warning.kind, warning.blocks) == (ConflictKind.CONSUMER_BUSY, False)
    assert obstacle(warning) == "Maria Silva has Influenza, Tue 24 Nov, 15:00–15:20 with Nurse Iris Roy"
    assert clinic.booking.why_not(CHEN_INFLUENZA, at(15, 10)).obstacles == ()
    clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(15, 10)), new_command_id())


@pytest.mark.feature("BKG-9")
def test_with_anybody_a_time_is_free_when_one_is_and_else_everybodys_obstacles_are_named(clinic: Clinic) -> None:
    consumer, anybody = maria(clinic), OpeningQuery(INFLUENZA, RIVERSIDE)
    clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(15)), new_command_id())
    free = clinic.booking.why_not(anybody, at(15))
    assert (free.free, free.clinician_id, free.obstacles) == (True, ROY, ())
    away(clinic, at(9), at(16), ROY)
    told = clinic.booking.why_not(anybody, at(15))
    assert {(one.kind, one.clinician) for one in told.obstacles} == {
        (ConflictKind.CLINICIAN_BUSY, "Dr Mei Chen"),
        (ConflictKind.LEAVE, "Nurse Iris Roy"),
    }
    with pytest.raises(RuleBroken) as refused:
        clinic.booking.book(influenza(maria(clinic, "b.b"), start=at(15)), new_command_id())
    assert refused.value.params["obstacles"] == told.obstacles
    assert "Nurse Iris Roy is away Tue 24 Nov, 09:00–16:00 (Holiday)" in sentence(refused.value)


@pytest.mark.feature("BKG-9", "AVL-3")
def test_a_full_room_names_who_is_in_it(clinic: Clinic) -> None:
    clinic.booking.book(influenza(maria(clinic), clinician_id=ROY, start=at(15)), new_command_id())
    assert clinic.booking.why_not(CHEN_INFLUENZA, at(15, 10)).free
    clinic.desk.database.write(lambda connection: connection.execute(update(t.Room).values(capacity=1)))
    told = clinic.booking.why_not(CHEN_INFLUENZA, at(15, 10))
    (full,) = told.obstacles
    assert (full.kind, full.consumer, full.room) == (ConflictKind.ROOM_FULL, "Maria Silva", "Room 1")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (at(10), ConflictKind.PAST),
        (at(18), ConflictKind.OUTSIDE_HOURS),
        (at(15, days=100), ConflictKind.TOO_FAR),
        (at(15, days=4), ConflictKind.OUTSIDE_HOURS),
    ],
)
def test_times_of_the_past_and_outside_of_working_hours_say_so(
    clinic: Clinic, start: object, kind: ConflictKind
) -> None:
    told = clinic.booking.why_not(CHEN_INFLUENZA, start)  # type: ignore[arg-type]  # an instant
    assert kind in {one.kind for one in told.obstacles}
    assert not told.free


def test_notice_says_the_first_possible_start_on_the_centers_clock(clinic: Clinic) -> None:
    clinic.desk.database.write(
        lambda connection: connection.execute(
            update(t.Service).where(t.Service.id == INFLUENZA).values(least_notice_minutes=90)
        )
    )
    told = clinic.booking.why_not(CHEN_INFLUENZA, at(11))
    (notice,) = told.obstacles
    assert notice.limit == at(11, 52).replace(tzinfo=None)
    assert told.after is not None
    assert told.after.start == at(11, 55)
    with pytest.raises(RuleBroken, match="slot.notice") as refused:
        clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(11)), new_command_id())
    assert "the first possible start is Tue 24 Nov, 11:52." in sentence(refused.value)


def test_a_closed_center_is_said_once_for_all(clinic: Clinic) -> None:
    row = {
        "kind": ExceptionKind.CLOSURE, "clinician_id": None, "center_id": RIVERSIDE, "zone": "Europe/Lisbon",
        "starts_at": at(0, days=1), "ends_at": at(0, days=2), "wall_start": at(0, days=1).replace(tzinfo=None),
        "wall_end": at(0, days=2).replace(tzinfo=None), "remark": "Inventory", "version": 1,
    }  # fmt: skip
    clinic.desk.database.write(lambda connection: connection.execute(insert(t.ScheduleException).values(row)))
    told = clinic.booking.why_not(OpeningQuery(INFLUENZA, RIVERSIDE), at(15, days=1))
    (closed,) = told.obstacles
    assert (closed.kind, closed.remark, closed.clinician) == (ConflictKind.CLOSURE, "Inventory", "")


def test_a_time_that_no_calendar_has_is_refused(clinic: Clinic) -> None:
    for year in (1700, 9999):
        with pytest.raises(RuleBroken, match="time.range"):
            clinic.booking.why_not(CHEN_INFLUENZA, at(15).replace(year=year))
        with pytest.raises(RuleBroken, match="time.range"):
            clinic.booking.book(
                influenza(maria(clinic, f"m.{year}"), start=at(15).replace(year=year)), new_command_id()
            )
