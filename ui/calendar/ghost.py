"""The ghost of a card in the air: its frame where it would stand, and its new time, whole however narrow that is."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.calendar.gestures import ghost_box
from ui.calendar.layout import Layout
from ui.calendar.lettering import Lettering, Letterings
from ui.calendar.measures import Box
from ui.calendar.move_words import hint_word
from ui.calendar.moves import Carried, Hint, Place, span_of
from ui.calendar.plates import CORNER, Plates
from ui.calendar.wording import consumer_of, span_line
from ui.theme import current

ONE_LINE, TWO_LINES, SECOND_LINE = 20, 37, 17
"""Heights that the words need, however short the span is."""
LEAST_WORDS = 152
"""Width that the words need, however narrow the column is."""
INSET = 8


class Ghost(NamedTuple):
    """Where the ghost stands: the frame of its span, the room of its words, which may stand out of it, and both."""

    frame: Box
    words: Box
    area: QRect


def ghost_of(layout: Layout, place: Place) -> Ghost:
    """The ghost of a card at a place."""
    frame = ghost_box(layout, place.column, span_of(layout, place))
    frame = Box(frame.x, frame.y, frame.width, max(frame.height, ONE_LINE))
    width = max(frame.width, min(LEAST_WORDS, layout.width))
    left = frame.right - width if layout.mirrored else frame.x
    words = Box(max(0, min(left, layout.width - width)), frame.y, width, frame.height)
    left = min(frame.x, words.x)
    return Ghost(
        frame, words, QRect(left, frame.y, max(frame.right, words.right) - left, frame.height + SECOND_LINE + 1)
    )


class _Plate(NamedTuple):
    """What a ghost stays while it is carried: all but its time. `top` of its boxes is 0, `second` is its lower line."""

    frame: Box
    words: Box
    second: str
    free: bool
    mirrored: bool


def paint_move(
    painter: QPainter,
    layout: Layout,
    letters: Letterings,
    plates: Plates,
    ghost: Ghost,
    carried: Carried,
    place: Place,
    hint: Hint,
) -> None:
    """The card in the air: its new time, and below whom it is for or what seems to be in its way."""
    area, words = ghost.area, ghost.words
    frame, room = (box._replace(x=box.x - area.x(), y=0) for box in (ghost.frame, words))
    second = hint_word(hint) or (consumer_of(carried.card) if _is_roomy(words) else "")
    plate = _Plate(frame, room, second, hint is Hint.FREE, layout.mirrored)
    drawn = plates.kept(plate, area.width(), area.height(), lambda onto: _draw_plate(onto, plate, letters))
    painter.drawPixmap(area.topLeft(), drawn)
    painter.setPen(QColor(current().text))
    said = span_line(place.start, place.end, layout.day.zone)
    _write(painter, letters.title, said, words, words.y + _top(words, letters), mirrored=layout.mirrored)


def _is_roomy(words: Box) -> bool:
    return words.height >= TWO_LINES


def _top(words: Box, letters: Letterings) -> float:
    """How far the time stands under the upper edge."""
    return 4.0 if _is_roomy(words) else (ONE_LINE - letters.title.height) / 2


def _draw_plate(painter: QPainter, plate: _Plate, letters: Letterings) -> None:
    """The frame, what the words stand on (a plate over it where that is too narrow for a time), and the lower line."""
    tokens, roomy = current(), _is_roomy(plate.words)
    edge, ground, ink = tokens.accent, tokens.accent_tint, tokens.text
    if not plate.free:
        edge, ground, ink = tokens.warning, tokens.warning_tint, tokens.warning
    height = TWO_LINES if roomy else plate.words.height + (SECOND_LINE if plate.second else 0)
    painter.setBrush(QColor(ground))
    _draw_ground(painter, plate.frame, plate.words, height, QPen(QColor(edge), 1.5))
    if plate.second:
        painter.setPen(QColor(ink))
        below = _top(plate.words, letters) + letters.title.height if roomy else plate.words.height
        _write(painter, letters.line, plate.second, plate.words, below, mirrored=plate.mirrored)


def _draw_ground(painter: QPainter, frame: Box, words: Box, height: int, edge: QPen) -> None:
    plate = QRectF(words.x, words.y, words.width, height)
    if words.width == frame.width and height > frame.height:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(plate, CORNER, CORNER)
    painter.setPen(edge)
    painter.drawRoundedRect(QRectF(*frame).adjusted(1, 1, -1, -1), CORNER, CORNER)
    if words.width > frame.width:
        painter.drawRoundedRect(plate.adjusted(1, 1, -1, -1), CORNER, CORNER)


def _write(painter: QPainter, letters: Lettering, said: str, room: Box, top: float, *, mirrored: bool) -> None:
    text = letters.text(said, room.width - 2 * INSET)
    left = room.right - INSET - text.size().width() if mirrored else room.x + INSET
    painter.setFont(letters.font)
    painter.drawStaticText(QPointF(left, letters.top(top)), text)
