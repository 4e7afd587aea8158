"""Writes many plain tuples into an empty database: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, inspect, text

from frontdesk.database.tables import Base

Row = tuple[Any, ...]
Rows = tuple[type[Base], Iterable[Row]]
"""Rows of one table, each a tuple in the order of its columns."""


class Loader:
    """Writes rows of whole tables, tuples in the order of their columns, inside the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._postgresql = connection.dialect.name == "postgresql"
        if not self._postgresql:
            # As delivered SQLite keeps 2 MB of pages, and the unique random codes then make it read one a row.
            connection.exec_driver_sql("PRAGMA cache_size = -524288")

    def write(self, entity: type[Base], rows: Iterable[Row]) -> None:
        """Append the rows; values are Python's, as the table's column types take them."""
        table = table_of(entity)
        prepared = self._prepared(table, rows)
        names = ", ".join(column.name for column in table.columns)
        if self._postgresql:
            with self._driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(table.columns))
            self._driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", prepared)  # noqa: S608 - names of our own tables

    def _prepared(self, table: Table, rows: Iterable[Row]) -> Iterable[Sequence[Any]]:
        """The rows with each value as the driver wants it, touching only the columns that need it."""
        dialect = self._connection.dialect
        changing: list[tuple[int, Callable[[Any], Any]]] = []
        for place, column in enumerate(table.columns):
            processor: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
            if processor is not None:
                changing.append((place, processor))
        if not changing:
            yield from rows
            return
        for row in rows:
            values = list(row)
            for place, prepare in changing:
                values[place] = prepare(values[place])
            yield values


def table_of(entity: type[Base]) -> Table:
    """The Core table behind an entity."""
    table = entity.__table__
    if not isinstance(table, Table):
        raise TypeError(entity.__name__)
    return table


def continue_numbers(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL go on numbering after the ids that were written by hand; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if "id" in table.columns and isinstance(table.columns["id"].type, Integer):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), coalesce(max(id), 0) + 1, false)"  # noqa: S608 - names of our own tables
                    f" FROM {table.name}"
                )
            )


def is_empty(connection: Connection, entity: type[Base]) -> bool:
    """Whether the table exists and has no row."""
    table = table_of(entity)
    return inspect(connection).has_table(table.name) and connection.execute(table.select().limit(1)).first() is None


def row(entity: type[Base], **values: Any) -> Row:
    """One row from named values; what is not named gets the column's default, or None."""
    table = table_of(entity)
    unknown = values.keys() - table.columns.keys()
    if unknown:
        raise ValueError(f"{table.name} has no {sorted(unknown)}")
    return tuple(values.get(column.name, _default(column)) for column in table.columns)


def _default(column: Column[Any]) -> Any:
    """What the table itself puts where nothing is given; our defaults are plain values."""
    return None if column.default is None else column.default.arg  # type: ignore[attr-defined]  # of a scalar default
