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
from ui.calendar.plates import CORNER
from ui.calendar.wording import consumer_of, span_line
from ui.theme import current

ONE_LINE, TWO_LINES, SECOND_LINE = 20, 37, 17
"""Heights that the words need, however short the span is."""
LEAST_WORDS = 152
"""Width that the words need, however narrow the column is."""
INSET = 8


class Ghost(NamedTuple):
    """Where the ghost stands: the frame of its span, and the room of its words, which may stand out of it."""

    frame: Box
    words: Box

    @property
    def area(self) -> QRect:
        """All that it covers."""
        return QRect(*self.frame).united(QRect(*self.words)).adjusted(0, 0, 0, SECOND_LINE + 1)


def ghost_of(layout: Layout, place: Place) -> Ghost:
    """The ghost of a card at a place."""
    frame = ghost_box(layout, place.column, span_of(layout, place))
    frame = Box(frame.x, frame.y, frame.width, max(frame.height, ONE_LINE))
    width = max(frame.width, min(LEAST_WORDS, layout.width))
    left = frame.right - width if layout.mirrored else frame.x
    return Ghost(frame, Box(max(0, min(left, layout.width - width)), frame.y, width, frame.height))


def paint_move(
    painter: QPainter, layout: Layout, letters: Letterings, ghost: Ghost, carried: Carried, place: Place, hint: Hint
) -> None:
    """The card in the air: its new time, and below whom it is for or what seems to be in its way."""
    tokens = current()
    words, free, warning = ghost.words, hint is Hint.FREE, hint_word(hint)
    roomy = words.height >= TWO_LINES
    two = bool(warning) or roomy
    height = (TWO_LINES if roomy else ONE_LINE + SECOND_LINE) if two else ONE_LINE
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge, ground = (tokens.accent, tokens.accent_tint) if free else (tokens.warning, tokens.warning_tint)
    _paint_ground(painter, ghost, height, QPen(QColor(edge), 1.5), QColor(ground))
    top = words.y + (4.0 if roomy else (ONE_LINE - letters.title.height) / 2)
    painter.setPen(QColor(tokens.text))
    said = span_line(place.start, place.end, layout.day.zone)
    _write(painter, letters.title, said, words, top, mirrored=layout.mirrored)
    if two:
        painter.setPen(QColor(tokens.text if free else tokens.warning))
        below = top + letters.title.height if roomy else words.y + ONE_LINE
        _write(painter, letters.line, warning or consumer_of(carried.card), words, below, mirrored=layout.mirrored)


def _paint_ground(painter: QPainter, ghost: Ghost, height: int, edge: QPen, ground: QColor) -> None:
    """The frame, and what the words stand on: a plate of their own over it where that is too narrow for a time."""
    frame, words = ghost
    plate = QRectF(words.x, words.y, words.width, height)
    painter.setBrush(ground)
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
