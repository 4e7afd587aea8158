"""A message as it is read: subject, text and HTML, from its template and what it tells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from frontdesk.local_dates import locale_of
from frontdesk.messages.page import block, document
from frontdesk.messages.places import Links, values
from frontdesk.messages.templates import CLOSE, OPEN, Template, marked
from frontdesk.rules.messages import CARRIES
from frontdesk.views.message import MessageView

__all__ = ["Links", "Rendered", "picture_id", "render"]

LONGEST_SUBJECT = 180
"""Characters; a longer one is cut, because a long name would make no mail of it."""
_PLACED = re.compile(f"{OPEN}([a-z_]+){CLOSE}")
_BLANKS = re.compile(r"[ \t]+\n")
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """`html` is a whole page; it shows the QR code, if any, by `cid:` and `picture_id`."""

    subject: str
    text: str
    html: str
    language: str


def render(view: MessageView, template: Template, links: Links) -> Rendered:
    """The message as its reader sees it. What people typed stands in it as typed and means nothing to any reader."""
    told = values(view, links, template.language)
    text = _tidied(marked(template.text, told))
    subject = _subject(_filled(marked(template.subject, told), told)) or told["clinic"]
    return Rendered(subject, _filled(text, told) + "\n", _page(view, template, text, told, subject), template.language)


def picture_id(view: MessageView) -> str:
    """The Content-ID of the QR code in the mail, without angle brackets; empty where the message shows none."""
    return f"qr.{view.message_id}@frontdesk" if CARRIES[view.kind].confirmation and view.qr else ""


def _page(view: MessageView, template: Template, text: str, told: Mapping[str, str], subject: str) -> str:
    locale = locale_of(template.language)
    safe = {name: escape(value) for name, value in told.items()}
    picture = picture_id(view)
    if template.html.strip():
        shown = f'<img src="cid:{picture}" alt="QR" width="168" height="168">' if picture else ""
        source = _tidied(marked(template.html, {**told, "qr": shown}))
        lines = {name: value.replace("\n", "<br>\n") for name, value in safe.items()}
        body = _filled(source, {**lines, "qr": shown})
    else:
        body = block(text, safe, picture, locale.text_direction)
    return document(body, escape(subject), str(locale).replace("_", "-"), locale.text_direction)


def _filled(text: str, told: Mapping[str, str]) -> str:
    """The places with their values; these are not looked at again, whatever they say."""
    return _PLACED.sub(lambda match: told.get(match[1], ""), text)


def _tidied(text: str) -> str:
    """Without the empty lines that conditions leave; before values are put in, whose lines are people's own."""
    return _EMPTY_LINES.sub("\n\n", _BLANKS.sub("\n", text)).strip()


def _subject(text: str) -> str:
    """One line that no mail program takes for more than it says (CVE-2024-6923): see `mail`."""
    one = " ".join(text.split()).replace("=?", "= ?").strip(" ,;")
    return one if len(one) <= LONGEST_SUBJECT else one[: LONGEST_SUBJECT - 1].rstrip() + "…"
