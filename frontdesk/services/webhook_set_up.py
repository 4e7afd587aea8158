"""Which other systems of the clinic are told of changes: set up, given a secret, tried out."""

import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Clinic, Outbox, Webhook
from frontdesk.messages.outcomes import Refused
from frontdesk.messages.secrets import keep_secret, read_secret
from frontdesk.messages.webhooks import body_of, checked_url, deliver, new_secret
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import may_set_up
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import OutboxState
from frontdesk.services.desk import Desk, Work, plain
from frontdesk.services.plan_rows import CHANGED, may_only_set_up, note_change, standing_row
from frontdesk.services.record import write_history
from frontdesk.services.saved_settings import VERSION
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.typed import typed_text

MOST_WEBHOOKS: Final = 20
_LONGEST_NAME: Final = 100
_ALL = select(Webhook.__table__).order_by(Webhook.active.desc(), Webhook.name, Webhook.id)
_MARK = select(Clinic.mark)


@dataclass(frozen=True, slots=True)
class WebhookForm:
    """A system as typed; `webhook_id` None for a new one. One that is not `active` is told nothing."""

    name: str
    url: str
    active: bool = True
    webhook_id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class WebhookLine:
    """A system as it is saved; `has_secret` says whether this computer can sign what it is sent."""

    id: int
    name: str
    url: str
    active: bool
    version: int
    has_secret: bool


class Webhooks:
    """What an administrator does with them. The secrets are in the key ring, never in the database or its history."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[WebhookLine, ...]:
        """All systems, those in use first, by name. RuleBroken `not.your-role`."""
        self._may()
        with self._desk.database.read() as connection:
            mark, rows = connection.execute(_MARK).scalar_one(), connection.execute(_ALL).mappings().all()
        return tuple(WebhookLine(**row, has_secret=_has_secret(mark, row["id"])) for row in rows)

    def save(self, form: WebhookForm, command_id: str) -> Saved:
        """Save what was typed. What waits for a system that is taken out of use is never sent.

        Raises RuleBroken at `name` and `url`: `text.*`, `webhook.address`, `webhook.https`, `webhook.sign-in`;
        `webhook.too-many`, `not.your-role`, `plan.gone`; ChangedElsewhere.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, form))

    def new_secret(self, webhook_id: int, command_id: str) -> str:
        """Make a secret, keep it in this computer's key ring in place of the earlier one, and give it once.

        Raises RuleBroken `webhook.unknown`, `not.your-role`; Unavailable `secrets.away`: then the earlier one holds.
        """
        self._may()
        mark, _row = self._read(webhook_id)
        made = new_secret()
        keep_secret(mark, secret_name(webhook_id), made)
        self._desk.command(command_id, Saved, lambda work: _note_secret(work, webhook_id))
        return made

    def test(self, webhook_id: int) -> None:
        """Send an event of type `test` at once.

        Raises RuleBroken with what keeps the system from taking it (`webhook.*`, param `status` is what it answered),
        `not.your-role`; Unavailable `secrets.away`.
        """
        self._may()
        mark, row = self._read(webhook_id)
        secret = read_secret(mark, secret_name(webhook_id))
        if secret is None:
            raise RuleBroken("webhook.secret")
        now = self._desk.now()
        event = {"type": "test", "timestamp": plain(now), "data": {"clinic": mark, "system": row["name"]}}
        outcome = deliver(row["url"], secret, secrets.token_hex(16), body_of(event), now)
        if isinstance(outcome, Refused):
            code, _, status = outcome.reason.partition(" ")
            raise RuleBroken(code, status=status)

    def _may(self) -> None:
        if not may_set_up(self._desk.person()):
            raise RuleBroken("not.your-role")

    def _read(self, webhook_id: int) -> tuple[str, RowMapping]:
        with self._desk.database.read() as connection:
            row = connection.execute(select(Webhook.__table__).where(Webhook.id == webhook_id)).mappings().first()
            if row is None:
                raise RuleBroken("webhook.unknown")
            return connection.execute(_MARK).scalar_one(), row


def secret_name(webhook_id: int) -> str:
    """The name under which the key ring has a system's secret."""
    return f"webhook:{webhook_id}"


def _has_secret(mark: str, webhook_id: int) -> bool:
    try:
        return bool(read_secret(mark, secret_name(webhook_id)))
    except Unavailable:
        return False


def _save(work: Work, form: WebhookForm) -> Saved:
    may_only_set_up(work)
    values = {
        "name": typed_text(form.name, "name", _LONGEST_NAME, required=True, lines=False),
        "url": checked_url(form.url),
        "active": form.active,
    }
    if form.webhook_id is None:
        _refuse_more(work.connection)
        made = add(work.connection, Webhook, **values, version=1)
        note_change(work, Webhook, made, 1, None, values)
        return Saved(made, 1, Changes(everything=True))
    before = standing_row(work, Webhook, form.webhook_id, form.version, lambda _row: None)
    was = {name: before[name] for name in values}
    if was == values:
        return Saved(form.webhook_id, form.version, Changes())
    version = form.version + 1
    work.connection.execute(update(Webhook).where(Webhook.id == form.webhook_id).values(**values, version=version))
    note_change(work, Webhook, form.webhook_id, version, was, values)
    if not form.active:
        waits = (Outbox.webhook_id == form.webhook_id) & (Outbox.state == OutboxState.WAITING)
        work.connection.execute(update(Outbox).where(waits).values(state=OutboxState.SUPERSEDED))
    return Saved(form.webhook_id, version, Changes(everything=True))


def _refuse_more(connection: Connection) -> None:
    if len(connection.execute(select(Webhook.id).limit(MOST_WEBHOOKS)).all()) == MOST_WEBHOOKS:
        raise RuleBroken("webhook.too-many", most=MOST_WEBHOOKS)


def _note_secret(work: Work, webhook_id: int) -> Saved:
    """That it was made, and by whom; never what it is."""
    may_only_set_up(work)
    write_history(work, CHANGED, {f"webhook {webhook_id} secret": ["", "made anew"]}, version=VERSION)
    return Saved(webhook_id, 0, Changes())
