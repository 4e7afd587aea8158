"""E-mails to the staff: written into the outbox with the change that they tell of, as those to consumers are."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from frontdesk.database.adding import add_all
from frontdesk.database.tables import Clinic, ClinicianGroupMember, Outbox, Staff, StaffCenter, StaffRole
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
_MEMBERS = select(ClinicianGroupMember.staff_id).where(ClinicianGroupMember.group_id == bindparam("group"))
_MANAGERS = select(StaffRole.staff_id).where(StaffRole.role == Role.MANAGER)


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
    ids = sorted({one for one in staff if one is not None} - {work.staff.staff_id})
    rows = work.connection.execute(_ADDRESSES, {"ids": ids}).all() if ids else ()
    shared = {
        "appointment_id": appointment_id,
        "consumer_id": consumer_id,
        "history_id": history_id,
        "kind": kind.value,
        "channel": "email",
        "payload": dict(payload),
        "state": OutboxState.WAITING,
        "created_at": work.at,
        "next_at": messages_wait_until(work),
        "attempts": 0,
        "error": "",
    }
    own = [{"staff_id": row.id, "recipient": row.email, "language": row.language} for row in rows]
    add_all(work.connection, Outbox, [shared | one | {"message_id": secrets.token_hex(16)} for one in own])
    return len(own)


def at_desk(work: Work, center_id: int) -> list[int]:
    """The agents of a center."""
    return list(work.connection.execute(_AT_DESK, {"center": center_id}).scalars())


def asked_for(work: Work, clinician_id: int | None, group_id: int | None, center_id: int) -> list[int]:
    """Those a request is for: the clinician, else the members of the group, else the agents of the center."""
    if clinician_id is not None:
        return [clinician_id]
    if group_id is not None:
        return list(work.connection.execute(_MEMBERS, {"group": group_id}).scalars())
    return at_desk(work, center_id)


def managers(work: Work) -> list[int]:
    """All managers."""
    return list(work.connection.execute(_MANAGERS).scalars())
