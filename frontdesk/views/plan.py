"""Reads when people work and what is booked: the inputs of the rules of availability."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, or_, select

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
from frontdesk.views.choices import grouped


def read_plan(connection: Connection, center_id: int, zone: str, first: date, last: date) -> Plan:
    """Everybody's working time at a center for the days from `first` to `last`, both with it."""
    span = Interval(day_bounds(first, zone).start, day_bounds(last, zone).end)
    return Plan(
        lines=_lines(connection, center_id, zone, first, last),
        opening=_opening(connection, center_id, zone),
        exceptions=_exceptions(connection, center_id, span),
    )


def _lines(connection: Connection, center_id: int, zone: str, first: date, last: date) -> tuple[ScheduleLine, ...]:
    rows = connection.execute(
        select(
            WorkScheduleLine.id,
            WorkSchedule.clinician_id,
            WorkScheduleLine.weekday,
            WorkScheduleLine.starts,
            WorkScheduleLine.ends,
            WorkSchedule.valid_from,
            WorkSchedule.valid_to,
            WorkSchedule.calendar_type,
        )
        .join(WorkSchedule, WorkSchedule.id == WorkScheduleLine.schedule_id)
        .where(
            WorkSchedule.center_id == center_id,
            WorkSchedule.valid_from <= last,
            or_(WorkSchedule.valid_to.is_(None), WorkSchedule.valid_to >= first),
        )
    ).all()
    of_center = (
        select(WorkScheduleLine.id)
        .join(WorkSchedule, WorkSchedule.id == WorkScheduleLine.schedule_id)
        .where(WorkSchedule.center_id == center_id)
    )
    services = grouped(
        connection.execute(
            select(LineService.line_id, LineService.service_id).where(LineService.line_id.in_(of_center))
        )
    )
    modalities = grouped(
        connection.execute(
            select(LineModality.line_id, LineModality.modality).where(LineModality.line_id.in_(of_center))
        )
    )
    return tuple(
        ScheduleLine(
            clinician_id=row.clinician_id,
            center_id=center_id,
            zone=zone,
            weekday=row.weekday,
            starts=row.starts,
            ends=row.ends,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            calendar_type=row.calendar_type,
            service_ids=frozenset(services.get(row.id, ())),
            modalities=frozenset(modalities.get(row.id, ())),
        )
        for row in rows
    )


def _opening(connection: Connection, center_id: int, zone: str) -> tuple[OpeningLine, ...]:
    rows = connection.execute(
        select(OpeningHours.weekday, OpeningHours.starts, OpeningHours.ends).where(OpeningHours.center_id == center_id)
    )
    return tuple(OpeningLine(center_id, zone, row.weekday, row.starts, row.ends) for row in rows)


def _exceptions(connection: Connection, center_id: int, span: Interval) -> tuple[ScheduleException, ...]:
    rows: Iterable[ExceptionRow] = connection.execute(  # type: ignore[assignment]  # rows have the table's names
        select(ExceptionRow.__table__).where(
            ExceptionRow.starts_at < span.end,
            ExceptionRow.ends_at > span.start,
            or_(ExceptionRow.center_id.is_(None), ExceptionRow.center_id == center_id),
        )
    )
    return tuple(
        ScheduleException(row.kind, row.clinician_id, row.center_id, Interval(row.starts_at, row.ends_at), row.remark)
        for row in rows
    )
