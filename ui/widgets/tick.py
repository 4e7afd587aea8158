"""A tick box whose words go on in the next line where there is no room: words are longer in other languages."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

from ui.theme import current

_LEAST = 120
"""Logical pixels: a box is not made narrower for its words to wrap."""
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Tick(QCheckBox):
    """A QCheckBox; all of it, the words too, can be clicked."""

    def __init__(self, text: str, *, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        one = super().sizeHint()
        beside = one.width() - self.fontMetrics().horizontalAdvance(self.text())
        room = QRect(0, 0, max(1, width - beside), 10_000)
        words = self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height()
        return one.height() + max(0, words - self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        one = super().sizeHint()
        return QSize(min(_LEAST, one.width()), one.height())

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802  Qt's name
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self.width() >= super().sizeHint().width():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        painter.setPen(QColor(current().text if self.isEnabled() else current().muted))
        painter.drawText(place, _WRAPPED, self.text())
