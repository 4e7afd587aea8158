"""The bar at the top: the center, the box that finds anyone and anything, and Book."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from frontdesk.views.choices import CenterChoice
from ui.texts import _
from ui.theme import SPACE, current, font, icon
from ui.widgets.button import button
from ui.widgets.margins import set_margins
from ui.widgets.painting import mirrored

_HEIGHT = 47


class CenterButton(QPushButton):
    """The center that is shown, and the menu to show another."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("center_button")
        self.setProperty("quiet", True)
        self.setFont(font("large", strong=True))
        self.setIcon(icon("ph.caret-down-bold", "muted"))
        self.setIconSize(QSize(12, 12))
        self._menu = QMenu(self)
        self._menu.setObjectName("center_menu")
        self.clicked.connect(self._open)

    def offer(self, centers: Sequence[CenterChoice]) -> None:
        """Offer these; a single one is only said."""
        self._menu.clear()
        for center in centers:
            action = self._menu.addAction(center.name)
            action.setObjectName(f"center_{center.code}")
            action.triggered.connect(lambda _on=False, center_id=center.id: self.chosen.emit(center_id))
        self.setEnabled(len(centers) > 1)

    def show_center(self, name: str) -> None:
        """Show the name of the center."""
        self.setText(name)
        self.setAccessibleName(_("Center: {name}").format(name=name))

    def _open(self) -> None:
        from_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - self._menu.sizeHint().width() if from_right else 0
        self._menu.popup(self.mapToGlobal(QPoint(left, self.height())))

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 44
        return QSize(width, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.text))
        room = self.width() - (36 if self.isEnabled() else 16)
        words = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect().adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.isEnabled():
            left = 8 + QFontMetrics(self.font()).horizontalAdvance(words) + 8
            mark = QRect(left, (self.height() - 12) // 2 + 1, 12, 12)
            self.icon().paint(painter, mirrored(self.layoutDirection(), self.rect(), mark))


class CommandBox(QPushButton):
    """Looks like a search box and opens the command palette."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.setObjectName("command_box")
        self.setAccessibleName(_("Find anyone or do anything"))
        self.setAccessibleDescription(keys)
        self.setFixedHeight(32)
        self.setMaximumWidth(420)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._keys = keys

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = QRect(SPACE[2], (self.height() - 16) // 2, 16, 16)
        icon("ph.magnifying-glass", "muted").paint(painter, self._mirrored(mark))
        small = font("small")
        wide = QFontMetrics(small).horizontalAdvance(self._keys) + SPACE[2]
        key = self._mirrored(self.rect().adjusted(self.width() - wide - SPACE[1], 7, -SPACE[1], -7))
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(key, 4, 4)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(small)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._keys)
        painter.setFont(font())
        room = self._mirrored(self.rect().adjusted(36, 0, -wide - SPACE[2], 0))
        words = QFontMetrics(font()).elidedText(self.accessibleName(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _mirrored(self, part: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), part)


class TopBar(QFrame):
    """Center at the left, the command box in the middle, Book at the right."""

    def __init__(self, find_keys: str, book_keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(_HEIGHT)
        self.center = CenterButton()
        self.search = CommandBox(find_keys)
        self.book = button(_("Book"), name="book_button", primary=True, hint=book_keys)
        row = QHBoxLayout(self)
        set_margins(row, SPACE[1], 0, SPACE[3], 0)
        row.setSpacing(SPACE[3])
        left, right = QWidget(), QWidget()
        _fill(left, self.center, at_end=False)
        _fill(right, self.book, at_end=True)
        row.addWidget(left, 1)
        row.addWidget(self.search, 1)
        row.addWidget(right, 1)

    def step_back(self, back: bool) -> None:
        """Book is the next thing to do until a panel at the right has one of its own."""
        if self.book.property("primary") != back:
            return
        self.book.setProperty("primary", not back)
        self.book.style().unpolish(self.book)
        self.book.style().polish(self.book)


def _fill(side: QWidget, widget: QWidget, *, at_end: bool) -> None:
    row = QHBoxLayout(side)
    row.setContentsMargins(0, 0, 0, 0)
    if at_end:
        row.addStretch(1)
    row.addWidget(widget)
    if not at_end:
        row.addStretch(1)
