"""What the queue of messages says: each message as a row, and how sending stands in one sentence."""

from datetime import date, datetime

from frontdesk.rules.words import OutboxState
from frontdesk.services.outgoing import MOST_WAITING, MailState, QueuedMessage
from frontdesk.translation import in_order
from ui.texts import _, ago, local, message_word, ngettext, time_of
from ui.widgets import Row

_DOT = " \N{MIDDLE DOT} "
_AN_HOUR, _A_DAY = 3600, 86400


def message_row(one: QueuedMessage, now: datetime, zone: str, today: date) -> Row:
    """What it is and for whom, where it goes or why it does not; how old it is and when it is tried again."""
    title = _joined(message_word(one.kind), one.staff or one.consumer)
    code = "" if one.error else one.appointment_code
    line = _joined(one.error, *(in_order(text) for text in (one.recipient, code) if text))
    right, below = _stands(one, now, zone, today)
    icon, colour = _LOOKS[one.state]
    return Row(one.id, title, line, right, below, icon, colour, right_whole=True)


def _stands(one: QueuedMessage, now: datetime, zone: str, today: date) -> tuple[str, str]:
    if one.state is OutboxState.SENT and one.sent_at is not None:
        return _("Sent"), ago(local(one.sent_at, zone), today)
    age = age_words(one.created_at, now)
    if one.state is OutboxState.FAILED:
        return _("Could not be sent"), age
    if not one.attempts:
        return _("Waiting"), age
    again = local(one.next_at, zone)
    when = time_of(again) if again.date() == today else ago(again, today)
    return _("Tried again at {time}").format(time=when), age


_LOOKS = {
    OutboxState.WAITING: ("ph.hourglass-medium", "warning"),
    OutboxState.SENT: ("ph.check-bold", "accent"),
    OutboxState.FAILED: ("ph.warning-circle", "danger"),
    OutboxState.SUPERSEDED: ("ph.arrows-clockwise", "muted"),
    OutboxState.HELD: ("ph.pause", "muted"),
}


def age_words(since: datetime, now: datetime) -> str:
    """How long ago: just now, 5 minutes, 2 hours, 3 days."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < 60:
        return _("just now")
    if seconds < _AN_HOUR:
        return ngettext("{count} minute", "{count} minutes", seconds // 60).format(count=seconds // 60)
    if seconds < _A_DAY:
        return ngettext("{count} hour", "{count} hours", seconds // _AN_HOUR).format(count=seconds // _AN_HOUR)
    return ngettext("{count} day", "{count} days", seconds // _A_DAY).format(count=seconds // _A_DAY)


def state_words(state: MailState) -> tuple[str, str, str]:
    """How sending stands, with its icon and colour."""
    if not state.configured:
        return _("E-mail is not set up: messages wait."), "ph.envelope-simple", "warning"
    if state.away:
        return _away(state.away), "ph.warning-circle", "danger"
    if state.waiting:
        return _("Messages are sent as they come."), "ph.paper-plane-tilt", "muted"
    return _("Nothing waits to be sent."), "ph.check-circle", "good"


def _away(code: str) -> str:
    return {
        "mail.unreachable": _("The mail server cannot be reached: messages wait and are tried again."),
        "mail.certificate": _("The mail server’s certificate is not valid: messages wait."),
        "mail.encryption": _("The mail server does not speak the chosen encryption: messages wait."),
        "mail.sign-in": _("The mail server does not let Frontdesk sign in: messages wait."),
        "mail.busy": _("The mail server takes nothing at the moment: messages wait and are tried again."),
        "mail.refused": _("The mail server refuses to talk to this computer: messages wait."),
        "mail.sender": _("The mail server does not take the sender’s address: messages wait."),
        "mail.protocol": _("What answers there is no mail server: messages wait."),
        "secrets.away": _("The key ring of this computer cannot be used, so there is no password: messages wait."),
    }.get(code, _("E-mail cannot be sent just now: messages wait and are tried again."))


def counts_words(waiting: int, failed: int) -> str:
    """What the status line says of them; of very many only that they are. Empty for none."""
    parts = []
    if waiting >= MOST_WAITING:
        parts.append(_("{count} messages or more waiting").format(count=MOST_WAITING))
    elif waiting:
        parts.append(ngettext("{count} message waiting", "{count} messages waiting", waiting).format(count=waiting))
    if failed >= MOST_WAITING:
        parts.append(_("{count} or more not sent").format(count=MOST_WAITING))
    elif failed:
        parts.append(ngettext("{count} not sent", "{count} not sent", failed).format(count=failed))
    return _joined(*parts)


def _joined(*parts: str) -> str:
    return _DOT.join(part for part in parts if part)
