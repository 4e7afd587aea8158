"""What the clinic has decided about requests: when one that nobody took counts as late, and when managers are told."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from frontdesk.database.tables import Setting
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import may_only_set_up
from frontdesk.services.saved_settings import save_settings
from frontdesk.services.schedule_forms import Saved

MOST_LATE_MINUTES: Final = 24 * 60
MOST_ESCALATE_MINUTES: Final = 7 * 24 * 60
_NAMES: Final = {"late_minutes": "requests.late_minutes", "escalate_minutes": "requests.escalate_minutes"}


@dataclass(frozen=True, slots=True)
class RequestRules:
    """As delivered where nothing was decided.

    A request that waits longer than `late_minutes` is late; managers are told of one that waits `escalate_minutes`,
    never when these are 0.
    """

    late_minutes: int = 5
    escalate_minutes: int = 30


@dataclass(frozen=True, slots=True)
class RequestRulesForm:
    """The same as typed; `seen` is what the screen showed before. Problems name their field."""

    late_minutes: str
    escalate_minutes: str
    seen: RequestRules


class RulesOfRequests:
    """What an administrator decides about requests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def settings(self) -> RequestRules:
        """What is decided now."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return _read(connection)

    def save(self, form: RequestRulesForm, command_id: str) -> Saved:
        """Save it for all desks.

        Raises RuleBroken `number.form` and `number.range` at their fields, `not.your-role`; ChangedElsewhere.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, form))


def _save(work: Work, form: RequestRulesForm) -> Saved:
    may_only_set_up(work)
    wanted = RequestRules(
        late_minutes=typed_number(form.late_minutes, "late_minutes", 1, MOST_LATE_MINUTES),
        escalate_minutes=typed_number(form.escalate_minutes, "escalate_minutes", 0, MOST_ESCALATE_MINUTES),
    )
    return save_settings(work, _NAMES, form.seen, wanted, _read)


def _read(connection: Connection) -> RequestRules:
    fields = {setting: name for name, setting in _NAMES.items()}
    rows = connection.execute(select(Setting.name, Setting.value).where(Setting.name.in_(fields)))
    return RequestRules(**{fields[row.name]: row.value for row in rows if row.value is not None})
