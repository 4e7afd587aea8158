"""A `desk` command in a process of its own that can be killed at any moment."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from typing import Any, Protocol

from sqlalchemy import Engine, event

from frontdesk.commands.line import run
from frontdesk.database.engine import Database
from tests.faults.warm import warm_processes

Line = dict[str, Any]


def arguments(url: str) -> list[str]:
    """The command that both kinds of process run."""
    return ["desk", "--database", url, "--user", "manager"]


class Desk(Protocol):
    """A desk that reads lines and answers lines."""

    def ask(self, lines: list[Line]) -> None:
        """Send commands without waiting for answers."""

    def told(self) -> Line | None:
        """The next answer, however long it takes; None when there are no more."""

    def kill(self) -> list[Line]:
        """Kill it as a power cut would; all that it had said and was not read yet."""


class WholeDesk:
    """`python -m frontdesk desk`, started as a person starts it."""

    def __init__(self, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "frontdesk", *arguments(url)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "FRONTDESK_PASSWORD": "demo"},
        )

    def ask(self, lines: list[Line]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("".join(json.dumps(line) + "\n" for line in lines).encode())
        self._process.stdin.flush()

    def told(self) -> Line | None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return json.loads(line) if line else None

    def kill(self) -> list[Line]:
        self._process.kill()
        said, _ = self._process.communicate()
        assert self._process.returncode == -signal.SIGKILL
        return [json.loads(line) for line in said.splitlines()]


class WarmDesk:
    """The same command in a process forked from one that has everything imported.

    `dies` names a place at which it kills itself: `before` or `after` the commit of its `dies_at`th command.
    """

    def __init__(self, url: str, dies: str = "", dies_at: int = 0) -> None:
        context = warm_processes()
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(url, theirs, dies, dies_at))
        self._process.start()
        theirs.close()
        self._left = b""

    def ask(self, lines: list[Line]) -> None:
        os.write(self._ours.fileno(), "".join(json.dumps(line) + "\n" for line in lines).encode())

    def told(self, seconds: float | None = None) -> Line | None:
        """The next answer, or None when there is none within these seconds, or no more."""
        while b"\n" not in self._left:
            if not self._ours.poll(seconds):
                return None
            data = _received(self._ours)
            if not data:
                return None
            self._left += data
        line, _, self._left = self._left.partition(b"\n")
        return json.loads(line)  # type: ignore[no-any-return]  # an answer is an object

    def told_until(self, seconds: float, said: list[Line]) -> None:
        """Add to `said` what it answers in that time, or until it ends."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and (answer := self.told(left)):
            said.append(answer)

    def kill(self) -> list[Line]:
        self._process.kill()
        self._process.join()
        assert self._process.exitcode == -signal.SIGKILL
        while data := _received(self._ours):
            self._left += data
        self._ours.close()
        return [json.loads(line) for line in self._left.splitlines()]


def _received(connection: Connection) -> bytes:
    """What is there; nothing when the other side is gone."""
    with contextlib.suppress(ConnectionResetError):
        return os.read(connection.fileno(), 65536)
    return b""


def _serve(url: str, line: Connection, dies: str, dies_at: int) -> None:
    """What such a process does: its standard input and output are the pipe."""
    os.environ["FRONTDESK_PASSWORD"] = "demo"
    sys.stdin, sys.stdout = os.fdopen(line.fileno(), "r", closefd=False), os.fdopen(os.dup(line.fileno()), "w")
    counted = [0]

    def die(*_call: object) -> None:
        counted[0] += 1
        if counted[0] == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    if dies == "before":
        event.listen(Engine, "commit", die)
    if dies == "after":
        write = Database.write

        def write_and_die(database: Database, work: Any) -> Any:
            result = write(database, work)
            die()
            return result

        Database.write = write_and_die  # type: ignore[method-assign,assignment]  # in this process alone
    run(arguments(url))
