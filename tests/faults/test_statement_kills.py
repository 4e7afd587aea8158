"""Every action is whole or absent: cut short at each of its statements, nothing of it is there, and it can be repeated.

All places at which a process ends: `python -m pytest tests/faults/test_statement_kills.py --trials 1000`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
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
CUT = 9
"""The exit code of a process that ended in the middle."""


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
    manager: Clinic, tries: Callable[[int], int], tell: Callable[[str], None], name: str
) -> None:
    call, database = CALLS[name], manager.desk.database
    call.prepare(manager)
    manager.desk.now = lambda: at(10, 45)
    command, before = new_command_id(), snapshot(database)
    step = 4 if tries(0) == 0 else 1  # every fourth place, other ones in each call; with --trials all of them
    for number in count(1 + list(CALLS).index(name) % step, step):
        with stopped(number) as places:
            try:
                result = call.make(manager, command)
            except CutShortError:
                pass
            else:
                break
        assert snapshot(database) == before, f"something is left of statement {number}"
    tell(f"{number // step} of {places.passed} places")
    assert done(database, command) == (1, call.entries)
    after = snapshot(database)
    assert call.make(manager, command) == result
    assert snapshot(database) == after
    assert verify(database) == ()


def end_at(url: str, name: str, command: str, number: int) -> None:
    """A desk that makes the call and ends at that place as if by a power cut."""
    desk = sign_in(url, lambda: at(10, 45), "manager")
    with stopped(number, lambda: os._exit(CUT)):
        CALLS[name].make(desk, command)
    desk.close()


@pytest.mark.parametrize("name", ["book", "cancel two doses"])
def test_a_desk_that_ends_at_any_statement_leaves_nothing(
    manager: Clinic, tries: Callable[[int], int], tell: Callable[[str], None], name: str
) -> None:
    call, database, context = CALLS[name], manager.desk.database, warm_processes()
    call.prepare(manager)
    command, before = new_command_id(), snapshot(database)
    with stopped(0) as places, pytest.raises(CutShortError):
        _cut_at_the_commit(manager, name)
    step, ended = max(1, places.passed // tries(2)), 0
    for number in [*range(places.passed, 0, -step), places.passed + 1]:
        desk = context.Process(target=end_at, args=(database.url, name, command, number))
        desk.start()
        desk.join()
        if desk.exitcode == 0:
            break
        ended += 1
        assert desk.exitcode == CUT
        assert snapshot(database) == before, f"something is left of statement {number}"
    tell(f"{ended} desks ended")
    assert desk.exitcode == 0
    assert done(database, command) == (1, call.entries)
    assert verify(database) == ()


def _cut_at_the_commit(clinic: Clinic, name: str) -> None:
    """Run the call up to its commit, to count its places."""

    def cut(_connection: object) -> None:
        raise CutShortError

    event.listen(Engine, "commit", cut)
    try:
        CALLS[name].make(clinic, new_command_id())
    finally:
        event.remove(Engine, "commit", cut)
