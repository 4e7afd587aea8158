"""What is painted alike: the ground of a row, text in one line that ends in an ellipsis, and where right is left."""

from functools import cache, lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.theme import current, font
from ui.widgets.ellipsis import ended

_BAR = 3
"""Width of the bar at the left of the row that has the keys, logical pixels."""


class Line(NamedTuple):
    """A text as it fits its place: the font to paint it in, its width, and its baseline in a line of no height."""

    shown: str
    font: QFont
    width: float
    baseline: float


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool = True, line: bool = True) -> None:
    """The ground of a cell, tinted when chosen, with a faint line below.

    The `first` of a row says by a bar that the list has the keys.
    """
    tokens, state = current(), option.state
    area: QRect = option.rect
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(area, QColor(tokens.accent_tint))
        if first and _has_keys(option.widget):
            bar = QRect(area.left(), area.top(), _BAR, area.height())
            painter.fillRect(mirrored(option.direction, area, bar), QColor(tokens.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, QColor(tokens.hover))
    if line:
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.faint_line))


def mirrored(direction: Qt.LayoutDirection, area: QRect, part: QRect) -> QRect:
    """Where a `part` of `area`, given as if written from left to right, stands in this direction."""
    return QStyle.visualRect(direction, area, part)


def cut(painter: QPainter, text: str, width: int) -> str:
    """`text` as far as the painter's font has room for it in `width`, ended by an ellipsis where that is not all."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
    return ended(shown, mirrored=painter.layoutDirection() == Qt.LayoutDirection.RightToLeft)


def _has_keys(view: QWidget) -> bool:
    """Whether keys go to this list; one that never has the focus gets them from a field beside it."""
    return view.hasFocus() or view.focusPolicy() == Qt.FocusPolicy.NoFocus


def text_font(text: str, size: str = "normal", *, strong: bool = False) -> QFont:
    """The font of a painted text: figures stand under each other, but where a hyphen would stand apart with them."""
    return font(size, strong=strong, tabular="-" not in text)


def paint_text(
    painter: QPainter,
    area: QRect,
    text: str,
    colour: str,
    *,
    size: str = "normal",
    strong: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """Paint `text` in the middle of the height of `area`; returns the width it took, in logical pixels."""
    line = fitted(text, area.width(), size, strong=strong)
    painter.setFont(line.font)
    painter.setPen(QColor(colour))
    from_right = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    free = area.width() - line.width
    if align & Qt.AlignmentFlag.AlignHCenter:
        free /= 2
    elif from_right == bool(align & Qt.AlignmentFlag.AlignRight):
        free = 0
    painter.drawText(QPointF(area.left() + free, area.top() + area.height() / 2 + line.baseline), line.shown)
    return ceil(line.width)


@lru_cache(maxsize=8192)
def fitted(text: str, width: int, size: str = "normal", *, strong: bool = False) -> Line:
    """That text in one line, ended by an ellipsis where it is wider than `width` logical pixels.

    Kept, since lists are painted anew at each key that is typed into their search.
    """
    dress, metrics = _dress(size, strong, "-" not in text)
    shown, wide = text, metrics.horizontalAdvance(text)
    if wide > width:
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        shown = ended(elided, mirrored=QGuiApplication.isRightToLeft())
        wide = metrics.horizontalAdvance(shown)
    return Line(shown, dress, wide, metrics.ascent() - metrics.height() / 2)


@cache
def _dress(size: str, strong: bool, tabular: bool) -> tuple[QFont, QFontMetricsF]:
    made = font(size, strong=strong, tabular=tabular)
    return made, QFontMetricsF(made)
