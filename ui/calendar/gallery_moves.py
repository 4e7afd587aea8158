"""States of the calendar while appointments are moved, for the pictures: in the air, not free, in a week, pinned."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Status
from ui.calendar.dragging import Stage
from ui.calendar.keyboard import Way
from ui.calendar.moves import Carried, Grip, own_place, stepped
from ui.calendar.page import CalendarPage


def moving_states(
    day: Callable[[], CalendarPage], week: Callable[[], CalendarPage], rooms: Callable[[], CalendarPage]
) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it."""
    for name, made, steps in (
        ("in-the-air", day, (Way.RIGHT, Way.DOWN, Way.DOWN)),
        ("in-the-air-not-free", day, (Way.DOWN,) * 6),
        ("in-the-air-week", week, (Way.RIGHT, Way.DOWN)),
        ("in-the-air-rooms", rooms, (Way.RIGHT, Way.DOWN)),
    ):
        page = made()
        _carry(page, steps)
        yield name, page
    page = day()
    for placed in page.view.placed.columns[0].cards[-3:]:
        page.view.pin_wanted.emit(placed.card)
    yield "pinboard", page


def _carry(page: CalendarPage, steps: tuple[Way, ...]) -> None:
    """Take the next appointment of the day into the air and carry it these steps."""
    view = page.view
    ahead = (one for one in view.placed.cards if one.card.start > view.now and one.card.status is Status.BOOKED)
    placed = next(ahead, None)
    own = None if placed is None else own_place(view.placed, placed.card)
    if placed is None or own is None:
        return
    card = placed.card
    carried = Carried(card, Grip.WHOLE, 0.0, view.step_of(card), view.able_of(card))
    view.carry(carried, own, Stage.MOUSE)
    for way in steps:
        own = stepped(view.placed, carried, own, way)
    view.carry_to(own)
