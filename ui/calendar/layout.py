"""Where everything of a day stands on the calendar, from the read model alone: arithmetic without Qt.

The origin is the top left of the first column at the day's first instant; x and y are whole logical pixels. Time runs
down by *elapsed real minutes* since that instant, so a day of 23 or 25 hours is as long as it really is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.rules.words import ExceptionKind
from frontdesk.views.day import Card, Column, DayView, Held, Shade
from ui.calendar.lanes import Upright, side_by_side
from ui.calendar.measures import Box, Span, minutes_between

LEAST_CARD = 16
"""Height under which a card could be neither read nor clicked; shorter appointments are drawn this high."""
LEAST_COLUMN = 132
"""Width under which a name and a time no longer fit; with more columns than fit, the calendar scrolls sideways."""
EDGE = 4
"""How far from its upper or lower end a card is taken by its edge."""
CARD_LEFT, CARD_RIGHT = 5, 7
"""Room beside the cards of a column; the right one is left free so that the time beside a card can be clicked."""


class PlacedCard(NamedTuple):
    """A card and where it stands; `column` counts the columns shown."""

    card: Card
    column: int
    box: Box


class PlacedShade(NamedTuple):
    """A stretch that takes working time away, and where it stands."""

    shade: Shade
    box: Box


class PlacedHeld(NamedTuple):
    """A slot that another desk holds, and where it stands; `column` counts the columns shown."""

    held: Held
    column: int
    box: Box


class PlacedColumn(NamedTuple):
    """One clinician's column: `open` is the working time, `cards` stand by start, `free` is what can be booked."""

    column: Column
    x: int
    width: int
    open: tuple[Box, ...]
    shades: tuple[PlacedShade, ...]
    cards: tuple[PlacedCard, ...]
    held: tuple[PlacedHeld, ...]
    free: tuple[Span, ...]


class Mark(NamedTuple):
    """A line across the calendar at a whole or half hour of the center's clock (`wall`, naive)."""

    y: int
    wall: datetime
    whole: bool


class Part(Enum):
    """What a point of the calendar belongs to."""

    AXIS = auto()
    HEADER = auto()
    CARD = auto()
    CARD_TOP = auto()
    CARD_BOTTOM = auto()
    HELD = auto()
    FREE = auto()
    CLOSED = auto()
    NOTHING = auto()


class Hit(NamedTuple):
    """What is at a point: its part, the column shown (or -1), the card if any, and the real minutes of the day."""

    part: Part
    column: int
    card: PlacedCard | None
    minutes: float


@dataclass(frozen=True)
class Layout:
    """A day laid out; `scale` is in pixels for a real minute, `columns` stand from left to right without gaps."""

    day: DayView
    scale: float
    width: int
    height: int
    columns: tuple[PlacedColumn, ...]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The center's zone."""
        return ZoneInfo(self.day.zone)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The hour and half-hour lines; an hour the clock repeats stands twice, one it skips is not there."""
        return tuple(_marks(self))

    @cached_property
    def cards(self) -> tuple[PlacedCard, ...]:
        """All cards, column by column, each by start: the reading order."""
        return tuple(card for column in self.columns for card in column.cards)

    @cached_property
    def things(self) -> tuple[PlacedCard | PlacedHeld, ...]:
        """All that takes time, cards and what is held, in the reading order."""
        return tuple(thing for column in self.columns for thing in sorted(_things(column), key=_start))

    @cached_property
    def _by_id(self) -> dict[int, PlacedCard]:
        return {placed.card.id: placed for placed in self.cards}

    @cached_property
    def _lefts(self) -> tuple[int, ...]:
        return tuple(column.x for column in self.columns)

    @property
    def length(self) -> float:
        """Real minutes of the day: 1,380, 1,440 or 1,500 in most zones."""
        return minutes_between(self.day.start, self.day.end)

    def minutes_of(self, instant: datetime) -> float:
        """Real minutes from the day's first instant to `instant` (aware), beyond the day too."""
        return minutes_between(self.day.start, instant)

    def instant_of(self, minutes: float) -> datetime:
        """The UTC instant that many real minutes into the day."""
        return self.day.start + timedelta(minutes=minutes)

    def wall_of(self, minutes: float) -> datetime:
        """What the center's clock shows that many real minutes into the day, naive."""
        return self.instant_of(minutes).astimezone(self.zone).replace(tzinfo=None)

    def y_of(self, minutes: float) -> int:
        """The y of that minute."""
        return round(minutes * self.scale)

    def card(self, appointment_id: int | None) -> PlacedCard | None:
        """Where the appointment stands, or None when the day does not show it."""
        return None if appointment_id is None else self._by_id.get(appointment_id)

    def column_at(self, x: float) -> int:
        """Which column is at x, or -1 beside them."""
        return bisect_right(self._lefts, x) - 1 if 0 <= x < self.width else -1

    def hit(self, x: float, y: float) -> Hit:
        """What is at the point; above the first instant is the header, left of the first column the time axis."""
        minutes = y / self.scale
        if x < 0:
            return Hit(Part.AXIS, -1, None, minutes)
        column = self.column_at(x)
        if column < 0 or y >= self.height:
            return Hit(Part.NOTHING, column, None, minutes)
        if y < 0:
            return Hit(Part.HEADER, column, None, minutes)
        for placed in self.columns[column].cards:
            if placed.box.holds(x, y):
                return Hit(_part_of_card(placed.box, y), column, placed, minutes)
        if self.held_at(x, y) is not None:
            return Hit(Part.HELD, column, None, minutes)
        free = any(span.start <= minutes < span.end for span in self.columns[column].free)
        return Hit(Part.FREE if free else Part.CLOSED, column, None, minutes)

    def held_at(self, x: float, y: float) -> PlacedHeld | None:
        """What another desk holds at the point."""
        column = self.column_at(x)
        held = self.columns[column].held if column >= 0 else ()
        return next((placed for placed in held if placed.box.holds(x, y)), None)

    def between(self, left: int, right: int) -> tuple[PlacedColumn, ...]:
        """The columns that show between two x."""
        first = max(0, bisect_right(self._lefts, left) - 1)
        return self.columns[first : bisect_right(self._lefts, right - 1)]

    def used(self) -> Span:
        """From the earliest to the latest minute with work or a card; the whole day when there is none."""
        starts: list[float] = []
        ends: list[float] = []
        for column in self.columns:
            for start, end in (*column.column.working, *((card.start, card.end) for card in column.column.cards)):
                starts.append(self.minutes_of(start))
                ends.append(self.minutes_of(end))
        if not starts:
            return Span(0, self.length)
        return Span(max(0.0, min(starts)), min(self.length, max(ends)))


def lay_out(day: DayView, scale: float, room: int) -> Layout:
    """Places a day at `scale` pixels for a minute in `room` pixels across; it is wider when the columns need more."""
    count = len(day.columns)
    width = max(room, count * LEAST_COLUMN)
    height = round(minutes_between(day.start, day.end) * scale)
    edges = [width * index // count for index in range(count)] + [width] if count else []
    columns = tuple(
        _column(day, column, index, Box(edges[index], 0, edges[index + 1] - edges[index], height), scale)
        for index, column in enumerate(day.columns)
    )
    return Layout(day=day, scale=scale, width=width if count else room, height=height, columns=columns)


def _column(day: DayView, column: Column, index: int, area: Box, scale: float) -> PlacedColumn:
    def span(start: datetime, end: datetime) -> Span:
        return Span(minutes_between(day.start, max(start, day.start)), minutes_between(day.start, min(end, day.end)))

    def strip(part: Span) -> Box:
        top = round(part.start * scale)
        return Box(area.x, top, area.width, round(part.end * scale) - top)

    working = [span(start, end) for start, end in column.working]
    away = [(shade, span(shade.start, shade.end)) for shade in column.shades if shade.kind is not ExceptionKind.EXTRA]
    cards = sorted(column.cards, key=lambda card: (card.start, card.id))
    taken = [span(card.start, card.end) for card in cards] + [span(held.start, held.end) for held in column.held]
    boxes = _boxes([_upright(part, scale, area.height) for part in taken], area)
    return PlacedColumn(
        column=column,
        x=area.x,
        width=area.width,
        open=tuple(strip(part) for part in working),
        shades=tuple(PlacedShade(shade, strip(part)) for shade, part in away if part.end > part.start),
        cards=tuple(PlacedCard(card, index, box) for card, box in zip(cards, boxes, strict=False)),
        held=tuple(PlacedHeld(held, index, box) for held, box in zip(column.held, boxes[len(cards) :], strict=True)),
        free=tuple(_without(working, [*(part for _, part in away), *taken])),
    )


def _things(column: PlacedColumn) -> Iterator[PlacedCard | PlacedHeld]:
    yield from column.cards
    yield from column.held


def _start(thing: PlacedCard | PlacedHeld) -> datetime:
    return thing.card.start if isinstance(thing, PlacedCard) else thing.held.start


def _boxes(uprights: list[Upright], area: Box) -> list[Box]:
    """Where each stands in its column, none over another."""
    order = sorted(range(len(uprights)), key=[top for top, _height in uprights].__getitem__)
    width = area.width - CARD_LEFT - CARD_RIGHT
    places = side_by_side([uprights[index] for index in order], area.x + CARD_LEFT, width)
    boxes = dict(zip(order, places, strict=True))
    return [Box(*boxes[index]) for index in range(len(uprights))]


def _upright(part: Span, scale: float, height: int) -> Upright:
    """Top and height of a card: a pixel clear of the lines above and below, never too low to click."""
    top = round(part.start * scale) + 1
    tall = max(LEAST_CARD, round(part.end * scale) - 1 - top)
    return max(0, min(top, height - tall)), tall


def _without(working: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """The working time that nothing takes away."""
    gone = sorted(taken)
    for start, end in working:
        free = start
        for part in gone:
            if part.start > free and min(part.start, end) > free:
                yield Span(free, min(part.start, end))
            free = max(free, part.end)
            if free >= end:
                break
        if free < end:
            yield Span(free, end)


def _marks(layout: Layout) -> Iterator[Mark]:
    # A quarter is the finest shift of any zone's clock, so whole and half hours always fall on one.
    for quarter in range(int(layout.length // 15) + 1):
        wall = layout.wall_of(quarter * 15)
        if wall.minute in {0, 30} and quarter * 15 < layout.length:
            yield Mark(layout.y_of(quarter * 15), wall, wall.minute == 0)


def _part_of_card(box: Box, y: float) -> Part:
    if box.height < 4 * EDGE:
        return Part.CARD
    if y < box.y + EDGE:
        return Part.CARD_TOP
    return Part.CARD_BOTTOM if y >= box.bottom - EDGE else Part.CARD
