"""What every change of set-up shares: the row as its screen showed it, and the history entry of what it was and is."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import RowMapping, Select, select

from frontdesk.database.tables import (
    Base,
    Center,
    History,
    Room,
    ScheduleException,
    Service,
    Staff,
    StaffCenter,
    StaffRole,
    VideoPlatform,
    Webhook,
    WorkSchedule,
)
from frontdesk.rules.permissions import may_set_up
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Role
from frontdesk.services.desk import Work
from frontdesk.services.record import write_history

CHANGED = "set-up-changed"
"""The history's action for all of them; `version` is that of the row after it."""

_NAMES: dict[type[Base], str] = {
    WorkSchedule: "work schedule",
    ScheduleException: "exception",
    Center: "center",
    Service: "service",
    Room: "room",
    VideoPlatform: "video platform",
    Webhook: "webhook",
}

Document = dict[str, Any]
"""All that a person edits of one thing, in JSON form."""


def standing_row(
    work: Work, table: type[Base], row_id: int, version: int, lock: Callable[[RowMapping], None]
) -> RowMapping:
    """The row, if it still is the one that was seen; the calendars that `lock` takes for it, and then itself, are held.

    Calendars come before rows of plans, here as everywhere: who has written one never waits for a calendar. The row is
    held so that others may still refer to it. Raises RuleBroken `plan.gone`, ChangedElsewhere with who changed what.
    """
    query = select(table.__table__).where(table.__table__.c.id == row_id)
    lock(_as_seen(work, query, table, version))
    return _as_seen(work, query.with_for_update(key_share=True), table, version)


def _as_seen(work: Work, query: Select[Any], table: type[Base], version: int) -> RowMapping:
    row = work.connection.execute(query).mappings().first()
    if row is None:
        raise RuleBroken("plan.gone")
    if row["version"] != version:
        raise _changed_elsewhere(work, f"{_NAMES[table]} {row['id']}", version, row["version"])
    return row


def note_change(  # one parameter for each part of an entry
    work: Work, table: type[Base], row_id: int, version: int, before: Document | None, after: Document | None
) -> None:
    """Write the history entry of a thing of set-up: what it was, and what it is now; None for what is not there."""
    write_history(work, CHANGED, {f"{_NAMES[table]} {row_id}": [before, after]}, version=version)


def may_only_set_up(work: Work) -> None:
    """Raises RuleBroken `not.your-role` for who may not change set-up."""
    if not may_set_up(work.person):
        raise RuleBroken("not.your-role")


def clinician_name(work: Work, clinician_id: int) -> str:
    """The clinician's name; raises RuleBroken `clinician.unknown` at `clinician`."""
    name = work.connection.execute(
        select(Staff.name)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(Staff.id == clinician_id, Staff.active, StaffRole.role == Role.CLINICIAN)
    ).scalar()
    if name is None:
        raise RuleBroken("clinician.unknown", fields=("clinician",), clinician=str(clinician_id))
    return name


def centers_of(work: Work, clinician_id: int) -> list[int]:
    """Where the clinician works, in order."""
    query = select(StaffCenter.center_id).where(StaffCenter.staff_id == clinician_id).order_by(StaffCenter.center_id)
    return list(work.connection.execute(query).scalars())


def clinicians_of(work: Work, center_id: int) -> list[int]:
    """Who works at the center."""
    return list(
        work.connection.execute(select(StaffCenter.staff_id).where(StaffCenter.center_id == center_id)).scalars()
    )


def center_zone(work: Work, center_id: int) -> str:
    """The center's zone; raises RuleBroken `center.unknown` at `center`."""
    zone = work.connection.execute(select(Center.zone).where(Center.id == center_id, Center.active)).scalar()
    if zone is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    return zone


def _changed_elsewhere(work: Work, key: str, seen: int, now: int) -> ChangedElsewhere:
    """What was made of the thing since the version that was seen; few entries have no appointment but a version."""
    rows = work.connection.execute(
        select(History.at, History.changes, Staff.name)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.appointment_id.is_(None), History.version > seen, History.version <= now)
        .where(History.action == CHANGED)
        .order_by(History.id)
    )
    entries = [row for row in rows if key in row.changes]
    if not entries:
        return ChangedElsewhere(seen=seen, now=now, by="", at=work.at, changes={})
    before: Mapping[str, Any] = entries[0].changes[key][0] or {}
    after: Mapping[str, Any] = entries[-1].changes[key][1] or {}
    changes = {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}
    return ChangedElsewhere(seen=seen, now=now, by=entries[-1].name or "", at=entries[-1].at, changes=changes)
