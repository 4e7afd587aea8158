"""Puts a finished document on disk: whole or not at all, readable by its owner only."""

import os
import secrets
from pathlib import Path

from frontdesk.rules.problems import Unavailable


def save(path: Path, data: bytes) -> None:
    """Write `data` beside its place, then move it there; what stood there before stays until that moment.

    Raises Unavailable `file.unwritable` (params `path`, `reason`).
    """
    aside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unavailable("file.unwritable", path=str(path), reason=reason) from error
