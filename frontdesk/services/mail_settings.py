"""How this clinic sends e-mail: server, sender, the address of links, reminders; tried out, and saved for all desks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from typing import Any, Final
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Connection, select

from frontdesk.database.tables import Clinic, Setting
from frontdesk.messages.outcomes import Away, Refused
from frontdesk.messages.secrets import SMTP, forget_secret, keep_secret, read_secret
from frontdesk.messages.smtp import MailServer, Post, Security
from frontdesk.rules.permissions import may_set_up
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_checks import typed_number
from frontdesk.services.plan_rows import may_only_set_up
from frontdesk.services.saved_settings import save_settings
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.typed import typed_text
from frontdesk.texts import by_code, sentence
from frontdesk.translation import _, in_order

LONGEST_HOURS: Final = 24 * 30
MOST_REMINDERS: Final = 5
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
_NAMES: Final = {
    **{name: f"mail.{name}" for name in ("host", "port", "security", "user", "sender", "sender_name", "reply_to")},
    "links_address": "links.address",
    "reminder_hours": "reminders.hours",
    "follow_up_hours": "follow-ups.hours",
}
_SECONDS_OF_TEST: Final = 15.0


@dataclass(frozen=True, slots=True)
class MailSettings:
    """As delivered where nothing is set up. Hours are before an appointment, and after one was completed.

    `has_password`: whether this computer knows the password of `user`.
    """

    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    links_address: str = ""
    reminder_hours: tuple[int, ...] = ()
    follow_up_hours: tuple[int, ...] = ()
    has_password: bool = False

    @property
    def is_set_up(self) -> bool:
        """Whether messages can be sent at all."""
        return bool(self.host and self.sender)


@dataclass(frozen=True, slots=True)
class MailForm:
    """The same as typed; `password` None keeps the one that is known, and an empty one forgets it.

    `seen` is what the screen showed before. Problems name their field.
    """

    host: str
    port: str
    security: Security
    user: str
    sender: str
    sender_name: str
    reply_to: str
    links_address: str
    reminder_hours: str
    follow_up_hours: str
    password: str | None
    seen: MailSettings


class Mail:
    """What an administrator does with the settings of e-mail."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def settings(self) -> MailSettings:
        """What is set up now. RuleBroken `not.your-role`."""
        self._may()
        with self._desk.database.read() as connection:
            settings, mark = read_mail_settings(connection), _mark(connection)
        return replace(settings, has_password=_has_password(mark))

    def save(self, form: MailForm, command_id: str) -> Saved:
        """Save it for all desks; then put the password into this computer's key ring.

        Raises RuleBroken at their fields: `mail.host`, `number.*`, `mail.sender-missing`, `email.form`,
        `mail.plain-password`, `mail.links-address`, `mail.hours`, `text.*`; `not.your-role`; ChangedElsewhere.
        Unavailable `mail.password-kept` when all was saved but the password.
        """
        saved = self._desk.command(command_id, Saved, lambda work: _save(work, form))
        if form.password is not None:
            self._keep(form.password)
        return saved

    def test(self, form: MailForm, recipient: str) -> None:
        """Send one message to this address by what the form says, saved or not.

        Raises what `save` raises of the fields, `email.form` at `recipient`, RuleBroken `mail.test-refused` with the
        server's reason, Unavailable `mail.*` with what is wrong.
        """
        self._may()
        wanted, address = _checked(form), _address(recipient, "recipient")
        if not wanted.is_set_up:
            raise RuleBroken("mail.host", fields=("host",))
        password = form.password
        with self._desk.database.read() as connection:
            mark = _mark(connection)
        if password is None and wanted.user:
            password = read_secret(mark, SMTP)
        with Post(server_of(wanted, password), wanted.sender, seconds=_SECONDS_OF_TEST) as post:
            outcome = post.send(self._test_message(wanted, address), address)
        if isinstance(outcome, Away):
            raise Unavailable(outcome.code, host=wanted.host, port=wanted.port, shown=in_brackets(outcome.reason))
        if isinstance(outcome, Refused):
            raise RuleBroken("mail.test-refused", reason=reason_text(outcome.reason))

    def _test_message(self, wanted: MailSettings, recipient: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = formataddr((wanted.sender_name, wanted.sender))
        message["To"] = recipient
        message["Date"] = formatdate(self._desk.now().timestamp())
        message["Message-ID"] = make_msgid(domain=wanted.sender.partition("@")[2])
        message["Subject"] = _("Test message from Frontdesk")
        message.set_content(_("Frontdesk can send messages to consumers by this mail server."))
        return message

    def _keep(self, password: str) -> None:
        with self._desk.database.read() as connection:
            mark = _mark(connection)
        try:
            if password:
                keep_secret(mark, SMTP, password)
            else:
                forget_secret(mark, SMTP)
        except Unavailable as problem:
            raise Unavailable("mail.password-kept", reason=sentence(problem)) from None

    def _may(self) -> None:
        if not may_set_up(self._desk.person()):
            raise RuleBroken("not.your-role")


def read_mail_settings(connection: Connection) -> MailSettings:
    """What is saved; it does not say whether there is a password."""
    rows = connection.execute(select(Setting.name, Setting.value).where(Setting.name.in_(_NAMES.values())))
    found = {row.name: row.value for row in rows}
    return mail_settings(found.get)


def mail_settings(setting: Callable[[str], Any]) -> MailSettings:
    """The settings, each as `setting` gives it by its name in the database; None for what was never set."""
    values = {field: setting(name) for field, name in _NAMES.items()}
    given = {field: value for field, value in values.items() if value is not None}
    for field in ("reminder_hours", "follow_up_hours"):
        given[field] = tuple(int(hours) for hours in given.get(field, ()))
    if "security" in given:
        given["security"] = Security(given["security"])
    return MailSettings(**given)


def server_of(settings: MailSettings, password: str | None) -> MailServer:
    """The mail server as the settings name it."""
    return MailServer(settings.host, settings.port, settings.security, settings.user, password or "")


def in_brackets(reason: str) -> str:
    """What the other side said, as sentences end on it."""
    return f" ({reason})" if reason else ""


def reason_text(error: str) -> str:
    """Why a message was not sent, for people: the other side's own words, or the sentence of a code with a number."""
    code, _blank, status = error.partition(" ")
    text = by_code(code)
    return in_order(error) if code in text else text.replace("{status}", status)


def _mark(connection: Connection) -> str:
    return connection.execute(select(Clinic.mark)).scalar_one()


def _has_password(mark: str) -> bool:
    try:
        return bool(read_secret(mark, SMTP))
    except Unavailable:
        return False


def _save(work: Work, form: MailForm) -> Saved:
    may_only_set_up(work)
    seen = replace(form.seen, has_password=False)
    return save_settings(work, _NAMES, seen, _checked(form), read_mail_settings)


def _checked(form: MailForm) -> MailSettings:
    host = _host(form.host)
    user = typed_text(form.user, "user", 254, lines=False)
    if user and form.security is Security.NONE and host not in _LOCAL:
        raise RuleBroken("mail.plain-password", fields=("security",))
    sender = _address(form.sender, "sender") if form.sender.strip() or host else ""
    return MailSettings(
        host=host,
        port=typed_number(form.port, "port", 1, 65535),
        security=form.security,
        user=user,
        sender=sender,
        sender_name=typed_text(form.sender_name, "sender_name", 100, lines=False),
        reply_to=_address(form.reply_to, "reply_to") if form.reply_to.strip() else "",
        links_address=_links_address(form.links_address),
        reminder_hours=_hours(form.reminder_hours, "reminder_hours"),
        follow_up_hours=_hours(form.follow_up_hours, "follow_up_hours"),
    )


def _host(typed: str) -> str:
    host = typed_text(typed, "host", 253, lines=False).lower().strip(".")
    if any(not (one.isalnum() or one in "-.:") for one in host):
        raise RuleBroken("mail.host", fields=("host",))
    return host


def _address(typed: str, field: str) -> str:
    wanted = typed_text(typed, field, 254, lines=False)
    if not wanted:
        raise RuleBroken("mail.sender-missing", fields=(field,))
    try:
        return validate_email(wanted, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as error:
        raise RuleBroken("email.form", fields=(field,)) from error


def _links_address(typed: str) -> str:
    address = typed_text(typed, "links_address", 500, lines=False).rstrip("/")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        local, _port = parts.hostname in _LOCAL, parts.port
    except ValueError as error:
        raise RuleBroken("mail.links-address", fields=("links_address",)) from error
    fits = parts.scheme == "https" or (parts.scheme == "http" and local)
    odd = parts.query or parts.fragment or parts.username or not address.isascii() or " " in address
    if not fits or not parts.hostname or odd:
        raise RuleBroken("mail.links-address", fields=("links_address",))
    return address


def _hours(typed: str, field: str) -> tuple[int, ...]:
    """Whole hours, each once, the longest first."""
    parts = [part.strip() for part in typed.replace(";", ",").split(",") if part.strip()]
    good = all(
        part.isascii() and part.isdecimal() and len(part) < 6 and 0 < int(part) <= LONGEST_HOURS for part in parts
    )
    if not good or len(parts) > MOST_REMINDERS:
        raise RuleBroken("mail.hours", fields=(field,), longest=LONGEST_HOURS, most=MOST_REMINDERS)
    return tuple(sorted({int(part) for part in parts}, reverse=True))
