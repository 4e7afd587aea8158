"""The on-demand switch: a clinician, or the desk for them, says that they are available now for requests for now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from frontdesk.database.adding import add
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Center, OnDemand, Staff, StaffCenter, StaffRole
from frontdesk.rules.availability import ON_DEMAND_FOR
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import Subject, may_book
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Role
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_rows import center_zone
from frontdesk.services.record import write_history

_CLINICIANS_HERE = (
    select(Staff.id)
    .join(StaffRole, StaffRole.staff_id == Staff.id)
    .join(StaffCenter, StaffCenter.staff_id == Staff.id)
    .where(Staff.active, StaffRole.role == Role.CLINICIAN, StaffCenter.center_id == bindparam("center"))
)
_AT = (
    select(OnDemand.staff_id, Staff.name, OnDemand.since)
    .join(Staff, Staff.id == OnDemand.staff_id)
    .where(OnDemand.center_id == bindparam("center"), Staff.id.in_(_CLINICIANS_HERE))
    .where(OnDemand.since > bindparam("on_since"), OnDemand.since < bindparam("on_until"))
    .order_by(OnDemand.since, OnDemand.staff_id)
)
_WHERE = select(OnDemand.center_id, OnDemand.since).where(OnDemand.staff_id == bindparam("staff"))


@dataclass(frozen=True, slots=True)
class OnDemandLine:
    """A clinician who is available now, and since when (aware)."""

    staff_id: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Switched:
    """The switch is as wanted; nothing changed where it was so before."""

    changes: Changes


class OnDemandDesk:
    """What people do with the switch."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def at(self, center_id: int) -> tuple[OnDemandLine, ...]:
        """Who is available now at a center, the longest first."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return tuple(OnDemandLine(*row) for row in _at(connection, center_id, self._desk.now()))

    def is_on(self, staff_id: int) -> bool:
        """Whether this clinician's switch is on, at whichever center."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return _on_at(connection.execute(_WHERE, {"staff": staff_id}).first(), self._desk.now()) is not None

    def switch(self, staff_id: int, center_id: int, on: bool, command_id: str) -> Switched:
        """Switch a clinician on at this center, which switches them off at another one, or off altogether.

        Clinicians switch themselves, agents those of their centers, managers and administrators everybody.
        Raises RuleBroken `center.unknown`, `clinician.not-here` (param `clinician`), `clinician.unknown`,
        `not.your-role`, `not.your-center`.
        """
        return self._desk.command(command_id, Switched, lambda work: _switch(work, staff_id, center_id, on=on))


def on_demand_at(connection: Connection, center_id: int, now: datetime) -> frozenset[int]:
    """Who is available at `now` (aware) at a center, by id."""
    return frozenset(row.staff_id for row in _at(connection, center_id, now))


def _at(connection: Connection, center_id: int, now: datetime) -> Sequence[Any]:
    return connection.execute(
        _AT, {"center": center_id, "on_since": now - ON_DEMAND_FOR, "on_until": now + ON_DEMAND_FOR}
    ).all()


def _on_at(row: Any, now: datetime) -> int | None:
    """The center where a switch is on still; None where it is off, or was forgotten.

    One that was switched long after now was switched by a clock that went wrong; a desk whose clock differs by minutes
    still shows what it switched.
    """
    return None if row is None or abs(now - row.since) >= ON_DEMAND_FOR else row.center_id


def _switch(work: Work, staff_id: int, center_id: int, *, on: bool) -> Switched:
    center_zone(work, center_id)
    _check_may(work, staff_id, center_id)
    lock_calendars(work.connection, [staff_id], [])
    if on:
        _check_works_here(work, staff_id, center_id)
    row = work.connection.execute(_WHERE, {"staff": staff_id}).first()
    before = _on_at(row, work.at)
    after = center_id if on else None
    if before is not None and after is None:
        _check_may(work, staff_id, before)
    if before == after:
        return Switched(Changes())
    if row is not None:
        work.connection.execute(delete(OnDemand).where(OnDemand.staff_id == staff_id))
    if after is not None:
        add(work.connection, OnDemand, staff_id=staff_id, center_id=after, since=work.at, set_by=work.staff.staff_id)
    centers = [one for one in (before, after) if one is not None]
    names = _names(work.connection, centers)
    told = {f"clinician {staff_id}": [names.get(before or 0), names.get(after or 0)]}
    write_history(work, "on-demand", told)
    return Switched(Changes(on_demand=frozenset(centers)))


def _check_may(work: Work, staff_id: int, center_id: int) -> None:
    if not may_book(work.person, Subject(staff_id, center_id)):
        own_center = center_id in work.person.center_ids
        raise RuleBroken("not.your-role" if own_center else "not.your-center", fields=("center",))


def _check_works_here(work: Work, staff_id: int, center_id: int) -> None:
    """Who is switched on works at the center as a clinician; anybody may be switched off."""
    here = _CLINICIANS_HERE.where(Staff.id == staff_id)
    if work.connection.execute(here, {"center": center_id}).first() is not None:
        return
    name = work.connection.execute(select(Staff.name).where(Staff.id == staff_id)).scalar()
    if name is None:
        raise RuleBroken("clinician.unknown", fields=("clinician",), clinician=str(staff_id))
    raise RuleBroken("clinician.not-here", fields=("clinician",), clinician=name)


def _names(connection: Connection, center_ids: Collection[int]) -> dict[int, str]:
    rows = connection.execute(select(Center.id, Center.name).where(Center.id.in_(center_ids)))
    return {row.id: row.name for row in rows}
