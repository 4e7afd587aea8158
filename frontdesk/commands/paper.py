"""`confirmation`, `schedule`, `scan`: paper out, paper in."""

import argparse
from pathlib import Path

from frontdesk.commands.session import appointment_id, by_code, day, opened, say
from frontdesk.dates import moment
from frontdesk.documents.saving import save
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.forms import Scan
from frontdesk.views.paper_read import ScheduleWish
from frontdesk.views.schedule_sheet import Column, Grouping

MOST_BYTES = 20_000_000

_SAID = {
    "valid": "Valid today: check in.",
    "already-in": "Checked in already.",
    "early": "Early: the appointment is later today.",
    "late": "Late: the start has passed.",
    "other-day": "The appointment is on another day.",
    "other-center": "The appointment is at another center.",
    "moved": "The appointment was moved; this is the new time.",
    "cancelled": "The appointment was cancelled.",
    "finished": "The appointment is over.",
    "not-confirmed": "The appointment is not confirmed yet.",
    "forged": "This code is forged.",
    "foreign": "This code is another clinic's.",
    "unknown": "This code is not known here.",
}


def add_confirmation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("appointment", metavar="APPOINTMENT", help="its code, such as K7M-4XQ")
    parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")
    parser.add_argument("--paper", default="a4", choices=["a4", "letter", "a6", "receipt"], help="(a4)")
    parser.set_defaults(run=confirmation)


def add_schedule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", required=True, metavar="DATE", help="such as 2026-11-24")
    parser.add_argument("--center", required=True, metavar="CODE", help="such as riverside")
    parser.add_argument("--clinician", metavar="CODE", help="one clinician; all otherwise")
    parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")
    parser.add_argument("--by", default="clinician", choices=[one.value for one in Grouping], help="(clinician)")
    parser.add_argument("--columns", metavar="A,B,…", help=f"of {', '.join(one.value for one in Column)}")
    parser.add_argument("--free", action="store_true", help="with free times")
    parser.add_argument("--landscape", action="store_true")
    parser.add_argument("--paper", default="a4", choices=["a4", "letter"], help="(a4)")
    parser.set_defaults(run=schedule)


def add_scan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE-OR-PICTURE", help="what the scanner typed, a short code, or a file")
    parser.add_argument("--center", metavar="CODE", help="where it is scanned")
    parser.set_defaults(run=scan)


def confirmation(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        pdf = clinic.documents.confirmation(appointment_id(clinic, args.appointment), args.paper)
    save(args.output, pdf)
    say(args, {"output": str(args.output), "bytes": len(pdf)}, [f"Saved {args.output}."])


def schedule(args: argparse.Namespace) -> None:
    wanted = day(args.date)
    with opened(args) as clinic:
        choices = clinic.choices()
        center = by_code(choices.centers, args.center, "center")
        wish = ScheduleWish(
            clinician_id=by_code(choices.clinicians, args.clinician, "clinician").id if args.clinician else None,
            grouped=Grouping(args.by),
            free=args.free,
            columns=_columns(args.columns) if args.columns else ScheduleWish().columns,
        )
        pdf = clinic.documents.schedule(center.id, wanted, wish, paper=args.paper, landscape=args.landscape)
    save(args.output, pdf)
    say(args, {"output": str(args.output), "bytes": len(pdf)}, [f"Saved {args.output}."])


def scan(args: argparse.Namespace) -> None:
    with opened(args) as clinic:
        center = by_code(clinic.choices().centers, args.center, "center").id if args.center else None
        path = Path(args.code) if len(args.code) < 1000 else None  # no path is that long
        if path is not None and path.is_file():
            found = clinic.scanning.scan_picture(_read(path), center)
        else:
            found = clinic.scanning.scan(args.code, center)
    say(args, found, _lines(found))


def _lines(found: Scan) -> list[str]:
    lines = [_SAID[found.outcome]]
    if found.wall_start is not None:
        lines.append(
            f"{found.consumer}, {found.service}, {moment(found.wall_start)}, {found.clinician}, {found.center}"
        )
    return lines


def _columns(text: str) -> tuple[Column, ...]:
    known = {one.value for one in Column}
    names = [name.strip() for name in text.split(",")]
    wrong = next((name for name in names if name not in known), None)
    if wrong is not None:
        raise RuleBroken("column.unknown", column=wrong[:40])
    return tuple(Column(name) for name in names)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RuleBroken("file.unreadable", path=str(path), reason=error.strerror or str(error)) from error
