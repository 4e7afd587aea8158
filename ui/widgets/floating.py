"""The soft shadow around a part that lies over the window.

Not an effect of Qt's: under one, the part and all of the page beneath it are painted anew for each letter typed in it.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from ui.theme import current

EDGE = 3
"""How much wider a rounded edge is than the square that it stands around, logical pixels."""
_ROUND = 10
"""Radius of the corners, as in the style sheet."""
_VEILS, _VEIL = 12, 4
"""How many veils make a shadow, and how dark each is."""
_FOLLOWED = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide}


class Shadow(QWidget):
    """Lies under `part`, which has a parent, and goes with it; `reach` is how far it is seen, `below` how far it falls.

    With `edged` it also draws the rounded edge around a square part. Such a part can be opaque: then nothing beneath it
    is painted with it.
    """

    def __init__(self, part: QWidget, *, reach: int, below: int, edged: bool = False) -> None:
        super().__init__(part.parentWidget())
        self._part, self._reach, self._below = part, reach, below
        self._edge = EDGE if edged else 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        part.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        around = self._reach + self._edge
        self.setGeometry(self._part.geometry().translated(0, self._below).adjusted(-around, -around, around, around))
        self.setVisible(not self._part.isHidden())
        self.stackUnder(self._part)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in _FOLLOWED:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        around = self._reach + self._edge
        square = self._part.rect().translated(around, around - self._below)
        inside = square if self._edge else square.adjusted(_ROUND, _ROUND, -_ROUND, -_ROUND)
        seen = event.region().subtracted(QRegion(inside))
        if seen.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRegion(seen)
        self._paint_shadow(painter)
        if self._edge:
            painter.setPen(QColor(current().outline))
            painter.setBrush(QColor(current().surface))
            rounded = square.toRectF().adjusted(-self._edge, -self._edge, self._edge, self._edge)
            painter.drawRoundedRect(rounded.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)

    def _paint_shadow(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, _VEIL))
        for step in range(_VEILS):
            inwards = round(self._reach * (step / _VEILS) ** 0.7)
            corner = _ROUND + self._reach - inwards
            painter.drawRoundedRect(self.rect().adjusted(inwards, inwards, -inwards, -inwards), corner, corner)
