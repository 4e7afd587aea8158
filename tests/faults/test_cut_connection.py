"""The desk never says the wrong thing: its connection to the server is cut at any place, the commit's answer included.

`saved` is in the database once, `refused` is not there, `unknown` may be either; the same id again settles it.
More cuts: `python -m pytest tests/faults/test_cut_connection.py --trials 10000`.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.clinic import Clinic
from frontdesk.commands.desk import answer
from frontdesk.database.engine import Database
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from tests.faults.cable import Cable, Cut
from tests.faults.snapshots import done
from tests.little import NOW, fill, maria, sign_in

pytestmark = pytest.mark.feature("BKG-9")
BOOK = {"do": "book", "consumer": "maria.silva", "service": "consultation", "center": "riverside", "clinician": "chen"}
CUTS = [cut for cut in Cut if cut is not Cut.NOWHERE]


@pytest.fixture
def straight(postgres_url: str) -> Iterator[Clinic]:
    """A desk beside the server, to see what is there."""
    database = Database.open(postgres_url)
    fill(database)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("manager", "demo")
    maria(clinic)
    yield clinic
    clinic.close()


@pytest.fixture
def cable(straight: Clinic) -> Iterator[Cable]:
    laid = Cable(straight.desk.database.url)
    yield laid
    laid.close()


@pytest.fixture
def far(cable: Cable, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clinic]:
    """A desk at the end of the cable, which asks again soon."""
    monkeypatch.setattr("frontdesk.commands.desk.PAUSE_SECONDS", 0.001)
    clinic = sign_in(cable.url, lambda: NOW, "manager")
    yield clinic
    clinic.close()


def ask(clinic: Clinic, command_id: str, **command: Any) -> dict[str, Any]:
    return answer(clinic, json.dumps({**command, "command_id": command_id}))


def test_wherever_the_connection_is_cut_the_answer_is_right(
    straight: Clinic, cable: Cable, far: Clinic, tries: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    chance, told, database = random.Random(1), Counter[str](), straight.desk.database  # noqa: S311  # repeatable
    appointment = ""
    for number in range(tries(60)):
        command: dict[str, Any] = dict(BOOK)
        if appointment:
            command = {"do": "act", "action": "cancel", "appointment": appointment, "version": 1}
        plan, command_id = CUTS[number % len(CUTS)], new_command_id()
        cable.cut_next(plan, chance, stays_down=number % 3 == 0)
        given = ask(far, command_id, **command)
        cable.mend()
        there = done(database, command_id)
        told[f"{plan}: {given['outcome']} {'' if there[0] else 'not '}there"] += 1
        assert there in ({(1, 1)} if given["outcome"] == "saved" else {(0, 0), (1, 1)})
        if given["outcome"] == "unknown":
            given = ask(far, command_id, **command)
        assert given["outcome"] == "saved", (plan, given)
        assert done(database, command_id) == (1, 1)
        appointment = "" if appointment else str(given["appointment"])
    tell(f"{cable.cuts} cuts; {dict(told)}")
    assert verify(database) == ()


@pytest.mark.parametrize("doing", ["book", "act"])
def test_a_commit_that_is_still_under_way_is_waited_for(
    straight: Clinic, cable: Cable, far: Clinic, doing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk asks again while the server is still saving what was sent before the cut."""
    chance, command_id = random.Random(2), new_command_id()  # noqa: S311  # repeatable
    command: dict[str, Any] = {**BOOK, "start": "2026-11-25T09:00"}
    if doing == "act":
        booked = ask(straight, new_command_id(), **BOOK)
        command = {"do": "act", "action": "cancel", "appointment": booked["appointment"], "version": 1}
    straight.desk.database.write(_slow_commits)
    cable.cut_next(Cut.WITH_COMMIT, chance)
    given = ask(far, command_id, **command)
    assert cable.cuts == 1
    assert given["outcome"] in {"saved", "unknown"}, given
    assert ask(far, command_id, **command)["outcome"] == "saved"
    assert done(straight.desk.database, command_id) == (1, 1)
    assert verify(straight.desk.database) == ()


def _slow_commits(connection: Any) -> None:
    """Let the server take its time over every commit of a command."""
    connection.execute(
        text(
            "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$"
        )
    )
    connection.execute(
        text(
            "CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON command DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION slowly()"
        )
    )
