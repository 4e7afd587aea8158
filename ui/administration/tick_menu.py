"""A menu that stays open while one ticks in it, and the button that says what is ticked."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from ui.theme import current, icon
from ui.widgets import set_tip
from ui.widgets.painting import mirrored

_ARROW = 12


class TickMenu(QMenu):
    """`changed` by each tick."""

    changed = Signal()

    def tick(self, words: str) -> QAction:
        """Put a line in that can be ticked."""
        action = QAction(words.replace("&", "&&"), self)
        action.setCheckable(True)
        action.toggled.connect(lambda _on: self.changed.emit())
        self.addAction(action)
        return action

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click ticks without closing: often several are wanted."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)


class MenuButton(QPushButton):
    """Says what is ticked in its menu, as far as there is room."""

    def __init__(self, name: str, what: str) -> None:
        """`what` it is about, for screen readers."""
        super().__init__()
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._what = what

    def say(self, words: str) -> None:
        """Say that these are ticked."""
        self.setText(words)
        self.setAccessibleName(f"{self._what}: {words}")
        set_tip(self, words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(80, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        whole, direction = self.rect(), self.layoutDirection()
        room = mirrored(direction, whole, whole.adjusted(12, 0, -_ARROW - 14, 0))
        painter.setFont(self.font())
        painter.setPen(current().text if self.isEnabled() else current().disabled)
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        arrow = QRect(self.width() - _ARROW - 10, (self.height() - _ARROW) // 2, _ARROW, _ARROW)
        icon("ph.caret-down", "muted").paint(painter, mirrored(direction, whole, arrow))
