"""The doses of a program: all are placed, each within its days after the one before, or none is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.rules.doses import DoseWant, NotPlaced, place
from frontdesk.rules.openings import ClinicianDay, DayInputs, RoomUnit, ServiceRule, Want
from frontdesk.rules.times import Interval

DAY = date(2026, 11, 24)
START = datetime.combine(DAY, time(8), UTC)
WANT = Want(ServiceRule(minutes=30, step=30), "UTC", START)
Days = Callable[[date, date], Iterable[DayInputs]]


def works(hours: dict[int, tuple[int, int]], who: int = 1) -> Days:
    """Days on which a clinician works from one hour to another; the key is the number of days after the first."""

    def days(first_day: date, last_day: date) -> Iterator[DayInputs]:
        for n in range((last_day - first_day).days + 1):
            day = first_day + timedelta(days=n)
            begin, end = hours.get((day - DAY).days, (0, 0))
            midnight = datetime.combine(day, time(0), UTC)
            working = (Interval(midnight + timedelta(hours=begin), midnight + timedelta(hours=end)),)
            yield DayInputs(day, (ClinicianDay(who, working),))

    return days


def dose(number: int, days: Days, least: int = 0, most: int = 0) -> DoseWant:
    return DoseWant(number, replace(WANT, horizon=number == 1), least, most, days)


def placed(doses: list[DoseWant], within: int = 30) -> list[tuple[int, int]]:
    """Day after the first and hour of each dose."""
    found = place(doses, DAY, DAY + timedelta(days=within))
    assert not isinstance(found, NotPlaced)
    return [((slot.day - DAY).days, slot.start.hour) for slot in found]


ALWAYS = works(dict.fromkeys(range(400), (9, 17)))


@pytest.mark.feature("AVL-4")
def test_each_dose_is_as_early_as_its_days_after_the_one_before_allow() -> None:
    assert placed([dose(1, ALWAYS), dose(2, ALWAYS, 21, 42)]) == [(0, 9), (21, 9)]
    gaps = works({0: (9, 10), 30: (9, 10), 44: (11, 12), 80: (9, 10)})
    assert placed([dose(1, gaps), dose(2, gaps, 21, 42), dose(3, gaps, 14, 14)]) == [(0, 9), (30, 9), (44, 11)]


@pytest.mark.feature("AVL-4")
def test_an_earlier_dose_moves_back_when_that_is_what_lets_a_later_one_be_placed() -> None:
    later = works({28: (9, 10)})
    assert placed([dose(1, ALWAYS), dose(2, later, 20, 25)]) == [(3, 9), (28, 9)]
    assert placed([dose(1, ALWAYS), dose(2, ALWAYS, 5, 10), dose(3, later, 20, 20)]) == [(0, 9), (8, 9), (28, 9)]


@pytest.mark.feature("AVL-4")
def test_a_later_dose_may_lie_beyond_the_furthest_day_of_its_service() -> None:
    near = replace(WANT, rule=replace(WANT.rule, furthest_days=7))
    first_dose = DoseWant(1, near, 0, 0, ALWAYS)
    second = DoseWant(2, replace(near, horizon=False), 180, 200, ALWAYS)
    assert placed([first_dose, second]) == [(0, 9), (180, 9)]


@pytest.mark.feature("AVL-4")
def test_when_a_dose_cannot_be_placed_it_says_which_between_which_days_and_what_would_help() -> None:
    late = works({60: (9, 10)})
    failure = place([dose(1, works({0: (9, 10)})), dose(2, late, 21, 42)], DAY, DAY + timedelta(days=30))
    assert isinstance(failure, NotPlaced)
    assert (failure.number, failure.rule) == (2, "most-days")
    assert (failure.first_day, failure.last_day) == (DAY + timedelta(days=21), DAY + timedelta(days=42))
    assert failure.next is not None
    assert failure.next.day == DAY + timedelta(days=60)


@pytest.mark.feature("AVL-4")
def test_when_there_is_no_opening_at_all_it_says_so_for_that_dose() -> None:
    nothing = works({})
    first_failure = place([dose(1, nothing), dose(2, ALWAYS, 1, 2)], DAY, DAY + timedelta(days=5))
    assert first_failure == NotPlaced(1, "no-opening", DAY, DAY + timedelta(days=5), None)
    second = place([dose(1, ALWAYS), dose(2, nothing, 1, 2), dose(3, ALWAYS, 1, 2)], DAY, DAY)
    assert second == NotPlaced(2, "no-opening", DAY + timedelta(days=1), DAY + timedelta(days=2), None)


def test_two_doses_of_one_day_follow_each_other_and_share_no_time_of_clinician_or_room() -> None:
    assert placed([dose(1, ALWAYS), dose(2, ALWAYS)]) == [(0, 9), (0, 9)]  # 09:00 and 09:30
    buffered = replace(WANT, rule=replace(WANT.rule, buffer_after=60))
    first_dose, second = (DoseWant(n, buffered, 0, 0, ALWAYS) for n in (1, 2))
    assert placed([first_dose, second]) == [(0, 9), (0, 10)]  # 10:30, after the hour of clearing up

    def one_room(first_day: date, _: date) -> Iterator[DayInputs]:
        for inputs in works({0: (9, 17)}, who=2)(first_day, first_day):
            yield replace(inputs, rooms=(RoomUnit(7, 1),))

    def roomy(first_day: date, _: date) -> Iterator[DayInputs]:
        for inputs in ALWAYS(first_day, first_day):
            yield replace(inputs, rooms=(RoomUnit(7, 1),))

    shared = [replace(first_dose, days=roomy), replace(second, days=one_room)]
    assert placed(shared) == [(0, 9), (0, 10)]


def test_a_program_without_doses_has_nothing_to_place() -> None:
    assert place([], DAY, DAY) == ()


@pytest.mark.feature("AVL-4")
@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sets(st.integers(0, 12), max_size=5), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=3, max_size=3),
)
def test_the_doses_are_placed_exactly_when_some_choice_of_days_fits(
    free: list[set[int]], between: list[tuple[int, int]]
) -> None:
    windows = [(least, least + more) for least, more in between]
    doses = [dose(n + 1, works(dict.fromkeys(days, (9, 12)), who=n), *windows[n]) for n, days in enumerate(free)]
    fitting = [
        choice
        for choice in product(*map(sorted, free))
        if all(windows[n][0] <= choice[n] - choice[n - 1] <= windows[n][1] for n in range(1, len(free)))
    ]
    found = place(doses, DAY, DAY + timedelta(days=12))
    if fitting:
        assert not isinstance(found, NotPlaced)
        assert tuple((slot.day - DAY).days for slot in found) == fitting[0]
    else:
        assert isinstance(found, NotPlaced)
