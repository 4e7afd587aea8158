"""The one way to save settings of the clinic: compared with what the screen showed, each change in history."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Clinic, History, Setting, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.services.desk import Work
from frontdesk.services.plan_rows import CHANGED, may_only_set_up
from frontdesk.services.record import differences, write_history
from frontdesk.services.schedule_forms import Saved

VERSION = 1
"""What is set up as a whole has no version of its own; its entries in history are found by this one."""
T = TypeVar("T")


def save_settings(work: Work, names: Mapping[str, str], seen: T, wanted: T, read: Callable[[Connection], T]) -> Saved:
    """Save `wanted` for all desks; `names` gives the setting of each of its fields, `read` what is saved now.

    All three are of one frozen dataclass. Raises RuleBroken `not.your-role`, and ChangedElsewhere when the settings
    are not those that were `seen`.
    """
    hold_set_up(work)
    before = read(work.connection)
    if before != seen:
        raise changed_set_up(work, names.values(), _between(seen, before))
    changed = differences(_fields(before), _fields(wanted))
    for name, (_, value) in changed.items():
        write_setting(work, names[name], value)
    return note_set_up(work, {names[name]: pair for name, pair in changed.items()})


def hold_set_up(work: Work) -> None:
    """What is set up as a whole is saved by one after another. Raises RuleBroken `not.your-role`."""
    may_only_set_up(work)
    work.connection.execute(select(Clinic.id).with_for_update()).all()


def write_setting(work: Work, name: str, value: Any) -> None:
    """Write one setting, which may not be there yet; `value` in JSON form."""
    done = work.connection.execute(update(Setting).where(Setting.name == name).values(value=value))
    if not done.rowcount:
        add(work.connection, Setting, name=name, value=value)


def note_set_up(work: Work, changes: Mapping[str, list[Any]]) -> Saved:
    """Write the history entry of what changed, and tell everybody; nothing for nothing."""
    if not changes:
        return Saved(0, 0, Changes())
    write_history(work, CHANGED, changes, version=VERSION)
    return Saved(0, 0, Changes(everything=True))


def changed_set_up(work: Work, keys: Iterable[str], changes: Mapping[str, tuple[object, object]]) -> ChangedElsewhere:
    """That somebody else saved one of these `keys` of history since the screen showed them, and who it was."""
    by, at = _last_change(work, frozenset(keys))
    return ChangedElsewhere(seen=0, now=0, by=by, at=at, changes=changes)


def _last_change(work: Work, keys: frozenset[str]) -> tuple[str, datetime]:
    rows = work.connection.execute(
        select(History.at, History.changes, Staff.name)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.appointment_id.is_(None), History.version == VERSION, History.action == CHANGED)
        .order_by(History.id.desc())
    )
    found = next((row for row in rows if row.changes.keys() & keys), None)
    return ("", work.at) if found is None else (found.name or "", found.at)


def _between(seen: object, now: object) -> dict[str, tuple[object, object]]:
    before, after = _fields(seen), _fields(now)
    return {name: (before[name], value) for name, value in after.items() if before[name] != value}


def _fields(settings: Any) -> dict[str, Any]:
    return asdict(settings)
