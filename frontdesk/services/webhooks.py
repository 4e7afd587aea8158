"""Tells the clinic's other systems of a change: an event in the outbox for each, in the change's own transaction."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import aliased

from frontdesk.database.adding import add_all
from frontdesk.database.tables import (
    Appointment,
    Center,
    Consumer,
    Dose,
    History,
    MetadataField,
    MetadataValue,
    Outbox,
    Program,
    Reason,
    Service,
    Staff,
)
from frontdesk.rules.times import zone_of
from frontdesk.rules.words import OutboxState
from frontdesk.services.desk import Work, plain
from frontdesk.services.record import undo_seconds

CHANNEL: Final = "webhook"
KIND: Final = "event"
_CANCEL, _OUTCOME = aliased(Reason), aliased(Reason)
_FOLLOWED = aliased(Appointment)
_ENTRIES = (
    select(
        History.id,
        History.action,
        History.at,
        *(
            getattr(Appointment, name)
            for name in (
                *("consumer_id", "code", "version", "status", "starts_at", "ends_at", "zone"),
                *("modality", "late", "overbooked", "cancel_class", "answer_by"),
            )
        ),
        Appointment.id.label("appointment_id"),
        Consumer.user_id.label("consumer"),
        Service.code.label("service"),
        Center.code.label("center"),
        Staff.code.label("clinician"),
        Program.code.label("program"),
        Dose.number.label("dose"),
        _CANCEL.code.label("cancel_reason"),
        _OUTCOME.code.label("outcome_reason"),
        _FOLLOWED.code.label("follows"),
    )
    .join(Appointment, Appointment.id == History.appointment_id)
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Center, Center.id == Appointment.center_id)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
    .join(Program, Program.id == Dose.program_id, isouter=True)
    .join(_CANCEL, _CANCEL.id == Appointment.cancel_reason_id, isouter=True)
    .join(_OUTCOME, _OUTCOME.id == Appointment.outcome_reason_id, isouter=True)
    .join(_FOLLOWED, _FOLLOWED.id == Appointment.follows_id, isouter=True)
    .where(History.id.in_(bindparam("entries", expanding=True)))
    .order_by(History.id)
)
_METADATA = (
    select(MetadataValue.appointment_id, MetadataField.code, MetadataValue.value)
    .join(MetadataField, MetadataField.id == MetadataValue.field_id)
    .where(MetadataValue.appointment_id.in_(bindparam("appointments", expanding=True)), MetadataField.active)
    .order_by(MetadataField.position, MetadataField.id)
)
_AS_IT_IS = (
    *("code", "version", "status", "zone", "modality", "service", "center", "clinician", "consumer"),
    *("program", "dose", "late", "overbooked", "cancel_class", "cancel_reason", "outcome_reason", "follows"),
)


def tell_systems(work: Work, told: Sequence[tuple[int, int]]) -> None:
    """Queue an event for every active webhook and each change, given as ids of its history entry and appointment.

    The event says how the appointment stands now: codes, times and the clinic's metadata, of the consumer nothing but
    the user ID. It waits as long as the change can be undone. No statement where nobody is to be told.
    """
    webhooks = work.plans.webhooks(work.connection)
    if not webhooks or not told:
        return
    entries = work.connection.execute(_ENTRIES, {"entries": [entry for entry, _ in told]}).all()
    metadata = _metadata(work.connection, sorted({appointment for _, appointment in told}))
    rows = [
        _row(work, webhook, entry, event(entry, metadata[entry.appointment_id]))
        for entry in entries
        for webhook in webhooks
    ]
    add_all(work.connection, Outbox, rows)


def event(entry: Any, metadata: Mapping[str, str]) -> dict[str, Any]:
    """What another system is sent of a change: its type, when it was, and the appointment after it."""
    appointment = {name: plain(getattr(entry, name)) for name in _AS_IT_IS}
    return {
        "type": f"appointment.{entry.action}",
        "timestamp": plain(entry.at),
        "data": {
            **appointment,
            "start": _local(entry.starts_at, entry.zone),
            "end": _local(entry.ends_at, entry.zone),
            "answer_by": _local(entry.answer_by, entry.zone),
            "metadata": dict(metadata),
        },
    }


def host(url: str) -> str:
    """The name of the computer that an address leads to, which is what lists say of it."""
    return urlsplit(url).hostname or ""


def _local(instant: datetime | None, zone: str) -> str | None:
    """An instant with the offset of the center's clock."""
    return None if instant is None else instant.astimezone(zone_of(zone)).isoformat()


def _metadata(connection: Connection, appointments: Sequence[int]) -> Mapping[int, dict[str, str]]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(_METADATA, {"appointments": appointments}):
        found[row.appointment_id][row.code] = row.value
    return found


def _row(work: Work, webhook: Any, entry: Any, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "appointment_id": entry.appointment_id,
        "consumer_id": entry.consumer_id,
        "history_id": entry.id,
        "webhook_id": webhook.id,
        "kind": KIND,
        "channel": CHANNEL,
        "recipient": host(webhook.url),
        "language": "",
        "payload": payload,
        "message_id": secrets.token_hex(16),
        "state": OutboxState.WAITING,
        "created_at": work.at,
        "next_at": work.at + timedelta(seconds=undo_seconds(work)),
        "attempts": 0,
        "error": "",
    }
