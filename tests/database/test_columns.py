"""No column takes what does not belong into it, by any SQL, on both engines."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Column, Connection, String, text
from sqlalchemy.exc import DBAPIError

from frontdesk.database.engine import Database
from frontdesk.database.tables import Base
from frontdesk.database.types import Code, UtcDateTime
from tests.database.raw import fill_all

COLUMNS = [column for table in Base.metadata.sorted_tables for column in table.columns]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def clinic(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A clinic with a row in every table, shared: what a test here tries never stays."""
    if request.param == "sqlite":
        database = Database.create(str(tmp_path_factory.mktemp("columns") / "clinic.sqlite"))
    else:
        database = Database.create(request.getfixturevalue("module_postgres_url"))
    database.write(fill_all)
    yield database
    database.close()


class _KeptNothingError(Exception):
    """Ends an attack that went through, so that nothing of it stays."""


def _attack(database: Database, table: str, changes: dict[str, Any]) -> str:
    """Tries to put the values into a row of the table, by SQL as it is typed; returns what the database said."""

    def work(connection: Connection) -> None:
        if table == "history":
            names = [column.name for column in Base.metadata.tables[table].columns]
            others = [name for name in names if name not in ("id", "version")]
            values = {"id": 2, "version": 2} | changes
            taken = ", ".join(f":{name}" if name in values else name for name in ["id", "version", *others])
            statement = f"INSERT INTO history (id, version, {', '.join(others)}) SELECT {taken} FROM history"
        else:
            values = changes
            statement = f"UPDATE {table} SET {', '.join(f'{name} = :{name}' for name in changes)}"
        connection.execute(text(statement), values)
        raise _KeptNothingError

    with pytest.raises(DBAPIError) as caught:
        database.write(work)
    return str(caught.value.orig)


def _named(columns: list[Column[Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("column", columns, ids=[f"{column.table.name}.{column.name}" for column in columns])


@_named([column for column in COLUMNS if isinstance(column.type, Code)])
def test_a_word_outside_the_vocabulary_is_refused(clinic: Database, column: Column[Any]) -> None:
    said = _attack(clinic, column.table.name, {column.name: "Booked"})
    assert f"ck_{column.table.name}_{column.name}" in said


@_named([column for column in COLUMNS if isinstance(column.type, String)])
def test_a_text_that_is_too_long_is_refused(clinic: Database, column: Column[Any]) -> None:
    assert isinstance(column.type, String)
    said = _attack(clinic, column.table.name, {column.name: "é" * ((column.type.length or 0) + 1)})
    assert f"ck_{column.table.name}_{column.name}" in said or "too long" in said or "keeps its id" in said


@_named([column for column in COLUMNS if isinstance(column.type, String)])
def test_a_nul_is_refused(clinic: Database, column: Column[Any]) -> None:
    said = _attack(clinic, column.table.name, {column.name: "a\0b"})
    assert f"ck_{column.table.name}_{column.name}" in said or "NUL" in said or "keeps its id" in said


def test_sqlite_refuses_another_kind_of_value_in_every_column(sqlite_url: str) -> None:
    """SQLite would keep a byte string in any column; PostgreSQL has a type for each."""
    database = Database.open(sqlite_url)
    database.write(fill_all)
    for column in COLUMNS:
        said = _attack(database, column.table.name, {column.name: b"\xff\xfe"})
        assert "ck_" in said or any(word in said for word in ("mismatch", "keeps its", "rises by one")), (
            f"{column}: {said}"
        )
    database.close()


@_named([column for column in COLUMNS if isinstance(column.type, UtcDateTime)])
def test_an_instant_python_cannot_read_is_refused(clinic: Database, column: Column[Any]) -> None:
    far = 10**17 if clinic.dialect == "sqlite" else "infinity"
    said = _attack(clinic, column.table.name, {column.name: far})
    assert "ck_" in said


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("opening_hours", {"weekday": 7}),
        ("opening_hours", {"weekday": -1}),
        ("opening_hours", {"ends": "07:00:00.000000"}),
        ("work_schedule_line", {"weekday": 7}),
        ("work_schedule_line", {"ends": "08:00:00.000000"}),
        ("work_schedule", {"valid_to": "2025-12-31"}),
        ("service", {"minutes": 0}),
        ("service", {"minutes": 1441}),
        ("service", {"minutes": 1440, "buffer_after_minutes": 1}),
        ("service", {"step_minutes": 0}),
        ("service", {"buffer_before_minutes": -1}),
        ("service", {"buffer_after_minutes": 241}),
        ("service", {"least_notice_minutes": -1}),
        ("service", {"furthest_days": -1}),
        ("room", {"capacity": 0}),
        ("dose", {"least_days": -1}),
        ("dose", {"least_days": 2, "most_days": 1}),
        ("dose", {"number": 0}),
        ("account", {"failures": -1}),
        ("outbox", {"attempts": -1}),
        ("history", {"version": 0}),
        ("request", {"service_id": None}),
        ("schedule_exception", {"kind": "closure"}),
        ("schedule_exception", {"clinician_id": None}),
        ("appointment", {"room_unit": None}),
        ("appointment", {"room_id": None}),
        ("appointment", {"clinician_id": None}),
        ("appointment", {"day": "2026-03-03"}),
        ("appointment", {"day": None}),
        ("appointment", {"wall_end": None}),
        ("appointment", {"status": "waitlist", "starts_at": None}),
    ],
    ids=str,
)
def test_what_contradicts_itself_is_refused(clinic: Database, table: str, changes: dict[str, Any]) -> None:
    assert f"ck_{table}_" in _attack(clinic, table, changes)


@pytest.mark.parametrize(
    "changes",
    [
        "ends_at = starts_at",
        "busy_from = ends_at",
        "busy_to = starts_at",
        "busy_from = busy_from - {day}, busy_to = busy_to + {day}",
        "taken_start = starts_at",
        "taken_start = ends_at, taken_end = starts_at",
    ],
)
def test_a_time_that_contradicts_itself_is_refused(clinic: Database, changes: str) -> None:
    day = "86400000000" if clinic.dialect == "sqlite" else "interval '1 day'"
    with pytest.raises(DBAPIError, match="ck_appointment_"):
        clinic.write(lambda connection: connection.execute(text(f"UPDATE appointment SET {changes.format(day=day)}")))


@pytest.mark.parametrize(("column", "value"), [("birth_date", "2026-02-30")])
def test_a_day_that_does_not_exist_is_refused(clinic: Database, column: str, value: str) -> None:
    assert _attack(clinic, "consumer", {column: value})


def test_a_document_without_end_is_refused(clinic: Database) -> None:
    noise = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(110_000))  # does not compress
    assert "ck_setting_value" in _attack(clinic, "setting", {"value": f'"{noise}"'})
    assert _attack(clinic, "setting", {"value": '"\\u0000"'})
