"""A day or a week of a center: columns of clinicians or rooms with their cards and their working time."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from frontdesk.rules.words import ExceptionKind, Modality, Status

By = Literal["clinician", "room"]
"""What the columns of a day stand for."""


class Card(NamedTuple):
    """One appointment as the calendar shows it. Times are aware UTC; `wall_start`/`wall_end` the center's clock.

    A tuple, since a day has a thousand of them and one is made four times as fast as a frozen dataclass.
    """

    id: int
    version: int
    code: str
    clinician_id: int | None
    start: datetime
    end: datetime
    wall_start: datetime
    wall_end: datetime
    status: Status
    consumer_id: int
    consumer: str
    phone: str
    service_id: int
    service: str
    colour: int
    room: str
    dose: int | None
    """Number of the dose, or None when it is not of a program."""
    doses: int
    modality: Modality
    overbooked: bool
    late: bool
    arrived_at: datetime | None
    room_id: int | None = None
    room_unit: int | None = None
    busy_from: datetime | None = None
    """With the buffer before it; None for a row that does not say."""
    busy_to: datetime | None = None
    problem: str = ""
    """Code of what is wrong with the row (a damaged row never hides a day), else empty."""


class Damaged(NamedTuple):
    """An appointment whose row gives no time of the day that it could be shown at, and the code of what is wrong."""

    id: int
    code: str
    consumer: str
    service: str
    problem: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of a column that is not bookable though it is working time: leave, block, closure; UTC."""

    kind: ExceptionKind
    start: datetime
    end: datetime
    remark: str


class Held(NamedTuple):
    """A slot that is on the screen of another desk and kept for it until `until`, unless it is renewed; UTC."""

    start: datetime
    end: datetime
    desk: str
    staff: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Column:
    """One clinician, or one unit of a room, on one day: the working time, what lies over it, and the cards by start.

    `working` is in UTC, sorted, disjoint; of a room it is when the center is open. `held` is what other desks hold,
    by start. A room's column has no clinician; the cards of nobody, or of no room, stand in one without either.
    """

    clinician_id: int | None
    code: str
    name: str
    room: str
    working: tuple[tuple[datetime, datetime], ...]
    shades: tuple[Shade, ...]
    cards: tuple[Card, ...]
    held: tuple[Held, ...] = ()
    room_id: int | None = None
    unit: int | None = None
    day: date = field(kw_only=True)

    @property
    def whose(self) -> tuple[date, int | None, int | None, int | None]:
        """What stays the same when the day is read again: the day and whose column it is."""
        return self.day, self.clinician_id, self.room_id, self.unit


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of a center. `start`/`end` are the UTC instants of its midnights, 23, 24 or 25 hours apart."""

    center_id: int
    center: str
    zone: str
    day: date
    start: datetime
    end: datetime
    columns: tuple[Column, ...]
    by: By = "clinician"
    damaged: tuple[Damaged, ...] = ()
    """Appointments of the day that no column can show."""


@dataclass(frozen=True, slots=True)
class WeekView:
    """Seven days of a center one after another, read at one moment."""

    days: tuple[DayView, ...]

    @property
    def center_id(self) -> int:
        """The center of all of them."""
        return self.days[0].center_id

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.days[0].day
