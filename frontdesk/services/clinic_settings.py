"""Settings of the whole clinic: how it books."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Setting
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import CHANGED, may_only_set_up
from frontdesk.services.record import differences, write_history
from frontdesk.services.schedule_forms import Saved, SettingsForm
from frontdesk.views.choices import BookingSettings, read_booking_settings

MOST_HOLD_MINUTES = 60
_NAMES = {
    "slot_choice": "booking.slot_choice",
    "hold_minutes": "booking.hold_minutes",
    "overbook_by_agents": "overbook.by_agents",
}


class ClinicSettings:
    """What managers and administrators decide for every desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def booking(self) -> BookingSettings:
        """How this clinic books."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_booking_settings(connection)

    def save(self, form: SettingsForm, command_id: str) -> Saved:
        """Save how this clinic books, for all desks.

        Raises RuleBroken `not.your-role`, `number.form` and `number.range` at `hold_minutes`, and ChangedElsewhere
        when the settings are not those that the form showed.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, form))


def _save(work: Work, form: SettingsForm) -> Saved:
    may_only_set_up(work)
    minutes = typed_number(form.hold_minutes, "hold_minutes", 1, MOST_HOLD_MINUTES)
    wanted = BookingSettings(form.slot_choice, minutes, form.overbook_by_agents)
    work.connection.execute(select(Setting.name).where(Setting.name.in_(_NAMES.values())).with_for_update()).all()
    before = read_booking_settings(work.connection)
    if before != form.seen:
        raise ChangedElsewhere(seen=0, now=0, by="", at=work.at, changes=_between(form.seen, before))
    changed = differences(asdict(before), asdict(wanted))
    for name, (_, value) in changed.items():
        _write(work, _NAMES[name], value)
    if not changed:
        return Saved(0, 0, Changes())
    write_history(work, CHANGED, {_NAMES[name]: pair for name, pair in changed.items()})
    return Saved(0, 0, Changes(everything=True))


def _between(seen: BookingSettings, now: BookingSettings) -> dict[str, tuple[object, object]]:
    before, after = asdict(seen), asdict(now)
    return {name: (before[name], value) for name, value in after.items() if before[name] != value}


def _write(work: Work, name: str, value: Any) -> None:
    done = work.connection.execute(update(Setting).where(Setting.name == name).values(value=value))
    if not done.rowcount:
        add(work.connection, Setting, name=name, value=value)
