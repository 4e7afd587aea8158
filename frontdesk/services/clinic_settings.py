"""Settings of the whole clinic: how it books."""

from typing import Final

from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import may_only_set_up
from frontdesk.services.saved_settings import save_settings
from frontdesk.services.schedule_forms import Saved, SettingsForm
from frontdesk.views.choices import BookingSettings, read_booking_settings

MOST_HOLD_MINUTES = 60
_NAMES: Final = {
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


def save_booking(work: Work, form: SettingsForm) -> Saved:
    """Save how this clinic books, for all desks; see `Schedules.save`.

    Raises ChangedElsewhere when the settings are not those that the form showed.
    """
    may_only_set_up(work)
    minutes = typed_number(form.hold_minutes, "hold_minutes", 1, MOST_HOLD_MINUTES)
    wanted = BookingSettings(form.slot_choice, minutes, form.overbook_by_agents)
    return save_settings(work, _NAMES, form.seen, wanted, read_booking_settings)
