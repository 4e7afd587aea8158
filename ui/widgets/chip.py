"""A status as icon, word and colour together, on its tint; and the small count on a badge."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, font, icon
from ui.widgets.painting import mirrored

_ICON = 13
_PADDING = 9
_GAP = 4
_HEIGHT = 20
_TINTS = {"accent": "accent_tint", "danger": "danger_tint", "warning": "warning_tint"}


class StatusChip(QWidget):
    """A pill with icon and word; give it any word, icon and colour token."""

    def __init__(self, word: str = "", icon_name: str = "", colour: str = "muted", *, name: str = "status") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(word, icon_name, colour)

    def set_status(self, word: str, icon_name: str, colour: str) -> None:
        """Show another status."""
        self._word, self._icon, self._colour = word, icon_name, colour
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        words = QFontMetrics(font("small", strong=True)).horizontalAdvance(self._word)
        mark = _ICON + _GAP if self._icon else 0
        return QSize(2 * _PADDING + mark + words, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.colour(_TINTS.get(self._colour, "closed"))))
        painter.drawRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        left = _PADDING
        if self._icon:
            mark = QRect(left, (self.height() - _ICON) // 2, _ICON, _ICON)
            icon(self._icon, self._colour).paint(painter, mirrored(self.layoutDirection(), self.rect(), mark))
            left += _ICON + _GAP
        painter.setFont(font("small", strong=True))
        painter.setPen(QColor(tokens.colour(self._colour)))
        words = mirrored(self.layoutDirection(), self.rect(), self.rect().adjusted(left, 0, -_PADDING, 0))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self._word)


class Badge(QWidget):
    """A small round count of what waits; hidden while it is nothing."""

    def __init__(self, count: int = 0, *, name: str = "badge", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show `count`; 100 and more show as 99+."""
        self._text = "99+" if count > 99 else str(count)
        self.setAccessibleName(self._text)
        self.setFixedSize(self.sizeHint())
        self.setVisible(count > 0)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(max(16, QFontMetrics(font("small", strong=True)).horizontalAdvance(self._text) + 10), 16)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.warning))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setFont(font("small", strong=True))
        painter.setPen(QColor(tokens.on_badge))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
