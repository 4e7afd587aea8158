"""Which error of the two engines is which problem: codes for people, and what may simply be tried again."""

import sqlite3

import psycopg
from psycopg import errors as pg
from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from frontdesk.database.place import Place
from frontdesk.database.tables import Base
from frontdesk.database.triggers import NEVER_DELETED
from frontdesk.rules.problems import Problem, RuleBroken, Unavailable

OVERLAP = "overlap "
"""What the triggers say on SQLite, followed by `clinician` or `room`; PostgreSQL says it by the constraint's name."""

_SQLITE = {
    sqlite3.SQLITE_BUSY: "database.busy",
    sqlite3.SQLITE_LOCKED: "database.busy",
    sqlite3.SQLITE_PROTOCOL: "database.busy",
    sqlite3.SQLITE_FULL: "database.full",
    sqlite3.SQLITE_READONLY: "database.read-only",
    sqlite3.SQLITE_PERM: "database.read-only",
    sqlite3.SQLITE_IOERR: "database.lost",
    sqlite3.SQLITE_CANTOPEN: "database.lost",
    sqlite3.SQLITE_CORRUPT: "database.damaged",
    sqlite3.SQLITE_NOTADB: "database.not-a-database",
}
_AGAIN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

_POSTGRESQL = {
    "40P01": "database.busy",  # deadlock
    "40001": "database.busy",  # serialization
    "55P03": "database.busy",  # lock_timeout
    "57014": "database.slow",  # statement_timeout
    "25006": "database.read-only",
    "42501": "database.refused",  # this login may not
    "XX001": "database.damaged",
    "XX002": "database.damaged",
}
_POSTGRESQL_CLASSES = {
    "08": "database.lost",
    "25P": "database.lost",  # idle in transaction too long
    "53": "database.full",
    "57P": "database.lost",  # server stopped, session ended
    "58": "database.lost",
}
_CONNECTING = (
    ('role "', "database.sign-in"),
    ("does not exist", "database.missing"),
    ("authentication failed", "database.sign-in"),
    ("no password supplied", "database.sign-in"),
    ("pg_hba.conf", "database.sign-in"),
)


def may_try_again(error: BaseException) -> bool:
    """Whether the same transaction, run anew, may well succeed: nothing was changed.

    It lost a race for a lock, or drew a code that another appointment has (on SQLite the guard speaks first, which
    takes it for an attempt to replace that one).
    """
    cause = _driver_error(error)
    if isinstance(cause, sqlite3.Error):
        return _primary(cause) in _AGAIN or NEVER_DELETED in str(cause)
    if isinstance(cause, pg.UniqueViolation):
        return cause.diag.constraint_name == "uq_appointment_code"
    return isinstance(cause, pg.DeadlockDetected | pg.SerializationFailure)


def problem_of(error: BaseException, place: Place, *, maybe_saved: bool = False) -> Problem | None:
    """The problem that an error means to a person; None when it is a bug of ours.

    `maybe_saved` goes into `database.lost`: the commit was on its way, so only a look at the command id can tell.
    """
    if isinstance(error, PoolTimeout):
        return Unavailable("database.busy", path=place.shown)
    cause = _driver_error(error)
    refused = _rule(cause)
    if refused is not None:
        return refused
    code = _code(cause)
    if code is None:
        return None
    if code == "database.lost":
        return Unavailable(code, path=place.shown, maybe_saved=maybe_saved)
    return Unavailable(code, path=place.shown)


def connecting_problem(error: BaseException, place: Place) -> Problem | None:
    """The problem behind a first connection that failed; None when it is a bug of ours."""
    cause = _driver_error(error)
    if not isinstance(cause, psycopg.OperationalError) or cause.sqlstate:
        return problem_of(error, place)
    said = str(cause)
    # libpq gives no SQLSTATE for a refused connection, only the server's words.
    code = next((code for words, code in _CONNECTING if words in said), "database.unreachable")
    return Unavailable(code, path=place.shown, reason=said.splitlines()[0][:200] if said else "")


def _driver_error(error: BaseException) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else None if isinstance(error, SQLAlchemyError) else error


def _rule(cause: BaseException | None) -> RuleBroken | None:
    if isinstance(cause, sqlite3.IntegrityError):
        said = str(cause)
        if said.startswith(OVERLAP):
            return _taken(said.removeprefix(OVERLAP))
        if _extended(cause) in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY):
            columns = [name.split(".") for name in said.partition(": ")[2].split(", ")]
            return _double(columns[0][0], tuple(name[-1] for name in columns))
    if isinstance(cause, pg.ExclusionViolation):
        return _taken("room" if (cause.diag.constraint_name or "").endswith("room") else "clinician")
    if isinstance(cause, pg.UniqueViolation):
        return _double(cause.diag.table_name or "", _columns(cause.diag.table_name, cause.diag.constraint_name))
    return None


def _taken(by: str) -> RuleBroken:
    return RuleBroken("slot.taken", fields=("start",), by=by)


def _double(table: str, columns: tuple[str, ...]) -> RuleBroken:
    return RuleBroken("value.taken", fields=columns, table=table)


def _columns(table: str | None, constraint: str | None) -> tuple[str, ...]:
    known = Base.metadata.tables.get(table or "")
    if known is None:
        return ()
    for each in known.constraints:
        if isinstance(each, UniqueConstraint) and each.name == constraint:
            return tuple(column.name for column in each.columns)
    return tuple(column.name for column in known.primary_key)


def _code(cause: BaseException | None) -> str | None:
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(_primary(cause))
    if not isinstance(cause, psycopg.Error):
        return None
    state = cause.sqlstate or ""
    if not state:  # the driver itself found the connection gone
        return "database.lost" if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) else None
    classes = (_POSTGRESQL_CLASSES.get(state[:3]), _POSTGRESQL_CLASSES.get(state[:2]))
    return _POSTGRESQL.get(state) or next(filter(None, classes), None)


def _extended(cause: sqlite3.Error) -> int:
    # The attribute is missing where Python itself raised, such as on a closed connection.
    return int(getattr(cause, "sqlite_errorcode", 0))


def _primary(cause: sqlite3.Error) -> int:
    return _extended(cause) & 0xFF
