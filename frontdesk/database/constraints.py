"""What both engines refuse whoever writes: CHECKs for every column, made by walking the tables, and for each table."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Time,
    create_mock_engine,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.types import TypeEngine

from frontdesk.database.search import search_ddl
from frontdesk.database.tables import Base
from frontdesk.database.triggers import holds, quoted, triggers
from frontdesk.database.types import Code, UtcDateTime
from frontdesk.rules.words import Status

_NEEDS_TIME: Final = (
    Status.PENDING,
    Status.BOOKED,
    Status.ARRIVED,
    Status.CHECKED_IN,
    Status.FULFILLED,
    Status.NOSHOW,
)
_JSON_LENGTH: Final = 100_000
_COUNT: Final = "BETWEEN 0 AND 100000"

# By the column's name, in whatever table it is.
_NUMBERS: Final = {
    "weekday": "BETWEEN 0 AND 6",
    "version": ">= 1",
    "minutes": "BETWEEN 1 AND 1440",
    "step_minutes": "BETWEEN 1 AND 1440",
    "buffer_before_minutes": "BETWEEN 0 AND 240",
    "buffer_after_minutes": "BETWEEN 0 AND 240",
    "least_notice_minutes": ">= 0",
    "furthest_days": _COUNT,
    "capacity": ">= 1",
    "number": ">= 1",
    "room_unit": ">= 1",
    "least_days": _COUNT,
    "most_days": _COUNT,
    "colour": ">= 0",
    "failures": ">= 0",
    "attempts": ">= 0",
    "every": "BETWEEN 1 AND 365",
    "count": "BETWEEN 1 AND 200",
    "series_position": "BETWEEN 1 AND 200",
    "priority": "BETWEEN 0 AND 9",
    "weekdays": "BETWEEN 1 AND 127",
}

# By table: what columns owe each other. A string is for both engines, a pair for SQLite and PostgreSQL.
_RULES: Final[dict[str, dict[str, str | tuple[str, str]]]] = {
    "appointment": {
        "time_whole": " AND ".join(
            f"({name} IS NULL) = (starts_at IS NULL)"
            for name in ("day", "ends_at", "busy_from", "busy_to", "wall_start", "wall_end")
        ),
        "time_order": "ends_at > starts_at AND busy_from <= starts_at AND busy_to >= ends_at",
        # The overlap triggers of SQLite look back no further than this.
        "busy_length": (
            "busy_to - busy_from <= 86400000000",
            "busy_to - busy_from <= INTERVAL '24 hours'",
        ),
        "day_of_start": ("day = substr(wall_start, 1, 10)", "day = CAST(wall_start AS DATE)"),
        "status_time": (
            f"status NOT IN ({quoted(_NEEDS_TIME)}) OR (starts_at IS NOT NULL AND clinician_id IS NOT NULL)"
        ),
        "room_whole": "(room_id IS NULL) = (room_unit IS NULL)",
        "taken_order": "(taken_start IS NULL) = (taken_end IS NULL) AND taken_end >= taken_start",
    },
    "request": {"wanted": "service_id IS NOT NULL OR program_id IS NOT NULL"},
    "series": {"end": "count IS NOT NULL OR until IS NOT NULL"},
    "waiting": {"days": "last_day >= first_day", "hours": "to_time > from_time"},
    "service": {"day_length": "minutes + buffer_before_minutes + buffer_after_minutes <= 1440"},
    "dose": {"days_order": "least_days <= most_days"},
    "opening_hours": {"order": "ends > starts OR {midnight}"},
    "work_schedule_line": {"order": "ends > starts OR {midnight}"},
    "work_schedule": {"order": "valid_to >= valid_from"},
    "schedule_exception": {
        "order": "ends_at > starts_at",
        "whose": "(kind = 'closure') = (clinician_id IS NULL) AND (kind <> 'closure' OR center_id IS NOT NULL)",
    },
}
_MIDNIGHT: Final = ("ends = '00:00:00.000000'", "ends = TIME '00:00'")


def schema() -> MetaData:
    """The tables with everything the database refuses; a copy, so that services see plain tables."""
    whole = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        copy = table.to_metadata(whole)
        # A row that is all key is kept once, in the key's order.
        copy.dialect_options["sqlite"]["with_rowid"] = any(not column.primary_key for column in copy.columns)
        for name, sqlite, postgresql in (*_column_checks(copy), *_table_checks(copy)):
            if sqlite == postgresql:
                copy.append_constraint(CheckConstraint(text(sqlite), name=name))
                continue
            for dialect, rule in (("sqlite", sqlite), ("postgresql", postgresql)):
                if rule:
                    copy.append_constraint(CheckConstraint(text(rule), name=name).ddl_if(dialect=dialect))
    _forbid_overlaps(whole.tables["appointment"])
    return whole


def statements(dialect: str) -> tuple[str, ...]:
    """All SQL that makes the present schema from nothing on `sqlite` or `postgresql`, in order."""
    made: list[str] = ["CREATE EXTENSION IF NOT EXISTS btree_gist"] if dialect == "postgresql" else []

    def note(element: ExecutableDDLElement, *_: object) -> None:
        made.append(str(element.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine("sqlite://" if dialect == "sqlite" else "postgresql+psycopg://", note)
    schema().create_all(engine, checkfirst=False)
    versioned = [table.name for table in Base.metadata.sorted_tables if "version" in table.c]
    return (*_in_order(made), *triggers(dialect, versioned), *search_ddl(dialect))


def _in_order(made: list[str]) -> Iterator[str]:
    """The same with constraints and indices by name: SQLAlchemy keeps both in sets, so they come as they like."""
    for is_index, some in groupby(made, lambda statement: statement.startswith("CREATE INDEX")):
        together = [_by_name(statement) for statement in some]
        yield from sorted(together) if is_index else together


def _by_name(statement: str) -> str:
    if not statement.startswith("CREATE TABLE"):
        return statement
    head, *lines = (line.rstrip(", ") for line in statement.splitlines() if line.strip())
    inside = sorted((line for line in lines if line.startswith("\t")), key=_constraint_name)
    return "\n".join((head, ",\n".join(inside), *(line.strip() for line in lines if not line.startswith("\t"))))


def _constraint_name(line: str) -> str:
    """Nothing for a column, so that the columns stay first and as they are."""
    return line.split()[1] if line.startswith("\tCONSTRAINT") else ""


_Check = tuple[str, str, str]


def _column_checks(table: Table) -> Iterator[_Check]:
    times = [rule for column in table.columns for rule in _range(column)]
    if times:
        yield "times", "", " AND ".join(times)
    for column in table.columns:
        sqlite, postgresql = _sqlite_rule(column), _postgresql_rule(column)
        if column.nullable and sqlite:
            sqlite = f"{column.name} IS NULL OR ({sqlite})"
        if sqlite or postgresql:
            yield column.name, sqlite, postgresql


def _table_checks(table: Table) -> Iterator[_Check]:
    for name, rule in _RULES.get(table.name, {}).items():
        sqlite, postgresql = (rule, rule) if isinstance(rule, str) else rule
        yield name, sqlite.format(midnight=_MIDNIGHT[0]), postgresql.format(midnight=_MIDNIGHT[1])


def _sqlite_rule(column: Column[object]) -> str:
    """SQLite keeps whatever it is given in any column, so each rule begins with the kind of value."""
    name, kind = column.name, _bare(column.type)
    if isinstance(column.type, Code):
        return _codes(column.type, name)
    if isinstance(column.type, UtcDateTime):
        # 1850 to 2200 in microseconds since 1970
        return f"typeof({name}) = 'integer' AND {name} BETWEEN -3786912000000000 AND 7258118400000000"
    if isinstance(kind, Date | DateTime | Time):
        return _sqlite_clock(kind, name)
    if isinstance(kind, Boolean):
        return f"{name} IN (0, 1)"
    if isinstance(kind, JSON | String):
        # json_valid() counts as unsafe in a schema that is not trusted, so a document is only measured.
        length, nul = (_JSON_LENGTH, "'\\u0000'") if isinstance(kind, JSON) else (kind.length, "char(0)")
        return f"typeof({name}) = 'text' AND length({name}) <= {length} AND instr({name}, {nul}) = 0"
    limit = f" AND {name} {_NUMBERS[name]}" if name in _NUMBERS else ""
    return f"typeof({name}) = 'integer' AND {name} BETWEEN -2147483648 AND 2147483647{limit}"


def _sqlite_clock(kind: Date | DateTime | Time, name: str) -> str:
    # Adding nothing makes SQLite count the day anew, so that 30 February comes out as another day; it would round
    # microseconds. Whole dates are compared: under these columns' numeric affinity '1850' would be a number.
    year = f"{name} BETWEEN '1850-01-01' AND '2200-01-01'"
    if isinstance(kind, Date):
        return f"typeof({name}) = 'text' AND date({name}, '+0 days') IS {name} AND {year}"
    if isinstance(kind, Time):
        return f"length({name}) = 15 AND time(substr({name}, 1, 8)) IS substr({name}, 1, 8)"
    second = f"substr({name}, 1, 19)"
    return f"length({name}) = 26 AND datetime({second}, '+0 days') IS {second} AND {year}"


def _postgresql_rule(column: Column[object]) -> str:
    """Kinds, lengths and NUL are the server's own business; what is left are words, numbers and sizes."""
    if isinstance(column.type, Code):
        return _codes(column.type, column.name)
    if isinstance(_bare(column.type), JSON):
        return f"pg_column_size({column.name}) <= {_JSON_LENGTH}"
    if isinstance(column.type, Integer) and column.name in _NUMBERS:
        return f"{column.name} {_NUMBERS[column.name]}"
    return ""


def _range(column: Column[object]) -> Iterator[str]:
    # Python cannot read `infinity` nor years over 9999: one such row would close every page it is on.
    if isinstance(_bare(column.type), Date | DateTime):
        yield f"{column.name} BETWEEN '1850-01-01' AND '2200-01-01'"


def _bare(kind: TypeEngine[object]) -> TypeEngine[object]:
    return kind.impl_instance if isinstance(kind, UtcDateTime | Code) else kind


def _codes(kind: Code, name: str) -> str:  # type: ignore[type-arg]  # whichever vocabulary
    return f"{name} IN ({quoted(word.value for word in kind.words)})"


def _forbid_overlaps(appointment: Table) -> None:
    """One clinician, and one unit of a room, is busy for one appointment at a time.

    PostgreSQL: exclusion constraints. SQLite: triggers (see `triggers`), which search these partial indexes.
    """
    column = appointment.c
    busy = text("tstzrange(busy_from, busy_to)")
    keys = {"clinician": (column.clinician_id,), "room": (column.room_id, column.room_unit)}
    for name, parts in keys.items():
        where = text(f"{holds()} AND {parts[0].name} IS NOT NULL")
        appointment.append_constraint(
            ExcludeConstraint(
                *((part, "=") for part in parts), (busy, "&&"), name=f"ex_appointment_{name}", using="gist", where=where
            ).ddl_if(dialect="postgresql")
        )
        Index(f"ix_appointment_{name}_busy", *parts, column.busy_from, column.busy_to, sqlite_where=where).ddl_if(
            dialect="sqlite"
        )
