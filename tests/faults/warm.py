"""Desks in processes of their own, forked from one that has everything imported, so that they start at once."""

import multiprocessing
from multiprocessing.context import ForkServerContext

_IMPORTED_ONCE = [
    "tests.little",
    "frontdesk.commands.line",
    "frontdesk.services.verify",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
]


def warm_processes() -> ForkServerContext:
    """What makes such processes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED_ONCE)
    return context
