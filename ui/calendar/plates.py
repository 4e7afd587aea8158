"""The grounds of the cards (bar, tint, dashed edge) and their status icons, drawn once for each size and kept."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

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
    service: int
    request: bool
    overbooked: bool


class Plates:
    """Pixmaps at one device pixel ratio in the colours of one theme."""

    def __init__(self, tokens: Tokens, ratio: float) -> None:
        self._tokens = tokens
        self._ratio = ratio
        self._grounds: dict[Ground, QPixmap] = {}
        self._icons: dict[tuple[str, str], QPixmap] = {}

    def ground(self, kind: Ground) -> QPixmap:
        """The ground of a card."""
        made = self._grounds.get(kind)
        if made is None:
            if len(self._grounds) > 2000:  # zooming makes new heights without end
                self._grounds.clear()
            made = self._grounds[kind] = self._draw(kind)
        return made

    def icon(self, name: str, colour: str) -> QPixmap:
        """The status icon of that name in the colour of a token."""
        made = self._icons.get((name, colour))
        if made is None:
            made = self._icons[name, colour] = icon(name, colour).pixmap(QSize(ICON, ICON), self._ratio)
        return made

    def _draw(self, kind: Ground) -> QPixmap:
        pixmap = QPixmap(round(kind.width * self._ratio), round(kind.height * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        colour = self._tokens.service(kind.service)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0, 0, kind.width, kind.height), CORNER, CORNER)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outline, QColor(colour.tint))
        bar = QPainterPath()
        bar.addRect(QRectF(0, 0, BAR, kind.height))
        painter.fillPath(outline.intersected(bar), QColor(colour.bar))
        if kind.request:
            _dashed(painter, kind, QColor(colour.bar))
        if kind.overbooked:
            fold = min(FOLD, kind.height / 3)  # the sign of the status stands above it
            corner = QPainterPath(QPointF(kind.width, kind.height - fold))
            corner.lineTo(kind.width, kind.height)
            corner.lineTo(kind.width - fold, kind.height)
            corner.closeSubpath()
            painter.fillPath(outline.intersected(corner), QColor(self._tokens.warning))
        painter.end()
        return pixmap


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
