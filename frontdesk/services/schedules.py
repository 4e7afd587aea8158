"""Work schedules, exceptions and the rest of set-up that decides free time: look, save, and see what it would break."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from frontdesk.database.tables import Room, Service, WorkSchedule
from frontdesk.rules.times import day_bounds
from frontdesk.services import holidays
from frontdesk.services.center_hours import save_hours
from frontdesk.services.clinic_settings import save_booking
from frontdesk.services.desk import Desk, Work
from frontdesk.services.impact import Look, look, refuse_unseen, unsettled_at
from frontdesk.services.plan_checks import zones
from frontdesk.services.reseating import reseat, reseat_rest
from frontdesk.services.rooms import save_room
from frontdesk.services.schedule_exceptions import is_closed, remove_exception, save_exception, save_holidays
from frontdesk.services.schedule_forms import (
    ExceptionForm,
    HolidayForm,
    HoursForm,
    PlanForm,
    Removal,
    Removing,
    RoomForm,
    Saved,
    ScheduleForm,
    ServiceForm,
    SettingsForm,
    Settle,
    Settled,
)
from frontdesk.services.service_timing import save_service
from frontdesk.services.settling import settle
from frontdesk.services.work_schedules import remove_schedule, save_schedule
from frontdesk.views.schedules import ExceptionView, HolidayView, HoursView, Impact, RoomView, ScheduleView, ServiceView
from frontdesk.views.schedules_read import read_exceptions, read_hours, read_rooms, read_schedules, read_services


class Schedules:
    """What a person does with the set-up of working time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen: Look | None = None
        """The impact that was last looked at here."""

    def of_center(self, center_id: int) -> tuple[ScheduleView, ...]:
        """The work schedules at a center, by clinician, then by the first day they are valid."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_schedules(connection, WorkSchedule.center_id == center_id)

    def exceptions(self, center_id: int, *, past: bool = False) -> tuple[ExceptionView, ...]:
        """The center's exceptions that are not over, and those of its clinicians that hold everywhere, by start.

        With `past` those that are over, the latest first, at most 200.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_exceptions(connection, center_id, self._desk.now(), past=past)

    def holidays(self, center_id: int, year: int) -> tuple[HolidayView, ...]:
        """The public holidays of the center's country and region in a year; none where they are not known."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            place = read_hours(connection, center_id)
            return tuple(
                HolidayView(day, name, is_closed(connection, center_id, day_bounds(day, place.zone)))
                for day, name in holidays.public_holidays(place.country, place.region, year)
            )

    def hours(self, center_id: int) -> HoursView:
        """A center's opening hours and place; raises RuleBroken `center.unknown`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_hours(connection, center_id)

    def services(self) -> tuple[ServiceView, ...]:
        """How each service that can be booked is booked, by name."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_services(connection, Service.active)

    def rooms(self, center_id: int) -> tuple[RoomView, ...]:
        """The center's rooms, stations and equipment: those in use first, by kind and name."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_rooms(connection, Room.center_id == center_id)

    def zones(self) -> tuple[str, ...]:
        """The names of time zones to choose from."""
        return zones()

    def countries(self) -> tuple[tuple[str, str], ...]:
        """Code and English name of the countries whose public holidays are known."""
        return holidays.countries()

    def regions(self, country: str) -> tuple[tuple[str, str], ...]:
        """Code and name of a country's regions that have holidays of their own."""
        return holidays.regions(country)

    def save(self, form: PlanForm, command_id: str) -> Saved:
        """Save what was typed, whole or not at all, with one history entry for each thing that it changes.

        Raises the RuleBroken of the first field that is wrong, `not.your-role` or `plan.not-yours` (see
        `rules.permissions.may_plan` and `may_set_up`), `plan.gone`, and ChangedElsewhere. Appointments that it breaks
        stay as they are: ask `impact` before. What was booked since then is looked at once more: `impact.grown` says
        that more would break than was shown. Appointments whose place in a room is gone are given another.
        """
        seen = self._seen

        def run(work: Work) -> Saved:
            saved = save_plan(work, form)
            if seen is not None and seen.form == form:
                refuse_unseen(work, saved, seen)
            return saved

        saved = self._desk.command(command_id, Saved, run)
        self._seen = None
        if isinstance(form, RoomForm | ServiceForm):
            saved = replace(saved, changes=saved.changes | reseat_rest(self._desk, saved.changes.plans))
        return saved

    def impact(self, form: PlanForm) -> Impact:
        """The standing appointments ahead that are fine now and would not be once this is saved; the first 500.

        Raises what `save` would raise; nothing is saved.
        """
        self._seen = look(self._desk, form, partial(_save_alone, form=form))
        return self._seen.impact

    def unsettled(self, center_id: int) -> Impact:
        """The appointments ahead at a center that its set-up breaks as it is: saved over, and not settled yet."""
        self._desk.signed_in()
        return unsettled_at(self._desk, center_id)

    def settle(self, wanted: Settle, command_id: str) -> Settled:
        """Cancel one broken appointment, move it to the next free time, or give it to a free colleague.

        It goes through the same action as if it were done alone, with its rights, message and history; many are so
        many calls. Raises `slot.none` and `colleague.none` when there is no other time or nobody else, and whatever
        the action raises.
        """
        return settle(self._desk, wanted, command_id)


def save_plan(work: Work, form: PlanForm) -> Saved:
    """Save the form in the transaction under way, with what follows of it for places in rooms."""
    saved = _save_alone(work, form)
    if isinstance(form, RoomForm | ServiceForm):
        saved = replace(saved, changes=saved.changes | reseat(work, saved.changes.plans))
    return saved


def _save_alone(work: Work, form: PlanForm) -> Saved:
    saver: Callable[[Work, Any], Saved] = _SAVERS[type(form)]
    return saver(work, form)


def _remove(work: Work, removal: Removal) -> Saved:
    return remove_schedule(work, removal) if removal.kind is Removing.SCHEDULE else remove_exception(work, removal)


_SAVERS: dict[type, Callable[[Work, Any], Saved]] = {
    ScheduleForm: save_schedule,
    ExceptionForm: save_exception,
    HolidayForm: save_holidays,
    HoursForm: save_hours,
    ServiceForm: save_service,
    RoomForm: save_room,
    SettingsForm: save_booking,
    Removal: _remove,
}
