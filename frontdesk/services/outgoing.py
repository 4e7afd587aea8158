"""Messages to consumers that have not gone out yet."""

from sqlalchemy import func, literal, select

from frontdesk.database.tables import Outbox
from frontdesk.rules.words import OutboxState
from frontdesk.services.desk import Desk

MOST_WAITING = 100
"""So many are counted; that there are more is enough to know."""


class Outgoing:
    """What waits to be sent."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> int:
        """How many messages wait, at most `MOST_WAITING`: one walk of an index, however long the outbox is."""
        self._desk.signed_in()
        some = select(literal(1).label("one")).where(Outbox.state == OutboxState.WAITING).limit(MOST_WAITING)
        with self._desk.database.read() as connection:
            return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
