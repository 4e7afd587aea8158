"""A center's diary for one service: reads plans and bookings a stretch of days at a time, as the rules want them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

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
from frontdesk.rules.openings import ClinicianDay, DayInputs, ServiceRule, Want
from frontdesk.rules.openings import RoomUnit as FreeUnit
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import HOLDS_SLOT, Modality, Role
from frontdesk.services.forms import OpeningQuery
from frontdesk.views.choices import grouped
from frontdesk.views.plan import read_plan

STRETCH_DAYS = (2, 7, 21, 60)
"""How many days are read at a time: few first, since a near day mostly fits."""


@dataclass(frozen=True, slots=True)
class Able:
    """A clinician who is able to give the service at the center."""

    id: int
    name: str
    room_id: int | None


class Diary:
    """What is needed to find slots of a service at a center, read in one transaction.

    Raises RuleBroken `service.unknown`, `center.unknown`, `clinician.unknown`, `clinician.not-able` or
    `modality.not-offered` when made.
    """

    def __init__(self, connection: Connection, query: OpeningQuery, now: datetime) -> None:
        self._connection = connection
        self.query = query
        self.now = now
        self.service = _service(connection, query.service_id)
        self.center = _center(connection, query.center_id)
        self.zone: str = self.center.zone
        self.modality = _modality(connection, query)
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
        self._rooms = _rooms(connection, query.center_id, self.service.room_kind) if self.service.room_kind else None

    @property
    def want(self) -> Want:
        """What the search asks for."""
        return Want(self.rule, self.zone, self.now, not_before=self.query.from_)

    def name_of(self, clinician_id: int) -> str:
        """The clinician's name as shown."""
        return next(one.name for one in self.able if one.id == clinician_id)

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
        plan = read_plan(self._connection, self.query.center_id, self.zone, first, last + timedelta(days=1))
        around = [first - timedelta(days=1), *wanted, last + timedelta(days=1)]
        busy = self._busy_clinicians(around)
        units = self._units(around)
        return (self._inputs(plan, day, busy, units) for day in wanted)

    def _inputs(
        self, plan: Plan, day: date, busy: dict[int, list[tuple[date, Interval]]], units: tuple[FreeUnit, ...] | None
    ) -> DayInputs:
        near = (day - timedelta(days=1), day, day + timedelta(days=1))
        clinicians = []
        for one in self.able:
            theirs = busy.get(one.id, [])
            clinicians.append(
                ClinicianDay(
                    clinician_id=one.id,
                    working=working_time(plan, self.asked(one.id), day),
                    busy=tuple(span for at, span in theirs if at in near),
                    own_room_id=one.room_id,
                    booked=sum(at == day for at, _ in theirs),
                )
            )
        return DayInputs(day, tuple(clinicians), units)

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

    def _busy_clinicians(self, days: Sequence[date]) -> dict[int, list[tuple[date, Interval]]]:
        rows = self._connection.execute(
            select(Appointment.clinician_id, Appointment.day, Appointment.busy_from, Appointment.busy_to).where(
                Appointment.clinician_id.in_([one.id for one in self.able]),
                Appointment.day.in_(days),
                Appointment.status.in_(HOLDS_SLOT),
            )
        )
        return grouped((row.clinician_id, (row.day, Interval(row.busy_from, row.busy_to))) for row in rows)

    def _units(self, days: Sequence[date]) -> tuple[FreeUnit, ...] | None:
        if self._rooms is None:
            return None
        rows = self._connection.execute(
            select(Appointment.room_id, Appointment.room_unit, Appointment.busy_from, Appointment.busy_to).where(
                Appointment.center_id == self.query.center_id,
                Appointment.day.in_(days),
                Appointment.room_id.in_(self.room_ids()),
                Appointment.status.in_(HOLDS_SLOT),
            )
        )
        taken: dict[tuple[int, int], list[Interval]] = {}
        for row in rows:
            taken.setdefault((row.room_id, row.room_unit), []).append(Interval(row.busy_from, row.busy_to))
        return tuple(
            FreeUnit(room_id, number, tuple(taken.get((room_id, number), ())))
            for room_id, _, numbers in self._rooms
            for number in numbers
        )


def _service(connection: Connection, service_id: int) -> Any:
    row = connection.execute(select(Service.__table__).where(Service.id == service_id, Service.active)).first()
    if row is None:
        raise RuleBroken("service.unknown", fields=("service",), service=str(service_id))
    return row


def _center(connection: Connection, center_id: int) -> Any:
    row = connection.execute(select(Center.__table__).where(Center.id == center_id, Center.active)).first()
    if row is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    return row


def _modality(connection: Connection, query: OpeningQuery) -> Modality:
    """The wanted modality; without a wish in person where the service knows it, else its first."""
    offered = (
        connection.execute(select(ServiceModality.modality).where(ServiceModality.service_id == query.service_id))
        .scalars()
        .all()
    )
    if query.modality is None:
        return Modality.IN_PERSON if Modality.IN_PERSON in offered or not offered else min(offered)
    if query.modality not in offered:
        raise RuleBroken("modality.not-offered", fields=("modality",), modality=query.modality)
    return query.modality


def _able(connection: Connection, query: OpeningQuery) -> tuple[Able, ...]:
    wanted = (
        select(Staff.id, Staff.name, Staff.room_id)
        .join(StaffService, StaffService.staff_id == Staff.id)
        .join(StaffCenter, StaffCenter.staff_id == Staff.id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(
            Staff.active,
            StaffService.service_id == query.service_id,
            StaffCenter.center_id == query.center_id,
            StaffRole.role == Role.CLINICIAN,
        )
        .order_by(Staff.id)
    )
    if query.clinician_id is not None:
        wanted = wanted.where(Staff.id == query.clinician_id)
    return tuple(Able(*row) for row in connection.execute(wanted))


def _rooms(connection: Connection, center_id: int, kind: str) -> tuple[tuple[int, str, tuple[int, ...]], ...]:
    rows = connection.execute(
        select(Room.id, Room.name, RoomUnit.number)
        .join(RoomUnit, RoomUnit.room_id == Room.id)
        .where(Room.center_id == center_id, Room.kind == kind, Room.active)
        .order_by(Room.id, RoomUnit.number)
    ).all()
    names = {row.id: row.name for row in rows}
    numbers = grouped((row.id, row.number) for row in rows)
    return tuple((room_id, name, tuple(numbers[room_id])) for room_id, name in names.items())
