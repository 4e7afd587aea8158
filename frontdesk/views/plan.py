"""Reads when people work and what is booked: the inputs of the rules of availability."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, or_, select

from frontdesk.database.tables import (
    LineModality,
    LineService,
    OpeningHours,
    WorkSchedule,
    WorkScheduleLine,
)
from frontdesk.database.tables import ScheduleException as ExceptionRow
from frontdesk.rules.availability import OpeningLine, Plan, ScheduleException, ScheduleLine
from frontdesk.rules.times import Interval, day_bounds
from frontdesk.views.sound_rows import sound_rows


def read_plan(
    connection: Connection, center_id: int, zone: str, first: date, last: date, *, lenient: bool = False
) -> Plan:
    """Everybody's working time at a center for the days from `first` to `last`, both with it.

    With `lenient` what cannot be read is left out: for what is only shown. Who books by it is to be told.
    """
    span = Interval(day_bounds(first, zone).start, day_bounds(last, zone).end)
    read = _lenient if lenient else _strict
    return Plan(
        lines=_lines(read(connection, _LINES, {"center": center_id, "first": first, "last": last}), center_id, zone),
        opening=_opening(read(connection, _OPENING, {"center": center_id}), center_id, zone),
        exceptions=_exceptions(
            read(connection, _EXCEPTIONS, {"center": center_id, "start": span.start, "end": span.end})
        ),
    )


def _strict(connection: Connection, statement: Executable, given: Mapping[str, Any]) -> Sequence[Any]:
    return connection.execute(statement, given).all()


def _lenient(connection: Connection, statement: Executable, given: Mapping[str, Any]) -> Sequence[Any]:
    return sound_rows(connection, statement, given, "schedules")


def _lines(rows: Iterable[Any], center_id: int, zone: str) -> tuple[ScheduleLine, ...]:
    """The lines valid on any of the days; a line comes once for each of its services and modalities."""
    return tuple(_line(list(group), center_id, zone) for _, group in groupby(rows, key=itemgetter(0)))


def _line(rows: list[Any], center_id: int, zone: str) -> ScheduleLine:
    one = rows[0]
    return ScheduleLine(
        clinician_id=one.clinician_id,
        center_id=center_id,
        zone=zone,
        weekday=one.weekday,
        starts=one.starts,
        ends=one.ends,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        calendar_type=one.calendar_type,
        service_ids=frozenset(row.service_id for row in rows if row.service_id is not None),
        modalities=frozenset(row.modality for row in rows if row.modality is not None),
    )


def _opening(rows: Iterable[Any], center_id: int, zone: str) -> tuple[OpeningLine, ...]:
    return tuple(OpeningLine(center_id, zone, row.weekday, row.starts, row.ends) for row in rows)


def _exceptions(rows: Iterable[Any]) -> tuple[ScheduleException, ...]:
    return tuple(
        ScheduleException(row.kind, row.clinician_id, row.center_id, Interval(row.starts_at, row.ends_at), row.remark)
        for row in rows
    )


# The statements, made once: making one takes longer than running it.

_LINES = (
    select(
        WorkScheduleLine.id,
        WorkSchedule.clinician_id,
        WorkScheduleLine.weekday,
        WorkScheduleLine.starts,
        WorkScheduleLine.ends,
        WorkSchedule.valid_from,
        WorkSchedule.valid_to,
        WorkSchedule.calendar_type,
        LineService.service_id,
        LineModality.modality,
    )
    .join(WorkSchedule, WorkSchedule.id == WorkScheduleLine.schedule_id)
    .join(LineService, LineService.line_id == WorkScheduleLine.id, isouter=True)
    .join(LineModality, LineModality.line_id == WorkScheduleLine.id, isouter=True)
    .where(
        WorkSchedule.center_id == bindparam("center"),
        WorkSchedule.valid_from <= bindparam("last"),
        or_(WorkSchedule.valid_to.is_(None), WorkSchedule.valid_to >= bindparam("first")),
    )
    .order_by(WorkScheduleLine.id)
)
_OPENING = select(OpeningHours.weekday, OpeningHours.starts, OpeningHours.ends).where(
    OpeningHours.center_id == bindparam("center")
)
_EXCEPTIONS = select(ExceptionRow.__table__).where(
    ExceptionRow.starts_at < bindparam("end"),
    ExceptionRow.ends_at > bindparam("start"),
    or_(ExceptionRow.center_id.is_(None), ExceptionRow.center_id == bindparam("center")),
)
