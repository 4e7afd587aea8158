"""Desks that want the same slot at the same moment: one gets it, the other is told, whatever path they take."""

import multiprocessing
from collections import Counter
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier as BarrierType
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.problems import Problem
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, NOW, at, fill, influenza, maria, sign_in

SLOTS_A_DAY = 24
TIMEOUT_SECONDS = 120


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
        try:
            booked = clinic.booking.book(influenza(consumer, clinician_id=CHEN, **wish), new_command_id())
            answers.put((number, consumer, "saved", booked.start))
        except Problem as problem:
            answers.put((number, consumer, str(getattr(problem, "code", problem)), None))
    clinic.close()


def run_races(database: Database, races: int, desks: int, *, chosen: bool) -> list[tuple[int, int, str, Any]]:
    fill(database)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
    consumers = [maria(clinic, f"maria.{number}") for number in range(desks)]
    processes = multiprocessing.get_context("spawn")
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
def test_of_two_desks_that_choose_one_slot_exactly_one_gets_it(database: Database, trials: int) -> None:
    told = run_races(database, trials, 2, chosen=True)
    outcomes = Counter((number, outcome) for number, _, outcome, _ in told)
    assert all(outcomes[number, "saved"] == 1 for number in range(trials))
    assert all(outcomes[number, "slot.taken"] == 1 for number in range(trials))
    assert verify(database) == ()


@pytest.mark.feature("BKG-9")
def test_desks_that_want_the_earliest_all_get_a_slot_of_their_own(database: Database, trials: int) -> None:
    races = max(1, trials // 10)
    told = run_races(database, races, 4, chosen=False)
    assert {outcome for _, _, outcome, _ in told} == {"saved"}
    assert len({start for *_, start in told}) == 4 * races
    assert verify(database) == ()
