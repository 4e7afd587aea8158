"""Paints a cell of the lists: two lines, the service's colour, the status by sign and word, calm bars until then."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from frontdesk.views.lists import ListRow, Sort
from ui.appointment_list.model import BELOW, ListModel
from ui.theme import current, icon
from ui.widgets.painting import mirrored, paint_ground, paint_text

ROW_HEIGHT = 52
_SHOWN = Qt.ItemDataRole.DisplayRole
_ICON = 14
_BAR = 4
_GAP = 6


class ListCell(QStyledItemDelegate):
    """One look for every column; text is always plain."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, ListModel):
            return
        row = model.row_at(index.row())
        column = model.columns[index.column()]
        painter.save()
        paint_ground(painter, option, first=index.column() == 0)
        if row is None:
            index.data()  # says that it is wanted
            self._paint_coming(painter, option)
        else:
            area = self._paint_mark(painter, option, model, row, column.sort)
            self._paint_lines(painter, option, area, index, strong=column.strong)
        painter.restore()

    def _paint_lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        strong: bool,
    ) -> None:
        tokens = current()
        inner = mirrored(option.direction, option.rect, area)
        above, below = (_apart(str(index.data(role) or ""), option.direction) for role in (_SHOWN, BELOW))
        if below:
            top = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
            under = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.height() - top.height())
            paint_text(painter, under, below, tokens.muted)
            inner = top
        paint_text(painter, inner, above, tokens.text, strong=strong)

    def _paint_mark(
        self, painter: QPainter, option: QStyleOptionViewItem, model: ListModel, row: ListRow, sort: Sort
    ) -> QRect:
        """The service's bar or the status' sign; returns where the words go, as if written from left to right."""
        area: QRect = option.rect.adjusted(12, 8, -6, -8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if sort is Sort.SERVICE:
            bar = QRect(area.left(), area.top() + 1, _BAR, area.height() - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().service(row.colour).bar))
            painter.drawRoundedRect(QRectF(mirrored(option.direction, option.rect, bar)), _BAR / 2, _BAR / 2)
            return area.adjusted(_BAR + _GAP, 0, 0, 0)
        if sort is Sort.STATUS:
            looked = model.look(row)
            line = area.height() // 2 if model.columns[5].below(row, model.at) else area.height()
            mark = QRect(area.left(), area.top() + (line - _ICON) // 2, _ICON, _ICON)
            icon(looked.icon, looked.colour).paint(painter, mirrored(option.direction, option.rect, mark))
            return area.adjusted(_ICON + _GAP, 0, 0, 0)
        return area

    def _paint_coming(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        area: QRect = option.rect.adjusted(12, 12, -24, -12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().faint_line))
        for top, part in ((area.top(), 0.7), (area.bottom() - 7, 0.45)):
            bar = QRect(area.left(), top, round(area.width() * part), 8)
            painter.drawRoundedRect(QRectF(mirrored(option.direction, option.rect, bar)), 4, 4)


def _apart(text: str, direction: Qt.LayoutDirection) -> str:
    """Text in the order of its own writing, also where lines are read from right to left: +351, 10:20 to 11."""
    if direction == Qt.LayoutDirection.LeftToRight or not text:
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
