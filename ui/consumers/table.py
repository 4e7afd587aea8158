"""The list of consumers, painted row by row: the name strong, the rest muted, a faint line below.

It is painted anew after each letter that is typed into the search, and cell by cell that takes longer than a key may.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.consumers.model import ConsumerModel
from ui.texts import _
from ui.theme import current
from ui.widgets.painting import fitted, mirrored, paint_ground
from ui.widgets.table import Table

_ROW_HEIGHT = 36


class _Place(NamedTuple):
    """Where the words of a column begin, or end where lines are read from the right, and how wide they may be."""

    column: int
    at: int
    width: int
    from_right: bool


class ConsumerTable(Table):
    """One look for every column; text is always plain."""

    def __init__(self, model: ConsumerModel) -> None:
        super().__init__(
            model, QStyledItemDelegate(), name="consumers_table", what=_("Consumers"), row_height=_ROW_HEIGHT
        )
        self._consumers = model

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Only the rows that are to be painted."""
        painter, places, area = QPainter(self.viewport()), self._places(), event.rect()
        rows = self._rows_within(area.top(), area.bottom())
        self._paint_grounds(painter, rows)
        worn: QFont | None = None
        for place in places:
            painter.setPen(QColor(current().text if place.column == 0 else current().muted))
            for row, middle in rows:
                said = self._consumers.text(row, place.column)
                if not said:
                    continue
                line = fitted(said, place.width, strong=place.column == 0)
                if line.font is not worn:
                    painter.setFont(line.font)
                    worn = line.font
                left = place.at - line.width if place.from_right else place.at
                painter.drawText(QPointF(left, middle + line.baseline), line.shown)

    def _paint_grounds(self, painter: QPainter, rows: list[tuple[int, float]]) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        state, pointed, chosen = option.state, self._pointed_row(), self.selectionModel()
        for row, middle in rows:
            option.rect = QRect(0, round(middle - _ROW_HEIGHT / 2), self.viewport().width(), _ROW_HEIGHT)
            option.state = state
            if chosen.isRowSelected(row, QModelIndex()):
                option.state |= QStyle.StateFlag.State_Selected
            elif row == pointed:
                option.state |= QStyle.StateFlag.State_MouseOver
            paint_ground(painter, option)

    def _rows_within(self, top: int, bottom: int) -> list[tuple[int, float]]:
        """The rows between these heights, each with the middle of its height, in logical pixels."""
        first, last = self.rowAt(top), self.rowAt(bottom)
        if first < 0:
            return []
        last = last if last >= 0 else len(self._consumers.rows) - 1
        begins = self.rowViewportPosition(first)
        return [(row, begins + (row - first + 0.5) * _ROW_HEIGHT) for row in range(first, last + 1)]

    def _places(self) -> list[_Place]:
        return list(self._each_place())

    def _each_place(self) -> Iterator[_Place]:
        from_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for column in range(len(self._consumers.columns)):
            if self.isColumnHidden(column):
                continue
            area = QRect(self.columnViewportPosition(column), 0, self.columnWidth(column), _ROW_HEIGHT)
            inner = mirrored(self.layoutDirection(), area, area.adjusted(12, 0, -8, 0))
            at = inner.right() + 1 if from_right else inner.left()
            yield _Place(column, at, inner.width(), from_right)

    def _pointed_row(self) -> int:
        """The row under the pointer; -1 without."""
        view = self.viewport()
        return self.rowAt(view.mapFromGlobal(QCursor.pos()).y()) if view.underMouse() else -1
