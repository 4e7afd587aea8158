"""Reads days of a center in few statements, as many for a week as for a day: cards, holds, and when people work."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from frontdesk.database.tables import Center, Hold, Room, Staff, StaffCenter, StaffRole
from frontdesk.rules.availability import (
    Asked,
    Plan,
    by_clinician,
    opening_time,
    scheduled_time,
    standing_in_the_way,
)
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, clip, day_bounds, intersect
from frontdesk.rules.words import Role
from frontdesk.views.card_rows import read_cards
from frontdesk.views.choices import grouped
from frontdesk.views.day import By, Card, Column, DayView, Held, Shade
from frontdesk.views.plan import read_plan
from frontdesk.views.sound_rows import named, sound_rows


def read_day(
    connection: Connection,
    center_id: int,
    day: date,
    *,
    by: By = "clinician",
    now: datetime | None = None,
    own: Collection[str] = (),
) -> DayView:
    """The columns of everybody who works at the center that day or has an appointment there, or of its rooms.

    With `now` (aware) also what is held then, but for the holds whose tokens are `own`.
    Raises RuleBroken `center.unknown`.
    """
    return read_days(connection, center_id, [day], by=by, now=now, own=own)[0]


def read_days(
    connection: Connection,
    center_id: int,
    days: Sequence[date],
    *,
    by: By = "clinician",
    now: datetime | None = None,
    own: Collection[str] = (),
) -> tuple[DayView, ...]:
    """Each of these days (ascending) as `read_day` gives it."""
    center = connection.execute(select(Center.name, Center.zone).where(Center.id == center_id)).first()
    if center is None:
        raise RuleBroken("center.unknown", fields=("center",), center=str(center_id))
    plan = read_plan(connection, center_id, center.zone, days[0], days[-1], lenient=True)
    cards, damaged = read_cards(connection, center_id, center.zone, days)
    held = {} if now is None else grouped(_held(connection, center_id, days, now, own))
    columns = _by_room if by == "room" else _by_clinician
    read = _Read(center_id, center.zone, plan, days, cards, held)
    made = columns(connection, read)
    views = []
    for day in days:
        bounds = day_bounds(day, center.zone)
        of_day = tuple(made[day])
        lost = tuple(damaged[day])
        views.append(DayView(center_id, center.name, center.zone, day, bounds.start, bounds.end, of_day, by, lost))
    return tuple(views)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the days, from which their columns are made."""

    center_id: int
    zone: str
    plan: Plan
    days: Sequence[date]
    cards: dict[date, list[Card]]
    held: dict[tuple[date, int, int | None, int | None], list[Held]]
    """By day, clinician, room and its unit."""


def _by_clinician(connection: Connection, read: _Read) -> dict[date, list[Column]]:
    with_cards = (card.clinician_id for cards in read.cards.values() for card in cards)
    clinicians = sound_rows(connection, _CLINICIANS, _asked(read.center_id, with_cards), "clinicians", named)
    plans, everybodys = by_clinician(read.plan), _of_everybody(read.plan)
    known = {clinician.id for clinician in clinicians}
    made: dict[date, list[Column]] = {}
    for day in read.days:
        cards = grouped((card.clinician_id if card.clinician_id in known else None, card) for card in read.cards[day])
        held = grouped((key[1], one) for key, some in read.held.items() if key[0] == day for one in some)
        made[day] = []
        for clinician in clinicians:
            asked = Asked(clinician.id, read.center_id, read.zone)
            plan = plans.get(clinician.id, everybodys)
            bounds = day_bounds(day, read.zone)
            working = clip(scheduled_time(plan, asked, day), bounds)
            column = Column(
                clinician_id=clinician.id,
                code=clinician.code,
                name=clinician.name,
                room=clinician.room,
                working=_pairs(working),
                shades=_shades(plan, asked, working),
                cards=tuple(cards.get(clinician.id, ())),
                held=tuple(sorted(held.get(clinician.id, ()))),
                day=day,
            )
            if column.working or column.cards or column.shades:
                made[day].append(column)
        if nobodys := cards.get(None):
            made[day].append(_without(day, (_checked(card) for card in nobodys)))
    return made


def _by_room(connection: Connection, read: _Read) -> dict[date, list[Column]]:
    with_cards = (card.room_id for cards in read.cards.values() for card in cards)
    rooms = sound_rows(connection, _ROOMS, _asked(read.center_id, with_cards), "rooms", named)
    known = {room.id for room in rooms}
    nobody = Asked(0, read.center_id, read.zone)
    plan = _of_everybody(read.plan)
    made: dict[date, list[Column]] = {}
    for day in read.days:
        working = clip(opening_time(plan, read.center_id, read.zone, day), day_bounds(day, read.zone))
        shades = _shades(plan, nobody, working)
        cards = grouped((_unit(card.room_id, card.room_unit, known), card) for card in read.cards[day])
        held = grouped(
            (_unit(key[2], key[3], known), one) for key, some in read.held.items() if key[0] == day for one in some
        )
        made[day] = [
            Column(
                clinician_id=None,
                code=room.code,
                name=name,
                room="",
                working=_pairs(working),
                shades=shades,
                cards=tuple(cards.get((room.id, unit), ())),
                held=tuple(sorted(held.get((room.id, unit), ()))),
                room_id=room.id,
                unit=unit,
                day=day,
            )
            for room, unit, name in _units(rooms, cards)
            if working or (room.id, unit) in cards or (room.id, unit) in held
        ]
        if roomless := cards.get(None):
            made[day].append(_without(day, roomless))
    return made


def _units(rooms: Iterable[Any], cards: Mapping[Any, object]) -> Iterator[tuple[Any, int, str]]:
    """Each unit in use of each room, with the name of its column; and those above that something stands in still."""
    for room in rooms:
        taken = [unit for number, unit in (key for key in cards if key is not None) if number == room.id]
        units = sorted({*taken, *(range(1, room.capacity + 1) if room.active else ())})
        for unit in units:
            yield room, unit, room.name if len(units) == 1 else f"{room.name} · {unit}"


def _unit(room_id: int | None, unit: int | None, known: Collection[int]) -> tuple[int, int] | None:
    return (room_id, unit or 1) if room_id in known and room_id is not None else None


def _checked(card: Card) -> Card:
    """Of nobody, or of somebody who is not there."""
    return card if card.clinician_id is None or card.problem else card._replace(problem="clinician.missing")


def _without(day: date, cards: Iterable[Card]) -> Column:
    return Column(None, "", "", "", (), (), tuple(cards), day=day)


def _of_everybody(plan: Plan) -> Plan:
    """What of the plan concerns no clinician in particular."""
    return Plan((), plan.opening, tuple(one for one in plan.exceptions if one.clinician_id is None))


def _shades(plan: Plan, asked: Asked, working: Sequence[Interval]) -> tuple[Shade, ...]:
    return tuple(
        Shade(one.kind, part.start, part.end, one.remark)
        for one in standing_in_the_way(plan, asked)
        for part in intersect(working, (one.span,))
    )


def _pairs(spans: Iterable[Interval]) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((span.start, span.end) for span in spans)


_HELD = (
    select(
        Hold.day,
        Hold.clinician_id,
        Hold.room_id,
        Hold.room_unit,
        Hold.starts_at,
        Hold.ends_at,
        Hold.desk,
        Staff.name,
        Hold.expires_at,
    )
    .join(Staff, Staff.id == Hold.staff_id)
    .where(
        Hold.center_id == bindparam("center"),
        Hold.day.in_(bindparam("days", expanding=True)),
        Hold.expires_at > bindparam("now"),
        Hold.token.not_in(bindparam("own", expanding=True)),
    )
    .order_by(Hold.starts_at, Hold.id)
)


def _held(
    connection: Connection, center_id: int, days: Sequence[date], now: datetime, own: Collection[str]
) -> Iterator[tuple[tuple[date, int, int | None, int | None], Held]]:
    """What other desks hold, by day, clinician and room."""
    asked = {"center": center_id, "days": days, "now": now, "own": list(own)}
    for row in sound_rows(connection, _HELD, asked, "holds"):
        yield (row[0], row[1], row[2], row[3]), Held(*row[4:])


_works_here = select(StaffCenter.staff_id).where(StaffCenter.center_id == bindparam("center"))
_is_clinician = select(StaffRole.staff_id).where(StaffRole.role == Role.CLINICIAN)
_with_cards: BindParameter[Any] = bindparam("with_cards", expanding=True)
_CLINICIANS = (
    select(Staff.id, Staff.code, Staff.name, func.coalesce(Room.name, "").label("room"))
    .join(Room, Room.id == Staff.room_id, isouter=True)
    .where((Staff.active & Staff.id.in_(_works_here) & Staff.id.in_(_is_clinician)) | Staff.id.in_(_with_cards))
    .order_by(Staff.sort_name, Staff.id)
)
_ROOMS = (
    select(Room.id, Room.code, Room.name, Room.capacity, Room.active)
    .where((Room.active & (Room.center_id == bindparam("center"))) | Room.id.in_(_with_cards))
    .order_by(Room.name, Room.id)
)
"""Made once: making a statement takes longer than running it."""


def _asked(center_id: int, with_cards: Iterable[int | None]) -> dict[str, object]:
    return {"center": center_id, "with_cards": [number for number in set(with_cards) if number is not None]}
