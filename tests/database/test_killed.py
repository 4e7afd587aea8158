"""A desk that is killed in the middle of writing leaves nothing by half, and what it was told is saved stays."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from frontdesk.database.engine import Database
from frontdesk.database.tables import Command, Department

DESK = """
import sys
from datetime import UTC, datetime
from itertools import count
from sqlalchemy import insert
from frontdesk.database.engine import Database
from frontdesk.database.tables import Command, Department
database = Database.open(sys.argv[1])
desk, stop_inside = sys.argv[2], sys.argv[3] == "inside"

def work(connection, number):
    key = f"{desk}-{number}"
    connection.execute(insert(Department).values(code=key, name="first half"))
    if stop_inside:
        print("inside", flush=True)
        sys.stdin.read()
    connection.execute(insert(Command).values(id=key, at=datetime(2026, 1, 1, tzinfo=UTC), result={}))

for number in count():
    database.write(lambda connection: work(connection, number))
    print(number, flush=True)
"""


def _desk(url: str, name: str, mode: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", DESK, url, name, mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _kill(desk: subprocess.Popen[str]) -> str:
    """Kills it as a power cut would, and returns what it had said until then."""
    desk.send_signal(signal.SIGKILL)
    said, _ = desk.communicate()
    assert desk.returncode == -signal.SIGKILL
    return said


def _halves(database: Database) -> tuple[set[str], set[str]]:
    with database.read() as connection:
        return (
            set(connection.execute(select(Department.code)).scalars()),
            set(connection.execute(select(Command.id)).scalars()),
        )


def test_killed_between_two_statements_leaves_nothing(database: Database, database_url: str) -> None:
    desk = _desk(database_url, "a", "inside")
    assert desk.stdout is not None
    assert desk.stdout.readline() == "inside\n"
    _kill(desk)
    assert _halves(database) == (set(), set())


def test_killed_at_any_moment_keeps_what_was_told_and_nothing_by_half(
    database: Database, database_url: str, trials: int
) -> None:
    for number in range(max(2, trials // 50)):
        desk = _desk(database_url, str(number), "on")
        assert desk.stdout is not None
        for _ in range(3 + number * 7 % 11):
            desk.stdout.readline()
        told = {f"{number}-{done}" for done in range(3 + number * 7 % 11)}
        told |= {f"{number}-{line}" for line in _kill(desk).splitlines() if line}
        first, second = _halves(database)
        assert first == second
        assert told <= second


@pytest.mark.parametrize("pragma", ["integrity_check", "foreign_key_check"])
def test_a_killed_desk_leaves_a_sound_file(sqlite_url: str, pragma: str) -> None:
    desk = _desk(sqlite_url, "a", "inside")
    assert desk.stdout is not None
    desk.stdout.readline()
    assert Path(sqlite_url.removeprefix("sqlite:///") + "-journal").exists()
    _kill(desk)
    database = Database.open(sqlite_url)
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(Department)).scalar_one() == 0
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").all() in ([], [("ok",)])
    database.close()
