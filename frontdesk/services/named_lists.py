"""Lists of named things that an administrator keeps in order: added, renamed, taken out of use, never lost."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, true, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Base
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.desk import Work
from frontdesk.services.typed import typed_text

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One thing; `id` None for one that is new. One that is not `active` is kept where it was used, and not offered."""

    id: int | None
    name: str
    active: bool = True


Lines = tuple[NamedLine, ...]


@dataclass(frozen=True, slots=True)
class NamedList:
    """Where such a list is kept: a table with `code`, `name`, `position` and `active`, or the rows `of` it."""

    table: type[Base]
    most: int
    taken: str
    """The code of the problem that two in use have one name."""
    of: Mapping[str, Any] = field(default_factory=dict)

    def rows(self) -> ColumnElement[bool]:
        """Which rows of the table are of this list."""
        columns = self.table.__table__.columns
        return and_(true(), *(columns[name] == value for name, value in self.of.items()))


def read_lines(connection: Connection, kept: NamedList) -> Lines:
    """All of them in their order, those that are not in use too."""
    columns = kept.table.__table__.columns
    wanted = select(columns["id"], columns["name"], columns["active"]).where(kept.rows())
    rows = connection.execute(wanted.order_by(columns["position"], columns["id"]))
    return tuple(NamedLine(*row) for row in rows)


def checked_lines(kept: NamedList, lines: Sequence[NamedLine], before: Lines) -> Lines:
    """The lines as they are kept: none that was there is lost, and no two in use have one name.

    Raises RuleBroken at `fields.<place>.name`: `text.*` and what `kept.taken` says; `form.too-many`, `form.fields`.
    """
    if len(lines) > kept.most:
        raise RuleBroken("form.too-many", fields=("fields",), most=kept.most)
    if {one.id for one in lines if one.id} != {one.id for one in before}:
        raise RuleBroken("form.fields", fields=("fields",))
    names: set[str] = set()
    wanted = []
    for place, one in enumerate(lines):
        at = f"fields.{place}.name"
        name = typed_text(one.name, at, LONGEST_NAME, required=True, lines=False)
        if one.active and name.casefold() in names:
            raise RuleBroken(kept.taken, fields=(at,), name=name)
        if one.active:
            names.add(name.casefold())
        wanted.append(NamedLine(one.id, name, one.active))
    return tuple(wanted)


def write_lines(work: Work, kept: NamedList, lines: Lines) -> list[int]:
    """Write them in this order, each by its id, which is returned; a new one gets one, and a code."""
    columns = kept.table.__table__.columns
    ids = []
    for position, one in enumerate(lines, 1):
        values = {"name": one.name, "position": position, "active": one.active}
        if one.id is not None:
            work.connection.execute(update(kept.table).where(columns["id"] == one.id).values(**values))
            ids.append(one.id)
        else:
            code = _free_code(work, kept, one.name)
            ids.append(add(work.connection, kept.table, code=code, **kept.of, **values))
    return ids


def told(lines: Sequence[NamedLine]) -> str:
    """The names of those in use, in their order, as history keeps them."""
    return ", ".join(one.name for one in lines if one.active)


def _free_code(work: Work, kept: NamedList, name: str) -> str:
    """What other systems know it by: made of its first name, and kept when that changes."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "field"
    taken = set(work.connection.execute(select(kept.table.__table__.columns["code"]).where(kept.rows())).scalars())
    codes = (plain if number == 1 else f"{plain}-{number}" for number in range(1, kept.most + 2))
    return next(code for code in codes if code not in taken)
