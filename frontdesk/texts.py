"""Sentences for people: of each refusal and failure, of what stands in the way of a time; phone numbers.

The window, the command line and the web page all take their sentences from here, by code.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from frontdesk.dates import day_short, moment, moment_range
from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken, Unavailable
from frontdesk.sentences import IN_THE_WAY, NO_DOSE, SENTENCES, UNKNOWN
from frontdesk.translation import _, in_order


def sentence(problem: Problem) -> str:
    """The sentence of a problem; one whose code has none yet is told by its code, so that nothing is hidden."""
    if isinstance(problem, ChangedElsewhere):
        return _changed_elsewhere(problem)
    if not isinstance(problem, RuleBroken | Unavailable):
        return str(problem)
    params = {name: _shown(value) for name, value in problem.params.items()}
    if problem.code in _TOLD_IN_FULL:
        return _TOLD_IN_FULL[problem.code](problem.params)
    return by_code(problem.code).format_map(_Filled(params))


def by_code(code: str) -> str:
    """The sentence of a code with its places still open; also what a disabled action's tip says."""
    return _(SENTENCES.get(code, UNKNOWN.replace("{code}", code)))


@lru_cache(maxsize=4096)
def phone_text(number: str) -> str:
    """+351 912 345 678 of +351912345678; what is no number in E.164 stays as it is."""
    import phonenumbers  # noqa: PLC0415  0.1 s to load, and the window is painted before a number is shown

    if not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return in_order(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


class _Filled(dict[str, str]):
    """Params for a sentence; one that was not given leaves nothing."""

    def __missing__(self, name: str) -> str:
        return ""


def _shown(value: object) -> str:
    if isinstance(value, Problem):
        return sentence(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return f"{day_short(value)} {value.year}"
    if isinstance(value, StrEnum):
        return value.value.replace("-", " ")
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return "" if value is None else str(value)


def _changed_elsewhere(problem: ChangedElsewhere) -> str:
    who = problem.by or _("Somebody else")
    names = ", ".join(sorted(name.removesuffix("_id").replace("_", " ") for name in problem.changes)) or _("details")
    return _("{who} changed this meanwhile ({what}). Nothing was saved; look at what changed and decide again.").format(
        who=who, what=names
    )


class InTheWay(Protocol):
    """What is told of one thing that stands in the way of a wanted time; texts may be empty, times are wall-clock."""

    @property
    def kind(self) -> str: ...
    @property
    def wall_start(self) -> datetime: ...
    @property
    def wall_end(self) -> datetime: ...
    @property
    def consumer(self) -> str: ...
    @property
    def clinician(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def room(self) -> str: ...
    @property
    def remark(self) -> str: ...
    @property
    def desk(self) -> str: ...
    @property
    def staff(self) -> str: ...
    @property
    def limit(self) -> datetime | None: ...


def obstacle(one: InTheWay) -> str:
    """One thing in the way, with whom and when: "Maria Silva, Tue 24 Nov, 15:00–15:20 with Dr Chen"."""
    values = {
        "when": moment_range(one.wall_start, one.wall_end),
        "consumer": one.consumer or _("another visit of this booking"),
        "clinician": one.clinician,
        "service": one.service,
        "room": one.room,
        "remark": f" ({one.remark})" if one.remark else "",
        "desk": one.desk,
        "staff": one.staff,
        "limit": moment(one.limit) if one.limit else "",
    }
    kind = "room-taken" if one.kind == "room-full" and one.room else one.kind
    return _(IN_THE_WAY[kind]).format_map(values)


def _slot_taken(params: Mapping[str, object]) -> str:
    obstacles = params.get("obstacles")
    if not isinstance(obstacles, tuple) or not obstacles:
        return _("Another desk has just taken that time. Nothing was booked; choose another time.")
    named = [obstacle(one) for one in obstacles[:_MOST_NAMED]]
    if len(obstacles) > _MOST_NAMED:
        named.append(_("and {count} more").format(count=len(obstacles) - _MOST_NAMED))
    return _("That time is taken: {named}. Nothing was booked; choose another time.").format(named="; ".join(named))


def _not_placed(params: Mapping[str, object]) -> str:
    text = NO_DOSE["no-opening" if params.get("next") is None else "most-days"]
    return _(text).format_map(_Filled({name: _shown(value) for name, value in params.items()}))


def _booked(params: Mapping[str, object]) -> str:
    code = "request.booked-by" if params.get("by") else "request.booked"
    return by_code(code).format_map(_Filled({name: _shown(value) for name, value in params.items()}))


_TOLD_IN_FULL = {"slot.taken": _slot_taken, "dose.not-placed": _not_placed, "request.booked": _booked}
"""Codes whose sentence depends on what it is about."""
_MOST_NAMED = 4
