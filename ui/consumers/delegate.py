"""Paints a cell of the list: the name strong, the rest as it is, a faint line below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current
from ui.widgets.painting import paint_text


class CellDelegate(QStyledItemDelegate):
    """One look for every column; text is always plain."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect
        tokens = current()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.accent_tint))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.hover))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.faint_line))
        first = index.column() == 0
        inner = area.adjusted(16 if first else 12, 0, -8, 0)
        paint_text(painter, inner, str(index.data() or ""), tokens.text if first else tokens.muted, strong=first)
        painter.restore()
