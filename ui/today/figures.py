"""The cards above the list: each one figure, what it is, what is to be known of it, and a way to where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from frontdesk.views.today import CenterDay, DeskDay, MyDay, Today
from ui.texts import _, relative_day, time_of
from ui.theme import RADIUS, SPACE, current
from ui.today.delegate import EDGE
from ui.today.words import (
    done_words,
    from_words,
    length_words,
    passed,
)
from ui.widgets import set_tip
from ui.widgets.painting import paint_text

_HEIGHT = 92


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

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
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

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(160, _HEIGHT)

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
        leading = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        at = Qt.AlignmentFlag.AlignAbsolute
        at |= Qt.AlignmentFlag.AlignLeft if leading else Qt.AlignmentFlag.AlignRight
        line_colour = tokens.danger if self.figure.is_urgent else tokens.muted
        paint_text(painter, _band(inner, 0, 18), self.figure.title, tokens.muted, align=at)
        paint_text(painter, _band(inner, 20, 30), self.figure.figure, tokens.text, size="title", strong=True, align=at)
        paint_text(painter, _band(inner, 52, 16), self.figure.line, line_colour, size="small", align=at)


def _band(area: QRect, top: int, height: int) -> QRect:
    return QRect(area.left(), area.top() + top, area.width(), height)


class FigureRow(QWidget):
    """The cards beside each other; `wanted` with the key of the one that was pressed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today_figures")
        self.setAccessibleName(_("Figures of today"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(EDGE, 0, EDGE, 0)
        self._row.setSpacing(14)
        self.cards: list[FigureCard] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these, in the cards that are there as far as they go."""
        for figure, card in zip(figures, self.cards, strict=False):
            if card.figure != figure:
                card.show_figure(figure)
        for figure in figures[len(self.cards) :]:
            card = FigureCard(figure)
            card.clicked.connect(lambda _on=False, card=card: self._press(card))
            self.cards.append(card)
            self._row.addWidget(card, 1)
        for card in self.cards[len(figures) :]:
            card.hide()
            card.deleteLater()
        del self.cards[len(figures) :]

    def _press(self, card: FigureCard) -> None:
        if card.figure.key:
            self.wanted.emit(card.figure.key)
