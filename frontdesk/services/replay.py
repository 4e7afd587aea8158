"""Replays the history of appointments and compares it with the present."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from frontdesk.database.tables import Appointment, History
from frontdesk.services.desk import plain
from frontdesk.services.record import FOLLOWED

_BATCH = 2000


def replayed(connection: Connection) -> Iterator[tuple[str, str, Any, Any]]:
    """Each difference as (code, column, what history says, what is), appointment after appointment."""
    last = 0
    while True:
        rows = connection.execute(
            select(Appointment.__table__).where(Appointment.id > last).order_by(Appointment.id).limit(_BATCH)
        ).all()
        if not rows:
            return
        told = _told(connection, last, rows[-1].id)
        for row in rows:
            yield from _compared(row, told.get(row.id, {}))
        last = rows[-1].id


def _told(connection: Connection, after: int, until: int) -> dict[int, dict[str, Any]]:
    """The state each appointment of the batch has when its history is played from the first entry to the last."""
    states: dict[int, dict[str, Any]] = {}
    for entry in connection.execute(
        select(History.appointment_id, History.changes)
        .where(History.appointment_id > after, History.appointment_id <= until, History.version.is_not(None))
        .order_by(History.appointment_id, History.version)
    ):
        state = states.setdefault(entry.appointment_id or 0, {})
        for column, (_, new) in entry.changes.items():
            state[column] = new
    return states


def _compared(row: Row[Any], told: dict[str, Any]) -> Iterator[tuple[str, str, Any, Any]]:
    for column in FOLLOWED:
        present = plain(getattr(row, column))
        if present != told.get(column):
            yield row.code, column, told.get(column), present
