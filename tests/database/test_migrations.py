"""Schemas from one version to the next: the migrations make what the tables say, whole or not at all."""

import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Index, insert, text
from sqlalchemy.schema import SchemaItem

from frontdesk.database import migrations
from frontdesk.database.constraints import schema, statements
from frontdesk.database.engine import Database
from frontdesk.database.place import read_address
from frontdesk.database.tables import Department
from frontdesk.rules.problems import Unavailable

pytestmark = pytest.mark.feature("ADM-6")

# What is there beside the tables: Alembic's own, and the shadow tables of a text index.
BESIDE = re.compile(r"alembic_version|_fts")

CATALOGUE = {
    "sqlite": ("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL",),
    "postgresql": (
        """SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, column_default
           FROM information_schema.columns WHERE table_schema = 'public'""",
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE connamespace = 'public'::regnamespace""",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        """SELECT proname, '', prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
           AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')""",
    ),
}


def _catalogue(connection: Connection) -> set[tuple[str, ...]]:
    """Everything that the engine knows of its schema; the lines of a table in no order, as constraints have none."""
    found = set()
    for query in CATALOGUE[connection.dialect.name]:
        for row in connection.exec_driver_sql(query):
            if not BESIDE.search(f"{row[0]} {row[1]}"):
                *names, sql = (str(value) for value in row)
                found.add((*names, *sorted(_parts(sql))))
    return found


def _parts(sql: str) -> list[str]:
    """A table's columns and constraints, wherever a constraint stands; of anything else the lines."""
    if not sql.startswith("CREATE TABLE"):
        return [line.strip() for line in sql.splitlines()]
    parts, depth, begun = [], 0, sql.index("(") + 1
    for place, letter in enumerate(sql):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if (depth, letter) in {(1, ","), (0, ")")}:
            parts.append(sql[begun:place])
            begun = place + 1
    spread = (one for part in parts for one in re.split(r"\s(?=CONSTRAINT )", part.strip()))
    return [re.sub(r"FOREIGN KEY\(\w+\) (?=REFERENCES \w+ \(id\))", "", one.strip()) for one in spread]


def test_the_migrations_make_what_the_tables_say(database: Database, tmp_path: Path, empty_postgres_url: str) -> None:
    with database.read() as connection:
        migrated = _catalogue(connection)
    url = str(tmp_path / "wanted.sqlite") if database.dialect == "sqlite" else empty_postgres_url

    def build(connection: Connection) -> set[tuple[str, ...]]:
        for statement in statements(database.dialect):
            connection.exec_driver_sql(statement)
        return _catalogue(connection)

    if database.dialect == "sqlite":
        Path(url).touch()
    bare = Database(read_address(url))
    wanted = bare.write(build)
    bare.close()
    assert migrated == wanted, "changed tables need a step in database/migrations/versions"


def _is_of_this_engine(item: SchemaItem, name: str | None, *_: object) -> bool:
    """What one engine alone has: the indexes that SQLite's triggers search, and those of the search for consumers."""
    alone = isinstance(item, Index) and str(name).endswith(("_busy", "_name_trigrams", "_word_prefix"))
    return not BESIDE.search(name or "") and not alone


def test_alembic_finds_nothing_to_do(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_of_this_engine})
        assert compare_metadata(context, schema()) == []


def test_the_newest_step_is_the_one_the_program_works_with(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.SCRIPTS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrations.HEAD]
    assert [step.revision for step in script.walk_revisions()] == [
        f"{number:04}" for number in range(int(migrations.HEAD), 0, -1)
    ]
    with database.read() as connection:
        assert migrations.revision(connection) == migrations.HEAD


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes this program one schema newer; returns the file of the new step."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrations.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "SCRIPTS", scripts)
    monkeypatch.setattr(migrations, "HEAD", f"{int(migrations.HEAD) + 1:04}")
    step = scripts / "versions" / "next.py"
    _write_step(step, "op.execute(\"INSERT INTO department (code, name, active) VALUES ('n', 'N', true)\")")
    return step


def _write_step(step: Path, *lines: str) -> None:
    head = migrations.HEAD
    body = "\n    ".join(("op.execute('CREATE TABLE extra (id integer PRIMARY KEY)')", *lines))
    step.write_text(
        f"from alembic import op\nrevision = '{head}'\ndown_revision = '{int(head) - 1:04}'\n"
        f"def upgrade():\n    {body}\n"
    )


def test_an_older_clinic_is_brought_up_with_all_its_rows(
    database_url: str, database: Database, next_version: Path
) -> None:
    database.write(lambda connection: connection.execute(insert(Department).values(code="a", name="A")))
    opened = Database.open(database_url)
    with opened.read() as connection:
        assert migrations.revision(connection) == migrations.HEAD
        assert connection.execute(text("SELECT code FROM department ORDER BY code")).scalars().all() == ["a", "n"]
        assert connection.execute(text("SELECT * FROM extra")).all() == []
    opened.close()


def test_a_sqlite_file_is_copied_first(sqlite_url: str, next_version: Path) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    (path.parent / f"{path.name}.before-{migrations.HEAD}").write_text("of another day")
    Database.open(sqlite_url).close()
    copy = path.parent / f"{path.name}.before-{migrations.HEAD}-2"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() != [(migrations.HEAD,)]
        assert old.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sorted(file.name for file in path.parent.glob("clinic.sqlite*.partial")) == []


def test_without_a_copy_nothing_is_migrated(
    sqlite_url: str, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("frontdesk.database.backup._copy", full)
    with pytest.raises(Unavailable, match=r"backup\.failed"):
        Database.open(sqlite_url)
    assert _state(sqlite_url) == (f"{int(migrations.HEAD) - 1:04}", False)


def _state(url: str) -> tuple[str, bool]:
    """The revision, and whether the new step's table is there."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            extra = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchone()
            (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return found, extra is not None
    with psycopg.connect(url) as server:
        row = server.execute("SELECT version_num, to_regclass('extra') IS NOT NULL FROM alembic_version").fetchone()
        assert row is not None
        return row[0], row[1]


def test_a_step_that_breaks_leaves_the_old_schema_whole(database_url: str, next_version: Path) -> None:
    _write_step(next_version, "raise KeyError('planted')")
    with pytest.raises(KeyError, match="planted"):
        Database.open(database_url)
    assert _state(database_url) == (f"{int(migrations.HEAD) - 1:04}", False)


OPEN = """
import sys
from pathlib import Path
from frontdesk.database import migrations
from frontdesk.database.engine import Database
migrations.HEAD, migrations.SCRIPTS = sys.argv[1], Path(sys.argv[2])
Database.open(sys.argv[3]).close()
"""


def _desk(url: str) -> subprocess.Popen[bytes]:
    """A desk of the next version that starts and opens the clinic."""
    return subprocess.Popen([sys.executable, "-c", OPEN, migrations.HEAD, str(migrations.SCRIPTS), url])


def test_desks_that_upgrade_at_once_do_it_once(database_url: str, next_version: Path) -> None:
    desks = [_desk(database_url) for _ in range(2)]
    assert [desk.wait() for desk in desks] == [0, 0]
    assert _state(database_url) == (migrations.HEAD, True)


def test_a_killed_upgrade_leaves_the_old_schema_whole_and_the_next_start_goes_on(
    database_url: str, next_version: Path
) -> None:
    _write_step(next_version, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert _desk(database_url).wait() == -signal.SIGKILL
    assert _state(database_url) == (f"{int(migrations.HEAD) - 1:04}", False)
    _write_step(next_version)
    assert _desk(database_url).wait() == 0
    assert _state(database_url) == (migrations.HEAD, True)
