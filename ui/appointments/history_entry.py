"""One entry of a history, painted whole: as labels in layouts of their own, a long history took too long to open."""

from functools import cached_property
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.views.appointment import HistoryLine
from ui.appointments.history_words import history_lines, who_words
from ui.texts import done_word
from ui.theme import SPACE, current, font
from ui.widgets.painting import mirrored

_MARK: Final = 20
"""Width of the dot's column, logical pixels."""
_DOT: Final = 4
_NARROW, _WIDE = 92, 116
"""Width of the moment's column in the panel and on the page."""
_BESIDE: Final = SPACE[0] + 1
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextDontClip) | int(Qt.AlignmentFlag.AlignTop)
_TALL: Final = 10_000
_Placed = tuple[str, QFont, str, QRect]
"""A text with its font, its colour and where it stands, as if written from left to right."""


class Entry(QWidget):
    """Moment, dot, what was done by whom, and below it what changed; `first` and `last` end the line of the dots."""

    def __init__(self, line: HistoryLine, moment: str, zone: str, *, narrow: bool, first: bool, last: bool) -> None:
        super().__init__()
        self.shows = (line, first, last)
        self._narrow = narrow
        self._moment, self._done, self._who = moment, done_word(line.action), who_words(line)
        self._lines = history_lines(line, zone)
        self._kept: dict[int, list[_Placed]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"{moment}: {self._done}, {self._who}")
        self.setAccessibleDescription("; ".join(self._lines))

    def words(self) -> list[str]:
        """All that is painted, in the order in which it is read."""
        return [self._moment, self._done, self._who, *self._lines]

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        width = self.width() if self.width() > self._left else self._left * 4
        return QSize(self._left * 2, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(self._left * 2, QFontMetrics(font()).height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        below = (area.bottom() + 1 for _text, _font, _colour, area in self._placed(width))
        return max(max(below) + SPACE[3], self._moment_height + SPACE[1])

    @cached_property
    def _moment_height(self) -> int:
        metrics = QFontMetrics(self._moment_font)
        return metrics.boundingRect(self._moment_area(), self._moment_flags, self._moment).height()

    @property
    def _left(self) -> int:
        """Where the words begin."""
        return (_NARROW if self._narrow else _WIDE) + _MARK + 2 * SPACE[1]

    @cached_property
    def _moment_font(self) -> QFont:
        return font("small" if self._narrow else "normal")

    @property
    def _moment_flags(self) -> int:
        return int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.AlignmentFlag.AlignRight)

    def _moment_area(self) -> QRect:
        return QRect(0, 0, _NARROW if self._narrow else _WIDE, _TALL)

    def _placed(self, width: int) -> list[_Placed]:
        """As it is in that width; kept, since a layout asks often."""
        if width not in self._kept:
            self._kept = {width: self._place(width)}
        return self._kept[width]

    def _place(self, width: int) -> list[_Placed]:
        strong, muted = font(strong=True), font()
        done = QFontMetrics(strong)
        room, line = max(1, width - self._left), done.height()
        used = min(done.horizontalAdvance(self._done) + 1, room)
        placed = [(self._done, strong, "text", QRect(self._left, 0, used, line))]
        top = line if self._narrow else 0
        beside = 0 if self._narrow else used + _BESIDE
        metrics = QFontMetrics(muted)
        for text in (self._who, *self._lines):
            wide = max(1, room - beside)
            high = metrics.boundingRect(QRect(0, 0, wide, _TALL), _WRAPPED, text).height()
            placed.append((text, muted, "muted", QRect(self._left + beside, top, wide, high)))
            top, beside = max(line, top + high), 0
        return placed

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter, direction, whole = QPainter(self), self.layoutDirection(), self.rect()
        painter.setFont(self._moment_font)
        painter.setPen(QColor(current().muted))
        area = mirrored(direction, whole, self._moment_area().intersected(whole))
        painter.drawText(area, self._moment_flags, self._moment)
        for text, worn, colour, area in self._placed(self.width()):
            painter.setFont(worn)
            painter.setPen(QColor(current().colour(colour)))
            painter.drawText(mirrored(direction, whole, area), _WRAPPED, text)
        self._paint_mark(painter, direction)

    def _paint_mark(self, painter: QPainter, direction: Qt.LayoutDirection) -> None:
        """The dot, and the line to the entries before and after it."""
        _line, first, last = self.shows
        column = QRect((_NARROW if self._narrow else _WIDE) + SPACE[1], 0, _MARK, self.height())
        column = mirrored(direction, self.rect(), column)
        across, down = column.left() + _MARK / 2, QFontMetrics(self._moment_font).height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().line))
        if not last:
            painter.drawRect(QRectF(across - 0.5, down + _DOT + 3, 1, self.height()))
        if not first:
            painter.drawRect(QRectF(across - 0.5, 0, 1, max(0.0, down - _DOT - 3)))
        painter.setBrush(QColor(current().accent if first else current().outline))
        painter.drawEllipse(QPointF(across, down), _DOT, _DOT)
