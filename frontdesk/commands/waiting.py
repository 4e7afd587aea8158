"""`waiting`: who waits, whom a freed time would suit, put somebody on the list, offer them a time."""

import argparse
from datetime import time, timedelta

from frontdesk.clinic import Clinic
from frontdesk.commands.appointments import booking_of
from frontdesk.commands.asking import hours_of, of_what, weekdays_of, with_fields
from frontdesk.commands.session import UsageError, appointment_id, by_code, day, local_start, opened, say
from frontdesk.dates import moment, span, weekday_short
from frontdesk.qr import show_code
from frontdesk.rules.waiting import ANY_DAY, ROUTINE, SOON, URGENT, Wish
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Acted, new_command_id
from frontdesk.services.freed import Freed
from frontdesk.services.waiting_line import WaitForm, Waits
from frontdesk.texts import phone_text
from frontdesk.views.waiting import WaitingLine

_PRIORITIES = {"soon": SOON, "urgent": URGENT, "routine": ROUTINE}
_NEEDED = {
    "list": ("center",),
    "fits": ("center", "clinician", "start"),
    "put": ("consumer", "service", "center"),
    "offer": ("appointment", "start"),
}


def add_waiting(parser: argparse.ArgumentParser) -> None:
    """The options of `waiting`."""
    parser.add_argument("verb", choices=list(_NEEDED), help="what to do")
    parser.add_argument("appointment", nargs="?", metavar="APPOINTMENT", help="offer: to whom, by its code")
    of_what(parser, required=False)
    parser.add_argument("--consumer", metavar="USER-ID", help="put: for whom")
    parser.add_argument("--start", metavar="LOCAL", help="fits: what became free; offer: which time; 2026-11-24T15:00")
    parser.add_argument("--minutes", type=int, default=20, metavar="N", help="fits: how long it is free (20)")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="fits: how many at most (20)")
    parser.add_argument("--priority", choices=list(_PRIORITIES), default="routine", help="put: how soon (routine)")
    parser.add_argument("--from-day", metavar="DATE", help="put: not before this day")
    parser.add_argument("--until-day", metavar="DATE", help="put: not after this day")
    parser.add_argument("--weekdays", metavar="DAYS", help="put: only these, such as mon,thu")
    parser.add_argument("--hours", metavar="FROM-TO", help="put: within these local hours, such as 09:00-12:30")
    parser.add_argument("--remark", default="", metavar="TEXT", help="put: what the desk should know")
    parser.add_argument("--answer", action="append", metavar="N=TEXT", help="answer to question number N, such as 1=no")
    with_fields(parser)
    parser.add_argument("--command-id", metavar="ID", help="32 hexadecimal digits; the same id never does it twice")
    parser.add_argument("--no-notify", action="store_true", help="send the consumer no message")
    parser.set_defaults(run=waiting, request=None, follows=None, from_=None, overbook="", hold="")


def waiting(args: argparse.Namespace) -> None:
    """Do what the verb says."""
    for name in _NEEDED[args.verb]:
        if getattr(args, name) is None:
            raise UsageError(f"say the {name} to {args.verb}")
    with opened(args) as clinic:
        {"list": _list, "fits": _fits, "put": _put, "offer": _offer}[args.verb](clinic, args)


def _list(clinic: Clinic, args: argparse.Namespace) -> None:
    found = clinic.waiting.line(by_code(clinic.choices().centers, args.center, "center").id)
    if args.service:
        service = by_code(clinic.choices().services, args.service, "service").id
        found = tuple(one for one in found if one.service_id == service)
    say(args, found, [_line(one) for one in found] or ["Nobody waits."])


def _fits(clinic: Clinic, args: argparse.Namespace) -> None:
    choices = clinic.choices()
    center = by_code(choices.centers, args.center, "center")
    clinician = by_code(choices.clinicians, args.clinician, "clinician")
    start = local_start(args.start, center.zone)
    freed = Freed(center.id, clinician.id, start, start + timedelta(minutes=max(1, args.minutes)))
    found = clinic.waiting.fits(freed, max(1, min(args.limit, 500)))
    say(args, found, [_line(one) for one in found] or ["It suits nobody who waits."])


def _put(clinic: Clinic, args: argparse.Namespace) -> None:
    command_id = args.command_id or new_command_id()
    made = clinic.desk.earlier(command_id, Waits) or clinic.waiting.put(_form(clinic, args), command_id)
    told = {"appointment": show_code(made.code), "version": made.version, "request": made.request_id}
    say(args, told, [f"{show_code(made.code)} is on the waiting list."])


def _form(clinic: Clinic, args: argparse.Namespace) -> WaitForm:
    booking = booking_of(clinic, args)
    starts, ends = hours_of(args.hours) or (None, None)
    weekdays = sum(1 << number for number in weekdays_of(args.weekdays)) or ANY_DAY
    wish = Wish(
        priority=_PRIORITIES[args.priority],
        first_day=day(args.from_day) if args.from_day else None,
        last_day=day(args.until_day) if args.until_day else None,
        weekdays=weekdays,
        from_time=starts,
        to_time=ends,
        clinician_id=booking.clinician_id,
        remark=args.remark,
    )
    return WaitForm(booking, wish)


def _offer(clinic: Clinic, args: argparse.Namespace) -> None:
    """A time for who waits; who is booked was called, and is moved."""
    command_id = args.command_id or new_command_id()
    acted = clinic.desk.earlier(command_id, Acted) or clinic.appointments.act(_act(clinic, args), command_id)
    view = clinic.appointments.view(acted.appointment_id)
    when = moment(view.wall_start) if view.wall_start else "no time"
    told = {"appointment": show_code(view.code), "version": acted.version, "status": acted.status}
    say(args, told, [f"{show_code(view.code)} is {acted.status}: {when}, {view.clinician}"])


def _act(clinic: Clinic, args: argparse.Namespace) -> Act:
    view = clinic.appointments.view(appointment_id(clinic, args.appointment))
    booked = view.status is Status.BOOKED
    clinician = by_code(clinic.choices().clinicians, args.clinician, "clinician").id if args.clinician else None
    return Act(
        Action.RESCHEDULE if booked else Action.OFFER_SLOT,
        view.id,
        view.version,
        start=local_start(args.start, view.zone),
        clinician_id=clinician,
        agreed=booked,
        notify=not args.no_notify,
    )


def _line(one: WaitingLine) -> str:
    priority = next(name for name, number in _PRIORITIES.items() if number == one.wish.priority)
    offered = f"at {moment(one.fits_wall)}" if one.fits_wall else ""
    has = f"has {moment(one.wall_start)}" if one.wall_start else ""
    who = (show_code(one.code), priority, f"{one.since:%Y-%m-%d %H:%M} UTC", one.consumer, phone_text(one.phone))
    said = (*who, one.service, _wish(one), has, offered)
    return "  ".join(part for part in said if part)


def _wish(one: WaitingLine) -> str:
    """What suits, briefly: days, dates, hours, clinician."""
    wish, said = one.wish, list[str]()
    if wish.weekdays != ANY_DAY:
        said.append(",".join(weekday_short(number) for number in range(7) if wish.weekdays >> number & 1))
    if wish.first_day or wish.last_day:
        said.append(span(str(wish.first_day or ""), str(wish.last_day or "")))
    if wish.from_time or wish.to_time:
        said.append(span(_clock(wish.from_time), _clock(wish.to_time)))
    return " ".join([*said, one.wished_clinician]).strip()


def _clock(clock: time | None) -> str:
    return "" if clock is None else f"{clock:%H:%M}"
