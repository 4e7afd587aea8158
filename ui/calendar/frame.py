"""What stays while the calendar scrolls: the names over the columns and the hours at the left."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QToolTip, QWidget

from ui.calendar.layout import Layout
from ui.calendar.lettering import Letterings
from ui.calendar.wording import booked_line
from ui.texts import time_of
from ui.theme import current

AXIS_WIDTH = 56
HEADER_HEIGHT = 52
CHIP = QSize(40, 16)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the frame is painted from: the layout, how far it is scrolled, the minute of now, whether keys go here."""

    layout: Layout
    letters: Letterings
    left: int
    top: int
    now: float | None
    focused: bool


class Header(QWidget):
    """The names of the clinicians, bold, with room and count of bookings under them."""

    def __init__(self, parent: QWidget, shown: Callable[[], Shown]) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_header")
        self._shown = shown

    def event(self, event: QEvent) -> bool:
        """A tool tip tells a name that had no room."""
        if not isinstance(event, QHelpEvent):
            return super().event(event)
        shown = self._shown()
        index = shown.layout.column_at(event.pos().x() - AXIS_WIDTH + shown.left)
        column = shown.layout.columns[index].column if index >= 0 and event.pos().x() >= AXIS_WIDTH else None
        said = "" if column is None else f"{column.name}\n{booked_line(column)}"
        QToolTip.showText(event.globalPos(), GuiQt.convertFromPlainText(said) if said else "", self)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the columns that show."""
        shown, tokens = self._shown(), current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        bottom = self.height()
        painter.setClipRect(QRect(AXIS_WIDTH, 0, self.width() - AXIS_WIDTH, bottom))
        for column in shown.layout.between(shown.left, shown.left + self.width() - AXIS_WIDTH):
            left = AXIS_WIDTH + column.x - shown.left
            painter.fillRect(left, 0, 1, bottom, QColor(tokens.line))
            room = column.width - 16
            name, line = shown.letters.name, shown.letters.line
            painter.setFont(name.font)
            painter.setPen(QColor(tokens.text))
            painter.drawStaticText(QPointF(left + 10, name.top(7)), name.text(column.column.name, room))
            painter.setFont(line.font)
            painter.setPen(QColor(tokens.muted))
            said = booked_line(column.column)
            painter.drawStaticText(QPointF(left + 10, line.top(27)), line.text(said, room, whole_words=True))
        painter.setClipping(False)
        edge = tokens.accent if shown.focused else tokens.line
        painter.fillRect(0, bottom - (2 if shown.focused else 1), self.width(), 2, QColor(edge))
        painter.end()


class Axis(QWidget):
    """The hours of the center's clock; the hour a clock repeats stands twice. The time now is a chip over them."""

    def __init__(self, parent: QWidget, shown: Callable[[], Shown]) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_axis")
        self._shown = shown

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the hours that show."""
        shown, tokens = self._shown(), current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.surface))
        chip = self._chip(shown)
        letters = shown.letters.line
        painter.setFont(letters.font)
        painter.setPen(QColor(tokens.muted))
        for mark in shown.layout.marks:
            middle = mark.y - shown.top
            if not mark.whole or not -20 < middle < self.height() + 20:
                continue
            text = letters.text(time_of(mark.wall), AXIS_WIDTH)
            top = max(middle - text.size().height() / 2, 2.0 - shown.top)
            place = QRectF(AXIS_WIDTH - 8 - text.size().width(), top, text.size().width(), text.size().height())
            if chip is None or not place.intersects(QRectF(chip)):
                painter.drawStaticText(QPointF(round(place.x()), letters.top(place.y())), text)
        if chip is not None and shown.now is not None:
            self._paint_chip(painter, chip, time_of(shown.layout.wall_of(shown.now)), shown)
        painter.end()

    def _chip(self, shown: Shown) -> QRect | None:
        if shown.now is None:
            return None
        middle = shown.layout.y_of(shown.now) - shown.top
        return QRect(AXIS_WIDTH - CHIP.width() - 12, middle - CHIP.height() // 2, CHIP.width(), CHIP.height())

    def _paint_chip(self, painter: QPainter, chip: QRect, said: str, shown: Shown) -> None:
        tokens = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.now))
        painter.drawRoundedRect(chip, 4, 4)
        painter.fillRect(chip.right() + 1, chip.center().y(), AXIS_WIDTH - chip.right(), 2, QColor(tokens.now))
        painter.setFont(shown.letters.title.font)
        painter.setPen(QColor(tokens.on_badge))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, said)
