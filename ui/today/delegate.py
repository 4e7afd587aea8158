"""Paints the entries of the start page: each section a card of its heading and rows, from either side."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.texts import StatusLook
from ui.theme import RADIUS, current, icon
from ui.today.entries import Entry, Key
from ui.today.model import ENTRY, TodayModel
from ui.today.request_words import pending_look
from ui.today.words import look_of, share_words
from ui.widgets.painting import paint_text

EDGE = 20
"""Between the page's edges and what stands on it, logical pixels."""
_GAP = 14
_HEADING, _ROW, _WORDS = 42, 52, 48
_INSIDE = 16
_TIME = 108
_CLOCK, _DATED = 64, 84
"""Of a narrow card, without and with the date of a time that is wished."""
_STATUS, _SHARE = 190, 260
_ICON = 13
_BAR = 3
_LEAST_WORDS = 200
"""A card that leaves less than that for the names tells the status on the second line."""
_Index = QModelIndex | QPersistentModelIndex


class Places(NamedTuple):
    """Where the parts of a row stand; `status` is empty where there is no column of its own for it."""

    time: QRect
    words: QRect
    status: QRect
    deeds: QRect


class TodayDelegate(QStyledItemDelegate):
    """One look for all entries of a list; `widths` are what the buttons of the rows take."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.widths: dict[Key, int] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802  Qt's name
        kind = index.data(ENTRY).key.kind
        return QSize(200, {"heading": _HEADING + _GAP, "words": _WORDS}.get(kind, _ROW))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802  Qt's name
        """The buttons stand at the end of their row."""
        direction = editor.layoutDirection()
        editor.setGeometry(_mirrored(direction, option.rect, self.places(option.rect, index.data(ENTRY).key).deeds))

    def places(self, item: QRect, key: Key) -> Places:
        """The parts of a row from left to right, in the coordinates of its item."""
        card = self.card_of(item)
        inner = card.adjusted(_INSIDE, 0, -_INSIDE, 0)
        widest = max(self.widths.values(), default=0)
        narrow = inner.width() - _TIME - _STATUS - widest - 2 * 16 < _LEAST_WORDS
        own = self.widths.get(key, 0) if narrow else widest
        deeds = QRect(inner.right() + 1 - own, inner.top(), own, inner.height())
        least = _DATED if key.kind == "request" else _CLOCK
        time = QRect(inner.left(), inner.top(), least if narrow else _TIME, inner.height())
        wide = 0 if narrow else min(_SHARE if key.kind == "who" else _STATUS, inner.width() // 3)
        status = QRect(deeds.left() - 16 - wide, inner.top(), wide, inner.height())
        words = QRect(time.right() + 1, inner.top(), status.left() - 16 - time.right(), inner.height())
        return Places(time, words.adjusted(0, 8, 0, -8), status, deeds)

    def card_of(self, item: QRect) -> QRect:
        """The part of an item in which its section's card stands, from left to right.

        A scroll bar takes nothing of it: the cards end where those above the list end.
        """
        taken = self._view.width() - self._view.viewport().width()
        return item.adjusted(EDGE, 0, taken - EDGE, 0)

    def status_of(self, item: QRect, key: Key, direction: Qt.LayoutDirection) -> QRect:
        """Where a row tells its status: what has to be painted again as time goes by."""
        places = self.places(item, key)
        return _mirrored(direction, item, places.status if places.status.width() else places.words)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY)
        painter.save()
        card = _mirrored(option.direction, option.rect, self.card_of(option.rect))
        _paint_card(painter, option, entry, card)
        match entry.key.kind:
            case "heading":
                area = self.card_of(option.rect).adjusted(_INSIDE, _GAP, -_INSIDE, 0)
                used = _text(painter, option, area, entry.title, "text", strong=True)
                _text(painter, option, area.adjusted(used + 8, 0, 0, 0), entry.line, "muted")
            case "words":
                area = self.card_of(option.rect).adjusted(_INSIDE, 0, -_INSIDE, 0)
                _text(painter, option, area, entry.title, "muted")
            case _:
                self._paint_row(painter, option, entry, index)
        painter.restore()

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, index: _Index) -> None:
        places = self.places(option.rect, entry.key)
        words, look = places.words, _look_of(entry, index)
        if entry.who is not None:  # who works here has no time; the share stands where there is room for it
            words = words.adjusted(-places.time.width(), 0, 0, 0)
        else:
            self._paint_time(painter, option, entry, places)
        top, below = _halves(words)
        _text(painter, option, top, entry.title, "text", strong=True)
        if look is not None and not places.status.width():
            used = _paint_look(painter, option, below, look) + 8
            below = below.adjusted(used, 0, 0, 0)
        _text(painter, option, below, entry.line, "muted", size="small")
        if places.status.width() and look is not None:
            _paint_look(painter, option, places.status, look)
        elif places.status.width():
            _paint_share(painter, option, places.status, entry)

    @staticmethod
    def _paint_time(painter: QPainter, option: QStyleOptionViewItem, entry: Entry, places: Places) -> None:
        time = entry.time if places.status.width() else entry.time.partition("\N{EN DASH}")[0]
        if not entry.day:
            _text(painter, option, places.time, time, "text", strong=True)
            return
        top, below = _halves(places.time.adjusted(0, 8, 0, -8))
        _text(painter, option, top, time, "text", strong=True)
        _text(painter, option, below, entry.day, "muted", size="small")


def _look_of(entry: Entry, index: _Index) -> StatusLook | None:
    """How the row stands as of the model's instant."""
    model = index.model()
    if not isinstance(model, TodayModel):
        return None
    if entry.asked is not None:
        return pending_look(entry.asked, model.now, entry.late_minutes)
    return look_of(entry.row, model.now) if entry.row is not None else None


def _mirrored(direction: Qt.LayoutDirection, item: QRect, part: QRect) -> QRect:
    return QStyle.visualRect(direction, item, part)


def _halves(area: QRect) -> tuple[QRect, QRect]:
    top = QRect(area.left(), area.top(), area.width(), area.height() // 2)
    return top, QRect(area.left(), top.bottom() + 1, area.width(), area.height() - top.height())


def _text(
    painter: QPainter,
    option: QStyleOptionViewItem,
    area: QRect,
    text: str,
    colour: str,
    *,
    size: str = "normal",
    strong: bool = False,
) -> int:
    """Text at the beginning of an area, on whichever side that is; returns its width."""
    shown = _mirrored(option.direction, option.rect, area)
    return paint_text(painter, shown, text, current().colour(colour), size=size, strong=strong)


def _paint_card(painter: QPainter, option: QStyleOptionViewItem, entry: Entry, card: QRect) -> None:
    """The slice of the section's card that lies in this item: rounded above the heading and below the last row."""
    tokens = current()
    first = entry.key.kind == "heading"
    slice_ = card.adjusted(0, _GAP if first else 0, 0, 0)
    whole = QRectF(slice_).adjusted(0.5, 0.5 if first else -2.0 * RADIUS, -0.5, -0.5 if entry.is_last else 2.0 * RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(slice_)
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(_ground(option)))
    painter.drawRoundedRect(whole, RADIUS + 2, RADIUS + 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if not entry.is_last:
        painter.fillRect(QRect(slice_.left() + 1, slice_.bottom(), slice_.width() - 2, 1), QColor(tokens.faint_line))
    if option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus():
        bar = QRect(slice_.left(), slice_.top(), _BAR, slice_.height())
        painter.fillRect(_mirrored(option.direction, slice_, bar), QColor(tokens.accent))


def _ground(option: QStyleOptionViewItem) -> str:
    tokens = current()
    if option.state & QStyle.StateFlag.State_Selected:
        return tokens.accent_tint
    chosen = option.state & QStyle.StateFlag.State_MouseOver and option.state & QStyle.StateFlag.State_Enabled
    return tokens.hover if chosen else tokens.surface


def _paint_look(painter: QPainter, option: QStyleOptionViewItem, area: QRect, look: StatusLook) -> int:
    """Sign and word of a status; returns the width that they take."""
    mark = QRect(area.left(), area.center().y() - _ICON // 2, _ICON, _ICON)
    icon(look.icon, look.colour).paint(painter, _mirrored(option.direction, option.rect, mark))
    words = area.adjusted(_ICON + 4, 0, 0, 0)
    return _ICON + 4 + _text(painter, option, words, look.word, look.colour, size="small", strong=True)


def _paint_share(painter: QPainter, option: QStyleOptionViewItem, area: QRect, entry: Entry) -> None:
    """How much of a clinician's time is booked, as a bar with its words."""
    if entry.who is None:
        return
    tokens = current()
    top, below = _halves(area.adjusted(0, 9, 0, -9))
    ground = QRect(top.left(), top.center().y() - 2, top.width(), 6)
    share = min(1.0, entry.who.used / entry.who.working) if entry.who.working else 0.0
    filled = QRect(ground.left(), ground.top(), round(ground.width() * share), ground.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for part, colour in ((ground, tokens.line), (filled, tokens.accent)):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(_mirrored(option.direction, option.rect, part), 3, 3)
    _text(painter, option, below, share_words(entry.who), "muted", size="small")
