"""The earliest slot and the first openings, against tables of cases and a slow oracle that walks minute by minute."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.rules.openings import (
    ClinicianDay,
    DayInputs,
    RoomUnit,
    ServiceRule,
    Slot,
    Want,
    earliest,
    first,
    free_unit,
    slots,
)
from frontdesk.rules.times import Interval, day_bounds, to_wall

LISBON = "Europe/Lisbon"
DAY = date(2026, 11, 24)
CHEN, OKAFOR, ROY = 1, 2, 3


def at(text: str, day: date = DAY) -> datetime:
    """In winter Lisbon's clocks show UTC."""
    return datetime.combine(day, time.fromisoformat(text), UTC)


def span(starts: str, ends: str, day: date = DAY) -> Interval:
    return Interval(at(starts, day), at(ends, day))


EARLY = at("00:00")
RULE = ServiceRule(minutes=20)
WANT = Want(RULE, LISBON, EARLY)


def clinician(who: int = CHEN, *busy: tuple[str, str], works: tuple[str, str] = ("09:00", "12:00")) -> ClinicianDay:
    return ClinicianDay(who, (span(*works),), tuple(span(*one) for one in busy))


def day_of(*clinicians: ClinicianDay, rooms: tuple[RoomUnit, ...] | None = None) -> DayInputs:
    return DayInputs(DAY, clinicians, rooms)


def times(found: Iterator[Slot] | tuple[Slot, ...]) -> list[str]:
    return [f"{to_wall(slot.start, LISBON):%H:%M}" for slot in found]


@pytest.mark.feature("AVL-3")
@pytest.mark.parametrize(
    ("rule", "busy", "expected"),
    [
        ({}, (), "09:00"),
        ({}, (("09:00", "09:20"),), "09:20"),  # touching is free
        ({"step": 15}, (("09:00", "10:20"),), "10:30"),  # the next quarter, not the first free minute
        ({"step": 5}, (("09:00", "10:20"),), "10:20"),
        ({"minutes": 30}, (("09:20", "10:00"),), "10:00"),  # too long for the gap before
        ({"minutes": 180}, (), "09:00"),
        ({"minutes": 181}, (), None),
        ({"buffer_before": 10}, (("09:00", "09:20"),), "09:30"),
        ({"buffer_before": 30}, (), "09:00"),  # preparing may lie before the working time
        ({"buffer_after": 10}, (("09:25", "11:00"),), "11:00"),
        ({"buffer_after": 5}, (("09:25", "11:00"),), "09:00"),
        ({"minutes": 60, "buffer_after": 30}, (("09:00", "11:00"),), "11:00"),  # clearing up after hours
        ({"minutes": 60, "step": 45}, (("09:00", "09:30"),), "09:45"),
    ],
)
def test_a_slot_follows_the_length_the_buffers_and_the_step_of_its_service(
    rule: dict[str, int], busy: tuple[tuple[str, str], ...], expected: str | None
) -> None:
    want = replace(WANT, rule=replace(RULE, **rule))
    found = earliest(want, [day_of(clinician(CHEN, *busy))])
    assert (found and f"{found.start:%H:%M}") == expected
    if found is not None:
        assert found.end - found.start == timedelta(minutes=want.rule.minutes)
        assert found.busy == want.rule.busy(found.start)


@pytest.mark.feature("AVL-3")
@pytest.mark.parametrize(
    ("now", "notice", "not_before", "expected"),
    [
        ("09:00", 0, None, "09:00"),
        ("09:01", 0, None, "09:05"),
        ("09:01", 60, None, "10:05"),
        ("08:00", 60, None, "09:00"),
        ("08:00", 0, "11:30", "11:30"),
        ("08:00", 0, "07:00", "09:00"),
        ("11:00", 45, "09:00", None),
    ],
)
def test_a_slot_is_never_before_now_the_notice_or_the_time_asked_for(
    now: str, notice: int, not_before: str | None, expected: str | None
) -> None:
    want = Want(replace(RULE, least_notice=notice), LISBON, at(now), at(not_before) if not_before else None)
    found = earliest(want, [day_of(clinician())])
    assert (found and f"{found.start:%H:%M}") == expected


@pytest.mark.feature("AVL-3")
@pytest.mark.parametrize(("days", "found"), [(0, False), (6, False), (7, True), (365, True)])
def test_a_slot_is_not_beyond_the_furthest_day_of_its_service_unless_it_is_a_later_dose(days: int, found: bool) -> None:
    now = at("23:59", DAY - timedelta(days=7))
    want = Want(replace(RULE, furthest_days=days), LISBON, now)
    assert (earliest(want, [day_of(clinician())]) is not None) is found
    assert earliest(replace(want, horizon=False), [day_of(clinician())]) is not None


@pytest.mark.feature("AVL-4")
def test_the_earliest_slot_with_anyone_is_the_earliest_of_all_and_with_one_it_is_theirs() -> None:
    chen = clinician(CHEN, ("09:00", "10:00"))
    okafor = clinician(OKAFOR, ("09:00", "09:40"))
    anyone = earliest(WANT, [day_of(chen, okafor)])
    assert anyone is not None
    assert (anyone.clinician_id, anyone.start) == (OKAFOR, at("09:40"))
    only = earliest(WANT, [day_of(chen)])
    assert only is not None
    assert only.start == at("10:00")


@pytest.mark.feature("AVL-4")
def test_among_those_free_at_the_same_time_the_one_with_least_booked_that_day_comes_first() -> None:
    chen, okafor, roy = (clinician(who) for who in (CHEN, OKAFOR, ROY))
    inputs = day_of(replace(chen, booked=9), replace(roy, booked=7), replace(okafor, booked=7))
    found = earliest(WANT, [inputs])
    assert found is not None
    assert found.clinician_id == OKAFOR


@pytest.mark.feature("AVL-4")
@pytest.mark.parametrize(
    ("weekdays", "hours", "expected"),
    [
        ({1}, None, "09:00"),  # DAY is a Tuesday
        ({0, 2}, None, None),
        ((), (time(10), time(11)), "10:00"),
        ((), (time(10), time(10, 20)), "10:00"),
        ((), (time(10), time(10, 15)), None),  # the whole appointment lies within the hours
        ((), (time(11, 30), time(0)), "11:30"),
    ],
)
def test_the_earliest_slot_lies_within_the_chosen_weekdays_and_hours(
    weekdays: set[int], hours: tuple[time, time] | None, expected: str | None
) -> None:
    want = replace(WANT, weekdays=frozenset(weekdays), hours=hours)
    found = earliest(want, [day_of(clinician())])
    assert (found and f"{found.start:%H:%M}") == expected


@pytest.mark.feature("AVL-4")
def test_days_are_read_only_until_one_has_a_slot() -> None:
    read = []

    def days() -> Iterator[DayInputs]:
        for n in range(100):
            read.append(n)
            works = (span("09:00", "12:00", DAY + timedelta(days=n)),) if n == 3 else ()
            yield DayInputs(DAY + timedelta(days=n), (ClinicianDay(CHEN, works),))

    found = earliest(WANT, days())
    assert found is not None
    assert found.day == DAY + timedelta(days=3)
    assert read == [0, 1, 2, 3]
    assert earliest(WANT, []) is None


@pytest.mark.feature("AVL-4")
def test_first_openings_have_different_times_and_so_many_of_each_day() -> None:
    tomorrow = DAY + timedelta(days=1)
    days = [
        day_of(clinician(CHEN, ("09:10", "12:00"), works=("08:30", "12:00")), clinician(OKAFOR)),
        DayInputs(tomorrow, (ClinicianDay(CHEN, (span("09:00", "12:00", tomorrow),)),)),
    ]
    assert times(first(WANT, days, 4)) == ["08:30", "08:35", "08:40", "08:45"]
    found = first(replace(WANT, rule=replace(RULE, step=30)), days, 6, of_each_day=3)
    assert times(found) == ["08:30", "09:00", "09:30", "09:00", "09:30", "10:00"]
    assert [slot.day for slot in found] == [DAY] * 3 + [tomorrow] * 3


@pytest.mark.feature("AVL-9")
def test_first_openings_may_be_asked_for_apart_so_that_none_begins_before_the_one_before_has_ended() -> None:
    days = [
        day_of(
            clinician(CHEN, works=("08:30", "09:15")), clinician(OKAFOR, ("09:00", "09:25"), works=("09:00", "10:00"))
        )
    ]
    found = first(replace(WANT, rule=replace(RULE, minutes=20)), days, 9, apart=True)
    assert [(slot.start.strftime("%H:%M"), slot.clinician_id) for slot in found] == [
        ("08:30", CHEN),
        ("08:50", CHEN),
        ("09:25", OKAFOR),
    ]


@pytest.mark.feature("AVL-3")
def test_a_service_that_needs_a_room_waits_for_one_and_takes_the_clinicians_own_first() -> None:
    rooms = (
        RoomUnit(5, 1, (span("09:00", "09:30"),)),
        RoomUnit(7, 2, (span("09:00", "09:15"),)),
        RoomUnit(7, 1, (span("09:00", "10:00"),)),
    )
    assert times(slots(WANT, day_of(clinician(), rooms=rooms)))[0] == "09:15"
    found = earliest(WANT, [day_of(replace(clinician(), own_room_id=7), rooms=rooms)])
    assert found is not None
    assert found.unit == (7, 2)
    late = replace(WANT, not_before=at("10:00"))
    own = earliest(late, [day_of(replace(clinician(), own_room_id=7), rooms=rooms)])
    other = earliest(late, [day_of(clinician(), rooms=rooms)])
    assert own is not None
    assert other is not None
    assert (own.unit, other.unit) == ((7, 1), (5, 1))
    assert earliest(WANT, [day_of(clinician(), rooms=())]) is None
    assert free_unit(rooms, span("09:05", "09:10")) is None


def test_a_slot_may_cross_midnight_when_work_goes_on() -> None:
    night = Interval(at("23:00"), at("02:00", DAY + timedelta(days=1)))
    want = replace(WANT, rule=ServiceRule(minutes=90, step=30))
    assert times(slots(want, day_of(ClinicianDay(CHEN, (night,))))) == ["23:00", "23:30"]


@pytest.mark.feature("AVL-5")
def test_a_skipped_hour_gives_no_slot_and_a_repeated_hour_no_double_one() -> None:
    want = Want(ServiceRule(minutes=15, step=15), LISBON, datetime(2026, 1, 1, tzinfo=UTC))
    for day, expected in (
        (date(2026, 3, 29), ["00:30", "00:45", "02:00", "02:15", "02:30", "02:45"]),
        (date(2026, 10, 25), [f"{h:02}:{m:02}" for h in range(3) for m in range(0, 60, 15)][2:]),
    ):
        night = Interval(day_bounds(day, LISBON).start + timedelta(minutes=30), datetime.combine(day, time(3), UTC))
        end = Interval(night.start, night.end - (timedelta(hours=1) if day.month == 3 else timedelta()))
        found = list(slots(want, DayInputs(day, (ClinicianDay(CHEN, (end,)),))))
        assert times(iter(found)) == expected
        assert all(slot.end - slot.start == timedelta(minutes=15) for slot in found)


# The oracle: every minute of the day, every rule said again in the slowest way.

ZONED_DAYS = st.sampled_from(
    [
        (LISBON, date(2026, 3, 29)),
        (LISBON, date(2026, 10, 25)),
        (LISBON, DAY),
        ("America/New_York", date(2026, 3, 8)),
        ("America/New_York", date(2026, 11, 1)),
        ("Australia/Lord_Howe", date(2026, 10, 4)),
        ("Australia/Lord_Howe", date(2026, 4, 5)),
        ("America/St_Johns", date(2026, 11, 1)),
        ("Asia/Kathmandu", date(2026, 3, 29)),
        ("Pacific/Apia", date(2011, 12, 29)),
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Atlantic/Azores", date(2026, 10, 25)),
        ("America/Santiago", date(2026, 9, 6)),
    ]
)
PIECES = st.lists(st.tuples(st.integers(-20, 240), st.integers(0, 150)), max_size=4)
RULES = st.builds(
    ServiceRule,
    minutes=st.integers(1, 90),
    buffer_before=st.integers(0, 20),
    buffer_after=st.integers(0, 20),
    step=st.sampled_from([5, 10, 15, 20, 45]),
    least_notice=st.sampled_from([0, 30]),
)


def pieces(start: datetime, drawn: list[tuple[int, int]]) -> tuple[Interval, ...]:
    minute = timedelta(minutes=1)
    return tuple(Interval(start + a * minute, start + (a + length) * minute) for a, length in drawn)


def by_the_minute(want: Want, inputs: DayInputs) -> list[tuple[datetime, int, int]]:
    rule, found, seen = want.rule, [], set()
    bounds = day_bounds(inputs.day, want.zone)

    def minutes(intervals: tuple[Interval, ...]) -> set[int]:
        """The minutes of the day that the intervals cover, counted from its start."""
        edges = [tuple(int((edge - bounds.start) / timedelta(minutes=1)) for edge in one) for one in intervals]
        return {n for begin, end in edges for n in range(begin, end)}

    people = [(one, minutes(one.working), minutes(one.busy)) for one in inputs.clinicians]
    rooms = None if inputs.rooms is None else [minutes(room.busy) for room in inputs.rooms]
    for n in range(int((bounds.end - bounds.start) / timedelta(minutes=1))):
        start = bounds.start + timedelta(minutes=n)
        wall = to_wall(start, want.zone)
        if wall in seen or (wall.hour * 60 + wall.minute) % rule.step:
            continue
        seen.add(wall)
        if start < want.now + timedelta(minutes=rule.least_notice):
            continue
        promised = set(range(n, n + rule.minutes))
        whole = set(range(n - rule.buffer_before, n + rule.minutes + rule.buffer_after))
        if rooms is None or any(not whole & room for room in rooms):
            free = (one for one, works, busy in people if promised <= works and not whole & busy)
            found += [(start, one.booked, one.clinician_id) for one in free]
    return sorted(found)


@pytest.mark.feature("AVL-3", "AVL-4", "AVL-5")
@settings(max_examples=60, deadline=None)
@given(
    ZONED_DAYS,
    RULES,
    st.lists(st.tuples(PIECES, PIECES, st.integers(0, 2)), min_size=1, max_size=3),
    st.none() | st.lists(PIECES, max_size=2),
    st.integers(-60, 200),
)
def test_the_slots_are_those_that_a_walk_over_every_minute_finds(
    place: tuple[str, date],
    rule: ServiceRule,
    people: list[tuple[list[tuple[int, int]], list[tuple[int, int]], int]],
    rooms: list[list[tuple[int, int]]] | None,
    now: int,
) -> None:
    zone, day = place
    start = day_bounds(day, zone).start
    want = Want(rule, zone, start + timedelta(minutes=now))
    clinicians = tuple(
        ClinicianDay(who, pieces(start, works), pieces(start, busy), booked=booked)
        for who, (works, busy, booked) in enumerate(people, start=1)
    )
    units = None if rooms is None else tuple(RoomUnit(7, n, pieces(start, busy)) for n, busy in enumerate(rooms, 1))
    inputs = DayInputs(day, clinicians, units)
    expected = by_the_minute(want, inputs)
    found = [(slot.start, slot.booked, slot.clinician_id) for slot in slots(want, inputs)]
    assert found == expected
    best = earliest(want, [inputs])
    assert (best and (best.start, best.booked, best.clinician_id)) == (expected[0] if expected else None)
