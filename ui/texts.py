"""The window's words: words and looks of statuses and actions; its dates and times are those of `frontdesk.dates`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import frontdesk.texts
from frontdesk.dates import (
    ago,
    day_long,
    day_number,
    day_short,
    minutes,
    moment,
    moment_range,
    month_long,
    month_short,
    relative_day,
    span,
    time_of,
    time_range,
    weekday_long,
    weekday_short,
)
from frontdesk.rules.words import Action, CalendarType, Likeness, Modality, Role, Status
from frontdesk.translation import _, ngettext

__all__ = [
    "StatusLook",
    "_",
    "action_icon",
    "action_word",
    "ago",
    "calendar_word",
    "city",
    "day_long",
    "day_number",
    "day_short",
    "done_word",
    "likeness_words",
    "local",
    "lower_first",
    "message_word",
    "minutes",
    "modality_word",
    "moment",
    "moment_range",
    "month_long",
    "month_short",
    "ngettext",
    "number_words",
    "reason_text",
    "relative_day",
    "role_word",
    "span",
    "status_look",
    "status_word",
    "time_of",
    "time_range",
    "weekday_long",
    "weekday_short",
]


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status is told: word, icon name and colour token, always the three together."""

    word: str
    icon: str
    colour: str


def status_look(status: Status, *, past: bool = False) -> StatusLook:
    """Word, icon and colour of a status; `past` is a booked appointment whose end went by without an outcome."""
    if past and status == Status.BOOKED:
        return StatusLook(_("Past"), "ph.warning-circle", "danger")
    word, sign, colour = _LOOKS[status]
    return StatusLook(word(), sign, colour)


_LOOKS: dict[Status, tuple[Callable[[], str], str, str]] = {
    Status.PROPOSED: (lambda: _("Request"), "ph.question", "warning"),
    Status.PENDING: (lambda: _("Request"), "ph.question", "warning"),
    Status.WAITLIST: (lambda: _("Waiting list"), "ph.hourglass-medium", "warning"),
    Status.BOOKED: (lambda: _("Upcoming"), "ph.circle", "info"),
    Status.ARRIVED: (lambda: _("Arrived"), "ph.circle-half-fill", "waiting"),
    Status.CHECKED_IN: (lambda: _("In progress"), "ph.play-fill", "accent"),
    Status.FULFILLED: (lambda: _("Completed"), "ph.check-bold", "muted"),
    Status.NOSHOW: (lambda: _("Completed (Didn't show)"), "ph.user-minus", "muted"),
    Status.CANCELLED: (lambda: _("Cancelled"), "ph.x-bold", "muted"),
    Status.ENTERED_IN_ERROR: (lambda: _("Entered by mistake"), "ph.prohibit", "muted"),
}
"""Made once; the words follow the language. A month says them hundreds of times in one picture."""


def status_word(status: Status, *, past: bool = False) -> str:
    """The status as a person says it: "Upcoming", "Past", "In progress"."""
    return status_look(status, past=past).word


def action_word(action: Action) -> str:
    """What the button of an action says."""
    return {
        Action.TAKE_REQUEST: _("Take request"),
        Action.BOOK: _("Book"),
        Action.ACCEPT: _("Accept"),
        Action.DECLINE: _("Decline"),
        Action.ASK_TO_RESCHEDULE: _("Ask consumer to reschedule"),
        Action.CONSUMER_ACCEPTS: _("Consumer accepted"),
        Action.CONSUMER_SUGGESTS: _("Consumer suggests other times"),
        Action.RESCHEDULE: _("Reschedule"),
        Action.REASSIGN: _("Reassign"),
        Action.TO_WAITING_LIST: _("Put on waiting list"),
        Action.OFFER_SLOT: _("Offer a time"),
        Action.CHECK_IN: _("Check in"),
        Action.COMMENCE: _("Commence"),
        Action.COMPLETE: _("Complete appointment"),
        Action.NO_SHOW: _("Consumer didn't show"),
        Action.LEFT: _("Left without being seen"),
        Action.STEP_BACK: _("Step back"),
        Action.REOPEN: _("Reopen appointment"),
        Action.CANCEL: _("Cancel appointment"),
        Action.RESTORE: _("Restore"),
        Action.MISTAKE: _("Entered by mistake"),
        Action.CONFIRM_COMPLETION: _("Consumer confirmed completion"),
        Action.ACCEPT_TASK: _("Accept task"),
        Action.REJECT_TASK: _("Reject task"),
        Action.CONSUMER_CONFIRMS: _("Consumer confirmed"),
        Action.CONSUMER_DECLINES: _("Consumer declined"),
    }[action]


def action_icon(action: Action) -> str:
    """The icon beside an action's word, empty where none helps."""
    return {
        Action.ACCEPT: "ph.check",
        Action.DECLINE: "ph.thumbs-down",
        Action.ASK_TO_RESCHEDULE: "ph.chat-circle-text",
        Action.CONSUMER_ACCEPTS: "ph.check",
        Action.CONSUMER_SUGGESTS: "ph.phone",
        Action.TO_WAITING_LIST: "ph.hourglass-medium",
        Action.OFFER_SLOT: "ph.calendar-plus",
        Action.RESTORE: "ph.arrow-counter-clockwise",
        Action.MISTAKE: "ph.prohibit",
        Action.CONFIRM_COMPLETION: "ph.pencil-line",
        Action.ACCEPT_TASK: "ph.thumbs-up",
        Action.REJECT_TASK: "ph.arrow-bend-up-left",
        Action.CONSUMER_CONFIRMS: "ph.phone",
        Action.CONSUMER_DECLINES: "ph.phone-x",
        Action.CHECK_IN: "ph.sign-in",
        Action.COMMENCE: "ph.play",
        Action.COMPLETE: "ph.check",
        Action.NO_SHOW: "ph.user-minus",
        Action.LEFT: "ph.sign-out",
        Action.STEP_BACK: "ph.arrow-u-up-left",
        Action.REOPEN: "ph.arrow-counter-clockwise",
        Action.CANCEL: "ph.x",
        Action.RESCHEDULE: "ph.calendar-blank",
        Action.REASSIGN: "ph.users",
    }.get(action, "")


def done_word(action: str) -> str:
    """What was done, as a history tells it."""
    return {
        "take-request": _("Request taken"),
        "book": _("Booked"),
        "follow-up-booked": _("Follow-up booked"),
        "accept": _("Accepted"),
        "decline": _("Declined"),
        "ask-to-reschedule": _("Asked to reschedule"),
        "consumer-accepts": _("Accepted by the consumer"),
        "consumer-suggests": _("Other times suggested"),
        "reschedule": _("Rescheduled"),
        "reassign": _("Reassigned"),
        "to-waiting-list": _("Put on the waiting list"),
        "offer-slot": _("Time offered"),
        "check-in": _("Checked in"),
        "commence": _("Commenced"),
        "complete": _("Completed"),
        "no-show": _("Consumer didn't show"),
        "left": _("Left without being seen"),
        "step-back": _("Taken back"),
        "reopen": _("Reopened"),
        "cancel": _("Cancelled"),
        "restore": _("Restored"),
        "entered-by-mistake": _("Entered by mistake"),
        "confirm-completion": _("Completion confirmed"),
        "accept-task": _("Task accepted"),
        "reject-task": _("Task rejected"),
        "consumer-confirms": _("Confirmed by the consumer"),
        "consumer-declines": _("Declined by the consumer"),
        "waiting-changed": _("What they wait for changed"),
        "note-added": _("Note added"),
        "note-edited": _("Note edited"),
        "answer-corrected": _("Answer corrected"),
        "metadata-changed": _("Metadata changed"),
        "clock-rules": _("Time zone rules changed"),
        "withdraw": _("Request withdrawn"),
        "accept-request": _("Request accepted"),
        "decline-request": _("Request declined"),
        "escalated": _("Escalated to the managers"),
        "request-filled": _("Details given"),
        "room-changed": _("Room changed"),
        "set-up-changed": _("Set-up changed"),
        "consumer-made": _("Record made"),
        "consumer-edited": _("Details changed"),
        "consumers-merged": _("Records merged"),
        "merged-away": _("Merged into another record"),
        "undone": _("Undone"),
    }.get(action, action.replace("-", " ").capitalize())


def message_word(kind: str) -> str:
    """What a message is called: a MessageKind, a StaffMessage, or another kind that is queued."""
    return {
        "confirmation": _("Confirmation"),
        "request-received": _("Request received"),
        "rescheduled": _("Rescheduled"),
        "new-time-proposed": _("New time proposed"),
        "reassigned": _("Other clinician"),
        "asked-to-reschedule": _("Asked to reschedule"),
        "suggestion-received": _("Suggestion received"),
        "waiting-list": _("On the waiting list"),
        "slot-offered": _("Time offered"),
        "cancelled": _("Cancelled"),
        "declined": _("Declined"),
        "reminder": _("Reminder"),
        "follow-up": _("Follow-up"),
        "message": _("Message"),
        "event": _("Event"),
        "request-arrived": _("To staff: new request"),
        "request-escalated": _("To staff: request nobody took"),
        "task-assigned": _("To staff: new appointment"),
        "task-rejected": _("To staff: task rejected"),
        "consumer-answered": _("To staff: consumer’s answer"),
    }.get(kind, kind.replace("-", " ").capitalize())


def reason_text(code: str) -> str:
    """Why an action is not allowed: the sentence of its code, empty for an empty code."""
    return frontdesk.texts.by_code(code) if code else ""


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def number_words(number: int) -> str:
    """12 345: thousands apart by a thin space that never breaks."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def modality_word(modality: Modality) -> str:
    """In person, Phone, Video."""
    return {
        Modality.IN_PERSON: _("In person"),
        Modality.PHONE: _("Phone"),
        Modality.VIDEO: _("Video"),
    }[modality]


def calendar_word(calendar: CalendarType) -> str:
    """Ad hoc, Rapid response."""
    return {CalendarType.AD_HOC: _("Ad hoc"), CalendarType.RAPID_RESPONSE: _("Rapid response")}[calendar]


def role_word(role: Role) -> str:
    """The role as it stands after a name: "Ana Souza, agent"."""
    return {
        Role.AGENT: _("agent"),
        Role.CLINICIAN: _("clinician"),
        Role.MANAGER: _("manager"),
        Role.ADMINISTRATOR: _("administrator"),
        Role.CONSUMER: _("consumer"),
    }[role]


def likeness_words(why: Sequence[Likeness]) -> str:
    """Why somebody may be the same person: "same phone, same e-mail"."""
    words = {
        Likeness.PHONE: _("same phone"),
        Likeness.EMAIL: _("same e-mail"),
        Likeness.BIRTH_DATE: _("same birth date and a like name"),
        Likeness.NAME: _("same name"),
    }
    told = [one for one in why if one is not Likeness.NAME or Likeness.BIRTH_DATE not in why]
    return ", ".join(words[one] for one in told)


def local(instant: datetime, zone: str) -> datetime:
    """The wall-clock time (naive) in `zone` of an aware instant."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  the sign-in page shows no time, and is painted sooner without it

    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def city(zone: str) -> str:
    """The place that names an IANA zone: "Lisbon" of "Europe/Lisbon"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
