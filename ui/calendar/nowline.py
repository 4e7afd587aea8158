"""The line of the time now: where it is, and painting it over the cards of today's columns."""

from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from ui.calendar.layout import Layout
from ui.calendar.measures import Box
from ui.theme import current

NOW_LINE = 2


def now_box(layout: Layout, instant: datetime) -> Box | None:
    """What the line of that instant (aware) covers: all of its day's columns; None on other days."""
    day = layout.day_at(instant)
    if day is None or not layout.columns:
        return None
    return Box(day.x, layout.y_of(day.clock.minutes_of(instant)) - 1, day.width, NOW_LINE)


def paint_now(painter: QPainter, layout: Layout, line: Box, area: QRect) -> None:
    """The line across its columns in `area`; over cards it is pale, so that names stay readable."""
    y, colour = line.y, QColor(current().now)
    thin = QColor(colour)
    thin.setAlphaF(0.4)
    left, right = max(line.x, area.left()), min(line.right, area.right() + 1)
    over = [placed.box for column in layout.between(left, right) for placed in column.cards]
    for box in sorted(box for box in over if box.y <= y < box.bottom and box.x < right and box.right > left):
        painter.fillRect(left, y, box.x - left, NOW_LINE, colour)
        painter.fillRect(box.x, y, box.width, NOW_LINE, thin)
        left = box.right
    painter.fillRect(left, y, right - left, NOW_LINE, colour)
