"""`series`: look at the dates of a series, book them, and cancel one, those from one on, or all."""

import argparse

from frontdesk.clinic import Clinic
from frontdesk.commands.appointments import booking_of
from frontdesk.commands.asking import of_what, with_fields
from frontdesk.commands.session import REFUSED, UsageError, appointment_id, by_code, day, opened, say
from frontdesk.dates import moment
from frontdesk.qr import show_code
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, ReasonKind, SeriesScope, SeriesUnit
from frontdesk.services.forms import Act, Booked, Chosen, new_command_id
from frontdesk.services.series_forms import ActedOnSeries, Seen, SeriesAct, SeriesForm, SeriesOrder
from frontdesk.texts import obstacle, sentence
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.series import SeriesDate


def add_series(parser: argparse.ArgumentParser) -> None:
    """The options of `series`."""
    parser.add_argument("verb", choices=["preview", "book", "cancel"], help="what to do")
    parser.add_argument("appointment", nargs="?", metavar="APPOINTMENT", help="cancel: one of the series, by its code")
    parser.add_argument("--consumer", metavar="USER-ID", help="for whom")
    of_what(parser, required=False)
    parser.add_argument("--request", type=int, metavar="N", help="book from the request of this number")
    parser.add_argument("--start", metavar="LOCAL", help="the first local time, such as 2026-11-24T15:00")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every so many days or weeks (1)")
    parser.add_argument("--unit", choices=[one.value for one in SeriesUnit], default="week", help="days or weeks")
    parser.add_argument("--count", type=int, metavar="N", help="so many appointments")
    parser.add_argument("--until", metavar="DATE", help="the last day it may reach")
    parser.add_argument("--leave-out", action="store_true", help="book the free dates only")
    parser.add_argument("--instead", action="store_true", help="take the nearest free time for a date that is not")
    parser.add_argument("--answer", action="append", metavar="N=TEXT", help="answer to question number N, such as 1=no")
    with_fields(parser)
    parser.add_argument("--scope", choices=[one.value for one in SeriesScope], help="cancel: one, following or all")
    parser.add_argument("--reason", metavar="CODE", help="cancel: a reason of the clinic's list")
    parser.add_argument("--class", dest="cancel_class", choices=["consumer", "clinic", "other"], help="who cancels")
    parser.add_argument("--message", default="", metavar="TEXT", help="cancel: to the consumer")
    parser.add_argument("--command-id", metavar="ID", help="32 hexadecimal digits; the same id never does it twice")
    parser.add_argument("--no-notify", action="store_true", help="send the consumer no message")
    parser.set_defaults(run=series, follows=None, from_=None, overbook="", hold="")


def series(args: argparse.Namespace) -> int:
    """Do what the verb says; 3 when a date is not free."""
    if args.verb == "cancel":
        _cancel(args)
        return 0
    if not args.start:
        raise UsageError("say the first time, with --start")
    with opened(args) as clinic:
        command_id = args.command_id or new_command_id()
        booked = clinic.desk.earlier(command_id, Booked) if args.verb == "book" else None
        if booked is None:
            form = _form(clinic, args)
            found = clinic.series.preview(form)
            if args.verb == "preview":
                say(args, found, [_date_line(one) for one in found])
                return 0 if all(one.free for one in found) else REFUSED
            booked = clinic.series.book(_order(form, found, args), command_id)
        views = [clinic.appointments.view(one) for one in booked.appointments]
    lines = [f"Booked {show_code(view.code)}: {view.consumer}, {_when(view)}, {view.clinician}" for view in views]
    say(args, {"request": booked.request_id, "appointments": [show_code(view.code) for view in views]}, lines)
    return 0


def _form(clinic: Clinic, args: argparse.Namespace) -> SeriesForm:
    until = day(args.until) if args.until else None
    return SeriesForm(booking_of(clinic, args), args.every, SeriesUnit(args.unit), args.count, until)


def _order(form: SeriesForm, found: tuple[SeriesDate, ...], args: argparse.Namespace) -> SeriesOrder:
    """The free dates, and what stands for those that are not; RuleBroken `series.not-free` where nothing was said."""
    chosen, booking = [], form.booking
    for one in found:
        if one.start is not None and one.free:
            chosen.append(Chosen(one.start, one.clinician_id))
        elif args.instead and one.alternative is not None:
            chosen.append(Chosen(one.alternative.start, one.alternative.clinician_id))
        elif not args.leave_out:
            raise RuleBroken("series.not-free", fields=("dates",), wall=one.wall_start)
    return SeriesOrder(booking, form.every, form.unit, tuple(chosen), form.count, form.until)


def _cancel(args: argparse.Namespace) -> None:
    if not args.appointment or not args.scope:
        raise UsageError("say one of the series by its code, and --scope one, following or all")
    with opened(args) as clinic:
        command_id = args.command_id or new_command_id()
        found = appointment_id(clinic, args.appointment)
        done = clinic.desk.earlier(command_id, ActedOnSeries)
        if done is None:
            act = _act(clinic, args, found)
            scope = SeriesScope(args.scope)
            seen = tuple(Seen(one.appointment_id, one.version) for one in clinic.series.scope_preview(act, scope))
            done = clinic.series.act(SeriesAct(act, scope, seen), command_id)
        views = [clinic.appointments.view(one) for one in done.appointments]
    lines = [f"{show_code(view.code)}  {_when(view)}  {view.status}" for view in views]
    say(args, [show_code(view.code) for view in views], lines)


def _act(clinic: Clinic, args: argparse.Namespace, appointment_id: int) -> Act:
    reasons = [one for one in clinic.choices().reasons if one.kind is ReasonKind.CANCEL]
    return Act(
        Action.CANCEL,
        appointment_id,
        clinic.appointments.view(appointment_id).version,
        message=args.message,
        notify=not args.no_notify,
        reason_id=by_code(reasons, args.reason, "reason").id if args.reason else None,
        cancel_class=CancelClass(args.cancel_class) if args.cancel_class else None,
    )


def _date_line(one: SeriesDate) -> str:
    told = f"{one.position}  {moment(one.wall_start)}  "
    if one.free:
        return told + one.clinician
    blocking = "; ".join(obstacle(each) for each in one.obstacles if each.blocks)
    told += blocking or sentence(RuleBroken(one.why, wall=one.wall_start))
    instead = one.alternative
    return told if instead is None else f"{told}  instead: {moment(instead.wall_start)}, {instead.clinician}"


def _when(view: AppointmentView) -> str:
    return moment(view.wall_start) if view.wall_start else "no time yet"
