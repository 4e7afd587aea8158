"""The start page: which parts of it somebody may see, and what stands there now."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Role
from frontdesk.services.desk import Desk
from frontdesk.views.today import CenterDay, DeskDay, MyDay, Part, Today
from frontdesk.views.today_center import read_center
from frontdesk.views.today_read import Asking, read_desk, read_mine

_FOR = {
    Part.MINE: frozenset({Role.CLINICIAN}),
    Part.DESK: frozenset({Role.AGENT, Role.MANAGER, Role.ADMINISTRATOR}),
    Part.CENTER: frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
}
_READ: dict[Part, Callable[[Connection, Asking], Today[Any]]] = {
    Part.MINE: read_mine,
    Part.DESK: read_desk,
    Part.CENTER: read_center,
}


class TodayDesk:
    """What a person sees first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def parts(self) -> tuple[Part, ...]:
        """What the person who is signed in may see, what is theirs first; asks no database.

        Raises RuleBroken `sign-in.needed`.
        """
        roles = self._desk.signed_in().roles
        seen = [part for part in Part if roles & _FOR[part]]
        return tuple(sorted(seen, key=lambda part: part is Part.DESK and Role.AGENT not in roles))

    def read(self, part: Part, center_id: int) -> Today[MyDay] | Today[DeskDay] | Today[CenterDay]:
        """One part, of a center's today, in one snapshot.

        Raises RuleBroken `not.your-role` and `center.unknown`.
        """
        if part not in self.parts():
            raise RuleBroken("not.your-role")
        asking = Asking(center_id, self._desk.person(), self._desk.now(), frozenset(self._desk.own_holds))
        with self._desk.database.read() as connection:
            return _READ[part](connection, asking)
