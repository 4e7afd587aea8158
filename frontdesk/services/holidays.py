"""Public holidays of countries and their regions, from the package of that name, in English."""

from datetime import date
from typing import Any

from frontdesk.rules.problems import RuleBroken

Named = tuple[str, str]
"""A code and the name that a person chooses it by."""


def countries() -> tuple[Named, ...]:
    """The countries whose public holidays are known, by name."""
    from babel import Locale  # noqa: PLC0415  a fifth of a second, and few people ever open this page

    names = Locale("en").territories
    known = _package().list_supported_countries(include_aliases=False)
    return tuple(sorted(((code, names.get(code, code)) for code in known), key=lambda one: one[1]))


def regions(country: str) -> tuple[Named, ...]:
    """The regions of a country that have holidays of their own, by name; none for a country that is not known."""
    package = _package()
    known = package.list_supported_countries(include_aliases=False).get(country)
    if known is None:
        return ()
    aliases = package.country_holidays(country).subdivisions_aliases
    names = {code: name for name, code in reversed(aliases.items())}
    return tuple(sorted(((code, names.get(code, code)) for code in known), key=lambda one: one[1]))


def public_holidays(country: str, region: str, year: int) -> tuple[tuple[date, str], ...]:
    """Day and name of each public holiday of a year; none for a country that is not known."""
    package = _package()
    known = package.list_supported_countries(include_aliases=False).get(country)
    if known is None:
        return ()
    of_country = package.country_holidays(country)
    english = next((one for one in of_country.supported_languages if one.startswith("en")), None)
    found = package.country_holidays(country, subdiv=region or None, years=year, language=english)
    return tuple((day, found[day]) for day in sorted(found))


def checked_place(country: str, region: str) -> tuple[str, str]:
    """The codes of a country and a region in it. Raises RuleBroken `country.unknown`, `region.unknown`."""
    code, part = country.strip()[:8].upper(), region.strip()[:16]
    if code not in _package().list_supported_countries(include_aliases=False):
        raise RuleBroken("country.unknown", fields=("country",), country=code)
    if part and part not in dict(regions(code)):
        raise RuleBroken("region.unknown", fields=("region",), region=part)
    return code, part


def _package() -> Any:
    """Loaded when it is first needed: every start would be a quarter of a second slower."""
    import holidays  # noqa: PLC0415  see above

    return holidays
