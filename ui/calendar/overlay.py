"""What is painted over the cards and never into their pixmap: ring, ghosts, what a drag dims."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.calendar.gestures import ghost_box
from ui.calendar.layout import Layout
from ui.calendar.lettering import Letterings
from ui.calendar.measures import Box, Span
from ui.calendar.plates import CORNER, ICON, Plates
from ui.calendar.wording import span_line
from ui.theme import current

RING = 2
ONE_LINE = 20
"""Height that the words of a ghost need, however short its span is."""


def ring_area(box: Box) -> QRect:
    """What the ring around a card covers, in the layout's coordinates."""
    return QRect(box.x - RING, box.y - RING, box.width + 2 * RING, box.height + 2 * RING)


def ghost_area(layout: Layout, column: int, span: Span) -> QRect:
    """What the ghost of a drag covers: its text may stand out over a short span."""
    box = ghost_box(layout, column, span)
    return QRect(box.x, box.y, box.width, max(box.height, ONE_LINE))


def column_area(layout: Layout, index: int) -> QRect:
    """What a whole column covers."""
    column = layout.columns[index]
    return QRect(column.x, 0, column.width, layout.height)


def paint_ring(painter: QPainter, box: Box, plates: Plates) -> None:
    """The ring around the chosen card, with a hair of ground between."""
    width, height = box.width + 2 * RING, box.height + 2 * RING

    def draw(onto: QPainter) -> None:
        onto.setPen(QPen(QColor(current().accent), RING))
        onto.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), CORNER + 1, CORNER + 1)

    painter.drawPixmap(box.x - RING, box.y - RING, plates.kept(("ring", width, height), width, height, draw))


def paint_ghost(painter: QPainter, layout: Layout, letters: Letterings, column: int, span: Span) -> None:
    """The span being marked, with its times in it."""
    box, tokens = ghost_box(layout, column, span), current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 1.5))
    painter.setBrush(QColor(tokens.accent_tint))
    painter.drawRoundedRect(QRectF(*box).adjusted(1, 1, -1, -1), CORNER, CORNER)
    start, end = layout.instant_of(span.start, column), layout.instant_of(span.end, column)
    said = span_line(start, end, layout.day.zone)
    painter.setFont(letters.title.font)
    painter.setPen(QColor(tokens.text))
    text = letters.title.text(said, box.width - 16)
    top = box.y + min(4.0, (max(box.height, ONE_LINE) - letters.title.height) / 2)
    painter.drawStaticText(QPointF(box.x + 8, letters.title.top(top)), text)


def paint_unfit(painter: QPainter, layout: Layout, columns: frozenset[int], area: QRect) -> None:
    """Dim the columns that seem not to take what is in the air."""
    colour = _veil()
    for index in layout.numbers_between(area.left(), area.right() + 1):
        if index in columns:
            painter.fillRect(column_area(layout, index).intersected(area), colour)


def paint_lifted(painter: QPainter, box: Box) -> None:
    """A card that is in the air, or pinned, steps back where it still stands."""
    painter.fillRect(QRect(*box), _veil())


def paint_pin(painter: QPainter, box: Box, plates: Plates) -> None:
    """The sign that a card is pinned, over its lower right corner."""
    side = min(ICON + 4, box.height)
    place = QRectF(box.right - side - 1, box.bottom - side, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(current().surface))
    painter.drawEllipse(place)
    sign = place.center() - QPointF(ICON / 2, ICON / 2)
    painter.drawPixmap(sign, plates.icon("ph.push-pin", "accent"))


def paint_veil(painter: QPainter, area: QRect) -> None:
    """A thin cover over cards that are about to be replaced."""
    painter.fillRect(area, _veil())


def _veil() -> QColor:
    colour = QColor(current().surface)
    colour.setAlphaF(0.6)
    return colour
