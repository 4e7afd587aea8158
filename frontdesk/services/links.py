"""Links in messages: a token that allows a few actions on one appointment as it stands, once, for a while."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.adding import add_all
from frontdesk.database.tables import Appointment, Link
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.views.message import MessageView

_BYTES: Final = 16
_LEAST: Final = timedelta(days=1)
"""For so long a link is good at least."""
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
    return view.appointment_id is not None and bool(CARRIES[view.kind].links)


def look(connection: Connection, token: str, now: datetime) -> Allowed:
    """What a token allows; RuleBroken `link.dead` for one unknown, used, expired, or older than the appointment."""
    found: Any = connection.execute(_LOOK, {"token": _hash(token[:_LONGEST_TOKEN])}).first()
    if (
        found is None
        or found.used_at is not None
        or found.expires_at <= now
        or found.version != found.appointment_version
    ):
        raise RuleBroken("link.dead")
    actions = frozenset(Action(code) for code in found.actions.split())
    return Allowed(found.id, found.appointment_id, found.version, actions)


def _row(view: MessageView, token: str, now: datetime) -> dict[str, Any]:
    until = view.answer_by or view.start
    return {
        "appointment_id": view.appointment_id,
        "token_hash": _hash(token),
        "actions": " ".join(sorted(CARRIES[view.kind].links)),
        "appointment_version": view.version,
        "created_at": now,
        "expires_at": max(until or now + _LEAST, now + _LEAST),
        "used_at": None,
    }


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


_LOOK = (
    select(
        *(Link.id, Link.appointment_id, Link.actions, Link.appointment_version, Link.expires_at, Link.used_at),
        Appointment.version,
    )
    .join(Appointment, Appointment.id == Link.appointment_id)
    .where(Link.token_hash == bindparam("token"))
)
