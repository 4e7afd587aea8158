"""Half-open intervals, and wall clocks on the days when they are changed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import (
    Interval,
    clip,
    clock_grid,
    day_bounds,
    gaps,
    intersect,
    local_window,
    subtract,
    to_utc,
    to_wall,
    union,
    wall_days,
)

_BASE = datetime(2026, 11, 24, tzinfo=UTC)
ZONES = (
    "Europe/Lisbon",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Atlantic/Azores",
    "America/Santiago",
    "America/Havana",
    "Africa/Casablanca",
    "UTC",
)


def wall(text: str) -> datetime:
    """A naive wall-clock time."""
    return datetime.fromisoformat(text)


def at(minute: int) -> datetime:
    return _BASE + timedelta(minutes=minute)


def span(start: int, end: int) -> Interval:
    return Interval(at(start), at(end))


def minutes_of(intervals: tuple[Interval, ...]) -> set[int]:
    """The minutes that the intervals cover, one by one."""
    return {m for m in range(-10, 130) if any(one.start <= at(m) < one.end for one in intervals)}


INTERVALS = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 40)).map(lambda pair: span(pair[0], min(120, pair[0] + pair[1]))),
    max_size=8,
).map(tuple)


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        (span(0, 30), span(30, 60), False),  # touching is free
        (span(30, 60), span(0, 30), False),
        (span(0, 31), span(30, 60), True),
        (span(0, 60), span(10, 20), True),
        (span(0, 60), span(10, 10), False),  # an empty one shares nothing
    ],
)
def test_two_times_overlap_only_when_they_share_an_instant(left: Interval, right: Interval, shared: bool) -> None:
    assert left.overlaps(right) is shared
    assert right.overlaps(left) is shared


@given(INTERVALS, INTERVALS)
def test_sums_and_differences_cover_the_minutes_they_should(a: tuple[Interval, ...], b: tuple[Interval, ...]) -> None:
    ours, theirs = minutes_of(a), minutes_of(b)
    for result, expected in (
        (union((*a, *b)), ours | theirs),
        (intersect(a, b), ours & theirs),
        (subtract(a, b), ours - theirs),
        (clip(a, span(20, 80)), {m for m in ours if 20 <= m < 80}),
        (gaps(a, span(20, 80)), {m for m in range(20, 80) if m not in ours}),
    ):
        assert minutes_of(result) == expected
        assert all(one.start < one.end for one in result)
        assert all(one.end < following.start for one, following in pairwise(result))


@pytest.mark.feature("AVL-5")
@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Lisbon", date(2026, 3, 29), 23),
        ("Europe/Lisbon", date(2026, 10, 25), 25),
        ("Europe/Lisbon", date(2026, 11, 24), 24),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("America/St_Johns", date(2010, 3, 14), 23),  # at 00:01
        ("America/Santiago", date(2026, 9, 6), 23),  # the day begins at 01:00
        ("America/Santiago", date(2026, 4, 4), 25),  # 23:00 comes twice
        ("Atlantic/Azores", date(2026, 10, 25), 25),  # 00:00 comes twice
        ("Asia/Kathmandu", date(2026, 3, 29), 24),
        ("Pacific/Apia", date(2011, 12, 30), 0),  # left out altogether
    ],
)
def test_a_day_is_as_long_as_the_clocks_there_make_it(zone: str, day: date, hours: float) -> None:
    bounds = day_bounds(day, zone)
    assert bounds.end - bounds.start == timedelta(hours=hours)
    assert bounds.end == day_bounds(day + timedelta(days=1), zone).start


@pytest.mark.feature("AVL-5")
@pytest.mark.parametrize(
    ("day", "starts", "ends", "minutes"),
    [
        (date(2026, 10, 25), time(1), time(3), 180),  # the repeated hour is worked
        (date(2026, 3, 29), time(1), time(3), 60),  # the skipped one is not
        (date(2026, 3, 29), time(1), time(2), 0),
        (date(2026, 3, 29), time(1, 30), time(3), 60),
        (date(2026, 3, 29), time(0), time(1, 30), 60),
        (date(2026, 10, 25), time(0), time(1, 30), 90),  # until the clocks first show 01:30
        (date(2026, 10, 25), time(1, 30), time(3), 150),
        (date(2026, 11, 24), time(20), time(0), 240),  # midnight
        (date(2026, 11, 24), time(9), time(14), 300),
    ],
)
def test_a_line_of_a_schedule_is_as_long_as_the_hours_there_are(
    day: date, starts: time, ends: time, minutes: int
) -> None:
    window = local_window(day, starts, ends, "Europe/Lisbon")
    assert window.end - window.start == timedelta(minutes=minutes)


@pytest.mark.feature("AVL-5")
def test_a_time_that_the_clocks_skip_is_refused_with_the_next_one_there_is() -> None:
    with pytest.raises(RuleBroken) as refused:
        to_utc(wall("2026-03-29T01:15"), "Europe/Lisbon")
    assert refused.value.code == "time.skipped"
    assert refused.value.params["next"] == wall("2026-03-29T02:00")


@pytest.mark.feature("AVL-5")
def test_a_time_that_comes_twice_means_the_first_unless_the_second_is_asked_for() -> None:
    twice = wall("2026-10-25T01:30")
    assert to_utc(twice, "Europe/Lisbon") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert to_utc(twice, "Europe/Lisbon", fold=1) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Nowhere/At_All", "", "../etc/passwd", "America", "a\0b", "/etc/hosts", "x" * 5000])
def test_a_zone_that_does_not_exist_is_told_by_name(zone: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        to_utc(wall("2026-01-01T00:00"), zone)
    assert refused.value.code == "zone.unknown"
    assert refused.value.params["zone"] == zone


def test_times_at_the_ends_of_the_calendar_are_refused() -> None:
    for broken in (
        lambda: to_utc(wall("0001-01-01T00:00"), "Asia/Tokyo"),
        lambda: to_utc(wall("9999-12-31T23:59"), "America/New_York"),
        lambda: to_wall(datetime.max.replace(tzinfo=UTC), "Asia/Tokyo"),
        lambda: day_bounds(date.max, "UTC"),
    ):
        with pytest.raises(RuleBroken) as refused:
            broken()
        assert refused.value.code == "time.range"


@pytest.mark.feature("AVL-5")
@given(st.sampled_from(ZONES), st.datetimes(wall("2000-01-01"), wall("2037-12-31")))
def test_every_wall_time_comes_back_or_is_refused_as_skipped(zone: str, typed: datetime) -> None:
    try:
        instant = to_utc(typed, zone)
    except RuleBroken as refused:
        following = refused.params["next"]
        assert isinstance(following, datetime)
        assert following > typed
        just_before = to_wall(to_utc(following, zone) - timedelta(microseconds=1), zone)
        assert just_before < typed
    else:
        assert to_wall(instant, zone) == typed
        again = to_utc(typed, zone, fold=1)
        assert again >= instant
        assert to_wall(again, zone) == typed


@pytest.mark.feature("AVL-5")
@given(
    st.sampled_from(ZONES),
    st.dates(date(2000, 1, 1), date(2037, 12, 30)),
    st.sampled_from([5, 7, 10, 15, 20, 30, 45, 60, 90]),
)
def test_the_grid_of_a_day_has_each_time_the_clocks_show_once(zone: str, day: date, step: int) -> None:
    grid = clock_grid(day, zone, step)
    bounds = day_bounds(day, zone)
    shown: dict[datetime, datetime] = {}
    instant = bounds.start
    while instant < bounds.end:
        clock = to_wall(instant, zone)
        if (clock.hour * 60 + clock.minute) % step == 0 and clock.second == 0:
            shown.setdefault(clock, instant)
        instant += timedelta(minutes=1)
    assert list(grid) == sorted(shown.values())


def test_a_span_over_midnight_touches_two_days_and_one_until_midnight_only_one() -> None:
    night = Interval(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), datetime(2026, 11, 25, 0, 15, tzinfo=UTC))
    assert wall_days(night, "Europe/Lisbon") == (date(2026, 11, 24), date(2026, 11, 25))
    until = Interval(night.start, datetime(2026, 11, 25, tzinfo=UTC))
    assert wall_days(until, "Europe/Lisbon") == (date(2026, 11, 24),)
    assert wall_days(night, "America/New_York") == (date(2026, 11, 24),)
