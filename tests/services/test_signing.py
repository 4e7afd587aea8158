"""What a consumer signs on the screen is checked, kept with the confirmation that it belongs to, and never lost."""

from typing import Any

import pytest
from sqlalchemy import select, update

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Signature
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.signing import HEIGHT, MOST_POINTS, MOST_STROKES, WIDTH
from frontdesk.services.verify import verify
from tests.faults.snapshots import snapshot
from tests.little import SOUZA, Clock
from tests.services.test_acting import booked, take
from tests.services.test_by_link import take_back

pytestmark = pytest.mark.feature("TSK-6")
DRAWN = (((0, 0), (WIDTH, HEIGHT)), ((12, 34),))


@pytest.fixture
def completed(clinic: Clinic, boss: Clinic) -> int:
    """An appointment that is completed."""
    appointment = booked(clinic)
    take(boss, Action.COMPLETE, appointment, confirmed=True)
    return appointment


def rows(clinic: Clinic) -> list[Any]:
    with clinic.desk.database.read() as connection:
        return list(connection.execute(select(Signature.__table__).order_by(Signature.id)).all())


def test_a_signature_is_kept_with_its_confirmation(clinic: Clinic, completed: int, clock: Clock) -> None:
    take(clinic, Action.CONFIRM_COMPLETION, completed, signer="  Maria Silva ", strokes=DRAWN)
    view = clinic.appointments.view(completed)
    assert view.signature is not None
    assert (view.signature.signer, view.signature.strokes) == ("Maria Silva", DRAWN)
    assert view.signature.signed_at == view.completion_confirmed_at == clock()
    assert ("signer", "", "Maria Silva") in view.history[0].changes
    (row,) = rows(clinic)
    assert (row.appointment_version, row.staff_id) == (3, SOUZA)
    assert verify(clinic.desk.database) == ()


def test_taken_back_it_is_not_shown_and_kept_all_the_same(clinic: Clinic, boss: Clinic, completed: int) -> None:
    take(clinic, Action.CONFIRM_COMPLETION, completed, signer="Maria Silva", strokes=DRAWN)
    take_back(clinic, completed)
    view = clinic.appointments.view(completed)
    assert (view.status, view.completion_confirmed_at, view.signature) == (Status.FULFILLED, None, None)
    clinic.desk.now = lambda: boss.now().replace(minute=59)
    take(clinic, Action.CONFIRM_COMPLETION, completed)
    assert clinic.appointments.view(completed).signature is None  # what was confirmed then, nobody signed
    take(boss, Action.REOPEN, completed)
    assert clinic.appointments.view(completed).completion_confirmed_at is None
    assert [row.signer for row in rows(clinic)] == ["Maria Silva"]
    assert verify(clinic.desk.database) == ()


NO_DRAWINGS: tuple[Any, ...] = (
    ((),),
    (((0, HEIGHT + 1),),),
    (((WIDTH + 1, 0),),),
    (((-1, 0),),),
    (((0, 0, 0),),),
    (((0.5, 0),),),
    (((True, 0),),),
    (((0, 0),),) * (MOST_STROKES + 1),
    (((0, 0),) * (MOST_POINTS + 1),),
)


def test_what_is_no_drawing_is_refused_and_nothing_is_written(clinic: Clinic, completed: int) -> None:
    before = snapshot(clinic.desk.database)
    for strokes in NO_DRAWINGS:
        with pytest.raises(RuleBroken, match=r"signature\.form") as problem:
            take(clinic, Action.CONFIRM_COMPLETION, completed, signer="Maria", strokes=strokes)
        assert problem.value.fields == ("strokes",)
    with pytest.raises(RuleBroken, match=r"signature\.signer"):
        take(clinic, Action.CONFIRM_COMPLETION, completed, signer=" ", strokes=DRAWN)
    for signer in ("Maria\nSilva", "M" * 101):
        with pytest.raises(RuleBroken, match=r"text\.") as problem:
            take(clinic, Action.CONFIRM_COMPLETION, completed, signer=signer)
        assert problem.value.fields == ("signer",)
    assert snapshot(clinic.desk.database) == before


def test_the_largest_drawing_is_kept(clinic: Clinic, completed: int) -> None:
    strokes = (((WIDTH, HEIGHT),) * (MOST_POINTS // MOST_STROKES),) * MOST_STROKES
    take(clinic, Action.CONFIRM_COMPLETION, completed, signer="M" * 100, strokes=strokes)
    view = clinic.appointments.view(completed)
    assert view.signature is not None
    assert view.signature.strokes == strokes


def test_a_signature_that_belongs_to_nothing_is_found(clinic: Clinic, completed: int) -> None:
    take(clinic, Action.CONFIRM_COMPLETION, completed, signer="Maria Silva", strokes=DRAWN)
    clinic.desk.database.write(lambda connection: connection.execute(update(Signature).values(appointment_version=2)))
    assert [one.code for one in verify(clinic.desk.database)] == ["signature.stray"]
