"""The appointments of a center one after another, in pages that follow each other in both directions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from frontdesk.views.day import Card


class Place(NamedTuple):
    """Between two appointments of a center: beyond the one of that start (aware) and id.

    Without a start it is the beginning of the day, by the center's clock.
    """

    day: date
    start: datetime | None = None
    id: int = 0


class AgendaRow(NamedTuple):
    """A card with the day it stands on, by the center's clock, and who is to see the consumer."""

    card: Card
    day: date
    clinician: str

    @property
    def place(self) -> Place:
        """Where those after it begin."""
        return Place(self.day, self.card.start, self.card.id)


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """Rows by time, and from where on to ask for more in the direction asked; None at the end.

    There may be more though a page is empty: one page looks through no more than some weeks.
    """

    rows: tuple[AgendaRow, ...]
    more: Place | None
