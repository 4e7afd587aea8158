"""Reads the appointments ahead, and what of set-up decides whether each can stand where it does."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    case,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
    type_coerce,
)

from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment, Center, Consumer, Room, RoomUnit, Service, ServiceModality, Staff
from frontdesk.database.tables import ScheduleException as ExceptionRow
from frontdesk.rules.availability import ScheduleException
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.openings import ServiceRule
from frontdesk.rules.standing import Ahead, Needs, Unit
from frontdesk.rules.times import Interval
from frontdesk.rules.words import HOLDS_SLOT
from frontdesk.views.choices import grouped
from frontdesk.views.schedules import Broken

_MICROSECONDS = 1_000_000
_PAGE = 10_000
"""So many are read at a time, within a tenth of a second."""
_PLAIN = ("id", "version", "service_id", "center_id", "clinician_id", "day", "modality", "overbooked")
_SPAN = ("starts_at", "ends_at")


@dataclass(frozen=True, slots=True)
class Rooming:
    """What each service needs, and the places by center and kind of room."""

    needs: dict[int, Needs]
    units: dict[tuple[int, str], dict[Unit, None]]
    """In the order in which they are given out."""

    def places(self, center_id: int, kind: str) -> Collection[Unit]:
        """The places of a kind of room at a center."""
        return self.units.get((center_id, kind), {})

    def is_placed(self, one: Ahead) -> bool:
        """Whether it is in a place of the kind that it needs, or in none where it needs none."""
        kind = self.needs[one.service_id].room_kind
        if kind is None:
            return one.room_id is None
        return (one.room_id, one.room_unit) in self.places(one.center_id, kind)


def read_rooming(connection: Connection) -> Rooming:
    """As it stands."""
    return Rooming(_needs(connection), _units(connection))


def read_exceptions(connection: Connection, now: datetime, center_ids: Iterable[int]) -> frozenset[ScheduleException]:
    """Those at these centers or everywhere that are not over, without their remarks."""
    rows = connection.execute(
        select(*(ExceptionRow.__table__.c[name] for name in ("kind", "clinician_id", "center_id", *_SPAN))).where(
            ExceptionRow.ends_at > now,
            or_(ExceptionRow.center_id.is_(None), ExceptionRow.center_id.in_(list(center_ids))),
        )
    )
    return frozenset(ScheduleException(kind, who, where, Interval(*span)) for kind, who, where, *span in rows)


def read_zones(connection: Connection, center_ids: Iterable[int]) -> dict[int, str]:
    """The zone of each of these centers."""
    rows = connection.execute(select(Center.id, Center.zone).where(Center.id.in_(list(center_ids))))
    return {row.id: row.zone for row in rows}


def _units(connection: Connection) -> dict[tuple[int, str], dict[Unit, None]]:
    """The places of the rooms that are in use, by center and kind, as many as each room's capacity."""
    rows = connection.execute(
        select(Room.center_id, Room.kind, RoomUnit.room_id, RoomUnit.number)
        .join(RoomUnit, RoomUnit.room_id == Room.id)
        .where(Room.active, RoomUnit.number <= Room.capacity)
        .order_by(RoomUnit.room_id, RoomUnit.number)
    )
    units: dict[tuple[int, str], dict[Unit, None]] = {}
    for row in rows:
        units.setdefault((row.center_id, row.kind), {})[row.room_id, row.number] = None
    return units


def last_day_ahead(connection: Connection) -> date | None:
    """The last day for which anything is booked at a center; None for none."""
    last = select(func.max(Appointment.day)).where(Appointment.center_id == Center.id).scalar_subquery()
    found: date | None = connection.execute(select(func.max(last)).select_from(Center)).scalar()
    return found


def standing_ahead(connection: Connection, now: datetime, *wanted: Any) -> list[Ahead]:
    """The appointments that hold a slot which begins after `now`, with a clinician, by day.

    `wanted` are conditions on Appointment, best one on its center or clinician: their indices go on by day.
    """
    return list(map(Ahead._make, connection.execute(standing(connection, now).where(*wanted)).all()))


def pages_ahead(database: Database, now: datetime, *wanted: Any) -> list[Ahead]:
    """The same, sorted by start, read in pieces: SQLite lets nobody write while it reads."""
    rows: list[Ahead] = []
    page: list[Ahead] | None = None
    after: list[Any] = []
    while page is None or len(page) == _PAGE:
        with database.read() as connection:
            query = standing(connection, now).where(*wanted, *after).limit(_PAGE)
            page = list(map(Ahead._make, connection.execute(query).all()))
        rows += page
        if page:
            last = page[-1]
            after = [
                Appointment.day >= last.day,
                or_(Appointment.day > last.day, Appointment.id > last.id),
            ]
    return sorted(rows, key=lambda one: (one.starts, one.id))


def unplaced_ahead(connection: Connection, now: datetime, center_ids: Iterable[int], most: int | None) -> list[Ahead]:
    """Those at these centers that are in no place of the kind that they need, or in one and need none; not too many."""
    theirs = exists().where(
        Room.id == Appointment.room_id,
        Room.center_id == Appointment.center_id,
        Room.active,
        Room.kind == Service.room_kind,
        Room.capacity >= Appointment.room_unit,
    )
    query = (
        standing(connection, now)
        .join(Service, Service.id == Appointment.service_id)
        .where(
            Appointment.center_id.in_(list(center_ids)),
            case((Service.room_kind.is_(None), Appointment.room_id.is_not(None)), else_=not_(theirs)),
        )
        .limit(most)
    )
    return sorted(map(Ahead._make, connection.execute(query).all()), key=lambda one: (one.starts, one.id))


def standing(connection: Connection, now: datetime) -> Select[Any]:
    """The columns of `Ahead`, of what holds a slot which begins after `now`, with a clinician, by day."""
    columns: list[Any] = [Appointment.__table__.c[name] for name in _PLAIN]
    columns += seconds(connection, Appointment.starts_at, Appointment.ends_at)
    columns += seconds(connection, Appointment.busy_from, Appointment.busy_to)
    columns += [Appointment.room_id, Appointment.room_unit]
    return (
        select(*columns)
        .where(
            Appointment.day >= now.date() - timedelta(days=1),
            Appointment.starts_at > now,
            Appointment.status.in_(HOLDS_SLOT),
            Appointment.clinician_id.is_not(None),
        )
        .order_by(Appointment.day, Appointment.id)
    )


def seconds(connection: Connection, start: Any, end: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The edges of a span as whole seconds since 1970, rounded outward: quicker to read than instants."""
    if connection.dialect.name == "sqlite":  # which keeps microseconds
        first, last = (type_coerce(column, BigInteger) for column in (start, end))
        return first // _MICROSECONDS, (last + _MICROSECONDS - 1) // _MICROSECONDS
    since, until = (func.extract("epoch", column) for column in (start, end))
    return cast(func.floor(since), BigInteger), cast(func.ceil(until), BigInteger)


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
