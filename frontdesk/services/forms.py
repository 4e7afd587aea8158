"""What a page hands to a service and what it gets back: plain frozen values."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Action, CalendarType, CancelClass, Modality, Source, Status


def new_command_id() -> str:
    """A fresh 128-bit id for one writing call, as 32 hexadecimal digits; a repeated call keeps its id."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class ConsumerForm:
    """The consumer form as typed; an empty text means nothing is known."""

    user_id: str
    first_name: str
    last_name: str
    email: str = ""
    phone: str = ""
    title: str = ""
    department_id: int | None = None
    birth_date: str = ""
    language: str = "en"
    zone: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class OpeningQuery:
    """Which free times are looked for. `from_` is an aware instant, now when it is None."""

    service_id: int
    center_id: int
    clinician_id: int | None = None
    from_: datetime | None = None
    modality: Modality | None = None
    calendar_type: CalendarType | None = None
    limit: int = 6


@dataclass(frozen=True, slots=True)
class Booking:
    """A new appointment: for a known consumer or one made on the spot; `start` is aware, None for the earliest."""

    service_id: int
    center_id: int
    consumer_id: int | None = None
    new_consumer: ConsumerForm | None = None
    clinician_id: int | None = None
    start: datetime | None = None
    from_: datetime | None = None
    """With no start: the earliest from this instant on, now when it is None."""
    length_minutes: int | None = None
    """Other than the service's own length (dragged in the calendar)."""
    modality: Modality | None = None
    answers: dict[int, str] = field(default_factory=dict)
    notify: bool = True
    source: Source = Source.DESK
    note: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    appointment_id: int
    version: int
    code: str
    status: Status
    start: datetime
    clinician_id: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Act:
    """One action on one appointment as its screen showed it (`version`).

    `confirmed` says that the person was asked and means it (checking in on another day, completing early).
    """

    action: Action
    appointment_id: int
    version: int
    message: str = ""
    notify: bool = True
    reason_id: int | None = None
    remark: str = ""
    cancel_class: CancelClass | None = None
    taken_start: datetime | None = None
    taken_end: datetime | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Acted:
    appointment_id: int
    version: int
    status: Status
    changes: Changes


@dataclass(frozen=True, slots=True)
class Noted:
    note_id: int
    version: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class ConsumerSaved:
    consumer_id: int
    version: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanned code turned out to be.

    `outcome` is one of `valid`, `already-in`, `early`, `late`, `other-day`, `other-center`, `moved`, `cancelled`,
    `finished`, `not-confirmed`, `forged`, `foreign`, `unknown`. Wall-clock times are the center's.
    """

    outcome: str
    appointment_id: int | None = None
    version: int = 0
    consumer: str = ""
    service: str = ""
    clinician: str = ""
    center: str = ""
    wall_start: datetime | None = None
    zone: str = ""
    can_check_in: bool = False
