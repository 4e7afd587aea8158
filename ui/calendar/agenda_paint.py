"""Paints a line of the agenda: a day's heading, or time, consumer, service, clinician and status of an appointment."""

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from frontdesk.rules.words import Status
from frontdesk.views.agenda import AgendaRow
from ui.calendar.agenda_lines import LINE, NEXT, AgendaLines, Heading, Index
from ui.calendar.colouring import Colouring, look_of
from ui.calendar.wording import consumer_of, said_of, service_of
from ui.calendar.wording import look_of as status_of
from ui.texts import _, time_range
from ui.theme import current, icon
from ui.widgets.painting import mirrored, paint_ground, paint_text

HEIGHT = 38
"""Height of every line, logical pixels: thousands of lines of one height scroll as quickly as ten."""
_SIDE = 16
_TIME = 100
_BAR = 4
_ICON = 14
_STATUS = 132
_WITH_SERVICE, _WITH_CLINICIAN, _WITH_STATUS = 380, 640, 520
"""Widths from which on there is room for more than time, name and sign."""


class AgendaDelegate(QStyledItemDelegate):
    """Paints by what the lines know of the time now."""

    def __init__(self, lines: AgendaLines, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.colouring: Colouring = "service"

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  Qt's name
        return QSize(120, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        painter.save()
        if isinstance(line, Heading):
            self._heading(painter, option, line)
        elif isinstance(line, AgendaRow):
            self._row(painter, option, line)
            if index.data(NEXT):
                painter.fillRect(
                    QRect(option.rect.left(), option.rect.top(), option.rect.width(), 2), QColor(current().now)
                )
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        tokens, area = current(), option.rect
        painter.fillRect(area, QColor(tokens.window))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        inner = area.adjusted(_SIDE, 4, -_SIDE, 0)
        colour = tokens.accent if heading.day == self._lines.today else tokens.text
        used = paint_text(painter, inner, self._lines.heading(heading), colour, strong=True)
        if heading.empty:
            rest = mirrored(option.direction, area, inner.adjusted(used + 16, 0, 0, 0))
            paint_text(painter, rest, _("Nothing booked"), tokens.muted)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, row: AgendaRow) -> None:
        tokens, area, card = current(), option.rect, row.card
        paint_ground(painter, option)
        said = said_of(card, self._lines.now)
        ink = tokens.muted if said.over else tokens.text
        inner = area.adjusted(_SIDE, 0, -_SIDE, 0)

        def words(left: int, width: int, text: str, colour: str, *, strong: bool = False) -> None:
            place = mirrored(option.direction, area, QRect(left, inner.top(), max(0, width), inner.height()))
            paint_text(painter, place, text, colour, strong=strong)

        words(inner.left(), _TIME, time_range(card.wall_start, card.wall_end), ink)
        bar = QRect(inner.left() + _TIME, inner.top() + 9, _BAR, inner.height() - 19)
        painter.fillRect(
            mirrored(option.direction, area, bar), QColor(look_of(said, tokens, self.colouring).colour.bar)
        )
        left = inner.left() + _TIME + _BAR + 10
        right = self._status(painter, option, row, inner.right() + 1, words=inner.width() >= _WITH_STATUS)
        columns = [(consumer_of(card), ink, True)]
        if inner.width() >= _WITH_SERVICE:
            columns.append((service_of(card), tokens.muted, False))
        if inner.width() >= _WITH_CLINICIAN:
            columns.append((row.clinician, tokens.muted, False))
        width = (right - left) // len(columns)
        for place, (text, colour, strong) in enumerate(columns):
            words(left + place * width, width - 12, text, colour, strong=strong)

    def _status(
        self, painter: QPainter, option: QStyleOptionViewItem, row: AgendaRow, right: int, *, words: bool
    ) -> int:
        """Sign and, where there is room, word; returns where they begin."""
        area, look = option.rect, status_of(row.card, self._lines.now)
        left = right - (_STATUS if words else _ICON)
        mark = QRect(left, area.center().y() - _ICON // 2, _ICON, _ICON)
        icon(look.icon, look.colour).paint(painter, mirrored(option.direction, area, mark))
        if words:
            place = QRect(left + _ICON + 6, area.top(), _STATUS - _ICON - 6, area.height())
            place = mirrored(option.direction, area, place)
            colour = "muted" if row.card.status is Status.BOOKED and look.colour == "info" else look.colour
            paint_text(painter, place, look.word, current().colour(colour))
        return left - 12
