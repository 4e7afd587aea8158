"""The table of the first openings: the days at the left stay while the times scroll, arrow keys choose."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from frontdesk.views.openings import Opening
from ui.openings.day_lines import WHO, DayLine, DayLines, Index
from ui.texts import _
from ui.theme import RADIUS, current, font
from ui.widgets.painting import cut, mirrored

ROW_HEIGHT: Final = 34
_DAY_WIDTH: Final = 104
_PADDING, _GAP = 10, 6
_NAME_WIDTH: Final = 96
"""A clinician's name takes at most this, then it is cut with an ellipsis."""


class DayTable(QTableView):
    """`chosen` with an Opening or None whenever another one is; `taken` when it is double-clicked.

    It never has the focus: letters and arrows belong to the service beside it, which hands the arrows on.
    """

    chosen = Signal(object)
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = DayLines(self)
        self._lost: Opening | None = None
        self.setModel(self.lines)
        self.setItemDelegate(_TimeDelegate(self))
        self.setObjectName("first_openings_table")
        self.setAccessibleName(_("First openings, a line a day"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("framed", True)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(24)
        days = self.verticalHeader()
        days.setMinimumWidth(_DAY_WIDTH)  # wider where its words are longer
        days.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        days.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        days.setDefaultSectionSize(ROW_HEIGHT)
        days.setHighlightSections(False)
        days.setSectionsClickable(True)
        days.setFont(font())
        days.sectionClicked.connect(self._choose_day)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(self.lines.opening(now)))
        self.doubleClicked.connect(lambda index: self.taken.emit() if self.lines.opening(index) else None)

    def show_lines(self, lines: Sequence[DayLine], names: Mapping[int, str], today: date) -> Opening | None:
        """Show these days; what was chosen stays chosen. What was chosen and is no longer there is given back.

        Then nothing is chosen, and the next arrow key begins near it; at first the first time there is is chosen.
        """
        before = self.opening()
        self.lines.show(lines, names, today)
        self.clearSpans()
        for number, line in enumerate(self.lines.lines):
            if not line.openings and self.lines.columnCount() > 1:
                self.setSpan(number, 0, 1, self.lines.columnCount())
        self._share_width()
        if before is None and self._lost is None:
            self._choose_first()
            return None
        place = self.lines.place_of(before) if before is not None else None
        if place is not None:
            self._choose(*place)
            return None
        self._lost = before or self._lost
        self.chosen.emit(None)
        return self._lost

    def forget(self) -> None:
        """Show nothing, and remember nothing of what was chosen."""
        self._lost = None
        self.setCurrentIndex(QModelIndex())
        self.show_lines((), {}, date.min)

    def opening(self) -> Opening | None:
        """The free time chosen."""
        return self.lines.opening(self.currentIndex())

    def step_day(self, by: int) -> None:
        """Choose the next (1) or the previous (-1) day that has a free time, at about the same time of day."""
        chosen, now = self.opening(), self.currentIndex()
        if chosen is None:
            self._choose_again()
            return
        ahead = [row for row in self._free_rows() if (row - now.row()) * by > 0]
        if ahead:
            row = min(ahead, key=lambda each: abs(each - now.row()))
            self._choose(row, 0 if now.column() == 0 else self.lines.nearest_in(row, chosen))

    def step_time(self, by: int) -> None:
        """Choose the next (1) or the previous (-1) time of the day."""
        now = self.currentIndex()
        if self.opening() is None:
            self._choose_again()
        elif self.lines.opening(now.siblingAtColumn(now.column() + by)) is not None:
            self._choose(now.row(), now.column() + by)

    def _free_rows(self) -> list[int]:
        return [row for row, line in enumerate(self.lines.lines) if line.openings]

    def _choose_first(self) -> None:
        free = self._free_rows()
        if free:
            self._choose(free[0], 0)
        else:
            self.chosen.emit(None)

    def _choose_again(self) -> None:
        """Choose what is nearest to the one that was lost: of its day, or of the first day after it."""
        lost, free = self._lost, self._free_rows()
        if lost is None or not free:
            self._choose_first()
            return
        day = lost.wall_start.date()
        row = next((each for each in free if self.lines.lines[each].day >= day), free[-1])
        self._choose(row, self.lines.nearest_in(row, lost))

    def _choose(self, row: int, column: int) -> None:
        self._lost = None
        index = self.lines.index(row, column)
        self.setCurrentIndex(index)
        if column == 0:
            self.scrollTo(index)
        else:  # the time after it shows too, so that it is seen that there is one
            after = index.siblingAtColumn(column + 1)
            self.scrollTo(after if after.isValid() else index)
            self.scrollTo(index)

    def _choose_day(self, row: int) -> None:
        if self.lines.lines[row].openings:
            self._choose(row, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """As many whole columns as fit share the width."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        time, who = QFontMetrics(font(strong=True, tabular=True)), QFontMetrics(font())
        names = {
            str(self.lines.index(row, column).data(WHO) or "")
            for row, line in enumerate(self.lines.lines)
            for column in range(len(line.openings))
        }
        name = min(_NAME_WIDTH, max((who.horizontalAdvance(each) for each in names if each), default=-_GAP))
        needed = 2 * _PADDING + time.horizontalAdvance("00:00") + _GAP + name + 2
        whole = self.viewport().width()
        side_by_side = min(self.lines.columnCount(), whole // needed)
        self.horizontalHeader().setDefaultSectionSize(whole // max(1, side_by_side))


class _TimeDelegate(QStyledItemDelegate):
    """Paints a time with who gives it; the one chosen in a frame."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  Qt's name
        return QSize(60, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        text = index.data()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, QColor(current().surface))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(current().line))
        area = area.adjusted(0, 0, 0, -1)  # what the line leaves, as beside the days
        if text and isinstance(index.model(), DayLines) and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self._ground(painter, option, area)
            self._time(painter, area.adjusted(_PADDING, 0, -_PADDING, 0), str(text), str(index.data(WHO) or ""))
        elif text:
            painter.setFont(font())
            painter.setPen(QColor(current().muted))
            painter.drawText(area.adjusted(_PADDING, 0, -_PADDING, 0), int(_LEFT), str(text))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        if on or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(QColor(current().accent), 1) if on else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().accent_tint if on else current().hover))
            painter.drawRoundedRect(area.adjusted(2, 3, -3, -3), RADIUS - 2, RADIUS - 2)

    def _time(self, painter: QPainter, area: QRect, time: str, who: str) -> None:
        painter.setFont(font(strong=True, tabular=True))
        painter.setPen(QColor(current().text))
        painter.drawText(area, int(_LEFT), time)
        left = painter.fontMetrics().horizontalAdvance(time) + _GAP
        painter.setFont(font())
        painter.setPen(QColor(current().muted))
        room = mirrored(painter.layoutDirection(), area, area.adjusted(left, 0, 0, 0))
        painter.drawText(room, int(_LEFT), cut(painter, who, room.width()))


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
