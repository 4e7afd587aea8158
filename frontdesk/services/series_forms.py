"""What is handed to, and given back by, what books a series and changes several of it at once."""

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import SeriesScope, SeriesUnit
from frontdesk.services.forms import Act, Booking, Chosen


@dataclass(frozen=True, slots=True)
class SeriesForm:
    """A booking that is repeated: its `start` (aware) is that of the first date, by the center's clock of all.

    Of `count` and `until`, the last day it may reach, one is given.
    """

    booking: Booking
    every: int
    unit: SeriesUnit
    count: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SeriesOrder:
    """The same with the dates that were chosen of it, ascending: free ones, or what is taken instead of others."""

    booking: Booking
    every: int
    unit: SeriesUnit
    dates: tuple[Chosen, ...]
    count: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One appointment of a series as it was shown."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Another start (aware) for one of a series than that to which the others go, and with whom."""

    id: int
    start: datetime
    clinician_id: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesAct:
    """One action (cancel, reschedule, reassign) on one of a series, and on others of it by `scope`.

    `seen` are all that the scope shows, with their versions; those in `left_out` stay as they are. A move goes for each
    by as many days and hours of the wall clock as `act.start` is away from the start of the one that it names, but for
    those that have another start `instead`.
    """

    act: Act
    scope: SeriesScope
    seen: tuple[Seen, ...] = ()
    left_out: frozenset[int] = frozenset()
    instead: tuple[Instead, ...] = ()


@dataclass(frozen=True, slots=True)
class ActedOnSeries:
    """Which were changed, in the order of the series."""

    appointments: tuple[int, ...]
    changes: Changes
