"""More of the calendar than a week: some weeks at a glance, and appointments one after another."""

from collections.abc import Collection
from datetime import date

from frontdesk.services.desk import Desk
from frontdesk.views.agenda import AgendaPage, AgendaRow, Place
from frontdesk.views.agenda_read import read_agenda, read_agenda_days
from frontdesk.views.calendar_filters import NO_FILTERS, Filters
from frontdesk.views.month import MonthView
from frontdesk.views.month_read import read_month


class Overview:
    """What a person looks at from further away."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def month(
        self, center_id: int, first: date, *, days: int = 42, filters: Filters = NO_FILTERS, cards: int = 8
    ) -> MonthView:
        """So many days from the first on, each with its first `cards` cards; raises RuleBroken `center.unknown`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_month(connection, center_id, first, days, filters, self._desk.now(), cards)

    def agenda(
        self, center_id: int, place: Place, *, back: bool = False, filters: Filters = NO_FILTERS, most: int = 80
    ) -> AgendaPage:
        """The next appointments after a place or, with `back`, the last before it, at most so many."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_agenda(connection, center_id, place, filters, self._desk.now(), back=back, most=most)

    def agenda_days(
        self, center_id: int, days: Collection[date], *, filters: Filters = NO_FILTERS
    ) -> tuple[AgendaRow, ...]:
        """All appointments of these days, by time."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_agenda_days(connection, center_id, days, filters, self._desk.now())
