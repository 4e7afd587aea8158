"""What waits for a clinician: the appointments that have a time and nobody who does it.

They are given away by accepting them with a clinician (`Appointments.act`); `Appointments.colleagues` says who is free.
"""

from frontdesk.services.desk import Desk
from frontdesk.views.dispatch import DispatchLine, read_to_dispatch


class Dispatch:
    """What a dispatcher goes through."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, center_id: int) -> tuple[DispatchLine, ...]:
        """Those of a center that wait for a clinician, the next to begin first."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_to_dispatch(connection, center_id)
