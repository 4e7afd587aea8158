"""Reads a date and a time as a person types it: "15:00", "tomorrow 9:30", "24 Nov 15:00"."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

_DAYS: Final = {"today": 0, "tomorrow": 1, "tmw": 1, "tom": 1}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})?)?\s*(?P<half>am|pm)?", re.IGNORECASE)
_PACKED: Final = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d{2})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?")
_LONGEST: Final = 40


def read_when(text: str, now: datetime, day: date | None = None) -> datetime | None:
    """The wall-clock time meant by `text`, or None when it cannot be read as one.

    `now` is the center's wall clock, naive; a bare time is of `day` (today when None). A day and a month without a
    year are the next such date, today included. Whether the time is over, open or free is not this function's matter.
    """
    words = text.replace(",", " ").lower().split()
    if not words or len(text) > _LONGEST:
        return None
    clock, rest = _split_time(words)
    if clock is None:
        return None
    wanted = _read_date(rest, now.date()) if rest else day or now.date()
    return datetime.combine(wanted, clock) if wanted else None


def read_date(text: str, today: date) -> date | None:
    """The date meant by `text` alone, as seen from `today`: "friday", "24 Nov", "24.11.2026"; None when it is none.

    Without a year the next such date is meant, today included.
    """
    words = text.replace(",", " ").lower().split()
    return _read_date(words, today) if words and len(text) <= _LONGEST else None


def read_time(text: str) -> time | None:
    """The time of day meant by `text` alone: "9", "9:30", "14.00", "1700", "5 pm"; None when it is none."""
    return _read_time(text.strip().lower()) if len(text) <= _LONGEST else None


def read_day(text: str) -> date | None:
    """The date meant by `text` alone, with its year: "24.11.2026", "2026-11-24", "24 Nov 2026"; None for all else."""
    words = text.replace(",", " ").lower().split()
    if not words or len(text) > _LONGEST or not re.search(r"\d{4}", text):
        return None
    return _read_date(words, date.max)


def _split_time(words: list[str]) -> tuple[time | None, list[str]]:
    """The time at the end (or the start) of the words, and what is left: "3 pm" is two words of one time."""
    for count in (2, 1):
        if len(words) >= count:
            clock = _read_time(" ".join(words[-count:]))
            if clock is not None and _not_a_day(words, count):
                return clock, [word for word in words[:-count] if word not in {"at", "on"}]
    clock = _read_time(words[0])
    if clock is not None and ":" in words[0]:
        return clock, words[1:]
    return None, words


def _not_a_day(words: list[str], count: int) -> bool:
    """Whether the last words are a time and not the day of "Nov 24"."""
    before = words[-count - 1] if len(words) > count else ""
    return before[:3] not in _MONTHS or ":" in words[-1]


def _read_time(text: str) -> time | None:
    match = _TIME.fullmatch(text) or _PACKED.fullmatch(text)
    if match is None:
        return None
    found = match.groupdict()
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _read_date(words: list[str], today: date) -> date | None:
    if len(words) == 1:
        return _read_word(words[0], today)
    if len(words) == 2 and words[0][:3] in _WEEKDAYS and words[0].isalpha():
        return _read_date(words[1:], today)
    return _read_named(words, today)


def _read_word(word: str, today: date) -> date | None:
    if word in _DAYS:
        return today + timedelta(days=_DAYS[word])
    if word.isalpha() and word[:3] in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(word[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    if match := _ISO.fullmatch(word):
        return _make(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(word):
        return _dated(int(match[1]), int(match[2]), match[3], today)
    return None


def _read_named(words: list[str], today: date) -> date | None:
    """Read a day with its month in letters: "24 Nov", "Nov 24", "Tue 24 Nov 2026"."""
    if words[0].isalpha() and words[0][:3] in _WEEKDAYS:
        words = words[1:]
    months = [word for word in words if word.isalpha() and word[:3] in _MONTHS]
    numbers = [word.rstrip(".") for word in words if word not in months]
    if len(months) != 1 or not 1 <= len(numbers) <= 2 or not all(number.isdecimal() for number in numbers):
        return None
    year = numbers[1] if len(numbers) == 2 else None
    return _dated(int(numbers[0]), _MONTHS.index(months[0][:3]) + 1, year, today)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _make(int(year), month, day)
    this = _make(today.year, month, day)
    if this is not None and this >= today:
        return this
    return _make(today.year + 1, month, day)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
