"""A button that writes its key beside its word: "Book  Ctrl+N"."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from ui.theme import current, font
from ui.widgets.painting import mirrored

_GAP = 8


class HintedButton(QPushButton):
    """A button that writes its key beside its word, paler: "Book  Ctrl+N"."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self._hint = hint

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return super().sizeHint() + QSize(self._hint_width() + _GAP, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        tokens = current()
        words = self.fontMetrics().horizontalAdvance(self.text())
        beside = _GAP + self._hint_width()
        if words + beside + 2 * _GAP > self.width():
            beside = 0  # what it does is said whole rather than by which key
        left = (self.width() - words - beside) // 2
        colour = tokens.on_accent if self.property("primary") else tokens.text
        painter.setPen(colour if self.isEnabled() else tokens.muted)
        painter.setFont(self.font())
        self._write(painter, left, words, self.text())
        if not beside:
            return
        painter.setFont(font("small"))
        self._write(painter, left + words + _GAP, self._hint_width(), self._hint)

    def _write(self, painter: QPainter, left: int, width: int, text: str) -> None:
        place = mirrored(self.layoutDirection(), self.rect(), QRect(left, 0, width, self.height()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)

    def _hint_width(self) -> int:
        return QFontMetrics(font("small")).horizontalAdvance(self._hint)
