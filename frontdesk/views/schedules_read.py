"""Reads the set-up that decides free time: work schedules, exceptions, hours, services, rooms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from frontdesk.database.tables import (
    Center,
    LineModality,
    LineService,
    OpeningHours,
    Room,
    ScheduleException,
    Service,
    ServiceModality,
    Staff,
    StaffCenter,
    WorkSchedule,
    WorkScheduleLine,
)
from frontdesk.rules.problems import RuleBroken
from frontdesk.views.choices import grouped
from frontdesk.views.schedules import ExceptionView, HoursView, LineView, RoomView, ScheduleView, ServiceView

MOST_PAST = 200
"""Exceptions that are over, of which no more are read."""


def read_schedules(connection: Connection, *wanted: Any) -> tuple[ScheduleView, ...]:
    """The schedules for which `wanted` (conditions on WorkSchedule) holds, by clinician, then by when they begin."""
    schedules = connection.execute(
        select(WorkSchedule.__table__, Staff.name.label("clinician"))
        .join(Staff, Staff.id == WorkSchedule.clinician_id)
        .where(*wanted)
        .order_by(Staff.sort_name, Staff.id, WorkSchedule.valid_from, WorkSchedule.id)
    ).all()
    lines = _lines(connection, [row.id for row in schedules])
    return tuple(
        ScheduleView(
            id=row.id,
            version=row.version,
            clinician_id=row.clinician_id,
            clinician=row.clinician,
            center_id=row.center_id,
            name=row.name,
            calendar_type=row.calendar_type,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            lines=tuple(lines.get(row.id, ())),
        )
        for row in schedules
    )


def _lines(connection: Connection, schedule_ids: Sequence[int]) -> dict[int, list[LineView]]:
    """The lines of each schedule by weekday and start."""
    lines = connection.execute(
        select(WorkScheduleLine.__table__)
        .where(WorkScheduleLine.schedule_id.in_(schedule_ids))
        .order_by(WorkScheduleLine.weekday, WorkScheduleLine.starts, WorkScheduleLine.id)
    ).all()
    ids = [row.id for row in lines]
    services = grouped(
        connection.execute(select(LineService.line_id, LineService.service_id).where(LineService.line_id.in_(ids)))
    )
    modalities = grouped(
        connection.execute(select(LineModality.line_id, LineModality.modality).where(LineModality.line_id.in_(ids)))
    )
    return grouped(
        (
            row.schedule_id,
            LineView(
                row.weekday,
                row.starts,
                row.ends,
                frozenset(services.get(row.id, ())),
                frozenset(modalities.get(row.id, ())),
            ),
        )
        for row in lines
    )


def read_exceptions(connection: Connection, center_id: int, now: datetime, *, past: bool) -> tuple[ExceptionView, ...]:
    """The center's exceptions, and those of its clinicians that hold at every center.

    Those not yet over by their start; with `past` those that are, the latest first, at most 200.
    """
    its_clinicians = select(StaffCenter.staff_id).where(StaffCenter.center_id == center_id)
    concerns = or_(
        ScheduleException.center_id == center_id,
        ScheduleException.center_id.is_(None) & ScheduleException.clinician_id.in_(its_clinicians),
    )
    query = _exceptions().where(concerns)
    if past:
        query = query.where(ScheduleException.ends_at <= now).order_by(ScheduleException.starts_at.desc())
        query = query.limit(MOST_PAST)
    else:
        query = query.where(ScheduleException.ends_at > now).order_by(ScheduleException.starts_at, ScheduleException.id)
    return tuple(_exception(row) for row in connection.execute(query))


def _exceptions() -> Select[Any]:
    return (
        select(ScheduleException.__table__, Staff.name.label("clinician"), Center.name.label("center"))
        .join(Staff, Staff.id == ScheduleException.clinician_id, isouter=True)
        .join(Center, Center.id == ScheduleException.center_id, isouter=True)
    )


def _exception(row: Any) -> ExceptionView:
    return ExceptionView(
        id=row.id,
        version=row.version,
        kind=row.kind,
        clinician_id=row.clinician_id,
        clinician=row.clinician or "",
        center_id=row.center_id,
        center=row.center or "",
        wall_start=row.wall_start,
        wall_end=row.wall_end,
        zone=row.zone,
        remark=row.remark,
    )


def read_hours(connection: Connection, center_id: int) -> HoursView:
    """A center's hours and place; raises RuleBroken `center.unknown`."""
    center = connection.execute(select(Center.__table__).where(Center.id == center_id, Center.active)).first()
    if center is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    hours = connection.execute(
        select(OpeningHours.weekday, OpeningHours.starts, OpeningHours.ends)
        .where(OpeningHours.center_id == center_id)
        .order_by(OpeningHours.weekday, OpeningHours.starts)
    )
    return HoursView(
        center_id=center_id,
        version=center.version,
        center=center.name,
        zone=center.zone,
        country=center.country,
        region=center.region or "",
        hours=tuple((row.weekday, row.starts, row.ends) for row in hours),
    )


def read_services(connection: Connection, *wanted: Any) -> tuple[ServiceView, ...]:
    """The services for which `wanted` (conditions on Service) holds, by name."""
    modalities = grouped(connection.execute(select(ServiceModality.service_id, ServiceModality.modality)))
    rows = connection.execute(select(Service.__table__).where(*wanted).order_by(Service.name, Service.id))
    return tuple(
        ServiceView(
            id=row.id,
            version=row.version,
            code=row.code,
            name=row.name,
            minutes=row.minutes,
            buffer_before=row.buffer_before_minutes,
            buffer_after=row.buffer_after_minutes,
            step=row.step_minutes,
            least_notice=row.least_notice_minutes,
            furthest_days=row.furthest_days,
            room_kind=row.room_kind or "",
            confirmation_mode=row.confirmation_mode,
            modalities=frozenset(modalities.get(row.id, ())),
        )
        for row in rows
    )


def read_rooms(connection: Connection, *wanted: Any) -> tuple[RoomView, ...]:
    """The rooms for which `wanted` (conditions on Room) holds: those in use first, by kind and name."""
    rows = connection.execute(
        select(Room.__table__).where(*wanted).order_by(Room.active.desc(), Room.kind, func.lower(Room.name), Room.id)
    )
    return tuple(
        RoomView(row.id, row.version, row.center_id, row.code, row.name, row.kind, row.capacity, row.active)
        for row in rows
    )
