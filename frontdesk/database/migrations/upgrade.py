"""Runs the migrations inside the caller's transaction, from code alone: there is no alembic.ini."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from frontdesk.database import migrations
from frontdesk.rules.problems import RuleBroken

_TURN = 0x46726F6E74  # "Front": the advisory lock by which two desks do not migrate at once


def make(connection: Connection, shown: str) -> None:
    """Makes the newest schema in an empty database; RuleBroken("database.exists") when there are tables in it."""
    _take_turn(connection)
    if not migrations.is_empty(connection):
        raise RuleBroken("database.exists", fields=("database",), path=shown)
    upgrade(connection)


def upgrade(connection: Connection, prepare: Callable[[], object] = lambda: None) -> None:
    """Brings the schema to the newest revision; whole when the caller's transaction commits, as before when not.

    `prepare` is called before the first step, when nobody else can write any more; not at all when there is no step.
    """
    _take_turn(connection)
    if migrations.revision(connection) == migrations.HEAD:
        return
    prepare()
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations.SCRIPTS).replace("%", "%%"))
    command.upgrade(config, "head")


def _take_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
