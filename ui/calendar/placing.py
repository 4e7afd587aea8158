"""Lays days out: how wide their columns are, and where working time, cards and all else stand in them; without Qt."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from frontdesk.rules.words import ExceptionKind
from frontdesk.views.day import Card, Column, DayView
from ui.calendar.clock import Clock, by_the_wall, elapsed
from ui.calendar.lanes import Upright, side_by_side
from ui.calendar.layout import Layout, PlacedCard, PlacedColumn, PlacedDay, PlacedHeld, PlacedShade
from ui.calendar.measures import Box, Span

LEAST_CARD = 16
"""Height under which a card could be neither read nor clicked; shorter appointments are drawn this high."""
LEAST_COLUMN = 132
"""Width under which a name and a time no longer fit; with more columns than fit, the calendar scrolls sideways."""
LEAST_IN_WEEK = 76
"""Width under which a name no longer can be told from others; the axis tells the time."""
IDLE_DAY = 44
"""Width of a day of a week on which nobody works and nothing stands."""
CARD_LEFT, CARD_RIGHT = 5, 7
"""Room beside the cards of a column; the right one is left free so that the time beside a card can be clicked."""
NARROW_LEFT, NARROW_RIGHT = 2, 4
"""The same in a column with less room than a day's least."""


def lay_out(day: DayView, scale: float, room: int, *, mirrored: bool = False) -> Layout:
    """Places a day at `scale` pixels for a minute in `room` pixels across; it is wider when the columns need more."""
    count = len(day.columns)
    width = max(room, count * LEAST_COLUMN) if count else room
    return _lay_out([day], scale, _shared(width, count), width, week=False, mirrored=mirrored)


def lay_out_week(days: Sequence[DayView], scale: float, room: int, *, mirrored: bool = False) -> Layout:
    """Places days side by side, each with its columns; they shrink to fit into `room` down to what can be read."""
    count, idle = sum(len(day.columns) for day in days), sum(not day.columns for day in days)
    if not count:
        return _lay_out(days, scale, _shared(room, len(days)), room, week=True, mirrored=mirrored)
    rest = max(room - idle * IDLE_DAY, count * LEAST_IN_WEEK)
    shares = iter(_shared(rest, count))
    widths = [
        width for day in days for width in ([next(shares) for _column in day.columns] if day.columns else [IDLE_DAY])
    ]
    return _lay_out(days, scale, widths, rest + idle * IDLE_DAY, week=True, mirrored=mirrored)


def _shared(width: int, count: int) -> list[int]:
    """So many widths that are together the whole, none more than a pixel wider than another."""
    edges = [width * index // count for index in range(count)] + [width] if count else []
    return [right - left for left, right in pairwise(edges)]


def _lay_out(
    days: Sequence[DayView], scale: float, widths: Sequence[int], width: int, *, week: bool, mirrored: bool
) -> Layout:
    """`widths` are of each column, and of each day without one, in the order of reading."""
    clocks = [by_the_wall(day) if week else elapsed(day) for day in days]
    height = round(clocks[0].length * scale)
    columns: list[PlacedColumn] = []
    placed: list[PlacedDay] = []
    left, rest = 0, iter(widths)
    for day, clock in zip(days, clocks, strict=True):
        first, begin = len(columns), left
        for column in day.columns:
            wide = next(rest)
            x = width - left - wide if mirrored else left
            frame = _Frame(clock, scale, Box(x, 0, wide, height), mirrored)
            columns.append(_column(column, len(columns), frame))
            left += wide
        if not day.columns:
            left += next(rest, width - left)
        x = width - left if mirrored else begin
        placed.append(PlacedDay(day, x, left - begin, range(first, len(columns)), clock))
    return Layout(tuple(placed), scale, width, height, clocks[0].length, tuple(columns), week, mirrored)


class _Frame(NamedTuple):
    """What a column is laid out in."""

    clock: Clock
    scale: float
    area: Box
    mirrored: bool

    def strip(self, part: Span) -> Box:
        """That part of the column across its whole width."""
        top = round(part.start * self.scale)
        return Box(self.area.x, top, self.area.width, round(part.end * self.scale) - top)


def _column(column: Column, index: int, frame: _Frame) -> PlacedColumn:
    clock, span = frame.clock, frame.clock.span
    working = [span(start, end) for start, end in column.working]
    away = [(shade, span(shade.start, shade.end)) for shade in column.shades if shade.kind is not ExceptionKind.EXTRA]
    cards = sorted(column.cards, key=lambda card: (card.start, card.id))
    taken = [span(card.start, card.end) for card in cards]
    held = [span(one.start, one.end) for one in column.held]
    boxes = _boxes([_upright(part, frame.scale, frame.area.height) for part in (*taken, *held)], frame)
    busy = [
        span(card.busy_from or card.start, card.busy_to or card.end) if _has_buffer(card) else part
        for card, part in zip(cards, taken, strict=True)
    ]
    once = working if len(clock.stretches) == 1 else list(_once(column, clock))
    work = tuple(_without(once, [part for _, part in away]))
    return PlacedColumn(
        column=column,
        x=frame.area.x,
        width=frame.area.width,
        open=tuple(frame.strip(part) for part in working),
        shades=tuple(PlacedShade(shade, frame.strip(part)) for shade, part in away if part.end > part.start),
        cards=tuple(_placed(*one, index, frame) for one in zip(cards, taken, busy, boxes, strict=False)),
        held=tuple(PlacedHeld(one, index, box) for one, box in zip(column.held, boxes[len(cards) :], strict=True)),
        work=work,
        free=tuple(_without(work, [*busy, *held])),
        clock=clock,
        skipped=tuple(frame.strip(part) for part in clock.skipped()),
    )


def _placed(card: Card, taken: Span, busy: Span, box: Box, index: int, frame: _Frame) -> PlacedCard:
    again = len(frame.clock.stretches) > 1 and frame.clock.is_second(card.start)
    if busy is taken and not again:
        return PlacedCard(card, index, box)
    before, after = round((taken.start - busy.start) * frame.scale), round((busy.end - taken.end) * frame.scale)
    return PlacedCard(card, index, box, min(before, box.y), min(after, frame.area.height - box.bottom), again)


def _has_buffer(card: Card) -> bool:
    return (card.busy_from or card.start) < card.start or (card.busy_to or card.end) > card.end


def _once(column: Column, clock: Clock) -> Iterator[Span]:
    """Working time without what the clock skips; of an hour that comes twice, only the first can be pointed at."""
    reached = 0.0
    for part in sorted(part for start, end in column.working for part in clock.parts(start, end)):
        if part.end > reached:
            yield Span(max(part.start, reached), part.end)
            reached = part.end


def _boxes(uprights: list[Upright], frame: _Frame) -> list[Box]:
    """Where each stands in its column, none over another."""
    area = frame.area
    before, after = (CARD_LEFT, CARD_RIGHT) if area.width >= LEAST_COLUMN else (NARROW_LEFT, NARROW_RIGHT)
    order = sorted(range(len(uprights)), key=[top for top, _height in uprights].__getitem__)
    places = side_by_side([uprights[index] for index in order], area.x + before, area.width - before - after)
    if frame.mirrored:
        both = 2 * area.x + area.width
        places = [(both - x - width, y, width, height) for x, y, width, height in places]
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
