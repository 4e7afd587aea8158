"""Dragging on free time: from where it was pressed and where the pointer is to the span to book, without Qt."""

from dataclasses import dataclass, replace

from ui.calendar.layout import Layout, Part
from ui.calendar.measures import Box, Span, snapped

STEPS = (5, 10, 15, 30)
"""Minutes a drag may go by; the finest that is still easy to hit holds."""
LEAST_STEP = 8
"""Pixels under which a step is hard to hit with a mouse."""


def step_at(scale: float) -> int:
    """The step of the grid in minutes, at `scale` pixels for a minute."""
    return next((step for step in STEPS if step * scale >= LEAST_STEP), STEPS[-1])


@dataclass(frozen=True, slots=True)
class FreeTimeDrag:
    """A drag that began in a free stretch (`room`) of a column; it never leaves that stretch."""

    column: int
    room: Span
    anchor: float
    step: int

    def span(self, minutes: float) -> Span:
        """What is marked while the pointer is at that minute of the day: whole steps, at least one, inside `room`."""
        start = snapped(min(self.anchor, minutes), self.step)
        end = max(snapped(max(self.anchor, minutes), self.step, up=True), start + self.step)
        start_in = min(max(start, self.room.start), self.room.end)
        end_in = max(min(end, self.room.end), self.room.start)
        return Span(start_in, end_in)


def begin(layout: Layout, x: float, y: float) -> FreeTimeDrag | None:
    """The drag that starts at the point, or None where nothing is free."""
    hit = layout.hit(x, y)
    if hit.part is not Part.FREE:
        return None
    room = next(span for span in layout.columns[hit.column].free if span.start <= hit.minutes < span.end)
    return FreeTimeDrag(hit.column, room, hit.minutes, step_at(layout.scale))


def resumed(drag: FreeTimeDrag, before: Layout, after: Layout) -> FreeTimeDrag | None:
    """The drag as it goes on when its day is shown anew; None on another day, or where its beginning is taken."""
    if before.day.center_id != after.day.center_id:
        return None
    whose = before.columns[drag.column].column.whose
    index = next((number for number, one in enumerate(after.columns) if one.column.whose == whose), None)
    if index is None:
        return None
    room = next((span for span in after.columns[index].free if span.start <= drag.anchor < span.end), None)
    return None if room is None else replace(drag, column=index, room=room)


def ghost_box(layout: Layout, column: int, span: Span) -> Box:
    """Where the marked span stands."""
    placed = layout.columns[column]
    top = layout.y_of(span.start)
    return Box(placed.x + 3, top + 1, placed.width - 5, max(4, layout.y_of(span.end) - top - 1))
