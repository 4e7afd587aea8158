"""Where everything of a day or a week stands on the calendar, and what is at a point of it: arithmetic without Qt.

The origin is the top left of the columns at the first minute; x and y are whole logical pixels. In a day time runs
down by *elapsed real minutes*, so a day of 23 or 25 hours is as long as it really is; in a week by the wall clock.
Where people read from the right the columns stand from right to left; their order in `columns` is the same.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.views.day import Card, Column, DayView, Held, Shade
from ui.calendar.clock import Clock
from ui.calendar.measures import Box, Span

EDGE = 4
"""How far from its upper or lower end a card is taken by its edge."""


class PlacedCard(NamedTuple):
    """A card and where it stands; `column` counts the columns shown.

    `before` and `after` are the pixels that its buffers take above and below it. `again` says that the clock shows
    its start for the second time that day.
    """

    card: Card
    column: int
    box: Box
    before: int = 0
    after: int = 0
    again: bool = False

    @property
    def area(self) -> Box:
        """The card with its buffers."""
        box = self.box
        return Box(box.x, box.y - self.before, box.width, box.height + self.before + self.after)


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
    """The column of a clinician or a room: `open` is the working time, `cards` stand by start.

    `work` is the working time that leave and closures leave, `free` what of it can be booked. `skipped` is where the
    clock has no time.
    """

    column: Column
    x: int
    width: int
    open: tuple[Box, ...]
    shades: tuple[PlacedShade, ...]
    cards: tuple[PlacedCard, ...]
    held: tuple[PlacedHeld, ...]
    work: tuple[Span, ...]
    free: tuple[Span, ...]
    clock: Clock
    skipped: tuple[Box, ...] = ()


class PlacedDay(NamedTuple):
    """A day among those shown and the room of its columns; `columns` is none where nobody works and nothing stands."""

    day: DayView
    x: int
    width: int
    columns: range
    clock: Clock


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
    """What is at a point: its part, the column shown (or -1), the card if any, and the minute of the axis."""

    part: Part
    column: int
    card: PlacedCard | None
    minutes: float


@dataclass(frozen=True)
class Layout:
    """Days laid out; `scale` is in pixels for a minute, `length` the minutes of the axis.

    `columns` stand side by side, in the order of reading; between them only days without a column have room.
    """

    days: tuple[PlacedDay, ...]
    scale: float
    width: int
    height: int
    length: float
    columns: tuple[PlacedColumn, ...]
    week: bool = False
    mirrored: bool = False

    @property
    def day(self) -> DayView:
        """The day shown, or the first of the week."""
        return self.days[0].day

    @cached_property
    def zone(self) -> ZoneInfo:
        """The center's zone."""
        return ZoneInfo(self.day.zone)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The hour and half-hour lines; in a day an hour the clock repeats stands twice, one it skips is not there."""
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
    def has_clinicians(self) -> bool:
        """Whether any column is a clinician's."""
        return any(one.column.clinician_id is not None for one in self.columns)

    @cached_property
    def has_rooms(self) -> bool:
        """Whether any column is a room's."""
        return any(one.column.room_id is not None for one in self.columns)

    @cached_property
    def work(self) -> tuple[tuple[float, float, int], ...]:
        """The first and last minute of each stretch of working time, and the number of its column."""
        return tuple((*span, number) for number, column in enumerate(self.columns) for span in column.work)

    @cached_property
    def _by_id(self) -> dict[int, PlacedCard]:
        return {placed.card.id: placed for placed in self.cards}

    @cached_property
    def _edges(self) -> tuple[int, ...]:
        """The first x of each column counted from where reading begins."""
        return tuple(self._from_start(column) for column in self.columns)

    def clock(self, column: int = 0) -> Clock:
        """The axis of that column's day."""
        return self.columns[column].clock if column < len(self.columns) else self.days[0].clock

    def minutes_of(self, instant: datetime, column: int = 0) -> float:
        """The minute of the axis at which an instant (aware) stands in that column's day, beyond it too."""
        return self.clock(column).minutes_of(instant)

    def instant_of(self, minutes: float, column: int = 0) -> datetime:
        """The UTC instant at that minute of that column's day; in a week each column has a day of its own."""
        return self.clock(column).instant_of(minutes)

    def wall_of(self, minutes: float, column: int = 0) -> datetime:
        """What the center's clock shows at that minute of that column's day, naive."""
        return self.clock(column).wall_of(minutes)

    def y_of(self, minutes: float) -> int:
        """The y of that minute."""
        return round(minutes * self.scale)

    def day_at(self, instant: datetime) -> PlacedDay | None:
        """The day shown that an instant (aware) is of."""
        return next((one for one in self.days if one.day.start <= instant < one.day.end), None)

    def card(self, appointment_id: int | None) -> PlacedCard | None:
        """Where the appointment stands, or None when no column shows it."""
        return None if appointment_id is None else self._by_id.get(appointment_id)

    def column_at(self, x: float) -> int:
        """Which column is at x, or -1 beside them."""
        along = self.width - 1 - x if self.mirrored else x
        index = bisect_right(self._edges, along) - 1
        return index if index >= 0 and along < self._edges[index] + self.columns[index].width else -1

    def hit(self, x: float, y: float) -> Hit:
        """What is at the point; above the first minute is the header, before the first column the time axis."""
        minutes = y / self.scale
        if (x >= self.width) if self.mirrored else (x < 0):
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
        numbers = self.numbers_between(left, right)
        return self.columns[numbers.start : numbers.stop]

    def numbers_between(self, left: int, right: int) -> range:
        """Which columns show between two x."""
        if self.mirrored:
            left, right = self.width - right, self.width - left
        return range(max(0, bisect_right(self._edges, left) - 1), bisect_right(self._edges, right - 1))

    def used(self) -> Span:
        """From the earliest to the latest minute with work or a card; the whole day when there is none."""
        starts: list[float] = []
        ends: list[float] = []
        for placed in self.columns:
            column = placed.column
            for start, end in (*column.working, *((card.start, card.end) for card in column.cards)):
                span = placed.clock.span(start, end)
                starts.append(span.start)
                ends.append(span.end)
        if not starts:
            return Span(0, self.length)
        return Span(max(0.0, min(starts)), min(self.length, max(ends)))

    def _from_start(self, column: PlacedColumn) -> int:
        return self.width - column.x - column.width if self.mirrored else column.x


def _things(column: PlacedColumn) -> Iterator[PlacedCard | PlacedHeld]:
    yield from column.cards
    yield from column.held


def _start(thing: PlacedCard | PlacedHeld) -> datetime:
    return thing.card.start if isinstance(thing, PlacedCard) else thing.held.start


def _marks(layout: Layout) -> Iterator[Mark]:
    if layout.week:
        midnight = datetime.combine(layout.day.day, time(0))
        for half in range(48):
            yield Mark(layout.y_of(half * 30), midnight.replace(hour=half // 2, minute=half % 2 * 30), half % 2 == 0)
        return
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
