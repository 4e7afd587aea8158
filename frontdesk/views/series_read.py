"""Reads all of a series: two statements, however many appointments it has."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment, Consumer, Series, Service, Staff
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Status
from frontdesk.views.series import SeriesLine, SeriesView

_SERIES = select(Series.__table__).where(Series.id == bindparam("series"))
_LINES = (
    select(
        *(Appointment.__table__.c[name] for name in ("id", "version", "code", "series_position", "status", "zone")),
        *(Appointment.__table__.c[name] for name in ("wall_start", "ends_at", "clinician_id")),
        Staff.name.label("clinician"),
        Service.name.label("service"),
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
    )
    .join(Service, Service.id == Appointment.service_id)
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .where(Appointment.series_id == bindparam("series"))
    .order_by(Appointment.series_position)
)


def read_series(connection: Connection, series_id: int, now: datetime) -> SeriesView:
    """All of the series in its order; RuleBroken `series.unknown`."""
    head = connection.execute(_SERIES, {"series": series_id}).mappings().first()
    rows = connection.execute(_LINES, {"series": series_id}).all()
    if head is None or not rows:
        raise RuleBroken("series.unknown", series=str(series_id))
    lines = tuple(
        SeriesLine(
            appointment_id=row.id,
            version=row.version,
            code=row.code,
            position=row.series_position,
            status=row.status,
            past=row.status is Status.BOOKED and row.ends_at is not None and row.ends_at <= now,
            wall_start=row.wall_start,
            clinician_id=row.clinician_id,
            clinician=row.clinician or "",
        )
        for row in rows
    )
    return SeriesView(
        id=head["id"],
        request_id=head["request_id"],
        every=head["every"],
        unit=head["unit"],
        count=head["count"],
        until=head["until"],
        consumer=rows[0].consumer,
        service=rows[0].service,
        zone=rows[0].zone,
        lines=lines,
    )
