"""Desks that answer requests at the same moment: each request is answered once, each slot given once, and all are told.

More races: `python -m pytest tests/faults/test_races_requests.py --trials 1000`.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.synchronize import Barrier as BarrierType
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action, RequestKind
from frontdesk.services.forms import AcceptRequest, Act, DeclineRequest, new_command_id
from frontdesk.services.verify import verify
from frontdesk.texts import sentence
from tests.faults.figures import percentiles
from tests.faults.test_races_paths import TIMEOUT_SECONDS, slot
from tests.faults.warm import warm_processes
from tests.little import CHEN, NOW, RIVERSIDE, ROY, fill, influenza, maria, sign_in

RACES = ("one request", "yes beside no", "one slot", "now")
LOST = {
    "one request": {"request.booked"},
    "yes beside no": {"request.booked", "request.declined"},
    "one slot": {"slot.taken"},
    "now": {"slot.taken"},
}
"""What a desk may be told that came too late."""


@dataclass(frozen=True)
class Told:
    """What one desk was told in one race, and how long that took."""

    number: int
    outcome: str
    words: str
    seconds: float


class Racer:
    """One desk, and what it does in each kind of race."""

    def __init__(self, url: str, number: int, consumer: int) -> None:
        self.clinic = sign_in(url, lambda: NOW, "manager", desk=f"Desk {number}")
        self.number, self.consumer = number, consumer
        self.request = 0

    def prepare(self, kind: str, start: datetime) -> None:
        """Where all answer one request the first desk takes it down, else each takes down its own."""
        more: dict[str, Any] = {"wanted": (start,), "clinician_id": CHEN}
        if kind == "now":
            more = {"kind": RequestKind.NOW, "clinician_id": ROY}
        if self.number == 0 or kind in {"one slot", "now"}:
            wish = influenza(self.consumer, **more)
            self.request = self.clinic.booking.take_request(wish, new_command_id()).request_id

    def look(self, kind: str) -> None:
        """The request that all answer is the only one there is."""
        if kind not in {"one slot", "now"}:
            (line,) = self.clinic.requests.open(RIVERSIDE)
            self.request = line.id

    def answer(self, kind: str) -> int:
        """The appointment that came of it, 0 for none."""
        if kind == "yes beside no" and self.number % 2:
            self.clinic.requests.decline(DeclineRequest(self.request, 1, "No"), new_command_id())
            return 0
        who = ROY if kind == "one request" and self.number % 2 else None
        form = AcceptRequest(self.request, 1, clinician_id=who)
        return self.clinic.requests.accept(form, new_command_id()).appointment_id

    def tidy(self, kind: str, won: int, *, lost: bool) -> None:
        """Give the slot back, and close what lost it."""
        if won:
            self.clinic.appointments.act(Act(Action.CANCEL, won, 1), new_command_id())
        elif lost and kind in {"one slot", "now"}:
            self.clinic.requests.withdraw(self.request, 1, new_command_id())


def race(url: str, desk: int, consumer: int, races: int, barrier: BarrierType, answers: Any) -> None:
    """One desk in a process of its own: makes ready, waits for the others, answers, gives it back."""
    racer = Racer(url, desk, consumer)
    for number in range(races):
        kind = RACES[number % len(RACES)]
        racer.prepare(kind, slot(number))
        barrier.wait(TIMEOUT_SECONDS)
        racer.look(kind)
        barrier.wait(TIMEOUT_SECONDS)
        begun = time.perf_counter()
        outcome, words, won = "saved", "", 0
        try:
            won = racer.answer(kind)
        except Problem as problem:
            outcome, words = str(getattr(problem, "code", problem)), sentence(problem)
        answers.put(Told(number, outcome, words, time.perf_counter() - begun))
        barrier.wait(TIMEOUT_SECONDS)
        racer.tidy(kind, won, lost=outcome != "saved")
        barrier.wait(TIMEOUT_SECONDS)
    racer.clinic.close()


def run_races(database: Database, races: int, desks: int) -> list[Told]:
    """Let so many desks race so often; what they were told."""
    fill(database)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
    clinic.on_demand.switch(ROY, RIVERSIDE, True, new_command_id())
    consumers = [maria(clinic, f"maria.{number}") for number in range(desks)]
    processes = warm_processes()
    barrier, answers = processes.Barrier(desks), processes.Queue()
    runners = [
        processes.Process(target=race, args=(database.url, desk, one, races, barrier, answers))
        for desk, one in enumerate(consumers)
    ]
    for runner in runners:
        runner.start()
    told = [answers.get(timeout=TIMEOUT_SECONDS) for _ in range(races * desks)]
    for runner in runners:
        runner.join(TIMEOUT_SECONDS)
        assert runner.exitcode == 0
    return told


@pytest.mark.feature("REQ-3", "BKG-9")
@pytest.mark.parametrize(("desks", "usual"), [(2, 16), (6, 4)])
def test_a_request_is_answered_once_and_a_slot_given_once_however_many_desks_try(
    database: Database, tries: Callable[[int], int], tell: Callable[[str], None], desks: int, usual: int
) -> None:
    races = tries(usual)
    told = run_races(database, races, desks)
    outcomes = Counter((one.number, one.outcome) for one in told)
    tell(f"{races} races of {desks} desks, {percentiles([one.seconds for one in told])} a call")
    assert all(outcomes[number, "saved"] == 1 for number in range(races)), outcomes
    for one in told:
        if one.outcome != "saved":
            assert one.outcome in LOST[RACES[one.number % len(RACES)]], one
            assert ("Bo Ss" if one.outcome.startswith("request.") else "Maria Silva") in one.words, one
    assert verify(database) == ()
