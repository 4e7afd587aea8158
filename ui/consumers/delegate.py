"""Paints a cell of the list: the name strong, the rest as it is, a faint line below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current, font


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
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.faint_line))
        first = index.column() == 0
        painter.setFont(font(strong=first, tabular=not first))
        painter.setPen(QColor(tokens.text if first else tokens.muted))
        inner = area.adjusted(16 if first else 12, 0, -8, 0)
        shown = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()
