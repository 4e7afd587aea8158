"""A series against single bookings for one of its dates: exactly one of them gets it, and nothing is half saved.

More races: `python -m pytest tests/faults/test_races_series.py --trials 200`.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.synchronize import Barrier as BarrierType
from typing import Any

import pytest
from sqlalchemy import func, select

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.engine import Database
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import SeriesUnit
from frontdesk.services.forms import Chosen, new_command_id
from frontdesk.services.series_forms import SeriesOrder
from frontdesk.services.verify import verify
from tests.faults.warm import warm_processes
from tests.little import CHEN, NOW, at, fill, influenza, maria, sign_in

DATES = 6
TIMEOUT_SECONDS = 120


def race(url: str, consumer: int, races: int, singly: bool, barrier: BarrierType, answers: Any) -> None:
    """A desk in a process of its own: in each race it books a series, or the one date of it that is the race's."""
    clinic = sign_in(url, lambda: NOW, desk=f"Desk {consumer}")
    for number in range(races):
        day, place = divmod(number, 15)
        first = at(11) + timedelta(days=day % 4, minutes=20 * place)
        starts = [first + timedelta(days=7 * week) for week in range(DATES)]
        wanted = influenza(consumer, clinician_id=CHEN, start=starts[number % DATES])
        series = SeriesOrder(wanted, 1, SeriesUnit.WEEK, tuple(Chosen(one, CHEN) for one in starts), DATES)
        barrier.wait(TIMEOUT_SECONDS)
        outcome = "saved"
        try:
            if singly:
                clinic.booking.book(wanted, new_command_id())
            else:
                clinic.series.book(series, new_command_id())
        except Problem as problem:
            outcome = str(getattr(problem, "code", problem))
        answers.put((number, singly, outcome))
    clinic.close()


@pytest.mark.feature("BKG-11", "BKG-9")
def test_a_series_and_single_bookings_never_share_a_date(
    database: Database, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    races = min(tries(12), 60)
    fill(database)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
    consumers = [maria(clinic, f"maria.{number}") for number in range(3)]
    processes = warm_processes()
    barrier, answers = processes.Barrier(len(consumers)), processes.Queue()
    runners = [
        processes.Process(target=race, args=(database.url, one, races, one != consumers[0], barrier, answers))
        for one in consumers
    ]
    for runner in runners:
        runner.start()
    told = [answers.get(timeout=TIMEOUT_SECONDS) for _ in range(races * len(consumers))]
    for runner in runners:
        runner.join(TIMEOUT_SECONDS)
        assert runner.exitcode == 0
    saved = Counter(number for number, _singly, outcome in told if outcome == "saved")
    assert saved == dict.fromkeys(range(races), 1)
    assert {outcome for _number, singly, outcome in told if singly} <= {"saved", "slot.taken"}
    assert {outcome for _number, singly, outcome in told if not singly} <= {"saved", "series.taken"}
    whole = sum(1 for _number, singly, outcome in told if not singly and outcome == "saved")
    tell(f"{whole} of {races} races went to the series")
    with database.read() as connection:
        booked = connection.execute(select(func.count()).select_from(t.Appointment)).scalar_one()
        series = connection.execute(select(func.count()).select_from(t.Series)).scalar_one()
    assert (booked, series) == (whole * DATES + races - whole, whole)
    assert verify(database) == ()
