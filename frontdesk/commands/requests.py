"""`requests` and `on-demand`: requests that wait, who could take them, yes and no to them, and who is available now."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from frontdesk.clinic import Clinic
from frontdesk.commands.asking import answers_of, fields_of, of_what, wanted_item, with_fields
from frontdesk.commands.session import UsageError, by_code, local_start, opened, say
from frontdesk.dates import moment
from frontdesk.qr import show_code
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import RequestKind, Source
from frontdesk.services.forms import AcceptRequest, Booked, Booking, DeclineRequest, Requested, new_command_id
from frontdesk.texts import sentence
from frontdesk.views.assignment import AssignClinician, Assignment
from frontdesk.views.choices import GroupChoice
from frontdesk.views.requests import RequestLine

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "list": ("center",),
    "show": ("request",),
    "take": ("consumer", "center"),
    "accept": ("request",),
    "decline": ("request",),
    "withdraw": ("request",),
}


def add_requests(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=list(_NEEDED), help="what to do")
    parser.add_argument("request", nargs="?", type=int, metavar="N", help="the number of the one that is meant")
    of_what(parser, required=False)
    taking = parser.add_argument_group("take")
    taking.add_argument("--consumer", metavar="USER-ID", help="for whom it is taken")
    taking.add_argument(
        "--wanted", action="append", metavar="LOCAL", help="a local time that is wished; may be repeated"
    )
    taking.add_argument("--now", action="store_true", help="it is wanted now")
    taking.add_argument("--group", metavar="NAME", help="to this group of clinicians")
    taking.add_argument(
        "--consumer-group", metavar="NAME", help="on behalf of this group; the consumer's own otherwise"
    )
    taking.add_argument("--phone", action="store_true", help="it came by telephone")
    taking.add_argument("--answer", action="append", metavar="N=TEXT", help="answer to question number N, such as 1=no")
    with_fields(parser)
    taking.add_argument("--note", default="", metavar="TEXT", help="what to know when it is booked")
    answering = parser.add_argument_group("accept and decline")
    answering.add_argument("--start", metavar="LOCAL", help="accept: this local time, such as 2026-11-24T15:00")
    answering.add_argument("--response", default="", metavar="TEXT", help="what the requestor is told")
    answering.add_argument("--version", type=int, metavar="N", help="the version you saw; a newer one is not answered")
    answering.add_argument("--no-notify", action="store_true", help="send the consumer no message")
    parser.add_argument("--command-id", metavar="ID", help="32 hexadecimal digits; the same id never acts twice")
    parser.set_defaults(run=requests)


def add_on_demand(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("clinician", nargs="?", metavar="CLINICIAN", help="such as chen; without one, who is available")
    parser.add_argument("switch", nargs="?", choices=["on", "off"], help="whether they are available now")
    parser.add_argument("--center", metavar="CODE", help="where; needed where they work at several")
    parser.set_defaults(run=on_demand)


def requests(args: argparse.Namespace) -> None:
    """List the requests of a center, show one, take one down, or answer one."""
    for name in _NEEDED[args.verb]:
        if getattr(args, name) is None:
            raise UsageError(f"say the {name} to {args.verb}")
    with opened(args) as clinic:
        _VERBS[args.verb](clinic, args)


def on_demand(args: argparse.Namespace) -> None:
    """Switch a clinician on or off, or say who is available."""
    with opened(args) as clinic:
        choices = clinic.choices()
        center = by_code(choices.centers, args.center, "center") if args.center else None
        if args.clinician is None:
            centers = choices.centers if center is None else (center,)
            found = [(one.name, line) for one in centers for line in clinic.on_demand.at(one.id)]
            lines = [f"{name}  {line.name}  since {line.since:%Y-%m-%d %H:%M} UTC" for name, line in found]
            say(args, [line for _, line in found], lines or ["Nobody is available now."])
            return
        if args.switch is None:
            raise UsageError("say on or off")
        who = by_code(choices.clinicians, args.clinician, "clinician")
        if center is None and len(who.center_ids) != 1:
            raise UsageError("say the center, with --center")
        where = who.center_ids[0] if center is None else center.id
        clinic.on_demand.switch(who.id, where, args.switch == "on", new_command_id())
        now_on = clinic.on_demand.is_on(who.id)
    word = "is available now" if now_on else "is not available for requests now"
    say(args, {"clinician": args.clinician, "on_demand": now_on}, [f"{who.name} {word}."])


def wish_of(clinic: Clinic, args: argparse.Namespace) -> Booking:
    """The request that the options ask to take down; RuleBroken for unknown names and times."""
    choices = clinic.choices()
    center = by_code(choices.centers, args.center, "center")
    item = wanted_item(choices, args)
    return Booking(
        service_id=item.id if item and args.service else None,
        program_id=item.id if item and args.program else None,
        center_id=center.id,
        clinician_id=by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
        clinician_group_id=_group(choices.clinician_groups, args.group, "clinician"),
        consumer_group_id=_group(choices.consumer_groups, args.consumer_group, "consumer_group"),
        consumer_id=clinic.consumers.by_user_id(args.consumer),
        kind=RequestKind.NOW if args.now else RequestKind.SCHEDULED,
        wanted=tuple(local_start(one, center.zone) for one in args.wanted or ()),
        source=Source.PHONE if args.phone else Source.DESK,
        answers=answers_of(item, args.answer or []),
        note=args.note,
        own=fields_of(choices, args.field or []),
        notify=not args.no_notify,
    )


def accept_once(clinic: Clinic, args: argparse.Namespace, command_id: str) -> Booked:
    """Accept as the options ask; a command that was done before is answered without looking anything up."""
    return clinic.desk.earlier(command_id, Booked) or clinic.requests.accept(_accept_form(clinic, args), command_id)


def decline_once(clinic: Clinic, args: argparse.Namespace, command_id: str) -> Requested:
    """Decline in the same way."""
    done = clinic.desk.earlier(command_id, Requested)
    if done is not None:
        return done
    line = clinic.requests.view(args.request).line
    version = line.version if args.version is None else args.version
    form = DeclineRequest(line.id, version, args.response, notify=not args.no_notify)
    return clinic.requests.decline(form, command_id)


def take_once(clinic: Clinic, args: argparse.Namespace, command_id: str) -> Requested:
    """Take a request down in the same way."""
    done = clinic.desk.earlier(command_id, Requested)
    return done or clinic.booking.take_request(wish_of(clinic, args), command_id)


def _accept_form(clinic: Clinic, args: argparse.Namespace) -> AcceptRequest:
    choices, line = clinic.choices(), clinic.requests.view(args.request).line
    zone = choices.zone_of(line.center_id)
    return AcceptRequest(
        line.id,
        line.version if args.version is None else args.version,
        local_start(args.start, zone) if args.start else None,
        by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
        args.response,
        notify=not args.no_notify,
    )


def _group(groups: Sequence[GroupChoice], name: str | None, field: str) -> int | None:
    """The group of this name in any case; None for no name."""
    if not name:
        return None
    found = next((one.id for one in groups if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise RuleBroken("group.unknown", fields=(field,))
    return found


def _list(clinic: Clinic, args: argparse.Namespace) -> None:
    center = by_code(clinic.choices().centers, args.center, "center")
    found = clinic.requests.open(center.id)
    say(args, found, [_line(one) for one in found] or ["No request waits."])


def _show(clinic: Clinic, args: argparse.Namespace) -> None:
    found = clinic.requests.assignment(args.request)
    view, line = found.request, found.request.line
    lines = [
        f"Request {line.id} is {line.state}, version {line.version}.",
        _line(line),
        *([line.note] if line.note else []),
        *([f"Answered by {line.answered_by}: {line.response}".rstrip(": ")] if line.answered_at else []),
        *(f"{show_code(one.code)}  {one.status}  {_when(one.wall_start)}" for one in view.appointments),
        *(_assigning(found) if line.answered_at is None and not view.appointments else ()),
        *(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.action}  {one.actor}  {one.message}".rstrip() for one in view.history),
    ]
    say(args, found, lines)


def _assigning(found: Assignment) -> list[str]:
    """Who could take which time."""
    if found.problem is not None:
        return [sentence(found.problem)]
    return [
        f"{_when(time.wall_start)}  {one.name}  {_available(one, place)}"
        for place, time in enumerate(found.times)
        for one in found.clinicians
    ]


def _available(one: AssignClinician, place: int) -> str:
    at = one.at[place]
    near = "; ".join(f"{near.wall_start:%H:%M}–{near.wall_end:%H:%M} {near.service or near.note}" for near in at.nearby)
    state = "available" if at.available else f"not available: {at.why}"
    return f"{state}  ({near})" if near else state


def _take(clinic: Clinic, args: argparse.Namespace) -> None:
    saved = take_once(clinic, args, args.command_id or new_command_id())
    _say_state(clinic, args, saved)


def _decline(clinic: Clinic, args: argparse.Namespace) -> None:
    _say_state(clinic, args, decline_once(clinic, args, args.command_id or new_command_id()))


def _withdraw(clinic: Clinic, args: argparse.Namespace) -> None:
    line = clinic.requests.view(args.request).line
    version = line.version if args.version is None else args.version
    _say_state(clinic, args, clinic.requests.withdraw(line.id, version, args.command_id or new_command_id()))


def _accept(clinic: Clinic, args: argparse.Namespace) -> None:
    booked = accept_once(clinic, args, args.command_id or new_command_id())
    views = [clinic.appointments.view(one) for one in booked.appointments]
    lines = [
        f"Booked {show_code(view.code)}: {view.consumer}, {view.service}, {_when(view.wall_start)}, {view.clinician}"
        for view in views
    ]
    told = {
        "request": booked.request_id,
        "appointment": show_code(booked.code),
        "version": booked.version,
        "status": booked.status,
        "start": booked.start,
        "appointments": [show_code(view.code) for view in views],
    }
    say(args, told, lines)


def _say_state(clinic: Clinic, args: argparse.Namespace, saved: Requested) -> None:
    line = clinic.requests.view(saved.request_id).line
    state = "declined" if line.declined else str(line.state)
    told = {"request": saved.request_id, "version": saved.version, "state": state}
    say(args, told, [f"Request {saved.request_id} is {state}."])


def _line(one: RequestLine) -> str:
    to = one.clinician or one.clinician_group
    when = "now" if one.kind is RequestKind.NOW else ", ".join(_when(time.wall_start) for time in one.times)
    parts = [f"{one.created_at:%Y-%m-%d %H:%M} UTC", when, one.consumer_group, to, one.consumer, one.wanted]
    return "  ".join([str(one.id), *filter(None, parts)])


def _when(wall: datetime | None) -> str:
    return moment(wall) if wall else "no time"


_VERBS: Mapping[str, Callable[[Clinic, argparse.Namespace], None]] = {
    "list": _list,
    "show": _show,
    "take": _take,
    "accept": _accept,
    "decline": _decline,
    "withdraw": _withdraw,
}
