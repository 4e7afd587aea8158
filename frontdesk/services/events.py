"""Hands one event of the outbox to the system of the clinic that it is for."""

from typing import Any, Final

from sqlalchemy import select

from frontdesk.database.tables import Clinic, Webhook
from frontdesk.messages.outcomes import Refused, Sent
from frontdesk.messages.patience import Stop
from frontdesk.messages.secrets import read_secret
from frontdesk.rules.problems import Unavailable
from frontdesk.services.claiming import Row
from frontdesk.services.desk import Desk

_OUT_OF_USE: Final = Refused("webhook.out-of-use", for_good=True)


def deliver_event(desk: Desk, row: Row, stop: Stop) -> Sent | Refused:
    """What became of the event. A system that is told nothing any more, or whose secret is elsewhere, refuses it."""
    from frontdesk.messages.webhooks import body_of, deliver  # noqa: PLC0415  most clinics have no such system

    with desk.database.read() as connection:
        mark: str = connection.execute(select(Clinic.mark)).scalar_one()
        system: Any = connection.execute(
            select(Webhook.url, Webhook.active).where(Webhook.id == row.webhook_id)
        ).first()
    if system is None or not system.active:
        return _OUT_OF_USE
    try:
        secret = read_secret(mark, f"webhook:{row.webhook_id}")
    except Unavailable:
        secret = None
    if secret is None:
        return Refused("webhook.secret", for_good=False)
    return deliver(system.url, secret, row.message_id, body_of(row.payload), desk.now(), stop)
