"""Desks that take one slot at the same moment by every path there is: one gets it, whichever way each of them came.

More races: `python -m pytest tests/faults/test_races_paths.py --trials 10000`.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier as BarrierType
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.engine import Database
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Booking, Chosen, HeldSlot, new_command_id
from frontdesk.services.verify import verify
from tests.faults.figures import percentiles
from tests.faults.warm import warm_processes
from tests.little import CHEN, FEVER, INFLUENZA, NOW, RIVERSIDE, ROY, at, fill, influenza, maria, sign_in

SLOTS_A_DAY = 20
WORKING_DAYS = 40
TIMEOUT_SECONDS = 120
PROGRAM = 7
LOST = {"slot.taken", "slot.held", "dose.not-placed", "undo.taken"}
"""What a desk may be told that did not get the slot."""


def slot(number: int) -> datetime:
    """The start that the race of this number is about: 09:00, 09:20 … on the working days after today, round again."""
    day, place = divmod(number % (SLOTS_A_DAY * WORKING_DAYS), SLOTS_A_DAY)
    return _day(day) + timedelta(minutes=20 * place)


def home(desk: int, number: int = 0) -> datetime:
    """A start late in the day that nobody races for; those of two desks are on days of their own."""
    return _day(5 * desk + number % 5) + timedelta(hours=7)


def _day(number: int) -> datetime:
    week, weekday = divmod(number, 5)
    return at(9) + timedelta(days=6 + 7 * week + weekday)


class Racer:
    """One desk: what it has of its own, and the ways in which it can take a slot."""

    def __init__(self, url: str, number: int, consumer: int) -> None:
        self.clinic = sign_in(url, lambda: NOW, "manager", desk=f"Desk {number}")
        self.number = number
        self.consumer = consumer
        self.mine = self._book(home(number), ROY)
        self.ready, self.version = 0, 1
        self.paths: dict[str, tuple[Callable[[datetime], None], Callable[[datetime], int]]] = {
            "book": (self._nothing, self._choose),
            "reschedule": (self._nothing, lambda start: self._move(self.mine, start)),
            "book again": (self._cancelled, self._again),
            "a program": (self._nothing, self._program),
            "hold and book": (self._nothing, self._hold),
            "accept": (self._suggested, lambda start: self._act(Action.ACCEPT, start=start, clinician_id=CHEN)),
            "offer": (self._listed, lambda start: self._act(Action.OFFER_SLOT, start=start, clinician_id=CHEN)),
        }
        if number == 0:
            self.paths["reassign"] = (self._with_roy, lambda _start: self._act(Action.REASSIGN, clinician_id=CHEN))
        if number == 1:
            self.paths["reopen"] = (self._completed, lambda _start: self._act(Action.REOPEN))
            self.paths["restore"] = (self._cancelled_there, lambda _start: self._act(Action.RESTORE))
            self.paths["undo"] = (self._cancelled_there, self._undo)

    def path(self, number: int) -> str:
        """Every desk takes another path in every race, so that each meets each."""
        names = list(self.paths)
        return names[(number // (self.number + 1) + self.number) % len(names)]

    def tidy(self, path: str, won: int) -> None:
        """Give everything back, so that the slot can be raced for again."""
        if won and won == self.mine:
            self._move(won, home(self.number))
        elif won or path in {"reassign", "accept", "offer"}:
            version = self.clinic.appointments.view(won or self.ready).version
            self.clinic.appointments.act(Act(Action.CANCEL, won or self.ready, version), new_command_id())

    def _nothing(self, _start: datetime) -> None:
        pass

    def _cancelled(self, _start: datetime) -> None:
        self._make_ready(home(self.number, 1), ROY)
        self._act(Action.CANCEL)

    def _suggested(self, start: datetime) -> None:
        self._make_ready(home(self.number, 3), ROY)
        self._act(Action.CONSUMER_SUGGESTS, suggestions=(start,))

    def _listed(self, start: datetime) -> None:
        self._suggested(start)
        self._act(Action.TO_WAITING_LIST)

    def _with_roy(self, start: datetime) -> None:
        self._make_ready(start, ROY)

    def _completed(self, start: datetime) -> None:
        self._make_ready(start, CHEN)
        self._act(Action.COMPLETE, confirmed=True)

    def _cancelled_there(self, start: datetime) -> None:
        self._make_ready(start, CHEN)
        self._act(Action.CANCEL)

    def _undo(self, _start: datetime) -> int:
        command = self.clinic.appointments.last_done() or ""
        return self.clinic.appointments.undo(command, new_command_id()).appointment_id

    def _make_ready(self, start: datetime, clinician: int) -> None:
        self.ready, self.version = self._book(start, clinician), 1

    def _choose(self, start: datetime) -> int:
        return self._book(start, CHEN)

    def _book(self, start: datetime, clinician: int, **more: Any) -> int:
        wish = influenza(self.consumer, clinician_id=clinician, start=start, **more)
        return self.clinic.booking.book(wish, new_command_id()).appointment_id

    def _again(self, start: datetime) -> int:
        request = self.clinic.appointments.view(self.ready).request_id
        wish = Booking(request_id=request, clinician_id=CHEN, start=start)
        return self.clinic.booking.book(wish, new_command_id()).appointment_id

    def _program(self, start: datetime) -> int:
        later = home(0, 2) + timedelta(weeks=(start - home(0, 0)).days // 7 + 2)
        wish = Booking(
            program_id=PROGRAM,
            center_id=RIVERSIDE,
            consumer_id=self.consumer,
            answers={FEVER: "no"},
            doses=(Chosen(start, CHEN), Chosen(later, ROY)),
        )
        return self.clinic.booking.book(wish, new_command_id()).appointment_id

    def _hold(self, start: datetime) -> int:
        token = new_command_id()
        try:
            self.clinic.holds.place(RIVERSIDE, (HeldSlot(INFLUENZA, CHEN, start),), token)
            return self._book(start, CHEN, hold=token)
        except Problem:
            self.clinic.holds.release(token)
            raise

    def _move(self, appointment: int, start: datetime) -> int:
        clinician = CHEN if start.hour < 16 else ROY
        version = self.clinic.appointments.view(appointment).version
        wish = Act(Action.RESCHEDULE, appointment, version, start=start, clinician_id=clinician, agreed=True)
        return self.clinic.appointments.act(wish, new_command_id()).appointment_id

    def _act(self, action: Action, **more: Any) -> int:
        """Act on what was made ready, as its screen shows it: nothing is read while the others take the slot."""
        wish = Act(action, self.ready, self.version, **more)
        self.version += 1
        return self.clinic.appointments.act(wish, new_command_id()).appointment_id


@dataclass(frozen=True)
class Told:
    """What one desk was told in one race, by which path, and how long that took."""

    number: int
    path: str
    outcome: str
    seconds: float


def race(url: str, desk: int, consumer: int, races: int, barrier: BarrierType, answers: Any) -> None:
    """One desk in a process of its own: makes ready, waits for the others, takes the slot, gives it back."""
    racer = Racer(url, desk, consumer)
    for number in range(races):
        start, name = slot(number), racer.path(number)
        prepare, take = racer.paths[name]
        prepare(start)
        barrier.wait(TIMEOUT_SECONDS)
        begun = time.perf_counter()
        outcome, won = "saved", 0
        try:
            won = take(start)
        except Problem as problem:
            outcome = str(getattr(problem, "code", problem))
        answers.put(Told(number, name, outcome, time.perf_counter() - begun))
        barrier.wait(TIMEOUT_SECONDS)
        racer.tidy(name, won)
    racer.clinic.close()


def run_races(database: Database, races: int, desks: int) -> list[Told]:
    """Let so many desks race so often; what they were told."""
    fill(database)
    database.write(add_program)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
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


def add_program(connection: Connection) -> None:
    """Two doses of influenza, 7 to 35 days apart."""
    connection.execute(insert(t.Program), [{"id": PROGRAM, "code": "race", "name": "Two", "questionnaire_id": 1}])
    days = ((0, 0), (7, 35))
    connection.execute(
        insert(t.Dose),
        [
            {"program_id": PROGRAM, "number": n, "service_id": INFLUENZA, "least_days": least, "most_days": most}
            for n, (least, most) in enumerate(days, 1)
        ],
    )


@pytest.mark.feature("BKG-9")
@pytest.mark.parametrize(("desks", "usual"), [(2, 20), (8, 4)])
def test_whichever_way_desks_take_one_slot_exactly_one_gets_it(
    database: Database, tries: Callable[[int], int], tell: Callable[[str], None], desks: int, usual: int
) -> None:
    races = tries(usual)
    told = run_races(database, races, desks)
    outcomes = Counter((one.number, one.outcome) for one in told)
    ways = Counter(one.path for one in told if one.outcome == "saved")
    tell(f"{races} races of {desks} desks, {percentiles([one.seconds for one in told])} a call; won by {dict(ways)}")
    assert all(outcomes[number, "saved"] == 1 for number in range(races)), outcomes
    assert {one.outcome for one in told} <= {"saved", *LOST}
    assert verify(database) == ()
