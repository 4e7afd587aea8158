"""`demo`: makes the demo clinic where there is none yet, and opens it."""

import argparse
from pathlib import Path

from frontdesk.clinic import system_clock
from frontdesk.commands.session import UsageError, day, say
from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.settings import demo_database


def add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only-create", action="store_true", help="make it and open no window")
    parser.add_argument("--date", metavar="DATE", help="the day that the demo calls today (today)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed makes the same clinic (1)")
    for what, number in (("clinicians", 12), ("consumers", 400), ("appointments", 900)):
        parser.add_argument(f"--{what}", type=int, default=number, metavar="N", help=f"how many ({number})")
    parser.set_defaults(run=demo)


def demo(args: argparse.Namespace) -> int | None:
    """Make the demo clinic, then open the window on it unless told not to."""
    url = args.database or demo_database()
    made = False
    if args.only_create or not _is_there(url):
        made = make(url, args)
    if args.only_create:
        say(args, {"database": url, "made": made}, [f"The demo clinic is at {url}."])
        return None
    from ui.app import main as open_window  # noqa: PLC0415  # the command line has no Qt until a window is wanted

    return open_window(url)


def make(url: str, args: argparse.Namespace) -> bool:
    """Make and fill the database; nothing is left when it fails."""
    for name in ("clinicians", "consumers", "appointments"):
        if getattr(args, name) < 1:
            raise UsageError(f"--{name} begins at 1")
    today = day(args.date) if args.date else system_clock().date()
    database = Database.create(url)
    try:
        build(
            database,
            day=today,
            seed=args.seed,
            clinicians=args.clinicians,
            consumers=args.consumers,
            appointments=args.appointments,
        )
    except BaseException:
        database.close()
        if database.dialect == "sqlite":
            Path(database.url.removeprefix("sqlite:///")).unlink(missing_ok=True)
        raise
    database.close()
    return True


def _is_there(url: str) -> bool:
    """Whether a clinic can be opened there; RuleBroken for an address that is none."""
    try:
        Database.open(url).close()
    except Unavailable as problem:
        if problem.code in {"database.missing", "database.no-clinic"}:
            return False
        raise
    except RuleBroken:
        raise
    return True
