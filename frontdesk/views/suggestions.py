"""The times that a consumer suggested for an appointment and that wait for the desk's answer."""

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.database.tables import Suggestion
from frontdesk.views.appointment import SuggestionLine

_NEWEST = (
    select(func.max(Suggestion.created_at))
    .where(Suggestion.appointment_id == bindparam("appointment"))
    .scalar_subquery()
)
_OPEN = (
    select(Suggestion.starts_at, Suggestion.wall_start, Suggestion.note)
    .where(Suggestion.appointment_id == bindparam("appointment"), Suggestion.created_at == _NEWEST)
    .order_by(Suggestion.id)
)


def read_suggestions(connection: Connection, appointment_id: int) -> tuple[SuggestionLine, ...]:
    """Those suggested together last, most wished first; they are open while the appointment is `proposed`."""
    rows = connection.execute(_OPEN, {"appointment": appointment_id})
    return tuple(SuggestionLine(row.starts_at, row.wall_start, row.note) for row in rows)
