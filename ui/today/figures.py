"""The cards above the list: each one figure, what it is, what is to be known of it, and a way to where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from frontdesk.views.today import CenterDay, DeskDay, MyDay, Today
from ui.texts import _, relative_day, time_of
from ui.theme import RADIUS, SPACE, current, font
from ui.today.delegate import EDGE
from ui.today.words import (
    done_words,
    from_words,
    length_words,
    passed,
)
from ui.widgets import set_tip
from ui.widgets.painting import mirrored, paint_text

_HEIGHT, _GAP = 92, 14
_MOST_LINES = 2
"""What is below a figure stands in so many lines before the cards make a second row."""
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Figure:
    """What a card shows; `key` says where it leads, `is_urgent` that something is to be settled."""

    key: str
    title: str
    figure: str
    line: str = ""
    is_urgent: bool = False


def figures_of(today: Today[Any]) -> tuple[Figure, ...]:
    """The cards of one part of the start page."""
    content, now = today.content, today.now
    match content:
        case MyDay():
            waits = [row.arrived_at for row in content.not_started if row.arrived_at is not None]
            return (
                _today_card(today),
                _waiting(content.figures.waiting, passed(min(waits), now) if waits else None),
                _unresolved(today),
                _free(today),
            )
        case DeskDay():
            waits = [row.arrived_at for row in content.waiting if row.arrived_at is not None]
            line = _("of {count} today, {done} done").format(count=content.figures.total, done=content.figures.done)
            return (
                Figure("arrivals", _("Expected"), str(content.expected), line),
                _waiting(content.figures.waiting, passed(min(waits), now) if waits else None),
                _requests(today),
                _unresolved(today),
            )
        case _:
            return (_today_card(today), *_center_cards(today))


def _today_card(today: Today[Any]) -> Figure:
    figures = today.content.figures
    return Figure("today", _("Today"), str(figures.total), done_words(figures) if figures.total else "")


def _waiting(count: int, longest: int | None) -> Figure:
    line = _("nobody waits") if longest is None else _("longest {time}").format(time=length_words(longest))
    return Figure("waiting", _("Waiting now"), str(count), line)


def _requests(today: Today[Any]) -> Figure:
    waiting = today.content.requests
    line = _("none waits")
    if waiting.oldest is not None:
        line = _("oldest {time}").format(time=_rough(passed(waiting.oldest, today.now)))
    return Figure("requests", _("Requests"), str(waiting.count), line)


def _rough(count: int) -> str:
    """How long ago, in the unit that a person would say."""
    if count < 60:
        return length_words(count)
    if count < 24 * 60:
        return _("{hours} h").format(hours=count // 60)
    return _("{days} d").format(days=count // (24 * 60))


def _unresolved(today: Today[Any]) -> Figure:
    unresolved = today.content.unresolved
    line = from_words(unresolved.oldest, today.day)
    return Figure("unresolved", _("Unresolved"), str(unresolved.count), line, is_urgent=unresolved.count > 0)


def _free(today: Today[MyDay]) -> Figure:
    free = today.content.free
    if free is None:
        return Figure("", _("Next free"), "\N{EN DASH}", _("nothing within a week"))
    length = length_words(round((free.end - free.start).total_seconds() / 60))
    if free.wall_start.date() == today.day:
        return Figure("free", _("Next free"), time_of(free.wall_start), length)
    return Figure(
        "free",
        _("Next free"),
        time_of(free.wall_start),
        _("{day}, {time}").format(day=relative_day(free.wall_start.date(), today.day), time=length),
    )


def _center_cards(today: Today[CenterDay]) -> tuple[Figure, ...]:
    figures = today.content.figures
    missed = _("{count} didn't show").format(count=figures.no_shows)
    since = today.content.waiting_since
    return (
        _waiting(figures.waiting, passed(since, today.now) if since is not None else None),
        _requests(today),
        _unresolved(today),
        Figure("cancelled", _("Cancelled"), str(figures.cancelled), missed),
    )


class FigureCard(QAbstractButton):
    """One card, painted; one that leads nowhere is only read."""

    def __init__(self, figure: Figure, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.figure = figure
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self.figure = figure
        self.setObjectName(f"today_{figure.key or 'nothing'}_card")
        said = _("{title}: {figure}").format(title=figure.title, figure=figure.figure)
        self.setAccessibleName(", ".join(one for one in (said, figure.line) if one))
        set_tip(self, figure.line)
        self.update()

    def lines(self, width: int) -> int:
        """How many lines what is below the figure needs on a card of that width; one too many where it has no room."""
        room = width - 2 * SPACE[3]
        title, small = QFontMetrics(font()), QFontMetrics(font("small"))
        words = [(title, self.figure.title), *((small, word) for word in self.figure.line.split())]
        if any(metrics.horizontalAdvance(text) > room for metrics, text in words):
            return _MOST_LINES + 1
        within = QRect(0, 0, room, 10 * small.height())
        return max(1, small.boundingRect(within, _WRAPPED, self.figure.line).height() // small.height())

    def enterEvent(self, _event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:  # noqa: N802  Qt's name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.line), edge))
        painter.setBrush(QColor(tokens.hover if self.underMouse() and self.figure.key else tokens.surface))
        half = edge / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS + 2, RADIUS + 2)
        inner = self.rect().adjusted(SPACE[3], SPACE[2], -SPACE[3], -SPACE[2])
        paint_text(painter, _band(inner, 0, 18), self.figure.title, tokens.muted)
        paint_text(painter, _band(inner, 20, 30), self.figure.figure, tokens.text, size="title", strong=True)
        painter.setFont(font("small"))
        painter.setPen(QColor(tokens.danger if self.figure.is_urgent else tokens.muted))
        painter.drawText(_band(inner, 52, inner.height() - 52), _WRAPPED, self.figure.line)


def _band(area: QRect, top: int, height: int) -> QRect:
    return QRect(area.left(), area.top() + top, area.width(), height)


class FigureRow(QWidget):
    """The cards beside each other, in two rows where their words have no room; `wanted` with the key of one pressed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today_figures")
        self.setAccessibleName(_("Figures of today"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.cards: list[FigureCard] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these, in the cards that are there as far as they go."""
        for figure, card in zip(figures, self.cards, strict=False):
            if card.figure != figure:
                card.show_figure(figure)
        for figure in figures[len(self.cards) :]:
            card = FigureCard(figure, self)
            card.clicked.connect(lambda _on=False, card=card: self._press(card))
            card.show()
            self.cards.append(card)
        for card in self.cards[len(figures) :]:
            card.hide()
            card.deleteLater()
        del self.cards[len(figures) :]
        self._place()

    def _press(self, card: FigureCard) -> None:
        if card.figure.key:
            self.wanted.emit(card.figure.key)

    # Room

    def _columns(self, width: int) -> tuple[int, int]:
        """How many stand beside each other, and the lines below the figure of the card that needs most."""
        for rows in range(1, len(self.cards) + 1):
            columns = ceil(len(self.cards) / rows)
            lines = max(card.lines(_share(width, columns)) for card in self.cards)
            if lines <= _MOST_LINES or columns == 1:
                return columns, min(lines, _MOST_LINES)
        return 1, 1

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        columns, lines = self._columns(width)
        rows = ceil(len(self.cards) / columns)
        return rows * _height(lines) + max(0, rows - 1) * _GAP

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, _height(1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """People read from the other side."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def _place(self) -> None:
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()
        columns, lines = self._columns(self.width())
        room = self.width() - 2 * EDGE + _GAP
        for place, card in enumerate(self.cards):
            row, column = divmod(place, columns)
            left, right = (EDGE + room * one // columns for one in (column, column + 1))
            at = QRect(left, row * (_height(lines) + _GAP), right - left - _GAP, _height(lines))
            card.setGeometry(mirrored(self.layoutDirection(), self.rect(), at))


def _share(width: int, columns: int) -> int:
    return (width - 2 * EDGE - (columns - 1) * _GAP) // columns


def _height(lines: int) -> int:
    return _HEIGHT + (lines - 1) * QFontMetrics(font("small")).height()
