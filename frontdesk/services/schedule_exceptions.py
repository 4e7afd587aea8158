"""Saves and removes what departs from work schedules: leave, blocks, extra hours, closures, public holidays."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from frontdesk.database.adding import add
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import ScheduleException
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import may_plan
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.desk import Work, plain
from frontdesk.services.extra_hours import refuse_elsewhere
from frontdesk.services.plan_checks import typed_day, typed_span
from frontdesk.services.plan_rows import (
    Document,
    center_zone,
    centers_of,
    clinician_name,
    clinicians_of,
    note_change,
    standing_row,
)
from frontdesk.services.schedule_forms import ExceptionForm, HolidayForm, Removal, Saved
from frontdesk.services.typed import typed_text

_MOST_DAYS = 5 * 366
_FOLLOWED = ("kind", "clinician_id", "center_id", "wall_start", "wall_end", "zone", "remark")


def save_exception(work: Work, form: ExceptionForm) -> Saved:
    """Make the exception, or save the changed one; see `Schedules.save`."""
    values = _values(work, form)
    _may(work, values)
    before = _before(work, form, values)
    if _is_there(work, values, form.exception_id):
        raise RuleBroken("exception.duplicate", fields=("starts",))
    refuse_elsewhere(work, values, before)
    if before is None:
        exception_id, version = add(work.connection, ScheduleException, **values, version=1), 1
    else:
        exception_id, version = before["id"], before["version"] + 1
        work.connection.execute(
            update(ScheduleException).where(ScheduleException.id == exception_id).values(**values, version=version)
        )
    note_change(
        work, ScheduleException, exception_id, version, _document(before) if before else None, _document(values)
    )
    concerned = _centers(work, values) | (_centers(work, before) if before else frozenset())
    return Saved(exception_id, version, Changes(plans=concerned))


def remove_exception(work: Work, removal: Removal) -> Saved:
    """Take the exception away; history keeps what it was."""
    before = dict(
        standing_row(work, ScheduleException, removal.id, removal.version, lambda row: _lock(work, dict(row))),
    )
    _may(work, before)
    work.connection.execute(delete(ScheduleException).where(ScheduleException.id == removal.id))
    note_change(work, ScheduleException, removal.id, removal.version + 1, _document(before), None)
    return Saved(removal.id, removal.version + 1, Changes(plans=_centers(work, before)))


def save_holidays(work: Work, form: HolidayForm) -> Saved:
    """Close the center on these days, each for the whole day, with the holiday's name; a closed day stays as it is."""
    made: list[int] = []
    for number, (day, name) in enumerate(form.days):
        values = _holiday(work, form.center_id, typed_day(day, f"days.{number}"), name)
        _may(work, values)
        if not made:
            _lock(work, values)
        if not is_closed(work.connection, form.center_id, Interval(values["starts_at"], values["ends_at"])):
            made.append(add(work.connection, ScheduleException, **values, version=1))
            note_change(work, ScheduleException, made[-1], 1, None, _document(values))
    changes = Changes(plans=frozenset({form.center_id})) if made else Changes()
    return Saved(made[0] if made else 0, 1, changes)


def _before(work: Work, form: ExceptionForm, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The exception as it stands, None for a new one; the calendars that it concerns, or did, are locked."""
    if form.exception_id is None:
        _lock(work, values)
        return None
    row = standing_row(
        work, ScheduleException, form.exception_id, form.version, lambda row: _lock(work, values, dict(row))
    )
    before = dict(row)
    _may(work, before)
    return before


def is_closed(connection: Connection, center_id: int, span: Interval) -> bool:
    """Whether one closure shuts the center for the whole of the span."""
    query = select(ScheduleException.id).where(
        ScheduleException.kind == ExceptionKind.CLOSURE,
        ScheduleException.center_id == center_id,
        ScheduleException.starts_at <= span.start,
        ScheduleException.ends_at >= span.end,
    )
    return connection.execute(query.limit(1)).first() is not None


def _holiday(work: Work, center_id: int, day: date, name: str) -> dict[str, Any]:
    form = ExceptionForm(ExceptionKind.CLOSURE, day.isoformat(), day.isoformat(), None, center_id, name)
    return _values(work, form)


def _values(work: Work, form: ExceptionForm) -> dict[str, Any]:
    """The row as it is kept. Raises RuleBroken at the field that is wrong."""
    clinician_id = None if form.kind is ExceptionKind.CLOSURE else form.clinician_id
    if clinician_id is not None:
        clinician_name(work, clinician_id)
    elif form.kind is not ExceptionKind.CLOSURE:
        raise RuleBroken("exception.clinician-missing", fields=("clinician",))
    zone = _zone(work, form)
    span, wall_start, wall_end = typed_span(form.starts, form.ends, zone)
    if wall_end - wall_start > timedelta(days=_MOST_DAYS):
        raise RuleBroken("exception.too-long", fields=("ends",))
    return {
        "kind": form.kind,
        "clinician_id": clinician_id,
        "center_id": form.center_id,
        "starts_at": span.start,
        "ends_at": span.end,
        "wall_start": wall_start,
        "wall_end": wall_end,
        "zone": zone,
        "remark": typed_text(form.remark, "remark", 1000),
    }


def _zone(work: Work, form: ExceptionForm) -> str:
    """That of the center; of what holds everywhere, that of the clinician's first center."""
    if form.center_id is not None:
        zone = center_zone(work, form.center_id)
        if form.clinician_id is not None and form.kind is not ExceptionKind.CLOSURE:
            _refuse_stranger(work, form.clinician_id, form.center_id)
        return zone
    everywhere = form.kind in (ExceptionKind.LEAVE, ExceptionKind.BLOCK)
    centers = centers_of(work, form.clinician_id) if everywhere and form.clinician_id is not None else []
    if not centers:
        raise RuleBroken("exception.center-missing", fields=("center",))
    return center_zone(work, centers[0])


def _refuse_stranger(work: Work, clinician_id: int, center_id: int) -> None:
    if center_id not in centers_of(work, clinician_id):
        name = clinician_name(work, clinician_id)
        raise RuleBroken("clinician.not-here", fields=("clinician",), clinician=name)


def _may(work: Work, values: Mapping[str, Any]) -> None:
    """Raises RuleBroken when the person may not enter this; leave everywhere is of any center of the clinician."""
    clinician_id = values["clinician_id"]
    if not any(may_plan(work.person, center_id, clinician_id) for center_id in _centers(work, values)):
        raise RuleBroken("not.your-role" if clinician_id is None else "plan.not-yours")


def _centers(work: Work, values: Mapping[str, Any]) -> frozenset[int]:
    """Where it takes time away or gives it."""
    if values["center_id"] is not None:
        return frozenset({values["center_id"]})
    return frozenset(centers_of(work, values["clinician_id"]))


def _lock(work: Work, *concerned: Mapping[str, Any]) -> None:
    """Whoever books there meanwhile waits, and sees what was saved."""
    whose: set[int] = set()
    for values in concerned:
        one = values["clinician_id"]
        whose.update(clinicians_of(work, values["center_id"]) if one is None else [one])
    lock_calendars(work.connection, whose, [])


def _is_there(work: Work, values: dict[str, Any], except_id: int | None) -> bool:
    """Whether the very same exception is there already; its remark does not count."""
    column = ScheduleException.__table__.c
    same = ("kind", "clinician_id", "center_id", "starts_at", "ends_at")
    query = select(column.id).where(column.id != (except_id or 0))
    query = query.where(*(column[name].is_not_distinct_from(values[name]) for name in same))
    return work.connection.execute(query.limit(1)).first() is not None


def _document(values: dict[str, Any]) -> Document:
    return {name: plain(values[name]) for name in _FOLLOWED}
