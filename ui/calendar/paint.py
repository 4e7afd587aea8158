"""Paints a laid-out day: closed and open time, hour lines, leave, and the cards, as far as they show in a rectangle."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QStaticText

from frontdesk.texts import phone_text
from frontdesk.views.day import Card, Held
from ui.calendar.layout import Layout, PlacedCard, PlacedColumn, PlacedHeld, PlacedShade
from ui.calendar.lettering import Letterings
from ui.calendar.measures import Box
from ui.calendar.plates import CORNER, ICON, Ground, Plates
from ui.calendar.wording import Said, held_title, is_past, said_of, shade_lines
from ui.theme import Tokens

TEXT_LEFT = 10
TEXT_TOP = 3
HELD_LEFT = 6
ICON_RIGHT = 5
LEAST_FOR_ICON = 64
LEAST_FOR_TIME = 84
"""Width of a card under which the name alone is more use than the time; the axis tells the time."""
STRIPE = 12


class Drawn(NamedTuple):
    """A card made ready to paint: everything a repaint needs, and nothing to work out."""

    placed: PlacedCard
    at: QPointF
    ground: QPixmap
    muted: bool
    title_at: QPointF
    title: QStaticText
    lines: tuple[tuple[QPointF, QStaticText], ...]
    icon_at: QPointF
    icon: QPixmap | None


class DayPainter:
    """Paints one layout in one theme at one device pixel ratio; what it has prepared it keeps.

    `kept` holds what the cards say and outlives the layouts of a day: zooming moves words, it does not change them.
    """

    def __init__(
        self,
        layout: Layout,
        tokens: Tokens,
        plates: Plates,
        letters: Letterings,
        now: datetime,
        kept: dict[int, Said],
    ) -> None:
        self.layout = layout
        self.now = now
        self._tokens = tokens
        self._plates = plates
        self._letters = letters
        self._kept = kept
        self._drawn: dict[int, Drawn] = {}

    def forget(self, appointment_id: int) -> None:
        """Prepare that card anew when it is painted next: its looks depend on the time and have changed."""
        self._drawn.pop(appointment_id, None)

    def paint(self, painter: QPainter, clip: QRect) -> None:
        """Paints what lies in `clip`, in the layout's coordinates."""
        columns = self.layout.between(clip.left(), clip.right() + 1)
        self._paint_ground(painter, clip, columns)
        top, bottom = clip.top(), clip.bottom() + 1
        self._paint_cards(
            painter,
            [
                self._ready(placed)
                for column in columns
                for placed in column.cards
                if placed.box.y < bottom and placed.box.y + placed.box.height > top
            ],
        )

    def _paint_ground(self, painter: QPainter, clip: QRect, columns: Sequence[PlacedColumn]) -> None:
        painter.fillRect(clip, QColor(self._tokens.closed))
        surface = QColor(self._tokens.surface)
        beyond = QRect(clip)
        beyond.setLeft(max(clip.left(), self.layout.width if columns else 0))
        painter.fillRect(beyond, surface)
        shown = Box(clip.x(), clip.y(), clip.width(), clip.height())
        for column in columns:
            for box in column.open:
                if box.meets(shown):
                    painter.fillRect(box.x, box.y, box.width, box.height, surface)
        self._paint_lines(painter, clip)
        for column in columns:
            for shade in column.shades:
                if shade.box.meets(shown):
                    self._paint_shade(painter, clip, column, shade)
        painter.setPen(QColor(self._tokens.line))
        painter.drawLines([QLineF(c.x + 0.5, clip.top(), c.x + 0.5, clip.bottom() + 1) for c in columns])
        for column in columns:
            for held in column.held:
                if held.box.meets(shown):
                    self._paint_held(painter, held)

    def _paint_lines(self, painter: QPainter, clip: QRect) -> None:
        left, right = clip.left(), clip.right() + 1
        shown = [mark for mark in self.layout.marks if clip.top() - 1 <= mark.y <= clip.bottom() + 1]
        faint = QPen(QColor(self._tokens.faint_line), 1)
        for colour, whole in ((faint, False), (QPen(QColor(self._tokens.line), 1), True)):
            painter.setPen(colour)
            painter.drawLines([QLineF(left, m.y + 0.5, right, m.y + 0.5) for m in shown if m.whole is whole])

    def _paint_shade(self, painter: QPainter, clip: QRect, column: PlacedColumn, shade: PlacedShade) -> None:
        box = shade.box
        area = QRect(box.x + 1, box.y, box.width - 1, box.height)
        part = area.intersected(clip)
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.fillRect(part, QColor(self._tokens.closed))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._tokens.faint_line), STRIPE / 2))
        painter.drawLines(list(_stripes(part)))
        painter.restore()
        said = shade_lines(shade.shade, column.column, self.layout.day.zone)
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
        letters, left = self._letters.line, box.x + HELD_LEFT + ICON + 4
        painter.setFont(letters.font)
        painter.setPen(QColor(self._tokens.muted))
        top = box.y + max(0.0, min(TEXT_TOP, (box.height - letters.height) / 2))
        sign_at = QPointF(box.x + HELD_LEFT, round(top + (letters.height - ICON) / 2))
        for line in (held_title(held), held.staff):
            text = letters.text(line, box.right - left - ICON_RIGHT)
            ground = QRectF(box.x + HELD_LEFT, top, left - box.x - HELD_LEFT + text.size().width() + 2, letters.height)
            painter.fillRect(ground.intersected(QRectF(*box).adjusted(2, 2, -2, -2)), QColor(self._tokens.closed))
            painter.drawStaticText(QPointF(left, letters.top(top)), text)
            top += letters.height
            if top + letters.height > box.bottom - 1:
                break
        painter.drawPixmap(sign_at, self._plates.icon("ph.hand", "muted"))

    def _paint_words(self, painter: QPainter, box: Box, said: Sequence[str]) -> None:
        """Lines in the middle of a box."""
        letters = self._letters.line
        painter.setFont(letters.font)
        painter.setPen(QColor(self._tokens.muted))
        top = box.y + (box.height - len(said) * letters.height) / 2
        for line in said:
            text = letters.text(line, box.width - 16, whole_words=True)
            left = round(box.x + (box.width - text.size().width()) / 2)
            painter.drawStaticText(QPointF(left, letters.top(top)), text)
            top += letters.height

    def _paint_cards(self, painter: QPainter, cards: Sequence[Drawn]) -> None:
        """Grounds first, then the texts font by font: changing font or pen costs more than drawing."""
        for card in cards:
            painter.drawPixmap(card.at, card.ground)
        painter.setFont(self._letters.title.font)
        painter.setPen(QColor(self._tokens.text))
        for card in cards:
            if not card.muted:
                painter.drawStaticText(card.title_at, card.title)
        painter.setPen(QColor(self._tokens.muted))
        for card in cards:
            if card.muted:
                painter.drawStaticText(card.title_at, card.title)
        painter.setFont(self._letters.line.font)
        for card in cards:
            for at, line in card.lines:
                painter.drawStaticText(at, line)
        for card in cards:
            if card.icon is not None:
                painter.drawPixmap(card.icon_at, card.icon)

    def _ready(self, placed: PlacedCard) -> Drawn:
        made = self._drawn.get(placed.card.id)
        if made is None:
            made = self._drawn[placed.card.id] = self._prepare(placed)
        return made

    def _prepare(self, placed: PlacedCard) -> Drawn:
        box, said = placed.box, self._said(placed.card)
        signed = said.sign is not None and box.width >= LEAST_FOR_ICON
        room = box.width - TEXT_LEFT - (ICON + ICON_RIGHT + 2 if signed else ICON_RIGHT)
        height = self._letters.title.height
        top = box.y + min(TEXT_TOP, (box.height - height) / 2)
        left = box.x + TEXT_LEFT
        return Drawn(
            placed,
            QPointF(box.x, box.y),
            self._plates.ground(
                Ground(box.width, box.height, placed.card.colour, said.request, placed.card.overbooked)
            ),
            said.over,
            QPointF(left, self._letters.title.top(top)),
            self._letters.title.text(said.title if box.width >= LEAST_FOR_TIME else said.name, room),
            tuple(self._lines(said, box, left, top + height)),
            QPointF(box.x + box.width - ICON - ICON_RIGHT, round(top + (height - ICON) / 2)),
            self._plates.icon(*said.sign) if said.sign is not None and signed else None,
        )

    def _said(self, card: Card) -> Said:
        known = self._kept.get(card.id)
        if known is None or known.card is not card or known.past != is_past(card, self.now):
            known = self._kept[card.id] = said_of(card, self.now)
        return known

    def _lines(self, said: Said, box: Box, left: int, top: float) -> Iterable[tuple[QPointF, QStaticText]]:
        line, width = self._letters.line, box.width - TEXT_LEFT - ICON_RIGHT
        if top + line.height <= box.bottom:
            yield QPointF(left, line.top(top)), line.text(said.service, width, whole_words=True)
        if said.card.phone and top + 2 * line.height <= box.bottom:
            phone = line.text(phone_text(said.card.phone), width, whole_words=True)
            yield QPointF(left, line.top(top + line.height)), phone


def _stripes(area: QRect) -> Iterable[QLineF]:
    """Diagonals over `area`, the same wherever it is cut, so that a strip scrolled in joins what is there."""
    first = (area.left() + area.top()) // STRIPE * STRIPE
    for diagonal in range(first, area.right() + area.bottom() + STRIPE, STRIPE):
        yield QLineF(
            diagonal - area.top() + STRIPE,
            area.top() - STRIPE,
            diagonal - area.bottom() - STRIPE,
            area.bottom() + STRIPE,
        )
