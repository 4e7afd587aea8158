"""The start page: a clinician's own day, the desk's day at a center, and the day of everybody there at a glance."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from frontdesk.rules.words import Action, Modality, Status
from frontdesk.views.requests import RequestLine

T = TypeVar("T")


class Part(StrEnum):
    """What the start page can show; which of them depends on the roles."""

    MINE = "mine"
    DESK = "desk"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One appointment. Instants are aware UTC, `wall_*` the clock of its center's `zone`; texts may be empty."""

    id: int
    version: int
    status: Status
    start: datetime
    end: datetime
    wall_start: datetime
    wall_end: datetime
    zone: str
    consumer_id: int
    consumer: str
    service: str
    dose: int | None
    doses: int
    room: str
    center_id: int
    center: str
    clinician_id: int | None
    clinician: str
    modality: Modality
    overbooked: bool
    late: bool
    arrived_at: datetime | None
    commenced_at: datetime | None
    completed_at: datetime | None
    remark: str
    """What was noted when it was completed."""
    fits: tuple[Action, ...] = ()
    """What is to be done with it now, best first: only what this person may do."""
    rebook: bool = False
    """It is settled, and this person may book what follows."""

    def is_past(self, now: datetime) -> bool:
        """Whether it is over at `now` without an outcome."""
        return self.status is Status.BOOKED and self.end <= now


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A stretch of working time that nobody has; instants and the wall clock of the center."""

    clinician_id: int
    start: datetime
    end: datetime
    wall_start: datetime


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Appointments that are over without an outcome, those of today too; `oldest` is the day of the first."""

    count: int = 0
    oldest: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Requests that wait for an appointment; `oldest` is when the first was taken."""

    count: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How many appointments of the day there are: `total` without those that were cancelled."""

    total: int = 0
    done: int = 0
    in_progress: int = 0
    waiting: int = 0
    no_shows: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class MyDay:
    """A clinician's own day, at whatever center."""

    figures: Figures
    not_started: tuple[TodayRow, ...]
    in_progress: tuple[TodayRow, ...]
    completed: tuple[TodayRow, ...]
    """The last of them first."""
    unresolved: Unresolved
    free: FreeTime | None
    """The next free time at the center that is shown, within a week."""
    following: datetime | None
    """Wall-clock time of the next appointment after today."""
    requests: tuple[RequestLine, ...] = ()
    """Those to the clinician or to a group of theirs that nobody has answered, at whatever center, oldest first."""
    available: bool | None = None
    """Whether they are available for requests now at the center that is shown; None where they give nothing there."""
    late_minutes: int = 5
    """After so many minutes a request is late."""


@dataclass(frozen=True, slots=True)
class DeskDay:
    """A center's day as the desk needs it."""

    figures: Figures
    expected: int
    """How many are still to come, more perhaps than `arrivals` has."""
    arrivals: tuple[TodayRow, ...]
    waiting: tuple[TodayRow, ...]
    """Who has waited longest first."""
    in_progress: tuple[TodayRow, ...]
    requests: Waiting
    unresolved: Unresolved
    newest: tuple[TodayRow, ...]
    """The newest of the unresolved."""


@dataclass(frozen=True, slots=True)
class ClinicianLine:
    """One clinician's day; minutes are real ones. `used` is how many of the minutes of work are booked."""

    clinician_id: int
    name: str
    room: str
    figures: Figures
    working: int
    used: int
    left: int
    """Free minutes from now on."""
    free: FreeTime | None
    """The first of them."""
    may_book: bool


@dataclass(frozen=True, slots=True)
class CenterDay:
    """The day of everybody who works at a center or has an appointment there."""

    figures: Figures
    waiting_since: datetime | None
    """When the one who has waited longest arrived."""
    clinicians: tuple[ClinicianLine, ...]
    requests: Waiting
    unresolved: Unresolved


@dataclass(frozen=True, slots=True)
class Today(Generic[T]):
    """One part of the start page as of `now`, on the day that it is at the center."""

    part: Part
    now: datetime
    center_id: int
    center: str
    zone: str
    day: date
    content: T
