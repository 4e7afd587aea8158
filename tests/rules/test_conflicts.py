"""Everything that stands in the way of a wanted slot, each with whom and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleException, ScheduleLine, working_time
from frontdesk.rules.conflicts import ConflictKind, Held, Standing, Surroundings, Wanted, conflicts, room_for
from frontdesk.rules.openings import ClinicianDay, DayInputs, RoomUnit, ServiceRule, Want, slots
from frontdesk.rules.times import Interval
from frontdesk.rules.words import ExceptionKind

LISBON = "Europe/Lisbon"
DAY = date(2026, 11, 24)
CHEN, ROY, RIVERSIDE, MARIA, OLGA = 1, 2, 10, 100, 101


def at(text: str) -> datetime:
    """In winter Lisbon's clocks show UTC."""
    return datetime.combine(DAY, time.fromisoformat(text), UTC)


def span(starts: str, ends: str) -> Interval:
    return Interval(at(starts), at(ends))


NOW = at("08:00") - timedelta(days=1)
RULE = ServiceRule(minutes=20, buffer_after=10)
PLAN = Plan(
    (ScheduleLine(CHEN, RIVERSIDE, LISBON, 1, time(9), time(14), date(2026, 1, 1)),),
    (OpeningLine(RIVERSIDE, LISBON, 1, time(8), time(18)),),
)
AROUND = Surroundings(PLAN)
WANTED = Wanted(at("10:00"), RULE, Asked(CHEN, RIVERSIDE, LISBON), MARIA)


def standing(number: int, starts: str, ends: str, **more: object) -> Standing:
    base = Standing(number, CHEN, OLGA, span(starts, ends), span(starts, ends))
    return replace(base, **more)  # type: ignore[arg-type]  # the fields a case is about


def told(wanted: Wanted, around: Surroundings, now: datetime = NOW) -> list[tuple[str, str, str]]:
    return [
        (one.kind, f"{one.overlap.start:%H:%M}", f"{one.overlap.end:%H:%M}") for one in conflicts(wanted, around, now)
    ]


def test_nothing_stands_in_the_way_of_a_free_slot() -> None:
    assert told(WANTED, AROUND) == []


@pytest.mark.parametrize(
    ("starts", "ends", "clash"),
    [
        ("09:00", "10:00", None),  # touching is free
        ("10:30", "11:00", None),  # after the time to clear up
        ("10:25", "11:00", ("clinician-busy", "10:25", "10:30")),  # in it
        ("09:00", "10:05", ("clinician-busy", "10:00", "10:05")),
        ("09:00", "12:00", ("clinician-busy", "10:00", "10:30")),
    ],
)
def test_another_appointment_of_the_clinician_is_in_the_way_as_far_as_it_overlaps(
    starts: str, ends: str, clash: tuple[str, str, str] | None
) -> None:
    around = replace(AROUND, standing=(standing(5, starts, ends), standing(6, starts, ends, clinician_id=ROY)))
    assert told(WANTED, around) == ([clash] if clash else [])
    assert [one.appointment_id for one in conflicts(WANTED, around, NOW)] == ([5] if clash else [])


def test_a_move_is_not_in_its_own_way() -> None:
    own = standing(5, "10:10", "10:40", consumer_id=MARIA)
    around = replace(AROUND, standing=(own,))
    assert told(replace(WANTED, appointment_id=5), around) == []
    assert [kind for kind, *_ in told(WANTED, around)] == ["clinician-busy", "consumer-busy"]


def test_the_consumers_own_appointment_elsewhere_is_a_warning_that_names_it() -> None:
    mine = standing(9, "09:50", "10:10", clinician_id=ROY, consumer_id=MARIA, busy=span("09:00", "11:00"))
    (warning,) = conflicts(WANTED, replace(AROUND, standing=(mine,)), NOW)
    assert (warning.kind, warning.appointment_id, warning.blocks) == (ConflictKind.CONSUMER_BUSY, 9, False)
    assert warning.overlap == span("10:00", "10:10")
    buffers_only = replace(mine, span=span("09:00", "10:00"))
    assert told(WANTED, replace(AROUND, standing=(buffers_only,))) == []


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("08:50", [("outside-hours", "08:50", "09:00")]),
        ("13:40", []),
        ("13:50", [("outside-hours", "14:00", "14:10")]),
        ("18:00", [("outside-hours", "18:00", "18:20")]),
    ],
)
def test_the_part_outside_working_hours_is_told(start: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(replace(WANTED, start=at(start)), AROUND) == expected


@pytest.mark.parametrize("kind", [ExceptionKind.LEAVE, ExceptionKind.BLOCK, ExceptionKind.CLOSURE])
def test_leave_a_block_or_a_closure_is_told_as_itself_with_its_remark(kind: ExceptionKind) -> None:
    who = None if kind is ExceptionKind.CLOSURE else CHEN
    exception = ScheduleException(kind, who, RIVERSIDE, span("10:10", "12:00"), "fire drill")
    (one,) = conflicts(WANTED, replace(AROUND, plan=replace(PLAN, exceptions=(exception,))), NOW)
    assert (one.kind.value, one.overlap, one.remark) == (kind.value, span("10:10", "10:20"), "fire drill")
    assert one.blocks


@pytest.mark.parametrize(
    ("rule", "now", "expected"),
    [
        ({}, "10:00", []),
        ({}, "10:01", ["past"]),
        ({"least_notice": 60}, "09:00", []),
        ({"least_notice": 60}, "09:01", ["notice"]),
        ({"least_notice": 60}, "10:01", ["past"]),
    ],
)
def test_the_past_and_too_short_notice_are_told_apart(rule: dict[str, int], now: str, expected: list[str]) -> None:
    found = told(replace(WANTED, rule=replace(RULE, **rule)), AROUND, at(now))
    assert [kind for kind, *_ in found] == expected


def test_a_day_too_far_ahead_and_a_clinician_who_does_not_give_the_service_are_told() -> None:
    near = replace(WANTED, rule=replace(RULE, furthest_days=6))
    week_before = at("23:00") - timedelta(days=7)
    assert told(near, AROUND, week_before) == [("too-far", "10:00", "10:20")]
    assert told(WANTED, AROUND, week_before) == []
    assert told(WANTED, replace(AROUND, able=False)) == [("not-able", "10:00", "10:20")]


def test_a_full_room_names_everybody_who_is_in_it_and_a_free_unit_is_given() -> None:
    rooms = ((7, 1), (7, 2), (8, 1))
    taken = tuple(
        standing(number, "10:00", "10:30", clinician_id=ROY, room_id=room, room_unit=unit)
        for number, (room, unit) in enumerate(rooms, start=1)
    )
    full = replace(AROUND, rooms=rooms, standing=taken)
    found = conflicts(WANTED, full, NOW)
    assert [(one.kind, one.appointment_id) for one in found] == [(ConflictKind.ROOM_FULL, n) for n in (1, 2, 3)]
    assert room_for(WANTED, full) is None
    one_left = replace(full, standing=taken[::2])
    assert told(WANTED, one_left) == []
    assert room_for(WANTED, one_left) == RoomUnit(7, 2)
    assert room_for(replace(WANTED, own_room_id=8), replace(full, standing=taken[:1])) == RoomUnit(8, 1)
    assert [kind for kind, *_ in told(WANTED, replace(AROUND, rooms=()))] == ["room-full"]


HELD = Held("Desk 2", at("10:03"), CHEN, span("10:10", "10:40"))


@pytest.mark.feature("BKG-10", "BKG-15")
def test_a_time_that_another_desk_holds_names_the_desk_and_until_when() -> None:
    (one,) = conflicts(WANTED, replace(AROUND, held=(HELD, replace(HELD, clinician_id=ROY))), NOW)
    assert (one.kind, one.desk, one.until, one.overlap) == (
        ConflictKind.HELD,
        "Desk 2",
        HELD.until,
        span("10:10", "10:30"),
    )
    assert one.blocks
    touching = replace(HELD, busy=span("10:30", "11:00"))
    assert told(WANTED, replace(AROUND, held=(touching,))) == []


@pytest.mark.feature("BKG-10")
def test_a_room_that_another_desk_holds_is_in_the_way_only_when_no_other_is_free() -> None:
    in_room = replace(HELD, clinician_id=ROY, room_id=7, room_unit=1)
    around = replace(AROUND, rooms=((7, 1), (7, 2)), held=(in_room,))
    assert told(WANTED, around) == []
    assert room_for(WANTED, around) == RoomUnit(7, 2)
    taken = standing(4, "10:00", "10:30", clinician_id=ROY, room_id=7, room_unit=2)
    found = told(WANTED, replace(around, standing=(taken,)))
    assert found == [("room-full", "10:00", "10:30"), ("held", "10:10", "10:30")]
    own = replace(in_room, clinician_id=CHEN)
    assert told(WANTED, replace(around, held=(own,), standing=(taken,))) == found  # said once


@pytest.mark.feature("BKG-13")
def test_what_may_be_booked_over_on_purpose_is_what_the_desk_can_answer_for() -> None:
    assert {kind for kind in ConflictKind if not kind.overbookable} == {
        ConflictKind.PAST,
        ConflictKind.TOO_FAR,
        ConflictKind.NOT_ABLE,
        ConflictKind.LEAVE,
        ConflictKind.CLOSURE,
        ConflictKind.HELD,
    }


def test_all_that_is_in_the_way_is_told_at_once_and_warnings_last() -> None:
    around = Surroundings(
        replace(PLAN, exceptions=(ScheduleException(ExceptionKind.LEAVE, CHEN, None, span("13:00", "18:00")),)),
        (standing(1, "13:00", "14:00", consumer_id=MARIA), standing(2, "13:55", "15:00")),
        able=False,
        rooms=(),
    )
    found = conflicts(replace(WANTED, start=at("13:50")), around, at("13:55"))
    assert [one.kind for one in found] == [
        ConflictKind.PAST,
        ConflictKind.NOT_ABLE,
        ConflictKind.OUTSIDE_HOURS,
        ConflictKind.LEAVE,
        ConflictKind.CLINICIAN_BUSY,
        ConflictKind.CLINICIAN_BUSY,
        ConflictKind.ROOM_FULL,
        ConflictKind.CONSUMER_BUSY,
    ]


@pytest.mark.feature("AVL-3", "AVL-4")
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=6),
    st.builds(
        ServiceRule,
        minutes=st.integers(1, 60),
        buffer_before=st.integers(0, 15),
        buffer_after=st.integers(0, 15),
        step=st.just(5),
        least_notice=st.sampled_from([0, 45]),
        furthest_days=st.sampled_from([0, 30]),
    ),
    st.integers(0, 600),
)
def test_a_time_of_the_grid_is_offered_exactly_when_nothing_stands_in_its_way(
    booked: list[tuple[int, int]], rule: ServiceRule, since_eight: int
) -> None:
    eight, minute = at("08:00"), timedelta(minutes=1)
    busy = tuple(Interval(eight + a * minute, eight + (a + length) * minute) for a, length in booked)
    leave = ScheduleException(ExceptionKind.LEAVE, CHEN, None, span("11:00", "11:25"))
    plan = replace(PLAN, exceptions=(leave,))
    around = Surroundings(plan, tuple(Standing(n, CHEN, OLGA, one, one) for n, one in enumerate(busy)))
    now = eight + since_eight * minute - timedelta(days=rule.furthest_days // 15)
    working = working_time(plan, WANTED.asked, DAY)
    inputs = DayInputs(DAY, (ClinicianDay(CHEN, working, busy),))
    offered = {slot.start for slot in slots(Want(rule, LISBON, now), inputs)}
    for start in (eight + n * 5 * minute for n in range(80)):
        found = conflicts(replace(WANTED, start=start, rule=rule), around, now)
        assert (start in offered) is (not found)
