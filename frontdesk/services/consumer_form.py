"""The consumer form: every field checked as it is typed, all of what is wrong told at once."""

import itertools
import re
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from frontdesk.database.search_words import normalise, sort_name_of
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.forms import ConsumerForm
from frontdesk.services.typed import typed_text, visible

_USER_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_OLDEST_YEARS = 130


def checked_form(form: ConsumerForm, today: date) -> tuple[dict[str, Any], dict[str, RuleBroken]]:
    """The values as they are kept (columns of Consumer), and what is wrong by field.

    Codes: `text.missing`, `text.too-long`, `text.control`, `user-id.form`, `email.form`, `phone.form`,
    `birth-date.form`, `birth-date.range`, `language.unknown`, `zone.unknown`.
    """
    values: dict[str, Any] = {"department_id": form.department_id, "group_id": form.group_id}
    wrong: dict[str, RuleBroken] = {}
    checks: dict[str, Callable[[], Any]] = {
        "user_id": lambda: _user_id(form.user_id),
        "first_name": lambda: _name(form.first_name, "first_name"),
        "last_name": lambda: _name(form.last_name, "last_name"),
        "email": lambda: _email(form.email),
        "phone": lambda: _phone(form.phone, form.zone),
        "title": lambda: typed_text(form.title, "title", 60, lines=False) or None,
        "birth_date": lambda: birth_date(form.birth_date, today),
        "language": lambda: _language(form.language),
        "zone": lambda: _zone(form.zone),
        "remarks": lambda: typed_text(form.remarks, "remarks", 4000),
    }
    for field, check in checks.items():
        try:
            values[field] = check()
        except RuleBroken as problem:
            wrong[field] = problem
    if "first_name" in values and "last_name" in values:
        values["sort_name"] = sort_name_of(values["first_name"], values["last_name"])
    return values, wrong


def suggested_user_ids(first_name: str, last_name: str) -> Iterator[str]:
    """User IDs made from a name, the best first, without end."""
    parts = [re.sub(r"[^a-z0-9]", "", normalise(part)) for part in (first_name, last_name)]
    base = ".".join(part for part in parts if part)[:50]
    if len(base) < 3:
        base = f"{base}consumer"
    yield base
    for number in itertools.count(2):
        yield f"{base}{number}"


def birth_date(text: str, today: date) -> date | None:
    """A date typed as 1987-03-14, 14.03.1987 or 14/3/1987; None for an empty text.

    Raises RuleBroken `birth-date.form`, or `birth-date.range` for the future or more than 130 years ago.
    """
    wanted = text.strip()[:40]
    if not wanted:
        return None
    try:
        if match := _DAY_FIRST.fullmatch(wanted):
            born = date(int(match[3]), int(match[2]), int(match[1]))
        else:
            born = date.fromisoformat(wanted)
    except ValueError as error:
        raise RuleBroken("birth-date.form", fields=("birth_date",)) from error
    if not today.year - _OLDEST_YEARS <= born.year or born > today:
        raise RuleBroken("birth-date.range", fields=("birth_date",))
    return born


def _name(text: str, field: str) -> str:
    name = typed_text(text, field, 100, required=True, lines=False)
    if not visible(name):
        raise RuleBroken("text.missing", fields=(field,))
    return name


def _user_id(text: str) -> str:
    wanted = text.strip().lower()
    if not wanted:
        raise RuleBroken("text.missing", fields=("user_id",))
    if not _USER_ID.fullmatch(wanted):
        raise RuleBroken("user-id.form", fields=("user_id",))
    return wanted


def _email(text: str) -> str | None:
    wanted = typed_text(text, "email", 254, lines=False)
    if not wanted:
        return None
    try:
        found = validate_email(wanted, check_deliverability=False, allow_smtputf8=True)
    except EmailNotValidError as error:
        raise RuleBroken("email.form", fields=("email",)) from error
    return str(found.normalized)


def _phone(text: str, zone: str) -> str | None:
    """E.164. A number without country code is taken as of the zone's country."""
    wanted = typed_text(text, "phone", 60, lines=False)
    if not wanted:
        return None
    try:
        number = phonenumbers.parse(wanted, _country(zone))
    except phonenumbers.NumberParseException as error:
        raise RuleBroken("phone.form", fields=("phone",)) from error
    if not phonenumbers.is_valid_number(number):
        raise RuleBroken("phone.form", fields=("phone",))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _country(zone: str) -> str | None:
    return _COUNTRY_OF_ZONE.get(zone)


_COUNTRY_OF_ZONE = {
    "Europe/Lisbon": "PT",
    "Europe/Madrid": "ES",
    "Europe/Paris": "FR",
    "Europe/Berlin": "DE",
    "Europe/London": "GB",
    "Europe/Dublin": "IE",
    "Europe/Rome": "IT",
    "Europe/Warsaw": "PL",
    "America/Sao_Paulo": "BR",
    "America/New_York": "US",
    "America/Chicago": "US",
    "America/Denver": "US",
    "America/Los_Angeles": "US",
    "America/Toronto": "CA",
    "Australia/Sydney": "AU",
}
"""The zones whose people type numbers without a country code here; elsewhere the code is asked for."""


def _language(text: str) -> str:
    wanted = text.strip()
    if not _LANGUAGE.fullmatch(wanted):
        raise RuleBroken("language.unknown", fields=("language",))
    return wanted


def _zone(text: str) -> str:
    wanted = text.strip()
    if wanted not in zoneinfo.available_timezones():
        raise RuleBroken("zone.unknown", fields=("zone",), zone=wanted[:64])
    return wanted
