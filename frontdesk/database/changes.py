"""What other desks did: each change is told in its own transaction, and a watcher hears those of all others.

On PostgreSQL by NOTIFY. On SQLite, where the other writers are commands beside the window, nothing is sent: the watcher
sees by `PRAGMA data_version` that somebody wrote, and reads what it was in the results that commands leave.
"""

import json
import logging
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, Protocol, cast

import psycopg
from sqlalchemy import Connection, Integer, bindparam, column, func, select
from sqlalchemy.exc import SQLAlchemyError

from frontdesk.database.engine import Database
from frontdesk.database.tables import Command, History, Hold
from frontdesk.mistakes import log_mistake
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem

CHANNEL: Final = "frontdesk"
_LONGEST: Final = 7999
"""Bytes that a notification may have on PostgreSQL."""
_EVERYTHING: Final = Changes(everything=True)

_LOOK: Final = 0.25
"""Seconds between two looks whether to stop, and on SQLite whether somebody wrote."""
SAFETY_SECONDS: Final = 30.0
"""Seconds between two looks whether history grew unheard; they also find out that a line is dead."""
_FIRST_PAUSE: Final = 0.25
_LONGEST_PAUSE: Final = 15.0
"""Seconds before a lost line is tried again; each time twice as long."""

_log = logging.getLogger(__name__)
_NOTIFY = select(func.pg_notify(CHANNEL, bindparam("told")))
_NEWEST_HISTORY = select(func.max(History.id))
_rowid = column("rowid", Integer)
"""SQLite numbers the rows of a table in the order in which they come; nothing is ever deleted from this one."""
_NEWEST_COMMAND = select(func.max(_rowid)).select_from(Command)
_HOLDS = select(Hold.id, Hold.token, Hold.center_id, Hold.clinician_id, Hold.day, Hold.expires_at)
_Holds = dict[tuple[int, datetime], tuple[int, int, date]]
"""Center, clinician and day of a hold, by what differs when it is renewed."""
_COMMANDS = select(_rowid, Command.result).where(_rowid > bindparam("after")).order_by(_rowid)


class Stop(Protocol):
    """As much of `threading.Event` as a loop needs to be ended."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float | None = None) -> bool: ...


def stamped(changes: Changes, run: str) -> dict[str, Any]:
    """The part of a document that says what changed and which running copy (`Desk.run`) did it."""
    return {"from": run, "changes": changes.to_document()}


def tell(connection: Connection, run: str, changes: Changes) -> None:
    """Tell the other desks once this transaction is committed, and never if it is not; `run` is the teller's own.

    For every writing transaction on PostgreSQL; on SQLite there is nothing to do.
    """
    if connection.dialect.name != "postgresql" or not changes:
        return
    told = json.dumps(stamped(changes, run))
    if len(told) > _LONGEST:
        told = json.dumps(stamped(_EVERYTHING, run))
    connection.execute(_NOTIFY, {"told": told})


class Watcher:
    """Hears the changes of all desks but its own, `run`, whose holds have the tokens `own`."""

    def __init__(self, database: Database, run: str, own: Container[str] = frozenset()) -> None:
        self._database = database
        self._run = run
        self._own = own

    def run(self, stop: Stop, told: Callable[[Changes], None]) -> None:
        """Call `told` for what others changed, on the caller's thread, until `stop` is set; never raises.

        It begins with `everything`, and so it does again after the line was lost: nobody knows what was missed.
        """
        pause = 0.0
        while not stop.is_set():
            begun = time.monotonic()
            try:
                with self._database.line() as connection:
                    for changes in self._heard(connection, stop):
                        told(changes)
            except (Problem, SQLAlchemyError, psycopg.Error) as lost:
                _log.info("lost the line on which changes are told: %s", type(lost).__name__)
            except Exception as mistake:  # noqa: BLE001  nobody else would notice that this desk shows old days
                log_mistake(_log, mistake)
            lasted = time.monotonic() - begun > _LONGEST_PAUSE
            pause = _FIRST_PAUSE if lasted else min(max(2 * pause, _FIRST_PAUSE), _LONGEST_PAUSE)
            stop.wait(pause)

    def _heard(self, connection: Connection, stop: Stop) -> Iterator[Changes]:
        heard = self._from_server if self._database.dialect == "postgresql" else self._from_file
        return filter(None, heard(connection, stop))

    def _from_server(self, connection: Connection, stop: Stop) -> Iterator[Changes]:
        driver = cast("psycopg.Connection[Any]", connection.connection.dbapi_connection)
        newest, looked, silent = connection.scalar(_NEWEST_HISTORY), time.monotonic(), True
        driver.execute(f"LISTEN {CHANNEL}".encode())
        yield _EVERYTHING
        while not stop.is_set():
            notes = list(driver.notifies(timeout=_LOOK, stop_after=1))
            silent = silent and not notes
            yield self._union(_read(note.payload) for note in notes)
            if time.monotonic() - looked > SAFETY_SECONDS:
                before, newest = newest, connection.scalar(_NEWEST_HISTORY)
                if silent and newest != before:
                    yield _EVERYTHING
                looked, silent = time.monotonic(), True

    def _from_file(self, connection: Connection, stop: Stop) -> Iterator[Changes]:
        version, writes = _data_version(connection), self._database.writes
        newest, holds = connection.scalar(_NEWEST_COMMAND) or 0, self._holds(connection)
        connection.rollback()
        yield _EVERYTHING
        while not stop.wait(_LOOK):
            seen, version = version, _data_version(connection)
            if version == seen:
                connection.rollback()
                continue
            own, writes = self._database.writes != writes, self._database.writes
            commands = connection.execute(_COMMANDS, {"after": newest}).all()
            held, holds = holds, self._holds(connection)
            connection.rollback()
            newest = commands[-1].rowid if commands else newest
            if commands or held != holds:
                yield self._union(command.result for command in commands) | _of_holds(held.items() ^ holds.items())
            elif not own:
                yield _EVERYTHING  # written by hand, or by what is no command

    def _holds(self, connection: Connection) -> _Holds:
        """What the others hold: holds are no commands, and so few that all of them are read."""
        rows = connection.execute(_HOLDS).all()
        return {(row.id, row.expires_at): (row.center_id, row.clinician_id, row.day) for row in self._others(rows)}

    def _others(self, rows: Iterable[Any]) -> Iterator[Any]:
        return (row for row in rows if row.token not in self._own)

    def _union(self, documents: Iterable[Mapping[str, Any]]) -> Changes:
        """What all but this desk changed."""
        changes = Changes()
        for document in documents:
            if document.get("from") != self._run:
                changes |= Changes.from_document(document["changes"])
        return changes


def _of_holds(some: Iterable[tuple[Any, tuple[int, int, date]]]) -> Changes:
    places = [place for _, place in some]
    return Changes(
        days=frozenset((center, day) for center, _, day in places),
        calendars=frozenset((clinician, day) for _, clinician, day in places),
    )


def _read(payload: str) -> Mapping[str, Any]:
    """What a notification says; anybody who may sign in to the database can send what is none of ours."""
    try:
        document: dict[str, Any] = json.loads(payload)
        Changes.from_document(document["changes"])
        document.get("from")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return stamped(_EVERYTHING, "")
    return document


def _data_version(connection: Connection) -> int:
    """A number that moves when another connection has committed; begins the transaction in which it is true."""
    version: int = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    return version
