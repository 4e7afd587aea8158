"""The calendar: a center's day, and what the forms offer."""

from datetime import date

from frontdesk.services.desk import Desk
from frontdesk.views.choices import Choices, read_choices
from frontdesk.views.day import DayView
from frontdesk.views.day_read import read_day


class Calendar:
    """What a person looks at."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def day(self, center_id: int, day: date) -> DayView:
        """The columns of a day, in one snapshot, with what other desks hold. Raises RuleBroken `center.unknown`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_day(connection, center_id, day, now=self._desk.now(), own=self._desk.own_holds)

    def choices(self) -> Choices:
        """Centers, services, clinicians, reasons and departments, for the forms."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_choices(connection)
