"""Puts names in place of the ids that history keeps, with one query for each kind of thing that occurs."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.database.tables import Appointment, Center, Consumer, Reason, Room, Service, Staff, VideoPlatform

_NAMED: dict[str, tuple[Any, Any]] = {
    "clinician_id": (Staff.id, Staff.name),
    "created_by": (Staff.id, Staff.name),
    "wish_clinician_id": (Staff.id, Staff.name),
    "center_id": (Center.id, Center.name),
    "service_id": (Service.id, Service.name),
    "room_id": (Room.id, Room.name),
    "consumer_id": (Consumer.id, Consumer.first_name + " " + Consumer.last_name),
    "outcome_reason_id": (Reason.id, Reason.name),
    "cancel_reason_id": (Reason.id, Reason.name),
    "video_platform_id": (VideoPlatform.id, VideoPlatform.name),
    "follows_id": (Appointment.id, func.substr(Appointment.code, 1, 3) + "-" + func.substr(Appointment.code, 4)),
}
_NOT_FOR_PEOPLE = frozenset(
    {"busy_from", "busy_to", "starts_at", "ends_at", "day", "request_id", "room_unit", "dose_id", "created_at", "code"}
)
"""Columns that say again what another says (the wall clock, the room) or that mean nothing to a person."""


class Names:
    """The names of everything that some history entries mention by id."""

    def __init__(self, connection: Connection, entries: Iterable[Mapping[str, Any]]) -> None:
        wanted: dict[str, set[int]] = {}
        for changes in entries:
            for column in changes.keys() & _NAMED.keys():
                wanted.setdefault(column, set()).update(value for value in changes[column] if value is not None)
        self._names: dict[tuple[str, int], str] = {}
        for column, ids in wanted.items():
            key, name = _NAMED[column]
            for row in connection.execute(select(key, name).where(key.in_(ids))):
                self._names[column, row[0]] = row[1]

    def readable(self, changes: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
        """Each change a person cares about: the field without `_id`, what it was, what it is; empty for nothing."""
        return tuple(
            (column.removesuffix("_id"), self._text(column, old), self._text(column, new))
            for column, (old, new) in changes.items()
            if column not in _NOT_FOR_PEOPLE
        )

    def _text(self, column: str, value: Any) -> str:
        if value is None:
            return ""
        if column in _NAMED:
            return self._names.get((column, value), str(value))
        return str(value)
