"""Paints a day of the month: its number, what it counts, how full it is, closures, and its first appointments."""

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from frontdesk.views.day import Card
from frontdesk.views.month import MonthDay
from ui.calendar.colouring import Colouring, look_of
from ui.calendar.month_words import closure_line, entry_line, more_line, number_of
from ui.calendar.plates import Plates
from ui.calendar.wording import consumer_of, said_of
from ui.theme import current
from ui.widgets.painting import fitted, mirrored, paint_text
from ui.widgets.table import ROW

TOP = 24
"""Height of the line with the number and the counts, logical pixels."""
LINE = 17
"""Height of a line for an appointment."""
_SIDE = 8
_ICON = 12
_ROOM_FOR_TIME = 84
"""Width under which an entry says whom it is for, not when: both would be cut to nothing."""
_BAR = 3
_WIDE = 10_000
"""Width at which nothing is cut."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class MonthSeen:
    """What the cells are painted by, besides their days."""

    month: date
    today: date
    now: datetime
    chosen: int | None = None
    colouring: Colouring = "service"


class Cell:
    """Where everything of one day stands in its cell, as if written from left to right."""

    def __init__(self, area: QRect, day: MonthDay) -> None:
        self.area = area
        inner = area.adjusted(_SIDE, 2, -_SIDE, -2)
        self.top = QRect(inner.left(), inner.top(), inner.width(), TOP)
        self.load = QRect(inner.left(), inner.top() + TOP, inner.width(), _BAR)
        below = self.load.bottom() + 3
        self.closure: QRect | None = None
        if day.closures:
            self.closure = QRect(inner.left(), below, inner.width(), LINE)
            below += LINE
        lines = max(0, (inner.bottom() + 1 - below) // LINE)
        fits = len(day.cards) if day.appointments <= lines else min(len(day.cards), max(0, lines - 1))
        places = [QRect(inner.left(), below + LINE * place, inner.width(), LINE) for place in range(lines)]
        self.entries = list(zip(day.cards[:fits], places, strict=False))
        self.left_out = day.appointments - fits
        self.more = places[fits] if self.left_out and fits < len(places) else None

    def card_at(self, point: QPoint, direction: Qt.LayoutDirection) -> Card | None:
        """The appointment whose line is at a point of the view."""
        return next((card for card, line in self.entries if mirrored(direction, self.area, line).contains(point)), None)


class MonthDelegate(QStyledItemDelegate):
    """Paints the days by what `seen` says."""

    def __init__(self, seen: MonthSeen) -> None:
        super().__init__()
        self.seen = seen
        self._plates = Plates(current(), 1.0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day: MonthDay | None = index.data(ROW)
        if day is None:
            return
        ratio = painter.device().devicePixelRatioF()
        if not self._plates.suits(current(), ratio):
            self._plates = Plates(current(), ratio)
        painter.save()
        painter.setClipRect(option.rect)
        brush = _Brush(painter, option, Cell(option.rect, day), day, self.seen, self._plates)
        brush.ground()
        brush.number_and_counts()
        brush.load()
        brush.lines()
        painter.restore()


class _Brush:
    """One day being painted."""

    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        cell: Cell,
        day: MonthDay,
        seen: MonthSeen,
        plates: Plates,
    ) -> None:
        self._painter, self._option, self._cell, self._day, self._seen = painter, option, cell, day, seen
        self._plates = plates
        self._direction = option.direction
        self._other = (day.day.year, day.day.month) != (seen.month.year, seen.month.month)

    def ground(self) -> None:
        """Closed days are shaded like closed time; the current day is ringed while keys go here."""
        tokens, area = current(), self._cell.area
        shut = not self._day.working_minutes
        self._painter.fillRect(area, QColor(tokens.closed if shut else tokens.surface))
        self._painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        edge = QRect(area.right(), area.top(), 1, area.height())
        self._painter.fillRect(mirrored(self._direction, area, edge), QColor(tokens.line))
        state = self._option.state
        if state & QStyle.StateFlag.State_Selected:
            strong = bool(state & QStyle.StateFlag.State_Active) and self._option.widget.hasFocus()
            self._painter.setPen(QColor(tokens.accent if strong else tokens.outline))
            for inset in (0, 1) if strong else (0,):
                self._painter.drawRect(area.adjusted(inset, inset, -2 - inset, -2 - inset))
        elif state & QStyle.StateFlag.State_MouseOver:
            self._painter.fillRect(area.adjusted(0, 0, -1, -1), QColor(tokens.hover))

    def number_and_counts(self) -> None:
        """The number at the left, today on the accent; at the right what waits, by sign and count."""
        tokens, top = current(), self._cell.top
        said = number_of(self._day.day, first=False)
        if self._day.day == self._seen.today:
            width = max(22, _width(said, strong=True) + 12)
            pill = self._placed(QRect(top.left() - 3, top.top() + 3, width, 20))
            self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(tokens.accent))
            self._painter.drawRoundedRect(QRectF(pill), 10, 10)
            paint_text(self._painter, pill, said, tokens.on_accent, strong=True, align=Qt.AlignmentFlag.AlignHCenter)
        else:
            colour = tokens.muted if self._other else tokens.text
            self._words(top, said, colour, strong=not self._other)
        self._counts(top.right() + 1, top.left() + _width(said, strong=True) + 16)

    def _counts(self, right: int, least: int) -> None:
        """From the end on: how many there are, unresolved, requests; those that have no room are left out."""
        tokens, top = current(), self._cell.top
        for count, sign, colour in (
            (self._day.appointments, "", tokens.muted),
            (self._day.unresolved, "ph.warning-circle", tokens.danger),
            (self._day.requests, "ph.question", tokens.warning),
        ):
            if not count:
                continue
            width = _width(str(count), "small", strong=bool(sign)) + (_ICON + 2 if sign else 0)
            if right - width < least:
                return
            place = QRect(right - width, top.top(), width, top.height())
            if sign:
                mark = QRect(place.left(), place.center().y() - _ICON // 2, _ICON, _ICON)
                self._sign(mark, sign, "danger" if colour == tokens.danger else "warning")
                place.setLeft(place.left() + _ICON + 2)
            self._words(place, str(count), colour, size="small", strong=bool(sign))
            right -= width + 8

    def load(self) -> None:
        """Booked time beside working time; more than there is fills the bar in the colour of danger."""
        day, bar, tokens = self._day, self._cell.load, current()
        if not day.working_minutes and not day.booked_minutes:
            return
        self._painter.fillRect(bar, QColor(tokens.line))
        over = day.booked_minutes > day.working_minutes
        share = 1.0 if over else day.booked_minutes / day.working_minutes
        taken = QRect(bar.left(), bar.top(), round(bar.width() * share), bar.height())
        self._painter.fillRect(self._placed(taken), QColor(tokens.danger if over else tokens.accent))

    def lines(self) -> None:
        """What the center is closed for, the first appointments, and how many there are more."""
        tokens = current()
        if self._cell.closure is not None:
            self._words(self._cell.closure, closure_line(self._day), tokens.text, size="small", strong=True)
        for card, line in self._cell.entries:
            self._entry(card, line)
        if self._cell.more is not None:
            self._words(self._cell.more, more_line(self._cell.left_out), tokens.muted, size="small")

    def _entry(self, card: Card, line: QRect) -> None:
        tokens, said = current(), said_of(card, self._seen.now)
        if card.id == self._seen.chosen:
            self._painter.fillRect(self._placed(line.adjusted(-4, 0, 4, -1)), QColor(tokens.accent_tint))
        bar = QRect(line.left(), line.top() + 3, _BAR, line.height() - 6)
        self._painter.fillRect(self._placed(bar), QColor(look_of(said, tokens, self._seen.colouring).colour.bar))
        words = line.adjusted(_BAR + 5, 0, 0, 0)
        if said.sign is not None and words.width() > 60:
            mark = QRect(words.right() - _ICON + 1, words.center().y() - _ICON // 2, _ICON, _ICON)
            self._sign(mark, *said.sign)
            words = words.adjusted(0, 0, -_ICON - 3, 0)
        colour = tokens.muted if said.over else tokens.text
        text = entry_line(card) if words.width() >= _ROOM_FOR_TIME else consumer_of(card)
        self._words(words, text, colour, size="small", strong=card.id == self._seen.chosen)

    def _sign(self, place: QRect, name: str, colour: str) -> None:
        self._painter.drawPixmap(self._placed(place).topLeft(), self._plates.icon(name, colour, _ICON))

    def _words(self, area: QRect, text: str, colour: str, *, size: str = "normal", strong: bool = False) -> None:
        paint_text(self._painter, self._placed(area), text, colour, size=size, strong=strong)

    def _placed(self, part: QRect) -> QRect:
        return mirrored(self._direction, self._cell.area, part)


def _width(text: str, size: str = "normal", *, strong: bool = False) -> int:
    """Rounded up: a pixel too few and the text would be cut."""
    return ceil(fitted(text, _WIDE, size, strong=strong).width) + 2
