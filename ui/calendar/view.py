"""The calendar of a day or a week as a person uses it: keys, menus and focus, and signals that say what was done."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from frontdesk.views.day import Card, DayView
from ui.calendar import accessible
from ui.calendar.dragging import Stage
from ui.calendar.gestures import step_at
from ui.calendar.ghost import ghost_of
from ui.calendar.keyboard import Way, next_card, next_free
from ui.calendar.moves import Carried, Grip, Place, lengthened, own_place, pointed, stepped
from ui.calendar.pointing import PointedSurface
from ui.texts import _

SETTLE = 120
"""Milliseconds that a held arrow key must rest before what it came to is said."""

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
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONGER, _SHORTER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal), (Qt.Key.Key_Minus,)


class CalendarView(PointedSurface):
    """Signals carry ids and aware UTC instants.

    `menu_wanted` gives the global point for the menu, as does `time_menu_wanted` for a clinician's time, or for the
    whole day (None). `pin_wanted` carries the card to pin, `put_down_wanted` asks for the next one that is pinned.
    """

    menu_wanted = Signal(int, QPoint)
    time_menu_wanted = Signal(int, object, QPoint)
    pin_wanted = Signal(object)
    put_down_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.setObjectName("calendar_view")
        self.setAccessibleName(_("Calendar"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._want_day_menu)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._say_chosen)
        self._moved = QTimer(self, singleShot=True, interval=SETTLE)
        self._moved.timeout.connect(self.announce_place)

    # Choosing

    def select(self, appointment_id: int | None) -> None:
        """Ring that appointment's card, or none; a screen reader hears it, nobody else is told."""
        before = self.chosen
        super().select(appointment_id)
        if self.chosen is not None and (before is None or before.card.id != self.chosen.card.id):
            accessible.tell_focus(self)

    def book_free_time(self) -> None:
        """Choose the next free time: after the chosen card in its column, else from now on in the first column."""
        found = self._next_free()
        if found is not None:
            self._choose_free(*found, None)

    def carry_card(self, card: Card) -> None:
        """Carry a card without a button, from where it stands, or else from the pointer or the next free time."""
        carried = Carried(card, Grip.WHOLE, 0.0, self.step_of(card), self.able_of(card))
        place = own_place(self.placed, card) or self._entry(carried)
        if place is not None:
            self._rest_at = self.viewport().mapFromGlobal(QCursor.pos())
            self.setFocus()
            self.carry(carried, place, Stage.FREE)
            self.reveal(ghost_of(self.placed, place).frame)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, Enter, Home, End, pages, zoom, N, cut and paste; what is not the view's goes on to the page."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.is_carrying() and self._carry_key(key, held, repeated=event.isAutoRepeat()):
            handled = True
        elif held & Qt.KeyboardModifier.ControlModifier:
            handled = self._pin_key(key, repeated=event.isAutoRepeat()) or self.zoom_key(key)
        elif held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            handled = False
        elif key == Qt.Key.Key_F2 or (held & Qt.KeyboardModifier.ShiftModifier and key in _WAYS):
            handled = self._take(key, repeated=event.isAutoRepeat())
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
        if key in _ENTER and chosen is not None:
            if self.air is None and not repeated:  # a held Enter opens nothing; what was put down is asked about
                self._say_chosen()
                self.appointment_opened.emit(chosen.card.id)
            return True
        if key in (Qt.Key.Key_N, Qt.Key.Key_Insert):
            self.book_free_time()
            return True
        return key == Qt.Key.Key_Escape and self.cancel_drag()

    def _take(self, key: Qt.Key, *, repeated: bool) -> bool:
        """Take the chosen card into the air, and carry it a step where an arrow asks for that."""
        chosen = self.chosen
        if chosen is None or chosen.card.problem or self.air is not None:
            return False
        if not repeated:
            self.carry_card(chosen.card)
            self._carry_key(key, Qt.KeyboardModifier.NoModifier, repeated=False)
        return True

    def _carry_key(self, key: Qt.Key, held: Qt.KeyboardModifier, *, repeated: bool) -> bool:
        """Keys of a card in the air; while the mouse carries it, only Escape does something."""
        air = self.air
        if key == Qt.Key.Key_Escape:
            return self.cancel_drag()
        if air is None or air.place is None or held & Qt.KeyboardModifier.ControlModifier:
            return False
        place = self._place_by(key, air.carried, air.place)
        if key in _ENTER and air.stage is Stage.FREE and not repeated:
            self.put_down()
        elif place is not None and air.stage is Stage.FREE:
            self.carry_to(place)
            self.reveal(ghost_of(self.placed, place).frame)
            self._moved.start()
        return place is not None or key in (*_ENTER, *_WAYS, Qt.Key.Key_N, Qt.Key.Key_Insert, Qt.Key.Key_F2)

    def _place_by(self, key: Qt.Key, carried: Carried, place: Place) -> Place | None:
        """Where that key carries it, None for one that carries nowhere."""
        if key in _LONGER or key in _SHORTER:
            return lengthened(self.placed, carried, place, longer=key in _LONGER)
        way = _WAYS.get(key)
        return None if way in (None, Way.FIRST, Way.LAST) else stepped(self.placed, carried, place, way)

    def _pin_key(self, key: Qt.Key, *, repeated: bool) -> bool:
        if key == Qt.Key.Key_X and self.chosen is not None:
            if not repeated:
                self.pin_wanted.emit(self.chosen.card)
            return True
        if key == Qt.Key.Key_V:
            if not repeated and self.air is None:
                self.put_down_wanted.emit()
            return True
        return False

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
        day = self.placed.day_at(self.now)
        now, top = -1.0 if day is None else day.clock.minutes_of(self.now), self.top_minute()
        return now if top <= now < top + self.viewport().height() / self.scale else top

    def _say_chosen(self) -> None:
        self._settled.stop()
        if self.chosen is not None:
            self.appointment_chosen.emit(self.chosen.card.id)

    # Menus and focus

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

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keys go."""
        super().focusInEvent(event)
        self._header.update()
        if self.chosen is not None:
            accessible.tell_focus(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keys go elsewhere; what hung in the air is left where it was."""
        super().focusOutEvent(event)
        if self.is_carrying():
            self.cancel_drag()
        self._header.update()

    # Inside

    def _show(self, days: Sequence[DayView], now: datetime, *, week: bool) -> None:
        super()._show(days, now, week=week)
        accessible.tell_day(self)

    def _next_free(self) -> tuple[int, float] | None:
        found = next_free(self.placed, self.chosen, self.now, step_at(self.scale))
        return None if found is None else (found[0], found[1].start)

    def _entry(self, carried: Carried) -> Place | None:
        """Where a card that does not stand here comes into sight: under the pointer, or at the next free time."""
        port = self.viewport()
        if port.underMouse():
            return pointed(self.placed, carried, *self.content_of(port.mapFromGlobal(QCursor.pos())))
        if not self.placed.columns:
            return None
        column, minutes = self._next_free() or (0, self.top_minute() // carried.step * carried.step)
        start = self.placed.instant_of(minutes, column)
        return Place(column, start, start + (carried.card.end - carried.card.start))

    def _want_time_menu(self, column: int, minutes: float, at: QPoint) -> None:
        clinician = self.placed.columns[column].column.clinician_id
        if clinician is not None:  # a room has no leave
            self.time_menu_wanted.emit(clinician, self.placed.instant_of(minutes, column), at)

    def _want_day_menu(self, point: QPoint) -> None:
        """Of the clinician whose name was pointed at, on the day of that column."""
        index = self.header_column_at(point.x())
        column = None if index < 0 else self.placed.columns[index].column
        if column is not None and column.clinician_id is not None:
            day = column.day if self.placed.week else None
            self.time_menu_wanted.emit(column.clinician_id, day, self._header.mapToGlobal(point))
