"""Hands one event of the outbox to the system of the clinic that it is for."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, or_, select

from frontdesk.database.tables import Clinic, Outbox, Webhook
from frontdesk.messages.outcomes import Refused, Sent
from frontdesk.messages.patience import Stop
from frontdesk.messages.secrets import read_secret
from frontdesk.rules.problems import Unavailable
from frontdesk.services.claiming import Row
from frontdesk.services.desk import Desk

_ELSEWHERE: Final = timedelta(minutes=30)
_OUT_OF_USE: Final = Refused("webhook.out-of-use", for_good=True)


def sent_from_here(desk: Desk) -> ColumnElement[bool]:
    """The condition of events that this computer takes: it has the secret of their system, or nobody seems to.

    Another desk may have it and sends within seconds; what nobody took for long is refused here: people see why.
    """
    with desk.database.read() as connection:
        mark: str = connection.execute(select(Clinic.mark)).scalar_one()
        systems = [one.id for one in desk.memory.plans(connection).webhooks(connection)]
    elsewhere = [one for one in systems if not _secret(mark, one)]
    return or_(Outbox.webhook_id.not_in(elsewhere), Outbox.next_at <= desk.now() - _ELSEWHERE)


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
    secret = _secret(mark, row.webhook_id)
    if secret is None:
        return Refused("webhook.secret", for_good=False)
    return deliver(system.url, secret, row.message_id, body_of(row.payload), desk.now(), stop)


def _secret(mark: str, webhook_id: int) -> str | None:
    try:
        return read_secret(mark, f"webhook:{webhook_id}")
    except Unavailable:
        return None
