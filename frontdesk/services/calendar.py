"""The calendar: a center's day or week, and what the forms offer."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from frontdesk.services.desk import Desk
from frontdesk.services.overview import Overview
from frontdesk.views.choices import Choices, read_choices
from frontdesk.views.day import By, DayView, WeekView
from frontdesk.views.day_read import read_days

_log = logging.getLogger(__name__)


class Calendar(Overview):
    """What a person looks at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._told: set[tuple[int, str]] = set()

    def day(self, center_id: int, day: date, by: By = "clinician") -> DayView:
        """The columns of a day, in one snapshot, with what other desks hold. Raises RuleBroken `center.unknown`."""
        return self._read(center_id, [day], by)[0]

    def week(self, center_id: int, first_day: date, by: By = "clinician") -> WeekView:
        """Seven days from `first_day` on, in one snapshot. Raises RuleBroken `center.unknown`."""
        return WeekView(self._read(center_id, [first_day + timedelta(days=number) for number in range(7)], by))

    def choices(self) -> Choices:
        """Centers, services, clinicians, reasons and departments, for the forms."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_choices(connection)

    def _read(self, center_id: int, days: Sequence[date], by: By) -> tuple[DayView, ...]:
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            now, own = self._desk.now(), self._desk.own_holds
            views = read_days(connection, center_id, days, by=by, now=now, own=own)
        self._report(views)
        return views

    def _report(self, views: Iterable[DayView]) -> None:
        """Say once of each damaged appointment what is wrong with it, without anything about a person."""
        found = [(one.id, one.problem) for view in views for one in view.damaged]
        found += [(c.id, c.problem) for view in views for column in view.columns for c in column.cards if c.problem]
        for one in found:
            if one not in self._told:
                self._told.add(one)
                _log.warning("appointment %d is damaged: %s; frontdesk verify tells more", *one)
