"""Paints a cell of the list: the name strong, the rest as it is, a faint line below.

The list is painted anew after each letter that is typed into the search, so a text is laid out once and kept.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current, themed
from ui.widgets.painting import mirrored, paint_ground, text_font

_MOST: Final = 4000
"""Texts that are kept at once."""


class _Laid(NamedTuple):
    """A text as it fits its cell, with its font."""

    text: QStaticText
    font: QFont


class CellDelegate(QStyledItemDelegate):
    """One look for every column; text is always plain."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._laid: dict[tuple[str, int, bool], _Laid] = {}
        themed.changed.connect(self._laid.clear)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        first = index.column() == 0
        paint_ground(painter, option, first=first)
        said = index.data()
        if not said:
            return
        area, direction, tokens = option.rect, option.direction, current()
        inner: QRect = mirrored(direction, area, area.adjusted(12, 0, -8, 0))
        laid = self._of(str(said), inner.width(), strong=first)
        size = laid.text.size()
        left = inner.right() + 1 - size.width() if direction == Qt.LayoutDirection.RightToLeft else inner.left()
        painter.setFont(laid.font)
        painter.setPen(QColor(tokens.text if first else tokens.muted))
        painter.drawStaticText(QPointF(left, inner.top() + (inner.height() - size.height()) / 2), laid.text)

    def _of(self, said: str, width: int, *, strong: bool) -> _Laid:
        key = (said, width, strong)
        found = self._laid.get(key)
        if found is None:
            if len(self._laid) >= _MOST:
                self._laid.clear()
            font = text_font(said, strong=strong)
            text = QStaticText(QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, width))
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(QTransform(), font)
            found = self._laid[key] = _Laid(text, font)
        return found
