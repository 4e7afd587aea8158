"""Where weeks begin and how they are counted, by the locale; months without such a day; ranges as people say them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from ui.calendar.dates import span_line
from ui.calendar.look import Look, recalled, remembered
from ui.calendar.weeks import first_of_grid, first_of_week, month_on, week_number

TUESDAY = date(2026, 11, 24)
DASH = "\N{EN DASH}"


@pytest.fixture(autouse=True)
def locale() -> Iterator[None]:
    yield
    QLocale.setDefault(QLocale(QLocale.Language.C))


@pytest.mark.feature("UX-5")
@pytest.mark.parametrize(
    ("name", "first", "number"),
    [
        ("en_GB", date(2026, 11, 23), 48),
        ("de_DE", date(2026, 11, 23), 48),
        ("en_US", date(2026, 11, 22), 48),
        ("ar_EG", date(2026, 11, 21), 48),
    ],
)
def test_weeks_begin_where_the_locale_says(name: str, first: date, number: int) -> None:
    QLocale.setDefault(QLocale(name))
    assert first_of_week(TUESDAY) == first
    assert week_number(first) == number


@pytest.mark.parametrize(
    ("name", "first", "number"),
    [
        ("en_GB", date(2026, 12, 28), 53),
        ("en_GB", date(2027, 1, 4), 1),
        ("en_US", date(2026, 12, 27), 1),
        ("en_US", date(2027, 1, 3), 2),
        ("en_US", date(2025, 12, 28), 1),
    ],
)
def test_weeks_are_counted_over_the_turn_of_the_year(name: str, first: date, number: int) -> None:
    QLocale.setDefault(QLocale(name))
    assert week_number(first) == number


def test_six_weeks_hold_every_month() -> None:
    for number in range(400):
        day = date(2024, 1, 1) + timedelta(days=10 * number)
        first = first_of_grid(day)
        assert first <= day.replace(day=1) < first + timedelta(days=7)
        assert month_on(day.replace(day=1), 1) - timedelta(days=1) < first + timedelta(days=42)


@given(day=st.dates(), months=st.integers(-30000, 30000))
def test_going_by_months_never_leaves_the_calendar(day: date, months: int) -> None:
    there = month_on(day, months)
    assert there == day or there.day <= day.day
    assert first_of_grid(there) <= there


def test_a_month_that_has_no_such_day_ends_before_it() -> None:
    assert month_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_on(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert month_on(date(9999, 12, 5), 1) == date(9999, 12, 5)


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize(
    ("first", "last", "long", "short"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), f"23{DASH}29 November 2026", f"23{DASH}29 Nov"),
        (date(2026, 11, 30), date(2026, 12, 6), f"30 November {DASH} 6 December 2026", f"30 Nov {DASH} 6 Dec"),
        (date(2026, 12, 28), date(2027, 1, 3), f"28 December 2026 {DASH} 3 January 2027", f"28 Dec {DASH} 3 Jan"),
    ],
)
def test_a_range_is_said_as_people_say_it(first: date, last: date, long: str, short: str) -> None:
    assert span_line(first, last) == long
    assert span_line(first, last, short=True) == short


@pytest.mark.feature("UX-7")
@pytest.mark.parametrize("damage", ["mode", "columns", "colouring", "clinicians", "services", "statuses"])
def test_what_is_remembered_and_makes_no_sense_is_passed_over(damage: str) -> None:
    look = Look(1, TUESDAY)
    for nonsense in (None, 7, "x", ["x", None], {"a": 1}):
        again = recalled(look, {**remembered(look), damage: nonsense})
        assert again.center_id == 1
        if damage not in {"clinicians", "services"}:
            assert again == look
