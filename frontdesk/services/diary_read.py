"""The statements of a diary: a service, who gives it, its rooms, what is booked and what is held."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Integer, and_, bindparam, null, or_, select, type_coerce, union_all

from frontdesk.database.aside import aside
from frontdesk.database.tables import (
    Appointment,
    Center,
    Hold,
    Room,
    RoomUnit,
    Service,
    ServiceModality,
    Staff,
    StaffCenter,
    StaffRole,
    StaffService,
)
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.conflicts import Held, Standing
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval
from frontdesk.rules.words import HOLDS_SLOT, ConfirmationMode, Modality, Role
from frontdesk.views.choices import grouped

EVER = Interval(datetime(1851, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC))
"""What every database keeps of the calendar."""

Rooms = tuple[tuple[int, str, tuple[int, ...]], ...]
"""Rooms of one kind: id, name, numbered units."""


@dataclass(frozen=True, slots=True)
class Able:
    """A clinician who is able to give the service at the center."""

    id: int
    name: str
    room_id: int | None
    confirmation_mode: ConfirmationMode | None


@dataclass(frozen=True, slots=True)
class Around:
    """What keeps clinicians, rooms and a consumer busy: appointments and holds of others, each with its day."""

    standing: tuple[tuple[date, Standing], ...]
    held: tuple[tuple[date, Held], ...]

    def on(self, days: Sequence[date]) -> "Around":
        """Only what begins on these days."""
        return Around(
            tuple(one for one in self.standing if one[0] in days), tuple(one for one in self.held if one[0] in days)
        )


@dataclass(frozen=True, slots=True)
class Near:
    """Which days are looked at, for which clinicians, in which rooms of a center, and for which consumer.

    With a `span` only what overlaps it, on those days.
    """

    days: Sequence[date]
    clinicians: Sequence[int]
    center: int
    rooms: Sequence[int]
    consumer: int | None = None
    span: Interval = EVER


@dataclass(frozen=True, slots=True)
class Head:
    """A service at a center without any day: the service's row, its modalities, the zone, who is able, which rooms.

    `rooms` are those of the kind that the service needs, None when it needs none.
    """

    service: Any
    offered: tuple[Modality, ...]
    zone: str
    able: tuple[Able, ...]
    rooms: Rooms | None


def read_head(connection: Connection, service_id: int, center_id: int) -> Head:
    """What a diary begins with. Raises RuleBroken `service.unknown`, `center.unknown`."""
    service, offered = read_service(connection, service_id)
    zone = read_zone(connection, center_id)
    rooms = read_rooms(connection, center_id, service.room_kind) if service.room_kind else None
    return Head(service, tuple(offered), zone, read_able(connection, service_id, center_id), rooms)


def read_service(connection: Connection, service_id: int) -> tuple[Any, list[Modality]]:
    """The service's row, and the modalities it is offered in; RuleBroken `service.unknown`."""
    rows = connection.execute(_SERVICE, {"service": service_id}).all()
    if not rows:
        raise RuleBroken("service.unknown", fields=("service",), service=str(service_id))
    return rows[0], [row.modality for row in rows if row.modality is not None]


def read_zone(connection: Connection, center_id: int) -> str:
    """The center's IANA zone; RuleBroken `center.unknown`."""
    zone: str | None = connection.execute(_ZONE, {"center": center_id}).scalar()
    if zone is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    return zone


def read_able(connection: Connection, service_id: int, center_id: int) -> tuple[Able, ...]:
    """Who gives the service at the center, by id."""
    rows: Iterable[Any] = connection.execute(_ABLE, {"service": service_id, "center": center_id})
    return tuple(Able(*row) for row in rows)


def read_rooms(connection: Connection, center_id: int, kind: str) -> Rooms:
    """The rooms of a kind at a center with their units."""
    rows = connection.execute(_ROOMS, {"center": center_id, "kind": kind}).all()
    names = {row.id: row.name for row in rows}
    numbers = grouped((row.id, row.number) for row in rows)
    return tuple((room_id, name, tuple(numbers[room_id])) for room_id, name in names.items())


def read_around(connection: Connection, near: Near, now: datetime, own_hold: str) -> Around:
    """What is booked, and what others hold at this instant; the hold of the token `own_hold` is nobody else's."""
    given: dict[str, Any] = {
        "days": list(near.days),
        "clinicians": list(near.clinicians),
        "center": near.center,
        "rooms": list(near.rooms),
    }
    given |= {"consumer": near.consumer, "now": now, "own": own_hold, "since": near.span.start, "until": near.span.end}
    rows: list[Any] = list(connection.execute(_AROUND, given))
    return Around(
        tuple((row.day, _standing(row)) for row in rows if row.desk is None),
        tuple((row.day, _held(row)) for row in rows if row.desk is not None),
    )


def _standing(row: Any) -> Standing:
    return Standing(
        row.id,
        row.clinician_id,
        row.consumer_id,
        Interval(row.starts_at, row.ends_at),
        Interval(row.busy_from, row.busy_to),
        row.room_id,
        row.room_unit,
    )


def _held(row: Any) -> Held:
    busy = Interval(row.busy_from, row.busy_to)
    return Held(row.desk, row.expires_at, row.clinician_id, busy, row.room_id, row.room_unit, row.staff)


# The statements, made once: making one takes longer than running it.

_SERVICE = (
    select(Service.__table__, ServiceModality.modality)
    .join(ServiceModality, ServiceModality.service_id == Service.id, isouter=True)
    .where(Service.id == bindparam("service"), Service.active)
)
_ZONE = select(Center.zone).where(Center.id == bindparam("center"), Center.active)
_ABLE = (
    select(Staff.id, Staff.name, Staff.room_id, Staff.confirmation_mode)
    .join(StaffService, StaffService.staff_id == Staff.id)
    .join(StaffCenter, StaffCenter.staff_id == Staff.id)
    .join(StaffRole, StaffRole.staff_id == Staff.id)
    .where(
        Staff.active,
        StaffService.service_id == bindparam("service"),
        StaffCenter.center_id == bindparam("center"),
        StaffRole.role == Role.CLINICIAN,
    )
    .order_by(Staff.id)
)
_ROOMS = (
    select(Room.id, Room.name, RoomUnit.number)
    .join(RoomUnit, RoomUnit.room_id == Room.id)
    .where(Room.center_id == bindparam("center"), Room.kind == bindparam("kind"), Room.active)
    .where(RoomUnit.number <= Room.capacity)
    .order_by(Room.id, RoomUnit.number)
)
_NEAR = Appointment.day.in_(bindparam("days", expanding=True))
_STANDING = select(
    Appointment.day,
    Appointment.id,
    Appointment.clinician_id,
    Appointment.consumer_id,
    Appointment.starts_at,
    Appointment.ends_at,
    Appointment.busy_from,
    Appointment.busy_to,
    Appointment.room_id,
    Appointment.room_unit,
    type_coerce(null(), Hold.desk.type).label("desk"),
    type_coerce(null(), Hold.expires_at.type).label("expires_at"),
    type_coerce(null(), Staff.name.type).label("staff"),
).where(
    or_(
        and_(Appointment.clinician_id.in_(bindparam("clinicians", expanding=True)), _NEAR),
        and_(
            Appointment.center_id == bindparam("center"),
            _NEAR,
            Appointment.room_id.in_(bindparam("rooms", expanding=True)),
        ),
        and_(Appointment.consumer_id == bindparam("consumer", type_=Integer), _NEAR),
    ),
    aside(Appointment.status).in_(HOLDS_SLOT),
    Appointment.busy_from < bindparam("until", type_=UtcDateTime()),
    Appointment.busy_to > bindparam("since", type_=UtcDateTime()),
)
"""Each part of the `or` has an index of its own."""
_HELD = (
    select(
        Hold.day,
        Hold.id,
        Hold.clinician_id,
        type_coerce(null(), Appointment.consumer_id.type).label("consumer_id"),
        Hold.starts_at,
        Hold.ends_at,
        Hold.busy_from,
        Hold.busy_to,
        Hold.room_id,
        Hold.room_unit,
        Hold.desk,
        Hold.expires_at,
        Staff.name.label("staff"),
    )
    .join(Staff, Staff.id == Hold.staff_id)
    .where(
        Hold.day.in_(bindparam("days", expanding=True)),
        or_(Hold.clinician_id.in_(bindparam("clinicians", expanding=True)), Hold.center_id == bindparam("center")),
        Hold.expires_at > bindparam("now", type_=UtcDateTime()),
        Hold.busy_from < bindparam("until", type_=UtcDateTime()),
        Hold.busy_to > bindparam("since", type_=UtcDateTime()),
        Hold.token != bindparam("own"),
    )
)
_AROUND: CompoundSelect[Any] = union_all(_STANDING, _HELD)
"""Both in one round trip; an appointment has no desk."""
