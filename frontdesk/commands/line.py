"""The parser of the command line and the one place where a command's problems become an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence

from frontdesk import __version__
from frontdesk.commands import appointments, asking, checks, demo, desk, many, outbox, paper, requests, series, waiting
from frontdesk.commands.session import DONE, REFUSED, UNAVAILABLE, USAGE, UsageError, database_options, sign_in_options
from frontdesk.rules.problems import Problem, Unavailable
from frontdesk.texts import sentence

Adder = Callable[[argparse.ArgumentParser], None]

_COMMANDS: tuple[tuple[str, str, Adder, bool], ...] = (
    ("demo", "make the demo clinic and open it", demo.add_demo, False),
    ("openings", "free times of a service, or of all doses of a program", asking.add_openings, True),
    ("book", "book a service or a program, the earliest or at a chosen time", appointments.add_book, True),
    ("series", "look at, book and cancel appointments that come every so many days or weeks", series.add_series, True),
    ("requests", "requests that wait: take down, list, show, accept, decline, withdraw", requests.add_requests, True),
    ("request", "the same by its earlier name", requests.add_requests, True),
    ("on-demand", "who is available for requests now, and the switch for it", requests.add_on_demand, True),
    ("waiting", "the waiting list: who waits, whom a freed time suits, put on it, offer", waiting.add_waiting, True),
    ("act", "take an action on an appointment", appointments.add_act, True),
    ("many", "cancel, move or give away all of a day or of a clinician", many.add_many, True),
    ("show", "everything about an appointment", appointments.add_show, True),
    ("scan", "what a QR confirmation or short code is", paper.add_scan, True),
    ("confirmation", "the QR confirmation as PDF", paper.add_confirmation, True),
    ("schedule", "the daily schedule as PDF", paper.add_schedule, True),
    ("consumers", "find consumers", checks.add_consumers, True),
    ("desk", "a desk without a window: JSON lines in and out", desk.add_desk, True),
    ("outbox", "send messages, list them, send one again, try the mail server out", outbox.add_outbox, True),
    ("verify", "check every invariant of a database", checks.add_verify, False),
)
"""Name, help, what adds its options, and whether somebody signs in for it."""


def run(arguments: Sequence[str]) -> int:
    """Parse and run; the sentence of a problem goes to stderr with its code."""
    args = parser().parse_args(arguments)
    try:
        return args.run(args) or DONE
    except UsageError as problem:
        return _told(f"frontdesk {args.command}: {problem}", USAGE)
    except Unavailable as problem:
        return _told(f"{problem.code}: {sentence(problem)}", UNAVAILABLE)
    except Problem as problem:
        return _told(f"{getattr(problem, 'code', 'refused')}: {sentence(problem)}", REFUSED)
    except KeyboardInterrupt:
        return _told("stopped", 130)


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    line = argparse.ArgumentParser(prog="frontdesk", description="Appointments for clinic front desks.")
    line.add_argument("--version", action="version", version=f"frontdesk {__version__}")
    commands = line.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, told, add, signs_in in _COMMANDS:
        shared = sign_in_options() if signs_in else database_options()
        add(commands.add_parser(name, help=told, description=told, parents=[shared]))
    return line


def _told(text: str, code: int) -> int:
    print(text, file=sys.stderr)  # noqa: T201  # a command's error
    return code
