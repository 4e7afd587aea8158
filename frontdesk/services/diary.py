"""A center's diary for one service: reads plans and bookings a stretch of days at a time, as the rules want them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, and_, bindparam, or_, select

from frontdesk.database.tables import (
    Appointment,
    Center,
    Room,
    RoomUnit,
    Service,
    ServiceModality,
    Staff,
    StaffCenter,
    StaffRole,
    StaffService,
)
from frontdesk.rules.availability import Asked, Plan, working_time
from frontdesk.rules.conflicts import Standing
from frontdesk.rules.openings import ClinicianDay, DayInputs, ServiceRule, Want
from frontdesk.rules.openings import RoomUnit as FreeUnit
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import HOLDS_SLOT, ConfirmationMode, Modality, Role
from frontdesk.services.forms import OpeningQuery
from frontdesk.views.choices import grouped
from frontdesk.views.plan import read_plan

Booked = tuple[date, Standing]
"""A standing appointment with its wall-clock day."""

STRETCH_DAYS = (2, 7, 21, 60)
"""How many days are read at a time: few first, since a near day mostly fits."""


@dataclass(frozen=True, slots=True)
class Able:
    """A clinician who is able to give the service at the center."""

    id: int
    name: str
    room_id: int | None
    confirmation_mode: ConfirmationMode | None


class Diary:
    """What is needed to find slots of a service at a center, read in one transaction.

    Raises RuleBroken `service.unknown`, `center.unknown`, `clinician.unknown`, `clinician.not-able` or
    `modality.not-offered` when made.
    """

    def __init__(self, connection: Connection, query: OpeningQuery, now: datetime) -> None:
        self._connection = connection
        self.query = query
        self.now = now
        self.service, offered = _service(connection, query.service_id)
        self.zone = _zone(connection, query.center_id)
        self.modality = _modality(query, offered)
        self.rule = ServiceRule(
            minutes=self.service.minutes,
            buffer_before=self.service.buffer_before_minutes,
            buffer_after=self.service.buffer_after_minutes,
            step=self.service.step_minutes,
            least_notice=self.service.least_notice_minutes,
            furthest_days=self.service.furthest_days,
        )
        self.able = _able(connection, query)
        if query.clinician_id is not None and not self.able:
            raise RuleBroken("clinician.not-able", fields=("clinician",))
        self._plan: tuple[date, date, Plan] | None = None
        self._rooms = _rooms(connection, query.center_id, self.service.room_kind) if self.service.room_kind else None

    @property
    def want(self) -> Want:
        """What the search asks for."""
        return Want(self.rule, self.zone, self.now, not_before=self.query.from_)

    def clinician(self, clinician_id: int) -> Able:
        """One of those who are able."""
        return next(one for one in self.able if one.id == clinician_id)

    def room_name(self, room_id: int | None) -> str:
        """The room's name, empty for none."""
        return "" if room_id is None else next(name for number, name, _ in self._rooms or () if number == room_id)

    def room_ids(self) -> list[int]:
        """The rooms of the kind that the service needs."""
        return [number for number, _, _ in self._rooms or ()]

    def room_units(self) -> tuple[tuple[int, int], ...] | None:
        """The numbered places of those rooms; None when the service needs none."""
        if self._rooms is None:
            return None
        return tuple((number, unit) for number, _, units in self._rooms for unit in units)

    def days(self, first: date | None = None, last: date | None = None) -> Iterator[DayInputs]:
        """Day after day from the first (or the query's) to the last (or the furthest bookable), read as needed."""
        start = self.query.from_ or self.now
        day = first or to_wall(max(start, self.now), self.zone).date()
        last = last or self.rule.last_day(self.now, self.zone)
        stretches = iter(STRETCH_DAYS)
        length = next(stretches)
        while day <= last:
            until = min(day + timedelta(days=length - 1), last)
            yield from self._stretch(day, until)
            day = until + timedelta(days=1)
            length = next(stretches, length)

    def _stretch(self, first: date, last: date) -> Iterator[DayInputs]:
        """The days of one read, both included; bookings of the day before and after may reach in."""
        wanted = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        around = [first - timedelta(days=1), *wanted, last + timedelta(days=1)]
        plan = self.plan(around[0], last + timedelta(days=2))
        standing = self.standing(around, [one.id for one in self.able])
        return (self._inputs(plan, day, standing) for day in wanted)

    def plan(self, first: date, last: date) -> Plan:
        """Everybody's working time on these days, both with them; what was read for more days is not read again."""
        if self._plan is None or first < self._plan[0] or last > self._plan[1]:
            self._plan = (first, last, read_plan(self._connection, self.query.center_id, self.zone, first, last))
        return self._plan[2]

    def standing(
        self, days: Sequence[date], clinician_ids: Sequence[int], consumer_id: int | None = None
    ) -> list[Booked]:
        """What is booked on these days with these clinicians, in the rooms needed, and for the consumer."""
        rows: Iterable[Any] = self._connection.execute(
            _STANDING,
            {
                "days": list(days),
                "clinicians": list(clinician_ids),
                "center": self.query.center_id,
                "rooms": self.room_ids(),
                "consumer": consumer_id,
            },
        )
        return [(row.day, _standing(row)) for row in rows]

    def _inputs(self, plan: Plan, day: date, standing: list[Booked]) -> DayInputs:
        near = (day - timedelta(days=1), day, day + timedelta(days=1))
        around = [(at, one) for at, one in standing if at in near]
        clinicians = []
        for able in self.able:
            theirs = [(at, one.busy) for at, one in around if one.clinician_id == able.id]
            clinicians.append(
                ClinicianDay(
                    clinician_id=able.id,
                    working=working_time(plan, self.asked(able.id), day),
                    busy=tuple(busy for _, busy in theirs),
                    own_room_id=able.room_id,
                    booked=sum(at == day for at, _ in theirs),
                )
            )
        return DayInputs(day, tuple(clinicians), self._units([one for _, one in around]))

    def asked(self, clinician_id: int) -> Asked:
        """Whose working time for what, as the rules of availability ask it."""
        return Asked(
            clinician_id,
            self.query.center_id,
            self.zone,
            self.query.service_id,
            self.modality,
            self.query.calendar_type,
        )

    def _units(self, around: list[Standing]) -> tuple[FreeUnit, ...] | None:
        units = self.room_units()
        if units is None:
            return None
        taken: dict[tuple[int | None, int | None], list[Interval]] = {}
        for one in around:
            taken.setdefault((one.room_id, one.room_unit), []).append(one.busy)
        return tuple(FreeUnit(room, number, tuple(taken.get((room, number), ()))) for room, number in units)


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


def _service(connection: Connection, service_id: int) -> tuple[Any, list[Modality]]:
    """The service's row, and the modalities it is offered in."""
    rows = connection.execute(_SERVICE, {"service": service_id}).all()
    if not rows:
        raise RuleBroken("service.unknown", fields=("service",), service=str(service_id))
    return rows[0], [row.modality for row in rows if row.modality is not None]


def _zone(connection: Connection, center_id: int) -> str:
    zone: str | None = connection.execute(_ZONE, {"center": center_id}).scalar()
    if zone is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    return zone


def _modality(query: OpeningQuery, offered: list[Modality]) -> Modality:
    """The wanted modality; without a wish in person where the service knows it, else its first."""
    if query.modality is None:
        return Modality.IN_PERSON if Modality.IN_PERSON in offered or not offered else min(offered)
    if query.modality not in offered:
        raise RuleBroken("modality.not-offered", fields=("modality",), modality=query.modality)
    return query.modality


def _able(connection: Connection, query: OpeningQuery) -> tuple[Able, ...]:
    rows: Iterable[Any] = connection.execute(_ABLE, {"service": query.service_id, "center": query.center_id})
    return tuple(Able(*row) for row in rows if query.clinician_id in (None, row.id))


def _rooms(connection: Connection, center_id: int, kind: str) -> tuple[tuple[int, str, tuple[int, ...]], ...]:
    rows = connection.execute(_ROOMS, {"center": center_id, "kind": kind}).all()
    names = {row.id: row.name for row in rows}
    numbers = grouped((row.id, row.number) for row in rows)
    return tuple((room_id, name, tuple(numbers[room_id])) for room_id, name in names.items())


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
    Appointment.status.in_(HOLDS_SLOT),
)
"""Each part of the `or` has an index of its own."""
