"""The calendar under the mouse: cards are chosen and carried, free time is marked, edges scroll, tool tips tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from frontdesk.views.day import DayView
from ui.calendar.dragging import DraggingSurface, Stage
from ui.calendar.gestures import FreeTimeDrag, begin, resumed
from ui.calendar.layout import Layout, Part, PlacedCard
from ui.calendar.moves import Carried, own_place, pointed, pull, taken
from ui.calendar.wording import full_card, full_held

EDGE_SCROLL = 30
"""Milliseconds between two steps of scrolling while a drag stands at the edge."""

_LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the left button is held on since `at` (a point of the viewport), before and while it is dragged."""

    what: FreeTimeDrag | Carried
    at: QPoint


class PointedSurface(DraggingSurface):
    """Signals carry ids and aware UTC instants; `free_time_chosen` has no end when free time was double-clicked.

    Its clinician is 0 for the free time of a room.
    """

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    free_time_chosen = Signal(int, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport().setMouseTracking(True)
        self.damaged_chosen.connect(self.appointment_chosen)
        self._pressed: Pressed | None = None
        self._clicked: int | None = None
        self._drag: FreeTimeDrag | None = None
        self._pointer = QPoint()
        self._rest_at = QPoint()
        self._edge = QTimer(self, interval=EDGE_SCROLL)
        self._edge.timeout.connect(self._scroll_at_edge)

    def cancel_drag(self) -> bool:
        """Undo a drag under way, of free time or of a card; False when there is none."""
        under_way = self._drag is not None
        self._pressed = self._drag = None
        self._edge.stop()
        self._set_ghost(None)
        return self.leave_move() or under_way

    def leave_move(self) -> bool:
        """Leave all as it was, also while the button is held; False when nothing is in the air."""
        if self._pressed is not None and isinstance(self._pressed.what, Carried):
            self._pressed = None
            self._edge.stop()
        return super().leave_move()

    # Qt's events

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Put down what is carried freely, else choose a card, or take hold of it or of free time."""
        point = event.position().toPoint()
        event.accept()
        if self.is_carrying():
            self._press_carrying(event.button(), point)
            return
        hit = self.placed.hit(*self.content_of(point))
        self._clicked = None if hit.card is None else hit.card.card.id
        if hit.card is not None:
            self.select(hit.card.card.id)
        if event.button() != _LEFT:
            self._say_clicked()
            return
        held: FreeTimeDrag | Carried | None
        if hit.card is None:
            held = begin(self.placed, *self.content_of(point))
        else:
            card = hit.card.card
            held = taken(self.placed, hit, self.step_of(card), self.able_of(card))
        self._pressed = None if held is None else Pressed(held, point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Carry the card or mark the free time that is held, once the hand has left the place it shook at."""
        self._pointer = point = event.position().toPoint()
        if self._pressed is not None:
            if not self._is_dragging() and _is_far(point, self._pressed.at):
                self._begin_drag(self._pressed)
            self._follow()
        elif self.is_carrying():
            if _is_far(point, self._rest_at):
                self._rest_at = QPoint(-10_000, -10_000)  # from now on it follows every step
                self._follow()
        else:
            self._point_out(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say which span was marked, where the card was put down, or which card was clicked."""
        event.accept()
        if event.button() != _LEFT:
            return
        drag, pressed = self._drag, self._pressed
        self._pointer = event.position().toPoint()
        if drag is not None:
            span = drag.span(self._minutes_at(self._pointer))
            self.cancel_drag()
            self._choose_free(drag.column, span.start, span.end)
        elif pressed is not None and self.is_carrying():
            self._follow()
            self._pressed = None
            self._edge.stop()
            self._point_out(self._pointer)
            self.put_down()
        else:
            self._pressed = None
            self._say_clicked()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the card that the first click chose (the panel it opened may have moved it), or book from free time."""
        point = event.position().toPoint()
        hit = self.placed.hit(*self.content_of(point))
        if event.button() == _LEFT and self._clicked is not None:
            opened, self._clicked = self._clicked, None
            self.appointment_opened.emit(opened)
        elif event.button() == _LEFT and hit.part is Part.FREE:
            drag = begin(self.placed, *self.content_of(point))
            if drag is not None:
                self._choose_free(drag.column, drag.span(hit.minutes).start, None)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A tool tip tells what a card had no room for."""
        if isinstance(event, QHelpEvent):
            said = "" if self.air is not None else self._said_at(event.pos())
            # Qt reads tool tips as markup: a name is made plain text before it is shown.
            QToolTip.showText(event.globalPos(), GuiQt.convertFromPlainText(said) if said else "", self.viewport())
            return True
        return super().viewportEvent(event)

    # Choosing

    def _say_clicked(self) -> None:
        """The click is over: only now, for the panel that a choice opens moves the columns under a drag."""
        if self._clicked is not None and self.chosen is not None and self.chosen.card.id == self._clicked:
            self.appointment_chosen.emit(self._clicked)

    def _choose(self, placed: PlacedCard) -> None:
        self.select(placed.card.id)
        self.appointment_chosen.emit(placed.card.id)

    def _choose_free(self, column: int, start: float, end: float | None) -> None:
        clinician = self.placed.columns[column].column.clinician_id
        until = None if end is None else self.placed.instant_of(end, column)
        self.free_time_chosen.emit(clinician or 0, self.placed.instant_of(start, column), until)

    # Dragging

    def _is_dragging(self) -> bool:
        return self._drag is not None or self.is_carrying()

    def _begin_drag(self, pressed: Pressed) -> None:
        self._edge.start()
        if isinstance(pressed.what, FreeTimeDrag):
            self._drag = pressed.what
            return
        place = own_place(self.placed, pressed.what.card)
        if place is not None:
            self._clicked = None
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.carry(pressed.what, place, Stage.MOUSE)

    def _press_carrying(self, button: Qt.MouseButton, point: QPoint) -> None:
        """A click ends what is carried without a button: the left one puts it down there, another leaves it."""
        if self._pressed is not None:
            return  # another button while the left one carries
        self._clicked = None
        if button == _LEFT:
            self._pointer = point
            self._follow()
            self.put_down()
        else:
            self.leave_move()

    def _follow(self) -> None:
        if self._drag is not None:
            self._set_ghost((self._drag.column, self._drag.span(self._minutes_at(self._pointer))))
        elif self.air is not None and self.is_carrying():
            self.carry_to(pointed(self.placed, self.air.carried, *self.content_of(self._pointer)))

    def _show(self, days: Sequence[DayView], now: datetime, *, week: bool) -> None:
        before = self.placed
        super()._show(days, now, week=week)
        self._resume_drag(before)

    def _resume_drag(self, before: Layout) -> None:
        """What others did meanwhile stops a drag on free time only where it takes its time away."""
        pressed = self._pressed
        if pressed is None:
            return
        if isinstance(pressed.what, Carried):
            card = pressed.what.card
            stands = self.placed.card(card.id)
            if not self.is_carrying() and (stands is None or stands.card.version != card.version):
                self._pressed = None
            return
        again = resumed(pressed.what, before, self.placed)
        if again is None:
            self.cancel_drag()
            return
        self._pressed = Pressed(again, pressed.at)
        self._drag = again if self._drag is not None else None
        self._follow()

    def _scroll_at_edge(self) -> None:
        port, point = self.viewport(), self._pointer
        if self._drag is not None:
            across, down = 0, max(-20, min(20, min(0, point.y()) + max(0, point.y() - port.height())))
        elif self.is_carrying():
            across, down = pull(point.x(), point.y(), port.width(), port.height())
        else:
            self._edge.stop()
            return
        if across or down:
            self.scroll_across(across)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + down)
            self._follow()

    # Inside

    def _minutes_at(self, point: QPoint) -> float:
        return self.content_of(point)[1] / self.scale

    def _said_at(self, point: QPoint) -> str:
        """All that the card or the held time at a point may have had no room for."""
        at = self.content_of(point)
        card, held = self.placed.hit(*at).card, self.placed.held_at(*at)
        if card is not None:
            return full_card(card.card, self.day.zone)
        return "" if held is None else full_held(held.held, self.day.zone)

    def _point_out(self, point: QPoint) -> None:
        part = self.placed.hit(*self.content_of(point)).part
        shapes = {
            Part.CARD: Qt.CursorShape.PointingHandCursor,
            Part.CARD_TOP: Qt.CursorShape.SizeVerCursor,
            Part.CARD_BOTTOM: Qt.CursorShape.SizeVerCursor,
        }
        self.viewport().setCursor(shapes.get(part, Qt.CursorShape.ArrowCursor))


def _is_far(point: QPoint, start: QPoint) -> bool:
    """Whether the hand meant to go there: the platform's distance."""
    return (point - start).manhattanLength() >= QApplication.startDragDistance()
