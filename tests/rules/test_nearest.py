"""The closest free times around a wanted start, against every slot of the days around it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.rules.openings import ClinicianDay, DayInputs, DayReader, ServiceRule, Slot, Want, nearest, slots
from frontdesk.rules.times import Interval

DAY = date(2026, 11, 24)
CHEN, ROY = 1, 2


def at(text: str, days: int = 0) -> datetime:
    """In winter Lisbon's clocks show UTC."""
    return datetime.combine(DAY + timedelta(days=days), time.fromisoformat(text), UTC)


WANT = Want(ServiceRule(minutes=20), "Europe/Lisbon", at("08:00", -2))


def diary(free: dict[int, list[tuple[str, str]]], read: list[int], who: int = CHEN) -> DayReader:
    """Free stretches by the number of days after DAY; `read` takes down which days were read."""

    def days(first_day: date, last_day: date) -> Iterator[DayInputs]:
        for n in range((first_day - DAY).days, (last_day - DAY).days + 1):
            read.append(n)
            working = tuple(Interval(at(a, n), at(b, n)) for a, b in free.get(n, ()))
            yield DayInputs(DAY + timedelta(days=n), (ClinicianDay(who, working),))

    return days


def told(slot: Slot | None) -> str | None:
    return None if slot is None else f"{slot.start:%d %H:%M}"


@pytest.mark.feature("BKG-15")
@pytest.mark.parametrize(
    ("free", "expected", "read"),
    [
        ({0: [("14:00", "15:00"), ("15:25", "17:00")]}, ("24 14:40", "24 15:25"), [0, 0]),
        ({0: [("15:00", "15:20")]}, (None, "24 15:00"), [0, 0, -1, -2]),  # free itself, such as with a colleague
        ({0: [("14:00", "15:05")]}, ("24 14:45", None), [0, 1, 2, 3, 0]),
        ({-1: [("09:00", "10:00")], 2: [("09:00", "10:00")]}, ("23 09:40", "26 09:00"), [0, 1, 2, 0, -1]),
        ({-2: [("06:00", "08:15")]}, (None, None), [0, 1, 2, 3, 0, -1, -2]),  # too short and past
        ({}, (None, None), [0, 1, 2, 3, 0, -1, -2]),
    ],
)
def test_the_nearest_free_times_are_the_last_before_and_the_first_after(
    free: dict[int, list[tuple[str, str]]], expected: tuple[str | None, str | None], read: list[int]
) -> None:
    seen: list[int] = []
    found = nearest(WANT, diary(free, seen), at("15:00"), DAY - timedelta(days=7), DAY + timedelta(days=3))
    assert (told(found.before), told(found.after)) == expected
    assert seen == read  # no day before today, and none beyond what is needed


@pytest.mark.parametrize(
    ("first_day", "last_day", "expected"),
    [
        (0, 0, (None, "24 09:00")),
        (-1, 0, ("23 09:40", "24 09:00")),
        (3, 7, (None, "27 09:00")),
        (-2, -1, ("23 09:40", None)),
        (1, 0, (None, None)),
    ],
)
def test_only_the_days_between_the_two_given_are_looked_at(
    first_day: int, last_day: int, expected: tuple[str | None, str | None]
) -> None:
    free = {n: [("09:00", "10:00")] for n in range(-2, 9)}
    first, last = (DAY + timedelta(days=n) for n in (first_day, last_day))
    found = nearest(WANT, diary(free, []), at("08:00"), first, last)
    assert (told(found.before), told(found.after)) == expected


def test_among_those_free_at_the_nearest_time_the_one_with_least_booked_comes_first() -> None:
    working = (Interval(at("09:00"), at("12:00")),)

    def days(first_day: date, last_day: date) -> Iterator[DayInputs]:
        if first_day <= DAY <= last_day:
            yield DayInputs(DAY, (ClinicianDay(CHEN, working, booked=5), ClinicianDay(ROY, working, booked=2)))

    found = nearest(WANT, days, at("10:01"), DAY, DAY)
    assert found.before is not None
    assert found.after is not None
    assert (told(found.before), found.before.clinician_id) == ("24 10:00", ROY)
    assert (told(found.after), found.after.clinician_id) == ("24 10:05", ROY)


PIECES = st.lists(st.tuples(st.integers(0, 5 * 96), st.integers(1, 8)), max_size=4)


@pytest.mark.feature("BKG-15")
@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3), st.integers(0, 5 * 96), st.integers(0, 4), st.integers(0, 4))
def test_no_slot_lies_between_the_wanted_start_and_the_nearest(
    drawn: list[list[tuple[int, int]]], wanted: int, first_day: int, more: int
) -> None:
    quarter, zero = timedelta(minutes=15), at("00:00", -2)
    people = tuple(
        ClinicianDay(who, tuple(Interval(zero + n * quarter, zero + (n + length) * quarter) for n, length in pieces))
        for who, pieces in enumerate(drawn, 1)
    )
    first, last = zero.date() + timedelta(days=first_day), zero.date() + timedelta(days=first_day + more)

    def days(begin: date, end: date) -> Iterator[DayInputs]:
        return (DayInputs(begin + timedelta(days=n), people) for n in range((end - begin).days + 1))

    start = zero + wanted * quarter
    every = [slot for inputs in days(first, last) for slot in slots(WANT, inputs)]
    before, after = [one for one in every if one.start < start], [one for one in every if one.start >= start]
    found = nearest(WANT, days, start, first, last)
    assert (found.before and found.before.start) == max((one.start for one in before), default=None)
    assert found.after == min(after, default=None)
