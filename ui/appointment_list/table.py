"""The table of the lists: sorted by its headings, columns as wide as a person likes, keys that settle."""

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QToolTip

from frontdesk.rules.words import Action
from frontdesk.views.lists import PAGE, Sort
from ui.appointment_list.delegate import ROW_HEIGHT, ListCell
from ui.appointment_list.model import ListModel
from ui.texts import _
from ui.widgets.table import ROW, Table

SETTLING: Mapping[Qt.Key, Action] = {
    Qt.Key.Key_C: Action.COMPLETE,
    Qt.Key.Key_N: Action.NO_SHOW,
    Qt.Key.Key_R: Action.RESCHEDULE,
    Qt.Key.Key_X: Action.CANCEL,
}
"""One key each to settle what ended without an outcome."""
_PICKING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_LEAST = 72
_LEAST_NAME = 148
"""Widths below which a column, and that of the consumer, is not pressed, logical pixels."""
_GOOD_NAME = 280
_WIDEST = 1.4
"""Once names have room enough, the other columns get up to so many times their width."""
_BOOKED_FROM = 900
"""Where there is less room, when it was booked is left to the panel."""


class ListTable(Table):
    """`sort_wanted` by a heading; `settle_wanted` with an action while `settles`; `scrolled` when other rows show."""

    sort_wanted = Signal(object)
    settle_wanted = Signal(object)
    widened = Signal()

    def __init__(self, model: ListModel) -> None:
        super().__init__(model, ListCell(), name="appointment_list", what=_("Appointments"), row_height=ROW_HEIGHT)
        self.list = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._picks = False
        """The mouse is being pressed, or a key with Shift or Ctrl: Qt says itself what is chosen then."""
        self.settles = False
        self.with_center = False
        self._widths = {column.sort: column.width for column in model.columns}
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(_LEAST)
        header.sectionClicked.connect(self._heading_clicked)
        header.sectionResized.connect(self._resized)
        self._sharing = False
        self.width_changed.connect(lambda _room: self.share_width())

    def show_sort(self, sort: Sort, *, descending: bool) -> None:
        """Mark the heading by which the list is sorted."""
        place = next(n for n, column in enumerate(self.list.columns) if column.sort is sort)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)

    def go_to(self, place: int) -> None:
        """Choose the row at a place, there or not; `selectRow` finds no row where it is read from right to left."""
        choose = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.list.index(place, 0), choose)

    def pages(self) -> tuple[int, ...]:
        """The pages of which rows show, and those that the next turn of the wheel brings."""
        height = self.viewport().height()
        first, last = self.rowAt(0), self.rowAt(height - 1)
        if first < 0:
            return (0,)
        last = self.list.total - 1 if last < 0 else last
        rows = last - first + 1
        return tuple(range(max(0, first - rows) // PAGE, min(self.list.total - 1, last + rows) // PAGE + 1))

    def widths(self) -> list[int]:
        """The width that each column would have if there was room, in the order of the columns."""
        return [self._widths[column.sort] for column in self.list.columns]

    def restore_widths(self, widths: list[int]) -> None:
        """Give the columns widths that were kept."""
        if len(widths) == len(self.list.columns):
            for column, width in zip(self.list.columns, widths, strict=True):
                if column.width:
                    self._widths[column.sort] = max(_LEAST, min(width, 400))
            self.share_width()

    def share_width(self) -> None:
        """The consumer's column takes what the others leave; where that is too little, all of them give."""
        room = self.viewport().width()
        hidden = {Sort.CENTER} if not self.with_center else set()
        if room < _BOOKED_FROM:
            hidden.add(Sort.BOOKED)
        shown = [column for column in self.list.columns if column.sort not in hidden]
        given = sum(self._widths[column.sort] for column in shown if column.width)
        share = max(0.3, min(1.0, (room - _LEAST_NAME) / given), min(_WIDEST, (room - _GOOD_NAME) / given))
        self._sharing = True
        left = room
        for place, column in enumerate(self.list.columns):
            self.setColumnHidden(place, column.sort in hidden)
            if column in shown and column.width:
                width = round(self._widths[column.sort] * share)
                self.setColumnWidth(place, width)
                left -= width
        self.setColumnWidth(1, max(_LEAST, left))
        self._sharing = False

    def _resized(self, place: int, _old: int, width: int) -> None:
        column = self.list.columns[place]
        if not self._sharing and column.width:
            self._widths[column.sort] = width
            self.share_width()
            self.widened.emit()

    def _heading_clicked(self, place: int) -> None:
        sort = self.list.columns[place].sort
        if sort in self.list.unsortable:
            header = self.horizontalHeader()
            at = header.viewport().mapToGlobal(QPoint(header.sectionViewportPosition(place), header.height()))
            QToolTip.showText(at, self.list.why_unsortable, header)
        self.sort_wanted.emit(sort)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """The keys that settle; other letters search for nothing, since the list is not all here."""
        action = SETTLING.get(Qt.Key(event.key())) if self.settles and not event.isAutoRepeat() else None
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if action is not None and plain:
            self.settle_wanted.emit(action)
        elif plain and event.text().isprintable() and event.text():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.list.total:
            self.go_to(0 if event.key() == Qt.Key.Key_Home else self.list.total - 1)
        elif event.key() == Qt.Key.Key_Escape and self.several():
            self.go_to(self.currentIndex().row())
        else:
            self._picks = bool(event.modifiers() & _PICKING)
            super().keyPressEvent(event)
            self._picks = False

    def several(self) -> bool:
        """Whether more than one row is chosen."""
        return sum(map(len, self.chosen_places())) > 1

    def chosen_places(self) -> list[range]:
        """Where the rows stand that are chosen, there or not."""
        selection = self.selectionModel().selection()
        parts = (selection.at(number) for number in range(selection.count()))
        return [range(part.top(), part.bottom() + 1) for part in parts]

    def _moved(self, index: QModelIndex, before: QModelIndex) -> None:
        if self._picks:
            self.moved.emit(index.data(ROW))
        else:
            super()._moved(index, before)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        self._picks = bool(event.modifiers() & _PICKING)
        super().mousePressEvent(event)
        self._picks = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A row that is still on its way is not opened."""
        if self.list.row_at(self.rowAt(event.position().toPoint().y())) is not None:
            super().mouseDoubleClickEvent(event)
