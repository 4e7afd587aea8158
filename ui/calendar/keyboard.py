"""Which card an arrow key goes to, and which free time a key books: arithmetic on the layout, without Qt."""

from datetime import datetime
from enum import Enum, auto

from ui.calendar.layout import Layout, PlacedCard
from ui.calendar.measures import Span, snapped


class Way(Enum):
    """Where a key goes."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    FIRST = auto()
    LAST = auto()


def next_card(layout: Layout, chosen: PlacedCard | None, way: Way, near: float) -> PlacedCard | None:
    """The card that `way` leads to from the chosen one, or itself at the end of the road.

    Up and down stay in the column, left and right go to the nearest time in the next column that has cards. With
    nothing chosen, down takes the first card from minute `near` of the day on, up the last before it.
    """
    if chosen is None:
        return _entry(layout, way, near)
    cards = layout.columns[chosen.column].cards
    place = next(index for index, placed in enumerate(cards) if placed.card.id == chosen.card.id)
    match way:
        case Way.UP:
            return cards[max(0, place - 1)]
        case Way.DOWN:
            return cards[min(len(cards) - 1, place + 1)]
        case Way.FIRST:
            return cards[0]
        case Way.LAST:
            return cards[-1]
        case Way.LEFT | Way.RIGHT:
            return _beside(layout, chosen, -1 if (way is Way.LEFT) != layout.mirrored else 1)


def next_free(layout: Layout, chosen: PlacedCard | None, now: datetime, step: int) -> tuple[int, Span] | None:
    """Column and span of the next free time: after the chosen card in its column, else from `now` (aware) on in any.

    It is up to one `step` long.
    """
    for column in range(len(layout.columns)) if chosen is None else (chosen.column,):
        after = max(0.0, layout.minutes_of(now if chosen is None else chosen.card.end, column))
        for span in layout.columns[column].free:
            start = max(span.start, snapped(after, step, up=True)) if span.start < after else span.start
            if start < span.end:
                return column, Span(start, min(start + step, span.end))
    return None


def _entry(layout: Layout, way: Way, near: float) -> PlacedCard | None:
    cards = sorted(layout.cards, key=lambda placed: (layout.columns[placed.column].column.day, *_order(placed)))
    if not cards:
        return None

    def is_before(placed: PlacedCard) -> bool:
        return placed.card.start < layout.instant_of(near, placed.column)

    if way is Way.UP:
        return next((placed for placed in reversed(cards) if is_before(placed)), cards[0])
    return next((placed for placed in cards if not is_before(placed)), cards[-1])


def _order(placed: PlacedCard) -> tuple[datetime, int, int]:
    return placed.card.start, placed.column, placed.box.x


def _beside(layout: Layout, chosen: PlacedCard, step: int) -> PlacedCard:
    index = chosen.column + step
    while 0 <= index < len(layout.columns):
        if cards := layout.columns[index].cards:
            return min(cards, key=lambda placed: (abs(placed.box.y - chosen.box.y), placed.card.start))
        index += step
    return chosen
