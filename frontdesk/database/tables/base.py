"""What every table shares: the metadata with its naming convention and the columns of a promise of time."""

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, Date, DateTime, MetaData, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column

from frontdesk.database.types import UtcDateTime


@compiles(JSON, "sqlite")
def _json_on_sqlite(_kind: JSON, _compiler: object, **_given: object) -> str:
    """TEXT: a column declared JSON would turn the document `24` into a number."""
    return "TEXT"


JSON_DOCUMENT = JSON().with_variant(JSONB(), "postgresql")

ShortText = Annotated[str, mapped_column(String(100))]
LongText = Annotated[str, mapped_column(String(4000))]
CodeText = Annotated[str, mapped_column(String(64))]
Zone = Annotated[str, mapped_column(String(64))]
Instant = Annotated[datetime, mapped_column(UtcDateTime())]
Wall = Annotated[datetime, mapped_column(DateTime())]
Day = Annotated[date, mapped_column(Date())]
Version = Annotated[int, mapped_column(default=1, server_default=text("1"))]
"""Counts the changes of what people edit; a call that saw an older one is refused."""
Identity = Annotated[int, mapped_column(primary_key=True)]
Document = Annotated[dict[str, Any], mapped_column(JSON_DOCUMENT)]


class Base(DeclarativeBase):
    """All tables. They are used as Core tables; no session and no entity ever leaves `frontdesk.database`."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
