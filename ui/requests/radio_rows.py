"""A short list of which one is chosen: rings with a dot, painted like every other list and gone through by its keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.theme import current
from ui.widgets import Row, RowList
from ui.widgets.painting import mirrored
from ui.widgets.rows import RowDelegate

_RING, _DOT = 6.5, 3.5
"""Radii in logical pixels."""
_BESIDE = 24
_FRAME = 4
"""What the frame of a list takes of its height."""


class _RadioDelegate(RowDelegate):
    """Rows with a ring before them; those of one line are low."""

    def __init__(self, parent: QObject, *, padding: int, low: int) -> None:
        super().__init__(parent, padding=padding)
        self._low = low

    def sizeHint(  # noqa: N802  Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        return hint if hint.height() > 40 else QSize(hint.width(), self._low)

    def paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, inner: QRect) -> QRect:
        """A ring, with a dot in the one chosen; beside the first line."""
        tokens, first = current(), inner.height() // 2 if row.line else inner.height()
        place = QRect(inner.left(), inner.top(), 16, first)
        place = mirrored(option.direction, inner, place)
        center = QPointF(place.center()) + QPointF(0.5, 0.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.outline), 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(center, _RING, _RING)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(center, _DOT, _DOT)
        return mirrored(option.direction, inner, inner.adjusted(_BESIDE, 0, 0, 0))


class RadioRows(RowList):
    """As high as its rows, up to `most` of them; `show_rows` chooses one without saying `chosen`."""

    def __init__(
        self, *, name: str, what: str, framed: bool = False, most: int = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, what=what, framed=framed, parent=parent)
        self._most = most
        self.setItemDelegate(_RadioDelegate(self, padding=12 if framed else 4, low=28))
        self.setProperty("plain", not framed)

    def show_rows(self, rows: Sequence[Row], key: object) -> None:
        """Show these, with the one of that key chosen."""
        self.blockSignals(True)
        self.set_rows(rows, keep=False)
        if not self.select(key):
            self.clearSelection()
        self.blockSignals(False)
        heights = [self.sizeHintForRow(number) for number in range(min(len(rows), self._most))]
        if len(rows) > self._most:
            heights.append(self.sizeHintForRow(self._most) // 2)  # half a row says that there are more
        self.setFixedHeight(sum(heights) + _FRAME)

    def choose_none(self) -> None:
        """None is chosen any more; a click on any chooses it again."""
        self.setCurrentIndex(QModelIndex())
