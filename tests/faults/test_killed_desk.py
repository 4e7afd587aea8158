"""What a desk was told is saved stays saved, and nothing is there by half, whenever the desk is killed.

More kills: `python -m pytest tests/faults/test_killed_desk.py --trials 1000`.
"""

import random
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from frontdesk.clinic import Clinic, system_clock
from frontdesk.database.engine import Database
from frontdesk.database.tables import Command, History
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.faults.deskline import Desk, Line, WarmDesk, WholeDesk
from tests.faults.snapshots import done
from tests.little import fill, maria

pytestmark = pytest.mark.feature("BKG-9")
BOOKINGS = 4
LONGEST_MS = 120
"""A desk is killed at some moment of this time after its first answer; it may have done all by then."""


def stream(standing: list[str]) -> list[Line]:
    """New bookings, and everybody who stands arrives and is cancelled, each command with an id of its own."""
    book = {"do": "book", "consumer": "maria.silva", "service": "consultation", "center": "riverside"}
    lines: list[Line] = [{**book, "clinician": "chen"} for _ in range(BOOKINGS)]
    for code in standing:
        lines.append({"do": "act", "action": "check-in", "appointment": code, "confirmed": True})
        lines.append({"do": "act", "action": "cancel", "appointment": code, "reason": "ill"})
    return [{**line, "command_id": new_command_id()} for line in lines]


class Campaign:
    """Kills desk after desk and looks each time at what is there."""

    def __init__(self, database: Database, chance: random.Random) -> None:
        self.database, self.chance = database, chance
        self.counts = Counter[str]()
        self.standing: list[str] = []

    def kill_one(self, desk: Desk) -> None:
        """Let it begin, kill it, check what it said, and let another desk finish what was not answered."""
        lines = stream(self.standing)
        desk.ask(lines)
        first = desk.told()
        said = [first] if first else []
        until = self.chance.random() * LONGEST_MS / 1000
        if first and isinstance(desk, WarmDesk):
            desk.told_until(until, said)
        said += desk.kill()
        self.check(lines, said)
        rest = lines[len(said) :]
        self.counts["saved, but not told"] += sum(done(self.database, one["command_id"])[0] for one in rest)
        self.finish(lines, said, rest)

    def check(self, lines: list[Line], said: list[Line]) -> None:
        """All that was answered is there once; what was not is there as a whole or not at all."""
        for line, answer in zip(lines, said, strict=False):
            assert answer["command_id"] == line["command_id"]
            assert answer["outcome"] == "saved", (line, answer)
            assert done(self.database, line["command_id"]) == (1, 1)
        for line in lines[len(said) :]:
            assert done(self.database, line["command_id"]) in {(0, 0), (1, 1)}
        self.counts["kills"] += 1
        self.counts["told"] += len(said)

    def finish(self, lines: list[Line], said: list[Line], rest: list[Line]) -> None:
        """A new desk is sent what was not answered, with the same ids."""
        other = WarmDesk(self.database.url)
        other.ask(rest)
        again = [answer for _ in rest if (answer := other.told())]
        other.kill()
        assert [answer["outcome"] for answer in again] == ["saved"] * len(rest), again
        assert all(done(self.database, line["command_id"]) == (1, 1) for line in lines)
        self.standing = [
            answer["appointment"] for line, answer in zip(lines, [*said, *again], strict=True) if line["do"] == "book"
        ]

    def nothing_by_half(self) -> None:
        """Every command has its entry of history and the other way round, and every invariant holds."""
        with self.database.read() as connection:
            commands = connection.execute(select(func.count()).select_from(Command)).scalar_one()
            entries = connection.execute(select(func.count(History.command_id.distinct()))).scalar_one()
        assert commands == entries
        assert verify(self.database) == ()


@pytest.fixture
def campaign(database: Database) -> Campaign:
    fill(database)
    clinic = Clinic(database, now=system_clock)
    clinic.sign_in("manager", "demo")
    maria(clinic)
    return Campaign(database, random.Random(3))  # noqa: S311  # repeatable


def test_a_desk_killed_at_any_moment_lost_and_halved_nothing(
    campaign: Campaign, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    url, places = campaign.database.url, ("", "", "before", "after")
    for number in range(tries(12)):
        dies = places[number % len(places)]
        campaign.kill_one(WarmDesk(url, dies, campaign.chance.randrange(2, 2 + BOOKINGS + len(campaign.standing))))
    tell(str(dict(campaign.counts)))
    campaign.nothing_by_half()


def test_so_does_the_command_as_it_is_started(campaign: Campaign, tell: Callable[[str], None]) -> None:
    for _ in range(1):
        campaign.kill_one(WholeDesk(campaign.database.url))
    tell(str(dict(campaign.counts)))
    campaign.nothing_by_half()
