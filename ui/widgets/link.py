"""A word that leads somewhere, in line with the texts around it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import current, font
from ui.widgets.painting import mirrored


class Link(QPushButton):
    """A button that looks like a link and has no margin; underlined under the pointer and the focus."""

    def __init__(self, text: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setStyleSheet("min-height: 0; padding: 0; border: 0;")  # as high as the texts around it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        metrics = QFontMetrics(font(tabular=True))
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setFont(font(tabular=True))
        painter.setPen(QColor(current().accent))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if self.hasFocus() or self.underMouse():
            line = 2 if self.hasFocus() else 1
            width = min(self.width(), painter.fontMetrics().horizontalAdvance(shown))
            under = QRect(0, self.height() - line, width, line)
            painter.fillRect(mirrored(self.layoutDirection(), self.rect(), under), QColor(current().accent))
