"""What is painted over the cards and never into their pixmap: the now line, the ring of the chosen card, the ghost."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.calendar.gestures import ghost_box
from ui.calendar.layout import Layout
from ui.calendar.lettering import Letterings
from ui.calendar.measures import Box, Span
from ui.calendar.plates import CORNER
from ui.calendar.wording import span_line
from ui.theme import current

RING = 2
NOW_LINE = 2


def ring_area(box: Box) -> QRect:
    """What the ring around a card covers, in the layout's coordinates."""
    return QRect(box.x - RING, box.y - RING, box.width + 2 * RING, box.height + 2 * RING)


def now_area(layout: Layout, minutes: float) -> QRect:
    """What the now line covers."""
    return QRect(0, layout.y_of(minutes) - 1, layout.width, NOW_LINE)


def ghost_area(layout: Layout, column: int, span: Span) -> QRect:
    """What the ghost of a drag covers: its text may stand out over a short span."""
    box = ghost_box(layout, column, span)
    return QRect(box.x, box.y, box.width, max(box.height, 20))


def paint_ring(painter: QPainter, box: Box) -> None:
    """The ring around the chosen card, with a hair of ground between."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(current().accent), RING))
    painter.drawRoundedRect(QRectF(box.x - 1, box.y - 1, box.width + 2, box.height + 2), CORNER + 1, CORNER + 1)


def paint_now(painter: QPainter, layout: Layout, minutes: float, area: QRect) -> None:
    """The line of the time now across the columns in `area`; over cards it is pale, so that names stay readable."""
    y, colour = now_area(layout, minutes).y(), QColor(current().now)
    thin = QColor(colour)
    thin.setAlphaF(0.4)
    for column in layout.between(area.left(), area.right() + 1):
        left = column.x
        for box in sorted(placed.box for placed in column.cards if placed.box.y <= y < placed.box.bottom):
            painter.fillRect(left, y, box.x - left, NOW_LINE, colour)
            painter.fillRect(box.x, y, box.width, NOW_LINE, thin)
            left = box.right
        painter.fillRect(left, y, column.x + column.width - left, NOW_LINE, colour)


def paint_ghost(painter: QPainter, layout: Layout, letters: Letterings, column: int, span: Span) -> None:
    """The span being marked, with its times in it."""
    box, tokens = ghost_box(layout, column, span), current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 1.5))
    painter.setBrush(QColor(tokens.accent_tint))
    painter.drawRoundedRect(QRectF(*box).adjusted(1, 1, -1, -1), CORNER, CORNER)
    said = span_line(layout.instant_of(span.start), layout.instant_of(span.end), layout.day.zone)
    painter.setFont(letters.title.font)
    painter.setPen(QColor(tokens.text))
    text = letters.title.text(said, box.width - 16)
    top = box.y + min(4.0, (max(box.height, 20) - letters.title.height) / 2)
    painter.drawStaticText(QPointF(box.x + 8, letters.title.top(top)), text)


def paint_veil(painter: QPainter, area: QRect) -> None:
    """A thin cover over cards that are about to be replaced."""
    colour = QColor(current().surface)
    colour.setAlphaF(0.6)
    painter.fillRect(area, colour)
