"""Free times as offered to a person."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """A start that a clinician (and a room, where the service needs one) can give; UTC, and the center's wall clock."""

    start: datetime
    end: datetime
    wall_start: datetime
    zone: str
    clinician_id: int
    clinician: str
    room_id: int | None
    room_unit: int | None
    room: str
