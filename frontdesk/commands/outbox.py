"""`outbox`: send what waits, list it, send a failed message again, try the mail server out."""

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from frontdesk.clinic import Clinic
from frontdesk.commands.session import DONE, UNAVAILABLE, UsageError, database_of, opened, say
from frontdesk.dates import moment
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import OutboxState
from frontdesk.services.forms import new_command_id
from frontdesk.services.mail_settings import MailForm
from frontdesk.services.outgoing import QueuedMessage
from frontdesk.services.sending import Tally
from frontdesk.settings import read_settings
from frontdesk.texts import by_code, sentence

_OPEN = (OutboxState.WAITING, OutboxState.FAILED)


def add_outbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["send", "list", "resend", "test"], help="send needs nobody to sign in")
    parser.add_argument("message", nargs="?", type=int, metavar="N", help="the number of a message, for resend")
    parser.add_argument("--forever", action="store_true", help="send: go on until it is stopped")
    parser.add_argument("--most", type=int, metavar="N", help="send or list: at most so many")
    parser.add_argument("--state", choices=[state.value for state in OutboxState], help="list: only those")
    parser.add_argument("--to", metavar="ADDRESS", help="test: where the test message goes")
    parser.set_defaults(run=outbox)


def outbox(args: argparse.Namespace) -> int:
    """The door of its parts."""
    return {"send": send, "list": show, "resend": resend, "test": try_out}[args.what](args)


def send(args: argparse.Namespace) -> int:
    """Sends what is due. Nobody signs in: a machine does it, and it tells no personal data."""
    if args.most is not None and args.most < 1:
        raise UsageError("--most is a number from 1")
    clinic = Clinic.open(database_of(args), desk=read_settings().name)
    try:
        if args.forever:
            with _until_stopped() as stop:
                clinic.sending.run(stop)
            return DONE
        if not clinic.sending.is_set_up():
            raise RuleBroken("mail.not-set-up")
        tally = clinic.sending.send_due(most=args.most)
    finally:
        clinic.close()
    say(args, replace(tally, problem=None), [_told(tally)])
    if tally.away:
        print(f"{tally.away}: {_why(tally)}", file=sys.stderr)  # noqa: T201  a command's error
        return UNAVAILABLE
    return DONE


def show(args: argparse.Namespace) -> int:
    """Messages that wait or failed, or those in one state, the newest first."""
    with opened(args) as clinic:
        states = _OPEN if args.state is None else (OutboxState(args.state),)
        found = clinic.outgoing.queue(states, most=args.most or 50)
    say(args, found, [_line(one) for one in found] or ["No message."])
    return DONE


def resend(args: argparse.Namespace) -> int:
    """Sends a message again that failed."""
    if args.message is None:
        raise UsageError("say which message, by its number")
    with opened(args) as clinic:
        saved = clinic.outgoing.resend(args.message, new_command_id())
    say(args, {"message": saved.id}, [f"Message {saved.id} is sent again."])
    return DONE


def try_out(args: argparse.Namespace) -> int:
    """Sends a test message by the settings as they are."""
    if not args.to:
        raise UsageError("say where the test message goes, with --to ADDRESS")
    with opened(args) as clinic:
        now = clinic.mail.settings()
        form = MailForm(
            host=now.host,
            port=str(now.port),
            security=now.security,
            user=now.user,
            sender=now.sender,
            sender_name=now.sender_name,
            reply_to=now.reply_to,
            links_address=now.links_address,
            reminder_hours=", ".join(map(str, now.reminder_hours)),
            follow_up_hours=", ".join(map(str, now.follow_up_hours)),
            password=None,
            seen=now,
        )
        clinic.mail.test(form, args.to)
    say(args, {"sent": args.to}, [f"A test message is on its way to {args.to}."])
    return DONE


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """An event that is set when the machine, or the person at it, ends the command."""
    stop = threading.Event()
    before = {one: signal.signal(one, lambda *_: stop.set()) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _why(tally: Tally) -> str:
    if isinstance(tally.problem, Unavailable):
        return sentence(tally.problem)
    return by_code(tally.away)


def _told(tally: Tally) -> str:
    words = (
        (tally.sent, "sent"),
        (tally.superseded, "superseded"),
        (tally.waiting, "to be tried again"),
        (tally.failed, "failed"),
    )
    return ", ".join(f"{number} {word}" for number, word in words if number) or "Nothing was due."


def _line(one: QueuedMessage) -> str:
    parts = [str(one.id), one.state.value, moment(one.created_at), one.kind, one.recipient, one.staff or one.consumer]
    return "  ".join([*parts, one.appointment_code, one.error]).rstrip()
