"""Settings of the whole clinic: how it books."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import History, Setting, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import CHANGED, may_only_set_up
from frontdesk.services.record import differences, write_history
from frontdesk.services.schedule_forms import Saved, SettingsForm
from frontdesk.views.choices import BookingSettings, read_booking_settings

MOST_HOLD_MINUTES = 60
_VERSION = 1
"""Settings have none; the history of set-up is found by it."""
_NAMES = {
    "slot_choice": "booking.slot_choice",
    "hold_minutes": "booking.hold_minutes",
    "overbook_by_agents": "overbook.by_agents",
}


class ClinicSettings:
    """What holds for every desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def booking(self) -> BookingSettings:
        """How this clinic books."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_booking_settings(connection)


def save_settings(work: Work, form: SettingsForm) -> Saved:
    """Save how this clinic books, for all desks; see `Schedules.save`.

    Raises ChangedElsewhere when the settings are not those that the form showed.
    """
    may_only_set_up(work)
    minutes = typed_number(form.hold_minutes, "hold_minutes", 1, MOST_HOLD_MINUTES)
    wanted = BookingSettings(form.slot_choice, minutes, form.overbook_by_agents)
    work.connection.execute(select(Setting.name).where(Setting.name.in_(_NAMES.values())).with_for_update()).all()
    before = read_booking_settings(work.connection)
    if before != form.seen:
        by, at = _last_change(work)
        raise ChangedElsewhere(seen=0, now=0, by=by, at=at, changes=_between(form.seen, before))
    changed = differences(asdict(before), asdict(wanted))
    for name, (_, value) in changed.items():
        _write(work, _NAMES[name], value)
    if not changed:
        return Saved(0, 0, Changes())
    write_history(work, CHANGED, {_NAMES[name]: pair for name, pair in changed.items()}, version=_VERSION)
    return Saved(0, 0, Changes(everything=True))


def _last_change(work: Work) -> tuple[str, datetime]:
    """Who changed a setting last, and when."""
    rows = work.connection.execute(
        select(History.at, History.changes, Staff.name)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.appointment_id.is_(None), History.version == _VERSION, History.action == CHANGED)
        .order_by(History.id.desc())
    )
    found = next((row for row in rows if row.changes.keys() & set(_NAMES.values())), None)
    return ("", work.at) if found is None else (found.name or "", found.at)


def _between(seen: BookingSettings, now: BookingSettings) -> dict[str, tuple[object, object]]:
    before, after = asdict(seen), asdict(now)
    return {name: (before[name], value) for name, value in after.items() if before[name] != value}


def _write(work: Work, name: str, value: Any) -> None:
    done = work.connection.execute(update(Setting).where(Setting.name == name).values(value=value))
    if not done.rowcount:
        add(work.connection, Setting, name=name, value=value)
