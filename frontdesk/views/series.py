"""A series as a person sees it: dates that are to be booked, and appointments that belong together."""

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.rules.words import SeriesUnit, Status
from frontdesk.views.openings import Obstacle, Opening


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One date of a series that is to be booked: free (`why` is empty), or the code of what stands in the way.

    `start` is None where the clocks skip that time. `obstacles` name all there is, warnings too; `alternative` is the
    nearest free time between the dates beside it, of that day before all others.
    """

    position: int
    start: datetime | None
    wall_start: datetime
    clinician_id: int | None
    clinician: str
    why: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    alternative: Opening | None = None

    @property
    def free(self) -> bool:
        """Whether it can be booked as it is."""
        return not self.why


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One appointment of a series, and what an action on several would do with it.

    `stays` says why it is none of those: a code, empty where it is one of them. Of a move: where it would go, and what
    stands in the way there, with the nearest free time instead.
    """

    appointment_id: int
    version: int
    code: str
    position: int
    status: Status
    past: bool
    """Booked, and its end has passed without an outcome."""
    wall_start: datetime | None
    clinician_id: int | None
    clinician: str
    stays: str = ""
    new_start: datetime | None = None
    new_wall: datetime | None = None
    why: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    alternative: Opening | None = None


@dataclass(frozen=True, slots=True)
class SeriesView:
    """All of a series: for whom, what, how often, and its appointments in their order."""

    id: int
    request_id: int
    every: int
    unit: SeriesUnit
    count: int | None
    until: date | None
    consumer: str
    service: str
    zone: str
    lines: tuple[SeriesLine, ...]
