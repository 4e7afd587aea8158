"""Words of messages and of what stands in them: their kinds in groups, and what each field of a template means."""

from collections.abc import Callable, Mapping

from babel import Locale, UnknownLocaleError

from frontdesk.rules.words import MessageKind
from ui.texts import _, message_word

GROUPS: tuple[tuple[Callable[[], str], tuple[MessageKind, ...]], ...] = (
    (
        lambda: _("About appointments"),
        (
            MessageKind.CONFIRMATION,
            MessageKind.RESCHEDULED,
            MessageKind.REASSIGNED,
            MessageKind.CANCELLED,
            MessageKind.DECLINED,
            MessageKind.WAITING_LIST,
            MessageKind.REQUEST_RECEIVED,
            MessageKind.SUGGESTION_RECEIVED,
        ),
    ),
    (
        lambda: _("Questions to consumers"),
        (MessageKind.NEW_TIME_PROPOSED, MessageKind.SLOT_OFFERED, MessageKind.ASKED_TO_RESCHEDULE),
    ),
    (
        lambda: _("Reminders and the rest"),
        (MessageKind.REMINDER, MessageKind.FOLLOW_UP, MessageKind.MESSAGE),
    ),
)
"""Every kind stands in one of them; in the order of the list."""

QR = "qr"
"""The one field that stands only in HTML."""


def kind_word(kind: MessageKind) -> str:
    """What a kind of message is called in the list."""
    return _("The desk's own words") if kind is MessageKind.MESSAGE else message_word(kind)


def field_meanings() -> Mapping[str, str]:
    """What each field of a template is filled with."""
    return {
        "consumer": _("The consumer's name"),
        "first_name": _("The consumer's first name"),
        "service": _("The service, with the dose of a program"),
        "clinician": _("The clinician, once one is known"),
        "center": _("The name of the center"),
        "address": _("The center's address; empty when nobody need come"),
        "room": _("The room"),
        "place": _("Center, room and address, or how a call takes place"),
        "phone": _("The center's telephone number"),
        "clinic": _("The name of the clinic"),
        "when": _("Day and time, from when to when, in the center's time zone"),
        "day": _("The day of the appointment"),
        "time": _("The time at which the appointment starts"),
        "zone": _("The center's time zone"),
        "was": _("Day and time before the change"),
        "was_clinician": _("The clinician before the change"),
        "bring": _("What the consumer should bring"),
        "code": _("The code of the appointment, to be named at the desk"),
        "message": _("What the desk wrote to this consumer, if anything"),
        "suggestions": _("The times that the consumer suggested"),
        "answer_by": _("Until when an answer is awaited"),
        "goals": _("What the consumer asked for in a request"),
        "accept_link": _("Link with which the consumer accepts this time"),
        "reschedule_link": _("Link with which the consumer suggests another time"),
        "cancel_link": _("Link with which the consumer cancels"),
        "decline_link": _("Link with which the consumer refuses an offered time and keeps waiting"),
        "confirm_link": _("Link with which the consumer confirms the appointment"),
        "completion_link": _("Link with which the consumer confirms that it took place"),
        "video_link": _("Link to an appointment by video; empty for all others"),
        QR: _("The picture of the QR code; only in HTML"),
    }


def language_name(code: str) -> str:
    """A language as those who speak it call it: Deutsch."""
    try:
        name = Locale.parse(code).get_language_name()
    except (ValueError, UnknownLocaleError):
        name = None
    return (name or code)[:1].upper() + (name or code)[1:]
