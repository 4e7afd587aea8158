"""What a call takes beside the bare driver with the same statements, in turns, so that a slow moment hits both."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from time import process_time
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from tests.benchmarks.booking import seconds

_READS = ("SELECT", "WITH")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of each round: the call by the clock and by the processor, and the bare driver by the clock."""

    call: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


class Heard:
    """The statements of a call, and how to run them once more by the driver alone."""

    def __init__(self, url: str, dialect: str) -> None:
        self._told: list[tuple[str, Any]] = []
        if dialect == "sqlite":
            self._run: Callable[..., Any] = sqlite3.connect(url.removeprefix("sqlite:///")).execute
        else:
            self._run = psycopg.connect(url, autocommit=True).execute

    def beside(self, call: Callable[[], object], rounds: int) -> Taken:
        """The call and its statements alone, in turns."""
        self._listen(call)
        taken = Taken()
        for _ in range(rounds):
            begun = process_time()
            taken.call.append(seconds(call))
            taken.used.append(process_time() - begun)
            taken.bare.append(seconds(self._read))
        return taken

    def _listen(self, call: Callable[[], object]) -> None:
        """Run the call and keep what it asks and writes."""
        self._told.clear()

        def hear(*told: Any) -> None:
            self._told.append((told[2], told[3]))

        event.listen(Engine, "before_cursor_execute", hear)
        call()
        event.remove(Engine, "before_cursor_execute", hear)

    def _read(self) -> None:
        """The reading statements again, every row fetched."""
        for statement, values in self._told:
            if statement.lstrip().startswith(_READS):
                self._run(statement, values).fetchall()
