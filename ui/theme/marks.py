"""Fusion with the ticks, dots and arrows of our own colours: those of Fusion fall below 3:1 in the dark."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from ui.theme.state import current

_Element = QStyle.PrimitiveElement
_TICKS = {_Element.PE_IndicatorCheckBox, _Element.PE_IndicatorItemViewItemCheck, _Element.PE_IndicatorMenuCheckMark}


class WindowStyle(QProxyStyle):
    """The style of the application."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(  # noqa: N802  Qt's name
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element == _Element.PE_IndicatorRadioButton:
            _draw_radio(painter, option)
        elif element in _TICKS:
            _draw_check(painter, option)
        elif element == _Element.PE_IndicatorArrowDown:
            _draw_arrow(painter, option)
        else:
            super().drawPrimitive(element, option, painter, widget)


def _begin(painter: QPainter, option: QStyleOption) -> tuple[QRectF, bool]:
    """Set pen and brush for a box or ring; give its square and whether it is ticked."""
    tokens = current()
    on = bool(option.state & QStyle.StateFlag.State_On)
    enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    rect = QRectF(option.rect)
    side = min(rect.width(), rect.height(), 16.0)
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = tokens.accent if on else tokens.outline
    painter.setPen(QPen(QColor(line if enabled else tokens.line), 1.2))
    painter.setBrush(QColor((tokens.accent if enabled else tokens.line) if on else tokens.surface))
    return square.adjusted(0.6, 0.6, -0.6, -0.6), on


def _draw_check(painter: QPainter, option: QStyleOption) -> None:
    square, on = _begin(painter, option)
    painter.drawRoundedRect(square, 4, 4)
    if on:
        left, top, side = square.left(), square.top(), square.width()
        pen = QPen(QColor(current().on_accent), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.31))
        painter.drawPolyline(QPolygonF([QPointF(left + x * side, top + y * side) for x, y in points]))
    painter.restore()


def _draw_radio(painter: QPainter, option: QStyleOption) -> None:
    square, on = _begin(painter, option)
    painter.drawEllipse(square)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().on_accent))
        painter.drawEllipse(square.center(), square.width() * 0.22, square.width() * 0.22)
    painter.restore()


def _draw_arrow(painter: QPainter, option: QStyleOption) -> None:
    centre = QRectF(option.rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(current().muted), 1.6))
    painter.drawPolyline(QPolygonF([centre + QPointF(-4, -2), centre + QPointF(0, 2), centre + QPointF(4, -2)]))
    painter.restore()
