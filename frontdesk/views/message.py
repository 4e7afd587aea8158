"""One message to a consumer, or to somebody of the staff, with all that it can say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdesk.rules.words import MessageKind, Modality, StaffMessage, Status
from frontdesk.views.appointment import ConfirmationSheet


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message and its appointment as the history entry of the message left it.

    Instants are aware UTC, `wall_*` the center's clock in `zone`. Of a request without an appointment, `service` and
    `center` are what was asked for, and there is neither code nor time.
    """

    id: int
    kind: MessageKind | StaffMessage
    language: str
    """As the consumer's record has it; the clinic's, of a message to the staff."""
    recipient: str
    message_id: str
    created_at: datetime
    texts: tuple[str, ...]
    """The desk's own words, those of the messages that this one supersedes first."""
    appointment_id: int | None
    version: int
    """Of the appointment, as the message tells it; 0 without one."""
    clinic: str
    mark: str
    clinic_language: str
    consumer: str
    first_name: str
    service: str
    dose: int | None
    doses: int
    """Of the program; 0 when it is none."""
    clinician: str
    center: str
    address: str
    phone: str
    room: str
    start: datetime | None
    end: datetime | None
    wall_start: datetime | None
    wall_end: datetime | None
    zone: str
    consumer_zone: str
    status: Status | None
    modality: Modality
    what_to_bring: str
    code: str
    """As people type it: K7M-4XQ."""
    qr: str
    """Text of the QR code of this time; empty without one."""
    was_wall_start: datetime | None = None
    """The time that the consumer last knew, when it is another now."""
    was_clinician: str = ""
    suggestions: tuple[datetime, ...] = ()
    """By the center's clock, most wished first."""
    answer_by: datetime | None = None
    request: int | None = None
    """Number of a request without an appointment."""
    goals: str = ""
    staff: str = ""
    """The name of whom of the staff it is to; empty when it is to the consumer."""
    wants_now: bool = False
    """Of a request: as soon as possible; otherwise its `suggestions` are the wished times."""
    asked_for: str = ""
    """The clinician or the group that a request is to; empty for any."""
    wall_since: datetime | None = None
    """When the request was taken down."""
    answer: str = ""
    """Of an appointment: the action that it tells of, as a code."""
    confirmed: bool = False
    """The consumer has said yes to this time already."""
    video_link: str = ""
    """Where it takes place by video: an https address."""


def offset_of(start: datetime, wall_start: datetime) -> str:
    """The UTC offset of a wall-clock time that means the instant `start`: `+01:00`."""
    minutes = (wall_start - start.replace(tzinfo=None)) // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def printed(view: MessageView, language: str) -> ConfirmationSheet | None:
    """What the confirmation says that goes with the message; None when there is no time to confirm."""
    if view.start is None or view.wall_start is None or view.wall_end is None or not view.qr:
        return None
    return ConfirmationSheet(
        clinic=view.clinic,
        consumer=view.consumer,
        service=view.service,
        dose=view.dose,
        doses=view.doses,
        clinician=view.clinician,
        center=view.center,
        address=view.address,
        phone=view.phone,
        room=view.room,
        wall_start=view.wall_start,
        wall_end=view.wall_end,
        zone=view.zone,
        offset=offset_of(view.start, view.wall_start),
        modality=view.modality,
        what_to_bring=view.what_to_bring,
        code=view.code,
        qr=view.qr,
        language=language,
    )
