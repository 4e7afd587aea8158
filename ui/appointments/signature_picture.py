"""A signature as it is painted: lines of points of a field of 1000 by 400, in the ink of the theme."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.texts import _
from ui.theme import current

ACROSS: Final = 1000
DOWN: Final = 400
Strokes = tuple[tuple[tuple[int, int], ...], ...]
"""Lines of points, whole numbers from 0 to ACROSS and from 0 to DOWN."""
_PEN_SHARE: Final = 0.008
"""Width of the line as a share of the field's, and at least one and a half pixels."""


def paint_strokes(painter: QPainter, area: QRectF, strokes: Strokes, colour: str) -> None:
    """Paint them into `area`, which is as much wider than high as the field they were drawn on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), max(1.5, area.width() * _PEN_SHARE))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for stroke in strokes:
        points = [_placed(area, *point) for point in stroke]
        if len(points) == 1:
            painter.drawPoint(points[0])
        elif points:
            painter.drawPath(_path(points))
    painter.restore()


def _placed(area: QRectF, x: int, y: int) -> QPointF:
    return QPointF(area.left() + x / ACROSS * area.width(), area.top() + y / DOWN * area.height())


def _path(points: list[QPointF]) -> QPainterPath:
    """A curve through the middles between the points: what a hand drew has no corners."""
    path = QPainterPath(points[0])
    for before, after in pairwise(points[1:]):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(points[-1])
    return path


class SignaturePicture(QWidget):
    """A signature that was kept; nothing can be done with it."""

    def __init__(self, width: int, name: str) -> None:
        """`width` in logical pixels; the height follows."""
        super().__init__()
        self.setObjectName(name)
        self._strokes: Strokes = ()
        self._size = QSize(width, width * DOWN // ACROSS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self._size

    def show_strokes(self, strokes: Strokes, signer: str) -> None:
        """Show this signature, of somebody of that name."""
        self._strokes = strokes
        self.setAccessibleName(_("Signature of {name}").format(name=signer))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        paint_strokes(QPainter(self), QRectF(self.rect()), self._strokes, current().text)
