"""The fixed vocabularies of the product: codes as they stand in the database and in FHIR."""

from enum import StrEnum


class Status(StrEnum):
    """Stored status of an appointment (codes of a FHIR R4 Appointment)."""

    PROPOSED = "proposed"
    PENDING = "pending"
    WAITLIST = "waitlist"
    BOOKED = "booked"
    ARRIVED = "arrived"
    CHECKED_IN = "checked-in"
    FULFILLED = "fulfilled"
    NOSHOW = "noshow"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"


class TaskState(StrEnum):
    """State of the work order that belongs to an appointment."""

    DRAFT = "draft"
    PENDING_DISPATCH = "pending-dispatch"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in-progress"
    CLOSED_COMPLETE = "closed-complete"
    CLOSED_INCOMPLETE = "closed-incomplete"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What can be done with an appointment; one row or more of the table in `transitions`."""

    TAKE_REQUEST = "take-request"
    BOOK = "book"
    ACCEPT = "accept"
    DECLINE = "decline"
    ASK_TO_RESCHEDULE = "ask-to-reschedule"
    CONSUMER_ACCEPTS = "consumer-accepts"
    CONSUMER_SUGGESTS = "consumer-suggests"
    RESCHEDULE = "reschedule"
    REASSIGN = "reassign"
    TO_WAITING_LIST = "to-waiting-list"
    OFFER_SLOT = "offer-slot"
    CHECK_IN = "check-in"
    COMMENCE = "commence"
    COMPLETE = "complete"
    NO_SHOW = "no-show"
    LEFT = "left"
    STEP_BACK = "step-back"
    REOPEN = "reopen"
    CANCEL = "cancel"
    RESTORE = "restore"
    MISTAKE = "entered-by-mistake"
    CONFIRM_COMPLETION = "confirm-completion"
    ACCEPT_TASK = "accept-task"
    """The clinician says that they will do it."""
    REJECT_TASK = "reject-task"
    """The clinician cannot do it: the desk is to find another one."""
    CONSUMER_CONFIRMS = "consumer-confirms"
    """The consumer says yes to what is booked."""
    CONSUMER_DECLINES = "consumer-declines"
    """The consumer says no to what they were asked."""


class Role(StrEnum):
    """What a staff member may be; `consumer` stands for a link in a message and never signs in."""

    AGENT = "agent"
    CLINICIAN = "clinician"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    CONSUMER = "consumer"


class Modality(StrEnum):
    IN_PERSON = "in-person"
    PHONE = "phone"
    VIDEO = "video"


class CalendarType(StrEnum):
    AD_HOC = "ad-hoc"
    RAPID_RESPONSE = "rapid-response"


class ConfirmationMode(StrEnum):
    AUTOMATIC = "automatic"
    MANUAL = "manual"


class QuestionKind(StrEnum):
    YES_NO = "yes-no"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


class FormKind(StrEnum):
    """A form whose fields the clinic chooses (CON-7)."""

    CONSUMER = "consumer"
    REQUEST = "request"


class Likeness(StrEnum):
    """Why two consumers may be one person; the strongest first."""

    PHONE = "same-phone"
    EMAIL = "same-email"
    BIRTH_DATE = "same-birth-date"
    """With a name that is alike."""
    NAME = "same-name"


class CancelClass(StrEnum):
    CONSUMER = "consumer"
    CLINIC = "clinic"
    OTHER = "other"
    DECLINED = "declined"
    LEFT = "left"


class ReasonKind(StrEnum):
    CANCEL = "cancel"
    COMPLETE = "complete"
    NO_SHOW = "no-show"


class ExceptionKind(StrEnum):
    """An exception to work schedules: `extra` adds time, the others take it away."""

    LEAVE = "leave"
    BLOCK = "block"
    EXTRA = "extra"
    CLOSURE = "closure"


class RequestKind(StrEnum):
    NOW = "now"
    SCHEDULED = "scheduled"


class RequestState(StrEnum):
    """How far a request is (codes of a FHIR R4 request): appointments to be made, made, or all of them cancelled."""

    ACTIVE = "active"
    COMPLETED = "completed"
    REVOKED = "revoked"


class SeriesUnit(StrEnum):
    """What the distance between two dates of a series is counted in."""

    DAY = "day"
    WEEK = "week"


class SeriesScope(StrEnum):
    """Which of a series a change is meant for."""

    ONE = "one"
    FOLLOWING = "following"
    """This one and those after it."""
    ALL = "all"


class VideoKind(StrEnum):
    """Where the link to a video appointment comes from: made by a template, asked of a provider, or pasted."""

    TEMPLATE = "template"
    HTTP = "http"
    MANUAL = "manual"


class Source(StrEnum):
    DESK = "desk"
    PHONE = "phone"
    WEB = "web"
    IMPORT = "import"


class MessageKind(StrEnum):
    """What a message to a consumer tells; there is a template of each (see `rules.messages`)."""

    CONFIRMATION = "confirmation"
    """It stands: booked, accepted, restored."""
    REQUEST_RECEIVED = "request-received"
    RESCHEDULED = "rescheduled"
    NEW_TIME_PROPOSED = "new-time-proposed"
    """Another time that waits for the consumer's answer."""
    REASSIGNED = "reassigned"
    ASKED_TO_RESCHEDULE = "asked-to-reschedule"
    SUGGESTION_RECEIVED = "suggestion-received"
    WAITING_LIST = "waiting-list"
    SLOT_OFFERED = "slot-offered"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    REMINDER = "reminder"
    FOLLOW_UP = "follow-up"
    MESSAGE = "message"
    """Nothing but the desk's own words."""


class StaffMessage(StrEnum):
    """What an e-mail to a member of the staff tells; delivered with the application, in the clinic's language."""

    REQUEST_ARRIVED = "request-arrived"
    REQUEST_ESCALATED = "request-escalated"
    """Nobody took it within the clinic's limit."""
    TASK_ASSIGNED = "task-assigned"
    TASK_REJECTED = "task-rejected"
    """The clinician cannot do it: the desk is to find another one."""
    CONSUMER_ANSWERED = "consumer-answered"
    """The consumer said yes or no to what was confirmed."""


class OutboxState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    HELD = "held"


HOLDS_SLOT = (Status.PROPOSED, Status.PENDING, Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN)
"""The statuses in which an appointment with a time keeps everybody else off it (transitions.md)."""
