"""Lists of appointments by status: what a person wishes to see, how many there are, and the rows."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import accumulate, groupby
from typing import NamedTuple

from frontdesk.rules.words import Modality, Status

PAGE = 100
"""Rows of a page."""
SORTABLE = 5000
"""A list of so many rows is put in any order; a longer one only in those that its index serves."""


class Tab(StrEnum):
    """The lists by status as people speak of them; each appointment is in one of them, but for mistakes."""

    REQUESTS = "requests"
    UPCOMING = "upcoming"
    PAST = "past"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


STATUSES = {
    Tab.REQUESTS: (Status.PROPOSED, Status.PENDING, Status.WAITLIST),
    Tab.UPCOMING: (Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN),
    Tab.PAST: (Status.BOOKED,),
    Tab.COMPLETED: (Status.FULFILLED, Status.NOSHOW),
    Tab.CANCELLED: (Status.CANCELLED,),
}


class Sort(StrEnum):
    """What a list is ordered by; within it by time."""

    WHEN = "when"
    CONSUMER = "consumer"
    SERVICE = "service"
    CLINICIAN = "clinician"
    CENTER = "center"
    STATUS = "status"
    BOOKED = "booked"


IN_MEMORY = frozenset({Sort.CONSUMER, Sort.BOOKED})
"""The orders that no index serves: for lists of up to `SORTABLE` rows."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which appointments; days are wall-clock dates, None is any. `late` and `overbooked` ask for only those."""

    center_id: int | None = None
    clinician_id: int | None = None
    service_id: int | None = None
    modality: Modality | None = None
    first_day: date | None = None
    last_day: date | None = None
    late: bool = False
    overbooked: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see: a tab, narrowed, perhaps only what was `typed` for, in an order."""

    tab: Tab
    narrow: Narrow = Narrow()
    typed: str = ""
    sort: Sort = Sort.WHEN
    descending: bool = False


class Cell(NamedTuple):
    """How many rows of a list stand on one day in one group: a clinician, a service, a center or a status, by rank."""

    group: int
    day: date | None
    rows: int


class Stretch(NamedTuple):
    """Days of one group, from the first to the last: of their rows `skip` are passed over, and `rows` meant."""

    group: int
    first: date | None
    last: date | None
    skip: int
    rows: int


class ListRow(NamedTuple):
    """One appointment of a list. Instants are aware UTC, `wall_…` the center's clock; None while it has no time."""

    id: int
    version: int
    code: str
    start: datetime | None
    end: datetime | None
    wall_start: datetime | None
    wall_end: datetime | None
    zone: str
    status: Status
    consumer_id: int
    consumer: str
    phone: str
    service: str
    colour: int
    dose: int | None
    clinician: str
    center: str
    room: str
    modality: Modality
    late: bool
    overbooked: bool
    created_at: datetime
    answer_by: datetime | None = None
    """Until when the consumer's answer is awaited, while it is."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A list without its rows: where each day begins in it, so that any place of it can be read at once.

    `at` is the instant by which Upcoming and Past were told apart. Short lists in an order that no index serves, and
    what a search found, are `ids` instead. `groups` are the ids behind the ranks of the cells.
    """

    wish: Wish
    at: datetime
    cells: tuple[Cell, ...] = ()
    ends: tuple[int, ...] = ()
    groups: tuple[int | str | None, ...] = ()
    ids: tuple[int, ...] | None = None
    cut: bool = False
    """Whether more consumers fit what was typed than were looked at."""

    @property
    def total(self) -> int:
        """How many rows there are."""
        if self.ids is not None:
            return len(self.ids)
        return self.ends[-1] if self.ends else 0

    def stretches(self, first: int, last: int) -> tuple[Stretch, ...]:
        """The days in which the rows from place `first` to before `last` stand."""
        parts = []
        place = bisect_right(self.ends, first)
        while place < len(self.cells) and first < last:
            cell = self.cells[place]
            begins = self.ends[place] - cell.rows
            meant = min(last, self.ends[place]) - first
            parts.append(Stretch(cell.group, cell.day, cell.day, first - begins, meant))
            first += meant
            place += 1
        return tuple(_joined(parts))


def tab_of(status: Status, end: datetime | None, at: datetime) -> Tab | None:
    """The tab of an appointment that ends at `end` at an instant; None for what was entered by mistake."""
    if status is Status.BOOKED:
        return Tab.PAST if end is not None and end <= at else Tab.UPCOMING
    return next((tab for tab, statuses in STATUSES.items() if status in statuses), None)


def outline(wish: Wish, at: datetime, cells: Iterable[Cell], groups: tuple[int | str | None, ...] = ()) -> Outline:
    """The outline of these cells, in whatever order they come; those of no row are left out."""
    some = [cell for cell in cells if cell.rows]
    # Without a time is last, whichever way the others are turned.
    timed = sorted((cell for cell in some if cell.day is not None), reverse=wish.descending)
    ordered = [*timed, *(cell for cell in some if cell.day is None)]
    if groups:
        ordered.sort(key=lambda cell: cell.group, reverse=wish.descending)
    return Outline(wish, at, tuple(ordered), tuple(accumulate(cell.rows for cell in ordered)), groups)


def _joined(parts: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbouring days of a group as one stretch: one look at the index serves them all."""
    for (group, timeless), some in groupby(parts, lambda part: (part.group, part.first is None)):
        days = list(some)
        first, last = (None, None) if timeless else (days[0].first, days[-1].last)
        yield Stretch(group, first, last, days[0].skip, sum(part.rows for part in days))
