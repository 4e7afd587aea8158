"""Saves when a center is open, and where in the world it is."""

from typing import Any

from sqlalchemy import delete, func, select, update

from frontdesk.database.adding import add_all
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Appointment, Center, OpeningHours, ScheduleException
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import local_window
from frontdesk.rules.words import HOLDS_SLOT
from frontdesk.services.desk import Work
from frontdesk.services.holidays import checked_place
from frontdesk.services.plan_checks import shown, typed_hours, typed_zone
from frontdesk.services.plan_rows import Document, clinicians_of, may_only_set_up, note_change, standing_row
from frontdesk.services.schedule_forms import HoursForm, Saved
from frontdesk.views.schedules import HoursView
from frontdesk.views.schedules_read import read_hours


def save_hours(work: Work, form: HoursForm) -> Saved:
    """Save a center's weekly hours and place; see `Schedules.save`.

    The zone stays while appointments are ahead: what was promised as 09:00 there would be another hour.
    """
    may_only_set_up(work)
    row = standing_row(work, Center, form.center_id, form.version, lambda row: _lock(work, row["id"]))
    zone = typed_zone(form.zone)
    hours = typed_hours(form.hours, "hours")
    country, region = form.country, form.region
    if (country, region) != (row["country"], row["region"] or ""):
        country, region = checked_place(country, region)
    before = read_hours(work.connection, form.center_id)
    if zone != before.zone:
        _refuse_promised(work, form.center_id)
        _move_exceptions(work, form.center_id, zone)
    version = form.version + 1
    work.connection.execute(
        update(Center)
        .where(Center.id == form.center_id)
        .values(zone=zone, country=country, region=region or None, version=version)
    )
    work.connection.execute(delete(OpeningHours).where(OpeningHours.center_id == form.center_id))
    lines = [{"center_id": form.center_id, "weekday": day, "starts": opens, "ends": ends} for day, opens, ends in hours]
    add_all(work.connection, OpeningHours, lines)
    after = read_hours(work.connection, form.center_id)
    note_change(work, Center, form.center_id, version, _document(before), _document(after))
    # Every form knows the zone and country of the centers it offers.
    moved = (before.zone, before.country) != (after.zone, after.country)
    return Saved(form.center_id, version, Changes(plans=frozenset({form.center_id}), everything=moved))


def _lock(work: Work, center_id: int) -> None:
    """Whoever books there meanwhile waits, and sees what was saved."""
    lock_calendars(work.connection, clinicians_of(work, center_id), [])


def _refuse_promised(work: Work, center_id: int) -> None:
    ahead = work.connection.execute(
        select(func.count()).where(
            Appointment.center_id == center_id, Appointment.ends_at > work.at, Appointment.status.in_(HOLDS_SLOT)
        )
    ).scalar_one()
    if ahead:
        raise RuleBroken("zone.promised", fields=("zone",), number=ahead)


def _move_exceptions(work: Work, center_id: int, zone: str) -> None:
    """Closures, leave and extra hours there keep their wall-clock times, and so mean other instants."""
    ahead: Any = work.connection.execute(
        select(ScheduleException.__table__).where(
            ScheduleException.center_id == center_id, ScheduleException.ends_at > work.at
        )
    ).all()
    for row in ahead:
        start = local_window(row.wall_start.date(), row.wall_start.time(), row.wall_start.time(), zone).start
        end = local_window(row.wall_end.date(), row.wall_end.time(), row.wall_end.time(), zone).start
        work.connection.execute(
            update(ScheduleException)
            .where(ScheduleException.id == row.id)
            .values(zone=zone, starts_at=start, ends_at=end, version=row.version + 1)
        )
        changes = {"zone": row.zone}, {"zone": zone}
        note_change(work, ScheduleException, row.id, row.version + 1, *changes)


def _document(view: HoursView) -> Document:
    return {
        "zone": view.zone,
        "country": view.country,
        "region": view.region,
        "hours": [{"weekday": line[0], "hours": shown(line)} for line in view.hours],
    }
