"""Desks that want one slot at the same moment, by plain inserts that look at nothing: one gets it, the others are told.

More races: `python -m pytest tests/faults/test_races_raw.py --trials 100000`.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import text

from frontdesk.database.engine import Database
from tests.database.raw import fill

pytestmark = pytest.mark.feature("BKG-9")

# A desk: reads "number" lines, tries to take the slot of that number, answers. It neither locks nor looks first.
DESK = """
import sys
from datetime import timedelta
from sqlalchemy import insert
from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment
from frontdesk.rules.problems import RuleBroken, Unavailable
from tests.database.raw import MINUTE, NINE, appointment
database = Database.open(sys.argv[1])
desk, kind = int(sys.argv[2]), sys.argv[3]
if kind == "clinician":
    slot = {}
else:  # each desk has its own clinician, all want the one room
    slot = {"clinician_id": desk + 1, "room_id": 1, "room_unit": 1}
print("ready", flush=True)
for line in sys.stdin:
    number = int(line)
    start = NINE + number * 15 * MINUTE + desk * MINUTE
    row = appointment(number * 100 + desk, start, 10, **slot)
    try:
        database.write(lambda connection: connection.execute(insert(Appointment), row))
    except (RuleBroken, Unavailable) as problem:
        print(problem.code, flush=True)
    else:
        print("taken", flush=True)
"""


class Desks:
    """Some desks over one clinic, each a process of its own."""

    def __init__(self, url: str, count: int, kind: str, stack: ExitStack) -> None:
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-c", DESK, url, str(number), kind],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(count)
        ]
        for process in self.processes:
            stack.callback(process.communicate)
        assert self._answers() == ["ready"] * count

    def race(self, number: int) -> list[str]:
        """Lets all try for the slot of that number at once; returns what each was told."""
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write(f"{number}\n")
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.flush()
        return self._answers()

    def _answers(self) -> list[str]:
        return [process.stdout.readline().strip() for process in self.processes if process.stdout is not None]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.mark.parametrize(("desks", "kind"), [(2, "clinician"), (3, "room")])
def test_one_gets_the_slot_and_the_others_are_told(
    database: Database, database_url: str, tries: Callable[[int], int], desks: int, kind: str, stack: ExitStack
) -> None:
    trials = tries(20)
    database.write(fill)
    table = Desks(database_url, desks, kind, stack)
    told = Counter[str]()
    for number in range(trials):
        answers = table.race(number)
        assert answers.count("taken") == 1, answers
        told.update(answers)
    # Without taking turns first two inserts may knot; the loser is told after five attempts at the latest.
    assert set(told) <= {"taken", "slot.taken"}
    assert told["taken"] == trials
    with database.read() as connection:
        kept = connection.execute(text("SELECT id / 100 FROM appointment ORDER BY id")).scalars().all()
    assert list(kept) == list(range(trials))
