"""Everything about one appointment: the summary panel and the four tabs of its detail page."""

from dataclasses import dataclass
from datetime import date, datetime, time

from frontdesk.rules.words import CancelClass, Modality, QuestionKind, SeriesUnit, Status, TaskState
from frontdesk.views.form_layout import FieldValue
from frontdesk.views.offers import Offer


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was written before, until somebody wrote something else at `at` (aware UTC)."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    question_id: int
    question: str
    kind: QuestionKind
    required: bool
    choices: tuple[str, ...]
    value: str | None
    """None when it was not answered."""
    answered_at: datetime | None
    answered_by: str
    version: int
    earlier: tuple[Earlier, ...] = ()
    """Newest first."""


@dataclass(frozen=True, slots=True)
class MetadataLine:
    field_id: int
    name: str
    value: str
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteLine:
    id: int
    version: int
    text: str
    author: str
    author_id: int
    created_at: datetime
    edited_at: datetime | None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """`changes` has a field's name with its old and new value: codes, ISO texts, and names instead of ids."""

    id: int
    at: datetime
    action: str
    actor: str
    desk: str
    changes: tuple[tuple[str, str, str], ...]
    message: str
    sent: tuple[str, ...]
    """Messages that went with it: `kind channel recipient state reason`, in that order, one text each; the reason
    why it was not sent (yet) may be missing and may have spaces."""


@dataclass(frozen=True, slots=True)
class DoseLine:
    """One dose of a program."""

    appointment_id: int
    number: int
    wall_start: datetime | None
    status: Status
    past: bool


@dataclass(frozen=True, slots=True)
class OtherAppointment:
    """Another appointment of the same request, of an earlier or a later booking of it."""

    appointment_id: int
    code: str
    dose: int | None
    wall_start: datetime | None
    status: Status
    past: bool
    later: bool
    """It was booked after this one, not before."""


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A start that the consumer suggested: aware UTC, and by the center's clock."""

    start: datetime
    wall_start: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """That its clinician rejected it: who, when (aware UTC) and why."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """What the consumer signed: see `Signature`; no strokes for a typed name."""

    signer: str
    signed_at: datetime
    strokes: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """Which one of a series it is: `position` from 1, of `count`, which come `every` so many days or weeks."""

    series_id: int
    position: int
    count: int
    every: int
    unit: SeriesUnit


@dataclass(frozen=True, slots=True)
class WaitingWish:
    """What it waits for: see `Waiting`; `clinician` is empty for any."""

    priority: int
    first_day: date | None
    last_day: date | None
    weekdays: int
    from_time: time | None
    to_time: time | None
    clinician: str
    remark: str
    version: int


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """One whole appointment. Instants are aware UTC, `wall_*` the center's clock in `zone`."""

    id: int
    version: int
    code: str
    request_id: int
    status: Status
    past: bool
    """Booked, and its end has passed without an outcome."""
    task: TaskState
    consumer_id: int
    consumer_user_id: str
    consumer: str
    consumer_birth_date: date | None
    consumer_phone: str
    consumer_email: str
    consumer_zone: str
    consumer_language: str
    consumer_no_shows: int
    service_id: int
    service_code: str
    service: str
    colour: int
    minutes: int
    what_to_bring: str
    dose: int | None
    doses: tuple[DoseLine, ...]
    """Those that were booked together with it, itself among them."""
    others: tuple[OtherAppointment, ...]
    """The appointments of its request that were booked before it, or after it was cancelled."""
    center_id: int
    center: str
    center_address: str
    center_phone: str
    clinician_id: int | None
    room_id: int | None
    clinician: str
    room: str
    modality: Modality
    start: datetime | None
    end: datetime | None
    wall_start: datetime | None
    wall_end: datetime | None
    zone: str
    overbooked: bool
    overbook_reason: str
    late: bool
    arrived_at: datetime | None
    commenced_at: datetime | None
    completed_at: datetime | None
    taken_start: datetime | None
    taken_end: datetime | None
    outcome_reason: str
    outcome_remark: str
    cancel_class: CancelClass | None
    cancel_reason: str
    created_at: datetime
    created_by: str
    source: str
    goals: str
    has_questionnaire: bool
    answers: tuple[AnswerLine, ...]
    has_metadata: bool
    metadata: tuple[MetadataLine, ...]
    notes: tuple[NoteLine, ...]
    history: tuple[HistoryLine, ...]
    """Newest first."""
    offers: tuple[Offer, ...]
    again: Offer | None
    """Whether it may be booked again from its request; None of an appointment that is not cancelled."""
    may_correct: bool
    """Whether this person may correct its answers and metadata."""
    own: tuple[FieldValue, ...] = ()
    """What the clinic's own fields say of its request."""
    suggestions: tuple[SuggestionLine, ...] = ()
    """What the consumer suggested last, most wished first; empty unless it waits to be accepted."""
    answer_by: datetime | None = None
    waiting_since: datetime | None = None
    completion_confirmed_at: datetime | None = None
    follows: OtherAppointment | None = None
    """The appointment that this one follows up."""
    followed_by: tuple[OtherAppointment, ...] = ()
    """Those that follow it up."""
    follow_up: Offer | None = None
    """Whether a follow-up may be booked; None of an appointment that is not completed."""
    task_accepted_at: datetime | None = None
    consumer_confirmed_at: datetime | None = None
    rejected: Rejected | None = None
    """Why it is to be dispatched; None of one that is not, or that nobody rejected."""
    signature: SignatureView | None = None
    """Of the completion that is confirmed."""
    series: SeriesPlace | None = None
    video_platform: str = ""
    video_link: str = ""
    waiting: WaitingWish | None = None
    """While it is on the waiting list, or stands ahead and an earlier time is wanted."""


@dataclass(frozen=True, slots=True)
class ConfirmationSheet:
    """What the printed QR confirmation says: no note, no remark, nothing internal (DOC-1)."""

    clinic: str
    consumer: str
    service: str
    dose: int | None
    doses: int
    clinician: str
    center: str
    address: str
    phone: str
    room: str
    wall_start: datetime
    wall_end: datetime
    zone: str
    offset: str
    """UTC offset at the start, such as +00:00."""
    modality: Modality
    what_to_bring: str
    code: str
    """As people type it: K7M-4XQ."""
    qr: str
    """Text of the QR code; no personal data."""
    language: str
