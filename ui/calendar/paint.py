"""Paints days laid out, as far as they show in a rectangle: the ground, and the cards that were made ready once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QStaticText

from frontdesk.texts import phone_text
from ui.calendar.colouring import Colouring, look_of
from ui.calendar.ground import ICON_RIGHT, TEXT_TOP, GroundPainter
from ui.calendar.layout import Layout, PlacedCard
from ui.calendar.lettering import Lettering, Letterings
from ui.calendar.measures import Box
from ui.calendar.plates import ICON, Ground, Plates
from ui.calendar.wording import Said, is_past, said_of
from ui.theme import Tokens
from ui.widgets.ellipsis import ELLIPSIS

TEXT_LEFT, NARROW_LEFT = 10, 7
LEAST_FOR_ICON = 56
LEAST_FOR_TIME = 112
"""Width of a card under which the name alone is more use than the time; the axis tells the time."""
QUIET = 0.12
"""How much of the colour of its card the strip of a buffer has."""


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
    bar: str
    buffers: tuple[QRect, ...]


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
        colouring: Colouring = "service",
    ) -> None:
        self.layout = layout
        self.now = now
        self._tokens = tokens
        self._plates = plates
        self._letters = letters
        self._kept = kept
        self._colouring = colouring
        self._ground = GroundPainter(layout, tokens, plates, letters)
        self._drawn: dict[int, Drawn] = {}

    def forget(self, appointment_id: int) -> None:
        """Prepare that card anew when it is painted next: its looks depend on the time and have changed."""
        self._drawn.pop(appointment_id, None)

    def paint(self, painter: QPainter, clip: QRect) -> None:
        """Paints what lies in `clip`, in the layout's coordinates."""
        columns = self.layout.between(clip.left(), clip.right() + 1)
        self._ground.paint(painter, clip, columns)
        top, bottom = clip.top(), clip.bottom() + 1
        self._paint_cards(
            painter,
            [
                self._ready(placed)
                for column in columns
                for placed in column.cards
                if placed.box.y - placed.before < bottom and placed.box.y + placed.box.height + placed.after > top
            ],
        )

    def _paint_cards(self, painter: QPainter, cards: Sequence[Drawn]) -> None:
        """Grounds first, then the texts font by font: changing font or pen costs more than drawing."""
        _paint_buffers(painter, cards)
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
        box, said = placed.box, self._said(placed)
        letters, line = self._letters.title, self._letters.line
        inset = TEXT_LEFT if box.width >= LEAST_FOR_TIME else NARROW_LEFT
        top = box.y + min(TEXT_TOP, (box.height - letters.height) / 2)
        signed = said.sign is not None and box.width >= LEAST_FOR_ICON
        # A narrow card has its sign beside the service, so that the name has the room.
        low = signed and box.width < LEAST_FOR_TIME and box.height >= TEXT_TOP + letters.height + line.height
        beside = ICON + 2 if signed else 0
        title = letters.text(
            said.title if box.width >= LEAST_FOR_TIME else said.name,
            box.width - inset - ICON_RIGHT - (0 if low else beside),
        )
        look = look_of(said, self._tokens, self._colouring)
        marks = said.request, placed.card.overbooked, self.layout.mirrored
        icon_left = box.x + ICON_RIGHT if self.layout.mirrored else box.x + box.width - ICON - ICON_RIGHT
        icon_top = top + (letters.height - ICON) / 2 + (letters.height if low else 0)
        return Drawn(
            placed,
            QPointF(box.x, box.y),
            self._plates.ground(Ground(box.width, box.height, look, *marks)),
            said.over,
            self._text_at(box, inset, top, letters, title),
            title,
            tuple(self._lines(said, box, inset, top + letters.height, beside if low else 0)),
            QPointF(icon_left, round(icon_top)),
            self._plates.icon(*said.sign) if said.sign is not None and signed else None,
            look.colour.bar,
            tuple(_buffers(placed)),
        )

    def _said(self, placed: PlacedCard) -> Said:
        card = placed.card
        known = self._kept.get(card.id)
        if known is None or known.card is not card or known.past != is_past(card, self.now):
            known = self._kept[card.id] = said_of(card, self.now, again=placed.again)
        return known

    def _lines(
        self, said: Said, box: Box, inset: int, top: float, beside: int
    ) -> Iterable[tuple[QPointF, QStaticText]]:
        """The service, with so many pixels left free `beside` it, and the phone where all of it has room."""
        line, width = self._letters.line, box.width - inset - ICON_RIGHT
        if top + line.height <= box.bottom:
            first = said.second if said.second and box.width < LEAST_FOR_TIME else said.service
            text = line.text(first, width - beside, whole_words=True)
            yield self._text_at(box, inset, top, line, text), text
        if said.card.phone and top + 2 * line.height <= box.bottom:
            phone = line.text(phone_text(said.card.phone), width, whole_words=True)
            if ELLIPSIS not in phone.text():  # half a number is none
                yield self._text_at(box, inset, top + line.height, line, phone), phone

    def _text_at(self, box: Box, inset: int, top: float, letters: Lettering, text: QStaticText) -> QPointF:
        """Where a text begins that is aligned to the edge at which reading begins."""
        left = box.x + box.width - inset - text.size().width() if self.layout.mirrored else box.x + inset
        return QPointF(left, letters.top(top))


def _buffers(placed: PlacedCard) -> Iterable[QRect]:
    """Time before and after that is kept free for the card."""
    box = placed.box
    if placed.before:
        yield QRect(box.x + 1, box.y - placed.before, box.width - 2, placed.before)
    if placed.after:
        yield QRect(box.x + 1, box.bottom, box.width - 2, placed.after)


def _paint_buffers(painter: QPainter, cards: Sequence[Drawn]) -> None:
    """Quiet strips under all cards, colour by colour."""
    strips: dict[str, list[QRect]] = {}
    for card in cards:
        if card.buffers:
            strips.setdefault(card.bar, []).extend(card.buffers)
    if not strips:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    for bar, rectangles in strips.items():
        colour = QColor(bar)
        colour.setAlphaF(QUIET)
        painter.setBrush(colour)
        painter.drawRects(rectangles)
