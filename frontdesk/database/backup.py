"""Copies of a SQLite file that are safe while it is in use: by the backup API, read back before they count."""

import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from frontdesk.rules.problems import Unavailable


def back_up_before(path: Path, revision: str) -> Path:
    """Copies the file beside itself before a migration to `revision`; returns the copy, checked and on the disk.

    It is named `clinic.sqlite.before-0002`, `…-2` when that is taken; mode 0600. Raises Unavailable("backup.failed").
    """
    first = path.with_name(f"{path.name}.before-{revision}")
    copy = first
    for number in count(2):
        if not copy.exists():
            break
        copy = first.with_name(f"{first.name}-{number}")
    partial = copy.with_name(f"{copy.name}.partial")
    try:
        _copy(path, partial)
        partial.replace(copy)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise Unavailable("backup.failed", path=str(copy), reason=str(error)) from error
    return copy


def _copy(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode = DELETE")
        faults = there.execute("PRAGMA integrity_check").fetchall()
    if faults != [("ok",)]:
        raise sqlite3.DatabaseError(f"the copy is damaged: {faults[0][0]}")
    with target.open("rb+") as file:
        os.fsync(file.fileno())
