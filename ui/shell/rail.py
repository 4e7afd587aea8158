"""The rail at the left: the pages, icon over word, with a badge for what waits."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from ui.theme import RADIUS, SPACE, current, font, icon
from ui.widgets.chip import Badge
from ui.widgets.tip import set_tip

_WIDTH = 84
_ICON = 20


class RailButton(QAbstractButton):
    """One page's button, painted: icon over word, tinted when it is the page that shows."""

    def __init__(self, key: str, word: str, icon_name: str, keys: str) -> None:
        super().__init__()
        self.setObjectName(f"page_{key}")
        self.setText(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFixedSize(QSize(_WIDTH - 5, 54))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon_name = icon_name
        set_tip(self, f"{word} ({keys})" if keys else word)
        self.badge = Badge(name=f"page_{key}_badge", parent=self)
        self._place_badge()

    def show_count(self, count: int) -> None:
        """How many things wait; 0 shows nothing."""
        self.badge.set_count(count)
        self._place_badge()

    def _place_badge(self) -> None:
        """Beside the icon, on the side where lines end."""
        beside = self.width() // 2 + 4
        from_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.badge.move(self.width() - beside - self.badge.width() if from_right else beside, 6)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._place_badge()

    def enterEvent(self, _event: object) -> None:  # noqa: N802  Qt's name
        self.update()

    def leaveEvent(self, _event: object) -> None:  # noqa: N802  Qt's name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_tint if on else tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        colour = "accent" if on else "muted"
        icon(self._icon_name, colour).paint(painter, (self.width() - _ICON) // 2, 8, _ICON, _ICON)
        painter.setFont(self._fitting(font("small", strong=on)))
        painter.setPen(QColor(tokens.colour(colour)))
        painter.drawText(self.rect().adjusted(0, 30, 0, -4), Qt.AlignmentFlag.AlignCenter, self.text())

    def _fitting(self, wanted: QFont) -> QFont:
        """The font, a little smaller where the word would be cut."""
        room, width = self.width() - 2, QFontMetricsF(wanted).horizontalAdvance(self.text())
        if width > room:
            wanted.setPointSizeF(wanted.pointSizeF() * room / width)
        return wanted


class Rail(QFrame):
    """Says `wanted` with the key of the page that a person chose."""

    wanted = Signal(str)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(what)
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, SPACE[1], 2, SPACE[1])
        self._column.setSpacing(2)
        self._column.addStretch(1)

    def add_page(self, key: str, word: str, icon_name: str, keys: str) -> None:
        """A button for the page of that key."""
        made = RailButton(key, word, icon_name, keys)
        made.clicked.connect(lambda: self.wanted.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        self._column.insertWidget(self._column.count() - 1, made)

    def show_current(self, key: str) -> None:
        """Mark the page that shows."""
        self._buttons[key].setChecked(True)

    def set_waiting(self, key: str, count: int) -> None:
        """How many things wait on a page; 0 shows nothing."""
        self._buttons[key].show_count(count)
