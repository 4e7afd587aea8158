"""Reads the cards of a center's days by one query; a row that cannot be read as it should never hides the others."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from frontdesk.database.tables import Appointment, Consumer, Dose, Room, Service
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, day_bounds, to_wall, zone_of
from frontdesk.rules.words import Modality, Status
from frontdesk.views.day import Card, Damaged

SHOWN = (Status.PROPOSED, Status.PENDING, Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN, Status.FULFILLED)
"""What stands in the calendar; who did not show, was cancelled or waits is in the lists."""
_NOT_SHOWN = tuple(status for status in Status if status not in SHOWN)
"""A day leaves these out: a code that is none of ours is shown, as damaged."""
UNREADABLE = (LookupError, ValueError, TypeError, ArithmeticError)
"""What reading a value raises that no column of ours could hold."""

_other = Dose.__table__.alias("other")
IN_PROGRAM = (
    select(func.count())
    .select_from(_other)
    .where(_other.c.program_id == Dose.program_id)
    .correlate(Dose)
    .scalar_subquery()
)
"""How many doses the program has."""
CARD = (
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
    func.coalesce(IN_PROGRAM, 0).label("doses"),
    Appointment.modality,
    Appointment.overbooked,
    Appointment.late,
    Appointment.arrived_at,
    Appointment.room_id,
    Appointment.room_unit,
    Appointment.busy_from,
    Appointment.busy_to,
)
"""In the order of `Card`'s fields."""
_BESIDE = (Appointment.center_id, Appointment.day, Appointment.zone, Appointment.dose_id)
"""What a card does not show and is told apart by whether it is sound."""
JOINED = (
    select(*CARD, *_BESIDE)
    .select_from(Appointment)
    .join(Consumer, Consumer.id == Appointment.consumer_id, isouter=True)
    .join(Service, Service.id == Appointment.service_id, isouter=True)
    .join(Room, Room.id == Appointment.room_id, isouter=True)
    .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
)
"""Appointments with what their cards tell of other tables."""
_OF_DAYS = (
    Appointment.center_id == bindparam("center"),
    Appointment.day.in_(bindparam("days", expanding=True)),
    Appointment.status.not_in(_NOT_SHOWN),
)
_ORDER = (Appointment.starts_at, Appointment.id)
# Made once: making such a statement costs a millisecond.
CARDS = JOINED.where(*_OF_DAYS).order_by(*_ORDER)
_IDS = select(Appointment.id).where(*_OF_DAYS).order_by(Appointment.id)
_THOSE = JOINED.where(Appointment.id.in_(bindparam("ids", expanding=True))).order_by(*_ORDER)

_NUMBER, _TEXT, _TIME, _ASIDE = ((int,), 0), ((str,), ""), ((datetime, type(None)), None), ((int, type(None)), None)
_YES_NO = ((bool,), False)
_KINDS: tuple[tuple[tuple[type, ...], Any], ...] = (
    *(_NUMBER, _NUMBER, _TEXT, _ASIDE, _TIME, _TIME, _TIME, _TIME),
    *(((Status,), Status.ENTERED_IN_ERROR), _NUMBER, _TEXT, _TEXT, _NUMBER, _TEXT, _NUMBER, _TEXT, _ASIDE, _NUMBER),
    *(((Modality,), Modality.IN_PERSON), _YES_NO, _YES_NO, _TIME, _ASIDE, _ASIDE, _TIME, _TIME),
    *(_ASIDE, ((date, type(None)), None), _TEXT, _ASIDE),
)
"""Which types a value may have, and what stands for one that has another."""
_CODES = {
    "status": "status.unknown",
    "modality": "modality.unknown",
    "consumer": "consumer.missing",
    "service": "service.missing",
    "colour": "service.missing",
    **dict.fromkeys(("starts_at", "ends_at", "wall_start", "wall_end", "busy_from", "busy_to"), "time.unreadable"),
}
"""What is wrong when that column cannot be read; `row.unreadable` for the others."""
_MAY_MISS = {"consumer", "service", "colour"}
"""Columns of records that may be gone."""
Shapes = set[tuple[type, ...]]
"""Which types the values of sound rows had."""
_NAMES = tuple(column.name for column in JOINED.selected_columns)
KINDS = dict(zip(_NAMES, (kinds for kinds, _instead in _KINDS), strict=True))
"""Which types a sound value has, by the name of its column."""


def read_cards(
    connection: Connection, center_id: int, zone: str, days: Sequence[date]
) -> tuple[dict[date, list[Card]], dict[date, list[Damaged]]]:
    """The cards of each day by start, and what of each day has no time of it that it could stand at."""
    cards: dict[date, list[Card]] = {day: [] for day in days}
    damaged: dict[date, list[Damaged]] = {day: [] for day in days}
    sound: Shapes = set()
    clocks = {day: Clock(day, zone) for day in days}
    for row in _rows(connection, {"center": center_id, "days": days}):
        values, problem = mended(row, sound)
        day = values[-3] or days[0]
        one = _card(values, clocks[day], problem)
        if isinstance(one, Card):
            cards[day].append(one)
        else:
            damaged[day].append(one)
    return cards, damaged


class Clock:
    """What a sound row of a day agrees with."""

    def __init__(self, day: date, zone: str) -> None:
        self.day, self.zone = day, zone
        self.bounds: Interval = day_bounds(day, zone)
        self.offsets = {to_wall(edge, zone) - edge.replace(tzinfo=None) for edge in self.bounds}


def _card(values: Sequence[Any], clock: Clock, problem: str) -> Card | Damaged:
    card = Card(*values[: -len(_BESIDE)])
    problem = problem or wrong_in(card, clock, *values[-2:])
    if not problem:
        return card
    if card.start is None or not clock.bounds.start <= card.start < clock.bounds.end:
        return Damaged(card.id, card.code, card.consumer or "", card.service or "", problem)
    end = card.end if card.end is not None and card.end >= card.start else card.start
    return card._replace(
        end=end,
        wall_start=card.wall_start or to_wall(card.start, clock.zone),
        wall_end=card.wall_end or to_wall(end, clock.zone),
        consumer=card.consumer or "",
        service=card.service or "",
        colour=card.colour or 0,
        busy_from=None,
        busy_to=None,
        problem=problem,
    )


def wrong_in(card: Card, clock: Clock, zone: str, dose_id: int | None) -> str:
    """The code of what is wrong with a row that can be read, or empty; the gravest of several.

    What a card says of its types does not hold before this is known.
    """
    return _wrong_time(card, clock) or _wrong_clock(card, clock, zone) or _missing(card, dose_id)


def _wrong_time(card: Any, clock: Clock) -> str:
    if card.start is None or card.end is None:
        return "time.missing"
    if card.end <= card.start:
        return "time.reversed"
    return "" if clock.bounds.start <= card.start < clock.bounds.end else "day.other"


def _wrong_clock(card: Any, clock: Clock, zone: str) -> str:
    if card.wall_start is None or card.wall_end is None:
        return "wall.missing"
    if zone != clock.zone:
        return "" if _is_known(zone) else "zone.unknown"
    agrees = card.wall_start - card.start.replace(tzinfo=None) in clock.offsets
    return "" if agrees else "wall.other"


def _missing(card: Any, dose_id: int | None) -> str:
    if card.consumer is None:
        return "consumer.missing"
    if card.service is None:
        return "service.missing"
    if card.room_id is not None and not card.room:
        return "room.missing"
    if dose_id is not None and card.dose is None:
        return "dose.missing"
    surrounds = card.busy_from and card.busy_to and card.busy_from <= card.start and card.busy_to >= card.end
    return "" if surrounds else "busy.wrong"


def _is_known(zone: str) -> bool:
    try:
        zone_of(zone)
    except RuleBroken:
        return False
    return True


def mended(row: Sequence[Any], sound: Shapes) -> tuple[Sequence[Any], str]:
    """The row with something harmless for each value of a type that its column cannot hold, and what is wrong."""
    shape = tuple(map(type, row))
    if shape in sound:
        return row, ""
    values, problem = list(row), ""
    for index, (kind, (kinds, instead)) in enumerate(zip(shape, _KINDS, strict=True)):
        if kind not in kinds and not (row[index] is None and _NAMES[index] in _MAY_MISS):
            values[index] = instead
            problem = problem or _CODES.get(_NAMES[index], "row.unreadable")
    if not problem:
        sound.add(shape)
    return values, problem


def _rows(connection: Connection, asked: dict[str, Any]) -> Sequence[Sequence[Any]]:
    try:
        return connection.execute(CARDS, asked).all()
    except (*UNREADABLE, DBAPIError) as problem:
        raise_unless_unreadable(problem)
    ids = connection.execute(_IDS, asked).scalars().all()
    return list(rows_of(connection, ids))


def rows_of(connection: Connection, ids: Sequence[int]) -> Iterator[Sequence[Any]]:
    """All that can be read of these appointments; by halves, so that one unreadable among a thousand costs little."""
    try:
        rows: Sequence[Sequence[Any]] = connection.execute(_THOSE, {"ids": ids}).all() if ids else ()
    except (*UNREADABLE, DBAPIError) as problem:
        raise_unless_unreadable(problem)
    else:
        yield from rows
        return
    if len(ids) == 1:
        yield tuple(_value(connection, ids[0], index) for index in range(len(_NAMES)))
        return
    middle = len(ids) // 2
    yield from rows_of(connection, ids[:middle])
    yield from rows_of(connection, ids[middle:])


class _Unreadable:
    """Stands for a value that could not be read."""


def _value(connection: Connection, appointment_id: int, index: int) -> Any:
    statement = _THOSE.with_only_columns(JOINED.selected_columns[index], maintain_column_froms=True).order_by(None)
    try:
        return connection.execute(statement, {"ids": [appointment_id]}).scalar_one()
    except (*UNREADABLE, DBAPIError) as problem:
        raise_unless_unreadable(problem)
    return _Unreadable()


def raise_unless_unreadable(problem: Exception) -> None:
    """A database that went away is no damaged row; text that is no UTF-8 is."""
    if isinstance(problem, DBAPIError) and "decode" not in str(problem.orig):
        raise problem
