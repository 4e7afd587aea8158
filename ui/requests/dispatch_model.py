"""What is to be dispatched as an item model, and how its cells are painted: two lines each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from frontdesk.texts import phone_text
from frontdesk.views.dispatch import DispatchLine
from ui.requests.delegate import TwoLines
from ui.requests.model import BELOW
from ui.texts import _, ago, local, moment
from ui.theme import current, font
from ui.widgets.painting import mirrored, paint_ground, paint_text
from ui.widgets.table import ROW, ColumnModel
from ui.widgets.tip import plain_tip

_WHEN, _SINCE, _MOST = 144, 136, 220
"""The least widths of the first and of the last column, whose times are not cut, and the most, logical pixels."""
_BESIDE: Final = 22
"""Room beside the text of a cell, logical pixels."""
_NARROW: Final = 640
"""With less room than this nobody is told since when it waits."""


@dataclass(frozen=True, slots=True)
class Column:
    """Its heading, its two lines, and its share of the width that both times leave."""

    heading: str
    text: Callable[[DispatchLine, datetime], str]
    below: Callable[[DispatchLine, datetime], str]
    share: int


def columns() -> tuple[Column, ...]:
    """The columns in order, in the window's language."""
    return (
        Column(_("When"), _when, _passed, 0),
        Column(_("Consumer"), lambda line, _now: line.consumer, lambda line, _now: phone_text(line.phone), 34),
        Column(_("Service"), lambda line, _now: line.service, lambda line, _now: line.room, 25),
        Column(_("Rejected by"), _rejected, lambda line, _now: " ".join(line.why.split()), 41),
        Column(_("Waits since"), _since, lambda _line, _now: "", 0),
    )


class DispatchModel(ColumnModel):
    """`show` the appointments as they stand at an instant (aware UTC)."""

    def __init__(self, now: datetime, parent: QObject | None = None) -> None:
        self.columns = columns()
        super().__init__(self.columns, parent)
        self.now = now

    def show(self, lines: Sequence[DispatchLine], now: datetime) -> None:
        """Show these instead."""
        self.now = now
        self.put(tuple(lines))

    def widths(self, room: int) -> list[int]:
        """The width of each column in `room` logical pixels; 0 for one that is not shown."""
        when = self._widest(0, _WHEN, strong=True)
        since = self._widest(len(self.columns) - 1, _SINCE, strong=False) if room >= _NARROW else 0
        left = max(0, room - when - since)
        return [when, *(left * column.share // 100 for column in self.columns[1:-1]), since]

    def _widest(self, column: int, least: int, *, strong: bool) -> int:
        """So wide that no time in that column is cut: days are longer in some languages."""
        metrics = QFontMetrics(font(strong=strong, tabular=True))
        texts = (self.columns[column].text(row, self.now) for row in self.rows)
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return min(max(least, widest + _BESIDE), _MOST)

    def cell(self, row: DispatchLine, column: int, role: int) -> Any:
        said = self.columns[column]
        above, below = said.text(row, self.now), said.below(row, self.now)
        if role == Qt.ItemDataRole.DisplayRole:
            return above
        if role == BELOW:
            return below
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{said.heading}: " + ", ".join(part for part in (above, below) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(part for part in (above, below) if part))
        return None


class DispatchCells(TwoLines):
    """Consumer and time strong; that a start has passed in the colour of danger."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model, tokens = index.model(), current()
        if not isinstance(model, DispatchModel):
            return
        painter.save()
        paint_ground(painter, option, first=index.column() == 0)
        inner = mirrored(option.direction, option.rect, option.rect.adjusted(12, 9, -8, -9))
        above = inner.adjusted(0, 0, 0, -inner.height() // 2)
        under = inner.adjusted(0, above.height(), 0, 0)
        passed = index.column() == 0 and index.data(ROW).start <= model.now
        paint_text(painter, above, str(index.data() or ""), tokens.text, strong=index.column() < 2)
        paint_text(painter, under, str(index.data(BELOW) or ""), tokens.danger if passed else tokens.muted)
        painter.restore()


def _when(line: DispatchLine, now: datetime) -> str:
    return moment(line.wall_start, today=local(now, line.zone).date())


def _passed(line: DispatchLine, now: datetime) -> str:
    return _("Its start has passed") if line.start <= now else ""


def _rejected(line: DispatchLine, _now: datetime) -> str:
    return line.rejected_by or _("Nobody")


def _since(line: DispatchLine, now: datetime) -> str:
    return ago(local(line.since, line.zone), local(now, line.zone).date())
