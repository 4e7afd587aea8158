"""A card in the air over the calendar: where it is shown, what it dims, and how it ends, whoever carries it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import QWidget

from frontdesk.views.choices import ServiceChoice
from frontdesk.views.day import Card, DayView
from ui.calendar.ghost import Ghost, ghost_of, paint_move
from ui.calendar.layout import Layout
from ui.calendar.move_words import changed_meanwhile, skipped_hour, spoken_left, spoken_place, spoken_taken, stays_there
from ui.calendar.moves import (
    Able,
    Carried,
    Hint,
    Move,
    Place,
    hint_of,
    is_alike,
    move_of,
    own_place,
    place_again,
    place_of,
    unfit,
)
from ui.calendar.overlay import column_area, paint_lifted, paint_pin, paint_unfit
from ui.calendar.zooming import ZoomingSurface

USUAL_STEP = 5
"""Minutes that a card goes by where its service is not known."""


class Stage(Enum):
    """Who carries a card."""

    MOUSE = auto()
    """Its button is held."""
    FREE = auto()
    """Keys, or the pointer without a button: a click or Enter puts it down."""
    DOWN = auto()
    """Nobody any more: it was put down and is being asked about."""


@dataclass(frozen=True, slots=True)
class Air:
    """What is in the air, and where it would be put down (None: not on what is shown now)."""

    carried: Carried
    stage: Stage
    place: Place | None
    hint: Hint = Hint.FREE
    unfit: frozenset[int] = frozenset()
    move: Move | None = None
    """Once it was put down."""


class DraggingSurface(ZoomingSurface):
    """Cards can be carried over it. `move_begun` with the appointment's id asks whether it may be moved at all.

    `move_wanted` carries a `Move`; the ghost stays until `end_move`. `told` is said to the person, in words.
    """

    move_begun = Signal(int)
    move_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._air: Air | None = None
        self._hangs: tuple[Layout, Place, Ghost] | None = None
        self._services: Callable[[], Iterable[ServiceChoice]] = tuple
        self._pinned: frozenset[int] = frozenset()

    # What the page hands over

    def take_services(self, services: Callable[[], Iterable[ServiceChoice]]) -> None:
        """Where to look up who gives a service, and by which step of the clock."""
        self._services = services

    def set_pinned(self, appointments: Iterable[int]) -> None:
        """Which appointments are on the pinboard."""
        pinned = frozenset(appointments)
        for number in pinned ^ self._pinned:
            self._update_card(number)
        self._pinned = pinned

    def refuse_move(self, appointment_id: int, words: str) -> None:
        """It may not be moved: let it go, and say why."""
        if self._air is not None and self._air.carried.card.id == appointment_id:
            self.leave_move()
        self.told.emit(words)

    def end_move(self, appointment_id: int) -> None:
        """What was asked about the move is answered: the ghost goes."""
        if self._air is not None and self._air.stage is Stage.DOWN and self._air.carried.card.id == appointment_id:
            self._set_air(None)

    def ghost_on_screen(self) -> QRect:
        """Where the card in the air hangs, in global points; empty where it does not show."""
        place = None if self._air is None else self._air.place
        if place is None:
            return QRect()
        area = self._in_viewport(self._ghost_at(place).area)
        return QRect(self.viewport().mapToGlobal(area.topLeft()), area.size())

    # Carrying

    @property
    def air(self) -> Air | None:
        """What is in the air."""
        return self._air

    def is_carrying(self) -> bool:
        """Whether a card is carried now, by mouse or keys."""
        return self._air is not None and self._air.stage is not Stage.DOWN

    def step_of(self, card: Card) -> int:
        """Minutes that the card goes by: the step of its service."""
        service = self._service_of(card)
        return USUAL_STEP if service is None else service.step

    def able_of(self, card: Card) -> Able | None:
        """Who gives its service, and in which rooms; None where that is not known."""
        service = self._service_of(card)
        return None if service is None else Able(frozenset(service.clinician_ids), frozenset(service.room_ids))

    def carry(self, carried: Carried, place: Place, stage: Stage) -> None:
        """Take a card into the air."""
        self._set_air(self._aired(carried, place, stage))
        self.move_begun.emit(carried.card.id)
        if stage is Stage.FREE:
            self.announce(spoken_taken(self._spoken()))

    def carry_to(self, place: Place | None) -> None:
        """Carry what is in the air to another place; only what it covered and covers is painted."""
        air = self._air
        if air is not None and place is not None and place != air.place:
            self._set_air(self._aired(air.carried, place, air.stage))

    def put_down(self) -> bool:
        """Put it down where it is and ask for the move; False when nothing is carried."""
        air = self._air
        if air is None or air.stage is Stage.DOWN:
            return False
        if air.hint is Hint.SKIPPED and air.place is not None:
            self.leave_move()
            self.told.emit(skipped_hour(air.place.start, self.day.zone))
            return True
        move = None if air.place is None else move_of(self.placed, air.carried, air.place)
        if move is None:
            own = own_place(self.placed, air.carried.card)
            self._set_air(None)
            if own is not None and air.place is not None and is_alike(self.placed, own, air.place):
                self.told.emit(stays_there(air.carried.card))
        else:
            self._set_air(replace(air, stage=Stage.DOWN, unfit=frozenset(), move=move))
            self.move_wanted.emit(move)
        return True

    def leave_move(self) -> bool:
        """Leave all as it was; False when nothing is in the air."""
        air = self._air
        self._set_air(None)
        if air is not None and air.stage is Stage.FREE:
            self.announce(spoken_left(air.carried.card))
        return air is not None

    def announce_place(self) -> None:
        """Have a screen reader say where it would be put down."""
        if self.is_carrying():
            self.announce(self._spoken())

    def announce(self, words: str) -> None:
        """Have a screen reader say something now."""
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # Following the day

    def _show(self, days: Sequence[DayView], now: datetime, *, week: bool) -> None:
        before = self.placed
        super()._show(days, now, week=week)
        self._follow_days(before)

    def _follow_days(self, before: Layout) -> None:
        """A card in the air stays there while it and its column stand; what others did to it lets it go, in words."""
        air = self._air
        if air is None:
            return
        card = air.carried.card
        was, is_ = before.card(card.id), self.placed.card(card.id)
        if air.move is not None:
            stays = None if air.place is None else place_again(before, self.placed, air.place)
            place = stays or place_of(self.placed, air.move, card)
            self._set_air(replace(air, place=place), whole=True)
        elif _days_of(before) != _days_of(self.placed):
            self.leave_move()
        elif was is not None and (is_ is None or is_.card.version != card.version):
            self.leave_move()
            self.told.emit(changed_meanwhile(card))
        else:
            place = None if air.place is None else place_again(before, self.placed, air.place)
            if place is None:
                self.leave_move()
                return
            carried = air.carried if is_ is None else replace(air.carried, card=is_.card)
            self._set_air(self._aired(carried, place, air.stage), whole=True)

    # Inside

    def _service_of(self, card: Card) -> ServiceChoice | None:
        return next((one for one in self._services() if one.id == card.service_id), None)

    def _aired(self, carried: Carried, place: Place, stage: Stage) -> Air:
        placed = self.placed
        return Air(carried, stage, place, hint_of(placed, carried, place), unfit(placed, carried, place))

    def _spoken(self) -> str:
        air = self._air
        if air is None or air.place is None:
            return ""
        return spoken_place(self.placed, air.carried, air.place, air.hint)

    def _set_air(self, air: Air | None, *, whole: bool = False) -> None:
        before, self._air = self._air, air
        for one in (before, air):
            if one is not None and one.place is not None and one.place.column < len(self.placed.columns):
                self._update(self._ghost_at(one.place).area)
        dimmed = frozenset() if before is None else before.unfit
        for index in dimmed ^ (frozenset() if air is None else air.unfit):
            if index < len(self.placed.columns):
                self._update(column_area(self.placed, index))
        if (before is None) != (air is None) or whole:
            for one in (before, air):
                if one is not None:
                    self._update_card(one.carried.card.id)
        if whole:
            self.viewport().update()

    def _ghost_at(self, place: Place) -> Ghost:
        """Worked out once for a step."""
        if self._hangs is None or self._hangs[0] is not self.placed or self._hangs[1] is not place:
            self._hangs = self.placed, place, ghost_of(self.placed, place)
        return self._hangs[2]

    def _update_card(self, appointment_id: int) -> None:
        placed = self.placed.card(appointment_id)
        if placed is not None:
            self._update(QRect(*placed.box))

    def _paint_over(self, painter: QPainter, area: QRect) -> None:
        air = self._air
        self._paint_pins(painter, area)
        if air is not None:
            lifted = self.placed.card(air.carried.card.id)
            if lifted is not None and QRect(*lifted.box).intersects(area):
                paint_lifted(painter, lifted.box)
            paint_unfit(painter, self.placed, air.unfit, area)
        super()._paint_over(painter, area)
        if air is not None and air.place is not None:
            ghost = self._ghost_at(air.place)
            if ghost.area.intersects(area):
                words = air.carried, air.place, air.hint
                paint_move(painter, self.placed, self._letters, self._plates, ghost, *words)

    def _paint_pins(self, painter: QPainter, area: QRect) -> None:
        for number in self._pinned:
            pinned = self.placed.card(number)
            if pinned is not None and QRect(*pinned.box).intersects(area):
                paint_lifted(painter, pinned.box)
                paint_pin(painter, pinned.box, self._plates)


def _days_of(layout: Layout) -> list[tuple[int, date]]:
    return [(one.day.center_id, one.day.day) for one in layout.days]
