"""Some weeks of a center, day by day: how much is booked, what is closed, and the first appointments of each day."""

from dataclasses import dataclass
from datetime import date

from frontdesk.views.day import Card


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the center's clock.

    `appointments` counts what the filters let in, `requests` and `unresolved` are those among them without an
    agreement and without an outcome. `booked_minutes` and `working_minutes` are real ones, of the clinicians let in;
    work over midnight counts on the day on which it is.
    """

    day: date
    appointments: int
    requests: int
    unresolved: int
    booked_minutes: int
    working_minutes: int
    closures: tuple[str, ...]
    """What the center is closed for, by the remark of each closure; empty for one without."""
    cards: tuple[Card, ...]
    """The first of the appointments, by start."""


@dataclass(frozen=True, slots=True)
class MonthView:
    """Days of a center that follow each other."""

    center_id: int
    center: str
    zone: str
    days: tuple[MonthDay, ...]

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.days[0].day
