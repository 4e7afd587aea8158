"""Which appointments could be cancelled, moved or given away together, each with why it cannot."""

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.rules.words import Status

MOST = 2_000
"""So many are done at once, no more."""


@dataclass(frozen=True, slots=True)
class ManyScope:
    """All that is ahead of a center from the first to the last day, of one clinician or of all; or those chosen.

    Days are by the center's clock. With `ids` nothing else counts, and what has passed is among them.
    """

    center_id: int = 0
    first_day: date | None = None
    last_day: date | None = None
    clinician_id: int | None = None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One appointment; `why_not` is the code of what keeps it from the action, None where nothing does."""

    id: int
    version: int
    code: str
    status: Status
    past: bool
    """Booked, and its end has passed without an outcome."""
    consumer: str
    has_email: bool
    service: str
    dose: int | None
    clinician_id: int | None
    clinician: str
    center_id: int
    wall_start: datetime | None
    wall_end: datetime | None
    why_not: str | None
