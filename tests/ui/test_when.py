"""What a person types for another time is read as people mean it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.when import read_day, read_when

TUESDAY = datetime(2026, 11, 24, 10, 22)  # noqa: DTZ001 - a center's wall clock has no zone of its own


@pytest.mark.parametrize(
    ("typed", "month", "day", "hour", "minute"),
    [
        ("15:00", 11, 24, 15, 0),
        ("15", 11, 24, 15, 0),
        ("9.30", 11, 24, 9, 30),
        ("1545", 11, 24, 15, 45),
        ("3 pm", 11, 24, 15, 0),
        ("12am", 11, 24, 0, 0),
        ("today 15:00", 11, 24, 15, 0),
        ("tomorrow 9:30", 11, 25, 9, 30),
        ("Tomorrow at 9", 11, 25, 9, 0),
        ("thu 9:00", 11, 26, 9, 0),
        ("Tuesday 9:00", 12, 1, 9, 0),
        ("24 Nov 15:00", 11, 24, 15, 0),
        ("Nov 30, 15:00", 11, 30, 15, 0),
        ("Mon 30 Nov, 15:00", 11, 30, 15, 0),
        ("15:00 tomorrow", 11, 25, 15, 0),
        ("1/12 8:15", 12, 1, 8, 15),
        ("1.12. 8:15", 12, 1, 8, 15),
        ("2026-12-01 08:15", 12, 1, 8, 15),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, month: int, day: int, hour: int, minute: int) -> None:
    assert read_when(typed, TUESDAY) == datetime(2026, month, day, hour, minute)  # noqa: DTZ001 - wall clock


def test_a_day_that_is_over_this_year_is_of_the_next() -> None:
    assert read_when("3 Feb 9:00", TUESDAY) == datetime(2027, 2, 3, 9, 0)  # noqa: DTZ001 - wall clock


def test_a_bare_time_is_of_the_day_on_the_screen() -> None:
    assert read_when("15:00", TUESDAY, date(2026, 11, 27)) == datetime(2026, 11, 27, 15, 0)  # noqa: DTZ001 - wall clock


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "soon",
        "25:00",
        "9:75",
        "31 Feb 9:00",
        "tomorrow",
        "24 Nov",
        "13 pm",
        "9:00 9:00 9:00",
        "1 Jan 99999999999999999999 9:00",
    ],
)
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_when(typed, TUESDAY) is None


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_it(typed: str) -> None:
    read_when(typed, TUESDAY)


@given(st.datetimes(min_value=TUESDAY, max_value=TUESDAY + timedelta(days=300)))
def test_a_time_written_out_is_read_back(wanted: datetime) -> None:
    wanted = wanted.replace(second=0, microsecond=0)
    assert read_when(f"{wanted.day} {wanted:%b %Y} {wanted:%H:%M}", TUESDAY) == wanted


@pytest.mark.parametrize("typed", ["24.11.2026", "2026-11-24", "24 Nov 2026", "Nov 24 2026", "24/11/2026"])
def test_a_date_alone_is_read_with_its_year(typed: str) -> None:
    assert read_day(typed) == TUESDAY.date()


@pytest.mark.parametrize("typed", ["24 Nov", "tomorrow", "mon", "31.2.2026", "2026", ""])
def test_a_date_without_a_year_is_not_guessed(typed: str) -> None:
    assert read_day(typed) is None
