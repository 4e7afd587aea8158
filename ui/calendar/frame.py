"""What stays while the calendar scrolls: the names over the columns and the hours beside them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QToolTip, QWidget

from ui.calendar.layout import Layout, PlacedColumn, PlacedDay
from ui.calendar.lettering import Lettering, Letterings
from ui.calendar.measures import Box
from ui.calendar.wording import booked_line, column_name, day_names
from ui.texts import day_long, time_of
from ui.theme import current

AXIS_WIDTH = 56
HEADER_HEIGHT = 52
CHIP = QSize(40, 16)
INSET, NARROW_INSET = 10, 5
NARROW = 100
"""Width under which a column's names stand closer to its edge."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the frame is painted from: the layout, how far it is scrolled, the line of now, whether keys go here.

    `today` is the day shown that it is now, `clock` what the center's clocks show now (`10:22`).
    """

    layout: Layout
    letters: Letterings
    left: int
    top: int
    now: Box | None
    today: PlacedDay | None
    clock: str
    focused: bool


class Header(QWidget):
    """The names of clinicians or rooms, bold, and what is booked under them; in a week the days over them."""

    def __init__(self, parent: QWidget, shown: Callable[[], Shown]) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_header")
        self._shown = shown

    def column_at(self, x: float) -> int:
        """The column at an x of the header, or -1."""
        port, shown = self._port(), self._shown()
        inside = port.left() <= x <= port.right()
        return shown.layout.column_at(x - port.left() + shown.left) if inside else -1

    def event(self, event: QEvent) -> bool:
        """A tool tip tells a name that had no room."""
        if not isinstance(event, QHelpEvent):
            return super().event(event)
        index = self.column_at(event.pos().x())
        said = ""
        if index >= 0:
            placed = self._shown().layout.columns[index]
            day = f"{day_long(placed.column.day)}\n" if self._shown().layout.week else ""
            said = f"{day}{column_name(placed.column)}\n{booked_line(placed.column)}"
        QToolTip.showText(event.globalPos(), GuiQt.convertFromPlainText(said) if said else "", self)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the columns that show."""
        shown, tokens, port = self._shown(), current(), self._port()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setClipRect(port)
        painter.translate(port.left() - shown.left, 0)
        if shown.layout.week:
            self._paint_week(painter, shown, port.width())
        else:
            for column in shown.layout.between(shown.left, shown.left + port.width()):
                self._paint_edge(painter, column.x, column.width, 0, tokens.line)
                self._write(painter, column, shown.letters.name, column_name(column.column), 7, "text")
                self._write(painter, column, shown.letters.line, booked_line(column.column), 27, "muted")
        painter.resetTransform()
        painter.setClipping(False)
        edge = tokens.accent if shown.focused else tokens.line
        painter.fillRect(0, self.height() - (2 if shown.focused else 1), self.width(), 2, QColor(edge))
        painter.end()

    def _paint_week(self, painter: QPainter, shown: Shown, room: int) -> None:
        """Days above, their columns below; the name of a day stays in sight as long as one of its columns does."""
        alone = all(len(day.columns) <= 1 for day in shown.layout.days)
        for day in shown.layout.days:
            left, right = max(day.x, shown.left), min(day.x + day.width, shown.left + room)
            if left >= right:
                continue
            self._paint_edge(painter, day.x, day.width, 0, current().line)
            colour = "accent" if day is shown.today else "text"
            for row, said in enumerate(day_names(day.day.day, short=not day.columns)):
                self._write_at(painter, left, right - left, shown.letters.name, said, 5 + 20 * row, colour)
        for column in shown.layout.between(shown.left, shown.left + room):
            name = column_name(column.column)
            if not alone:
                self._paint_edge(painter, column.x, column.width, 28, current().faint_line)
            self._write(painter, column, shown.letters.line, booked_line(column.column) if alone else name, 29, "muted")

    def _paint_edge(self, painter: QPainter, x: int, width: int, top: int, colour: str) -> None:
        left = x + width - 1 if self._shown().layout.mirrored else x
        painter.fillRect(left, top, 1, self.height() - top, QColor(colour))

    def _write(
        self, painter: QPainter, column: PlacedColumn, letters: Lettering, said: str, top: int, colour: str
    ) -> None:
        self._write_at(painter, column.x, column.width, letters, said, top, colour)

    def _write_at(
        self, painter: QPainter, x: int, width: int, letters: Lettering, said: str, top: int, colour: str
    ) -> None:
        """A text at the edge at which reading begins."""
        inset = INSET if width >= NARROW else NARROW_INSET
        text = letters.text(said, width - inset - NARROW_INSET)
        left = x + width - inset - text.size().width() if self._shown().layout.mirrored else x + inset
        painter.setFont(letters.font)
        painter.setPen(QColor(current().colour(colour)))
        painter.drawStaticText(QPointF(left, letters.top(top)), text)

    def _port(self) -> QRect:
        """Where the columns stand: all but the corner over the axis."""
        left = 0 if self._shown().layout.mirrored else AXIS_WIDTH
        return QRect(left, 0, self.width() - AXIS_WIDTH, self.height())


class Axis(QWidget):
    """The hours of the center's clock; in a day one that it repeats stands twice. The time now is a chip over them."""

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
            size = text.size()
            top = max(middle - size.height() / 2, 2.0 - shown.top)
            left = 8 if shown.layout.mirrored else AXIS_WIDTH - 8 - size.width()
            place = QRectF(left, top, size.width(), size.height())
            if chip is None or not place.intersects(QRectF(chip)):
                painter.drawStaticText(QPointF(round(place.x()), letters.top(place.y())), text)
        if chip is not None:
            self._paint_chip(painter, chip, shown)
        painter.end()

    def _chip(self, shown: Shown) -> QRect | None:
        if shown.now is None:
            return None
        middle = shown.now.y + 1 - shown.top
        left = 12 if shown.layout.mirrored else AXIS_WIDTH - CHIP.width() - 12
        return QRect(left, middle - CHIP.height() // 2, CHIP.width(), CHIP.height())

    def _paint_chip(self, painter: QPainter, chip: QRect, shown: Shown) -> None:
        tokens = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.now))
        painter.drawRoundedRect(chip, 4, 4)
        stalk = QRect(0, chip.center().y(), chip.left(), 2)
        if not shown.layout.mirrored:
            stalk = QRect(chip.right() + 1, chip.center().y(), AXIS_WIDTH - chip.right(), 2)
        painter.fillRect(stalk, QColor(tokens.now))
        painter.setFont(shown.letters.title.font)
        painter.setPen(QColor(tokens.on_badge))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown.clock)
