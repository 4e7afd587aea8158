"""A list in columns: what every table of a page looks like, how it is gone through, and the model behind it."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

ROW: Final = int(Qt.ItemDataRole.UserRole)
"""The role under which each cell gives its whole row."""
Index = QModelIndex | QPersistentModelIndex
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Headed(Protocol):
    """A column, as far as every table needs to know it."""

    @property
    def heading(self) -> str: ...


class Numbered(Protocol):
    """A row, as far as every table needs to know it."""

    @property
    def id(self) -> int: ...


class ColumnModel(QAbstractTableModel):
    """Rows that have ids, under columns that have headings; a subclass says in `cell` what stands where they meet."""

    def __init__(self, columns: Sequence[Headed], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = [column.heading for column in columns]
        self.rows: Sequence[Any] = ()

    def cell(self, row: Any, column: int, role: int) -> Any:
        """What stands in that column of the row, for that role of Qt's."""
        raise NotImplementedError

    def put(self, rows: Sequence[Numbered]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, number: int | None) -> int | None:
        """Where the row of that id stands."""
        return next((place for place, row in enumerate(self.rows) if row.id == number), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        return row if role == ROW else self.cell(row, index.column(), role)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class Table(QTableView):
    """`opened` by Enter or a double click; `moved` with the row that has become current.

    `menu_wanted` with a row and the place on the screen; `width_changed` in pixels.
    """

    opened = Signal()
    moved = Signal(object)
    menu_wanted = Signal(object, QPoint)
    width_changed = Signal(int)

    def __init__(
        self, model: ColumnModel, delegate: QStyledItemDelegate, *, name: str, what: str, row_height: int
    ) -> None:
        """`what` is its accessible name; the height of a row is in logical pixels."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setModel(model)
        self._model = model
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self._dress_headers(row_height)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(self._moved)

    def _dress_headers(self, row_height: int) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def choose(self, number: int | None) -> None:
        """Go to the row of that id, if it is there."""
        row = self._model.row_of(number)
        if row is not None:
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), _CHOOSE)

    def selectRow(self, row: int) -> None:  # noqa: N802  Qt's name
        """Go to that row; Qt's own finds none where lines are read from the right."""
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), _CHOOSE)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Give each column its width in logical pixels."""
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().select(index, _CHOOSE)  # the first row becomes current with the focus, unmarked
        self.moved.emit(index.data(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """The menu key is for the row that is current, the right button for the one under the pointer."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(index.data(ROW), below if by_key else event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self.width_changed.emit(self.viewport().width())
