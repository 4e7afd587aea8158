"""History only grows, appointments stay, versions never fall: by hand in psql or sqlite3 too."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.database.engine import Database
from tests.database.raw import fill_all

HISTORY = "only ever added to"
STAYS = "never deleted"


@pytest.fixture
def clinic(database: Database) -> Iterator[Database]:
    """A clinic with a row in every table."""
    database.write(fill_all)
    before = _rows(database)
    yield database
    assert _rows(database) == before


def _rows(database: Database) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [
            tuple(row)
            for table in ("appointment", "history")
            for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))
        ]


def _refused(database: Database, statement: str, words: str) -> None:
    with pytest.raises(DBAPIError, match=words):
        database.write(lambda connection: connection.execute(text(statement)))


def _columns(table: str, database: Database, first: str) -> str:
    with database.read() as connection:
        names = list(connection.execute(text(f"SELECT * FROM {table}")).keys())
    return ", ".join([first, *names[1:]])


@pytest.mark.feature("APT-7")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET message = 'never said'",
        "UPDATE history SET id = 7",
        "DELETE FROM history",
        "DELETE FROM history WHERE id = 1",
    ],
)
def test_history_is_never_altered(clinic: Database, statement: str) -> None:
    _refused(clinic, statement, HISTORY)


def test_an_appointment_is_never_deleted(clinic: Database) -> None:
    _refused(clinic, "DELETE FROM appointment", STAYS)


def test_neither_is_emptied_at_once(clinic: Database) -> None:
    if clinic.dialect != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    _refused(clinic, "TRUNCATE history CASCADE", HISTORY)
    _refused(clinic, "TRUNCATE appointment CASCADE", f"{STAYS}|{HISTORY}")


def test_replacing_a_row_is_deleting_it(clinic: Database) -> None:
    if clinic.dialect != "sqlite":
        pytest.skip("SQLite's own word")
    rest = _columns("history", clinic, "1")
    _refused(clinic, f"REPLACE INTO history SELECT {rest} FROM history", HISTORY)
    _refused(clinic, f"REPLACE INTO history SELECT {rest.replace('1,', '9,', 1)} FROM history", HISTORY)
    for other in ("1", "9"):
        row = _columns("appointment", clinic, other).replace("room_id, room_unit, status", "room_id, 2, 'cancelled'")
        _refused(clinic, f"REPLACE INTO appointment SELECT {row} FROM appointment", STAYS)


@pytest.mark.parametrize("change", ["id = 9", "code = 'K9'"])
def test_an_appointment_keeps_its_identity(clinic: Database, change: str) -> None:
    _refused(clinic, f"UPDATE appointment SET {change}", "keeps its id and code")


@pytest.mark.parametrize("table", ["appointment", "consumer", "note", "answer", "work_schedule"])
@pytest.mark.parametrize("step", ["- 1", "+ 2", "+ 1000"])
def test_a_version_never_falls_nor_jumps(clinic: Database, table: str, step: str) -> None:
    clinic.write(lambda connection: connection.execute(text(f"UPDATE {table} SET version = version")))
    _refused(clinic, f"UPDATE {table} SET version = version {step}", "a version stays or rises by one")
