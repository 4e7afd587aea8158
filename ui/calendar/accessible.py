"""The calendar for screen readers: the view is a list, and each card a real child of it with name, place and state.

An interface stands for a place in the reading order and looks its card up when it is asked, so a new day needs no new
ones. Qt deletes interfaces it has been shown, so Python keeps each of them until its view is gone and then has Qt
delete it: neither side is left with a dangling one. Never override `interface_cast` (PySide6 6.11 crashes).
"""

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow

from ui.calendar.layout import PlacedCard, PlacedHeld
from ui.calendar.surface import DaySurface
from ui.calendar.wording import spoken_calendar, spoken_card, spoken_held, spoken_holder, spoken_place

_lists: dict[int, "CardList"] = {}
_installed = False


def install() -> None:
    """Make every calendar accessible from now on; a second time does nothing."""
    global _installed  # noqa: PLW0603 - Qt has one list of factories for the process
    if not _installed:
        QAccessible.installFactory(_make)
        _installed = True


def tell_focus(surface: DaySurface) -> None:
    """Say that the chosen card has the focus now."""
    if surface.chosen is not None and QAccessible.isActive():
        event = QAccessibleEvent(surface, QAccessible.Event.Focus)
        event.setChild(_place(surface, surface.chosen))
        QAccessible.updateAccessibility(event)


def tell_day(surface: DaySurface) -> None:
    """Say that other cards stand there now."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(surface, QAccessible.Event.ObjectReorder))


class CardItem(QAccessibleInterface):
    """The card, or the time another desk holds, at one place of the reading order: column by column, each by time."""

    def __init__(self, surface: DaySurface, place: int) -> None:
        super().__init__()
        self._surface = surface
        self.place = place

    @property
    def placed(self) -> PlacedCard | PlacedHeld | None:
        """What stands at this place now."""
        if not shiboken6.isValid(self._surface):
            return None
        things = self._surface.placed.things
        return things[self.place] if self.place < len(things) else None

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Whether a card stands there."""
        return self.placed is not None

    def object(self) -> QObject | None:  # type: ignore[override]  # an item without an object is what Qt asks for
        """A card is painted, no object."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # there is none before the window shows
        """The window it is painted in."""
        return self._surface.window().windowHandle() if self.isValid() else None

    def parent(self) -> QAccessibleInterface:
        """The calendar."""
        return QAccessible.queryAccessibleInterface(self._surface)

    def child(self, _index: int) -> None:  # type: ignore[override]  # as above
        """A card has no parts."""

    def childAt(self, _x: int, _y: int) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """A card has no parts."""

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """A card has no parts."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """A card has no parts."""
        return -1

    def rect(self) -> QRect:
        """Where it stands on the screen."""
        placed = self.placed
        if placed is None:
            return QRect()
        area = self._surface.area_of(placed.box)
        return QRect(self._surface.viewport().mapToGlobal(area.topLeft()), area.size())

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def text(self, t: QAccessible.Text) -> str:
        """Who, what, when and status; with whom and where as the description."""
        placed = self.placed
        if placed is None or t not in (QAccessible.Text.Name, QAccessible.Text.Description):
            return ""
        column = self._surface.placed.columns[placed.column].column
        named = t == QAccessible.Text.Name
        if isinstance(placed, PlacedHeld):
            return (
                spoken_held(placed.held, column.day, self._surface.day.zone)
                if named
                else spoken_holder(placed.held, column)
            )
        if named:
            return spoken_card(placed.card, self._surface.now, again=placed.again)
        return spoken_place(placed.card, column)

    def setText(self, t: QAccessible.Text, text: str) -> None:  # noqa: N802 - Qt's name
        """A card cannot be renamed."""

    def state(self) -> QAccessible.State:
        """Chosen, in focus, out of sight."""
        state = QAccessible.State()
        placed = self.placed
        if placed is None:
            state.invalid = 1
            return state
        state.selectable = state.focusable = int(isinstance(placed, PlacedCard))
        if placed == self._surface.chosen:
            state.selected = 1
            state.focused = int(self._surface.hasFocus())
        if not self._surface.area_of(placed.box).intersects(self._surface.viewport().rect()):
            state.offscreen = 1
        return state


class CardList(QAccessibleInterface):
    """The calendar as a list of its cards."""

    def __init__(self, surface: DaySurface) -> None:
        super().__init__()
        self._surface = surface
        self._items: list[CardItem] = []

    def item(self, place: int) -> CardItem:
        """The item at that place, made when it is first asked for."""
        while len(self._items) <= place:
            self._items.append(CardItem(self._surface, len(self._items)))
        return self._items[place]

    def let_go(self) -> None:
        """The view is gone: have Qt delete the items, whether it knew them or not."""
        for item in self._items:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))
        self._items.clear()

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the view is still there."""
        return shiboken6.isValid(self._surface)

    def object(self) -> QObject:
        """The view."""
        return self._surface

    def window(self) -> QWindow | None:  # type: ignore[override]  # there is none before the window shows
        """The window it stands in."""
        return self._surface.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """The widget around it, or the application."""
        around = self._surface.parentWidget() or QCoreApplication.instance()
        assert around is not None  # noqa: S101 - there is no widget without an application
        return QAccessible.queryAccessibleInterface(around)

    def child(self, index: int) -> CardItem | None:  # type: ignore[override]  # none beyond the last, as Qt asks
        """The card at that place of the reading order."""
        return self.item(index) if 0 <= index < self.childCount() else None

    def childAt(self, x: int, y: int) -> CardItem | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """The card at a point of the screen."""
        point = self._surface.viewport().mapFromGlobal(QPoint(x, y))
        at = self._surface.content_of(point)
        placed = self._surface.placed.hit(*at).card or self._surface.placed.held_at(*at)
        return None if placed is None else self.item(_place(self._surface, placed))

    def focusChild(self) -> CardItem | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """The chosen card."""
        chosen = self._surface.chosen
        return None if chosen is None else self.item(_place(self._surface, chosen))

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """How many cards and held times the day has."""
        return len(self._surface.placed.things)

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """The place of a card in the reading order."""
        return child.place if isinstance(child, CardItem) else -1

    def rect(self) -> QRect:
        """Where the view stands on the screen."""
        return QRect(self._surface.mapToGlobal(QPoint(0, 0)), self._surface.size())

    def role(self) -> QAccessible.Role:
        """A list."""
        return QAccessible.Role.List

    def text(self, t: QAccessible.Text) -> str:
        """Which day, where, and how many appointments."""
        if t == QAccessible.Text.Name:
            return spoken_calendar(self._surface.days, self._surface.placed.cards)
        return self._surface.accessibleDescription() if t == QAccessible.Text.Description else ""

    def setText(self, t: QAccessible.Text, text: str) -> None:  # noqa: N802 - Qt's name
        """The calendar cannot be renamed."""

    def state(self) -> QAccessible.State:
        """Whether keys go here."""
        state = QAccessible.State()
        state.focusable = 1
        state.focused = int(self._surface.hasFocus())
        return state


def _make(_class: str, owner: QObject) -> QAccessibleInterface | None:
    if not isinstance(owner, DaySurface):
        return None
    made = CardList(owner)
    key = id(made)
    _lists[key] = made
    owner.destroyed.connect(lambda: _lists.pop(key).let_go())
    return made


def _place(surface: DaySurface, placed: PlacedCard | PlacedHeld) -> int:
    return surface.placed.things.index(placed)
