"""Reads the appointments ahead, and what set-up says of whether each can stand where it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.database.tables import Appointment, Center, Consumer, Room, RoomUnit, Service, ServiceModality, Staff
from frontdesk.rules.availability import Plan
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.openings import ServiceRule
from frontdesk.rules.words import HOLDS_SLOT, Modality
from frontdesk.views.choices import grouped
from frontdesk.views.plan import read_plan
from frontdesk.views.schedules import Broken

_STANDING = (
    "id",
    "version",
    "service_id",
    "center_id",
    "clinician_id",
    "starts_at",
    "ends_at",
    "busy_from",
    "busy_to",
    "room_id",
    "room_unit",
    "modality",
    "overbooked",
    "day",
    "zone",
)

Unit = tuple[int, int]
"""Room and the number of the place in it."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a service asks for: its timing, in which modalities it is offered, the kind of room, None for none."""

    rule: ServiceRule
    modalities: frozenset[Modality]
    room_kind: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Set-up at one moment: the plan of each center, what each service needs, the places by center and kind of room."""

    plans: dict[int, Plan]
    needs: dict[int, Needs]
    units: dict[tuple[int, str], tuple[Unit, ...]]


def read_ground(connection: Connection, first: date, last: date, center_ids: Iterable[int] | None = None) -> Ground:
    """Set-up for the days from `first` to `last`, both with it, of these centers or of all."""
    centers = connection.execute(select(Center.id, Center.zone)).all()
    wanted = {row.id for row in centers} if center_ids is None else set(center_ids)
    plans = {row.id: read_plan(connection, row.id, row.zone, first, last) for row in centers if row.id in wanted}
    return Ground(plans, _needs(connection), read_units(connection))


def read_units(connection: Connection) -> dict[tuple[int, str], tuple[Unit, ...]]:
    """The places of the rooms that are in use, by center and kind, as many as each room's capacity."""
    rows = connection.execute(
        select(Room.center_id, Room.kind, RoomUnit.room_id, RoomUnit.number)
        .join(RoomUnit, RoomUnit.room_id == Room.id)
        .where(Room.active, RoomUnit.number <= Room.capacity)
        .order_by(RoomUnit.room_id, RoomUnit.number)
    )
    units: dict[tuple[int, str], list[Unit]] = {}
    for row in rows:
        units.setdefault((row.center_id, row.kind), []).append((row.room_id, row.number))
    return {key: tuple(some) for key, some in units.items()}


def last_day_ahead(connection: Connection) -> date | None:
    """The last day for which anything is booked at a center; None for none."""
    last = select(func.max(Appointment.day)).where(Appointment.center_id == Center.id).scalar_subquery()
    found: date | None = connection.execute(select(func.max(last)).select_from(Center)).scalar()
    return found


def standing_ahead(connection: Connection, now: datetime, *wanted: Any) -> Sequence[Any]:
    """The appointments that hold a slot which begins after `now`, with a clinician, by start.

    `wanted` are conditions on Appointment, best one on its center or clinician: their indices go on by day.
    """
    return connection.execute(
        select(*(Appointment.__table__.c[name] for name in _STANDING))
        .where(
            Appointment.day >= now.date() - timedelta(days=1),
            Appointment.starts_at > now,
            Appointment.status.in_(HOLDS_SLOT),
            Appointment.clinician_id.is_not(None),
            *wanted,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    ).all()


def read_broken(connection: Connection, kinds: dict[int, tuple[ConflictKind, ...]]) -> tuple[Broken, ...]:
    """The appointments with these ids, each with what breaks it, by start."""
    rows = connection.execute(
        select(
            Appointment.id,
            Appointment.version,
            Appointment.code,
            Appointment.status,
            (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
            Consumer.phone,
            Service.name.label("service"),
            Appointment.clinician_id,
            Staff.name.label("clinician"),
            Appointment.center_id,
            Appointment.wall_start,
            Appointment.wall_end,
        )
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .join(Service, Service.id == Appointment.service_id)
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .where(Appointment.id.in_(kinds))
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return tuple(
        Broken(
            row.id,
            row.version,
            row.code,
            row.status,
            row.consumer,
            row.phone or "",
            row.service,
            row.clinician_id,
            row.clinician or "",
            row.center_id,
            row.wall_start,
            row.wall_end,
            kinds[row.id],
        )
        for row in rows
    )


def _needs(connection: Connection) -> dict[int, Needs]:
    modalities = grouped(connection.execute(select(ServiceModality.service_id, ServiceModality.modality)))
    return {
        row.id: Needs(
            ServiceRule(
                minutes=row.minutes,
                buffer_before=row.buffer_before_minutes,
                buffer_after=row.buffer_after_minutes,
                step=row.step_minutes,
                least_notice=row.least_notice_minutes,
                furthest_days=row.furthest_days,
            ),
            frozenset(modalities.get(row.id, ())),
            row.room_kind,
        )
        for row in connection.execute(select(Service.__table__))
    }
