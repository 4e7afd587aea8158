"""Where weeks and months begin on a calendar, and how weeks are counted, by the locale of this computer."""

from datetime import date, timedelta

from PySide6.QtCore import QLocale

_MONDAY = 0
GRID_DAYS = 42
"""Days of six weeks: every month fits."""


def week_start() -> int:
    """The day on which weeks begin: 0 for Monday to 6 for Sunday."""
    return QLocale().firstDayOfWeek().value - 1


def first_of_week(day: date) -> date:
    """The first day of the week that `day` lies in; at the very beginning of the calendar that day itself."""
    return back(day, (day.weekday() - week_start()) % 7)


def first_of_grid(day: date) -> date:
    """The first day of the six weeks that show the month of `day`."""
    return first_of_week(day.replace(day=1))


def week_number(first: date) -> int:
    """The number of the week that begins on `first`.

    Where weeks begin on a Monday it is that of ISO 8601: week 1 has 4 January. Elsewhere week 1 has 1 January.
    """
    if week_start() == _MONDAY:
        return first.isocalendar().week
    first_of_year = first_of_week(date(ahead(first, 6).year, 1, 1))
    return (first - first_of_year).days // 7 + 1


def month_on(day: date, months: int) -> date:
    """The same day so many months on (or, negative, back): the last one of a month that has no such day.

    At the ends of the calendar it is `day` itself.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return day
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day if (year, month) < (9999, 12) else 31
    return date(year, month, min(day.day, last))


def ahead(day: date, days: int) -> date:
    """So many days on; no further than the calendar goes."""
    return day + timedelta(days=min(days, (date.max - day).days))


def back(day: date, days: int) -> date:
    """So many days back; no further than the calendar goes."""
    return day - timedelta(days=min(days, (day - date.min).days))
