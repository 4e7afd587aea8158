"""`openings`, `book`, `act`, `show`: free times and what becomes of them."""

import argparse
from datetime import UTC, datetime, time

from frontdesk.clinic import Clinic
from frontdesk.commands.session import appointment_id, by_code, day, local_start, opened, say
from frontdesk.documents.qr import show_code
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import local_window
from frontdesk.rules.words import Action, CancelClass, ReasonKind
from frontdesk.services.forms import Act, Acted, Booked, Booking, OpeningQuery, new_command_id
from frontdesk.texts import moment

_REASONS = {Action.CANCEL: ReasonKind.CANCEL, Action.COMPLETE: ReasonKind.COMPLETE, Action.NO_SHOW: ReasonKind.NO_SHOW}


def add_openings(parser: argparse.ArgumentParser) -> None:
    _of_service(parser)
    parser.add_argument("--from", dest="from_", metavar="DATE", help="not before this day")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="how many at most (10)")
    parser.set_defaults(run=openings)


def add_book(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--consumer", required=True, metavar="USER-ID", help="for whom")
    _of_service(parser)
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--start", metavar="LOCAL", help="at this local time, such as 2026-11-24T15:00")
    when.add_argument("--from", dest="from_", metavar="DATE", help="the earliest from this day on")
    parser.add_argument(
        "--answer", action="append", metavar="N=TEXT", help="answer to the service's question number N, such as 1=no"
    )
    parser.add_argument("--command-id", metavar="ID", help="32 hexadecimal digits; the same id never books twice")
    parser.add_argument("--no-notify", action="store_true", help="send the consumer no message")
    parser.set_defaults(run=book)


def add_act(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="ACTION", help=", ".join(action.value for action in Action))
    parser.add_argument("appointment", metavar="APPOINTMENT", help="its code, such as K7M-4XQ")
    parser.add_argument("--version", type=int, metavar="N", help="the version you saw; a newer one is not overwritten")
    parser.add_argument("--command-id", metavar="ID", help="32 hexadecimal digits; the same id never acts twice")
    parser.add_argument("--reason", metavar="CODE", help="a reason of the clinic's list")
    parser.add_argument("--class", dest="cancel_class", choices=["consumer", "clinic", "other"], help="who cancels")
    parser.add_argument("--message", default="", metavar="TEXT", help="to the consumer")
    parser.add_argument("--remark", default="", metavar="TEXT", help="the outcome's remark, internal")
    parser.add_argument("--no-notify", action="store_true", help="send the consumer no message")
    parser.add_argument("--confirmed", action="store_true", help="do it though it is another day, or has not begun")
    parser.set_defaults(run=act)


def add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("appointment", metavar="APPOINTMENT", help="its code, such as K7M-4XQ")
    parser.set_defaults(run=show)


def openings(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        found = clinic.booking.openings(_query(clinic, args, limit=max(1, min(args.limit, 500))))
    lines = [f"{moment(one.wall_start)}  {one.clinician}  {one.room}".rstrip() for one in found]
    say(args, found, lines or ["No free time."])


def book(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        booked = book_once(clinic, args, args.command_id or new_command_id())
        view = clinic.appointments.view(booked.appointment_id)
    line = (
        f"Booked {show_code(booked.code)}: {view.consumer}, {view.service}, {_when(view.wall_start)}, {view.clinician}"
    )
    say(
        args,
        {"appointment": show_code(booked.code), **_saved(booked.version, booked.status), "start": booked.start},
        [line],
    )


def act(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        acted = act_once(clinic, args, args.command_id or new_command_id())
        view = clinic.appointments.view(acted.appointment_id)
    line = f"{show_code(view.code)} is {acted.status}, version {acted.version}."
    say(args, {"appointment": show_code(view.code), **_saved(acted.version, acted.status)}, [line])


def show(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        view = clinic.appointments.view(appointment_id(clinic, args.appointment))
    lines = [
        f"{show_code(view.code)}  {view.status}  version {view.version}",
        f"{view.consumer} ({view.consumer_user_id})",
        f"{view.service}  {_when(view.wall_start)}  {view.zone}",
        f"{view.clinician}  {view.center}  {view.room}".rstrip(),
        *(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.action}  {one.actor}  {one.desk}" for one in view.history),
    ]
    say(args, view, lines)


def book_once(clinic: Clinic, args: argparse.Namespace, command_id: str) -> Booked:
    """Book what the options ask for; a command that was done before is answered without looking its names up."""
    return clinic.desk.earlier(command_id, Booked) or clinic.booking.book(booking_of(clinic, args), command_id)


def act_once(clinic: Clinic, args: argparse.Namespace, command_id: str) -> Acted:
    """Take the action that the options ask for, in the same way."""
    return clinic.desk.earlier(command_id, Acted) or clinic.appointments.act(act_of(clinic, args), command_id)


def booking_of(clinic: Clinic, args: argparse.Namespace) -> Booking:
    """What the options of `book` ask for; RuleBroken for unknown names and times."""
    query = _query(clinic, args)
    center = next(one for one in clinic.choices().centers if one.id == query.center_id)
    return Booking(
        service_id=query.service_id,
        center_id=query.center_id,
        clinician_id=query.clinician_id,
        consumer_id=clinic.consumers.by_user_id(args.consumer),
        start=local_start(args.start, center.zone) if args.start else None,
        from_=query.from_,
        answers=_answers(clinic, query.service_id, args.answer or []),
        notify=not args.no_notify,
    )


def act_of(clinic: Clinic, args: argparse.Namespace) -> Act:
    """What the options of `act` ask for; without a version, the present one is meant."""
    if args.action not in {action.value for action in Action}:
        raise RuleBroken("action.unknown", action=args.action[:40])
    action = Action(args.action)
    found = appointment_id(clinic, args.appointment)
    version = args.version if args.version is not None else clinic.appointments.view(found).version
    return Act(
        action=action,
        appointment_id=found,
        version=version,
        message=args.message,
        notify=not args.no_notify,
        reason_id=_reason(clinic, action, args.reason) if args.reason else None,
        remark=args.remark,
        cancel_class=CancelClass(args.cancel_class) if args.cancel_class else None,
        confirmed=args.confirmed,
    )


def _of_service(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", required=True, metavar="CODE", help="such as influenza")
    parser.add_argument("--center", required=True, metavar="CODE", help="such as riverside")
    parser.add_argument("--clinician", metavar="CODE", help="such as chen; anybody otherwise")


def _query(clinic: Clinic, args: argparse.Namespace, limit: int = 1) -> OpeningQuery:
    choices = clinic.choices()
    center = by_code(choices.centers, args.center, "center")
    return OpeningQuery(
        service_id=by_code(choices.services, args.service, "service").id,
        center_id=center.id,
        clinician_id=by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
        from_=_from(args.from_, center.zone) if args.from_ else None,
        limit=limit,
    )


def _answers(clinic: Clinic, service_id: int, given: list[str]) -> dict[int, str]:
    """Answers by question id, from `N=TEXT` with N counted from 1 in the questionnaire's order.

    Raises RuleBroken `answer.form`, `question.unknown`.
    """
    questions = next(one.questions for one in clinic.choices().services if one.id == service_id)
    answers = {}
    for one in given:
        number, equals, text = one.partition("=")
        if not equals or not number.isdecimal():
            raise RuleBroken("answer.form", fields=("answer",))
        if not 1 <= int(number) <= len(questions):
            raise RuleBroken("question.unknown", fields=("answer",))
        answers[questions[int(number) - 1].id] = text
    return answers


def _from(text: str, zone: str) -> datetime:
    return local_window(day(text), time(0), time(0), zone).start.astimezone(UTC)


def _reason(clinic: Clinic, action: Action, code: str) -> int:
    reasons = [one for one in clinic.choices().reasons if one.kind is _REASONS.get(action)]
    return by_code(reasons, code, "reason").id


def _when(wall: datetime | None) -> str:
    return moment(wall) if wall else "no time yet"


def _saved(version: int, status: str) -> dict[str, object]:
    return {"version": version, "status": status}
