"""Which times the requestors of requests without an appointment wish for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Suggestion

_WISHES = (
    select(Suggestion.request_id, Suggestion.wall_start, Suggestion.created_at)
    .where(
        Suggestion.request_id.in_(bindparam("requests", expanding=True)),
        Suggestion.appointment_id.is_(None),
    )
    .order_by(Suggestion.id)
)


def read_wishes(connection: Connection, requests: Collection[int]) -> dict[int, tuple[datetime, ...]]:
    """The times that were wished for last, by the center's clock, most wished first."""
    told: dict[int, dict[datetime, list[datetime]]] = {}
    rows = connection.execute(_WISHES, {"requests": sorted(requests)}) if requests else ()
    for request, wall, at in rows:
        told.setdefault(request, {}).setdefault(at, []).append(wall)
    return {request: tuple(by_time[max(by_time)]) for request, by_time in told.items()}
