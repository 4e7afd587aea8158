"""What the colours of cards tell: the service, or the status; statuses differ in the pattern of their bars too."""

from enum import Enum, auto
from typing import Literal, NamedTuple

from frontdesk.rules.words import Status
from ui.calendar.wording import Said
from ui.theme import ServiceColour, Tokens

Colouring = Literal["service", "status"]


class Pattern(Enum):
    """How the bar of a card is drawn."""

    SOLID = auto()
    DOTTED = auto()
    HALF = auto()
    DOUBLE = auto()
    HOLLOW = auto()
    TEETH = auto()


class Look(NamedTuple):
    """The colours of a card, and the pattern of its bar."""

    colour: ServiceColour
    pattern: Pattern = Pattern.SOLID


_STATUSES: dict[Status, tuple[int, Pattern]] = {
    Status.BOOKED: (0, Pattern.SOLID),
    Status.PROPOSED: (2, Pattern.DOTTED),
    Status.PENDING: (2, Pattern.DOTTED),
    Status.ARRIVED: (3, Pattern.HALF),
    Status.CHECKED_IN: (1, Pattern.DOUBLE),
    Status.FULFILLED: (6, Pattern.HOLLOW),
}
"""Number in the palette that stays apart for the colour-blind, and pattern."""


def look_of(said: Said, tokens: Tokens, colouring: Colouring) -> Look:
    """The look of a card in a theme; what is damaged, or past without an outcome by status, has the one of danger."""
    danger = ServiceColour(tokens.danger, tokens.danger_tint)
    if said.card.problem:
        return Look(danger, Pattern.TEETH)
    if colouring == "service":
        return Look(tokens.service(said.card.colour))
    if said.past:
        return Look(danger, Pattern.TEETH)
    number, pattern = _STATUSES.get(said.card.status, (6, Pattern.HOLLOW))
    return Look(tokens.service(number), pattern)
