"""`verify` and `consumers search`."""

import argparse

from frontdesk.commands.session import DONE, REFUSED, database_of, opened, say
from frontdesk.database.engine import Database
from frontdesk.services.verify import verify as run_verify


def add_verify(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=verify)


def add_consumers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["search"], help="search by parts of name, phone, e-mail, user ID, birth date")
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many at most (20)")
    parser.set_defaults(run=consumers)


def verify(args: argparse.Namespace) -> int:
    """Checks every invariant; exit 3 when anything is wrong. Nobody signs in: it tells no personal data."""
    database = Database.open(database_of(args))
    try:
        findings = run_verify(database)
    finally:
        database.close()
    lines = [f"{one.code}  {one.record}  {one.detail}".rstrip() for one in findings]
    say(args, findings, lines or ["Nothing is wrong."])
    return REFUSED if findings else DONE


def consumers(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        found = clinic.consumers.search(args.text, max(1, min(args.limit, 200)))
    say(args, found, [f"{one.user_id}  {one.name}  {one.birth_date or ''}  {one.phone}".rstrip() for one in found])
