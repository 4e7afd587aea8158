"""What a page hands to a service and what it gets back: plain frozen values."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, time

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Action, CalendarType, CancelClass, Modality, RequestKind, Source, Status


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
    group_id: int | None = None
    own: dict[str, str] = field(default_factory=dict)
    """What was typed into the clinic's own fields, by code; a field that is not named here stays as it is."""


@dataclass(frozen=True, slots=True)
class OpeningQuery:
    """Which free times are looked for. `from_` is an aware instant, now when it is None.

    Empty `weekdays` (0 is Monday) mean any; `hours` are a window of the center's wall clock; `minutes` another length
    than the service's own; `hold` the token of one's own hold, which is not in one's way.
    """

    service_id: int
    center_id: int
    clinician_id: int | None = None
    from_: datetime | None = None
    modality: Modality | None = None
    calendar_type: CalendarType | None = None
    limit: int = 6
    weekdays: frozenset[int] = frozenset()
    hours: tuple[time, time] | None = None
    minutes: int | None = None
    hold: str = ""
    room_id: int | None = None
    """In that room and no other; None for any of those that the service needs."""
    among: frozenset[int] | None = None
    """Only of these clinicians, such as those of a group; None for all."""


@dataclass(frozen=True, slots=True)
class ProgramQuery:
    """Where and when the doses of a program are looked for; the first from `from_` on, the others after it."""

    program_id: int
    center_id: int
    clinician_id: int | None = None
    from_: datetime | None = None
    modality: Modality | None = None
    weekdays: frozenset[int] = frozenset()
    hours: tuple[time, time] | None = None
    hold: str = ""
    among: frozenset[int] | None = None
    """See `OpeningQuery.among`."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One start that was chosen (aware), with a clinician or whoever is free then."""

    start: datetime
    clinician_id: int | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """A request and its appointments: of a service or of a program, for a known consumer or one made on the spot.

    `start` (aware) is that of the only appointment or of the first dose, None for the earliest. With `request_id` it
    books (again) from that request: who, what, where and the answers are the request's, where not given anew.
    """

    service_id: int | None = None
    center_id: int = 0
    """The location: where it takes place; 0 only with a `request_id`, for the request's own."""
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
    program_id: int | None = None
    doses: tuple[Chosen, ...] = ()
    """What was chosen for each dose of a program; all of them, or empty for the earliest there are."""
    preferred_center_id: int | None = None
    """The center that the consumer prefers; must be the location. None where nobody was asked."""
    request_id: int | None = None
    overbook_reason: str = ""
    """Why it is put over what stands in its way, by somebody who may; needs a start."""
    hold: str = ""
    """Token of the hold on the screen; it is given up with the booking."""
    own: dict[str, str] = field(default_factory=dict)
    """What was typed into the clinic's own fields of the form, by code; what is not named here stays as it is."""
    follows_id: int | None = None
    """The completed appointment of the same consumer that this one follows (ACT-12)."""
    kind: RequestKind | None = None
    """Of a request that is taken down: wanted now, or for a time; None for what the rest says."""
    wanted: tuple[datetime, ...] = ()
    """Of a request that is taken down: the starts that the consumer wishes (aware), the most wished first."""
    clinician_group_id: int | None = None
    """To which group of clinicians a request is given; not together with `clinician_id`."""
    consumer_group_id: int | None = None
    """On whose behalf; None for the consumer's own group."""
    video_platform_id: int | None = None
    video_link: str = ""
    """Where a video appointment takes place: an https address, made or pasted before it is booked."""
    among: frozenset[int] | None = None
    """See `OpeningQuery.among`."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What was booked; of a program the first dose, and all of them in `appointments`."""

    appointment_id: int
    version: int
    code: str
    status: Status
    start: datetime
    clinician_id: int
    changes: Changes
    request_id: int = 0
    appointments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Requested:
    """A request that was taken (or changed) without an appointment."""

    request_id: int
    version: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class AcceptRequest:
    """Yes to a request as its screen showed it (`version`).

    `start` (aware) is the one chosen, None for the only one wished, or the earliest where none was; what is wanted now
    gets the next start there is. No `clinician_id` means whom it is to. `response` is what the requestor is told.
    """

    request_id: int
    version: int
    start: datetime | None = None
    clinician_id: int | None = None
    response: str = ""
    notify: bool = True


@dataclass(frozen=True, slots=True)
class DeclineRequest:
    """No to a request as its screen showed it; `response` is what the requestor is told."""

    request_id: int
    version: int
    response: str = ""
    notify: bool = True


@dataclass(frozen=True, slots=True)
class HeldSlot:
    """One slot to hold: of a service with a clinician, from an aware start; `minutes` None for its own length."""

    service_id: int
    clinician_id: int
    start: datetime
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A hold that stands until `until`, unless it is renewed or released."""

    token: str
    until: datetime
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
    start: datetime | None = None
    """Rescheduling, offering a slot: the new start (aware); accepting: the one chosen of those suggested."""
    clinician_id: int | None = None
    """Reassigning: to whom; rescheduling: with whom, None for the same clinician."""
    length_minutes: int | None = None
    """Rescheduling to another length; None keeps it."""
    room_id: int | None = None
    """Rescheduling into this room, at the same time where no `start` is given; None for any that is free."""
    agreed: bool = False
    """The consumer has agreed to the new time: it is booked at once and does not wait for an answer."""
    suggestions: tuple[datetime, ...] = ()
    """What the consumer suggests (row 7): starts, aware, the most wished first."""
    signer: str = ""
    """Confirming completion: who signed."""
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    """Confirming completion: what was drawn, see `Signature`; empty for a typed name."""


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
