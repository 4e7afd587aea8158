"""Which schema a database has; the steps between schemas are in `versions`, run by `upgrade`."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

HEAD: Final = "0007"
"""The schema this program works with; the newest of `versions`."""

SCRIPTS: Final = Path(__file__).parent

_HAS_VERSION = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'",
    "postgresql": "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL",
}
_HAS_TABLES = {
    "sqlite": "SELECT 1 FROM sqlite_master LIMIT 1",
    "postgresql": "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1",
}


def revision(connection: Connection) -> str | None:
    """The revision of the schema in this database, None when there is no clinic in it."""
    if connection.exec_driver_sql(_HAS_VERSION[connection.dialect.name]).first() is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def is_empty(connection: Connection) -> bool:
    """Whether the database has no table of anybody, so that a clinic can be made in it."""
    return connection.exec_driver_sql(_HAS_TABLES[connection.dialect.name]).first() is None


def is_older(found: str) -> bool:
    """Whether this program can bring that revision up; what it does not know counts as newer."""
    return found.isdecimal() and int(found) < int(HEAD)
