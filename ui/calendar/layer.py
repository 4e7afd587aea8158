"""A pixmap as large as the viewport with the painted cards; only what changed or scrolled in is painted anew."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion


class Layer:
    """Painted at device pixel ratio; coordinates are those of the viewport."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._size = QSize()
        self._ratio = 1.0
        self._dirty = QRegion()

    def fit(self, size: QSize, ratio: float) -> None:
        """Take a size (logical pixels) and device pixel ratio; another one than before means painting all anew."""
        if size == self._size and ratio == self._ratio and not self._pixmap.isNull():
            return
        self._size, self._ratio = QSize(size), ratio
        self._pixmap = QPixmap(size * ratio)
        self._pixmap.setDevicePixelRatio(ratio)
        self._dirty = QRegion()  # what was spoilt of the old size is not part of the new one
        self.spoil()

    def spoil(self, area: QRect | None = None) -> None:
        """What lies in `area` (or all) has to be painted anew."""
        whole = QRect(QPoint(0, 0), self._size)
        self._dirty = self._dirty.united(whole if area is None else area.intersected(whole))

    def scroll(self, dx: int, dy: int) -> None:
        """Move what is painted; the strips that come into view have to be painted."""
        whole = QRect(QPoint(0, 0), self._size)
        moved_x, moved_y = dx * self._ratio, dy * self._ratio
        kept = whole.intersected(whole.translated(dx, dy))
        if kept.isEmpty() or not (moved_x.is_integer() and moved_y.is_integer()):
            self.spoil()
            return
        self._pixmap.scroll(int(moved_x), int(moved_y), QRect(QPoint(0, 0), self._pixmap.size()))
        self._dirty = self._dirty.translated(dx, dy).intersected(whole).united(QRegion(whole).subtracted(QRegion(kept)))

    def paint_onto(self, target: QPainter, area: QRect, paint: Callable[[QPainter, QRect], None]) -> None:
        """Freshen what is spoilt by `paint(painter, rectangle)`, then copy `area` to the target."""
        if not self._dirty.isEmpty():
            painter = QPainter(self._pixmap)
            for part in self._dirty:  # type: ignore[attr-defined]  # iterable at run time, the stubs leave it out
                painter.save()
                painter.setClipRect(part)
                paint(painter, part)
                painter.restore()
            painter.end()
            self._dirty = QRegion()
        ratio = self._ratio
        source = QRect(
            round(area.x() * ratio), round(area.y() * ratio), round(area.width() * ratio), round(area.height() * ratio)
        )
        target.drawPixmap(area, self._pixmap, source)
