"""Events on their way to a real system: sent once each, tried again under the same id, given up when it must be."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.words import Action, OutboxState
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.verify import verify
from frontdesk.services.webhook_set_up import WebhookForm
from tests.little import Clock, at, influenza, maria, sign_in
from tests.rings import Ring, ring_in_memory
from tests.systems import System, system

pytestmark = pytest.mark.feature("MSG-7")


@pytest.fixture
def ring() -> Iterator[Ring]:
    with ring_in_memory() as made:
        yield made


@pytest.fixture
def records(clinic: Clinic, clock: Clock, ring: Ring) -> Iterator[System]:
    """A system of the clinic that is told of every change."""
    boss = sign_in(clinic.desk.database.url, clock, "manager", "Office")
    with system() as made:
        one = boss.webhooks.save(WebhookForm("Records", made.url), new_command_id()).id
        boss.webhooks.new_secret(one, new_command_id())
        boss.close()
        yield made


def later(clock: Clock, **more: float) -> None:
    clock.instant += timedelta(**more)


def told(records: System) -> list[str]:
    return [json.loads(got.body)["type"] for got in records.got]


def rows(clinic: Clinic) -> list[Any]:
    wanted = select(t.Outbox.state, t.Outbox.error, t.Outbox.attempts, t.Outbox.message_id)
    with clinic.desk.database.read() as connection:
        return list(connection.execute(wanted.where(t.Outbox.channel == "webhook").order_by(t.Outbox.id)))


def test_every_change_arrives_once_and_in_order_when_it_can_be_undone_no_more(
    clinic: Clinic, clock: Clock, records: System
) -> None:
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    clinic.sending.send_due()
    assert told(records) == []
    later(clock, seconds=11)
    clinic.appointments.act(Act(Action.CANCEL, booked.appointment_id, 1), new_command_id())
    later(clock, seconds=11)
    assert clinic.sending.send_due().sent == 2
    assert clinic.sending.send_due().sent == 0
    assert told(records) == ["appointment.book", "appointment.cancel"]
    assert [json.loads(got.body)["data"]["version"] for got in records.got] == [1, 2]
    assert {row.state for row in rows(clinic)} == {OutboxState.SENT}
    assert verify(clinic.desk.database) == ()


def test_a_system_that_is_away_is_told_later_under_the_same_id(clinic: Clinic, clock: Clock, records: System) -> None:
    clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    later(clock, seconds=11)
    records.status = 503
    clinic.sending.send_due()
    assert [(row.state, row.error, row.attempts) for row in rows(clinic)] == [
        (OutboxState.WAITING, "webhook.answered 503", 1)
    ]
    (waiting,) = [one for one in clinic.outgoing.queue([OutboxState.WAITING]) if one.channel == "webhook"]
    assert waiting.error == "The system answered 503 instead of taking the event."
    clinic.sending.send_due()
    assert len(records.got) == 1  # not before a minute has gone by
    records.status = 200
    later(clock, minutes=2)
    clinic.sending.send_due()
    assert [got.headers["webhook-id"] for got in records.got] == [rows(clinic)[0].message_id] * 2
    assert records.got[0].body == records.got[1].body
    assert rows(clinic)[0].state is OutboxState.SENT


def test_what_it_wants_no_more_fails_and_can_be_sent_again(clinic: Clinic, clock: Clock, records: System) -> None:
    clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    later(clock, seconds=11)
    records.status = 410
    clinic.sending.send_due()
    assert [(row.state, row.error) for row in rows(clinic)] == [(OutboxState.FAILED, "webhook.gone 410")]
    (failed,) = clinic.outgoing.queue([OutboxState.FAILED])
    records.status = 204
    clinic.outgoing.resend(failed.id, new_command_id())
    clinic.sending.send_due()
    assert rows(clinic)[0].state is OutboxState.SENT
    assert told(records) == ["appointment.book", "appointment.book"]


def test_a_desk_without_the_secret_leaves_events_to_one_that_has_it(
    clinic: Clinic, clock: Clock, records: System, ring: Ring
) -> None:
    clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    kept = dict(ring.kept)
    ring.kept.clear()  # as it is on another computer
    later(clock, minutes=1)
    clinic.sending.send_due()
    assert [(row.state, row.attempts, row.error) for row in rows(clinic)] == [(OutboxState.WAITING, 0, "")]
    ring.kept.update(kept)
    assert clinic.sending.send_due().sent == 1


def test_where_nobody_has_the_secret_people_see_why_events_wait(
    clinic: Clinic, clock: Clock, records: System, ring: Ring
) -> None:
    clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    ring.kept.clear()
    later(clock, hours=1)
    clinic.sending.send_due()
    assert [(row.state, row.attempts, row.error) for row in rows(clinic)] == [
        (OutboxState.WAITING, 1, "webhook.secret")
    ]
    assert not records.got
