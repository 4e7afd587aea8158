"""Paints a cell of the list of requests: two lines, the chosen row tinted, an icon before what waits."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.requests.model import BELOW, RequestModel
from ui.theme import current, icon
from ui.widgets.painting import mirrored, paint_ground, paint_text

ROW_HEIGHT = 56
_ICON = 14


class TwoLines(QStyledItemDelegate):
    """One look for every column; text is always plain."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, RequestModel):
            return
        column, area, tokens = model.columns[index.column()], option.rect, current()
        painter.save()
        paint_ground(painter, option, first=index.column() == 0)
        inner = mirrored(option.direction, area, area.adjusted(12, 9, -8, -9))
        below = str(index.data(BELOW) or "")
        top = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        text = top
        if column.icon:
            mark = QRect(top.left(), top.center().y() - _ICON // 2, _ICON, _ICON)
            icon(column.icon, "muted").paint(painter, mirrored(option.direction, top, mark))
            text = mirrored(option.direction, top, top.adjusted(_ICON + 6, 0, 0, 0))
        paint_text(painter, text, str(index.data() or ""), tokens.text, strong=column.strong)
        if below:
            under = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.height() - top.height())
            paint_text(painter, under, below, tokens.muted)
        painter.restore()
