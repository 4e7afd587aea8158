"""Groups: of consumers, told on their requests, and of clinicians, to whom a request may be given together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from frontdesk.database.adding import add_all
from frontdesk.database.tables import ClinicianGroup, ClinicianGroupMember, ConsumerGroup, Staff, StaffRole
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Role
from frontdesk.services.desk import Desk, Work
from frontdesk.services.named_lists import (
    Lines,
    NamedLine,
    NamedList,
    checked_lines,
    read_lines,
    told,
    write_lines,
)
from frontdesk.services.saved_settings import changed_set_up, hold_set_up, note_set_up
from frontdesk.services.schedule_forms import Saved
from frontdesk.views.choices import read_members

MOST_GROUPS: Final = 200
_CONSUMERS: Final = NamedList(ConsumerGroup, MOST_GROUPS, taken="group.name-taken")
_CLINICIANS: Final = NamedList(ClinicianGroup, MOST_GROUPS, taken="group.name-taken")
_OF_CONSUMERS, _OF_CLINICIANS = "consumer groups", "clinician groups"


@dataclass(frozen=True, slots=True)
class ClinicianGroupLine:
    """A group of clinicians and the ids of who is in it; `id` None for a new one."""

    id: int | None
    name: str
    active: bool = True
    members: tuple[int, ...] = ()


ClinicianLines = tuple[ClinicianGroupLine, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """All of both kinds in their order, those that are not in use too."""

    consumer: Lines
    clinician: ClinicianLines


class GroupDesk:
    """What an administrator does with groups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self) -> Groups:
        """The groups as they are kept; who does not work here as a clinician any more is in none."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return Groups(read_lines(connection, _CONSUMERS), _read(connection))

    def save_consumer_groups(self, lines: Lines, seen: Lines, command_id: str) -> Saved:
        """Save the groups of consumers; `seen` is what the screen showed before.

        Raises RuleBroken at `fields.<place>.name`: `text.*`, `group.name-taken`; `form.too-many`; `form.fields` when
        one was left out; `not.your-role`; ChangedElsewhere.
        """
        return self._desk.command(command_id, Saved, lambda work: _save_consumers(work, lines, seen))

    def save_clinician_groups(self, lines: ClinicianLines, seen: ClinicianLines, command_id: str) -> Saved:
        """Save the groups of clinicians with who is in them.

        Raises the same, and `clinician.unknown` at `fields.<place>.members`.
        """
        return self._desk.command(command_id, Saved, lambda work: _save_clinicians(work, lines, seen))


def _save_consumers(work: Work, wanted: Lines, seen: Lines) -> Saved:
    hold_set_up(work)
    before = read_lines(work.connection, _CONSUMERS)
    if before != seen:
        raise changed_set_up(work, [_OF_CONSUMERS], {_OF_CONSUMERS: (told(seen), told(before))})
    lines = checked_lines(_CONSUMERS, wanted, before)
    if lines == before:
        return note_set_up(work, {})
    write_lines(work, _CONSUMERS, lines)
    return note_set_up(work, {_OF_CONSUMERS: [told(before), told(lines)]})


def _save_clinicians(work: Work, wanted: ClinicianLines, seen: ClinicianLines) -> Saved:
    hold_set_up(work)
    names = _clinicians(work.connection)
    before = _read(work.connection)
    if before != seen:
        raise changed_set_up(work, [_OF_CLINICIANS], {_OF_CLINICIANS: (_told(seen, names), _told(before, names))})
    plain = checked_lines(_CLINICIANS, _plain(wanted), _plain(before))
    lines = tuple(
        ClinicianGroupLine(one.id, one.name, one.active, _members(group.members, names, place))
        for place, (one, group) in enumerate(zip(plain, wanted, strict=True))
    )
    if lines == before:
        return note_set_up(work, {})
    ids = write_lines(work, _CLINICIANS, plain)
    work.connection.execute(delete(ClinicianGroupMember))
    members = [{"group_id": of, "staff_id": one} for of, line in zip(ids, lines, strict=True) for one in line.members]
    add_all(work.connection, ClinicianGroupMember, members)
    return note_set_up(work, {_OF_CLINICIANS: [_told(before, names), _told(lines, names)]})


def _read(connection: Connection) -> ClinicianLines:
    members = read_members(connection)
    return tuple(
        ClinicianGroupLine(one.id, one.name, one.active, members.get(one.id or 0, ()))
        for one in read_lines(connection, _CLINICIANS)
    )


def _plain(lines: ClinicianLines) -> Lines:
    return tuple(NamedLine(one.id, one.name, one.active) for one in lines)


def _clinicians(connection: Connection) -> dict[int, str]:
    """The names of those who work here as clinicians, in the order of names."""
    rows: Sequence[Any] = connection.execute(
        select(Staff.id, Staff.name)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(Staff.active, StaffRole.role == Role.CLINICIAN)
        .order_by(Staff.sort_name, Staff.id)
    ).all()
    return {row.id: row.name for row in rows}


def _members(given: Sequence[int], names: dict[int, str], place: int) -> tuple[int, ...]:
    """Each once, in the order of their names."""
    unknown = next((one for one in given if one not in names), None)
    if unknown is not None:
        raise RuleBroken("clinician.unknown", fields=(f"fields.{place}.members",), clinician=str(unknown))
    return tuple(one for one in names if one in given)


def _told(lines: ClinicianLines, names: dict[int, str]) -> str:
    """The groups in use with their members, as history keeps them."""
    return ", ".join(
        f"{one.name} ({', '.join(names.get(who, str(who)) for who in one.members)})" for one in lines if one.active
    )
