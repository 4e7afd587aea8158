"""A rendered message as an e-mail (RFC 5322, MIME): text and HTML, the QR code in it, PDF and invitation attached.

Whatever goes into a header is checked first: Python before 3.11.10 lets an encoded word in it write further headers
and the body (CVE-2024-6923). Names of consumers stand in no header but the subject, see `rendering`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from frontdesk.messages.invitation import invitation
from frontdesk.messages.mime import Part, encoded, leaf, multipart, put
from frontdesk.messages.picture import qr_png
from frontdesk.messages.places import where
from frontdesk.messages.rendering import Rendered, picture_id
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.problems import RuleBroken
from frontdesk.views.message import MessageView

MOST_BYTES: Final = 10_000_000
"""Of a whole message; mail servers take hardly more."""
LONGEST_ADDRESS: Final = 254
LONGEST_HEADER: Final = 900
"""Characters; a line of a mail has 998 at most (RFC 5322, 2.1.1)."""
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL: Final = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_DOMAIN: Final = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sender:
    """The clinic's mailbox; `domain` is that of message ids. `reply_to` may be empty."""

    address: str
    name: str
    reply_to: str
    domain: str


def compose(view: MessageView, rendered: Rendered, sender: Sender, *, pdf: bytes | None, at: datetime) -> EmailMessage:
    """The whole mail of a message; `pdf` is its printed confirmation, `at` the instant (aware UTC) of its date.

    The same message has the same Message-ID, however often it is composed. Raises RuleBroken `mail.recipient`,
    `mail.header` and `mail.too-large`.
    """
    recipient = address(view.recipient, "recipient")
    parts = [multipart("alternative", [_text("plain", rendered.text), _page(view, rendered)])]
    if pdf is not None and CARRIES[view.kind].confirmation:
        parts.append(leaf('application/pdf; name="appointment.pdf"', pdf, _attached("appointment.pdf")))
    calendar = invitation(view, where(view, rendered.language), sender.address, sender.name, at)
    if calendar is not None:
        kind = f'text/calendar; charset="utf-8"; method={CARRIES[view.kind].invitation}; name="appointment.ics"'
        parts.append(leaf(kind, calendar, _attached("appointment.ics")))
    size = len(rendered.text) * 4 + len(rendered.html) * 4 + len(pdf or b"") + len(calendar or b"")
    if size * 4 // 3 > MOST_BYTES:
        raise RuleBroken("mail.too-large")
    mail = multipart("mixed", parts)
    _head(mail, view, rendered, sender, recipient, at)
    return mail


def address(text: str, field: str) -> str:
    """Exactly one address, its domain in ASCII; RuleBroken `mail.recipient` at `field` for everything else."""
    local, at, domain = text.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError as problem:
        raise RuleBroken("mail.recipient", fields=(field,), address=text[:60]) from problem
    whole = f"{local}@{host}"
    fits = at and len(local) <= 64 and len(whole) <= LONGEST_ADDRESS and "=?" not in whole
    if not fits or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(host):
        raise RuleBroken("mail.recipient", fields=(field,), address=text[:60])
    return whole


def header(text: str, name: str) -> str:
    """What may stand in a header; RuleBroken `mail.header` for what a mail program would take for more than text."""
    hidden = any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in text)
    if hidden or "=?" in text or len(text) > LONGEST_HEADER:
        raise RuleBroken("mail.header", fields=(name,))
    return text


def _head(
    mail: EmailMessage, view: MessageView, rendered: Rendered, sender: Sender, recipient: str, at: datetime
) -> None:
    put(mail, "From", _mailbox(header(sender.name, "sender_name"), address(sender.address, "sender")))
    put(mail, "To", recipient)
    if sender.reply_to:
        put(mail, "Reply-To", address(sender.reply_to, "reply_to"))
    put(mail, "Subject", encoded(header(rendered.subject, "subject")))
    put(mail, "Date", format_datetime(at))
    put(mail, "Message-ID", _message_id(view.message_id, sender.domain))
    put(mail, "Auto-Submitted", "auto-generated")
    put(mail, "Content-Language", rendered.language)
    put(mail, "MIME-Version", "1.0")


def _mailbox(name: str, whole: str) -> str:
    return f"{_phrase(name)}\r\n <{whole}>" if name else whole


def _phrase(name: str) -> str:
    """A display name; plain ASCII with full stops is quoted (RFC 5322, 3.2.5)."""
    written = encoded(name)
    return f'"{written}"' if written == name else written


def _message_id(one: str, domain: str) -> str:
    """RuleBroken `mail.header` for what would be no Message-ID."""
    if not _LOCAL.fullmatch(one) or not _DOMAIN.fullmatch(domain) or len(one) + len(domain) > LONGEST_ADDRESS:
        raise RuleBroken("mail.header", fields=("message_id",))
    return f"<{one}@{domain}>"


def _page(view: MessageView, rendered: Rendered) -> Part:
    """The HTML, with its picture where it shows one."""
    page = _text("html", rendered.html)
    picture = picture_id(view)
    if not picture or f"cid:{picture}" not in rendered.html:
        return page
    shown = {"Content-ID": f"<{picture}>", "Content-Disposition": 'inline; filename="qr.png"'}
    return multipart("related", [page, leaf('image/png; name="qr.png"', qr_png(view.qr), shown)])


def _text(subtype: str, text: str) -> Part:
    """In UTF-8; a lone surrogate cannot be written in it."""
    return leaf(f'text/{subtype}; charset="utf-8"', text.replace("\n", "\r\n").encode("utf-8", "replace"))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
