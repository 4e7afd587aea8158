"""The clinic's reasons for cancelling, completing and not attending: its lists, and whether one must be given."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from frontdesk.database.tables import Reason, Setting
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import ReasonKind
from frontdesk.services.desk import Desk, Work
from frontdesk.services.named_lists import Lines, NamedList, checked_lines, read_lines, told, write_lines
from frontdesk.services.saved_settings import changed_set_up, hold_set_up, note_set_up, write_setting
from frontdesk.services.schedule_forms import Saved

MOST_REASONS: Final = 60


@dataclass(frozen=True, slots=True)
class ReasonList:
    """The reasons of one kind in their order, and whether the desk must give one."""

    kind: ReasonKind
    required: bool
    lines: Lines


class Reasons:
    """What an administrator does with the reasons."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[ReasonList, ...]:
        """The lists of all kinds, with those reasons that are not in use."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return tuple(_read(connection, kind) for kind in ReasonKind)

    def save(self, wanted: ReasonList, seen: ReasonList, command_id: str) -> Saved:
        """Save one list; `seen` is what the screen showed before.

        Raises RuleBroken at `fields.<place>.name`: `text.*`, `reason.name-taken`; `form.too-many`; `form.fields` when
        one was left out; `reason.none` where one must be given and none is in use; `not.your-role`; ChangedElsewhere.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, wanted, seen))


def _save(work: Work, wanted: ReasonList, seen: ReasonList) -> Saved:
    hold_set_up(work)
    kind, kept = wanted.kind, _kept(wanted.kind)
    before = _read(work.connection, kind)
    if before != seen:
        raise changed_set_up(work, [_key(kind), _setting(kind)], {_key(kind): (told(seen.lines), told(before.lines))})
    lines = checked_lines(kept, wanted.lines, before.lines)
    if wanted.required and not any(one.active for one in lines):
        raise RuleBroken("reason.none", fields=("required",))
    changes: dict[str, list[Any]] = {}
    if lines != before.lines:
        write_lines(work, kept, lines)
        changes[_key(kind)] = [told(before.lines), told(lines)]
    if wanted.required != before.required:
        write_setting(work, _setting(kind), wanted.required)
        changes[_setting(kind)] = [before.required, wanted.required]
    return note_set_up(work, changes)


def _read(connection: Connection, kind: ReasonKind) -> ReasonList:
    required = connection.execute(select(Setting.value).where(Setting.name == _setting(kind))).scalar()
    return ReasonList(kind, bool(required), read_lines(connection, _kept(kind)))


def _kept(kind: ReasonKind) -> NamedList:
    return NamedList(Reason, MOST_REASONS, taken="reason.name-taken", of={"kind": kind})


def _key(kind: ReasonKind) -> str:
    return f"reasons {kind.value}"


def _setting(kind: ReasonKind) -> str:
    return f"{kind.value}.reason_required"
