"""A drop-down to choose one of few from, with the arrow that says so."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui.theme import icon
from ui.widgets.painting import mirrored

_ARROW = 14
_LEAST = 120
"""Width down to which its words may be cut, logical pixels."""
_MARGIN = 2
"""Pixels that the style keeps free on both sides of the words."""


class DropDown(QComboBox):
    """A combo box that is not typed into; its style sheet takes the style's own arrow away."""

    def __init__(self, *, name: str, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """A long name among the choices must not hold what is around it wide: what shows ends in an ellipsis."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), _LEAST), least.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        self.paint_words(QStylePainter(self))

    def paint_words(self, painter: QStylePainter, beside: int = 0) -> QRect:
        """Draw all of it, words that are too long with an ellipsis; so many pixels at their right are left free.

        Returns where words may be, the free ones with them.
        """
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        place = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        if self.currentIndex() < 0:
            option.currentText = self.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        room = place.width() - beside - 2 * _MARGIN
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        self._paint_arrow(painter)
        return place

    def _paint_arrow(self, painter: QPainter) -> None:
        """Draw the arrow at the right end."""
        top = (self.height() - _ARROW) // 2
        name = "muted" if self.isEnabled() else "disabled"
        place = QRect(self.width() - _ARROW - 10, top, _ARROW, _ARROW)
        icon("ph.caret-down", name).paint(painter, mirrored(self.layoutDirection(), self.rect(), place))
