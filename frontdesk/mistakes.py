"""Logs a mistake of ours, where it is caught so that something else goes on."""

import logging
import traceback


def log_mistake(log: logging.Logger, mistake: BaseException) -> None:
    """Log its kind and the lines it came through, never its text: a text may hold a name."""
    lines = traceback.extract_tb(mistake.__traceback__)
    where = " < ".join(f"{line.filename}:{line.lineno} {line.name}" for line in reversed(lines))
    log.error("unexpected %s at %s", type(mistake).__name__, where)
