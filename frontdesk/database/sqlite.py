"""How a SQLite file is made, opened and set: every connection gets the same settings and they are read back."""

import os
import sqlite3
import stat
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from frontdesk.database.place import refuse_shared_folder
from frontdesk.rules.problems import RuleBroken, Unavailable

WAIT_SECONDS = 5
"""How long a connection waits for another one's lock before it gives up."""
_ASK_AGAIN_MILLISECONDS = 20
"""After so long SQLite is asked for the write lock anew: it begins with pauses of a millisecond, and they grow."""

_MAGIC = b"SQLite format 3\0"
_WRITES = {"frontdesk_writes": True}


def safe_journal(version: tuple[int, int, int]) -> str:
    """The journal mode for a library version: WAL only where the WAL-reset bug is mended (3.51.3, 3.50.7, 3.44.6)."""
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "wal" if mended else "truncate"


def settings() -> dict[str, int | str]:
    """Every PRAGMA of a connection with the value it must have when read back."""
    return {
        "journal_mode": safe_journal(sqlite3.sqlite_version_info),
        "synchronous": 2,  # FULL: WAL with NORMAL loses acknowledged bookings at a power cut
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": WAIT_SECONDS * 1000,
    }


def sqlite_engine(path: Path) -> Engine:
    """An engine over an existing file; a transaction is `BEGIN IMMEDIATE` with `for_writing`, else read only."""
    address = f"{path.as_uri()}?mode=rw"  # never makes a file

    def connect() -> sqlite3.Connection:
        # isolation_level None: the driver begins nothing by itself. The pool gives one thread at a time a connection.
        connection = sqlite3.connect(
            address, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _set(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=4, pool_timeout=WAIT_SECONDS
    )
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions take the write lock at once."""
    return engine.execution_options(**_WRITES)


def _begin(connection: Connection) -> None:
    writes = "frontdesk_writes" in connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA query_only = {0 if writes else 1}")
    if writes:
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Begin with the write lock, asking for it often while another one has it.

    SQLite itself asks but ten times a second after a while, and who writes much, in pieces, leaves shorter gaps.
    """
    driver: Any = connection.connection.dbapi_connection
    until = time.monotonic() + WAIT_SECONDS
    driver.execute(f"PRAGMA busy_timeout = {_ASK_AGAIN_MILLISECONDS}")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                busy = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > until:
                    raise
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")


def _set(connection: sqlite3.Connection, path: Path) -> None:
    for name, wanted in settings().items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != wanted:
            raise Unavailable("database.settings", path=str(path), setting=name, wanted=wanted, found=_plain(found))


def _plain(value: Any) -> int | str:
    return value if isinstance(value, int) else str(value)


def make_file(path: Path) -> bool:
    """Makes an empty file 0600, and its folder 0700 where missing; False when an empty one was there already.

    Raises RuleBroken("database.exists") when there is something in it, Unavailable("database.folder") when the
    folder cannot be written, Unavailable("database.network-folder").
    """
    refuse_shared_folder(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        if not path.is_file():
            raise Unavailable("database.folder", path=str(path), reason="not a file") from error
        if path.stat().st_size:
            raise RuleBroken("database.exists", fields=("database",), path=str(path)) from error
        return False
    except OSError as error:
        raise Unavailable("database.folder", path=str(path), reason=error.strerror or "") from error
    os.close(descriptor)
    return True


def check_file(path: Path) -> None:
    """Looks at a file before SQLite does; keeps it to its owner.

    Raises Unavailable: database.missing, database.not-a-database, database.folder, database.network-folder.
    """
    refuse_shared_folder(path)
    if not path.exists():
        raise Unavailable("database.missing", path=str(path))
    if not path.is_file():
        raise Unavailable("database.not-a-database", path=str(path))
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise Unavailable("database.folder", path=str(path), reason=error.strerror or "") from error
    if start and start != _MAGIC:
        raise Unavailable("database.not-a-database", path=str(path))
    _close_to_others(path)


def _close_to_others(path: Path) -> None:
    if os.name == "posix" and path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o077:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
