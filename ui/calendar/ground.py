"""Paints what lies under the cards: closed and open time, hour lines, leave, hours the clock skips, what is held."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from frontdesk.views.day import Held
from ui.calendar.layout import Layout, PlacedColumn, PlacedHeld
from ui.calendar.lettering import Letterings
from ui.calendar.measures import Box
from ui.calendar.plates import CORNER, ICON, Plates
from ui.calendar.wording import held_title, shade_lines, skipped_line
from ui.theme import Tokens

TEXT_TOP = 3
HELD_LEFT = 6
ICON_RIGHT = 5
STRIPE = 12
DAY_EDGE = 2
"""Width of the line between the days of a week."""
WORDS_BESIDE = 16
"""Room that words in a shade leave at their sides together."""


class GroundPainter:
    """Paints the ground of one layout in one theme."""

    def __init__(self, layout: Layout, tokens: Tokens, plates: Plates, letters: Letterings) -> None:
        self._layout = layout
        self._tokens = tokens
        self._plates = plates
        self._letters = letters

    def paint(self, painter: QPainter, clip: QRect, columns: Sequence[PlacedColumn]) -> None:
        """Paints what lies in `clip` of these columns, in the layout's coordinates."""
        tokens, shown = self._tokens, Box(clip.x(), clip.y(), clip.width(), clip.height())
        idle = not self._layout.columns and not self._layout.week
        painter.fillRect(clip, QColor(tokens.surface if idle else tokens.closed))
        surface = QColor(tokens.surface)
        for column in columns:
            for box in column.open:
                if box.meets(shown):
                    painter.fillRect(box.x, box.y, box.width, box.height, surface)
        self._paint_lines(painter, clip)
        for column in columns:
            self._paint_closed(painter, clip, column, shown)
        self._paint_edges(painter, clip)
        for column in columns:
            for held in column.held:
                if held.box.meets(shown):
                    self._paint_held(painter, held)

    def _paint_closed(self, painter: QPainter, clip: QRect, column: PlacedColumn, shown: Box) -> None:
        """What is hatched of a column: hours that the clock leaves out, leave, blocks, closures."""
        for box in column.skipped:
            if box.meets(shown):
                self._paint_hatched(painter, clip, box, skipped_line())
        for shade in column.shades:
            if shade.box.meets(shown):
                said = shade_lines(shade.shade, column.column, self._layout.day.zone)
                self._paint_hatched(painter, clip, shade.box, said)

    def _paint_lines(self, painter: QPainter, clip: QRect) -> None:
        left, right = clip.left(), clip.right() + 1
        shown = [mark for mark in self._layout.marks if clip.top() - 1 <= mark.y <= clip.bottom() + 1]
        faint = QPen(QColor(self._tokens.faint_line), 1)
        for colour, whole in ((faint, False), (QPen(QColor(self._tokens.line), 1), True)):
            painter.setPen(colour)
            painter.drawLines([QLineF(left, m.y + 0.5, right, m.y + 0.5) for m in shown if m.whole is whole])

    def _paint_edges(self, painter: QPainter, clip: QRect) -> None:
        """The line where a column begins; in a week the days stand further apart than the columns of one."""
        top, bottom = clip.top(), clip.bottom() + 1
        layout = self._layout
        painter.setPen(QColor(self._tokens.faint_line if layout.week else self._tokens.line))
        edges = ((one.x, one.width) for one in layout.between(clip.left(), clip.right() + 1))
        painter.drawLines([QLineF(x, top, x, bottom) for x in self._beginnings(edges)])
        if layout.week:
            painter.setPen(QPen(QColor(self._tokens.line), DAY_EDGE))
            days = ((one.x, one.width) for one in layout.days)
            painter.drawLines([QLineF(x, top, x, bottom) for x in self._beginnings(days)])

    def _beginnings(self, spans: Iterable[tuple[int, int]]) -> Iterator[float]:
        """The middle of the first pixel of each in the direction of reading."""
        for x, width in spans:
            yield (x + width - 0.5) if self._layout.mirrored else (x + 0.5)

    def _paint_hatched(self, painter: QPainter, clip: QRect, box: Box, said: Sequence[str]) -> None:
        part = QRect(box.x + 1, box.y, box.width - 1, box.height).intersected(clip)
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.fillRect(part, QColor(self._tokens.closed))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._tokens.faint_line), STRIPE / 2))
        painter.drawLines(list(_stripes(part)))
        painter.restore()
        self._paint_words(painter, box, said[: int(box.height // self._letters.line.height)])

    def _paint_held(self, painter: QPainter, placed: PlacedHeld) -> None:
        """Hatched, in dashes: somebody is about to book here, and nothing stands yet."""
        box, tokens = placed.box, self._tokens
        area = QRectF(*box).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(area, CORNER, CORNER)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outline, QColor(tokens.closed))
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(QColor(tokens.line), STRIPE / 6))
        painter.drawLines(list(_stripes(QRect(*box))))
        pen = QPen(QColor(tokens.muted), 1.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawPath(outline)
        painter.restore()
        self._paint_holder(painter, box, placed.held)

    def _paint_holder(self, painter: QPainter, box: Box, held: Held) -> None:
        """The sign of a hold and who has it, as far as there is room, each line on a ground without stripes."""
        letters, inset = self._letters.line, HELD_LEFT + ICON + 4
        painter.setFont(letters.font)
        painter.setPen(QColor(self._tokens.muted))
        top = box.y + max(0.0, min(TEXT_TOP, (box.height - letters.height) / 2))
        sign_top = round(top + (letters.height - ICON) / 2)
        for line in (held_title(held), held.staff):
            text = letters.text(line, box.width - inset - ICON_RIGHT)
            wide = text.size().width()
            ground = QRectF(self._from_edge(box, HELD_LEFT, inset - HELD_LEFT + wide + 2), top, 0, letters.height)
            ground.setWidth(inset - HELD_LEFT + wide + 2)
            painter.fillRect(ground.intersected(QRectF(*box).adjusted(2, 2, -2, -2)), QColor(self._tokens.closed))
            painter.drawStaticText(QPointF(self._from_edge(box, inset, wide), letters.top(top)), text)
            top += letters.height
            if top + letters.height > box.bottom - 1:
                break
        sign = QPointF(self._from_edge(box, HELD_LEFT, ICON), sign_top)
        painter.drawPixmap(sign, self._plates.icon("ph.hand", "muted"))

    def _from_edge(self, box: Box, inset: float, width: float) -> float:
        """The x of something that stands `inset` from the edge at which reading begins."""
        return box.right - inset - width if self._layout.mirrored else box.x + inset

    def _paint_words(self, painter: QPainter, box: Box, said: Sequence[str]) -> None:
        """Lines in the middle of a box."""
        letters = self._letters.line
        painter.setFont(letters.font)
        painter.setPen(QColor(self._tokens.muted))
        top = box.y + (box.height - len(said) * letters.height) / 2
        for line in said:
            text = letters.text(line, box.width - WORDS_BESIDE, whole_words=True)
            left = round(box.x + (box.width - text.size().width()) / 2)
            painter.drawStaticText(QPointF(left, letters.top(top)), text)
            top += letters.height


def _stripes(area: QRect) -> Iterator[QLineF]:
    """Diagonals over `area`, the same wherever it is cut, so that a strip scrolled in joins what is there."""
    first = (area.left() + area.top()) // STRIPE * STRIPE
    for diagonal in range(first, area.right() + area.bottom() + STRIPE, STRIPE):
        yield QLineF(
            diagonal - area.top() + STRIPE,
            area.top() - STRIPE,
            diagonal - area.bottom() - STRIPE,
            area.bottom() + STRIPE,
        )
