"""`openings`: free times; and what those commands share that say what somebody wants."""

import argparse
from datetime import UTC, datetime, time

from frontdesk.clinic import Clinic
from frontdesk.commands.session import by_code, day, opened, say
from frontdesk.dates import moment
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import local_window
from frontdesk.rules.words import CalendarType, Modality
from frontdesk.services.forms import OpeningQuery, ProgramQuery
from frontdesk.views.choices import Choices, ProgramChoice, ServiceChoice
from frontdesk.views.openings import Opening
from frontdesk.views.requests import RequestLine

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add_openings(parser: argparse.ArgumentParser) -> None:
    of_what(parser)
    parser.add_argument("--from", dest="from_", metavar="DATE", help="not before this day")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="how many at most (10)")
    parser.add_argument("--weekdays", metavar="DAYS", help="only these, such as mon,thu")
    parser.add_argument("--hours", metavar="FROM-TO", help="within these local hours, such as 09:00-12:30")
    parser.add_argument("--calendar-type", choices=[one.value for one in CalendarType], help="of which work schedules")
    parser.add_argument("--modality", choices=[one.value for one in Modality], help="in which modality")
    parser.add_argument("--minutes", type=int, metavar="N", help="another length than the service's own")
    parser.set_defaults(run=openings)


def with_fields(parser: argparse.ArgumentParser) -> None:
    """The option for the fields that the clinic added to the form."""
    parser.add_argument("--field", action="append", metavar="NAME=VALUE", help="a field of the clinic's own")


def of_what(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """The options that say what is wanted, where and with whom; with a request they may be left out."""
    what = parser.add_mutually_exclusive_group(required=required)
    what.add_argument("--service", metavar="CODE", help="such as influenza")
    what.add_argument("--program", metavar="CODE", help="such as influenza-2: all its doses at once")
    parser.add_argument("--center", required=required, metavar="CODE", help="such as riverside")
    parser.add_argument("--clinician", metavar="CODE", help="such as chen; anybody otherwise")


def wanted_item(choices: Choices, args: argparse.Namespace) -> ServiceChoice | ProgramChoice | None:
    """The service or program that the options name; RuleBroken `service.unknown`, `program.unknown`."""
    if args.program:
        return by_code(choices.programs, args.program, "program")
    return by_code(choices.services, args.service, "service") if args.service else None


def item_of(choices: Choices, line: RequestLine) -> ServiceChoice | ProgramChoice | None:
    """The service or program of a request; None when it is not offered any more."""
    items: list[ServiceChoice | ProgramChoice] = [*(choices.programs if line.program_id else choices.services)]
    return next((one for one in items if one.id == (line.program_id or line.service_id)), None)


def answers_of(item: ServiceChoice | ProgramChoice | None, given: list[str]) -> dict[int, str]:
    """Answers by question id, from `N=TEXT` with N counted from 1 in the questionnaire's order.

    Raises RuleBroken `answer.form`, `question.unknown`.
    """
    questions = item.questions if item else ()
    answers = {}
    for one in given:
        number, equals, text = one.partition("=")
        if not equals or not number.isdecimal():
            raise RuleBroken("answer.form", fields=("answer",))
        if not 1 <= int(number) <= len(questions):
            raise RuleBroken("question.unknown", fields=("answer",))
        answers[questions[int(number) - 1].id] = text
    return answers


def fields_of(choices: Choices, given: list[str]) -> dict[str, str]:
    """What the clinic's own fields of a request say, by code, from `NAME=VALUE`; a name in any case, or the code.

    Raises RuleBroken `field.form`, `field.unknown`; the values are checked with the rest of the request.
    """
    names = {name.casefold(): one.code for one in choices.request_form if one.own for name in (one.code, one.name)}
    values = {}
    for one in given:
        name, equals, text = one.partition("=")
        if not equals:
            raise RuleBroken("field.form", fields=("field",))
        if name.strip().casefold() not in names:
            raise RuleBroken("field.unknown", fields=("field",))
        values[names[name.strip().casefold()]] = text
    return values


def from_day(text: str | None, zone: str) -> datetime | None:
    """The instant at which a day begins at a center; RuleBroken `date.form`."""
    return local_window(day(text), time(0), time(0), zone).start.astimezone(UTC) if text else None


def openings(args: argparse.Namespace) -> None:
    """Print free times of a service, or where the doses of a program would go."""
    with opened(args) as clinic:
        if args.program:
            doses = clinic.booking.program(_program_query(clinic, args))
            lines = [f"{one.number}  {_line(one.opening)}  {one.service}" for one in doses]
            say(args, doses, lines)
            return
        found = clinic.booking.openings(_query(clinic, args))
    say(args, found, [_line(one) for one in found] or ["No free time."])


def _query(clinic: Clinic, args: argparse.Namespace) -> OpeningQuery:
    choices = clinic.choices()
    center = by_code(choices.centers, args.center, "center")
    return OpeningQuery(
        service_id=by_code(choices.services, args.service, "service").id,
        center_id=center.id,
        clinician_id=by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
        from_=from_day(args.from_, center.zone),
        modality=Modality(args.modality) if args.modality else None,
        calendar_type=CalendarType(args.calendar_type) if args.calendar_type else None,
        limit=max(1, min(args.limit, 500)),
        weekdays=weekdays_of(args.weekdays),
        hours=hours_of(args.hours),
        minutes=args.minutes,
    )


def _program_query(clinic: Clinic, args: argparse.Namespace) -> ProgramQuery:
    choices = clinic.choices()
    center = by_code(choices.centers, args.center, "center")
    return ProgramQuery(
        program_id=by_code(choices.programs, args.program, "program").id,
        center_id=center.id,
        clinician_id=by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
        from_=from_day(args.from_, center.zone),
        modality=Modality(args.modality) if args.modality else None,
        weekdays=weekdays_of(args.weekdays),
        hours=hours_of(args.hours),
    )


def weekdays_of(text: str | None) -> frozenset[int]:
    """Days of the week from their first three letters; RuleBroken `weekday.form`."""
    names = [one.strip().lower()[:3] for one in (text or "").split(",") if one.strip()]
    if any(one not in _DAYS for one in names):
        raise RuleBroken("weekday.form", fields=("weekdays",))
    return frozenset(_DAYS.index(one) for one in names)


def hours_of(text: str | None) -> tuple[time, time] | None:
    """Two times of day with a dash between; RuleBroken `hours.form`."""
    if not text:
        return None
    try:
        starts, ends = (time.fromisoformat(one.strip()) for one in text.split("-"))
    except ValueError as error:
        raise RuleBroken("hours.form", fields=("hours",)) from error
    return starts, ends


def _line(one: Opening) -> str:
    return f"{moment(one.wall_start)}  {one.clinician}  {one.room}".rstrip()
