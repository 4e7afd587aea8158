"""The calendar of one day as a person uses it: follows wheel, mouse and keys, and says what was done by signals."""

from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractSlider, QApplication, QToolTip, QWidget

from frontdesk.views.day import DayView
from ui.calendar import accessible
from ui.calendar.frame import AXIS_WIDTH
from ui.calendar.gestures import FreeTimeDrag, begin, resumed, step_at
from ui.calendar.keyboard import Way, next_card, next_free
from ui.calendar.layout import Layout, Part, PlacedCard
from ui.calendar.wording import full_card, full_held
from ui.calendar.zooming import ZoomingSurface
from ui.texts import _

SETTLE = 120
"""Milliseconds that a held arrow key must rest before the card it came to is said to be chosen."""
EDGE_SCROLL = 30
"""Milliseconds between two steps of scrolling while a drag stands beyond the edge."""

_WAYS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Home: Way.FIRST,
    Qt.Key.Key_End: Way.LAST,
}
_PAGES = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class CalendarView(ZoomingSurface):
    """Signals carry ids and aware UTC instants.

    `free_time_chosen` has no end when free time was double-clicked: the length is the service's. `menu_wanted` gives
    the global point for the menu, as does `time_menu_wanted` for a clinician's time, or for the whole day (None).
    """

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    free_time_chosen = Signal(int, object, object)
    menu_wanted = Signal(int, QPoint)
    time_menu_wanted = Signal(int, object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.setObjectName("calendar_view")
        self.setAccessibleName(_("Calendar"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._want_day_menu)
        self._pressed: tuple[FreeTimeDrag, QPoint] | None = None
        self._clicked: int | None = None
        self._drag: FreeTimeDrag | None = None
        self._pointer = QPoint()
        self._settled = self._timer(SETTLE, self._say_chosen)
        self._edge = self._timer(EDGE_SCROLL, self._scroll_at_edge, repeats=True)

    def _timer(self, milliseconds: int, then: object, *, repeats: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(not repeats)
        timer.timeout.connect(then)
        return timer

    # Choosing

    def show_day(self, day: DayView, now: datetime) -> None:
        """Show `day` as of `now` (aware), keeping scroll, zoom, choice and a drag on time that is free still."""
        before = self.placed
        super().show_day(day, now)
        if self._pressed is not None:
            self._resume(before, *self._pressed)
        accessible.tell_day(self)

    def select(self, appointment_id: int | None) -> None:
        """Ring that appointment's card, or none; a screen reader hears it, nobody else is told."""
        before = self.chosen
        super().select(appointment_id)
        if self.chosen is not None and (before is None or before.card.id != self.chosen.card.id):
            accessible.tell_focus(self)

    def _resume(self, before: Layout, drag: FreeTimeDrag, start: QPoint) -> None:
        """What others did meanwhile stops a drag only where it takes its time away."""
        again = resumed(drag, before, self.placed)
        if again is None:
            self.cancel_drag()
            return
        self._pressed = (again, start)
        self._drag = again if self._drag is not None else None
        self._follow()

    def cancel_drag(self) -> bool:
        """Undo a drag under way; False when there is none."""
        under_way = self._drag is not None
        self._pressed = self._drag = None
        self._edge.stop()
        self._set_ghost(None)
        return under_way

    def book_free_time(self) -> None:
        """Choose the next free time: after the chosen card in its column, else from now on in the first column."""
        found = self._next_free()
        if found is not None:
            self._choose_free(*found, None)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, Enter, Home, End, pages, zoom, N; what is not the view's goes on to the page."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held & Qt.KeyboardModifier.ControlModifier:
            handled = self.zoom_key(key)
        elif held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            handled = False
        else:
            handled = self._plain_key(key, repeated=event.isAutoRepeat())
        event.setAccepted(handled)

    def _plain_key(self, key: Qt.Key, *, repeated: bool) -> bool:
        if key in _WAYS:
            return self._go(_WAYS[key], repeated=repeated)
        if key in _PAGES:
            self.verticalScrollBar().triggerAction(_PAGES[key])
            return True
        chosen = self.chosen
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            self._say_chosen()
            self.appointment_opened.emit(chosen.card.id)
            return True
        if key in (Qt.Key.Key_N, Qt.Key.Key_Insert):
            self.book_free_time()
            return True
        return key == Qt.Key.Key_Escape and self.cancel_drag()

    def _go(self, way: Way, *, repeated: bool) -> bool:
        if self.chosen is None and way in (Way.FIRST, Way.LAST):
            used = self.placed.used()
            self.scroll_to_minute(used.start if way is Way.FIRST else used.end)
            return True
        if self.chosen is None and way in (Way.LEFT, Way.RIGHT):
            return False
        card = next_card(self.placed, self.chosen, way, self._near())
        if card is not None:
            self.select(card.card.id)
            self.reveal(card.box)
            if repeated:
                self._settled.start()
            else:
                self._say_chosen()
        return True

    def _near(self) -> float:
        """Where the arrows begin: now, if it is on the screen, else the upper edge of the screen."""
        now, top = self.placed.minutes_of(self.now), self.top_minute()
        return now if top <= now < top + self.viewport().height() / self.scale else top

    def _say_chosen(self) -> None:
        self._settled.stop()
        if self.chosen is not None:
            self.appointment_chosen.emit(self.chosen.card.id)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a card, or take hold of free time."""
        point = event.position().toPoint()
        hit = self.placed.hit(*self.content_of(point))
        self._clicked = None if hit.card is None else hit.card.card.id
        if hit.card is not None:
            self._choose(hit.card)
        elif event.button() == Qt.MouseButton.LeftButton:
            drag = begin(self.placed, *self.content_of(point))
            self._pressed = None if drag is None else (drag, point)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the span to book while the button is held."""
        self._pointer = event.position().toPoint()
        if self._pressed is None:
            self._point_out(self._pointer)
            return
        drag, start = self._pressed
        if self._drag is None and (self._pointer - start).manhattanLength() >= QApplication.startDragDistance():
            self._drag = drag
            self._edge.start()
        self._follow()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say which span was drawn."""
        drag, pointer = self._drag, event.position().toPoint()
        self.cancel_drag()
        if drag is not None and event.button() == Qt.MouseButton.LeftButton:
            span = drag.span(self._minutes_at(pointer))
            self._choose_free(drag.column, span.start, span.end)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the card that the first click chose (the panel it opened may have moved it), or book from free time."""
        point = event.position().toPoint()
        hit = self.placed.hit(*self.content_of(point))
        if event.button() == Qt.MouseButton.LeftButton and self._clicked is not None:
            self.appointment_opened.emit(self._clicked)
        elif event.button() == Qt.MouseButton.LeftButton and hit.part is Part.FREE:
            drag = begin(self.placed, *self.content_of(point))
            if drag is not None:
                self._choose_free(drag.column, drag.span(hit.minutes).start, None)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu of a card or of a time, at the pointer or, by its key, of the chosen card or the next free time."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        hit = None if by_key else self.placed.hit(*self.content_of(event.pos()))
        card = self.chosen if hit is None else hit.card
        if card is not None:
            self._choose(card)
            centre = self.viewport().mapToGlobal(self.area_of(card.box).center())
            self.menu_wanted.emit(card.card.id, centre if by_key else event.globalPos())
        elif hit is None and (free := self._next_free()) is not None:
            self._want_time_menu(*free, self.viewport().mapToGlobal(self.viewport().rect().center()))
        elif hit is not None and hit.column >= 0:
            step = step_at(self.scale)
            self._want_time_menu(hit.column, hit.minutes // step * step, event.globalPos())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A tool tip tells what a card had no room for."""
        if isinstance(event, QHelpEvent):
            said = self._said_at(event.pos())
            # Qt reads tool tips as markup: a name is made plain text before it is shown.
            QToolTip.showText(event.globalPos(), GuiQt.convertFromPlainText(said) if said else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keys go."""
        super().focusInEvent(event)
        self._header.update()
        if self.chosen is not None:
            accessible.tell_focus(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keys go elsewhere."""
        super().focusOutEvent(event)
        self._header.update()

    # Inside

    def _next_free(self) -> tuple[int, float] | None:
        found = next_free(self.placed, self.chosen, self.placed.minutes_of(self.now), step_at(self.scale))
        return None if found is None else (found[0], found[1].start)

    def _want_time_menu(self, column: int, minutes: float, at: QPoint) -> None:
        clinician = self.placed.columns[column].column.clinician_id
        self.time_menu_wanted.emit(clinician, self.placed.instant_of(minutes), at)

    def _want_day_menu(self, point: QPoint) -> None:
        """Of the clinician whose name was pointed at."""
        across = point.x() - AXIS_WIDTH
        index = self.placed.column_at(across + self.horizontalScrollBar().value()) if across >= 0 else -1
        if index >= 0:
            clinician = self.placed.columns[index].column.clinician_id
            self.time_menu_wanted.emit(clinician, None, self._header.mapToGlobal(point))

    def _choose(self, placed: PlacedCard) -> None:
        self.select(placed.card.id)
        self._say_chosen()

    def _choose_free(self, column: int, start: float, end: float | None) -> None:
        clinician = self.placed.columns[column].column.clinician_id
        until = None if end is None else self.placed.instant_of(end)
        self.free_time_chosen.emit(clinician, self.placed.instant_of(start), until)

    def _minutes_at(self, point: QPoint) -> float:
        return self.content_of(point)[1] / self.scale

    def _follow(self) -> None:
        if self._drag is not None:
            self._set_ghost((self._drag.column, self._drag.span(self._minutes_at(self._pointer))))

    def _scroll_at_edge(self) -> None:
        beyond = min(0, self._pointer.y()) + max(0, self._pointer.y() - self.viewport().height())
        if beyond:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + max(-20, min(20, beyond)))
            self._follow()

    def _said_at(self, point: QPoint) -> str:
        """All that the card or the held time at a point may have had no room for."""
        at = self.content_of(point)
        card, held = self.placed.hit(*at).card, self.placed.held_at(*at)
        if card is not None:
            return full_card(card.card, self.day.zone)
        return "" if held is None else full_held(held.held, self.day.zone)

    def _point_out(self, point: QPoint) -> None:
        over = self.placed.hit(*self.content_of(point)).card is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
