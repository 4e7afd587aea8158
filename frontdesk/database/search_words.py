"""The words consumers are found by: how names are normalised, stored and typed."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 64
MOST_WORDS = 8
"""So many words of a query are looked at; nobody types more into a search field."""

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "ŧ": "t", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_NUMBER_PART = re.compile(r"[+()/.\-]*\d[\d()/.\-]*")
_CJK_FROM = "\u2e80"


class Word(NamedTuple):
    """One part of what was typed: any of `forms` may begin a consumer's word.

    `plain` is its letters alone if it may be part of a name, else empty.
    """

    forms: tuple[str, ...]
    plain: str


class Query(NamedTuple):
    """What was typed: every word must be found; `births` are the dates that a typed date may mean."""

    words: tuple[Word, ...]
    births: tuple[date, ...]


def normalise(text: str) -> str:
    """Text without accents, case and control characters, spaces made one, as the search compares it."""
    if text.isascii():
        bare = text.lower()
    else:
        spelled = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        bare = "".join(letter for letter in spelled if not unicodedata.combining(letter)).casefold()
    return " ".join("".join(" " if _is_control(letter) else letter for letter in bare).split())


def sort_name_of(first_name: str, last_name: str) -> str:
    """What the list of consumers is ordered by: last name first, normalised; at most 220 characters."""
    return normalise(f"{last_name} {first_name}")[:220]


def words_of(first_name: str, last_name: str, user_id: str, email: str | None, phone: str | None) -> set[str]:
    """The normalised words a consumer is found by, each at most 64 characters.

    Each part of the names, also joined (`o'brien`: o, brien, obrien); the user ID; the e-mail and what stands before
    its @; the phone's digits with and without the country's code.
    """
    found = {normalise(user_id)}
    for name in (first_name, last_name):
        parts = normalise(name).split()
        found.update(piece for part in parts for piece in _pieces(part))
        found.update("".join(_pieces(part)) for part in parts)
        found.add("".join(_pieces(" ".join(parts))))
    if any(letter >= _CJK_FROM for letter in last_name):
        found.add("".join(_pieces(normalise(last_name + first_name))))  # written in one: 李伟
    if email:
        whole = normalise(email)
        found |= {whole, whole.partition("@")[0]}
    if phone:
        found |= _phone_words(phone)
    return {word[:LONGEST_WORD] for word in found if word}


def read_query(text: str) -> Query:
    """What a person typed into the search, as words and dates of birth; punctuation around words is dropped."""
    words: list[Word] = []
    births: set[date] = set()
    number: list[str] = []
    for part in normalise(text[:400]).split():
        dates = dates_of(part)
        if not dates and _NUMBER_PART.fullmatch(part):
            number.append(part)  # 912 345 678 is one number
            continue
        words += _number(number)
        number = []
        if dates:
            births |= dates
        else:
            words += _word(part)
    words += _number(number)
    return Query(tuple(words[:MOST_WORDS]), tuple(sorted(births)))


def dates_of(text: str) -> set[date]:
    """The days that a typed date may mean: 14.03.1987, 1987-03-14, 14/3/87; with slashes also the month first."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = found.groups()
        return _days((int(year), int(month), int(day)))
    if found := _DAY_FIRST.fullmatch(text):
        day, sign, month, year = found.groups()
        years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
        orders = [(day, month), (month, day)] if sign == "/" else [(day, month)]
        return _days(*((y, int(m), int(d)) for y in years for d, m in orders))
    return set()


def name_words(sort_name: str) -> list[str]:
    """The words of a stored sort name as typing errors are looked for in them."""
    return sort_name.replace("'", "").replace("-", " ").split()


def _days(*dates: tuple[int, int, int]) -> set[date]:
    found = set()
    for one in dates:
        try:
            found.add(date(*one))
        except ValueError:  # no such day
            continue
    return found


def _word(part: str) -> list[Word]:
    pieces = _pieces(part)
    plain = "".join(pieces)
    trimmed = part.strip(".,;:()'\"-")
    name = "" if "@" in part or any(letter.isdecimal() for letter in part) else plain
    return [Word(_short({plain, trimmed}), name)] if plain else []


def _number(parts: list[str]) -> list[Word]:
    """The digits in one, also without the zeros dialled before a number; and as typed, if it is a user ID."""
    digits = "".join(filter(str.isdecimal, "".join(parts)))
    forms = {digits, digits.lstrip("0") or digits, *(parts if len(parts) == 1 else ())}
    return [Word(_short(forms), "")] if digits else []


def _short(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(form[:LONGEST_WORD] for form in forms))


def _phone_words(phone: str) -> set[str]:
    digits = "".join(filter(str.isdecimal, phone))
    codes = _country_codes()
    national = next((digits[n:] for n in (1, 2, 3) if digits[:n] in codes), digits)
    return {digits, national}


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    # The metadata of all countries' numbers is loaded when the first phone is indexed, not at start.
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE  # noqa: PLC0415  see above

    return frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))


def _pieces(part: str) -> list[str]:
    """The runs of letters, digits and the marks that belong to them."""
    if part.isalnum():
        return [part]
    return "".join(letter if _belongs_to_words(letter) else " " for letter in part).split()


@lru_cache(maxsize=4096)
def _belongs_to_words(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"


@lru_cache(maxsize=4096)
def _is_control(letter: str) -> bool:
    """Control characters, marks of direction, lone surrogates and private signs: never part of a word."""
    return unicodedata.category(letter)[0] == "C"
