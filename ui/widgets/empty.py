"""What stands where there is nothing: an icon, what it means, and what to do about it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.theme import RADIUS, SPACE, current, icon, themed
from ui.widgets.label import label

_WIDTH = 312
"""Width of the words, logical pixels; they fit into a panel too."""


class EmptyState(QWidget):
    """Centred: icon, title, a sentence, and perhaps the button that helps."""

    def __init__(
        self, icon_name: str, title: str, text: str = "", button: QPushButton | None = None, *, name: str = "empty"
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon_name = icon_name
        self._button = button
        self._mark = label("")
        self._title = label(title, style="heading", wrap=True)
        self._text = label(text, style="muted", wrap=True)
        for words in (self._title, self._text):
            words.setFixedWidth(_WIDTH)  # a wrapped label between two widths is given too little height
        column = QVBoxLayout(self)
        column.setSpacing(SPACE[1])
        column.addStretch(2)
        for widget in (self._mark, self._title, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        if button is not None:
            column.addSpacing(SPACE[1])
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._paint_mark()
        themed.changed.connect(self._paint_mark)

    def set_words(self, title: str, text: str = "", *, icon_name: str = "") -> None:
        """Say something else, under another icon where one is named."""
        if icon_name and icon_name != self._icon_name:
            self._icon_name = icon_name
            self._paint_mark()
        for words, said in ((self._title, title), (self._text, text)):
            words.setText(said)
            words.setFixedHeight(words.heightForWidth(_WIDTH))  # in a stack it would keep that of other words

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """It gets the focus of the list in whose place it stands: the button that helps takes it, if there is one."""
        super().focusInEvent(event)
        if self._button is not None and self._button.isVisibleTo(self) and self._button.isEnabled():
            self._button.setFocus(event.reason())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """A frame around the words while they have the focus."""
        if self.hasFocus():
            words = self._title.geometry().united(self._text.geometry()).united(self._mark.geometry())
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current().accent), 2))
            painter.drawRoundedRect(words.adjusted(-SPACE[3], -SPACE[2], SPACE[3], SPACE[2]), RADIUS, RADIUS)

    def _paint_mark(self) -> None:
        self._mark.setPixmap(icon(self._icon_name, "muted").pixmap(QSize(40, 40)))
