"""What the pages of schedules hand to their service and get back: plain frozen values, times and dates as typed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import CalendarType, ConfirmationMode, ExceptionKind, Modality
from frontdesk.views.choices import BookingSettings


@dataclass(frozen=True, slots=True)
class LineForm:
    """One weekly line as typed: weekday 0 is Monday, times such as 09:00; an end of 00:00 means midnight.

    Empty services or modalities mean all of them.
    """

    weekday: int
    starts: str
    ends: str
    service_ids: frozenset[int] = frozenset()
    modalities: frozenset[Modality] = frozenset()


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """A work schedule as typed; an empty `valid_to` is an open end. `schedule_id` None makes a new one.

    Problems name their field: `clinician`, `center`, `name`, `valid_from`, `valid_to`, or `lines.2.ends` (from 0).
    """

    clinician_id: int
    center_id: int
    name: str
    calendar_type: CalendarType
    valid_from: str
    valid_to: str
    lines: tuple[LineForm, ...]
    schedule_id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class ExceptionForm:
    """Leave, a block, extra hours, or a closure as typed, from a day and time to another, by a center's clock.

    `starts` and `ends` are wall-clock times such as 2026-12-24T13:00, a whole day is 2026-12-24 (an end names the
    last day with it). A closure has no clinician. Leave and block without a center hold at every center, by `zone`.
    """

    kind: ExceptionKind
    starts: str
    ends: str
    clinician_id: int | None = None
    center_id: int | None = None
    remark: str = ""
    exception_id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class HolidayForm:
    """Days on which a center is to be closed: (ISO date, name), from the list of public holidays."""

    center_id: int
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HoursForm:
    """A center's weekly opening hours and its place: zone, country and region by their codes.

    Problems name their field: `zone`, `country`, `region`, or `hours.2.ends` (from 0).
    """

    center_id: int
    version: int
    hours: tuple[tuple[int, str, str], ...]
    """Weekday, opens, closes."""
    zone: str
    country: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class ServiceForm:
    """How a service is booked. Whole minutes and days as typed; `room_kind` empty when it needs no room."""

    service_id: int
    version: int
    name: str
    minutes: str
    buffer_before: str
    buffer_after: str
    step: str
    least_notice: str
    furthest_days: str
    room_kind: str
    confirmation_mode: ConfirmationMode
    modalities: frozenset[Modality]


@dataclass(frozen=True, slots=True)
class RoomForm:
    """A room, station or piece of equipment; `room_id` None makes a new one. `capacity` as typed."""

    center_id: int
    code: str
    name: str
    kind: str
    capacity: str
    active: bool = True
    room_id: int | None = None
    version: int = 0


class Removing(StrEnum):
    """What can be taken away altogether; a room is only closed (`RoomForm.active`)."""

    SCHEDULE = "schedule"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class Removal:
    """A work schedule or an exception that is to go."""

    kind: Removing
    id: int
    version: int


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """How the clinic books, as typed; `seen` is what the screen showed before."""

    slot_choice: bool
    hold_minutes: str
    overbook_by_agents: bool
    seen: BookingSettings


PlanForm = ScheduleForm | ExceptionForm | HolidayForm | HoursForm | ServiceForm | RoomForm | SettingsForm | Removal
"""Everything of set-up that is saved by one road: most of it may break appointments (AVL-10)."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: its id (the first of several) and its new version."""

    id: int
    version: int
    changes: Changes


class Settling(StrEnum):
    """What is done with an appointment that a change of plans breaks."""

    CANCEL = "cancel"
    MOVE = "move"
    """To the next free time with the same clinician."""
    REASSIGN = "reassign"
    """At the same time to a colleague who is free."""


@dataclass(frozen=True, slots=True)
class Settle:
    """One broken appointment as the list showed it (`version`), and what is to be done with it."""

    how: Settling
    appointment_id: int
    version: int
    message: str = ""
    notify: bool = True
    reason_id: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """An appointment that was settled, when it takes place now and with whom."""

    appointment_id: int
    version: int
    wall_start: datetime
    clinician: str
    changes: Changes
