"""The product's mark, drawn: a day's page with its tick; in the window's corner and above the sign-in form."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import current

_SIDES = (16, 24, 32, 48, 64, 128, 256)


def paint_mark(painter: QPainter, square: QRectF) -> None:
    """Paint the mark into `square` in the theme's accent."""
    tokens = current()
    side = square.width()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawRoundedRect(square, side * 0.24, side * 0.24)

    def at(x: float, y: float) -> QPointF:
        return square.topLeft() + QPointF(x * side, y * side)

    pen = QPen(QColor(tokens.on_accent), side * 0.07)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at(0.25, 0.29), at(0.75, 0.77)), side * 0.08, side * 0.08)
    painter.drawLine(at(0.38, 0.21), at(0.38, 0.33))
    painter.drawLine(at(0.62, 0.21), at(0.62, 0.33))
    painter.drawPolyline(QPolygonF([at(0.385, 0.55), at(0.47, 0.635), at(0.625, 0.46)]))


class Mark(QWidget):
    """The mark as a small picture."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        paint_mark(QPainter(self), QRectF(self.rect()))


def window_icon() -> QIcon:
    """The mark in the sizes that window systems ask for."""
    made = QIcon()
    for side in _SIDES:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_mark(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
