"""The dates of a series: so many, or until a day, and what no series can be."""

from datetime import date, timedelta

import pytest

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.series import MOST, dates
from frontdesk.rules.words import SeriesUnit

pytestmark = pytest.mark.feature("BKG-11")
TUESDAY = date(2026, 11, 24)


def test_a_series_comes_every_so_many_days_or_weeks() -> None:
    assert dates(TUESDAY, 1, SeriesUnit.WEEK, 3) == (TUESDAY, date(2026, 12, 1), date(2026, 12, 8))
    assert dates(TUESDAY, 3, SeriesUnit.DAY, 3) == (TUESDAY, date(2026, 11, 27), date(2026, 11, 30))
    assert dates(TUESDAY, 2, SeriesUnit.WEEK, 1) == (TUESDAY,)
    assert dates(date(2028, 2, 22), 1, SeriesUnit.WEEK, 2)[-1] == date(2028, 2, 29)


def test_the_last_day_is_one_of_it_when_it_falls_on_it_and_none_comes_after() -> None:
    assert dates(TUESDAY, 1, SeriesUnit.WEEK, until=date(2026, 12, 8))[-1] == date(2026, 12, 8)
    assert dates(TUESDAY, 1, SeriesUnit.WEEK, until=date(2026, 12, 7))[-1] == date(2026, 12, 1)
    assert dates(TUESDAY, 1, SeriesUnit.WEEK, until=TUESDAY) == (TUESDAY,)
    assert len(dates(TUESDAY, 1, SeriesUnit.WEEK, until=TUESDAY + timedelta(weeks=MOST - 1))) == MOST


@pytest.mark.parametrize(
    ("every", "unit", "count", "until", "code"),
    [
        (0, SeriesUnit.WEEK, 3, None, "series.every"),
        (53, SeriesUnit.WEEK, 3, None, "series.every"),
        (367, SeriesUnit.DAY, 3, None, "series.every"),
        (1, SeriesUnit.DAY, None, None, "series.end"),
        (1, SeriesUnit.DAY, 3, TUESDAY, "series.end"),
        (1, SeriesUnit.DAY, 0, None, "series.count"),
        (1, SeriesUnit.DAY, MOST + 1, None, "series.count"),
        (1, SeriesUnit.DAY, None, TUESDAY - timedelta(days=1), "series.until"),
        (1, SeriesUnit.DAY, None, TUESDAY + timedelta(days=MOST), "series.too-many"),
    ],
)
def test_what_is_no_series_is_refused(
    every: int, unit: SeriesUnit, count: int | None, until: date | None, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        dates(TUESDAY, every, unit, count, until)


def test_a_series_ends_before_the_calendar_does() -> None:
    with pytest.raises(RuleBroken, match=r"time\.range"):
        dates(date(9999, 12, 30), 1, SeriesUnit.WEEK, 2)
