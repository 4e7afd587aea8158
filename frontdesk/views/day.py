"""A day of a center: columns of clinicians with their cards and their working time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from frontdesk.rules.words import ExceptionKind, Modality, Status


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
    problem: str = ""
    """Code of what is wrong with the row (a damaged row never hides a day), else empty."""


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
    """One clinician on one day: the working time (UTC, sorted, disjoint), what lies over it, and the cards by start.

    `held` is what other desks hold, by start.
    """

    clinician_id: int
    code: str
    name: str
    room: str
    working: tuple[tuple[datetime, datetime], ...]
    shades: tuple[Shade, ...]
    cards: tuple[Card, ...]
    held: tuple[Held, ...] = ()


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
