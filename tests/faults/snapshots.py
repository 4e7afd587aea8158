"""All that is in a database, to see that two moments are alike."""

from collections.abc import Callable

from sqlalchemy import func, select

from frontdesk.database.engine import Database
from frontdesk.database.tables import Base, Command, History

Snapshot = list[tuple[str, str]]
"""Table and row."""
_AS_TEXT: dict[str, Callable[[list[str]], str]] = {
    "sqlite": lambda names: " || '|' || ".join(f"quote({name})" for name in names),
    "postgresql": lambda names: f"CAST(ROW({', '.join(names)}) AS text)",
}
"""A row as a text that two rows share only if they are alike."""


def snapshot(database: Database) -> Snapshot:
    """Every row of every table (the search's too, which are tables of ours), asked for by one statement."""
    with database.read() as connection:
        as_text, quote = _AS_TEXT[connection.dialect.name], connection.dialect.identifier_preparer.quote
        each = (
            f"SELECT '{name}', {as_text([quote(column.name) for column in table.columns])} FROM {quote(name)}"
            for name, table in Base.metadata.tables.items()
        )
        return sorted((name, row) for name, row in connection.exec_driver_sql(" UNION ALL ".join(each)))


def done(database: Database, command_id: str) -> tuple[int, int]:
    """How often a command is in the database: as a command, and as entries of history."""
    with database.read() as connection:
        commands = connection.execute(
            select(func.count()).select_from(Command).where(Command.id == command_id)
        ).scalar_one()
        entries = connection.execute(
            select(func.count()).select_from(History).where(History.command_id == command_id)
        ).scalar_one()
        return commands, entries
