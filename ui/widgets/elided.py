"""A label of one line that ends in an ellipsis where there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.label import LabelStyle, label


class ElidedLabel(QWidget):
    """One line that ends in an ellipsis where there is no room; screen readers and the tool tip get all of it."""

    def __init__(self, text: str = "", *, style: LabelStyle = "normal", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = label(text, style=style)
        self._inner.setParent(self)
        self._inner.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._inner.text()

    def set_text(self, text: str) -> None:
        """Show `text`."""
        self._inner.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(24, self._inner.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        self._inner.ensurePolished()
        painter = QPainter(self)
        painter.setFont(self._inner.font())
        painter.setPen(self._inner.palette().windowText().color())
        shown = QFontMetrics(self._inner.font()).elidedText(
            self._inner.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
