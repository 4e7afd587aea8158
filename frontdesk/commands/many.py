"""`many`: cancel, move or give away all of a day or of a clinician, with one message and the outcome of each."""

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event

from frontdesk.clinic import Clinic
from frontdesk.commands.session import REFUSED, UNAVAILABLE, UsageError, by_code, day, opened, say
from frontdesk.dates import moment
from frontdesk.qr import show_code
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, ReasonKind
from frontdesk.services.many_forms import Item, ManyForm, Outcome, Result
from frontdesk.texts import sentence
from frontdesk.views.many import Candidate, ManyScope

_ACTIONS = {"cancel": Action.CANCEL, "reschedule": Action.RESCHEDULE, "reassign": Action.REASSIGN}


def add_many(parser: argparse.ArgumentParser) -> None:
    """The options of `many`."""
    parser.add_argument("action", choices=list(_ACTIONS), help="what to do with each")
    parser.add_argument("--center", required=True, metavar="CENTER", help="where, such as riverside")
    parser.add_argument("--date", required=True, metavar="DATE", help="the day, or the first one")
    parser.add_argument("--until", metavar="DATE", help="the last day; only the one without it")
    parser.add_argument("--clinician", metavar="CLINICIAN", help="only of this one, such as chen; of all otherwise")
    parser.add_argument("--only-show", action="store_true", help="say what would be done and what cannot be")
    parser.add_argument("--message", default="", metavar="TEXT", help="to each consumer")
    parser.add_argument("--no-notify", action="store_true", help="send the consumers no message")
    parser.add_argument("--reason", metavar="CODE", help="cancel: a reason of the clinic's list")
    parser.add_argument(
        "--class", dest="cancel_class", choices=["consumer", "clinic", "other"], default="clinic", help="who cancels"
    )
    parser.add_argument("--from", dest="from_", metavar="DATE", help="reschedule: to the next free time from then on")
    parser.add_argument("--later", type=int, metavar="DAYS", help="reschedule: the same time so many days later")
    parser.add_argument("--agreed", action="store_true", help="reschedule: the consumers have agreed, ask nobody")
    parser.add_argument("--to", metavar="CLINICIAN", help="reassign: to this clinician; to whoever is free otherwise")
    parser.set_defaults(run=many)


def many(args: argparse.Namespace) -> int:
    """Do it, or show what would be done; 3 when something was refused or left, 4 when nobody knows."""
    _check(args)
    with opened(args) as clinic, _interrupted() as stop:
        scope, action = _scope(clinic, args), _ACTIONS[args.action]
        found = clinic.many.candidates(scope, action)
        if args.only_show:
            say(args, found, [_candidate_line(one, action) for one in found] or ["No appointment."])
            return 0
        able = tuple(Item(one.id, one.version) for one in found if one.why_not is None)
        results = clinic.many.run(_form(clinic, args, able), lambda _: None, stop)
    _tell(args, found, results)
    outcomes = {one.outcome for one in results}
    if Outcome.UNKNOWN in outcomes:
        return UNAVAILABLE
    kept = any(one.why_not for one in found)
    return REFUSED if kept or outcomes & {Outcome.REFUSED, Outcome.LEFT} else 0


def _check(args: argparse.Namespace) -> None:
    """Options that mean nothing for the action are told, not passed over."""
    theirs = {"reschedule": ("from_", "later", "agreed"), "reassign": ("to",), "cancel": ("reason",)}
    for action, names in theirs.items():
        for name in names:
            if action != args.action and getattr(args, name):
                raise UsageError(f"--{name.rstrip('_')} belongs to {action}")
    if args.from_ and args.later:
        raise UsageError("say --from or --later, not both")


def _scope(clinic: Clinic, args: argparse.Namespace) -> ManyScope:
    choices, first = clinic.choices(), day(args.date)
    last = day(args.until) if args.until else first
    if last < first:
        raise UsageError("--until is before --date")
    return ManyScope(
        by_code(choices.centers, args.center, "center").id,
        first,
        last,
        by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
    )


def _form(clinic: Clinic, args: argparse.Namespace, items: tuple[Item, ...]) -> ManyForm:
    choices = clinic.choices()
    reasons = [one for one in choices.reasons if one.kind is ReasonKind.CANCEL]
    return ManyForm(
        action=_ACTIONS[args.action],
        items=items,
        message=args.message,
        notify=not args.no_notify,
        reason_id=by_code(reasons, args.reason, "reason").id if args.reason else None,
        cancel_class=CancelClass(args.cancel_class),
        from_day=day(args.from_) if args.from_ else None,
        shift_days=args.later,
        agreed=args.agreed,
        clinician_id=by_code(choices.clinicians, args.to, "clinician").id if args.to else None,
    )


@contextmanager
def _interrupted() -> Iterator[Event]:
    """Ctrl+C stops after the piece under way, so that each row still has its outcome."""
    stop = Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(args: argparse.Namespace, found: tuple[Candidate, ...], results: tuple[Result, ...]) -> None:
    """A line for each, and how many of them."""
    became = {one.id: one for one in results}
    rows = [_row(one, became.get(one.id), _ACTIONS[args.action]) for one in found]
    lines = [_result_line(one, row) for one, row in zip(found, rows, strict=True)]
    done = sum(row["outcome"] in (Outcome.DONE, Outcome.ALREADY) for row in rows)
    say(args, rows, [*lines, f"{done} of {len(rows)} done."] if rows else ["No appointment."])


def _row(one: Candidate, result: Result | None, action: Action) -> dict[str, object]:
    """What became of it; a refusal without a result was known before anything was done."""
    row = {"appointment": show_code(one.code), "consumer": one.consumer, "was": one.wall_start}
    if result is None:
        return {**row, "outcome": Outcome.REFUSED, "code": one.why_not, "detail": _why_not(one, action)}
    code = getattr(result.problem, "code", "")
    detail = sentence(result.problem) if result.problem is not None else ""
    state = {"version": result.version, "start": result.wall_start, "clinician": result.clinician}
    return {**row, "outcome": result.outcome, "code": code, "detail": detail, **state}


def _why_not(one: Candidate, action: Action) -> str:
    return sentence(RuleBroken(one.why_not or "", status=one.status, action=action))


def _candidate_line(one: Candidate, action: Action) -> str:
    told = (show_code(one.code), _when(one.wall_start), one.consumer, one.service, one.clinician)
    return "  ".join((*told, _why_not(one, action)) if one.why_not else told)


def _result_line(one: Candidate, row: dict[str, object]) -> str:
    told = f"{show_code(one.code)}  {_when(one.wall_start)}  {one.consumer}  {row['outcome']}"
    start = row.get("start")
    if row["outcome"] is Outcome.DONE and isinstance(start, datetime):
        told += f"  {_when(start)}  {row['clinician']}"
    return f"{told}  {row['detail']}" if row["detail"] else told


def _when(wall: datetime | None) -> str:
    return moment(wall) if wall else "no time yet"
