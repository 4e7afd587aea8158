"""What of a change the person who is signed in here is to be told at once, whatever page shows."""

from itertools import chain
from typing import Final

from frontdesk.rules.changes import Changes
from frontdesk.services.desk import Desk
from frontdesk.views.alerts import Alert, read_alerts, read_rejected

_MOST: Final = 200
"""Of more at once (an import, a whole day moved) the last ones are looked at."""


class Alerts:
    """Asked with what changed, here or at another desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, changes: Changes, center_id: int) -> tuple[Alert, ...]:
        """New requests for the person, requests escalated to them, tasks rejected at the center that is shown.

        What somebody did themselves is no news to them. Raises RuleBroken `sign-in.needed`.
        """
        person, now = self._desk.person(), self._desk.now()
        requests = sorted(changes.requests)[-_MOST:]
        appointments = sorted(changes.appointments)[-_MOST:]
        with self._desk.database.read() as connection:
            return tuple(
                chain(
                    read_alerts(connection, person, center_id, now, requests),
                    read_rejected(connection, person, center_id, now, appointments),
                )
            )
