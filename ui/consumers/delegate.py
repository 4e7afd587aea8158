"""Paints a cell of the list: the name strong, the rest as it is, a faint line below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current
from ui.widgets.painting import paint_ground, paint_text


class CellDelegate(QStyledItemDelegate):
    """One look for every column; text is always plain."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect
        tokens = current()
        painter.save()
        first = index.column() == 0
        paint_ground(painter, option, first=first)
        inner = area.adjusted(12, 0, -8, 0)
        paint_text(painter, inner, str(index.data() or ""), tokens.text if first else tokens.muted, strong=first)
        painter.restore()
