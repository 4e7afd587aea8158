"""The product's mark, drawn: a day's page with its tick; in the window's corner and above the sign-in form."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

_SIDES = (16, 24, 32, 48, 64, 128, 256)
_STROKE = 0.07
"""Width of the lines, as a share of the side, like all measures below."""


def paint_mark(painter: QPainter, square: QRectF) -> None:
    """Paint the mark into `square` in the palette's accent; its brushes are there, making one loads Qt's namespace."""
    palette = QGuiApplication.palette()
    ink = palette.highlightedText()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(square.topLeft())
    painter.scale(square.width(), square.height())
    painter.fillPath(_rounded(0, 0, 1, 1, 0.24), palette.highlight())
    page = _rounded(0.215, 0.255, 0.57, 0.55, 0.115)
    page.addPath(_rounded(0.215 + _STROKE, 0.255 + _STROKE, 0.57 - 2 * _STROKE, 0.55 - 2 * _STROKE, 0.045))
    painter.fillPath(page, ink)
    for x in (0.38, 0.62):
        painter.fillPath(_rounded(x - _STROKE / 2, 0.175, _STROKE, 0.19, _STROKE / 2), ink)
    painter.translate(0.47, 0.635)
    for degrees, length in ((-135.0, 0.15), (-48.5, 0.255)):  # the two arms of the tick, from where they meet
        painter.save()
        painter.rotate(degrees)
        painter.fillPath(_rounded(-_STROKE / 2, -_STROKE / 2, length, _STROKE, _STROKE / 2), ink)
        painter.restore()
    painter.restore()


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


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
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        paint_mark(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
