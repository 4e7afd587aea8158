"""`book`, `act`, `show`: appointments and what becomes of them."""

import argparse
from datetime import datetime

from frontdesk.clinic import Clinic
from frontdesk.commands.asking import (
    answers_of,
    fields_of,
    from_day,
    item_of,
    of_what,
    wanted_item,
    with_fields,
)
from frontdesk.commands.session import UsageError, appointment_id, by_code, local_start, opened, say
from frontdesk.dates import moment
from frontdesk.qr import show_code
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.effects import REASONS
from frontdesk.services.forms import Act, Acted, Booked, Booking, new_command_id
from frontdesk.views.appointment import AppointmentView


def add_book(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--consumer", metavar="USER-ID", help="for whom")
    of_what(parser, required=False)
    parser.add_argument("--request", type=int, metavar="N", help="book (again) from the request of this number")
    parser.add_argument("--follows", metavar="APPOINTMENT", help="as follow-up of this completed one: who, what, where")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--start", metavar="LOCAL", help="at this local time, such as 2026-11-24T15:00")
    when.add_argument("--from", dest="from_", metavar="DATE", help="the earliest from this day on")
    parser.add_argument("--answer", action="append", metavar="N=TEXT", help="answer to question number N, such as 1=no")
    with_fields(parser)
    parser.add_argument("--overbook", default="", metavar="REASON", help="over what is in the way, for this reason")
    parser.add_argument("--command-id", metavar="ID", help="32 hexadecimal digits; the same id never books twice")
    parser.add_argument("--no-notify", action="store_true", help="send the consumer no message")
    parser.set_defaults(run=book, hold="")


def add_act(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="ACTION", help=", ".join(action.value for action in Action))
    parser.add_argument("appointment", metavar="APPOINTMENT", help="its code, such as K7M-4XQ")
    parser.add_argument("--version", type=int, metavar="N", help="the version you saw; a newer one is not overwritten")
    parser.add_argument("--command-id", metavar="ID", help="32 hexadecimal digits; the same id never acts twice")
    parser.add_argument("--reason", metavar="CODE", help="a reason of the clinic's list for this action")
    parser.add_argument("--class", dest="cancel_class", choices=["consumer", "clinic", "other"], help="who cancels")
    parser.add_argument("--message", default="", metavar="TEXT", help="to the consumer")
    parser.add_argument(
        "--remark",
        default="",
        metavar="TEXT",
        help="internal: the outcome's remark; why it is a mistake, or a task is rejected; what the consumer says",
    )
    parser.add_argument("--no-notify", action="store_true", help="send the consumer no message")
    parser.add_argument("--confirmed", action="store_true", help="do it though it is another day, or has not begun")
    parser.add_argument(
        "--start",
        metavar="LOCAL",
        help="reschedule, offer-slot: the new local time, such as 2026-11-24T15:00; accept: which of those suggested",
    )
    parser.add_argument(
        "--to",
        metavar="CLINICIAN",
        help="reassign, reschedule, accept, offer-slot: to this clinician, such as chen",
    )
    parser.add_argument(
        "--suggest",
        action="append",
        metavar="LOCAL",
        help="consumer-suggests: a local time that suits the consumer, the most wished first; may be repeated",
    )
    parser.add_argument("--taken-start", metavar="LOCAL", help="complete: when it began, where it was not noted")
    parser.add_argument("--taken-end", metavar="LOCAL", help="complete: when it ended, now when it is not said")
    parser.add_argument("--length", type=int, metavar="MINUTES", help="reschedule: another length")
    parser.add_argument("--room", metavar="ROOM", help="reschedule: into this room, such as r2")
    parser.add_argument("--signer", default="", metavar="NAME", help="confirm-completion: who signed for it")
    parser.add_argument("--agreed", action="store_true", help="reschedule: the consumer has agreed, ask nobody")
    parser.set_defaults(run=act)


def add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("appointment", metavar="APPOINTMENT", help="its code, such as K7M-4XQ")
    parser.set_defaults(run=show)


def book(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        booked = book_once(clinic, args, args.command_id or new_command_id())
        views = [clinic.appointments.view(one) for one in booked.appointments]
    lines = [
        f"Booked {show_code(view.code)}: {view.consumer}, {view.service}, {_when(view.wall_start)}, {view.clinician}"
        for view in views
    ]
    told = {
        "appointment": show_code(booked.code),
        **_saved(booked.version, booked.status),
        "start": booked.start,
        "request": booked.request_id,
        "appointments": [show_code(view.code) for view in views],
    }
    say(args, told, lines)


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
        *(f"The consumer suggests {_when(one.wall_start)}  {one.note}".rstrip() for one in view.suggestions),
        *([f"To be answered by {_utc(view.answer_by)}"] if view.answer_by else []),
        *_said(view),
        *(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.action}  {one.actor}  {one.desk}" for one in view.history),
    ]
    say(args, view, lines)


def _said(view: AppointmentView) -> list[str]:
    """What clinician and consumer said of it."""
    lines = []
    if view.rejected:
        lines.append(f"Rejected by {view.rejected.by}, {_utc(view.rejected.at)}: {view.rejected.why}")
    if view.task_accepted_at:
        lines.append(f"Accepted by the clinician, {_utc(view.task_accepted_at)}")
    if view.consumer_confirmed_at:
        lines.append(f"Confirmed by the consumer, {_utc(view.consumer_confirmed_at)}")
    if view.completion_confirmed_at:
        signer = f", signed by {view.signature.signer}" if view.signature else ""
        lines.append(f"Completion confirmed, {_utc(view.completion_confirmed_at)}{signer}")
    return lines


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def book_once(clinic: Clinic, args: argparse.Namespace, command_id: str) -> Booked:
    """Book what the options ask for; a command that was done before is answered without looking its names up."""
    return clinic.desk.earlier(command_id, Booked) or clinic.booking.book(booking_of(clinic, args), command_id)


def act_once(clinic: Clinic, args: argparse.Namespace, command_id: str) -> Acted:
    """Take the action that the options ask for, in the same way."""
    return clinic.desk.earlier(command_id, Acted) or clinic.appointments.act(act_of(clinic, args), command_id)


def booking_of(clinic: Clinic, args: argparse.Namespace) -> Booking:
    """What the options of `book` ask for; RuleBroken for unknown names and times, and for what is missing.

    A request says itself for whom, what and where.
    """
    choices = clinic.choices()
    line = None if args.request is None else clinic.requests.view(args.request).line
    followed = _followed(clinic, args)
    if line is None and followed is None:
        _check_given(args)
    known = line or followed
    centers = {one.id: one for one in choices.centers}
    if args.center or known is None:
        center = by_code(choices.centers, args.center, "center")
    else:
        center = centers[known.center_id]
    item = wanted_item(choices, args)
    if item is None and followed is not None:
        item = next((one for one in choices.services if one.id == followed.service_id), None)
    if item is None and line is not None:
        item = item_of(choices, line)
    return Booking(
        service_id=item.id if item and (args.service or (followed and not args.program)) else None,
        program_id=item.id if item and args.program else None,
        center_id=center.id,
        clinician_id=by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
        consumer_id=_consumer(clinic, args, followed),
        start=local_start(args.start, center.zone) if args.start else None,
        from_=from_day(args.from_, center.zone),
        answers=answers_of(item, args.answer or []),
        notify=not args.no_notify,
        request_id=args.request,
        overbook_reason=args.overbook or "",
        hold=args.hold or "",
        own=fields_of(choices, args.field or []),
        follows_id=None if followed is None else followed.id,
    )


def _followed(clinic: Clinic, args: argparse.Namespace) -> AppointmentView | None:
    """The completed appointment that is to be followed up, if one is named."""
    if args.follows is None:
        return None
    if args.request is not None:
        raise UsageError("say --follows or --request, not both")
    return clinic.appointments.view(appointment_id(clinic, args.follows))


def _consumer(clinic: Clinic, args: argparse.Namespace, followed: AppointmentView | None) -> int | None:
    """For whom: who is named, else whose appointment is followed up; a request says it itself."""
    if args.consumer:
        return clinic.consumers.by_user_id(args.consumer)
    return None if followed is None else followed.consumer_id


def _check_given(args: argparse.Namespace) -> None:
    for name, given in (
        ("consumer", args.consumer),
        ("service", args.service or args.program),
        ("center", args.center),
    ):
        if not given:
            raise UsageError(f"say the {name}, with --{name}, or a request, with --request")


def act_of(clinic: Clinic, args: argparse.Namespace) -> Act:
    """What the options of `act` ask for; without a version, the present one is meant."""
    if args.action not in {action.value for action in Action}:
        raise RuleBroken("action.unknown", action=args.action[:40])
    action = Action(args.action)
    found = appointment_id(clinic, args.appointment)
    view = clinic.appointments.view(found)
    return Act(
        action=action,
        appointment_id=found,
        version=view.version if args.version is None else args.version,
        message=args.message,
        notify=not args.no_notify,
        reason_id=_reason(clinic, action, args.reason) if args.reason else None,
        remark=args.remark,
        cancel_class=CancelClass(args.cancel_class) if args.cancel_class else None,
        confirmed=args.confirmed,
        start=local_start(args.start, view.zone) if args.start else None,
        clinician_id=by_code(clinic.choices().clinicians, args.to, "clinician").id if args.to else None,
        length_minutes=args.length,
        room_id=_room(clinic, view.center_id, args.room) if args.room else None,
        agreed=args.agreed,
        suggestions=tuple(local_start(one, view.zone) for one in args.suggest or ()),
        taken_start=local_start(args.taken_start, view.zone) if args.taken_start else None,
        taken_end=local_start(args.taken_end, view.zone) if args.taken_end else None,
        signer=args.signer,
    )


def _reason(clinic: Clinic, action: Action, code: str) -> int:
    reasons = [one for one in clinic.choices().reasons if one.kind is REASONS.get(action)]
    return by_code(reasons, code, "reason").id


def _room(clinic: Clinic, center_id: int, code: str) -> int:
    rooms = [one for one in clinic.choices().rooms if one.center_id == center_id]
    return by_code(rooms, code, "room").id


def _when(wall: datetime | None) -> str:
    return moment(wall) if wall else "no time yet"


def _saved(version: int, status: str) -> dict[str, object]:
    return {"version": version, "status": status}
