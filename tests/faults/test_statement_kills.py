"""Every action is whole or absent: cut short at any of its statements nothing of it is there; it can be repeated.

With more than the usual trials desks are killed in every one of the calls, not in two of them only:
`python -m pytest tests/faults/test_statement_kills.py --trials 200`.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection as Line
from typing import Any

import pytest
from sqlalchemy import Engine, event

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.services.effects import EFFECTS
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.faults.snapshots import done, snapshot
from tests.faults.visits import CALLS
from tests.faults.warm import warm_processes
from tests.little import at, fill, sign_in

pytestmark = pytest.mark.feature("BKG-9")
KILLED = -signal.SIGKILL
"""What a process that was killed in the middle ends with."""
_USUAL_TRIALS = 100
_USUALLY_KILLED = ("book", "cancel two doses")


class CutShortError(Exception):
    """Raised in the middle of a call."""


@dataclass(eq=False)
class Places:
    """Counts the places of a call, which are its statements and its commit, and stops it at one of them."""

    stop_at: int
    stop: Callable[[], None]
    passed: int = 0

    def __call__(self, *_statement: Any) -> None:
        self.passed += 1
        if self.passed == self.stop_at:
            self.stop()


def cut_short() -> None:
    raise CutShortError


@contextmanager
def stopped(stop_at: int, stop: Callable[[], None] = cut_short) -> Iterator[Places]:
    """While this lasts, whatever is sent to any database is counted, and stopped at that number."""
    places = Places(stop_at, stop)
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, places)
    try:
        yield places
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(Engine, name, places)


@pytest.fixture
def manager(database: Database) -> Clinic:
    """Somebody who may do everything, at 10:45."""
    fill(database)
    clinic = Clinic(database, now=lambda: at(10, 45))
    clinic.desk.now = lambda: at(10)  # what comes before the calls was done before
    clinic.sign_in("manager", "demo")
    return clinic


def test_every_action_that_is_built_is_cut_short_here() -> None:
    assert {action.value for action in EFFECTS} <= set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_cut_short_at_any_statement_leaves_nothing(
    manager: Clinic, tell: Callable[[str], None], name: str
) -> None:
    call, database = CALLS[name], manager.desk.database
    call.prepare(manager)
    manager.desk.now = lambda: at(10, 45)
    command, before = new_command_id(), snapshot(database)
    for number in count(1):
        with stopped(number) as places:
            try:
                result = call.make(manager, command)
            except CutShortError:
                pass
            else:
                break
        assert snapshot(database) == before, f"something is left of statement {number}"
    tell(f"{number - 1} of {places.passed} places")
    assert done(database, command) == (1, call.entries)
    after = snapshot(database)
    assert call.make(manager, command) == result
    assert snapshot(database) == after
    assert verify(database) == ()


def end_where_told(line: Line, url: str, name: str, command: str) -> None:
    """Tells how many places the call has; for each number that then comes, a desk makes the call and ends there.

    It is killed there. Each is a copy of a desk that has made the call before, so that it starts at once.
    """
    desk = sign_in(url, lambda: at(10, 45), "manager")
    _places(desk, name)  # the plans are remembered from now on, by the copies too
    line.send(_places(desk, name))
    desk.close()  # each copy connects by itself
    with suppress(EOFError):
        while True:
            number, copy = line.recv(), os.fork()
            if copy == 0:
                with stopped(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                    CALLS[name].make(desk, command)
                desk.close()
                os._exit(0)
            line.send(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]))


@contextmanager
def ending_desks(url: str, name: str, command: str) -> Iterator[tuple[int, Callable[[int], int]]]:
    """The number of places of the call, and what has a desk end at one of them and gives its exit code."""
    context = warm_processes()
    line, theirs = context.Pipe()
    desks = context.Process(target=end_where_told, args=(theirs, url, name, command))
    desks.start()
    theirs.close()

    def end(number: int) -> int:
        line.send(number)
        return int(line.recv())

    try:
        yield line.recv(), end
    finally:
        line.close()
        desks.join()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Which calls a desk is killed in."""
    if "killed_in" in metafunc.fixturenames:
        usual = metafunc.config.getoption("--trials") <= _USUAL_TRIALS
        metafunc.parametrize("killed_in", _USUALLY_KILLED if usual else tuple(CALLS))


def test_a_desk_that_is_killed_at_any_statement_leaves_nothing(
    manager: Clinic, tell: Callable[[str], None], killed_in: str
) -> None:
    call, database = CALLS[killed_in], manager.desk.database
    call.prepare(manager)
    manager.desk.now = lambda: at(10, 45)
    command, before = new_command_id(), snapshot(database)
    with ending_desks(database.url, killed_in, command) as (places, end):
        for number in range(1, places + 1):
            assert end(number) == KILLED
            assert snapshot(database) == before, f"something is left of statement {number}"
        assert end(places + 1) == 0
    tell(f"killed at {places} places")
    assert done(database, command) == (1, call.entries)
    assert verify(database) == ()


def _places(clinic: Clinic, name: str) -> int:
    """How many places the call has up to its commit, at which it is cut."""
    with stopped(0) as places, pytest.raises(CutShortError):
        _cut_at_the_commit(clinic, name)
    return places.passed


def _cut_at_the_commit(clinic: Clinic, name: str) -> None:
    """Run the call up to its commit, to count its places."""

    def cut(_connection: object) -> None:
        raise CutShortError

    event.listen(Engine, "commit", cut)
    try:
        CALLS[name].make(clinic, new_command_id())
    finally:
        event.remove(Engine, "commit", cut)
