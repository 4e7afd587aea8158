"""Reads a date as people type it into the calendar: 24.11., 24 Nov, 2026-11-24, +7, tomorrow, friday."""

import re
from datetime import date, timedelta

from ui.texts import _, day_long, day_short, month_long, month_short, span

_NUMBERS = re.compile(r"(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{4}|\d{2})?)?")
_NAMED = re.compile(r"(\d{1,2})\.? ([^\W\d]{3,})\.?(?: (\d{4}))?")
_AWAY = re.compile(r"[+-]\d{1,4}")


def read_date(typed: str, today: date) -> date | None:
    """The date meant, as seen from `today`, or None when it cannot be told.

    Without a year the date nearest to today is meant; a weekday is the next one; +7 is days from today.
    """
    text = " ".join(typed.casefold().replace(",", " ").split())
    try:
        if _AWAY.fullmatch(text):
            return today + timedelta(days=int(text))
        if (word := _by_word(text, today)) is not None:
            return word
        if match := _NUMBERS.fullmatch(text):
            return _dated(int(match[1]), int(match[2]), match[3], today)
        if match := _NAMED.fullmatch(text):
            month = _month(match[2])
            return None if month is None else _dated(int(match[1]), month, match[3], today)
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None


def month_line(day: date, *, short: bool = False) -> str:
    """`November 2026`, or `Nov 2026`, in the window's language."""
    month = month_short(day.month) if short else month_long(day.month)
    return _("{month} {year}").format(month=month, year=day.year)


def span_line(first: date, last: date, *, short: bool = False) -> str:
    """`23-29 November 2026`, `30 November - 6 December 2026`, with dashes; or `23-29 Nov`, without the year."""
    month = month_short if short else month_long
    start, end = (_("{day} {month}").format(day=day.day, month=month(day.month)) for day in (first, last))
    if first.month == last.month:
        said = _("{day} {month}").format(day=span(str(first.day), str(last.day)), month=month(last.month))
    elif first.year == last.year or short:
        said = _("{first} \N{EN DASH} {last}").format(first=start, last=end)
    else:
        start = _("{day} {year}").format(day=start, year=first.year)
        said = _("{first} \N{EN DASH} {last}").format(first=start, last=end)
    return said if short else _("{day} {year}").format(day=said, year=last.year)


def _by_word(text: str, today: date) -> date | None:
    words = {_("today"): 0, _("tomorrow"): 1, _("yesterday"): -1}
    for word, days in words.items():
        if text == word.casefold():
            return today + timedelta(days=days)
    for ahead in range(1, 8):
        day = today + timedelta(days=ahead)
        if len(text) >= 2 and text.isalpha() and day_long(day).casefold().startswith(text):
            return day
    return None


def _month(word: str) -> int | None:
    """The month whose name, long or short, begins with the word."""
    return next((number for number in range(1, 13) if any(n.startswith(word) for n in _names(number))), None)


def _names(month: int) -> frozenset[str]:
    first, second = date(2000, month, 1), date(2000, month, 2)
    short = frozenset(day_short(first).split()) & frozenset(day_short(second).split())
    return frozenset(word.casefold() for word in (*short, *month_line(first).split()))


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    choices = [found for number in (-1, 0, 1) if (found := _on(today.year + number, month, day)) is not None]
    if not choices:
        raise ValueError(day)
    return min(choices, key=lambda choice: abs(choice - today))


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
