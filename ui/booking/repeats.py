"""How often an appointment comes again, read from what is typed: "8", "8 times", "26 Jan"."""

from dataclasses import dataclass
from datetime import date

from frontdesk.rules.words import SeriesUnit
from ui.when import read_date


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often it comes, as it was typed."""

    every: int
    unit: SeriesUnit
    count: int | None
    until: date | None


def read_every(typed: str) -> int:
    """Every so many days or weeks; 0 where it is no number."""
    number = typed.strip()
    return int(number) if number.isdecimal() else 0


def read_end(typed: str, today: date) -> tuple[int | None, date | None]:
    """How many times, or else until which day; neither where it is empty or cannot be read."""
    end = typed.strip()
    count = int(end.split()[0]) if end.split() and end.split()[0].isdecimal() and _is_count(end) else None
    return count, read_date(end, today) if end and count is None else None


def _is_count(end: str) -> bool:
    """Whether a text that begins with a number means so many times: "8", "8 times"; not "8 Jan"."""
    rest = end.split()[1:]
    return not rest or rest == ["times"]
