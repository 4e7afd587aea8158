"""The only place that makes a label: whatever a person typed is shown as plain text and obeyed nowhere."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import font

_STRONG = {"strong", "caption", "heading", "title", "link"}
_SIZES = {"heading": "large", "title": "title"} | dict.fromkeys(
    ("small", "caption", "error", "warning", "key"), "small"
)

LabelStyle = Literal[
    "normal", "muted", "small", "strong", "caption", "heading", "title", "error", "warning", "link", "key"
]


def label(text: str, *, style: LabelStyle = "normal", wrap: bool = False, name: str = "") -> QLabel:
    """A label that shows `text` as it stands; `wrap` lets it take several lines."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("look", style)
    made.setFont(font(_SIZES.get(style, "normal"), strong=style in _STRONG))
    made.setWordWrap(wrap)
    if name:
        made.setObjectName(name)
    return made


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
