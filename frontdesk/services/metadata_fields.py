"""The fields that appointments share with other systems: added, renamed, put in order, taken out of use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Clinic, History, MetadataField, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_rows import CHANGED, may_only_set_up
from frontdesk.services.record import write_history
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.typed import typed_text

MOST_FIELDS = 40
_KEY = "metadata fields"
_VERSION = 1
"""Fields have none; the history of set-up is found by it."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field; `id` None for one that is new. One that is not `active` is kept with its values and not shown."""

    id: int | None
    name: str
    active: bool = True


class MetadataFields:
    """What an administrator does with the fields."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[FieldLine, ...]:
        """All fields in their order, those that are not in use too."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return _read(connection)

    def save(self, fields: Sequence[FieldLine], seen: Sequence[FieldLine], command_id: str) -> Saved:
        """Save the fields in this order; `seen` is what the screen showed before.

        Raises RuleBroken at `fields.<place>.name`: `text.*`, `form.name-taken`; `form.too-many`, `form.fields` when one
        was left out, `not.your-role`; ChangedElsewhere when somebody changed them meanwhile.
        """
        wanted, before = tuple(fields), tuple(seen)
        return self._desk.command(command_id, Saved, lambda work: _save(work, wanted, before))


def _save(work: Work, fields: tuple[FieldLine, ...], seen: tuple[FieldLine, ...]) -> Saved:
    may_only_set_up(work)
    work.connection.execute(select(Clinic.id).with_for_update()).all()
    before = _read(work.connection)
    if before != seen:
        by, at = _last_change(work)
        raise ChangedElsewhere(seen=0, now=0, by=by, at=at, changes={_KEY: (_told(seen), _told(before))})
    wanted = _checked(fields, before)
    if wanted == before:
        return Saved(0, 0, Changes())
    for position, one in enumerate(wanted, 1):
        _write(work, position, one)
    write_history(work, CHANGED, {_KEY: [_told(before), _told(wanted)]}, version=_VERSION)
    return Saved(0, 0, Changes(everything=True))


def _read(connection: Connection) -> tuple[FieldLine, ...]:
    rows = connection.execute(
        select(MetadataField.id, MetadataField.name, MetadataField.active).order_by(
            MetadataField.position, MetadataField.id
        )
    )
    return tuple(FieldLine(*row) for row in rows)


def _checked(fields: tuple[FieldLine, ...], before: tuple[FieldLine, ...]) -> tuple[FieldLine, ...]:
    """The fields as they are kept: none that was there is lost, and no two in use have one name."""
    if len(fields) > MOST_FIELDS:
        raise RuleBroken("form.too-many", fields=("fields",), most=MOST_FIELDS)
    if {one.id for one in fields if one.id} != {one.id for one in before}:
        raise RuleBroken("form.fields", fields=("fields",))
    names: set[str] = set()
    wanted = []
    for place, one in enumerate(fields):
        name = typed_text(one.name, f"fields.{place}.name", 100, required=True, lines=False)
        if one.active and name.casefold() in names:
            raise RuleBroken("form.name-taken", fields=(f"fields.{place}.name",), name=name)
        if one.active:
            names.add(name.casefold())
        wanted.append(FieldLine(one.id, name, one.active))
    return tuple(wanted)


def _write(work: Work, position: int, one: FieldLine) -> None:
    values = {"name": one.name, "position": position, "active": one.active}
    if one.id is not None:
        work.connection.execute(update(MetadataField).where(MetadataField.id == one.id).values(**values))
    else:
        add(work.connection, MetadataField, code=_free_code(work, one.name), **values)


def _free_code(work: Work, name: str) -> str:
    """What other systems know the field by: made of its first name, and kept when that changes."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "field"
    taken = set(work.connection.execute(select(MetadataField.code)).scalars())
    codes = (plain if number == 1 else f"{plain}-{number}" for number in range(1, MOST_FIELDS + 2))
    return next(code for code in codes if code not in taken)


def _told(fields: Sequence[FieldLine]) -> str:
    """The names of the fields in use, in their order, as history keeps them."""
    return ", ".join(one.name for one in fields if one.active)


def _last_change(work: Work) -> tuple[str, datetime]:
    """Who changed the fields last, and when."""
    rows = work.connection.execute(
        select(History.at, History.changes, Staff.name)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.appointment_id.is_(None), History.version == _VERSION, History.action == CHANGED)
        .order_by(History.id.desc())
    )
    found = next((row for row in rows if _KEY in row.changes), None)
    return ("", work.at) if found is None else (found.name or "", found.at)
