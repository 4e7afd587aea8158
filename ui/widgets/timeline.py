"""The dot and the line beside an entry of a history."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current

_DOT = 4


class TimelineMark(QWidget):
    """The dot of an entry and the line to the next."""

    def __init__(self, *, first: bool, last: bool, line_height: int) -> None:
        super().__init__()
        self._first, self._last, self._middle = first, last, line_height / 2
        self.setFixedWidth(20)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(20, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().line))
        middle = self.width() / 2
        if not self._last:
            painter.drawRect(QRectF(middle - 0.5, self._middle + _DOT + 3, 1, self.height()))
        if not self._first:
            painter.drawRect(QRectF(middle - 0.5, 0, 1, max(0.0, self._middle - _DOT - 3)))
        painter.setBrush(QColor(current().accent if self._first else current().outline))
        painter.drawEllipse(QPointF(middle, self._middle), _DOT, _DOT)
