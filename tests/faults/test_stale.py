"""A stale screen never overwrites: of two desks that change the same thing from the same version, one wins.

More pairs: `python -m pytest tests/faults/test_stale.py --trials 1000`.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, ConsumerForm, new_command_id
from frontdesk.services.verify import verify
from tests.little import ALLERGY, CHEN, NOW, at, influenza, maria, sign_in

pytestmark = pytest.mark.feature("APT-9")
PATIENCE_SECONDS = 30
TURNS = (
    *(Action.CONSUMER_SUGGESTS, Action.ACCEPT, Action.ASK_TO_RESCHEDULE),
    *(Action.CONSUMER_ACCEPTS, Action.CHECK_IN, Action.STEP_BACK),
)
"""The actions that desks race for, one after another and round again."""
Edit = Callable[[Clinic, int, str], object]
"""What a desk does from this version on, writing this text."""


@pytest.fixture
def desks(clinic: Clinic) -> Iterator[tuple[Clinic, Clinic]]:
    """Two more desks of the same person, on an appointment 1 with a note 1 of a consumer 1."""
    clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())
    clinic.appointments.add_note(1, "First", new_command_id())
    one, two = (sign_in(clinic.desk.database.url, lambda: NOW, desk=name) for name in ("Desk 2", "Desk 3"))
    yield one, two
    one.close()
    two.close()


def edit_note(clinic: Clinic, version: int, text: str) -> object:
    return clinic.appointments.edit_note(1, version, text, new_command_id())


def edit_answer(clinic: Clinic, version: int, text: str) -> object:
    return clinic.appointments.correct_answer(1, ALLERGY, version - 1, text, new_command_id())


def edit_consumer(clinic: Clinic, version: int, text: str) -> object:
    form = ConsumerForm("maria.silva", "Maria", "Silva", zone="Europe/Lisbon", remarks=text)
    return clinic.consumers.edit(1, version, form, new_command_id())


def edit_appointment(clinic: Clinic, version: int, text: str) -> object:
    """Suggest another time, accept it, ask, hear yes, arrive and step back by turns, with a message of one's own."""
    action = TURNS[(version - 1) % len(TURNS)]
    times = (at(9, days=1 + version % 3),) if action is Action.CONSUMER_SUGGESTS else ()
    wanted = Act(action, 1, version, message=text, suggestions=times, confirmed=True)
    return clinic.appointments.act(wanted, new_command_id())


def note(clinic: Clinic) -> str:
    return clinic.appointments.view(1).notes[0].text


def answer(clinic: Clinic) -> str | None:
    return next(one.value for one in clinic.appointments.view(1).answers if one.question_id == ALLERGY)


def remarks(clinic: Clinic) -> str:
    return clinic.consumers.details(1).remarks


def message(clinic: Clinic) -> str:
    return clinic.appointments.view(1).history[0].message


@pytest.mark.parametrize(
    ("edit", "read"),
    [(edit_note, note), (edit_answer, answer), (edit_consumer, remarks), (edit_appointment, message)],
)
def test_one_of_two_stale_desks_wins_and_the_other_is_told(
    clinic: Clinic,
    desks: tuple[Clinic, Clinic],
    tries: Callable[[int], int],
    tell: Callable[[str], None],
    edit: Edit,
    read: Callable[[Clinic], str | None],
) -> None:
    pairs, start = tries(15), Barrier(2)

    def one_side(side: int, version: int) -> Any:
        start.wait(PATIENCE_SECONDS)
        try:
            edit(desks[side], version, f"{side} of {version}")
        except ChangedElsewhere as problem:
            return problem.now
        return "saved"

    wins = [0, 0]
    with ThreadPoolExecutor(2) as threads:
        for version in range(1, pairs + 1):
            told = list(threads.map(one_side, (0, 1), (version, version)))
            expected = version if edit is edit_answer else version + 1
            assert sorted(map(str, told)) == sorted(("saved", str(expected))), told
            winner = told.index("saved")
            wins[winner] += 1
            assert read(clinic) == f"{winner} of {version}"
    tell(f"{pairs} pairs, won {wins}")
    assert verify(clinic.desk.database) == ()
