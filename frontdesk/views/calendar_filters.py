"""Which appointments the calendar shows: by clinician, service and status as a person sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from frontdesk.rules.words import Status


class Told(StrEnum):
    """How the status of an appointment in the calendar is told; `past` is booked, over, and without an outcome."""

    REQUEST = "request"
    UPCOMING = "upcoming"
    PAST = "past"
    ARRIVED = "arrived"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


TOLD: Final[Mapping[Status, Told]] = {
    Status.PROPOSED: Told.REQUEST,
    Status.PENDING: Told.REQUEST,
    Status.BOOKED: Told.UPCOMING,
    Status.ARRIVED: Told.ARRIVED,
    Status.CHECKED_IN: Told.IN_PROGRESS,
    Status.FULFILLED: Told.COMPLETED,
}
"""What stands in the calendar; a booked one that is over is `past`."""


def told(status: Status, end: datetime, now: datetime) -> Told | None:
    """How a status is told at the instant `now` (both aware); None for what does not stand in the calendar."""
    found = TOLD.get(status)
    return Told.PAST if found is Told.UPCOMING and end <= now else found


@dataclass(frozen=True, slots=True)
class Filters:
    """What is let in; an empty part lets everything in."""

    clinicians: frozenset[int] = frozenset()
    services: frozenset[int] = frozenset()
    statuses: frozenset[Told] = frozenset()

    def __len__(self) -> int:
        """How many ticks are set."""
        return len(self.clinicians) + len(self.services) + len(self.statuses)

    def lets_in(self, clinician_id: int | None, service_id: int, status: Status, end: datetime, now: datetime) -> bool:
        """Whether an appointment that ends at `end` is shown at the instant `now` (both aware)."""
        return (
            (not self.clinicians or clinician_id in self.clinicians)
            and (not self.services or service_id in self.services)
            and (not self.statuses or told(status, end, now) in self.statuses)
        )


NO_FILTERS: Final = Filters()
"""Everything is let in."""
