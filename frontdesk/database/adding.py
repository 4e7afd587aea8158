"""Adds rows: one statement for each table, made once, since making one costs more than running it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Insert, Table, insert

from frontdesk.database.tables import Base


@cache
def _insert(entity: type[Base]) -> Insert:
    return insert(cast("Table", entity.__table__))


@cache
def _returning(entity: type[Base]) -> Any:
    table = cast("Table", entity.__table__)
    return insert(table).returning(table.c.id, sort_by_parameter_order=True)


def add(connection: Connection, entity: type[Base], **values: Any) -> int:
    """Add one row to the table of `entity`; returns the id that the database gave it (0 where it has none)."""
    key = connection.execute(_insert(entity), values).inserted_primary_key
    return key[0] if key and isinstance(key[0], int) else 0


def add_each(connection: Connection, entity: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add rows with the same columns; returns the ids that the database gave them, in the order of the rows."""
    if len(rows) == 1:
        return [add(connection, entity, **rows[0])]
    return list(connection.execute(_returning(entity), list(rows)).scalars()) if rows else []


def add_all(connection: Connection, entity: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows with the same columns; nothing for none."""
    if rows:
        connection.execute(_insert(entity), list(rows))
