"""What an invariant is and what it finds: a code, and the record it is about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which invariant, and the record."""

    code: str
    record: str
    detail: str = ""


Rule = Callable[[Connection], Iterator[Finding]]
"""One invariant: it yields what breaks it, and only reads."""


def each(connection: Connection, code: str, wrong: Select[Any]) -> Iterator[Finding]:
    """A finding of the code for each row, whose first column names the record."""
    for row in connection.execute(wrong):
        yield Finding(code, str(row[0]))
