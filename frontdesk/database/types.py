"""Column types: UTC instants that refuse naive values, and codes that come back as their enum."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, String, TypeDecorator
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(instant: datetime) -> int:
    """Microseconds since 1970-01-01 UTC, as SQLite stores an instant. Raises ValueError when it is naive."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return (instant - _EPOCH) // _MICROSECOND


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: `timestamptz` on PostgreSQL, whole microseconds since 1970 on SQLite, which has no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return to_microseconds(value) if dialect.name == "sqlite" else value

    def result_processor(
        self,
        dialect: Dialect,
        coltype: object,  # noqa: ARG002  # what SQLAlchemy calls
    ) -> Callable[[Any], datetime | None]:
        """One plain function for each column read: a day of a thousand cards has five thousand instants."""
        if dialect.name == "sqlite":
            return lambda value: None if value is None else _EPOCH + timedelta(microseconds=value)
        return lambda value: None if value is None else value.astimezone(UTC)


_E = TypeVar("_E", bound=StrEnum)


class Code(TypeDecorator[_E]):
    """A fixed vocabulary: stored as its code, read back as its enum, anything else refused by a CHECK."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[_E]) -> None:
        super().__init__(32)
        self.words = words

    def process_bind_param(
        self,
        value: _E | None,
        dialect: Dialect,  # noqa: ARG002  # what SQLAlchemy calls
    ) -> str | None:
        return None if value is None else self.words(value).value

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002  # what SQLAlchemy calls
        coltype: object,  # noqa: ARG002  # what SQLAlchemy calls
    ) -> Callable[[Any], _E | None]:
        """The enum's member by its code; KeyError for a code that the table should have refused."""
        members: dict[str | None, _E | None] = {None: None, **{word.value: word for word in self.words}}
        return members.__getitem__
