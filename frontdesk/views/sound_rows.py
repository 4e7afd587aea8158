"""Reads rows so that one that cannot be read hides none of the others: it is left out, and the log says so once."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, func, select
from sqlalchemy.exc import DBAPIError

from frontdesk.views.card_rows import UNREADABLE, raise_unless_unreadable

_log = logging.getLogger(__name__)
Sound = Callable[[Any], bool]
"""Whether the values of a row that can be read are of the types that its columns hold."""
_told: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()


def sound_rows(
    connection: Connection, statement: Any, given: Mapping[str, Any], what: str, sound: Sound | None = None
) -> list[Any]:
    """The rows of a SELECT that can be read; `what` is their name in the log.

    In a transaction that sees one state, since what is damaged is found by reading the same rows by halves.
    """
    return [row for row in rows_or_none(connection, statement, given, what, sound) if row is not None]


def rows_or_none(
    connection: Connection, statement: Any, given: Mapping[str, Any], what: str, sound: Sound | None = None
) -> list[Any]:
    """The same with None in the place of each row that cannot be read."""
    try:
        rows: list[Any] = list(connection.execute(statement, given).all())
    except (*UNREADABLE, DBAPIError) as problem:
        raise_unless_unreadable(problem)
        every = select(func.count()).select_from(statement.order_by(None).subquery())
        rows = list(_by_halves(connection, statement, given, (0, connection.execute(every, given).scalar_one())))
    if sound is not None:
        rows = [row if row is not None and sound(row) else None for row in rows]
    if None in rows:
        tell(connection, f"{rows.count(None)} of the {what} cannot be read")
    return rows


def named(row: Any) -> bool:
    """Whether a record has a name that is text."""
    return isinstance(row.name, str)


def facts(connection: Connection, statement: Select[Any], given: Mapping[str, Any], what: str) -> Any:
    """The one row of a SELECT, by the names of its columns, with None for each that cannot be read."""
    try:
        return connection.execute(statement, given).one()
    except (*UNREADABLE, DBAPIError) as problem:
        raise_unless_unreadable(problem)
    found = {}
    for column in statement.selected_columns:
        rows = sound_rows(connection, select(column), given, what)
        found[column.name] = rows[0][0] if rows else None
    return SimpleNamespace(**found)


def tell(connection: Connection, text: str) -> None:
    """Warn in the log, once for each database; `text` says nothing about a person."""
    told = _told.setdefault(connection.engine, set())
    if text not in told:
        told.add(text)
        _log.warning("%s and are left out", text)


def _by_halves(
    connection: Connection, statement: Any, given: Mapping[str, Any], part: tuple[int, int]
) -> Iterator[Sequence[Any] | None]:
    """The rows from a place on, so many; OFFSET is dear, but only where something is damaged."""
    first, count = part
    if not count:
        return
    try:
        rows = connection.execute(statement.limit(count).offset(first), given).all()
    except (*UNREADABLE, DBAPIError) as problem:
        raise_unless_unreadable(problem)
    else:
        yield from rows
        return
    if count == 1:
        yield None
        return
    middle = count // 2
    yield from _by_halves(connection, statement, given, (first, middle))
    yield from _by_halves(connection, statement, given, (first + middle, count - middle))
