"""`Database`: one opened clinic database, its read snapshots and its whole-or-absent writing transactions."""

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import count
from typing import Any, Final, Self, TypeVar

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from frontdesk.database import migrations
from frontdesk.database.backup import back_up_before
from frontdesk.database.failures import connecting_problem, may_try_again, problem_of
from frontdesk.database.place import Place, read_address
from frontdesk.database.postgresql import for_reading, postgresql_engine
from frontdesk.database.sqlite import check_file, for_writing, make_file, sqlite_engine
from frontdesk.rules.problems import Unavailable

T = TypeVar("T")

_TRIES: Final = 5
_FIRST_PAUSE_MICROSECONDS: Final = 5_000
_OLDEST_POSTGRESQL: Final = (15,)
_AUTOCOMMIT: Final = {"isolation_level": "AUTOCOMMIT"}


class OutdatedError(Exception):
    """Raised by the work of `Database.write` when what it read first is old by now: it is run anew."""


class Database:
    """An opened database. Any thread may read and write; each call has a connection of its own from a small pool."""

    def __init__(self, place: Place) -> None:
        """For `create` and `open`, which also look at the schema."""
        self._place = place
        self.url: Final = place.url
        self.writes = 0
        """Moves before and after each commit: who sees between two looks that it moved knows that we wrote."""
        if place.path is not None:
            self.dialect = "sqlite"
            self._reading = sqlite_engine(place.path)
            self._writing = for_writing(self._reading)
        elif place.server is not None:
            self.dialect = "postgresql"
            self._writing = postgresql_engine(place.server)
            self._reading = for_reading(self._writing)

    @property
    def shown(self) -> str:
        """The address without a password, for people and logs."""
        return self._place.shown

    @classmethod
    def create(cls, url: str) -> Self:
        """Makes the SQLite file, or fills an empty PostgreSQL database, with the newest schema; opens it.

        Raises RuleBroken("database.exists") when it holds a schema already, RuleBroken("database.url"), Unavailable.
        """
        place = read_address(url)
        made = make_file(place.path) if place.path is not None else False
        database = cls(place)
        try:
            database._connect()
            database.write(database._make_schema)
        except BaseException:
            database.close()
            if made and place.path is not None:
                place.path.unlink(missing_ok=True)
            raise
        return database

    @classmethod
    def open(cls, url: str) -> Self:
        """Opens what is there, never makes anything; an older schema is brought up, on SQLite after a backup.

        Raises RuleBroken("database.url") and Unavailable with database.missing, .not-a-database, .no-clinic, .newer,
        .unreachable, .sign-in, .network-folder, .folder, .settings, .damaged, .busy.
        """
        place = read_address(url)
        if place.path is not None:
            check_file(place.path)
        database = cls(place)
        try:
            database._connect()
            database._bring_up()
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Gives all connections back; a call under way ends first. The object is of no use afterwards."""
        self._writing.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One read transaction: a stable snapshot in which nothing can be written; always rolled back.

        Raises Unavailable, also for what the body meets while it reads.
        """
        try:
            with self._reading.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            problem = problem_of(error, self._place)
            if problem is None:
                raise
            raise problem from error

    def ask(self, words: str, given: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of one statement that is `prepared`, as the driver gives them: a snapshot without a transaction.

        It takes a fourth of the time of `read`. Raises Unavailable as that does.
        """
        rows: Sequence[Any]
        try:
            with closing(self._reading.raw_connection()) as connection:
                try:
                    rows = connection.cursor().execute(words, given).fetchall()
                except BaseException:
                    connection.invalidate()
                    raise
        except (sqlite3.Error, psycopg.Error, SQLAlchemyError):
            # What is wrong will be met again in the usual way, which says it in our words.
            with self.read() as reading:
                rows = reading.exec_driver_sql(words, given).all()
        return rows

    @contextmanager
    def line(self) -> Iterator[Connection]:
        """A connection of its own for who listens for long, closed at the end; what it meets is raised as it is.

        On PostgreSQL no transaction is ever open on it; on SQLite one that was begun has to be rolled back.
        """
        engine = self._reading if self.dialect == "sqlite" else self._writing.execution_options(**_AUTOCOMMIT)
        with engine.connect() as connection:
            connection.detach()
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in one transaction and commits it: all of it is saved when this returns, nothing when it raises.

        Lost races for a lock are run again, up to 5 times in all, so `work` changes nothing but this database; it asks
        for that itself by raising OutdatedError.
        Raises what `work` raises, RuleBroken("slot.taken", by=…) when the database refuses an overlap,
        RuleBroken("value.taken", fields=columns), Unavailable; `database.lost` with `maybe_saved=True` is the one
        case where the caller has to ask for its command id.
        """
        for attempt in count(1):
            committing = False
            try:
                with self._writing.connect() as connection:
                    connection.begin()
                    result = work(connection)
                    _refuse_half(connection)
                    committing = True
                    self.writes += 1
                    _commit(connection)
                    self.writes += 1
                    return result
            except OutdatedError as error:
                if attempt == _TRIES:
                    raise Unavailable("database.busy", path=self.shown) from error
            except SQLAlchemyError as error:
                if attempt == _TRIES or not may_try_again(error):
                    problem = problem_of(error, self._place, maybe_saved=committing)
                    if problem is None:
                        raise
                    raise problem from error
            time.sleep(secrets.randbelow(_FIRST_PAUSE_MICROSECONDS * 2**attempt) / 1e6)
        raise AssertionError("count() has no end")

    def _connect(self) -> None:
        """Opens the first connection, so that what is wrong with the address is said now and in its own words."""
        try:
            with self._writing.connect() as connection:
                version = connection.dialect.server_version_info or (0,)
        except SQLAlchemyError as error:
            problem = connecting_problem(error, self._place)
            if problem is None:
                raise
            raise problem from error
        if self.dialect == "postgresql" and version < _OLDEST_POSTGRESQL:
            raise Unavailable("database.too-old", path=self.shown, version=".".join(map(str, version)))

    def _make_schema(self, connection: Connection) -> None:
        # Alembic is only loaded when it is needed: it would cost every start a tenth of a second.
        from frontdesk.database.migrations.upgrade import make  # noqa: PLC0415  see above

        make(connection, self.shown)

    def _bring_up(self) -> None:
        with self.read() as connection:
            found = migrations.revision(connection)
        if found == migrations.HEAD:
            return
        if found is None:
            raise Unavailable("database.no-clinic", path=self.shown)
        if not migrations.is_older(found):
            raise Unavailable("database.newer", path=self.shown, found=found[:32], known=migrations.HEAD)
        from frontdesk.database.migrations.upgrade import upgrade  # noqa: PLC0415  as in _make_schema

        self.write(lambda connection: upgrade(connection, self._back_up))

    def _back_up(self) -> None:
        if self._place.path is not None:
            back_up_before(self._place.path, migrations.HEAD)


def _commit(connection: Connection) -> None:
    """Commits. After a failure the connection is closed: SQLite's BUSY leaves it inside, with the write lock held."""
    try:
        connection.commit()
    except BaseException:
        connection.invalidate()
        raise


def _refuse_half(connection: Connection) -> None:
    """PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error: never call that saved."""
    driver = connection.connection.driver_connection
    if isinstance(driver, psycopg.Connection) and driver.info.transaction_status == TransactionStatus.INERROR:
        raise AssertionError("an error of the database was swallowed inside the transaction; use begin_nested()")
