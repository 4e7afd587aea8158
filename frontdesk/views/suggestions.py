"""The times that a consumer suggested for an appointment and that wait for the desk's answer."""

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.database.tables import Suggestion
from frontdesk.rules.times import nearest_instant
from frontdesk.views.appointment import SuggestionLine

_NEWEST = (
    select(func.max(Suggestion.created_at))
    .where(Suggestion.appointment_id == bindparam("appointment"))
    .scalar_subquery()
)
_OPEN = (
    select(Suggestion.starts_at, Suggestion.wall_start, Suggestion.zone, Suggestion.note)
    .where(Suggestion.appointment_id == bindparam("appointment"), Suggestion.created_at == _NEWEST)
    .order_by(Suggestion.id)
)


def read_suggestions(connection: Connection, appointment_id: int) -> tuple[SuggestionLine, ...]:
    """Those suggested together last, most wished first; they are open while the appointment is `proposed`.

    The wall clock is what was said: the instant is the one it means under the zone's rules of today.
    """
    return tuple(
        SuggestionLine(nearest_instant(row.wall_start, row.zone, row.starts_at), row.wall_start, row.note)
        for row in connection.execute(_OPEN, {"appointment": appointment_id})
    )
