"""What every command shares: its options, signing in, looking things up by their codes, and printing the answer."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from typing import Any, Protocol, TypeVar

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_utc
from frontdesk.settings import read_settings

DONE, USAGE, REFUSED, UNAVAILABLE = 0, 2, 3, 4
"""Exit codes: done; wrong usage; a rule said no; the database, a file or a server is away."""


class Coded(Protocol):
    """A thing of the clinic that is named by a short code."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=Coded)


class UsageError(Exception):
    """The command's words are off; told on stderr with exit code 2."""


def database_options() -> argparse.ArgumentParser:
    """The option that names the database, and `--json`."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--database", metavar="URL", help="a file's path or postgresql://user:password@host/name (this desk's own)"
    )
    options.add_argument("--json", action="store_true", help="answer in JSON")
    return options


def sign_in_options() -> argparse.ArgumentParser:
    """The options of commands that somebody signs in for."""
    options = argparse.ArgumentParser(add_help=False, parents=[database_options()])
    options.add_argument(
        "--user", metavar="NAME", help="who signs in; the password is asked for, or FRONTDESK_PASSWORD"
    )
    return options


def database_of(args: argparse.Namespace) -> str:
    """The database that the command is about."""
    return str(args.database or read_settings().database)


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Clinic]:
    """The clinic with somebody signed in, closed at the end."""
    name = args.user or (input("User: ") if sys.stdin.isatty() else "")
    if not name:
        raise UsageError("say who signs in, with --user NAME")
    password = os.environ.get("FRONTDESK_PASSWORD")
    if password is None:
        if not sys.stdin.isatty():
            raise UsageError("give the password in FRONTDESK_PASSWORD")
        password = getpass.getpass("Password: ")
    clinic = Clinic.open(database_of(args), desk=read_settings().name)
    try:
        clinic.sign_in(name, password)
        yield clinic
    finally:
        clinic.close()


def by_code(things: Sequence[C], code: str, noun: str) -> C:
    """The center, service or clinician with this code; RuleBroken `<noun>.unknown`."""
    wanted = code.strip().lower()
    found = next((thing for thing in things if thing.code.lower() == wanted), None)
    if found is None:
        raise RuleBroken(f"{noun}.unknown", fields=(noun,), **{noun: code[:40]})
    return found


def appointment_id(clinic: Clinic, named: str) -> int:
    """An appointment named by its code; RuleBroken `appointment.unknown`."""
    return clinic.appointments.find(named)


def local_start(text: str, zone: str) -> datetime:
    """A wall-clock start such as 2026-11-24T15:00 at a center, as an instant.

    Raises RuleBroken `time.form`, `time.skipped`.
    """
    try:
        wall = datetime.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken("time.form", fields=("start",)) from error
    return wall if wall.tzinfo else to_utc(wall, zone)


def day(text: str) -> date:
    """A date such as 2026-11-24 or 24.11.2026; RuleBroken `date.form`."""
    try:
        return date.fromisoformat("-".join(reversed(text.split("."))))
    except ValueError as error:
        raise RuleBroken("date.form", fields=("date",)) from error


def say(args: argparse.Namespace, value: Any, lines: Sequence[str]) -> None:
    """Print the answer: `value` as JSON with `--json`, else the lines for people."""
    if args.json:
        lines = [json.dumps(value, ensure_ascii=False, default=_as_json)]
    for line in lines:
        print(line)  # noqa: T201  # the answer of a command


def _as_json(value: Any) -> Any:
    """What JSON does not know: read models as objects, times in ISO 8601, sets in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
