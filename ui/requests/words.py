"""What requests say: since when they wait, of what kind and from where they are, what became of them."""

from datetime import date, datetime, timedelta

from frontdesk.rules.words import RequestKind, RequestState
from frontdesk.views.requests import RequestLine, RequestView
from ui.form_words import source_word
from ui.texts import StatusLook, _, ago, local, lower_first, minutes, modality_word, ngettext


def waiting_words(waited: timedelta) -> str:
    """12 min, 3 h, 2 days: how long somebody waits, in the unit that a person would say."""
    passed = max(0, int(waited.total_seconds() // 60))
    if passed < 1:
        return _("just now")
    if passed < 60:
        return minutes(passed)
    if passed < 24 * 60:
        return ngettext("{count} h", "{count} h", passed // 60).format(count=passed // 60)
    days = passed // (24 * 60)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def since_words(line: RequestLine, zone: str, today: date) -> str:
    """Since today 07:12."""
    return _("since {when}").format(when=lower_first(ago(local(line.created_at, zone), today)))


def kind_word(kind: RequestKind) -> str:
    """Now, Scheduled."""
    return {RequestKind.NOW: _("Now"), RequestKind.SCHEDULED: _("Scheduled")}[kind]


def wish_words(line: RequestLine) -> str:
    """With whom: Dr Mei Chen, or anyone."""
    return line.clinician or _("Anyone")


def how_word(line: RequestLine) -> str:
    """In person, Phone, Video; empty where it was not said."""
    return modality_word(line.modality) if line.modality is not None else ""


def taken_words(line: RequestLine, zone: str, today: date) -> str:
    """Today 07:12 by Ana Souza, phone."""
    when, source = ago(local(line.created_at, zone), today), lower_first(source_word(line.source))
    if not line.created_by:
        return _("{when}, {source}").format(when=when, source=source)
    return _("{when} by {name}, {source}").format(when=when, name=line.created_by, source=source)


def state_look(view: RequestView) -> StatusLook:
    """Word, icon and colour of a request's state: closed it was withdrawn, or all that was booked was cancelled."""
    match view.line.state:
        case RequestState.ACTIVE:
            return StatusLook(_("Waiting"), "ph.hourglass-medium", "warning")
        case RequestState.COMPLETED:
            return StatusLook(_("Booked"), "ph.check-bold", "accent")
        case RequestState.REVOKED:
            return StatusLook(_("Cancelled") if view.appointments else _("Withdrawn"), "ph.x-bold", "muted")


def count_words(count: int, most: int) -> str:
    """4 waiting, oldest first."""
    if count == 0:
        return ""
    if count >= most:
        return _("{count} or more waiting, oldest first").format(count=count)
    return ngettext("{count} waiting", "{count} waiting, oldest first", count).format(count=count)


def waited(line: RequestLine, now: datetime) -> timedelta:
    """How long it has waited at `now`, both aware."""
    return now - line.created_at
