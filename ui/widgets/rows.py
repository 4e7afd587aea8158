"""A list of two-line rows: a title, a line below it, words at the right; painted, so that thousands scroll smoothly."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import current, icon
from ui.widgets.painting import fitted, mirrored, paint_ground, paint_text

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_ENDLESS = 100_000
"""A width, logical pixels, that no title fills."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `key` is what the signals give back; `spoken` is what screen readers say, else title and line."""

    key: object
    title: str
    line: str = ""
    right: str = ""
    right_line: str = ""
    icon: str = ""
    colour: str = "muted"
    spoken: str = ""
    right_colour: str = ""
    """Of the words at the right; that of the icon where it is empty."""
    right_whole: bool = False
    """The words at the right are a time: a long title gives way to them."""
    heading: bool = False
    """Over the rows of a group: it cannot be chosen."""


class RowModel(QAbstractListModel):
    """The rows of a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken or ", ".join(part for part in (row.title, row.line, row.right, row.right_line) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if index.isValid() and self.rows[index.row()].heading else super().flags(index)

    def put(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def append(self, rows: Sequence[Row]) -> None:
        """Show these rows below the others."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()


class RowDelegate(QStyledItemDelegate):
    """Paints a row: icon, title above line, and the words at the right."""

    def __init__(self, parent: QObject | None = None, *, padding: int = 16) -> None:
        super().__init__(parent)
        self._padding = padding

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802  Qt's name
        row: Row = index.data(_ROW)
        return QSize(120, 50 if row.line or row.right_line else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(_ROW)
        rect: QRect = option.rect
        painter.save()
        if row.heading:
            below = rect.adjusted(self._padding, 8, -self._padding, 0)
            paint_text(painter, below, row.title, current().muted, size="small", strong=True)
            painter.restore()
            return
        paint_ground(painter, option)
        inner = rect.adjusted(self._padding, 7, -self._padding, -7)
        self._paint_words(painter, self.paint_mark(painter, option, row, inner), row, option.direction)
        painter.restore()

    def paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, inner: QRect) -> QRect:
        """Paint the icon where there is one; gives the room that is left for the words."""
        if not row.icon:
            return inner
        mark = QRect(inner.left(), option.rect.center().y() - 9, 18, 18)
        icon(row.icon, row.colour).paint(painter, mirrored(option.direction, inner, mark))
        return mirrored(option.direction, inner, inner.adjusted(30, 0, 0, 0))

    def _paint_words(self, painter: QPainter, inner: QRect, row: Row, direction: Qt.LayoutDirection) -> None:
        two = bool(row.line or row.right_line)
        top = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2 if two else inner.height())
        below = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.height() - top.height())
        tokens = current()
        room = top.width() if row.right_whole else _room_at_right(row.title, top.width())
        used = _right(
            painter,
            mirrored(direction, top, top.adjusted(top.width() - room, 0, 0, 0)),
            row.right,
            tokens.colour(row.right_colour or row.colour),
            size="normal" if not two else "small",
        )
        title = mirrored(direction, top, top.adjusted(0, 0, -used, 0))
        paint_text(painter, title, row.title, tokens.text, strong=True)
        if two:
            used = _right(painter, below, row.right_line, tokens.muted, size="small")
            line = mirrored(direction, below, below.adjusted(0, 0, -used, 0))
            paint_text(painter, line, row.line, tokens.muted, size="small")


def _room_at_right(title: str, width: int) -> int:
    """What the title leaves of the line, and a quarter at least: of the two the title is what people look for."""
    return max(width - ceil(fitted(title, _ENDLESS, strong=True).width) - 12, width // 4)


def _right(painter: QPainter, rect: QRect, text: str, colour: str, *, size: str) -> int:
    """Paint at the right end; give the width that it took."""
    return paint_text(painter, rect, text, colour, size=size, align=Qt.AlignmentFlag.AlignRight) + 12 if text else 0


class RowList(QListView):
    """The list: `chosen` when a row becomes current, `opened` by Enter or double click, `end_near` to load more."""

    chosen = Signal(object)
    opened = Signal(object)
    end_near = Signal()

    def __init__(self, *, name: str, what: str, framed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setProperty("framed", framed)
        self.model_ = RowModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(RowDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(_ROW).key))
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)

    def set_rows(self, rows: Sequence[Row], *, keep: bool = True) -> None:
        """Show `rows`; with `keep`, what was chosen stays chosen where it is still among them."""
        was = self.current_key() if keep else None
        self.model_.put(rows)
        if was is not None:
            self.select(was)

    def append_rows(self, rows: Sequence[Row]) -> None:
        """Show more rows below."""
        self.model_.append(rows)

    def current_key(self) -> object:
        """The key of the row chosen, or None."""
        index = self.currentIndex()
        return index.data(_ROW).key if index.isValid() else None

    def select(self, key: object) -> bool:
        """Choose the row of that key and bring it into view; False when there is none."""
        for number, row in enumerate(self.model_.rows):
            if row.key == key:
                self.setCurrentIndex(self.model_.index(number))
                return True
        return False

    def select_first(self) -> None:
        """Choose the first row, if there is one."""
        first = next((number for number, row in enumerate(self.model_.rows) if not row.heading), None)
        if first is not None:
            self.setCurrentIndex(self.model_.index(first))

    def currentChanged(self, new: _Index, old: _Index) -> None:  # noqa: N802  Qt's name
        super().currentChanged(new, old)
        if new.isValid():
            self.chosen.emit(new.data(_ROW).key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_key())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # it belongs to what the list stands in
        else:
            super().keyPressEvent(event)

    def _look_ahead(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.height():
            self.end_near.emit()
