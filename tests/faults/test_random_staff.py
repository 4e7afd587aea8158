"""Random staff at two desks, on SQLite and on PostgreSQL at once: the same answers, and nothing wrong after each step.

More of it: `python -m pytest tests/faults/test_random_staff.py --trials 200` (so many random days of 40 steps).
"""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booked, Booking, new_command_id
from frontdesk.services.verify import verify
from tests.databases import CleanClinics, database_address
from tests.little import CHEN, CONSULTATION, FEVER, INFLUENZA, NOW, RIVERSIDE, ROY, TRAVEL, fill, maria, sign_in

STEPS = 40
CONSUMERS = 3
STARTS = st.integers(0, 3 * 24 * 12).map(lambda fives: NOW.replace(hour=8, minute=0) + timedelta(minutes=5 * fives))
SERVICES = st.sampled_from((INFLUENZA, CONSULTATION, TRAVEL))
CLINICIANS = st.sampled_from((None, CHEN, ROY))
DESKS = st.integers(0, 1)
WHO = st.integers(0, CONSUMERS - 1)
PLACES = st.integers(0, 30)
"""Which of the appointments there are: counted round, so that any number finds one."""


class World:
    """One clinic on one engine with two desks, and what was made in it, in the order in which it was made."""

    def __init__(self, url: str, clock: Callable[[], datetime]) -> None:
        self.database = Database.open(url)
        fill(self.database)
        self.desks = (sign_in(url, clock, "reception", "Desk 1"), sign_in(url, clock, "manager", "Desk 2"))
        self.consumers = [maria(self.desks[0], f"maria.{number}") for number in range(CONSUMERS)]
        self.appointments: list[int] = []

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
        self.database.close()


Worlds = Callable[[Callable[[], datetime]], "tuple[World, ...]"]


class RandomStaff(RuleBasedStateMachine):
    """What people at desks do, in any order; every call is made on both engines and must be answered alike."""

    worlds_of: Worlds

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.worlds = self.worlds_of(lambda: self.now)

    def teardown(self) -> None:
        for world in self.worlds:
            world.close()

    def both(self, call: Callable[[World], Any]) -> Any:
        """The answer of the two engines, which must be the same one."""
        sqlite, postgresql = (_answer(world, call) for world in self.worlds)
        assert sqlite == postgresql
        return sqlite

    @initialize(start=STARTS)
    def somebody_is_booked(self, start: datetime) -> None:
        self.book(0, 0, INFLUENZA, None, start)

    @rule(desk=DESKS, who=WHO, service=SERVICES, clinician=CLINICIANS, start=STARTS)
    def book(self, desk: int, who: int, service: int, clinician: int | None, start: datetime) -> None:
        self.both(lambda world: _book(world, desk, who, service_id=service, clinician_id=clinician, start=start))

    @rule(desk=DESKS, who=WHO, service=SERVICES, start=STARTS)
    def book_the_earliest(self, desk: int, who: int, service: int, start: datetime) -> None:
        self.both(lambda world: _book(world, desk, who, service_id=service, from_=start))

    @rule(
        desk=DESKS,
        place=PLACES,
        action=st.sampled_from(Action),
        stale=st.booleans(),
        means_it=st.booleans(),
    )
    def act(self, desk: int, place: int, action: Action, stale: bool, means_it: bool) -> None:
        def call(world: World) -> Any:
            found = _one(world, place)
            version = world.desks[desk].appointments.view(found).version - stale
            act = Act(action, found, version, confirmed=means_it, reason_id=1 if action is Action.CANCEL else None)
            return _acted(world.desks[desk], act)

        self.both(call)

    @rule(who=WHO, service=SERVICES, start=STARTS)
    def two_desks_want_the_same(self, who: int, service: int, start: datetime) -> None:
        """At the same moment: at most one gets it, and who does not is told why."""

        def call(world: World) -> Any:
            before = len(world.appointments)
            with ThreadPoolExecutor(2) as desks:
                wish = {"service_id": service, "clinician_id": CHEN, "start": start}
                told = sorted(desks.map(lambda desk: _answer(world, lambda it: _book(it, desk, who, **wish)), (0, 1)))
            assert len(world.appointments) - before <= 1
            return told

        self.both(call)

    @rule(hours=st.integers(1, 30))
    @precondition(lambda self: self.now < NOW + timedelta(days=3))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def nothing_is_wrong(self) -> None:
        for world in self.worlds:
            assert verify(world.database) == ()


def _answer(world: World, call: Callable[[World], Any]) -> Any:
    """What the caller is told, without what differs between two clinics that did the same: ids and codes."""
    try:
        return ("saved", *call(world))
    except RuleBroken as problem:
        return ("refused", problem.code, problem.fields)
    except ChangedElsewhere as problem:
        return ("changed elsewhere", problem.seen, problem.now, sorted(problem.changes))


def _book(world: World, desk: int, who: int, **wish: Any) -> Any:
    """Book twice with the same command id, as after a lost answer: it is done once."""
    answers = {FEVER: "no"} if wish.get("service_id") == INFLUENZA else {}
    booking = Booking(center_id=RIVERSIDE, consumer_id=world.consumers[who], answers=answers, **wish)
    command = new_command_id()
    booked = world.desks[desk].booking.book(booking, command)
    assert world.desks[desk].booking.book(booking, command) == booked
    return _noted(world, booked)


def _noted(world: World, booked: Booked) -> Any:
    world.appointments += booked.appointments or (booked.appointment_id,)
    return booked.start.isoformat(), booked.clinician_id, booked.status, len(booked.appointments)


def _one(world: World, place: int) -> int:
    if not world.appointments:
        raise RuleBroken("nobody.yet")
    return world.appointments[place % len(world.appointments)]


def _acted(desk: Clinic, act: Act) -> tuple[Status, int]:
    command = new_command_id()
    acted = desk.appointments.act(act, command)
    assert desk.appointments.act(act, command) == acted
    return acted.status, acted.version


@contextmanager
def worlds(sqlite_template: Path, folder: Path, clinics: CleanClinics, server: str) -> Iterator[Worlds]:
    """Makes a fresh clinic on each engine, as often as it is asked; the PostgreSQL ones are used again."""
    taken: list[str] = []

    def fresh(clock: Callable[[], datetime]) -> tuple[World, ...]:
        while taken:
            clinics.give_back(taken.pop())
        taken.append(clinics.take())
        path = folder / "random.sqlite"
        shutil.copy(sqlite_template, path)
        return World(f"sqlite:///{path}", clock), World(database_address(server, taken[0]), clock)

    yield fresh
    while taken:
        clinics.give_back(taken.pop())


@pytest.fixture
def fresh(sqlite_template: Path, tmp_path: Path, clean_clinics: CleanClinics, postgres_server: str) -> Iterator[Worlds]:
    """Makes the two clinics of one random day."""
    with worlds(sqlite_template, tmp_path, clean_clinics, postgres_server) as made:
        yield made


@pytest.mark.feature("BKG-9")
def test_random_staff_at_two_desks_on_both_engines(fresh: Worlds, tries: Callable[[int], int]) -> None:
    machine = type("Staff", (RandomStaff,), {"worlds_of": staticmethod(fresh)})
    days = tries(3)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=days,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=days == 3,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )
