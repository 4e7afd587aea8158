"""What the clinic's other systems are told: one event for each change and each of them, in its transaction."""

from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, OutboxState
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.verify import verify
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


def test_nobody_is_told_where_no_system_is_in_use(clinic: Clinic) -> None:
    webhook(clinic, active=False)
    clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    assert not events(clinic)


def test_an_event_says_how_the_appointment_stands_in_codes_and_nothing_of_the_person(clinic: Clinic) -> None:
    webhook(clinic)
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15), note="Maria is shy"), new_command_id())
    assert {one.recipient for one in events(clinic)} == {"records.example"}
    found = {one.payload["type"]: one for one in events(clinic)}
    event = found["appointment.book"]
    assert (event.kind, event.appointment_id) == ("event", booked.appointment_id)
    assert event.payload["timestamp"] == "2026-11-24T10:22:00+00:00"
    told = event.payload["data"]
    assert (told["code"], told["version"], told["status"]) == (booked.code, 1, "booked")
    assert (told["start"], told["zone"]) == ("2026-11-24T15:00:00+00:00", "Europe/Lisbon")
    assert (told["service"], told["center"], told["clinician"]) == ("influenza", "riverside", "chen")
    assert told["consumer"] == "maria.silva"
    for one in found.values():
        assert "Maria" not in str(one.payload)
        assert "example.org" not in str(one.payload)


def test_each_change_is_told_once_to_each_system_with_the_metadata(clinic: Clinic) -> None:
    one, other = webhook(clinic), webhook(clinic, "http://localhost:8000/")
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    clinic.appointments.set_metadata(booked.appointment_id, 1, "", "884", new_command_id())
    command = new_command_id()
    for _again in range(2):  # an answer was lost: the same call once more
        clinic.appointments.act(Act(Action.CANCEL, booked.appointment_id, 1, reason_id=1), command)
    for system in (one, other):
        told = [each.payload for each in events(clinic) if each.webhook_id == system]
        assert [each["type"] for each in told] == [
            "appointment.book",
            "appointment.metadata-changed",
            "appointment.cancel",
        ]
        assert [each["data"]["metadata"] for each in told] == [{}, {"case": "884"}, {"case": "884"}]
        assert (told[2]["data"]["status"], told[2]["data"]["cancel_reason"]) == ("cancelled", "ill")
        assert told[2]["data"]["version"] == 2
    assert len({each.message_id for each in events(clinic)}) == 6


def test_what_is_undone_before_it_was_told_is_told_as_undone_only(clinic: Clinic) -> None:
    webhook(clinic)
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    command = new_command_id()
    clinic.appointments.act(Act(Action.CANCEL, booked.appointment_id, 1), command)
    assert all(each.next_at > clinic.now() for each in events(clinic))  # not before it can be undone no more
    clinic.appointments.undo(command, new_command_id())
    assert [(each.payload["type"], each.state) for each in events(clinic)] == [
        ("appointment.book", OutboxState.WAITING),
        ("appointment.cancel", OutboxState.SUPERSEDED),
        ("appointment.undone", OutboxState.WAITING),
    ]
    assert events(clinic)[-1].payload["data"]["status"] == "booked"
    assert verify(clinic.desk.database) == ()


def test_what_is_refused_is_told_to_nobody(clinic: Clinic) -> None:
    webhook(clinic)
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    with pytest.raises(RuleBroken):
        clinic.appointments.act(Act(Action.NO_SHOW, booked.appointment_id, 1), new_command_id())
    assert len(events(clinic)) == 1


def test_the_page_of_a_consumer_shows_what_they_were_told_and_not_what_systems_were(clinic: Clinic) -> None:
    webhook(clinic)
    silva = maria(clinic)
    clinic.booking.book(influenza(silva, start=at(15)), new_command_id())
    assert [one.kind for one in clinic.consumers.messages(silva)] == ["confirmation"]
    assert clinic.consumers.overview(silva).messages == 1
