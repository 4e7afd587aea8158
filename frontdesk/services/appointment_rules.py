"""What the clinic has decided about appointments: what is late, who completes, what is told, how often they move."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from frontdesk.database.tables import Setting
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import may_only_set_up
from frontdesk.services.saved_settings import save_settings
from frontdesk.services.schedule_forms import Saved

MOST_LATE_HOURS: Final = 24 * 14
MOST_LATE_MINUTES: Final = 120
MOST_ANSWER_DAYS: Final = 60
MOST_UNDO_SECONDS: Final = 120
MOST_UNTIL_HOURS: Final = 24 * 14
MOST_RESCHEDULES: Final = 20
MOST_WITHIN_DAYS: Final = 365
_NAMES: Final = {
    "late_hours": "cancel.late_hours",
    "late_minutes": "check-in.late_minutes",
    "complete_by_agents": "complete.by_agents",
    "notify": "notify.default",
    "answer_days": "answer.days",
    "undo_seconds": "undo.seconds",
    "tell_clinicians": "tasks.tell_clinicians",
    "reschedule_until_hours": "reschedule.until_hours",
    "reschedule_most": "reschedule.most",
    "reschedule_within_days": "reschedule.within_days",
    "rapid_response": "rebook.rapid_response",
}


@dataclass(frozen=True, slots=True)
class AppointmentRules:
    """As delivered where nothing was decided.

    Cancelled fewer than `late_hours` before its start is late, so is who comes more than `late_minutes` after it.
    `answer_days`: how long the consumer's answer is awaited; `undo_seconds`: for how long a change can be undone, and
    its message waits. `tell_clinicians`: whether a clinician gets an e-mail about each appointment that somebody else
    gives them or moves. `rapid_response`: whether rapid response lines take ad hoc bookings.

    A consumer may reschedule by a link until `reschedule_until_hours` before the start, `reschedule_most` times, to a
    time at most `reschedule_within_days` ahead; 0 sets no limit, and the desk has none.
    """

    late_hours: int = 24
    late_minutes: int = 10
    complete_by_agents: bool = False
    notify: bool = True
    answer_days: int = 3
    undo_seconds: int = 10
    tell_clinicians: bool = False
    reschedule_until_hours: int = 24
    reschedule_most: int = 3
    reschedule_within_days: int = 90
    rapid_response: bool = False


@dataclass(frozen=True, slots=True)
class RulesForm:
    """The same as typed; `seen` is what the screen showed before. Problems name their field."""

    late_hours: str
    late_minutes: str
    complete_by_agents: bool
    notify: bool
    answer_days: str
    undo_seconds: str
    tell_clinicians: bool
    reschedule_until_hours: str
    reschedule_most: str
    reschedule_within_days: str
    rapid_response: bool
    seen: AppointmentRules


class RulesOfAppointments:
    """What an administrator decides about appointments."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def settings(self) -> AppointmentRules:
        """What is decided now."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return _read(connection)

    def save(self, form: RulesForm, command_id: str) -> Saved:
        """Save it for all desks.

        Raises RuleBroken `number.form` and `number.range` at their fields, `not.your-role`; ChangedElsewhere.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, form))


def _save(work: Work, form: RulesForm) -> Saved:
    may_only_set_up(work)
    wanted = AppointmentRules(
        late_hours=typed_number(form.late_hours, "late_hours", 0, MOST_LATE_HOURS),
        late_minutes=typed_number(form.late_minutes, "late_minutes", 0, MOST_LATE_MINUTES),
        complete_by_agents=form.complete_by_agents,
        notify=form.notify,
        answer_days=typed_number(form.answer_days, "answer_days", 1, MOST_ANSWER_DAYS),
        undo_seconds=typed_number(form.undo_seconds, "undo_seconds", 0, MOST_UNDO_SECONDS),
        tell_clinicians=form.tell_clinicians,
        reschedule_until_hours=typed_number(form.reschedule_until_hours, "reschedule_until_hours", 0, MOST_UNTIL_HOURS),
        reschedule_most=typed_number(form.reschedule_most, "reschedule_most", 0, MOST_RESCHEDULES),
        reschedule_within_days=typed_number(form.reschedule_within_days, "reschedule_within_days", 0, MOST_WITHIN_DAYS),
        rapid_response=form.rapid_response,
    )
    return save_settings(work, _NAMES, form.seen, wanted, _read)


def _read(connection: Connection) -> AppointmentRules:
    fields = {setting: name for name, setting in _NAMES.items()}
    rows = connection.execute(select(Setting.name, Setting.value).where(Setting.name.in_(fields)))
    return AppointmentRules(**{fields[row.name]: row.value for row in rows if row.value is not None})
