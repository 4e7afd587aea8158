"""The waiting list as an item model, and how its cells are painted: two lines each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from frontdesk.rules.waiting import SOON, URGENT
from frontdesk.rules.words import Status
from frontdesk.texts import phone_text
from frontdesk.views.waiting import WaitingLine
from ui.requests.delegate import TwoLines
from ui.requests.model import BELOW
from ui.texts import _, ago, local, moment
from ui.theme import current, icon
from ui.widgets.painting import mirrored, paint_ground, paint_text
from ui.widgets.table import ROW, ColumnModel
from ui.widgets.tip import plain_tip
from ui.wish_words import priority_word, wish_words

_LEAST: Final = 120
"""Width of the column that takes what is left, logical pixels."""
_NARROW: Final = 680
"""Narrower than that, since when they wait is not shown: they stand in that order, and a number is never cut."""
_SHARES_IN_NARROW: Final = (29, 27, 24, 20, 0)
_SIGN, _GAP = 14, 6
_SIGNS: Final = {SOON: ("ph.caret-double-up", "danger"), URGENT: ("ph.caret-up", "warning")}


@dataclass(frozen=True, slots=True)
class Column:
    """Its heading, its two lines, and its share of the width."""

    heading: str
    text: Callable[[WaitingLine, datetime], str]
    below: Callable[[WaitingLine, datetime], str]
    share: int


def columns() -> tuple[Column, ...]:
    """The columns in order, in the window's language."""
    return (
        Column(_("Priority"), lambda line, _now: priority_word(line.wish.priority), _nothing, 21),
        Column(_("Consumer"), lambda line, _now: line.consumer, lambda line, _now: phone_text(line.phone), 19),
        Column(_("Service"), lambda line, _now: line.service, _has, 21),
        Column(_("Waits for"), _wishes, lambda line, _now: " ".join(line.wish.remark.split()), 21),
        Column(_("Since"), _since, _nothing, 18),
    )


class WaitingModel(ColumnModel):
    """`show` those who wait as they stand at an instant (aware UTC)."""

    def __init__(self, now: datetime, parent: QObject | None = None) -> None:
        self.columns = columns()
        super().__init__(self.columns, parent)
        self.now = now

    def show(self, lines: Sequence[WaitingLine], now: datetime) -> None:
        """Show these instead."""
        self.now = now
        self.put(tuple(lines))

    def widths(self, room: int) -> list[int]:
        """The width of each column in `room` logical pixels; 0 for one that is not shown."""
        if room < _NARROW:
            return [room * share // 100 for share in _SHARES_IN_NARROW]
        widths = [room * column.share // 100 for column in self.columns]
        return [*widths[:-1], max(_LEAST, room - sum(widths[:-1]))] if room > _LEAST else widths

    def cell(self, row: WaitingLine, column: int, role: int) -> Any:
        said = self.columns[column]
        above, below = said.text(row, self.now), said.below(row, self.now)
        both = [part for part in (above, below) if part]
        if role == Qt.ItemDataRole.DisplayRole:
            return above
        if role == BELOW:
            return below
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{said.heading}: " + ", ".join(both)
        return plain_tip("\n".join(both)) if role == Qt.ItemDataRole.ToolTipRole else None


class WaitingCells(TwoLines):
    """The consumer strong; how soon it is to be has a sign beside its words."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = current()
        painter.save()
        paint_ground(painter, option, first=index.column() == 0)
        inner = mirrored(option.direction, option.rect, option.rect.adjusted(12, 9, -8, -9))
        above = inner.adjusted(0, 0, 0, -inner.height() // 2)
        under = inner.adjusted(0, above.height(), 0, 0)
        sign = _SIGNS.get(index.data(ROW).wish.priority) if index.column() == 0 else None
        if sign is not None:
            above = _paint_sign(painter, option, above, *sign)
        paint_text(painter, above, str(index.data() or ""), tokens.text, strong=index.column() == 1)
        paint_text(painter, under, str(index.data(BELOW) or ""), tokens.muted)
        painter.restore()


def _paint_sign(painter: QPainter, option: QStyleOptionViewItem, line: QRect, name: str, colour: str) -> QRect:
    """Paint the sign at the line's beginning; gives the room that is left."""
    mark = QRect(line.left(), line.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
    icon(name, colour).paint(painter, mirrored(option.direction, line, mark))
    return mirrored(option.direction, line, line.adjusted(_SIGN + _GAP, 0, 0, 0))


def _nothing(_line: WaitingLine, _now: datetime) -> str:
    return ""


def _has(line: WaitingLine, now: datetime) -> str:
    """What they have: nothing, an offer that is not answered yet, or a time that they would change."""
    if line.wall_start is None:
        return ""
    when = moment(line.wall_start, today=local(now, line.zone).date())
    if line.status is Status.PENDING:
        return _("Offered {when}, not answered yet").format(when=when)
    return _("Has {when}").format(when=when)


def _wishes(line: WaitingLine, now: datetime) -> str:
    return wish_words(line.wish, line.wished_clinician, local(now, line.zone).date())


def _since(line: WaitingLine, now: datetime) -> str:
    return ago(local(line.since, line.zone), local(now, line.zone).date())
