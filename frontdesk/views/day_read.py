"""Reads a day of a center: one query for its cards, and the working time of those who work."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import starmap
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.database.tables import (
    Appointment,
    Center,
    Consumer,
    Dose,
    Hold,
    Room,
    Service,
    Staff,
    StaffCenter,
    StaffRole,
)
from frontdesk.rules.availability import Asked, Plan, scheduled_time, standing_in_the_way
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import clip, day_bounds, intersect
from frontdesk.rules.words import Role, Status
from frontdesk.views.choices import grouped
from frontdesk.views.day import Card, Column, DayView, Held, Shade
from frontdesk.views.plan import read_plan

SHOWN = (Status.PROPOSED, Status.PENDING, Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN, Status.FULFILLED)
"""What stands in the calendar; who did not show, was cancelled or waits is in the lists."""


def read_day(
    connection: Connection, center_id: int, day: date, *, now: datetime | None = None, own: Collection[str] = ()
) -> DayView:
    """The columns of everybody who works at the center that day or has an appointment there.

    With `now` (aware) also what is held then, but for the holds whose tokens are `own`.
    Raises RuleBroken `center.unknown`.
    """
    center = connection.execute(select(Center.name, Center.zone).where(Center.id == center_id)).first()
    if center is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    bounds = day_bounds(day, center.zone)
    plan = read_plan(connection, center_id, center.zone, day, day)
    cards: dict[int | None, list[Card]] = {}
    for card in read_cards(connection, center_id, day):
        cards.setdefault(card.clinician_id, []).append(card)
    held = {} if now is None else _held(connection, center_id, day, now, own)
    columns = []
    for clinician in _clinicians(connection, center_id, [number for number in cards if number is not None]):
        asked = Asked(clinician.id, center_id, center.zone)
        column = _column(clinician, asked, plan, day, tuple(cards.get(clinician.id, ())))
        if column.working or column.cards or column.shades:
            columns.append(replace(column, held=tuple(held.get(clinician.id, ()))))
    return DayView(center_id, center.name, center.zone, day, bounds.start, bounds.end, tuple(columns))


_other = Dose.__table__.alias("other")
_in_program = (
    select(func.count())
    .select_from(_other)
    .where(_other.c.program_id == Dose.program_id)
    .correlate(Dose)
    .scalar_subquery()
)
CARDS = (
    select(
        Appointment.id,
        Appointment.version,
        Appointment.code,
        Appointment.clinician_id,
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.wall_start,
        Appointment.wall_end,
        Appointment.status,
        Appointment.consumer_id,
        (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
        func.coalesce(Consumer.phone, "").label("phone"),
        Appointment.service_id,
        Service.name.label("service"),
        Service.colour,
        func.coalesce(Room.name, "").label("room"),
        Dose.number.label("dose"),
        func.coalesce(_in_program, 0).label("doses"),
        Appointment.modality,
        Appointment.overbooked,
        Appointment.late,
        Appointment.arrived_at,
    )
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Room, Room.id == Appointment.room_id, isouter=True)
    .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
    .where(
        Appointment.center_id == bindparam("center"),
        Appointment.day == bindparam("day"),
        Appointment.status.in_(SHOWN),
    )
    .order_by(Appointment.starts_at, Appointment.id)
)
"""The one query of a day's cards, in the order of `Card`'s fields; made once, since making it costs a millisecond."""


def read_cards(connection: Connection, center_id: int, day: date) -> list[Card]:
    """The cards of a center's day by start."""
    rows: Iterable[Any] = connection.execute(CARDS, {"center": center_id, "day": day}).all()
    return list(starmap(Card, rows))


_HELD = (
    select(
        Hold.clinician_id,
        Hold.starts_at,
        Hold.ends_at,
        Hold.desk,
        Staff.name,
        Hold.expires_at,
    )
    .join(Staff, Staff.id == Hold.staff_id)
    .where(
        Hold.center_id == bindparam("center"),
        Hold.day == bindparam("day"),
        Hold.expires_at > bindparam("now"),
        Hold.token.not_in(bindparam("own", expanding=True)),
    )
    .order_by(Hold.starts_at, Hold.id)
)


def _held(
    connection: Connection, center_id: int, day: date, now: datetime, own: Collection[str]
) -> dict[int, list[Held]]:
    """What other desks hold, by clinician."""
    asked = {"center": center_id, "day": day, "now": now, "own": list(own)}
    rows: Iterable[Any] = connection.execute(_HELD, asked)
    return grouped((row[0], Held(*row[1:])) for row in rows)


def _clinicians(connection: Connection, center_id: int, with_cards: Sequence[int]) -> Sequence[Any]:
    works_here = select(StaffCenter.staff_id).where(StaffCenter.center_id == center_id)
    is_clinician = select(StaffRole.staff_id).where(StaffRole.role == Role.CLINICIAN)
    return connection.execute(
        select(Staff.id, Staff.code, Staff.name, func.coalesce(Room.name, "").label("room"))
        .join(Room, Room.id == Staff.room_id, isouter=True)
        .where(
            (Staff.active & Staff.id.in_(works_here) & Staff.id.in_(is_clinician)) | Staff.id.in_(with_cards),
        )
        .order_by(Staff.sort_name, Staff.id)
    ).all()


def _column(clinician: Any, asked: Asked, plan: Plan, day: date, cards: tuple[Card, ...]) -> Column:
    bounds = day_bounds(day, asked.zone)
    working = clip(scheduled_time(plan, asked, day), bounds)
    shades = tuple(
        Shade(one.kind, part.start, part.end, one.remark)
        for one in standing_in_the_way(plan, asked)
        for part in intersect(working, (one.span,))
    )
    return Column(
        clinician_id=clinician.id,
        code=clinician.code,
        name=clinician.name,
        room=clinician.room,
        working=tuple(_pair(span) for span in working),
        shades=shades,
        cards=cards,
    )


def _pair(span: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    return (span[0], span[1])
