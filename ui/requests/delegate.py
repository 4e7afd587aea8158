"""Paints a cell of the list of requests: two lines, the sign of how long it is pending, times that break at a dot."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from frontdesk.views.requests import RequestLine
from ui.requests.model import BELOW, Look, RequestModel
from ui.requests.words import is_late, times_words
from ui.theme import current, font, icon
from ui.widgets.painting import mirrored, paint_ground, paint_text
from ui.widgets.table import ROW

ROW_HEIGHT = 56
_SIGN, _GAP = 12, 6
_DOT = " \N{MIDDLE DOT} "


class TwoLines(QStyledItemDelegate):
    """One look for every column; text is always plain."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, RequestModel):
            return
        painter.save()
        paint_ground(painter, option, first=index.column() == 0)
        inner = mirrored(option.direction, option.rect, option.rect.adjusted(12, 9, -8, -9))
        above, below = str(index.data() or ""), str(index.data(BELOW) or "")
        match model.columns[index.column()].look:
            case Look.PENDING:
                self._paint_pending(painter, option, inner, (above, below), late=is_late(index.data(ROW), model.at))
            case Look.TIMES:
                line: RequestLine = index.data(ROW)
                self._paint_lines(painter, inner, *broken(times_words(line, model.at), inner.width()), same=True)
            case look:
                goes_on = not below and look is Look.PLAIN
                lines = broken(tuple(above.split()), inner.width(), " ") if goes_on else (above, below)
                self._paint_lines(painter, inner, *lines, strong=look is Look.STRONG, same=goes_on)
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, inner: QRect, above: str, below: str, *, strong: bool = False, same: bool = False
    ) -> None:
        """One above the other; the lower one muted, unless it is the `same` text going on."""
        tokens = current()
        top = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        under = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.height() - top.height())
        paint_text(painter, top, above, tokens.text, strong=strong)
        if below:
            paint_text(painter, under, below, tokens.text if same else tokens.muted)

    def _paint_pending(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, said: tuple[str, str], *, late: bool
    ) -> None:
        """Round and green in time, a red triangle when late; below it that the managers know."""
        tokens, sign, colour = current(), "ph.triangle-fill" if late else "ph.circle-fill", "danger" if late else "good"
        top = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        mark = QRect(top.left(), top.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
        icon(sign, colour).paint(painter, mirrored(option.direction, top, mark))
        text = mirrored(option.direction, top, top.adjusted(_SIGN + _GAP, 0, 0, 0))
        paint_text(painter, text, said[0], tokens.colour(colour), strong=True)
        if said[1]:
            under = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.height() - top.height())
            paint_text(painter, under, said[1], tokens.danger)


@lru_cache(maxsize=4096)
def broken(parts: tuple[str, ...], width: int, joint: str = _DOT) -> tuple[str, str]:
    """Parts joined in two lines of that width, logical pixels; the second ends in how many more times there are.

    Kept, since each second paints cells of the same rows anew.
    """
    metrics = QFontMetrics(font(tabular=True))
    if len(parts) == 1 and metrics.horizontalAdvance(parts[0]) > width:
        parts, joint = tuple(parts[0].split()), " "
    fitting = len(parts)
    while fitting > 1 and metrics.horizontalAdvance(joint.join(parts[:fitting])) > width:
        fitting -= 1
    rest = parts[fitting:]
    shown = len(rest)
    while joint == _DOT and shown > 1 and metrics.horizontalAdvance(_line(rest, shown)) > width:
        shown -= 1
    return joint.join(parts[:fitting]), _line(rest, shown) if joint == _DOT else joint.join(rest)


def _line(parts: Sequence[str], shown: int) -> str:
    more = len(parts) - shown
    return _DOT.join(parts[:shown]) + (f" +{more}" if more else "")
