"""Text as lists and tables paint it: one line, plain, ending in an ellipsis where there is no room."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ui.theme import font

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


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
