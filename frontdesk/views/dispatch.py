"""The appointments of a center that have a time and nobody who does it: what the dispatcher goes through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.database.tables import Appointment, Center, Consumer, History, Room, Service, Staff
from frontdesk.rules.words import Action, Status

MOST: Final = 500
"""So many are listed; more than a center can ever have waiting."""


@dataclass(frozen=True, slots=True)
class DispatchLine:
    """One of them. `start`, `end` and `since` are aware UTC, `wall_*` the center's clock in `zone`.

    `rejected_by` and `why` are empty where nobody rejected it: then it waits since it was taken down.
    """

    id: int
    version: int
    code: str
    consumer: str
    phone: str
    service: str
    room: str
    start: datetime
    end: datetime
    wall_start: datetime
    wall_end: datetime
    zone: str
    since: datetime
    rejected_by: str = ""
    why: str = ""


_ROWS = (
    select(
        Appointment.id,
        Appointment.version,
        Appointment.code,
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        func.coalesce(Consumer.phone, "").label("phone"),
        Service.name.label("service"),
        func.coalesce(Room.name, "").label("room"),
        Appointment.starts_at.label("start"),
        Appointment.ends_at.label("end"),
        Appointment.wall_start,
        Appointment.wall_end,
        Center.zone,
        Appointment.created_at.label("since"),
    )
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Center, Center.id == Appointment.center_id)
    .join(Room, Room.id == Appointment.room_id, isouter=True)
    .where(
        Appointment.status == Status.PROPOSED,
        Appointment.starts_at.is_not(None),
        # Of the requests of all centers by the index of lists: by that of a center's days it would be all it ever had.
        Appointment.center_id + 0 == bindparam("center"),
        Appointment.clinician_id.is_(None),
    )
    .order_by(Appointment.starts_at, Appointment.id)
    .limit(MOST)
)
_REJECTED = (
    select(History.appointment_id, History.at, History.changes, func.coalesce(Staff.name, "").label("by"))
    .join(Staff, Staff.id == History.actor_id, isouter=True)
    .where(
        History.appointment_id.in_(bindparam("appointments", expanding=True)),
        History.action == Action.REJECT_TASK.value,
    )
    .order_by(History.version)
)


def read_to_dispatch(connection: Connection, center_id: int) -> tuple[DispatchLine, ...]:
    """Those of a center, the next to begin first, at most `MOST`."""
    rows: Sequence[Any] = connection.execute(_ROWS, {"center": center_id}).mappings().all()
    rejected = _rejections(connection, [row["id"] for row in rows])
    return tuple(DispatchLine(**{**row, **rejected.get(row["id"], {})}) for row in rows)


def _rejections(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Of each that was rejected, who did last, why, and when."""
    if not ids:
        return {}
    rows: Iterable[Any] = connection.execute(_REJECTED, {"appointments": ids})
    return {
        row.appointment_id: {
            "rejected_by": row.by,
            "why": str(row.changes.get("remark", ["", ""])[1]),
            "since": row.at,
        }
        for row in rows
    }
