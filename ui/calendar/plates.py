"""What is drawn once for each size and kept: grounds of cards (bar, tint, dashed edge), status icons, ring, ghost."""

from collections.abc import Callable, Hashable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from ui.calendar.colouring import Look, Pattern
from ui.theme import Tokens, icon

CORNER = 5.0
BAR = 4.0
FOLD = 12.0
"""Sides of the corner that marks an overbooked card, however narrow it is."""
ICON = 14
"""Width and height of a status icon, logical pixels."""


class Ground(NamedTuple):
    """What makes one ground differ from another."""

    width: int
    height: int
    look: Look
    request: bool = False
    overbooked: bool = False
    mirrored: bool = False


class Plates:
    """Pixmaps at one device pixel ratio in the colours of one theme."""

    def __init__(self, tokens: Tokens, ratio: float) -> None:
        self._tokens = tokens
        self._ratio = ratio
        self._made: dict[Hashable, QPixmap] = {}
        self._icons: dict[tuple[str, str, int], QPixmap] = {}

    def ground(self, kind: Ground) -> QPixmap:
        """The ground of a card."""
        return self.kept(kind, kind.width, kind.height, lambda painter: _draw_ground(painter, kind, self._tokens))

    def icon(self, name: str, colour: str, side: int = ICON) -> QPixmap:
        """The status icon of that name in the colour of a token."""
        made = self._icons.get((name, colour, side))
        if made is None:
            made = self._icons[name, colour, side] = icon(name, colour).pixmap(QSize(side, side), self._ratio)
        return made

    def suits(self, tokens: Tokens, ratio: float) -> bool:
        """Whether they are in the colours of that theme and at that ratio."""
        return (self._tokens, self._ratio) == (tokens, ratio)

    def kept(self, kind: Hashable, width: int, height: int, draw: Callable[[QPainter], None]) -> QPixmap:
        """What `draw` paints for that kind, drawn when it is first asked for."""
        made = self._made.get(kind)
        if made is None:
            if len(self._made) > 2000:  # zooming makes new heights without end
                self._made.clear()
            made = self._made[kind] = self._drawn(width, height, draw)
        return made

    def _drawn(self, width: int, height: int, draw: Callable[[QPainter], None]) -> QPixmap:
        pixmap = QPixmap(round(width * self._ratio), round(height * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
        painter.end()
        return pixmap


def _draw_ground(painter: QPainter, kind: Ground, tokens: Tokens) -> None:
    if kind.mirrored:
        painter.translate(kind.width, 0)
        painter.scale(-1, 1)
    bar, tint = QColor(kind.look.colour.bar), QColor(kind.look.colour.tint)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, kind.width, kind.height), CORNER, CORNER)
    painter.fillPath(outline, tint)
    painter.save()
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    _bar(painter, kind, bar)
    if kind.overbooked:
        fold = min(FOLD, kind.height / 3)  # the sign of the status stands above it
        corner = QPainterPath(QPointF(kind.width, kind.height - fold))
        corner.lineTo(kind.width, kind.height)
        corner.lineTo(kind.width - fold, kind.height)
        corner.closeSubpath()
        painter.fillPath(corner, QColor(tokens.warning))
    painter.restore()
    if kind.request:
        _dashed(painter, kind, bar)


def _bar(painter: QPainter, kind: Ground, colour: QColor) -> None:
    """The bar at the side where reading begins, in the pattern of the look."""
    high = float(kind.height)
    bars: dict[Pattern, list[QRectF]] = {
        Pattern.SOLID: [QRectF(0, 0, BAR, high)],
        Pattern.DOTTED: [QRectF(0, top, BAR, 4) for top in range(0, kind.height, 7)],
        Pattern.HALF: [QRectF(0, 0, BAR, high / 2), QRectF(0, high / 2, 1.2, high / 2)],
        Pattern.DOUBLE: [QRectF(0, 0, BAR, high), QRectF(BAR + 1.5, 0, 1.5, high)],
        Pattern.HOLLOW: [QRectF(0, 0, 1.2, high), QRectF(BAR - 1.2, 0, 1.2, high)],
        Pattern.TEETH: [QRectF(0, 0, 2, high), *(QRectF(0, top, BAR + 1, 2) for top in range(1, kind.height, 4))],
    }
    for part in bars[kind.look.pattern]:
        painter.fillRect(part, colour)


def _dashed(painter: QPainter, kind: Ground, colour: QColor) -> None:
    """An edge of dashes around all but the bar: nobody has agreed to this time yet."""
    pen = QPen(colour, 1.0)
    pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    edge = QPainterPath(QPointF(BAR, 0.5))
    edge.lineTo(kind.width - CORNER, 0.5)
    edge.quadTo(kind.width - 0.5, 0.5, kind.width - 0.5, CORNER)
    edge.lineTo(kind.width - 0.5, kind.height - CORNER)
    edge.quadTo(kind.width - 0.5, kind.height - 0.5, kind.width - CORNER, kind.height - 0.5)
    edge.lineTo(BAR, kind.height - 0.5)
    painter.drawPath(edge)
