"""What the calendar says while an appointment is moved, on the ghost, in notices and to screen readers."""

from datetime import datetime

from frontdesk.views.day import Card
from ui.calendar.layout import Layout
from ui.calendar.moves import Carried, Hint, Place
from ui.calendar.wording import consumer_of
from ui.texts import _, day_long, local, time_of


def hint_word(hint: Hint) -> str:
    """What seems to be in the way, empty for nothing."""
    return {
        Hint.FREE: "",
        Hint.TAKEN: _("Not free"),
        Hint.CLOSED: _("No working time"),
        Hint.UNABLE: _("Does not give this"),
        Hint.WRONG_ROOM: _("Not in this room"),
        Hint.SKIPPED: _("The clock skips this"),
    }[hint]


def spoken_place(layout: Layout, carried: Carried, place: Place, hint: Hint) -> str:
    """`Maria Silva, Tuesday 24 November 2026 15:00 to 15:20, Dr Mei Chen, Not free`: where it would be put down."""
    start, end = local(place.start, layout.day.zone), local(place.end, layout.day.zone)
    said = _("{consumer}, {day} {start} to {end}, {clinician}").format(
        consumer=consumer_of(carried.card),
        day=day_long(start.date()),
        start=time_of(start),
        end=time_of(end),
        clinician=layout.columns[place.column].column.name,
    )
    word = hint_word(hint)
    return _("{place}, {hint}").format(place=said, hint=word) if word else said


def spoken_taken(said: str) -> str:
    """What a screen reader says when a card is taken by a key, `said` being where it stands."""
    return _("Moving {place}. Arrow keys move it, Enter puts it down, Escape leaves it.").format(place=said)


def spoken_left(card: Card) -> str:
    """That a move was given up."""
    return _("{consumer} stays where it was").format(consumer=consumer_of(card))


def changed_meanwhile(card: Card) -> str:
    """Why a card that hung in the air is let go."""
    words = _("The appointment of {consumer} was changed meanwhile. Nothing was moved; look at it again.")
    return words.format(consumer=consumer_of(card))


def stays_there(card: Card) -> str:
    """Why nothing was moved though it was put down in another column: another place of the same room."""
    words = _("Nothing was moved: {consumer} is in that room, and all its places are alike.")
    return words.format(consumer=consumer_of(card))


def skipped_hour(start: datetime, zone: str) -> str:
    """Why nothing can be put down there; `start` is the first instant after it."""
    words = _("The clock skips that hour on this day and goes on at {time}. Nothing was moved; choose another time.")
    return words.format(time=time_of(local(start, zone)))
