"""Moving an appointment on the calendar: from where it is held and where it is carried to its new time; without Qt."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

from frontdesk.rules.words import ExceptionKind
from frontdesk.views.day import Card
from ui.calendar.keyboard import Way
from ui.calendar.layout import Hit, Layout, Part, PlacedColumn
from ui.calendar.measures import Span

MAGNET = 8
"""Pixels within which a card that is carried to another column keeps the time it has."""
EDGE_ZONE = 24
"""Pixels from an edge of the view from which on a drag scrolls."""
FASTEST = 20
"""Pixels that a drag scrolls in a tick at most."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where an appointment is to go: aware UTC instants; where `room_id` is None the services choose the room."""

    appointment_id: int
    start: datetime
    end: datetime
    clinician_id: int
    room_id: int | None = None


class Grip(Enum):
    """What of a card is held."""

    WHOLE = auto()
    START = auto()
    END = auto()


class Able(NamedTuple):
    """Who gives the service of a card, and the rooms that it may be given in."""

    clinicians: frozenset[int]
    rooms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Carried:
    """A card in the air: held `offset` minutes after its start (or from its edge), going by `step` minutes.

    `able` is who and which rooms can take it, None where that is not known.
    """

    card: Card
    grip: Grip
    offset: float
    step: int
    able: Able | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it would be put down: a column shown, and two aware instants of that column's day.

    `skipped`: the clock never shows the time that was pointed at; the instants are the first after it.
    """

    column: int
    start: datetime
    end: datetime
    skipped: bool = False


class Hint(Enum):
    """How a place looks from here; whether it can be had is for the services to say."""

    FREE = auto()
    TAKEN = auto()
    CLOSED = auto()
    UNABLE = auto()
    WRONG_ROOM = auto()
    SKIPPED = auto()


def grip_of(part: Part) -> Grip:
    """What is held by taking a card there."""
    return {Part.CARD_TOP: Grip.START, Part.CARD_BOTTOM: Grip.END}.get(part, Grip.WHOLE)


def taken(layout: Layout, hit: Hit, step: int, able: Able | None) -> Carried | None:
    """The card at a point, held there; None where there is none or its row is damaged."""
    if hit.card is None or hit.card.card.problem:
        return None
    card, grip = hit.card.card, grip_of(hit.part)
    edge = card.end if grip is Grip.END else card.start
    return Carried(card, grip, hit.minutes - layout.minutes_of(edge, hit.column), step, able)


def own_place(layout: Layout, card: Card) -> Place | None:
    """Where the card stands, None where it does not show."""
    placed = layout.card(card.id)
    return None if placed is None else Place(placed.column, card.start, card.end)


def span_of(layout: Layout, place: Place) -> Span:
    """The minutes of the axis that a place covers; what ends after midnight stands out."""
    start = layout.minutes_of(place.start, place.column)
    return Span(start, max(layout.minutes_of(place.end, place.column), start))


def pointed(layout: Layout, carried: Carried, x: float, y: float) -> Place | None:
    """Where it is carried to while the pointer is at that point of the layout; None where no column is."""
    if not layout.columns:
        return None
    own, minutes = own_place(layout, carried.card), y / layout.scale - carried.offset
    if carried.grip is not Grip.WHOLE and own is not None:
        return _stretched(layout, carried, own, minutes)
    column = layout.column_at(min(max(0.0, x), layout.width - 1))
    if column < 0:
        return None
    if not may_change_columns(layout) and own is not None:
        column = own.column
    if own is not None:
        near = carried.step / 2 if column == own.column else max(carried.step / 2, MAGNET / layout.scale)
        if abs(minutes - layout.minutes_of(own.start, own.column)) <= near:
            return _in_column(layout, own, column)
    start = snapped(layout, column, layout.instant_of(minutes, column), carried.step)
    length = carried.card.end - carried.card.start
    return Place(column, start, start + length, _is_skipped(layout, column, minutes))


def stepped(layout: Layout, carried: Carried, place: Place, way: Way) -> Place:
    """A step of the grid earlier or later, or a column to the side; the same where there is no further one."""
    if way in (Way.UP, Way.DOWN):
        start = _next(layout, place.start, carried.step, later=way is Way.DOWN)
        day = _bounds(layout, place.column)
        start = min(max(start, day[0]), day[1] - timedelta(minutes=carried.step))
        return Place(place.column, start, start + (place.end - place.start))
    if way in (Way.LEFT, Way.RIGHT) and may_change_columns(layout):
        column = place.column + (1 if (way is Way.RIGHT) != layout.mirrored else -1)
        return _in_column(layout, place, min(max(0, column), len(layout.columns) - 1))
    return place


def lengthened(layout: Layout, carried: Carried, place: Place, *, longer: bool) -> Place:
    """Its end a step of the grid later or earlier; never shorter than a step."""
    end = _next(layout, place.end, carried.step, later=longer)
    least = min(place.end, place.start + timedelta(minutes=carried.step))
    return replace(place, end=max(end, least))


def move_of(layout: Layout, carried: Carried, place: Place) -> Move | None:
    """What is wanted by putting it down there; None where that is where it stands.

    Among columns of rooms it goes into the room of its column; what is put to those without a room keeps its own.
    """
    card, column = carried.card, layout.columns[place.column].column
    clinician, room = column.clinician_id or card.clinician_id, column.room_id
    if room is None and layout.has_rooms:
        room = card.room_id
    stands = (place.start, place.end, clinician) == (card.start, card.end, card.clinician_id)
    if clinician is None or (stands and room in (None, card.room_id)):
        return None
    return Move(card.id, place.start, place.end, clinician, room)


def is_alike(layout: Layout, own: Place, place: Place) -> bool:
    """Whether it is another place of the room it is in, which is none to move to."""
    was, is_ = (layout.columns[one.column].column for one in (own, place))
    return was.room_id is not None and (was.room_id, was.day) == (is_.room_id, is_.day) and was.unit != is_.unit


def place_of(layout: Layout, move: Move, card: Card) -> Place | None:
    """Where a move that was put down shows, None on another day or where its clinician or its room has no column."""
    own = own_place(layout, card)
    if not may_change_columns(layout):
        return None if own is None else Place(own.column, move.start, move.end)
    for index, one in enumerate(layout.columns):
        first, last = _bounds(layout, index)
        whose = one.column
        there = whose.clinician_id == move.clinician_id if whose.room_id is None else whose.room_id == move.room_id
        if there and first <= move.start < last:
            return Place(index, move.start, move.end)
    return None


def place_again(before: Layout, after: Layout, place: Place) -> Place | None:
    """The same place in what was read again; None where its column is gone."""
    whose = before.columns[place.column].column.whose
    index = next((number for number, one in enumerate(after.columns) if one.column.whose == whose), None)
    return None if index is None else replace(place, column=index)


def may_change_columns(layout: Layout) -> bool:
    """Whether a card may be carried to another column: to a colleague or into another room."""
    return layout.has_rooms or layout.has_clinicians


def hint_of(layout: Layout, carried: Carried, place: Place) -> Hint:
    """How the place looks: nobody able, somebody else there, no working time, or free."""
    column = layout.columns[place.column]
    if place.skipped:
        return Hint.SKIPPED
    if _unable(carried, column):
        return Hint.UNABLE if column.column.room_id is None else Hint.WRONG_ROOM
    others = [(card.start, card.end) for card in column.column.cards if card.id != carried.card.id]
    others += [(held.start, held.end) for held in column.column.held]
    if any(place.start < end and start < place.end for start, end in others):
        return Hint.TAKEN
    return Hint.FREE if _works(column, place.start, place.end) else Hint.CLOSED


def unfit(layout: Layout, carried: Carried, place: Place) -> frozenset[int]:
    """The columns that seem not to take it at that time: who does not give its service, or does not work then."""
    if not may_change_columns(layout):
        return frozenset()
    start = layout.minutes_of(place.start, place.column)
    end = start + (place.end - place.start).total_seconds() / 60
    fit = {index for first, last, index in layout.work if first <= start and end <= last}
    if carried.able is not None:
        fit = {index for index in fit if not _unable(carried, layout.columns[index])}
    return frozenset(range(len(layout.columns))) - fit


def pull(x: float, y: float, width: int, height: int) -> tuple[int, int]:
    """How far a drag with its pointer there scrolls in a tick, across and down; 0 away from the edges."""
    return _pull_along(x, width), _pull_along(y, height)


def snapped(layout: Layout, column: int, instant: datetime, step: int) -> datetime:
    """The nearest time of the grid: whole steps after midnight by the center's clock, on the day of the column."""
    first, last = _bounds(layout, column)
    return min(max(_nearest(layout, instant, step), first), last - timedelta(minutes=step))


def _bounds(layout: Layout, column: int) -> tuple[datetime, datetime]:
    """The midnights of the column's day."""
    day = layout.clock(column).day
    return day.start, day.end


def _is_skipped(layout: Layout, column: int, minutes: float) -> bool:
    """Whether the clock never shows that minute of the axis on that day."""
    return any(span.start <= minutes < span.end for span in layout.clock(column).skipped())


def _in_column(layout: Layout, place: Place, column: int) -> Place:
    """The same time by the clock in another column."""
    if column == place.column:
        return place
    minutes = layout.minutes_of(place.start, place.column)
    start = layout.instant_of(minutes, column)
    return Place(column, start, start + (place.end - place.start), _is_skipped(layout, column, minutes))


# Inside


def _nearest(layout: Layout, instant: datetime, step: int) -> datetime:
    past, whole = _past(layout, instant, step), timedelta(minutes=step)
    return instant - past if past < whole / 2 else instant - past + whole


def _next(layout: Layout, instant: datetime, step: int, *, later: bool) -> datetime:
    past = _past(layout, instant, step)
    if later:
        return instant - past + timedelta(minutes=step)
    return instant - (past or timedelta(minutes=step))


def _past(layout: Layout, instant: datetime, step: int) -> timedelta:
    """Since the last time of the grid."""
    wall = instant.astimezone(layout.zone)
    past = timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond)
    return past % timedelta(minutes=step)


def _stretched(layout: Layout, carried: Carried, own: Place, minutes: float) -> Place:
    """With its held edge near that minute: at least a step long, or as short as it was."""
    starts = carried.grip is Grip.START
    edge = own.start if starts else own.end
    if abs(minutes - layout.minutes_of(edge, own.column)) > carried.step / 2:
        edge = _nearest(layout, layout.instant_of(minutes, own.column), carried.step)
    least = min(timedelta(minutes=carried.step), own.end - own.start)
    first, last = _bounds(layout, own.column)
    if starts:
        return replace(own, start=min(max(first, edge), own.end - least))
    return replace(own, end=max(own.start + least, min(edge, max(last, own.end))))


def _unable(carried: Carried, column: PlacedColumn) -> bool:
    able, clinician, room = carried.able, column.column.clinician_id, column.column.room_id
    if able is None:
        return False
    return clinician not in able.clinicians if clinician is not None else room is not None and room not in able.rooms


def _works(column: PlacedColumn, start: datetime, end: datetime) -> bool:
    """Whether it is working time from the first to the last minute."""
    if not any(begin <= start and end <= until for begin, until in column.column.working):
        return False
    return not any(start < shade_end and shade_start < end for shade_start, shade_end in _away(column))


def _away(column: PlacedColumn) -> Iterator[tuple[datetime, datetime]]:
    for shade in column.column.shades:
        if shade.kind is not ExceptionKind.EXTRA:
            yield shade.start, shade.end


def _pull_along(at: float, length: int) -> int:
    zone = min(EDGE_ZONE, length // 4)
    beyond = min(0.0, at - zone) + max(0.0, at - (length - zone))
    return round(max(-FASTEST, min(FASTEST, beyond * FASTEST / EDGE_ZONE)))
