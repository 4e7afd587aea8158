"""Scanning a confirmation: each outcome, seen from the desk."""

import pytest
from sqlalchemy import insert, select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Confirmation
from frontdesk.qr import make_text, new_token
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import new_command_id
from tests.little import CHEN, LAKESIDE, NOW, RIVERSIDE, Clock, at, influenza, maria, sign_in
from tests.services.test_acting import take


@pytest.fixture
def appointment(clinic: Clinic) -> int:
    booking = influenza(maria(clinic), clinician_id=CHEN, start=at(10, 30))
    return clinic.booking.book(booking, new_command_id()).appointment_id


def qr(clinic: Clinic, appointment: int) -> str:
    return clinic.documents.confirmation_sheet(appointment).qr


@pytest.mark.feature("DOC-3", "ACT-10")
def test_a_printed_confirmation_is_found_again_and_checks_in(clinic: Clinic, appointment: int) -> None:
    pdf = clinic.documents.confirmation(appointment)
    found = clinic.scanning.scan_picture(pdf, RIVERSIDE)
    assert (found.outcome, found.consumer, found.can_check_in) == ("valid", "Maria Silva", True)
    take(clinic, Action.CHECK_IN, appointment)
    assert clinic.scanning.scan(qr(clinic, appointment), RIVERSIDE).outcome == "already-in"


@pytest.mark.feature("DOC-3")
@pytest.mark.parametrize(("hour", "outcome"), [(8, "early"), (10, "valid"), (11, "late")])
def test_early_in_time_and_late_are_told_apart(
    clinic: Clinic, clock: Clock, appointment: int, hour: int, outcome: str
) -> None:
    clock.to(hour, 5)
    assert clinic.scanning.scan(qr(clinic, appointment), RIVERSIDE).outcome == outcome


@pytest.mark.feature("DOC-3")
def test_other_day_other_center_cancelled_and_finished(clinic: Clinic, clock: Clock, appointment: int) -> None:
    text = qr(clinic, appointment)
    assert clinic.scanning.scan(text, LAKESIDE).outcome == "other-center"
    clock.instant = at(10, 30, days=1)
    assert clinic.scanning.scan(text, RIVERSIDE).outcome == "other-day"
    clock.instant = at(11)
    manager = sign_in(clinic.desk.database.url, clock, "manager")
    take(manager, Action.COMPLETE, appointment)
    assert clinic.scanning.scan(text, RIVERSIDE).outcome == "finished"
    take(manager, Action.REOPEN, appointment)
    take(manager, Action.CANCEL, appointment)
    manager.close()
    assert clinic.scanning.scan(text, RIVERSIDE).outcome == "cancelled"


@pytest.mark.feature("DOC-2", "DOC-3")
def test_forged_foreign_and_unknown_are_told_apart(clinic: Clinic, appointment: int) -> None:
    text = qr(clinic, appointment)
    assert clinic.scanning.scan(text[:-1] + ("A" if text[-1] != "A" else "B")).outcome == "forged"
    assert clinic.scanning.scan(make_text("THERS", new_token(), "cd" * 32)).outcome == "foreign"
    assert clinic.scanning.scan(make_text("RVRSD", new_token(), "ab" * 32)).outcome == "unknown"
    for text in ("", "\0", "hello", "x" * 10**6, "K7M-4XQ", "' OR 1=1 --"):
        assert clinic.scanning.scan(text).outcome == "unknown"


@pytest.mark.feature("DOC-3")
def test_a_confirmation_of_an_earlier_time_says_moved(clinic: Clinic, appointment: int) -> None:
    old = qr(clinic, appointment)
    with clinic.desk.database.read() as connection:
        token = connection.execute(select(Confirmation.token)).scalar_one()
    assert token in old
    stale = new_token()
    moved = {"appointment_id": appointment, "token": stale, "starts_at": at(9), "created_at": NOW}
    clinic.desk.database.write(lambda connection: connection.execute(insert(Confirmation).values(**moved)))
    assert clinic.scanning.scan(make_text("RVRSD", stale, "ab" * 32)).outcome == "moved"


@pytest.mark.feature("DOC-3")
def test_the_short_code_can_be_typed(clinic: Clinic, appointment: int) -> None:
    code = clinic.documents.confirmation_sheet(appointment).code
    assert clinic.scanning.scan(f" {code.lower()}\r", RIVERSIDE).appointment_id == appointment


def test_a_picture_without_a_code_is_said(clinic: Clinic) -> None:
    with pytest.raises(RuleBroken, match="picture.unreadable"):
        clinic.scanning.scan_picture(b"no picture")
    with pytest.raises(RuleBroken, match="picture.no-code"):
        clinic.scanning.scan_picture(clinic.documents.schedule(RIVERSIDE, NOW.date()))
