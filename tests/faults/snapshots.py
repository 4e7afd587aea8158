"""All that is in a database, to see that two moments are alike."""

from typing import Any

from sqlalchemy import func, select

from frontdesk.database.engine import Database
from frontdesk.database.tables import Base, Command, History

Snapshot = dict[str, list[tuple[Any, ...]]]


_FIXED = {
    *("clinic", "center", "opening_hours", "room", "room_unit", "questionnaire", "question", "service"),
    *("service_modality", "staff", "staff_role", "staff_center", "staff_service", "account"),
    *("reason", "metadata_field", "program", "dose", "department", "setting"),
    *("line_service", "line_modality"),
}
"""Tables that no call of the desk writes; left out, since a snapshot is taken at every statement."""


def snapshot(database: Database) -> Snapshot:
    """Every row of every table that a desk writes (the search's too, which are tables of ours)."""
    with database.read() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in Base.metadata.tables.items()
            if name not in _FIXED
        }


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
