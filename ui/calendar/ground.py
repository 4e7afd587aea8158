"""Paints what lies under the cards: closed and open time, hour lines, leave, hours the clock skips, what is held."""

from collections.abc import Iterator, Sequence

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
WORDS_BESIDE = 8
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
        shown = Box(clip.x(), clip.y(), clip.width(), clip.height())
        painter.fillRect(clip, QColor(self._tokens.surface))
        closed = QColor(self._tokens.closed)
        for box in self._closed(columns, shown):
            painter.fillRect(*box, closed)
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
                self._paint_hatched(painter, clip, box, column, skipped_line())
        for shade in column.shades:
            if shade.box.meets(shown):
                said = shade_lines(shade.shade, column.column, self._layout.day.zone)
                self._paint_hatched(painter, clip, shade.box, column, said)

    def _closed(self, columns: Sequence[PlacedColumn], shown: Box) -> Iterator[Box]:
        """What is no working time: less of a day than what is, where people look."""
        for column in columns:
            top = shown.y
            for box in column.open:
                if box.y > top:
                    yield Box(column.x, top, column.width, min(box.y, shown.bottom) - top)
                top = max(top, box.bottom)
                if top >= shown.bottom:
                    break
            if top < shown.bottom:
                yield Box(column.x, top, column.width, shown.bottom - top)
        for day in self._layout.days:
            if self._layout.week and not day.columns:
                yield Box(day.x, shown.y, day.width, shown.height)

    def _paint_lines(self, painter: QPainter, clip: QRect) -> None:
        """Filled, not drawn: a pen is many times slower."""
        left, width = clip.left(), clip.width()
        faint, line = QColor(self._tokens.faint_line), QColor(self._tokens.line)
        for mark in self._layout.marks:
            if clip.top() <= mark.y <= clip.bottom():
                painter.fillRect(left, mark.y, width, 1, line if mark.whole else faint)

    def _paint_edges(self, painter: QPainter, clip: QRect) -> None:
        """The line where a column begins; in a week the days stand further apart than the columns of one."""
        layout, line = self._layout, QColor(self._tokens.line)
        colour = QColor(self._tokens.faint_line) if layout.week else line
        for column in layout.between(clip.left(), clip.right() + 1):
            self._paint_edge(painter, clip, column.x, column.width, 1, colour)
        if layout.week:
            for day in layout.days:
                self._paint_edge(painter, clip, day.x, day.width, DAY_EDGE, line)

    def _paint_edge(self, painter: QPainter, clip: QRect, x: int, width: int, thick: int, colour: QColor) -> None:
        """At the edge at which reading begins."""
        left = x + width - thick if self._layout.mirrored else x
        painter.fillRect(left, clip.top(), thick, clip.height(), colour)

    def _paint_hatched(
        self, painter: QPainter, clip: QRect, box: Box, column: PlacedColumn, said: Sequence[str]
    ) -> None:
        part = QRect(box.x + 1, box.y, box.width - 1, box.height).intersected(clip)
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.fillRect(part, QColor(self._tokens.closed))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._tokens.faint_line), STRIPE / 2))
        painter.drawLines(list(_stripes(part)))
        painter.restore()
        self._paint_words(painter, _widest_gap(box, column), said)

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
        """Lines in the middle of a box, as many as it has room for."""
        letters, room = self._letters.line, box.width - WORDS_BESIDE
        lines = self._lines(said, room, int(box.height // letters.height))
        painter.setFont(letters.font)
        painter.setPen(QColor(self._tokens.muted))
        top = box.y + (box.height - len(lines) * letters.height) / 2
        for line in lines:
            text = letters.text(line, room, whole_words=True)
            left = round(box.x + (box.width - text.size().width()) / 2)
            painter.drawStaticText(QPointF(left, letters.top(top)), text)
            top += letters.height

    def _lines(self, said: Sequence[str], room: int, most: int) -> list[str]:
        """At most so many; a text that needs more ends in an ellipsis, so that a part is not taken for the whole."""
        lines: list[str] = []
        for one in said:
            wrapped, left = self._letters.line.wrapped(one, room), most - len(lines)
            if left < 1:
                break
            if len(wrapped) > left:
                wrapped[left - 1 :] = [" ".join(wrapped[left - 1 :])]
            lines += wrapped
        return lines


def _widest_gap(box: Box, column: PlacedColumn) -> Box:
    """The highest part of a box in which no card stands, so that its words can be read."""
    top, gaps = box.y, [Box(box.x, box.y, box.width, 0)]
    for card in sorted((one.box for one in column.cards if one.box.meets(box)), key=lambda card: card.y):
        gaps.append(Box(box.x, top, box.width, card.y - top))
        top = max(top, card.bottom)
    gaps.append(Box(box.x, top, box.width, box.bottom - top))
    return max(gaps, key=lambda gap: gap.height)


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
