"""Links in messages: a token that allows a few actions on one appointment as it stands, once, for a while."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update

from frontdesk.database.adding import add_all
from frontdesk.database.tables import Appointment, History, Link
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.views.message import MessageView

_BYTES: Final = 16
_LEAST: Final = timedelta(days=1)
"""For so long a link is good at least."""
_AFTERWARDS: Final = timedelta(days=14)
"""For so long the completion can be confirmed by one."""
_LONGEST_TOKEN: Final = 64


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a link allows now."""

    link_id: int
    appointment_id: int
    version: int
    actions: frozenset[Action]


def new_link_token() -> str:
    """128 random bits as text that stands in an address."""
    return secrets.token_urlsafe(_BYTES)


def make(connection: Connection, made: Iterable[tuple[MessageView, str]], now: datetime) -> None:
    """Keep what the tokens of these messages allow. The tokens themselves are only in the messages."""
    add_all(connection, Link, [_row(view, token, now) for view, token in made])


def needs_link(view: MessageView) -> bool:
    """Whether the message allows anything."""
    return view.appointment_id is not None and bool(actions_of(view))


def actions_of(view: MessageView) -> frozenset[Action]:
    """What the message's link allows; nobody is asked again for what they have confirmed."""
    carried = CARRIES[view.kind].links
    return carried - {Action.CONSUMER_CONFIRMS} if view.confirmed else carried


def look(connection: Connection, token: str, now: datetime, *, lock: bool = False) -> Allowed:
    """What a token allows; RuleBroken `link.dead` for one unknown, used, expired, or older than the appointment.

    With `lock` nobody else uses it while this transaction lasts.
    """
    statement = _LOOK.with_for_update(of=Link) if lock else _LOOK
    found: Any = connection.execute(statement, {"token": _hash(token[:_LONGEST_TOKEN])}).first()
    if found is None or found.used_at is not None or found.expires_at <= now or not _is_of_now(connection, found):
        raise RuleBroken("link.dead")
    actions = frozenset(Action(code) for code in found.actions.split())
    return Allowed(found.id, found.appointment_id, found.version, actions)


def use_up(connection: Connection, link_id: int, now: datetime) -> None:
    """A link answers once."""
    connection.execute(_USE_UP, {"link": link_id, "now": now})


def _is_of_now(connection: Connection, found: Any) -> bool:
    """Whether the appointment is what the message told of, whoever has said yes to it since."""
    if found.version == found.appointment_version:
        return True
    since = {"appointment": found.appointment_id, "seen": found.appointment_version}
    return connection.execute(_CHANGED, since).first() is None


def _row(view: MessageView, token: str, now: datetime) -> dict[str, Any]:
    until = view.answer_by or view.start
    actions = actions_of(view)
    least = _AFTERWARDS if Action.CONFIRM_COMPLETION in actions else _LEAST
    return {
        "appointment_id": view.appointment_id,
        "token_hash": _hash(token),
        "actions": " ".join(sorted(actions)),
        "appointment_version": view.version,
        "created_at": now,
        "expires_at": max(until or now + least, now + least),
        "used_at": None,
    }


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


_USE_UP = update(Link).where(Link.id == bindparam("link")).values(used_at=bindparam("now", type_=UtcDateTime()))
_SAYS_YES: Final = (Action.ACCEPT_TASK.value, Action.CONSUMER_CONFIRMS.value)
_CHANGED = (
    select(History.id)
    .where(
        History.appointment_id == bindparam("appointment"),
        History.version > bindparam("seen"),
        History.action.not_in(_SAYS_YES),
    )
    .limit(1)
)
_LOOK = (
    select(
        *(Link.id, Link.appointment_id, Link.actions, Link.appointment_version, Link.expires_at, Link.used_at),
        Appointment.version,
    )
    .join(Appointment, Appointment.id == Link.appointment_id)
    .where(Link.token_hash == bindparam("token"))
)
