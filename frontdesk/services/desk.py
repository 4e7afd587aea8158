"""One running copy of the application: its database, its clock, who is signed in, and how a writing call runs."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, Protocol, TypeVar, get_type_hints

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.adding import add
from frontdesk.database.changes import stamped, tell
from frontdesk.database.engine import Database
from frontdesk.database.locks import lock_command
from frontdesk.database.tables import Command
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import Person
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.plans import STAMP, Memory, Plans
from frontdesk.views.choices import SignedIn


class Result(Protocol):
    """What every writing call returns: a frozen dataclass of plain values that also says what it changed."""

    @property
    def changes(self) -> Changes: ...


R = TypeVar("R", bound=Result)
_DONE = select(Command.result).where(Command.id == bindparam("command"))
LINK = "link"
"""What history calls the desk at which a consumer answers by a link."""
_NOBODY = SignedIn(0, "", "", frozenset(), ())
_BEGIN = select(STAMP, _DONE.scalar_subquery())
"""What every writing call begins with: the stamp of the plans, and the result if it was done before."""


@dataclass(frozen=True, slots=True)
class Work:
    """One writing call under way: its transaction, its instant, who makes it, and what its desk remembers.

    `stamp` is that of the plans when it began; a call that writes to the plans reads them anew afterwards.
    """

    connection: Connection
    at: datetime
    command_id: str
    person: Person
    staff: SignedIn
    desk: str
    memory: Memory = field(default_factory=Memory)
    stamp: str | None = None

    @property
    def actor_id(self) -> int | None:
        """Whose change it is; None where nobody of the staff makes it."""
        return self.staff.staff_id or None

    @property
    def plans(self) -> Plans:
        """The plans as they were when the call began."""
        return self.memory.as_of(self.stamp)

    def setting(self, name: str, default: Any) -> Any:
        """The clinic's setting `name`, or `default` where it was never set."""
        return self.plans.setting(self.connection, name, default)


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last action that was taken here on an appointment: its command, whose it was, until when it can be undone."""

    command_id: str
    staff_id: int
    until: datetime


class Desk:
    """What the services share. `now` gives aware UTC instants."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], name: str) -> None:
        self.database = database
        self.now = now
        self.name = name
        self.run = secrets.token_hex(8)
        """Told with every change: another desk may have the same name, and no desk wants to hear of its own."""
        self.staff: SignedIn | None = None
        self.memory = Memory()
        self.followers: list[Callable[[Changes], None]] = []
        """What is kept in memory of bookings: told of this desk's changes before the call that made them returns."""
        self.undoable: Undoable | None = None
        self.own_holds: set[str] = set()
        """Tokens of what this desk holds, which its own calendar does not show as taken."""

    def signed_in(self) -> SignedIn:
        """Who works here; raises RuleBroken `sign-in.needed` when nobody does."""
        if self.staff is None:
            raise RuleBroken("sign-in.needed")
        return self.staff

    def person(self) -> Person:
        """The signed-in staff member as the rules of permission see them."""
        staff = self.signed_in()
        return Person(staff.staff_id, staff.roles, frozenset(staff.center_ids))

    def command(self, command_id: str, kind: type[R], work: Callable[[Work], R]) -> R:
        """Run `work` in one transaction, once: a command id that was done before is answered again, not done again.

        Raises what `work` raises (nothing is saved then), RuleBroken `command.id` for an id that is none, and
        Unavailable when the database cannot say; the same call with the same id may then be repeated safely.
        """
        _check_command_id(command_id)
        return self._once(command_id, kind, (self.person(), self.signed_in(), self.name), work)

    def command_by_link(self, command_id: str, kind: type[R], person: Person, work: Callable[[Work], R]) -> R:
        """The same for a consumer with a link: nobody is signed in, and history names no actor but the desk `link`."""
        _check_command_id(command_id)
        return self._once(command_id, kind, (person, _NOBODY, LINK), work)

    def _once(self, command_id: str, kind: type[R], by: tuple[Person, SignedIn, str], work: Callable[[Work], R]) -> R:
        def run(connection: Connection) -> R:
            lock_command(connection, command_id)
            stamp, done = connection.execute(_BEGIN, {"command": command_id}).one()
            if done is not None:
                return _from_document(kind, done)
            at = self.now()
            doing = Work(connection, at, command_id, *by, self.memory, stamp)
            result = work(doing)
            document = _to_document(result) | stamped(result.changes, self.run)
            add(connection, Command, id=command_id, staff_id=doing.actor_id, at=at, result=document)
            tell(connection, self.run, result.changes)
            return result

        result = self.database.write(run)
        self.follow(result.changes)
        return result

    def follow(self, changes: Changes) -> None:
        """Tell what is kept in memory of a change that is committed."""
        for tell_one in self.followers:
            tell_one(changes)

    def earlier(self, command_id: str, kind: type[R]) -> R | None:
        """The result of a command that was done before, None when it was not; for who must look names up first.

        What was done stays done, though the names it was asked with may mean nothing any more.
        Raises RuleBroken `command.id`, Unavailable.
        """
        _check_command_id(command_id)
        self.signed_in()
        with self.database.read() as connection:
            done = connection.execute(_DONE, {"command": command_id}).scalar()
        return None if done is None else _from_document(kind, done)


def _check_command_id(command_id: str) -> None:
    if len(command_id) != 32 or any(letter not in "0123456789abcdef" for letter in command_id):
        raise RuleBroken("command.id")


def _to_document(result: Result) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for part in fields(result):  # type: ignore[arg-type]  # results are dataclasses; a protocol cannot say so
        if part.name != "changes":
            document[part.name] = plain(getattr(result, part.name))
    return document


def _from_document(kind: type[R], document: dict[str, Any]) -> R:
    values = {name: value for name, value in document.items() if name != "from"}
    changes = values.pop("changes")
    hints = get_type_hints(kind)
    rebuilt = {name: _typed(hints[name], value) for name, value in values.items()}
    make: Callable[..., R] = kind
    return make(**rebuilt, changes=Changes.from_document(changes))


def _typed(hint: Any, value: Any) -> Any:
    if hint is datetime:
        return datetime.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return tuple(value) if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """A value as JSON keeps it: enums by code, instants, dates and times in ISO 8601 (instants in UTC)."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value
