"""Read models of set-up that decides free time: work schedules, exceptions, hours, rooms, timing of services."""

from dataclasses import dataclass
from datetime import date, datetime, time

from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.words import CalendarType, ConfirmationMode, ExceptionKind, Modality, Status


@dataclass(frozen=True, slots=True)
class LineView:
    """One weekly line in the center's wall clock; weekday 0 is Monday, an end of 00:00 means midnight."""

    weekday: int
    starts: time
    ends: time
    service_ids: frozenset[int]
    modalities: frozenset[Modality]


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """A clinician's work schedule at a center, with its lines by weekday and start."""

    id: int
    version: int
    clinician_id: int
    clinician: str
    center_id: int
    name: str
    calendar_type: CalendarType
    valid_from: date
    valid_to: date | None
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """Leave, block, extra hours or closure; wall-clock times are those of `zone`."""

    id: int
    version: int
    kind: ExceptionKind
    clinician_id: int | None
    clinician: str
    center_id: int | None
    center: str
    wall_start: datetime
    wall_end: datetime
    zone: str
    remark: str

    @property
    def whole_days(self) -> bool:
        """Whether it runs from midnight to midnight."""
        return self.wall_start.time() == self.wall_end.time() == time(0)


@dataclass(frozen=True, slots=True)
class HolidayView:
    """A public holiday of the center's country and region; `closed` when a closure of that day is there already."""

    day: date
    name: str
    closed: bool


@dataclass(frozen=True, slots=True)
class HoursView:
    """A center's weekly hours (weekday, opens, closes) and its place."""

    center_id: int
    version: int
    center: str
    zone: str
    country: str
    region: str
    hours: tuple[tuple[int, time, time], ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """How a service is booked; minutes are real minutes."""

    id: int
    version: int
    code: str
    name: str
    minutes: int
    buffer_before: int
    buffer_after: int
    step: int
    least_notice: int
    furthest_days: int
    room_kind: str
    confirmation_mode: ConfirmationMode
    modalities: frozenset[Modality]


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room, station or piece of equipment of a center."""

    id: int
    version: int
    center_id: int
    code: str
    name: str
    kind: str
    capacity: int
    active: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """One appointment that a change would break, and by what; `wall_start` is its promise."""

    appointment_id: int
    version: int
    code: str
    status: Status
    consumer: str
    phone: str
    service: str
    clinician_id: int | None
    clinician: str
    center_id: int
    wall_start: datetime
    wall_end: datetime
    kinds: tuple[ConflictKind, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change would break: the appointments ahead, the first `limit` of them, and how many in all."""

    broken: tuple[Broken, ...]
    total: int
