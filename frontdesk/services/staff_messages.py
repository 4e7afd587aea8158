"""E-mails to the staff: written into the outbox with the change that they tell of, as those to consumers are."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.adding import add_all
from frontdesk.database.tables import Clinic, Outbox, Staff, StaffCenter, StaffRole
from frontdesk.rules.words import OutboxState, Role, StaffMessage
from frontdesk.services.desk import Work
from frontdesk.services.record import messages_wait_until

_ADDRESSES = (
    select(Staff.id, Staff.email, select(Clinic.language).limit(1).scalar_subquery().label("language"))
    .where(Staff.id.in_(bindparam("ids", expanding=True)), Staff.active, Staff.email.is_not(None), Staff.email != "")
    .order_by(Staff.id)
)
_AT_DESK = (
    select(StaffRole.staff_id)
    .join(StaffCenter, StaffCenter.staff_id == StaffRole.staff_id)
    .where(StaffRole.role == Role.AGENT, StaffCenter.center_id == bindparam("center"))
)
_MANAGERS = select(StaffRole.staff_id).where(StaffRole.role == Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Told:
    """What an e-mail to the staff tells: of the change of `history_id`, about a consumer; see `tell_staff`."""

    kind: StaffMessage
    history_id: int
    consumer_id: int
    payload: Mapping[str, Any]
    appointment_id: int | None = None


def tell_staff(
    work: Work,
    kind: StaffMessage,
    history_id: int,
    staff: Iterable[int | None],
    *,
    consumer_id: int,
    appointment_id: int | None = None,
    payload: Mapping[str, Any],
) -> int:
    """Put an e-mail of `kind` into the outbox for each of them who has an address; how many that are.

    Who makes the change knows of it and is left out. `consumer_id` is whom it is about; `payload` is what the
    template may say beside it: `message` (words), `request` (id).
    """
    others = {one for one in staff if one is not None} - {work.staff.staff_id}
    told = Told(kind, history_id, consumer_id, payload, appointment_id)
    return queue_for_staff(work.connection, told, others, work.at, messages_wait_until(work))


def queue_for_staff(
    connection: Connection, told: Told, staff: Collection[int], at: datetime, send_from: datetime
) -> int:
    """The same of a change that nobody at a desk made: e-mails written at an instant, sent from another one on."""
    rows = connection.execute(_ADDRESSES, {"ids": sorted(staff)}).all() if staff else ()
    shared = {
        "appointment_id": told.appointment_id,
        "consumer_id": told.consumer_id,
        "history_id": told.history_id,
        "kind": told.kind.value,
        "channel": "email",
        "payload": dict(told.payload),
        "state": OutboxState.WAITING,
        "created_at": at,
        "next_at": send_from,
        "attempts": 0,
        "error": "",
    }
    own = [{"staff_id": row.id, "recipient": row.email, "language": row.language} for row in rows]
    add_all(connection, Outbox, [shared | one | {"message_id": secrets.token_hex(16)} for one in own])
    return len(own)


def at_desk(work: Work, center_id: int) -> list[int]:
    """The agents of a center."""
    return list(work.connection.execute(_AT_DESK, {"center": center_id}).scalars())


def managers(connection: Connection) -> list[int]:
    """All managers."""
    return list(connection.execute(_MANAGERS).scalars())
