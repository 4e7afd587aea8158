"""A week of work in words and as bars: "Mon, Tue 09:00–14:00 · Thu, Fri 14:00–17:00"."""

from collections.abc import Iterable, Sequence
from datetime import time

from frontdesk.rules.words import Modality
from frontdesk.views.schedules import LineView
from ui.texts import _, modality_word, span, weekday_short

Span = tuple[int, time, time]
"""Weekday (0 is Monday), from, to; to 00:00 means midnight."""

_DAY = 24 * 60


def long_days() -> tuple[str, ...]:
    """Monday to Sunday."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def days_words(days: Iterable[int]) -> str:
    """Mon–Fri, or Mon, Tue, Thu: three and more in a row are joined."""
    runs = _runs(sorted(set(days)))
    return ", ".join(
        f"{weekday_short(run[0])}–{weekday_short(run[-1])}" if len(run) > 2 else ", ".join(map(weekday_short, run))
        for run in runs
    )


def week_words(spans: Iterable[Span]) -> str:
    """The whole week: days with the same hours stand together, in the order of their first day."""
    by_day: dict[int, list[tuple[time, time]]] = {}
    for day, starts, ends in sorted(spans):
        by_day.setdefault(day, []).append((starts, ends))
    by_hours: dict[tuple[tuple[time, time], ...], list[int]] = {}
    for day, hours in by_day.items():
        by_hours.setdefault(tuple(hours), []).append(day)
    return " · ".join(
        f"{days_words(days)} {', '.join(span(f'{starts:%H:%M}', _end(ends)) for starts, ends in hours)}"
        for hours, days in by_hours.items()
    )


def bars(lines: Iterable[LineView]) -> tuple[tuple[int, int, int], ...]:
    """Each line as weekday, first and last minute of the day."""
    return tuple((one.weekday, minute_of(one.starts), minute_of(one.ends) or _DAY) for one in lines)


def minute_of(clock: time) -> int:
    """Minutes since midnight."""
    return clock.hour * 60 + clock.minute


def limit_words(services: Sequence[str], modalities: Iterable[Modality]) -> str:
    """What a line is for, empty when it is for everything."""
    ways = ", ".join(modality_word(one) for one in Modality if one in frozenset(modalities))
    return " · ".join(part for part in (", ".join(services), ways) if part)


def _end(ends: time) -> str:
    return "24:00" if ends == time(0) else f"{ends:%H:%M}"


def _runs(days: Sequence[int]) -> list[list[int]]:
    """The days split where one is missing."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
