"""Dates as people type them into the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.calendar.dates import month_line, read_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24.11.2026", TODAY),
        ("1.12.", date(2026, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("3.1", date(2027, 1, 3)),
        ("3.1.26", date(2026, 1, 3)),
        ("2026-12-24", date(2026, 12, 24)),
        ("24 dec", date(2026, 12, 24)),
        (" 24.  December 2027 ", date(2027, 12, 24)),
        ("1 jan", date(2027, 1, 1)),
        ("29.2.", date(2028, 2, 29)),
        ("+7", date(2026, 12, 1)),
        ("-1", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 25)),
        ("Today", TODAY),
        ("friday", date(2026, 11, 27)),
        ("tue", date(2026, 12, 1)),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: date) -> None:
    if typed == "29.2.":
        assert read_date(typed, date(2027, 11, 24)) == meant
    else:
        assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "31.2.2026", "30 sat", "45.1.", "x", "+99999999", "24 foo", "٣", "0.0."])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_date(typed, TODAY) is None


@given(typed=st.text(max_size=20))
def test_no_text_is_too_odd(typed: str) -> None:
    assert read_date(typed, TODAY) is None or isinstance(read_date(typed, TODAY), date)


def test_a_month_is_named_with_its_year() -> None:
    assert month_line(TODAY) == "November 2026"
