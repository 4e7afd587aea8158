"""How many messages wait to be sent."""

import pytest
from sqlalchemy import func, select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Outbox
from frontdesk.services import outgoing
from frontdesk.services.forms import new_command_id
from tests.little import at, influenza, maria


def test_a_booking_tells_the_consumer_and_is_counted_until_it_is_sent(clinic: Clinic) -> None:
    assert clinic.outgoing.state().waiting == 0
    silva = maria(clinic, email="maria@example.org")
    clinic.booking.book(influenza(silva, start=at(15)), new_command_id())
    with clinic.desk.database.read() as connection:
        written = connection.execute(select(func.count()).select_from(Outbox)).scalar_one()
    assert clinic.outgoing.state().waiting == written > 0


def test_no_more_are_counted_than_are_said(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "MOST_WAITING", 1)
    silva = maria(clinic, email="maria@example.org")
    for hour in (14, 15):
        clinic.booking.book(influenza(silva, start=at(hour)), new_command_id())
    assert clinic.outgoing.state().waiting == 1
