"""Saves and removes work schedules: weekly lines that hold together, and with the clinician's other schedules."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from frontdesk.database.adding import add, add_all
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Center, LineModality, LineService, Service, WorkSchedule, WorkScheduleLine
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, local_window, to_wall
from frontdesk.services.desk import Work
from frontdesk.services.extra_hours import refuse_extra_elsewhere
from frontdesk.services.plan_checks import Hours, shown, typed_day, typed_hours
from frontdesk.services.plan_rows import (
    Document,
    center_zone,
    centers_of,
    clinician_name,
    may_only_set_up,
    note_change,
    standing_row,
)
from frontdesk.services.schedule_forms import LineForm, Removal, Saved, ScheduleForm
from frontdesk.services.typed import typed_text
from frontdesk.views.schedules import LineView, ScheduleView
from frontdesk.views.schedules_read import read_schedules

_COMPARED_DAYS = 371
"""So many days show every weekday of a year, and so both sides of the clock changes between two zones."""


def save_schedule(work: Work, form: ScheduleForm) -> Saved:
    """Make the schedule, or save the changed one with all its lines; see `Schedules.save`."""
    may_only_set_up(work)
    clinician = clinician_name(work, form.clinician_id)
    zone = center_zone(work, form.center_id)
    if form.center_id not in centers_of(work, form.clinician_id):
        raise RuleBroken("clinician.not-here", fields=("clinician",), clinician=clinician)
    values = _values(form, to_wall(work.at, zone).date())
    hours = _lines(work, form)
    before = _before(work, form)
    _refuse_elsewhere(work, form, values, hours, zone)
    refuse_extra_elsewhere(work, values, hours, zone)
    schedule_id, version = _write(work, values, before)
    _write_lines(work, schedule_id, form.lines, hours)
    (after,) = read_schedules(work.connection, WorkSchedule.id == schedule_id)
    note_change(work, WorkSchedule, schedule_id, version, _document(before) if before else None, _document(after))
    centers = {form.center_id, before.center_id if before else form.center_id}
    return Saved(schedule_id, version, Changes(plans=frozenset(centers)))


def remove_schedule(work: Work, removal: Removal) -> Saved:
    """Take the schedule away with its lines; history keeps what it was."""
    may_only_set_up(work)
    standing_row(
        work,
        WorkSchedule,
        removal.id,
        removal.version,
        lambda row: _lock(work, row["clinician_id"]),
    )
    (before,) = read_schedules(work.connection, WorkSchedule.id == removal.id)
    _delete_lines(work, removal.id)
    work.connection.execute(delete(WorkSchedule).where(WorkSchedule.id == removal.id))
    note_change(work, WorkSchedule, removal.id, removal.version + 1, _document(before), None)
    return Saved(removal.id, removal.version + 1, Changes(plans=frozenset({before.center_id})))


def _before(work: Work, form: ScheduleForm) -> ScheduleView | None:
    """The schedule as it stands, None for a new one; the calendars of who works by it, and worked, are locked."""
    if form.schedule_id is None:
        _lock(work, form.clinician_id)
        return None
    standing_row(
        work,
        WorkSchedule,
        form.schedule_id,
        form.version,
        lambda row: _lock(work, form.clinician_id, row["clinician_id"]),
    )
    (view,) = read_schedules(work.connection, WorkSchedule.id == form.schedule_id)
    return view


def _lock(work: Work, *clinician_ids: int) -> None:
    """Whoever books with them meanwhile waits, and sees what was saved."""
    lock_calendars(work.connection, clinician_ids, [])


def _values(form: ScheduleForm, today: date) -> dict[str, Any]:
    valid_from = typed_day(form.valid_from, "valid_from")
    valid_to = typed_day(form.valid_to, "valid_to") if form.valid_to.strip() else None
    if valid_to is not None and valid_to < valid_from:
        raise RuleBroken("schedule.order", fields=("valid_to",))
    if valid_to is not None and valid_to < today:
        raise RuleBroken("schedule.past", fields=("valid_to",), today=today)
    return {
        "clinician_id": form.clinician_id,
        "center_id": form.center_id,
        "name": typed_text(form.name, "name", 100, required=True, lines=False),
        "calendar_type": form.calendar_type,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }


def _lines(work: Work, form: ScheduleForm) -> tuple[Hours, ...]:
    if not form.lines:
        raise RuleBroken("schedule.no-lines", fields=("lines",))
    hours = typed_hours(((one.weekday, one.starts, one.ends) for one in form.lines), "lines")
    known = set(work.connection.execute(select(Service.id)).scalars())
    for number, line in enumerate(form.lines):
        for service_id in line.service_ids - known:
            raise RuleBroken("service.unknown", fields=(f"lines.{number}.services",), service=str(service_id))
    return hours


def _refuse_elsewhere(
    work: Work, form: ScheduleForm, values: dict[str, Any], hours: Iterable[Hours], zone: str
) -> None:
    """A clinician is in one place at a time, and an hour is in one schedule of a kind.

    At the same center an ad hoc schedule and one for rapid response may share hours: the same person takes both.
    """
    first, last = values["valid_from"], values["valid_to"]
    others = read_schedules(
        work.connection,
        WorkSchedule.clinician_id == form.clinician_id,
        WorkSchedule.id != (form.schedule_id or 0),
        or_(WorkSchedule.valid_to.is_(None), WorkSchedule.valid_to >= first),
        *([] if last is None else [WorkSchedule.valid_from <= last]),
        or_(WorkSchedule.center_id != form.center_id, WorkSchedule.calendar_type == form.calendar_type),
    )
    for other in others:
        begin = max(first, other.valid_from)
        end = min(day for day in (last, other.valid_to, begin + timedelta(days=_COMPARED_DAYS)) if day is not None)
        place = work.connection.execute(select(Center.name, Center.zone).where(Center.id == other.center_id)).one()
        theirs = _spans(_hours(other.lines), place.zone, begin - timedelta(days=1), end + timedelta(days=1))
        taken = [(span, line) for span, _, line in theirs]
        for span, number, _ in _spans(hours, zone, begin, end):
            clash = next((line for busy, line in taken if busy.overlaps(span)), None)
            if clash is not None:
                raise RuleBroken(
                    "schedule.elsewhere",
                    fields=(f"lines.{number}.starts",),
                    clinician=other.clinician,
                    center=place.name,
                    name=other.name,
                    day=to_wall(span.start, zone).date(),
                    hours=shown(clash),
                )


def _spans(lines: Iterable[Hours], zone: str, first: date, last: date) -> Iterator[tuple[Interval, int, Hours]]:
    """Each stretch that the lines give from a day to another, with the number of its line."""
    numbered = list(enumerate(lines))
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for number, line in numbered:
            if line[0] == day.weekday():
                yield local_window(day, line[1], line[2], zone), number, line


def _hours(lines: Iterable[LineView]) -> list[Hours]:
    return [(line.weekday, line.starts, line.ends) for line in lines]


def _write(work: Work, values: dict[str, Any], before: ScheduleView | None) -> tuple[int, int]:
    """Write the schedule's own row; returns its id and version."""
    if before is None:
        return add(work.connection, WorkSchedule, **values, version=1), 1
    changed = update(WorkSchedule).where(WorkSchedule.id == before.id).values(**values, version=before.version + 1)
    work.connection.execute(changed)
    _delete_lines(work, before.id)
    return before.id, before.version + 1


def _delete_lines(work: Work, schedule_id: int) -> None:
    lines = select(WorkScheduleLine.id).where(WorkScheduleLine.schedule_id == schedule_id)
    for table in (LineService, LineModality):
        work.connection.execute(delete(table).where(table.line_id.in_(lines)))
    work.connection.execute(delete(WorkScheduleLine).where(WorkScheduleLine.schedule_id == schedule_id))


def _write_lines(work: Work, schedule_id: int, lines: Iterable[LineForm], hours: Iterable[Hours]) -> None:
    for line, (weekday, starts, ends) in zip(lines, hours, strict=True):
        line_id = work.connection.execute(
            insert(WorkScheduleLine)
            .values(schedule_id=schedule_id, weekday=weekday, starts=starts, ends=ends)
            .returning(WorkScheduleLine.id)
        ).scalar_one()
        services = [{"line_id": line_id, "service_id": one} for one in sorted(line.service_ids)]
        modalities = [{"line_id": line_id, "modality": one} for one in sorted(line.modalities)]
        add_all(work.connection, LineService, services)
        add_all(work.connection, LineModality, modalities)


def _document(view: ScheduleView) -> Document:
    return {
        "clinician": view.clinician,
        "center_id": view.center_id,
        "name": view.name,
        "calendar_type": view.calendar_type.value,
        "valid_from": view.valid_from.isoformat(),
        "valid_to": None if view.valid_to is None else view.valid_to.isoformat(),
        "lines": [
            {
                "weekday": line.weekday,
                "hours": shown((line.weekday, line.starts, line.ends)),
                "service_ids": sorted(line.service_ids),
                "modalities": sorted(line.modalities),
            }
            for line in view.lines
        ],
    }
