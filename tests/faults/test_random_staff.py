"""Random staff at four desks, on SQLite and on PostgreSQL at once: the same answers, and nothing wrong after each step.

More of it: `python -m pytest tests/faults/test_random_staff.py --trials 200` (so many random days of 30 steps).
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

from frontdesk.rules.words import Action, CalendarType, ExceptionKind, RequestKind
from frontdesk.services.forms import AcceptRequest, Act, DeclineRequest, HeldSlot, new_command_id
from frontdesk.services.schedule_forms import ExceptionForm, LineForm, Removal, Removing, ScheduleForm
from frontdesk.services.verify import verify
from tests.databases import CleanClinics, database_address
from tests.faults.random_world import (
    CONSUMERS,
    World,
    act_twice,
    answered,
    book_for,
    book_request,
    link_to,
    noted,
    nth,
    save_plan,
    wish_for,
)
from tests.faults.test_races_paths import PROGRAM
from tests.faults.told import mistold
from tests.little import CHEN, CONSULTATION, INFLUENZA, NOW, RIVERSIDE, ROY, TRAVEL

STEPS = 30
_USUAL_DAYS = 3
STARTS = st.builds(
    lambda day, fives: NOW.replace(hour=8, minute=30) + timedelta(days=day, minutes=5 * fives),
    st.integers(0, 3),
    st.integers(0, 9 * 12),
)
"""Mostly in working hours, today and on the three days after."""
SERVICES = st.sampled_from((INFLUENZA, CONSULTATION, TRAVEL))
CLINICIANS = st.sampled_from((None, CHEN, ROY))
DESKS = st.integers(0, 3)
"""The front desk, a manager, Dr Chen, an administrator."""
WHO = st.integers(0, CONSUMERS - 1)
REASONS = {action: 2 if action is Action.COMPLETE else 1 for action in Action} | {Action.NO_SHOW: None}
BY_LINK = (
    *(Action.CANCEL, Action.CONSUMER_SUGGESTS, Action.CONSUMER_ACCEPTS),
    *(Action.CONSUMER_CONFIRMS, Action.CONSUMER_DECLINES),
)
PLACES = st.integers(0, 30)
"""Which of the appointments there are: counted round, so that any number finds one."""


Worlds = Callable[[Callable[[], datetime]], "tuple[World, ...]"]


class RandomStaff(RuleBasedStateMachine):
    """What people at desks do, in any order; every call is made on both engines and must be answered alike."""

    worlds_of: Worlds

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.raced = False
        self.worlds = self.worlds_of(lambda: self.now)

    def teardown(self) -> None:
        for world in self.worlds:
            world.close()

    def both(self, call: Callable[[World], Any]) -> Any:
        """The answer of the two engines, which must be the same one."""
        sqlite, postgresql = (answered(world, call) for world in self.worlds)
        assert sqlite == postgresql
        return sqlite

    @initialize(start=STARTS)
    def somebody_is_booked(self, start: datetime) -> None:
        self.book(0, 0, INFLUENZA, None, start)

    @rule(desk=DESKS, who=WHO, service=SERVICES, clinician=CLINICIANS, start=STARTS)
    def book(self, desk: int, who: int, service: int, clinician: int | None, start: datetime) -> None:
        self.both(lambda world: book_for(world, desk, who, service_id=service, clinician_id=clinician, start=start))

    @rule(desk=DESKS, who=WHO, service=SERVICES, start=STARTS)
    def book_the_earliest(self, desk: int, who: int, service: int, start: datetime) -> None:
        self.both(lambda world: book_for(world, desk, who, service_id=service, from_=start))

    @rule(
        desk=DESKS,
        place=PLACES,
        action=st.sampled_from(Action),
        start=st.none() | STARTS,
        clinician=CLINICIANS,
        suggestions=st.lists(STARTS, max_size=3),
        stale=st.integers(0, 9).map(lambda number: number == 0),
        means_it=st.booleans(),
    )
    def act(self, desk: int, place: int, action: Action, *, stale: bool, means_it: bool, **more: Any) -> None:
        """Any action, filled in as it comes; who means it says why, and writes a word to the consumer."""
        given = {
            "start": more["start"],
            "clinician_id": more["clinician"],
            "suggestions": tuple(more["suggestions"]),
            "confirmed": means_it,
            "reason_id": REASONS.get(action) if means_it else None,
            "message": "See you" if means_it else "",
            "remark": "It is so" if means_it else "",
        }

        def call(world: World) -> Any:
            found = nth(world.appointments, place)
            version = world.desks[desk].appointments.view(found).version - stale
            return act_twice(world.desks[desk], Act(action, found, version, **given))

        self.both(call)

    @rule(desk=DESKS, place=PLACES, which=st.integers(0, 2))
    def accept_what_is_suggested(self, desk: int, place: int, which: int) -> None:
        """One of the times, though it may be taken by now, or the visit's own where none is suggested."""

        def call(world: World) -> Any:
            view = world.desks[desk].appointments.view(nth(world.appointments, place))
            start = view.suggestions[which % len(view.suggestions)].start if view.suggestions else None
            return act_twice(world.desks[desk], Act(Action.ACCEPT, view.id, view.version, start=start))

        self.both(call)

    @rule(desk=DESKS, place=PLACES, starts=st.lists(STARTS, min_size=1, max_size=3))
    def somebody_waits_for_another_slot(self, desk: int, place: int, starts: list[datetime]) -> None:
        """On the list after times were suggested, and offered one of them, in the same breath."""

        def call(world: World) -> Any:
            found, told = nth(world.appointments, place), []
            wishes: dict[Action, dict[str, Any]] = {
                Action.CONSUMER_SUGGESTS: {"suggestions": tuple(starts)},
                Action.OFFER_SLOT: {"start": starts[0]},
            }
            for action in (Action.CONSUMER_SUGGESTS, Action.TO_WAITING_LIST, Action.OFFER_SLOT):
                version = world.desks[desk].appointments.view(found).version
                told.append(act_twice(world.desks[desk], Act(action, found, version, **wishes.get(action, {}))))
            return told

        self.both(call)

    @rule(place=PLACES, action=st.sampled_from(BY_LINK), starts=st.lists(STARTS, max_size=2))
    def a_consumer_answers_by_the_link_of_the_last_message(
        self, place: int, action: Action, starts: list[datetime]
    ) -> None:
        def call(world: World) -> Any:
            token = link_to(world, nth(world.appointments, place))
            answered = world.desks[0].by_link.answer(token, action, new_command_id(), suggestions=tuple(starts))
            return answered.status, answered.version

        self.both(call)

    @rule(desk=DESKS, who=WHO, start=st.none() | STARTS)
    def book_a_program(self, desk: int, who: int, start: datetime | None) -> None:
        self.both(lambda world: book_for(world, desk, who, program_id=PROGRAM, start=start))

    @rule(
        desk=DESKS,
        who=WHO,
        service=SERVICES,
        clinician=CLINICIANS,
        wanted=st.lists(STARTS, max_size=2),
        now=st.booleans(),
        together=st.booleans(),
    )
    def take_a_request(self, desk: int, who: int, *, now: bool, together: bool, **wish: Any) -> None:
        """For now or for wished times; to a clinician, to both of them together, or to anybody."""

        def call(world: World) -> Any:
            given = {
                "service_id": wish["service"],
                "clinician_id": wish["clinician"],
                "clinician_group_id": world.group if together else None,
                "wanted": tuple(wish["wanted"]),
                "kind": RequestKind.NOW if now else RequestKind.SCHEDULED,
            }
            taken = world.desks[desk].booking.take_request(wish_for(world, who, **given), new_command_id())
            world.requests.append(taken.request_id)
            return (taken.version,)

        self.both(call)

    @rule(
        desk=DESKS,
        place=PLACES,
        start=st.none() | STARTS,
        clinician=CLINICIANS,
        stale=st.integers(0, 9).map(lambda number: number == 0),
    )
    def accept_a_request(
        self, desk: int, place: int, start: datetime | None, clinician: int | None, stale: bool
    ) -> None:
        def call(world: World) -> Any:
            line = world.desks[desk].requests.view(nth(world.requests, place)).line
            form = AcceptRequest(line.id, line.version - stale, start, clinician, "See you then")
            command = new_command_id()
            booked = world.desks[desk].requests.accept(form, command)
            assert world.desks[desk].requests.accept(form, command) == booked
            return noted(world, booked)

        self.both(call)

    @rule(desk=DESKS, place=PLACES, withdraw=st.booleans())
    def close_a_request(self, desk: int, place: int, withdraw: bool) -> None:
        """Declined, or withdrawn by who does not want it any more."""

        def call(world: World) -> Any:
            requests = world.desks[desk].requests
            line = requests.view(nth(world.requests, place)).line
            if withdraw:
                return (requests.withdraw(line.id, line.version, new_command_id()).version,)
            form = DeclineRequest(line.id, line.version, "We are full")
            return (requests.decline(form, new_command_id()).version,)

        self.both(call)

    @rule(desk=DESKS, clinician=st.sampled_from((CHEN, ROY)), on=st.booleans())
    def say_who_is_available(self, desk: int, clinician: int, on: bool) -> None:
        def call(world: World) -> Any:
            switched = world.desks[desk].on_demand.switch(clinician, RIVERSIDE, on, new_command_id())
            return (sorted(switched.changes.on_demand),)

        self.both(call)

    @rule(desk=DESKS, place=PLACES, start=st.none() | STARTS)
    def book_what_was_requested(self, desk: int, place: int, start: datetime | None) -> None:
        self.both(lambda world: book_request(world, desk, nth(world.requests, place), start))

    @rule(desk=DESKS, place=PLACES, start=st.none() | STARTS)
    def book_again(self, desk: int, place: int, start: datetime | None) -> None:
        """What was cancelled is booked again from its request; what stands is refused."""

        def call(world: World) -> Any:
            view = world.desks[desk].appointments.view(nth(world.appointments, place))
            return book_request(world, desk, view.request_id, start)

        self.both(call)

    @rule(desk=DESKS, who=WHO, service=SERVICES, clinician=CLINICIANS, start=STARTS)
    def book_over_others(self, desk: int, who: int, service: int, clinician: int | None, start: datetime) -> None:
        wish = {"service_id": service, "clinician_id": clinician, "start": start, "overbook_reason": "In pain"}
        self.both(lambda world: book_for(world, desk, who, **wish))

    @rule(desk=DESKS, service=SERVICES, clinician=st.sampled_from((CHEN, ROY)), start=STARTS)
    def hold(self, desk: int, service: int, clinician: int, start: datetime) -> None:
        slot = HeldSlot(service, clinician, start)

        def call(world: World) -> Any:
            return (world.desks[desk].holds.place(RIVERSIDE, (slot,), world.tokens[desk]).until,)

        self.both(call)

    @rule(desk=DESKS)
    def let_go(self, desk: int) -> None:
        self.both(lambda world: (len(world.desks[desk].holds.release(world.tokens[desk]).calendars),))

    @rule(desk=DESKS, place=PLACES, start=STARTS, clinician=CLINICIANS, agreed=st.booleans())
    def reschedule(self, desk: int, place: int, start: datetime, clinician: int | None, agreed: bool) -> None:
        self._move(desk, place, Action.RESCHEDULE, start=start, clinician_id=clinician, agreed=agreed)

    @rule(desk=DESKS, place=PLACES, clinician=CLINICIANS)
    def reassign(self, desk: int, place: int, clinician: int | None) -> None:
        self._move(desk, place, Action.REASSIGN, clinician_id=clinician)

    def _move(self, desk: int, place: int, action: Action, **more: Any) -> None:
        def call(world: World) -> Any:
            found = nth(world.appointments, place)
            version = world.desks[desk].appointments.view(found).version
            return act_twice(world.desks[desk], Act(action, found, version, **more))

        self.both(call)

    @rule(desk=DESKS, seconds=st.sampled_from((3, 9, 11)))
    def undo(self, desk: int, seconds: int) -> None:
        """A little later the last action of the desk is taken back, or it is said why not.

        Not after a race: which desk won it may differ between the engines.
        """
        if self.raced:
            return
        self.now += timedelta(seconds=seconds)

        def call(world: World) -> Any:
            appointments, command = world.desks[desk].appointments, new_command_id()
            undone = appointments.undo(appointments.last_done() or command, command)
            assert appointments.undo(command, command) == undone
            return undone.status, undone.version

        self.both(call)

    @rule(
        kind=st.sampled_from(ExceptionKind),
        clinician=st.sampled_from((CHEN, ROY)),
        start=STARTS,
        hours=st.integers(1, 30),
    )
    def somebody_is_away_or_comes_for_longer(
        self, kind: ExceptionKind, clinician: int, start: datetime, hours: int
    ) -> None:
        wall, until = (f"{one:%Y-%m-%dT%H:%M}" for one in (start, start + timedelta(hours=hours)))
        whose = None if kind is ExceptionKind.CLOSURE else clinician
        form = ExceptionForm(kind, wall, until, clinician_id=whose, center_id=RIVERSIDE)
        self.both(lambda world: save_plan(world, form, world.exceptions))

    @rule(place=PLACES)
    def that_is_taken_back(self, place: int) -> None:
        def call(world: World) -> Any:
            removal = Removal(Removing.EXCEPTION, nth(world.exceptions, place), 1)
            world.exceptions.remove(removal.id)
            return save_plan(world, removal, [])

        self.both(call)

    @rule(clinician=st.sampled_from((CHEN, ROY)), opens=st.integers(6, 12), closes=st.integers(9, 20))
    def other_hours_are_worked(self, clinician: int, opens: int, closes: int) -> None:
        """From now on, on weekdays; hours that end before they begin are refused."""

        def call(world: World) -> Any:
            known = world.desks[1].schedules.of_center(RIVERSIDE)
            version = next(one.version for one in known if one.id == clinician)
            lines = tuple(LineForm(day, f"{opens:02}:00", f"{closes:02}:00") for day in range(5))
            form = ScheduleForm(
                clinician, RIVERSIDE, "Week", CalendarType.AD_HOC, "2026-01-01", "", lines, clinician, version
            )
            return save_plan(world, form, [])

        self.both(call)

    @rule(who=WHO, service=SERVICES, start=STARTS)
    def two_desks_want_the_same(self, who: int, service: int, start: datetime) -> None:
        """At the same moment: at most one gets it, and who does not is told why."""
        self.raced = True

        def call(world: World) -> Any:
            before = len(world.appointments)
            with ThreadPoolExecutor(2) as desks:
                wish = {"service_id": service, "clinician_id": CHEN, "start": start}
                told = sorted(
                    desks.map(lambda desk: answered(world, lambda it: book_for(it, desk, who, **wish)), (0, 1))
                )
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
            assert mistold(world.database) == []


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
    days = tries(_USUAL_DAYS)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=days,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=days == _USUAL_DAYS,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )
