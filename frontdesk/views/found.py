"""What one box finds: consumers with their next appointments, and an appointment by its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, union_all

from frontdesk.database.tables import Appointment, Center, Consumer, Service, Staff
from frontdesk.rules.words import Status
from frontdesk.views.consumers import ConsumerRow

_HIDDEN = (Status.CANCELLED, Status.ENTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class FoundAppointment:
    """One line of what was found; `clinician` is empty for none, `past` says booked and over without an outcome."""

    id: int
    consumer_id: int
    consumer: str
    code: str
    service: str
    clinician: str
    center: str
    wall_start: datetime | None
    zone: str
    status: Status
    past: bool


@dataclass(frozen=True, slots=True)
class Found:
    """`coded` is the appointment whose code was typed; `next` are those of the consumers, earliest first."""

    consumers: tuple[ConsumerRow, ...]
    next: tuple[FoundAppointment, ...]
    coded: FoundAppointment | None = None


def read_next(
    connection: Connection, consumer_ids: Sequence[int], since: datetime, day: date | None, each: int, now: datetime
) -> tuple[FoundAppointment, ...]:
    """At most `each` appointments of each consumer, from `since` on, or on the wall-clock `day` where one is given.

    One short walk of an index for each consumer, all in one statement.
    """
    if not consumer_ids:
        return ()
    walks = []
    for consumer_id in consumer_ids:
        when = Appointment.starts_at >= since if day is None else Appointment.day == day
        own = (
            select(Appointment.id)
            .where(Appointment.consumer_id == consumer_id, when, Appointment.status.not_in(_HIDDEN))
            .order_by(Appointment.starts_at)
            .limit(each)
        )
        walks.append(select(own.subquery().c.id))
    rows = connection.execute(_lines(Appointment.id.in_(union_all(*walks)), now).order_by(Appointment.starts_at))
    return tuple(FoundAppointment(*row) for row in rows)


def read_coded(connection: Connection, code: str, now: datetime) -> FoundAppointment | None:
    """The appointment with this code, written as it is stored; None when there is none."""
    row = connection.execute(_lines(Appointment.code == code, now)).first()
    return None if row is None else FoundAppointment(*row)


def _lines(wanted: ColumnElement[bool], now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Appointment.id,
            Appointment.consumer_id,
            (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
            Appointment.code,
            Service.name.label("service"),
            func.coalesce(Staff.name, "").label("clinician"),
            Center.name.label("center"),
            Appointment.wall_start,
            Appointment.zone,
            Appointment.status,
            (func.coalesce(Appointment.ends_at > now, True).is_(False) & (Appointment.status == Status.BOOKED)).label(
                "past"
            ),
        )
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .join(Service, Service.id == Appointment.service_id)
        .join(Center, Center.id == Appointment.center_id)
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .where(wanted)
    )
