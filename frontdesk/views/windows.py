"""Suggested windows: free times that suit a clinician and a consumer, best first, with why."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.rules.windows import WindowReason


@dataclass(frozen=True, slots=True)
class Window:
    """One of them; instants are aware UTC, `wall_start` is the center's clock in `zone`."""

    start: datetime
    end: datetime
    wall_start: datetime
    zone: str
    clinician_id: int
    clinician: str
    reasons: tuple[WindowReason, ...]
