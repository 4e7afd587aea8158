"""Desks that want the same slot at the same moment: one gets it, the other is told, whatever path they take.

More races: `python -m pytest tests/faults/test_races.py --trials 1000`.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier as BarrierType
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.problems import Problem
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.faults.figures import percentiles
from tests.faults.warm import warm_processes
from tests.little import CHEN, NOW, at, fill, influenza, maria, sign_in

SLOTS_A_DAY = 24
WORKING_DAYS = 60
ROUND = SLOTS_A_DAY * WORKING_DAYS
"""How many slots there are before the furthest day on which one may book; then a fresh clinic is needed."""
TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Told:
    """What one desk was told in one race, and how long that took."""

    number: int
    desk: int
    outcome: str
    start: datetime | None
    seconds: float


def slot(number: int) -> datetime:
    """The start of the race of this number: 09:00, 09:20 … on the working days after today."""
    day, place = divmod(number, SLOTS_A_DAY)
    week, weekday = divmod(day, 5)
    monday = at(9) + timedelta(days=6 + 7 * week)
    return monday + timedelta(days=weekday, minutes=20 * place)


def race(url: str, consumer: int, races: int, chosen: bool, barrier: BarrierType, answers: Any) -> None:
    """One desk in a process of its own: at each start of the barrier it books, and says what it was told."""
    clinic = sign_in(url, lambda: NOW, desk=f"Desk {consumer}")
    for number in range(races):
        start = slot(number)
        wish = {"start": start} if chosen else {"from_": start}
        barrier.wait(TIMEOUT_SECONDS)
        begun = time.perf_counter()
        outcome, got = "saved", None
        try:
            got = clinic.booking.book(influenza(consumer, clinician_id=CHEN, **wish), new_command_id()).start
        except Problem as problem:
            outcome = str(getattr(problem, "code", problem))
        answers.put(Told(number, consumer, outcome, got, time.perf_counter() - begun))
    clinic.close()


def run_races(database: Database, races: int, desks: int, *, chosen: bool) -> list[Told]:
    """Let so many desks race so often for the same slots (or each for the earliest); what they were told."""
    assert races <= ROUND
    fill(database)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
    consumers = [maria(clinic, f"maria.{number}") for number in range(desks)]
    processes = warm_processes()
    barrier, answers = processes.Barrier(desks), processes.Queue()
    runners = [
        processes.Process(target=race, args=(database.url, one, races, chosen, barrier, answers)) for one in consumers
    ]
    for runner in runners:
        runner.start()
    told = [answers.get(timeout=TIMEOUT_SECONDS) for _ in range(races * desks)]
    for runner in runners:
        runner.join(TIMEOUT_SECONDS)
        assert runner.exitcode == 0
    return told


@pytest.mark.feature("BKG-9")
@pytest.mark.parametrize(("desks", "usual"), [(2, 20), (8, 3)])
def test_of_desks_that_choose_one_slot_exactly_one_gets_it(
    database: Database, tries: Callable[[int], int], tell: Callable[[str], None], desks: int, usual: int
) -> None:
    races = tries(usual)
    told = run_races(database, races, desks, chosen=True)
    outcomes = Counter((one.number, one.outcome) for one in told)
    tell(f"{races} races of {desks} desks, {percentiles([one.seconds for one in told])} a call")
    assert all(outcomes[number, "saved"] == 1 for number in range(races)), outcomes
    assert all(outcomes[number, "slot.taken"] == desks - 1 for number in range(races)), outcomes
    assert verify(database) == ()


@pytest.mark.feature("BKG-9")
def test_desks_that_want_the_earliest_all_get_a_slot_of_their_own(
    database: Database, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    races = max(1, tries(20) // 4)
    told = run_races(database, races, 4, chosen=False)
    tell(f"{races} races of 4 desks, {percentiles([one.seconds for one in told])} a call")
    assert Counter(one.outcome for one in told) == {"saved": 4 * races}
    assert len({one.start for one in told}) == 4 * races
    assert verify(database) == ()
