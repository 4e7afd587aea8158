"""Boxes in pixels and spans in minutes: the two measures that the calendar is laid out in, and the way between them."""

from datetime import datetime
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in whole logical pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First x behind it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First y under it."""
        return self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether the two share a pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Span(NamedTuple):
    """Real minutes since the day's first instant, `start <= m < end`."""

    start: float
    end: float


def minutes_between(start: datetime, end: datetime) -> float:
    """Real minutes between two aware instants."""
    return (end - start).total_seconds() / 60


def snapped(minutes: float, step: int, *, up: bool = False) -> int:
    """The step of the grid at or before `minutes` (at or after it with `up`), in real minutes of the day."""
    down = int(minutes // step) * step
    return down + step if up and down < minutes else down


def zoomed_scroll(scroll: int, pointer: int, old: float, new: float) -> int:
    """The scroll position at scale `new` that keeps the minute under `pointer` (a y of the viewport) where it was."""
    return round((scroll + pointer) * new / old) - pointer
