"""A statement in the driver's own words gives what it gives otherwise, and fails in our words."""

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Date, Select, bindparam, func, select

from frontdesk.database.engine import Database
from frontdesk.database.prepared import prepared
from frontdesk.database.tables import Appointment
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Status
from tests.database.raw import NINE, fill_all

DAY = NINE.date()


def _of_a_day() -> Select[int, int]:
    """How many appointments stand booked on a day, and the first of them."""
    return select(func.count(), func.min(Appointment.id)).where(
        Appointment.status == Status.BOOKED, Appointment.day == bindparam("day", type_=Date)
    )


def _asked(database: Database, day: date) -> list[Any]:
    words, given = prepared(_of_a_day(), database.dialect)
    return [tuple(row) for row in database.ask(words, {**given, "day": day.isoformat()})]


def test_it_gives_what_is_read_otherwise_and_what_was_committed_just_before(database: Database) -> None:
    assert _asked(database, DAY) == [(0, None)]
    database.write(fill_all)
    with database.read() as connection:
        found: list[Any] = [tuple(row) for row in connection.execute(_of_a_day(), {"day": DAY})]
    assert found[0][0] > 0
    assert _asked(database, DAY) == found
    assert _asked(database, date(1999, 1, 1)) == [(0, None)]


def test_a_bug_stays_a_bug_and_the_next_statement_is_answered(database: Database) -> None:
    with pytest.raises(Exception, match="nowhere"):
        database.ask("SELECT 1 FROM nowhere", {})
    assert _asked(database, DAY) == [(0, None)]


def test_a_lost_connection_is_told_and_the_next_statement_is_answered(postgres_url: str) -> None:
    with closing(Database.open(postgres_url)) as database:
        with pytest.raises(Unavailable, match=r"database\.lost"):
            database.ask("SELECT pg_terminate_backend(pg_backend_pid())", {})
        assert _asked(database, DAY) == [(0, None)]


def test_a_file_that_another_program_keeps_is_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.database.sqlite.WAIT_SECONDS", 0.02)
    monkeypatch.setattr("frontdesk.database.sqlite.settings", lambda: {"foreign_keys": 1})
    path = sqlite_url.removeprefix("sqlite:///")
    with (
        closing(Database.open(sqlite_url)) as database,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable, match=r"database\.busy"):
            _asked(database, DAY)
        other.execute("ROLLBACK")
        assert _asked(database, DAY) == [(0, None)]
