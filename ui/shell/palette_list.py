"""The list of the command palette: rows under quiet headings, some of them a step in, some not possible now."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import SPACE, current, icon
from ui.widgets.painting import paint_ground, paint_text
from ui.widgets.rows import Row, RowList, RowModel

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_HEADING, _ONE, _TWO = 28, 36, 50
_ICON = 18


@dataclass(frozen=True, slots=True)
class FoundRow(Row):
    """A row of the palette. A `heading` is no choice; `depth` 1 stands under the row before; `muted`: not now."""

    heading: bool = False
    depth: int = 0
    muted: bool = False


class _FoundModel(RowModel):
    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.rows[index.row()] if index.isValid() else None
        if isinstance(row, FoundRow) and row.heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _FoundDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802  Qt's name
        row: FoundRow = index.data(_ROW)
        return QSize(120, _HEADING if row.heading else _TWO if row.line else _ONE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: FoundRow = index.data(_ROW)
        painter.save()
        if row.heading:
            area = option.rect.adjusted(SPACE[3], SPACE[1], -SPACE[3], 0)
            paint_text(painter, area, row.title, current().muted, size="small", strong=True)
        else:
            paint_ground(painter, option, line=False)
            _paint_row(painter, option, row)
        painter.restore()


def _paint_row(painter: QPainter, option: QStyleOptionViewItem, row: FoundRow) -> None:
    whole: QRect = option.rect

    def place(left: int, top: int, width: int, height: int) -> QRect:
        """From the side where lines begin: the right one in languages written from there."""
        plain = QRect(whole.left() + left, top, width, height)
        return QStyle.visualRect(option.direction, whole, plain)

    tokens = current()
    left = SPACE[3] + row.depth * 30
    middle = whole.top() + (whole.height() - _ICON) // 2
    colour = "disabled" if row.muted else row.colour
    icon(row.icon, colour).paint(painter, place(left, middle, _ICON, _ICON))
    left += 30
    room = whole.width() - left - SPACE[3]
    two = bool(row.line)
    top, high = (whole.top() + 7, (whole.height() - 14) // 2) if two else (whole.top(), whole.height())
    used = _right(painter, place(left, top, room, high), row.right)
    title = tokens.muted if row.muted else tokens.text
    strong = not row.depth
    paint_text(painter, place(left, top, room - used, high), row.title, title, strong=strong)
    if two:
        below = place(left, top + high, room, high)
        paint_text(painter, below, row.line, tokens.muted, size="small")


def _right(painter: QPainter, area: QRect, text: str) -> int:
    """Paint at the far end of the line; the width that it took."""
    if not text:
        return 0
    end = Qt.AlignmentFlag.AlignRight
    return paint_text(painter, area, text, current().muted, size="small", align=end) + SPACE[2]


class FoundList(RowList):
    """Never has the focus itself: the box above it hands its keys on, and says to screen readers what is chosen."""

    def __init__(self, speaker: QWidget, *, name: str, what: str) -> None:
        super().__init__(name=name, what=what)
        self._speaker = speaker
        self.model_ = _FoundModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(_FoundDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_rows(self, rows: Sequence[FoundRow]) -> None:
        """Show these, the first choice chosen; no row is said again that was chosen already."""
        was = self.current_row()
        self.set_rows(rows, keep=False)
        first = next((number for number, row in enumerate(rows) if not row.heading), None)
        if first is not None:
            self.setCurrentIndex(self.model_.index(first))
            self.scrollToTop()
            if rows[first] != was:
                self._say(rows[first])

    def step(self, key: int) -> None:
        """Move the choice as a key does."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}[Qt.Key(key)]
        choices = [number for number, row in enumerate(self.model_.rows) if not getattr(row, "heading", False)]
        if not choices:
            return
        now = self.currentIndex().row()
        at = choices.index(now) if now in choices else 0
        wanted = min(max(at + step, 0), len(choices) - 1)
        self.setCurrentIndex(self.model_.index(choices[wanted]))
        if wanted == 0:
            self.scrollToTop()
        row = self.current_row()
        if row is not None:
            self._say(row)

    def current_row(self) -> FoundRow | None:
        """The row that is chosen."""
        index = self.currentIndex()
        return index.data(_ROW) if index.isValid() else None

    def _say(self, row: FoundRow) -> None:
        if QAccessible.isActive():
            said = row.spoken or ", ".join(part for part in (row.title, row.line, row.right) if part)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._speaker, said))
