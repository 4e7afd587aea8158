"""What the clinic's other systems are told: one event for each change and each of them, in its transaction."""

from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Status
from frontdesk.services.desk import Work
from frontdesk.services.forms import Acted, new_command_id
from frontdesk.services.webhooks import tell_systems
from tests.little import at, influenza, maria

pytestmark = pytest.mark.feature("MSG-7")


def webhook(clinic: Clinic, url: str = "https://records.example:8443/events", *, active: bool = True) -> int:
    """Another system of the little clinic."""
    row = {"name": "Records", "url": url, "active": active}
    return clinic.desk.database.write(lambda connection: add(connection, t.Webhook, **row))


def events(clinic: Clinic) -> list[Any]:
    """What waits for other systems, in order."""
    wanted = select(t.Outbox.__table__).where(t.Outbox.channel == "webhook").order_by(t.Outbox.id)
    with clinic.desk.database.read() as connection:
        return list(connection.execute(wanted).all())


def tell_again(clinic: Clinic) -> None:
    """Tell of everything that is in history."""

    def work(work: Work) -> Acted:
        told = work.connection.execute(
            select(t.History.id, t.History.appointment_id).where(t.History.appointment_id.is_not(None))
        )
        tell_systems(work, [(row.id, row.appointment_id) for row in told])
        return Acted(0, 0, Status.BOOKED, Changes())

    clinic.desk.command(new_command_id(), Acted, work)


def test_nobody_is_told_where_no_system_is_in_use(clinic: Clinic) -> None:
    webhook(clinic, active=False)
    clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    tell_again(clinic)
    assert not events(clinic)


def test_an_event_says_how_the_appointment_stands_in_codes_and_nothing_of_the_person(clinic: Clinic) -> None:
    webhook(clinic)
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15), note="Maria is shy"), new_command_id())
    noted, event = events(clinic)
    assert noted.payload["type"] == "appointment.note-added"
    assert (event.recipient, event.kind, event.appointment_id) == ("records.example", "event", booked.appointment_id)
    assert event.payload["type"] == "appointment.book"
    assert event.payload["timestamp"] == "2026-11-24T10:22:00+00:00"
    told = event.payload["data"]
    assert (told["code"], told["version"], told["status"]) == (booked.code, 1, "booked")
    assert (told["start"], told["zone"]) == ("2026-11-24T15:00:00+00:00", "Europe/Lisbon")
    assert (told["service"], told["center"], told["clinician"]) == ("influenza", "riverside", "chen")
    assert told["consumer"] == "maria.silva"
    for one in (noted, event):
        assert "Maria" not in str(one.payload)
        assert "example.org" not in str(one.payload)
