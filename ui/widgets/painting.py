"""What is painted alike: the ground of a row, text in one line that ends in an ellipsis, and where right is left."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.theme import current, font

_BAR = 3
"""Width of the bar at the left of the row that has the keys, logical pixels."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


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
    painter.setFont(text_font(text, size, strong=strong))
    painter.setPen(QColor(colour))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(_MIDDLE | align), shown)
    return metrics.horizontalAdvance(shown)
