"""Speed of writing messages: `python -m tests.benchmarks.messages [NUMBER]`.

Confirmations to bytes, each with a consumer and a code not met before, one after another on one core: rendered in text
and HTML, with the QR code, the printed confirmation and the invitation. The floor is an `EmailMessage` of the standard
library, filled with the same texts and files and turned into bytes, in the same run. Times are those of the processor.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from statistics import median

from frontdesk.documents.confirmation import translated
from frontdesk.messages.invitation import invitation
from frontdesk.messages.mail import Sender, compose
from frontdesk.messages.picture import qr_png
from frontdesk.messages.rendering import render
from frontdesk.messages.sample import sample, sample_links
from frontdesk.messages.templates import LANGUAGES, chosen
from frontdesk.qr import make_text, new_code, new_token, show_code
from frontdesk.rules.words import MessageKind
from frontdesk.views.message import MessageView, printed
from tests.benchmarks.documents import KEY, NAMES

SENDER = Sender("desk@clinic.example", "Riverside Clinic", "", "clinic.example")
AT = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)
LINKS = sample_links(MessageKind.CONFIRMATION)


def message(number: int) -> MessageView:
    """A confirmation that differs from all others in its name, its code and its id."""
    return replace(
        sample(MessageKind.CONFIRMATION, LANGUAGES[number % len(LANGUAGES)]),
        consumer=f"{NAMES[number % len(NAMES)]} {number}",
        message_id=f"{number:032x}",
        code=show_code(new_code()),
        qr=make_text("RVRSD7", new_token(), KEY),
    )


def paper(view: MessageView) -> bytes:
    """Its printed confirmation."""
    sheet = printed(view, view.language)
    if sheet is None:
        raise ValueError("every one of them has a time")
    return translated(sheet)


def whole(view: MessageView) -> bytes:
    """All of it."""
    rendered = render(view, chosen(view, {}), LINKS)
    return compose(view, rendered, SENDER, pdf=paper(view), at=AT).as_bytes()


def floor(view: MessageView, pdf: bytes, picture: bytes, calendar: bytes) -> bytes:
    """The same parts by the standard library alone."""
    rendered = render(view, chosen(view, {}), LINKS)
    start = time.process_time()
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = SENDER.address, view.recipient, rendered.subject
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    body = mail.get_body(("html",))
    if isinstance(body, EmailMessage):
        body.add_related(picture, "image", "png", cid="<qr@frontdesk>")
    mail.add_attachment(pdf, "application", "pdf", filename="appointment.pdf")
    mail.add_attachment(calendar.decode(), "calendar", filename="appointment.ics")
    written = mail.as_bytes()
    _FLOORS.append((time.process_time() - start) * 1000)
    return written


_FLOORS: list[float] = []


def took(work: Callable[[MessageView], object], views: list[MessageView]) -> float:
    """Milliseconds of one, the median."""
    times = []
    for view in views:
        start = time.process_time()
        work(view)
        times.append((time.process_time() - start) * 1000)
    return median(times)


def main() -> None:
    """Print the figures."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for one in range(40):
        whole(message(one))
    views = [message(one + 1000) for one in range(number)]
    start = time.process_time()
    size = sum(len(whole(view)) for view in views)
    seconds = time.process_time() - start
    fresh = [message(one + 100_000) for one in range(100)]
    parts = [(view, paper(view), qr_png(view.qr), invitation(view, "x", "a@b.org", "n", AT) or b"") for view in fresh]
    for view, *files in parts:
        floor(view, *files)
    each = seconds / number * 1000
    print(f"whole confirmation, mean of {number:<6}  {each:8.2f} ms   {number / seconds:.0f} a second")
    print(f"the floor, median of 100            {median(_FLOORS):8.2f} ms   {each / median(_FLOORS):.2f} x of it")
    print(f"bytes of one                        {size // number:8}")
    again = [message(one + 200_000) for one in range(100)]
    for name, work in _PARTS.items():
        print(f"  {name:<33} {took(work, again):8.2f} ms")


_PARTS: dict[str, Callable[[MessageView], object]] = {
    "text and HTML": lambda view: render(view, chosen(view, {}), LINKS),
    "QR code as PNG": lambda view: qr_png(view.qr),
    "printed confirmation": paper,
    "invitation": lambda view: invitation(view, "Riverside", "desk@clinic.example", "Riverside Clinic", AT),
}


if __name__ == "__main__":
    main()
