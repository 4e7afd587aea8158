"""Free times as offered to a person."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.rules.conflicts import ConflictKind


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


@dataclass(frozen=True, slots=True)
class DoseOpening:
    """Where one dose of a program would be placed."""

    dose_id: int
    number: int
    service_id: int
    service: str
    opening: Opening


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way of a wanted time: what it is, with whom and when; texts are empty where they do not apply.

    Wall-clock times are the center's. `blocks` is False for a warning; `overbookable` says that somebody with the
    right may book over it on purpose.
    """

    kind: ConflictKind
    wall_start: datetime
    wall_end: datetime
    consumer: str = ""
    clinician: str = ""
    service: str = ""
    room: str = ""
    remark: str = ""
    desk: str = ""
    staff: str = ""
    """Who holds it at that desk."""
    until: datetime | None = None
    limit: datetime | None = None
    """The first start that notice allows, on the center's clock."""
    appointment_id: int | None = None
    blocks: bool = True
    overbookable: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """A clinician who is able to take an appointment over, and what forbids it at its time."""

    clinician_id: int
    name: str
    obstacles: tuple[Obstacle, ...]

    @property
    def free(self) -> bool:
        """Whether nothing forbids it."""
        return not self.obstacles


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Whether a wanted time can be booked, all that stands in its way, and the nearest free times around it."""

    start: datetime
    wall_start: datetime
    clinician_id: int | None
    obstacles: tuple[Obstacle, ...]
    before: Opening | None
    after: Opening | None

    @property
    def free(self) -> bool:
        """Whether nothing forbids it."""
        return not any(one.blocks for one in self.obstacles)
