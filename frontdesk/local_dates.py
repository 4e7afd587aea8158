"""Dates, times and zones in documents and messages as people of a language write them (CLDR, by Babel)."""

from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_location

_WRITTEN_OUT = {"en_GB": "EEEE d MMMM y"}
"""Without the comma after the weekday, as the window writes it."""


def locale_of(language: str) -> Locale:
    """The locale of a language tag such as `pt`, `pt-BR` or `de_AT`; British English for `en` and what is not known."""
    tag = language.strip().replace("-", "_")
    if tag in {"", "en"}:
        return Locale("en", "GB")
    try:
        return Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def day(when: date, locale: Locale) -> str:
    """`Tuesday 24 November 2026`, with a capital also where the language writes weekdays small: it stands alone."""
    written = day_within(when, locale)
    return written[:1].upper() + written[1:]


def day_within(when: date, locale: Locale) -> str:
    """The same within a sentence: `terça-feira, 24 de novembro de 2026`."""
    return format_date(when, _WRITTEN_OUT.get(str(locale), "full"), locale=locale)


def short_day(when: date, locale: Locale) -> str:
    """`24 Nov 2026`, `24.11.2026`; always with the whole year, because it also says when somebody was born."""
    return format_date(when, "d MMM y" if locale.language == "en" else "medium", locale=locale)


def clock(when: datetime, locale: Locale) -> str:
    """`15:00`, or `3:00 PM` where that is the custom; of a wall-clock time."""
    return format_time(when.time(), "short", locale=locale)


def span(start: datetime, end: datetime, locale: Locale) -> str:
    """`15:00–15:20`."""
    return f"{clock(start, locale)}–{clock(end, locale)}"


def place_of(zone: str, locale: Locale) -> str:
    """The city that an IANA zone is named after, in the language: `Lisbon` for Europe/Lisbon."""
    try:
        return get_timezone_location(zone, locale=locale, return_city=True)
    except (LookupError, ValueError):
        return zone
