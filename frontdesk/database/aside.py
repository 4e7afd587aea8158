"""Conditions that are checked row by row and never looked up: the rows are found by something else."""

from typing import TypeVar

from sqlalchemy import ColumnElement, func, null
from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")


def aside(column: InstrumentedAttribute[T]) -> ColumnElement[T]:
    """The value of the column, by no index of it.

    SQLite does not know how many rows an index would give it: of an `or` of three narrow indices and one wide index
    it takes the wide one, and reads all that was ever booked. PostgreSQL knows, and takes this for the column itself.
    """
    return func.coalesce(column, null())
