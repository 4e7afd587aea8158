"""When a clinician works: weekly lines, opening hours, extra hours, leave, blocks and closures."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from frontdesk.rules.availability import (
    Asked,
    OpeningLine,
    Plan,
    ScheduleException,
    ScheduleLine,
    free_time,
    opening_time,
    scheduled_time,
    working_time,
)
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import CalendarType, ExceptionKind, Modality

LISBON = "Europe/Lisbon"
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)
SATURDAY = date(2026, 11, 28)
CHEN, ROY, RIVERSIDE, HILLSIDE, INFLUENZA, CHECK = 1, 2, 10, 11, 100, 101
ASKED = Asked(CHEN, RIVERSIDE, LISBON)


def clock(text: str) -> time:
    return time.fromisoformat(text)


def line(weekday: int, starts: str, ends: str, **more: object) -> ScheduleLine:
    base = ScheduleLine(CHEN, RIVERSIDE, LISBON, weekday, clock(starts), clock(ends), date(2026, 1, 1))
    return replace(base, **more)  # type: ignore[arg-type]  # the fields a case is about


def span(day: date, starts: str, ends: str) -> Interval:
    """In winter Lisbon's clocks show UTC."""
    return Interval(
        datetime.combine(day, clock(starts), UTC),
        datetime.combine(day, clock(ends), UTC) + timedelta(days=ends < starts),
    )


def away(kind: ExceptionKind, day: date, starts: str, ends: str, **more: object) -> ScheduleException:
    base = ScheduleException(kind, CHEN, None, span(day, starts, ends))
    return replace(base, **more)  # type: ignore[arg-type]  # the fields a case is about


OPEN = tuple(OpeningLine(RIVERSIDE, LISBON, day, time(8), time(18)) for day in range(5))
LINES = (
    *(line(day, "09:00", "14:00") for day in (0, 1)),
    *(line(day, "14:00", "17:00") for day in (3, 4)),
)
PLAN = Plan(LINES, OPEN)


def hours(plan: Plan, day: date, asked: Asked = ASKED) -> list[str]:
    """Working time as the clocks of the center show it."""
    return [
        f"{to_wall(one.start, asked.zone):%H:%M}-{to_wall(one.end, asked.zone):%H:%M}"
        for one in working_time(plan, asked, day)
    ]


@pytest.mark.feature("AVL-1")
def test_a_clinician_with_several_weekly_lines_works_on_the_days_and_hours_of_each() -> None:
    assert hours(PLAN, MONDAY) == ["09:00-14:00"]
    assert hours(PLAN, THURSDAY) == ["14:00-17:00"]
    assert hours(PLAN, date(2026, 11, 25)) == []


@pytest.mark.feature("AVL-1")
def test_two_lines_that_touch_or_overlap_are_one_stretch() -> None:
    assert hours(
        Plan((line(0, "09:00", "12:00"), line(0, "11:00", "13:00"), line(0, "13:00", "14:00")), OPEN), MONDAY
    ) == ["09:00-14:00"]


@pytest.mark.feature("AVL-1")
@pytest.mark.parametrize(
    ("more", "asked", "works"),
    [
        ({"valid_from": MONDAY}, {}, True),
        ({"valid_from": TUESDAY}, {}, False),
        ({"valid_to": MONDAY}, {}, True),  # its last day
        ({"valid_to": date(2026, 11, 22)}, {}, False),
        ({"center_id": HILLSIDE}, {}, False),
        ({"clinician_id": ROY}, {}, False),
        ({"service_ids": frozenset({INFLUENZA})}, {"service_id": INFLUENZA}, True),
        ({"service_ids": frozenset({INFLUENZA})}, {"service_id": CHECK}, False),
        ({"service_ids": frozenset({INFLUENZA})}, {}, True),  # asked for any
        ({}, {"service_id": CHECK}, True),  # a line for all services
        ({"modalities": frozenset({Modality.VIDEO})}, {"modality": Modality.VIDEO}, True),
        ({"modalities": frozenset({Modality.VIDEO})}, {"modality": Modality.PHONE}, False),
        ({"calendar_type": CalendarType.RAPID_RESPONSE}, {"calendar_type": CalendarType.AD_HOC}, False),
        ({"calendar_type": CalendarType.RAPID_RESPONSE}, {"calendar_type": CalendarType.RAPID_RESPONSE}, True),
        ({"calendar_type": CalendarType.RAPID_RESPONSE}, {}, True),
    ],
)
def test_a_line_counts_only_where_when_and_for_what_it_is_meant(
    more: dict[str, object], asked: dict[str, object], works: bool
) -> None:
    plan = Plan((line(0, "09:00", "14:00", **more),), OPEN)
    assert bool(hours(plan, MONDAY, replace(ASKED, **asked))) is works  # type: ignore[arg-type]  # as above


def test_lines_end_where_the_center_closes_and_a_center_without_hours_is_closed() -> None:
    assert hours(Plan((line(0, "06:00", "22:00"),), OPEN), MONDAY) == ["08:00-18:00"]
    assert hours(Plan((line(5, "09:00", "14:00"),), OPEN), SATURDAY) == []
    assert hours(Plan(LINES), MONDAY) == []


def test_extra_hours_of_a_clinician_may_lie_outside_the_opening_hours() -> None:
    extra = away(ExceptionKind.EXTRA, SATURDAY, "19:00", "21:00", center_id=RIVERSIDE)
    assert hours(replace(PLAN, exceptions=(extra,)), SATURDAY) == ["19:00-21:00"]
    elsewhere = replace(extra, center_id=HILLSIDE)
    assert hours(replace(PLAN, exceptions=(elsewhere,)), SATURDAY) == []


def test_an_extra_opening_of_the_center_lets_the_lines_of_that_day_count() -> None:
    plan = Plan(
        (line(5, "09:00", "14:00"),), OPEN, (away(ExceptionKind.EXTRA, SATURDAY, "10:00", "12:00", clinician_id=None),)
    )
    assert hours(plan, SATURDAY) == ["10:00-12:00"]
    assert [one.start.hour for one in opening_time(plan, RIVERSIDE, LISBON, SATURDAY)] == [10]


@pytest.mark.parametrize(
    ("exception", "left"),
    [
        (away(ExceptionKind.LEAVE, MONDAY, "00:00", "23:59"), []),
        (away(ExceptionKind.LEAVE, MONDAY, "00:00", "11:00"), ["11:00-14:00"]),
        (away(ExceptionKind.BLOCK, MONDAY, "10:00", "10:30"), ["09:00-10:00", "10:30-14:00"]),
        (away(ExceptionKind.BLOCK, MONDAY, "10:00", "10:30", center_id=HILLSIDE), ["09:00-14:00"]),
        (away(ExceptionKind.BLOCK, MONDAY, "10:00", "10:30", clinician_id=ROY), ["09:00-14:00"]),
        (
            away(ExceptionKind.CLOSURE, MONDAY, "13:00", "18:00", clinician_id=None, center_id=RIVERSIDE),
            ["09:00-13:00"],
        ),
        (away(ExceptionKind.CLOSURE, MONDAY, "13:00", "18:00", clinician_id=None, center_id=HILLSIDE), ["09:00-14:00"]),
        (away(ExceptionKind.LEAVE, MONDAY, "14:00", "18:00"), ["09:00-14:00"]),  # touching takes nothing
    ],
)
def test_leave_blocks_and_closures_take_their_time_away_from_those_they_are_for(
    exception: ScheduleException, left: list[str]
) -> None:
    plan = replace(PLAN, exceptions=(exception,))
    assert hours(plan, MONDAY) == left
    assert scheduled_time(plan, ASKED, MONDAY) == scheduled_time(PLAN, ASKED, MONDAY)


def test_a_closure_beats_extra_hours_and_leave_over_several_days_takes_each_of_them() -> None:
    extra = away(ExceptionKind.EXTRA, SATURDAY, "09:00", "12:00")
    closed = away(ExceptionKind.CLOSURE, SATURDAY, "11:00", "12:00", clinician_id=None)
    assert hours(replace(PLAN, exceptions=(extra, closed)), SATURDAY) == ["09:00-11:00"]
    holiday = replace(
        extra,
        kind=ExceptionKind.LEAVE,
        span=Interval(span(MONDAY, "12:00", "13:00").start, span(THURSDAY, "15:00", "16:00").start),
    )
    plan = replace(PLAN, exceptions=(holiday,))
    assert [hours(plan, day) for day in (MONDAY, TUESDAY, THURSDAY)] == [["09:00-12:00"], [], ["15:00-17:00"]]


ALWAYS_OPEN = tuple(OpeningLine(RIVERSIDE, LISBON, weekday, time(0), time(0)) for weekday in range(7))
NIGHT = Plan((line(0, "20:00", "00:00"), line(1, "00:00", "06:00")), ALWAYS_OPEN)


@pytest.mark.feature("AVL-1")
def test_work_until_midnight_goes_on_into_a_line_of_the_next_day_that_begins_then() -> None:
    assert hours(NIGHT, MONDAY) == ["20:00-06:00"]
    assert hours(NIGHT, TUESDAY) == ["00:00-06:00"]
    assert hours(replace(NIGHT, lines=NIGHT.lines[:1]), MONDAY) == ["20:00-00:00"]


def test_work_over_midnight_ends_where_the_next_line_the_center_or_an_absence_ends_it() -> None:
    later = replace(NIGHT, lines=(NIGHT.lines[0], line(1, "00:05", "06:00")))
    assert hours(later, MONDAY) == ["20:00-00:00"]
    closes = tuple(replace(one, ends=time(23)) if one.weekday == 0 else one for one in ALWAYS_OPEN)
    assert hours(replace(NIGHT, opening=closes), MONDAY) == ["20:00-23:00"]
    for starts, ends, left in (("23:30", "00:30", ["20:00-23:30"]), ("02:00", "03:00", ["20:00-02:00"])):
        leave = away(ExceptionKind.LEAVE, MONDAY if starts > ends else TUESDAY, starts, ends)
        assert hours(replace(NIGHT, exceptions=(leave,)), MONDAY) == left
    extra = away(ExceptionKind.EXTRA, MONDAY, "23:00", "01:00")
    assert hours(Plan(exceptions=(extra,)), MONDAY) == ["23:00-01:00"]


def test_who_works_round_the_clock_is_given_for_24_hours_after_the_day() -> None:
    around = Plan(tuple(line(day, "00:00", "00:00") for day in range(7)), ALWAYS_OPEN)
    (work,) = working_time(around, ASKED, MONDAY)
    assert work == Interval(datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC))
    (work,) = working_time(around, ASKED, date(2026, 3, 28))  # the day after it has 23 hours
    assert work.end - work.start == timedelta(hours=48)


@pytest.mark.feature("AVL-5")
@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        (LISBON, date(2026, 3, 29), 2),
        (LISBON, date(2026, 10, 25), 4),
        ("Australia/Lord_Howe", date(2026, 10, 4), 2.5),
        ("America/New_York", date(2026, 11, 1), 4),
        ("Pacific/Apia", date(2011, 12, 30), 0),
    ],
)
def test_a_night_line_is_as_long_as_the_night_really_is(zone: str, day: date, length: float) -> None:
    night = line(day.weekday(), "01:00", "04:00", zone=zone, valid_from=date(2000, 1, 1))
    always = tuple(OpeningLine(RIVERSIDE, zone, weekday, time(0), time(0)) for weekday in range(7))
    found = working_time(Plan((night,), always), replace(ASKED, zone=zone), day)
    assert sum((one.end - one.start for one in found), timedelta()) == timedelta(hours=length)


@pytest.mark.feature("AVL-5")
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_clock_change() -> None:
    sunday = line(6, "09:00", "10:00")
    always = tuple(OpeningLine(RIVERSIDE, LISBON, weekday, time(0), time(0)) for weekday in range(7))
    for day in (date(2026, 3, 22), date(2026, 3, 29), date(2026, 10, 18), date(2026, 10, 25)):
        assert hours(Plan((sunday,), always), day) == ["09:00-10:00"]


def test_free_time_is_what_the_appointments_leave() -> None:
    working = (span(MONDAY, "09:00", "14:00"),)
    busy = (span(MONDAY, "13:00", "15:00"), span(MONDAY, "09:00", "09:20"), span(MONDAY, "09:10", "10:00"))
    assert free_time(working, busy) == (span(MONDAY, "10:00", "13:00"),)
