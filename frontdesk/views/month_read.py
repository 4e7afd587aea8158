"""Reads some weeks of a center: one query for what each day counts, one for its first cards, and working time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, and_, case, cast, func, select

from frontdesk.database.tables import Appointment, Center, Staff, StaffCenter, StaffRole
from frontdesk.rules.availability import Asked, Plan, by_clinician, scheduled_time, standing_in_the_way
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, clip, day_bounds, subtract
from frontdesk.rules.words import ExceptionKind, Role, Status
from frontdesk.views.ahead import seconds
from frontdesk.views.calendar_filters import Filters
from frontdesk.views.card_rows import SHOWN
from frontdesk.views.cards_read import card_of, card_query, is_sound
from frontdesk.views.choices import grouped
from frontdesk.views.day import Card
from frontdesk.views.filters_read import is_past, let_in, of_clinicians
from frontdesk.views.month import MonthDay, MonthView
from frontdesk.views.plan import read_plan
from frontdesk.views.sound_rows import sound_rows

_REQUESTS = (Status.PROPOSED, Status.PENDING)
_NOTHING = (0, 0, 0, 0)


def read_month(
    connection: Connection, center_id: int, first: date, days: int, filters: Filters, now: datetime, cards: int
) -> MonthView:
    """So many days from the first on, each with its first `cards` cards at most (0 reads none); `now` is aware.

    Raises RuleBroken `center.unknown`.
    """
    center = connection.execute(select(Center.name, Center.zone).where(Center.id == center_id)).first()
    if center is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    wanted = [first + timedelta(days=number) for number in range(days)]
    counts = _counts(connection, center_id, wanted, filters, now)
    shown = _first_cards(connection, center_id, wanted, filters, now, cards) if cards else {}
    plan = read_plan(connection, center_id, center.zone, wanted[0], wanted[-1], lenient=True)
    people = _people(connection, center_id, filters)
    working = working_minutes(plan, center_id, center.zone, wanted, people)
    made = (
        MonthDay(
            day,
            *counts.get(day, _NOTHING),
            working_minutes=working[day],
            closures=_closures(plan, day_bounds(day, center.zone)),
            cards=tuple(shown.get(day, ())),
        )
        for day in wanted
    )
    return MonthView(center_id, center.name, center.zone, tuple(made))


def working_minutes(
    plan: Plan, center_id: int, zone: str, days: Sequence[date], clinicians: Iterable[int]
) -> dict[date, int]:
    """The real minutes that these clinicians work on each day, without leave, blocks and closures."""
    each = by_clinician(plan)
    bounds = {day: day_bounds(day, zone) for day in days}
    found = dict.fromkeys(days, timedelta())
    for clinician_id in clinicians:
        own = each.get(clinician_id)
        if own is None:
            continue
        asked = Asked(clinician_id, center_id, zone)
        away = [one.span for one in standing_in_the_way(own, asked)]
        for day in days:
            parts = clip(scheduled_time(own, asked, day), bounds[day])
            if parts and away:
                parts = subtract(parts, away)
            for part in parts:
                found[day] += part.end - part.start
    return {day: int(worked.total_seconds() // 60) for day, worked in found.items()}


def _closures(plan: Plan, bounds: Interval) -> tuple[str, ...]:
    """Of the whole center, by start; each remark once."""
    kept = [one for one in plan.exceptions if one.kind is ExceptionKind.CLOSURE and one.clinician_id is None]
    kept = sorted((one for one in kept if one.span.overlaps(bounds)), key=lambda one: one.span)
    return tuple(dict.fromkeys(one.remark for one in kept))


def _here(center_id: int, days: Sequence[date]) -> ColumnElement[bool]:
    """Each day named, not from first to last: the index by center and day is then gone into day by day."""
    return and_(Appointment.center_id == center_id, Appointment.day.in_(days), Appointment.status.in_(SHOWN))


def _counts(
    connection: Connection, center_id: int, days: Sequence[date], filters: Filters, now: datetime
) -> dict[date, tuple[int, int, int, int]]:
    """Of each day with any: appointments, requests, unresolved, booked minutes."""
    wanted = and_(True, *let_in(filters, now))
    start, end = seconds(connection, Appointment.starts_at, Appointment.ends_at)
    rows: Iterable[Any] = connection.execute(
        select(
            Appointment.day,
            _how_many(wanted),
            _how_many(and_(wanted, Appointment.status.in_(_REQUESTS))),
            _how_many(and_(wanted, is_past(now))),
            cast(func.coalesce(func.sum(end - start), 0), BigInteger),
        )
        .where(_here(center_id, days), *of_clinicians(filters))
        .group_by(Appointment.day)
    )
    return {row[0]: (row[1], row[2], row[3], row[4] // 60) for row in rows}


def _how_many(wanted: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((wanted, 1), else_=0))


def _first_cards(
    connection: Connection, center_id: int, days: Sequence[date], filters: Filters, now: datetime, most: int
) -> dict[date, list[Card]]:
    place = func.row_number().over(partition_by=Appointment.day, order_by=(Appointment.starts_at, Appointment.id))
    placed = (
        select(Appointment.id, place.label("place"))
        .where(_here(center_id, days), *let_in(filters, now))
        .subquery("placed")
    )
    cards = (
        card_query(Appointment.day)
        .join(placed, placed.c.id == Appointment.id)
        .where(placed.c.place <= most)
        .order_by(Appointment.day, Appointment.starts_at, Appointment.id)
    )
    rows = sound_rows(connection, cards, {}, "appointments of the month", is_sound)
    return grouped((row[-1], card_of(row)) for row in rows)


def _people(connection: Connection, center_id: int, filters: Filters) -> list[int]:
    """The clinicians of the center whom the filters let in."""
    rows = connection.execute(
        select(StaffCenter.staff_id)
        .join(Staff, Staff.id == StaffCenter.staff_id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffCenter.center_id == center_id, Staff.active, StaffRole.role == Role.CLINICIAN)
    )
    return [row[0] for row in rows if not filters.clinicians or row[0] in filters.clinicians]
