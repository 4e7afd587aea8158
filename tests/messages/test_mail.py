"""A message as an e-mail: what a mail program finds in it, and what never gets into a header."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from icalendar import Calendar, Component
from PIL import Image

from frontdesk.documents.confirmation import confirmation
from frontdesk.messages.mail import Sender, address, compose
from frontdesk.messages.places import Links
from frontdesk.messages.rendering import Rendered, render
from frontdesk.messages.sample import sample, sample_links
from frontdesk.messages.templates import LANGUAGES, chosen
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import MessageKind, Status
from frontdesk.views.message import MessageView, printed
from tests.messages.test_rendering import HOSTILE

SENDER = Sender("desk@clinic.example", "Clínica “Rio”", "answers@clinic.example", "clinic.example")
AT = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)


def sent(view: MessageView, sender: Sender = SENDER, rendered: Rendered | None = None) -> EmailMessage:
    """The mail of the message as a mail program reads it."""
    made = rendered or render(view, chosen(view, {}), sample_links(view.kind))
    sheet = printed(view, "en")
    pdf = confirmation(sheet) if sheet and CARRIES[view.kind].confirmation else None
    mail = message_from_bytes(compose(view, made, sender, pdf=pdf, at=AT).as_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not any(part.defects for part in mail.walk())
    return mail


def part(mail: EmailMessage, kind: str) -> EmailMessage:
    """The only part of that content type."""
    (found,) = [one for one in mail.walk() if one.get_content_type() == kind]
    assert isinstance(found, EmailMessage)
    return found


def calendar_in(one: Message) -> Component:
    """The calendar that a part holds."""
    content = one.get_payload(decode=True)
    assert isinstance(content, bytes)
    return Calendar.from_ical(content)


def event(view: MessageView) -> tuple[str, dict[str, object]]:
    """Method and event of the invitation that goes with the message."""
    content = part(sent(view), "text/calendar")
    calendar = calendar_in(content)
    (found,) = calendar.walk("VEVENT")
    assert content.get_param("method") == calendar["METHOD"]
    return str(calendar["METHOD"]), dict(found.items())


@pytest.mark.feature("MSG-2")
def test_a_confirmation_has_text_html_code_paper_and_invitation() -> None:
    view = sample(MessageKind.CONFIRMATION, "pt")
    mail = sent(view)
    kinds = [one.get_content_type() for one in mail.walk()]
    assert kinds == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"),
        *("application/pdf", "text/calendar"),
    ]
    assert "A sua marcação está confirmada" in part(mail, "text/plain").get_content()
    picture = part(mail, "image/png")
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture.get_content())))
    assert code.text == view.qr
    assert f'src="cid:{str(picture["Content-ID"]).strip("<>")}"' in part(mail, "text/html").get_content()
    text = pypdfium2.PdfDocument(part(mail, "application/pdf").get_content())[0].get_textpage().get_text_range()
    assert "Maria Silva" in text
    assert view.code in text


@pytest.mark.feature("MSG-2")
def test_its_head_says_who_to_whom_what_and_that_a_machine_wrote_it() -> None:
    view = sample(MessageKind.CONFIRMATION, "fr")
    mail, again = sent(view), sent(view)
    assert mail["From"].addresses[0].display_name == "Clínica “Rio”"
    assert mail["From"].addresses[0].addr_spec == "desk@clinic.example"
    assert [one.addr_spec for one in mail["To"].addresses] == ["maria.silva@example.org"]
    assert mail["Reply-To"] == "answers@clinic.example"
    assert mail["Subject"] == "Confirmé : Influenza vaccination (dose 1 sur 2), mardi 24 novembre 2026, 15:00"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == AT
    assert mail["Message-ID"] == again["Message-ID"] == f"<{view.message_id}@clinic.example>"


@pytest.mark.feature("MSG-2")
def test_the_same_appointment_is_requested_moved_and_cancelled_under_one_uid_with_rising_sequence() -> None:
    first = replace(sample(MessageKind.CONFIRMATION, "en"), version=1)
    moved = replace(
        sample(MessageKind.RESCHEDULED, "en"), version=2, wall_start=datetime.fromisoformat("2026-11-25T09:00")
    )
    gone = replace(sample(MessageKind.CANCELLED, "en"), version=3)
    method, booked = event(first)
    assert (method, str(booked["STATUS"])) == ("REQUEST", "CONFIRMED")
    assert booked["DTSTART"].dt.isoformat() == "2026-11-24T15:00:00+00:00"  # type: ignore[attr-defined]  # of icalendar
    assert booked["DTSTART"].params["TZID"] == "Europe/Lisbon"  # type: ignore[attr-defined]
    assert str(booked["ORGANIZER"]) == "mailto:desk@clinic.example"
    assert str(booked["ATTENDEE"]) == "mailto:maria.silva@example.org"
    assert event(moved)[1]["DTSTART"].dt.hour == 9  # type: ignore[attr-defined]
    method, cancelled = event(gone)
    assert (method, str(cancelled["STATUS"])) == ("CANCEL", "CANCELLED")
    events = [booked, event(moved)[1], cancelled]
    assert len({str(one["UID"]) for one in events}) == 1
    assert [int(str(one["SEQUENCE"])) for one in events] == [1, 2, 3]
    assert str(event(sample(MessageKind.SLOT_OFFERED, "en"))[1]["STATUS"]) == "TENTATIVE"


@pytest.mark.feature("MSG-2")
def test_every_kind_carries_the_invitation_and_the_paper_that_it_is_to() -> None:
    for kind in MessageKind:
        mail = sent(sample(kind, "de"))
        kinds = {one.get_content_type() for one in mail.walk()}
        assert ("text/calendar" in kinds) == (CARRIES[kind].invitation is not None), kind
        assert ("application/pdf" in kinds) == ("image/png" in kinds) == CARRIES[kind].confirmation, kind


@pytest.mark.feature("MSG-2")
def test_the_rules_of_the_zone_go_with_the_invitation() -> None:
    mail = sent(replace(sample(MessageKind.CONFIRMATION, "en"), zone="America/Chicago"))
    calendar = calendar_in(part(mail, "text/calendar"))
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "America/Chicago"


@pytest.mark.feature("MSG-2")
@pytest.mark.parametrize(
    "typed",
    [
        *("", "maria", "a@b.org, c@d.org", "a@b.org c@d.org", "a@b.org\nBcc: c@d.org", "<a@b.org>", "Maria <a@b.org>"),
        *("a@b.org,", "a@@b.org", "a@-b.org", "a@b..org", '"a b"@c.org', "a@[127.0.0.1]", "=?utf-8?q?a?=@b.org", "a@"),
        *("@b.org", "a@b.org;c@d.org", "a" * 65 + "@b.org", "a@" + "b" * 64 + ".org", "a@" + "b." * 130 + "org"),
        *("é@b.org", "a@b.org\x00", "a@b\u2028c.org", "\ud800@b.org", ".a@b.org", "a.@b.org"),
    ],
)  # fmt: skip
def test_what_is_not_exactly_one_address_is_refused(typed: str) -> None:
    view = replace(sample(MessageKind.CONFIRMATION, "en"), recipient=typed)
    with pytest.raises(RuleBroken) as refused:
        sent(view)
    assert refused.value.code == "mail.recipient"


def test_a_domain_in_any_script_is_written_in_ascii() -> None:
    assert address("ida@bücher.example", "recipient") == "ida@xn--bcher-kva.example"


@pytest.mark.feature("MSG-2")
@pytest.mark.parametrize(
    "name", ["a\nBcc: x@y.org", "a\r\n\r\nx", "=?utf-8?q?=0ABcc:x?=", "x" * 1000, "a\x00", "\u2028"]
)
def test_a_sender_that_would_write_headers_is_refused(name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        sent(sample(MessageKind.CONFIRMATION, "en"), replace(SENDER, name=name))
    assert refused.value.code == "mail.header"
    assert refused.value.fields == ("sender_name",)


@pytest.mark.feature("MSG-2")
def test_a_message_of_10_mb_is_refused_in_words() -> None:
    view = replace(sample(MessageKind.MESSAGE, "en"), texts=("x" * 10_000_000,))
    with pytest.raises(RuleBroken) as refused:
        sent(view)
    assert refused.value.code == "mail.too-large"


@pytest.mark.feature("MSG-2")
def test_no_name_adds_a_header_a_recipient_or_a_line(trials: int) -> None:
    chance = random.Random(11)  # noqa: S311  # the same strings every time
    for number in range(trials):
        hostile = "".join(chance.choice(HOSTILE) for _ in range(chance.randint(1, 3)))
        kind = chance.choice(tuple(MessageKind))
        fields = dict.fromkeys(("consumer", "first_name", "service", "clinician", "center", "clinic"), hostile)
        view = replace(sample(kind, chance.choice(LANGUAGES)), **fields)  # type: ignore[arg-type]  # texts all
        made = render(view, chosen(view, {}), Links())
        raw = compose(view, made, SENDER, pdf=None, at=AT).as_bytes()
        mail = message_from_bytes(raw, policy=policy.default)
        told = (number, hostile)
        assert mail.keys() == [
            *("Content-Type", "From", "To", "Reply-To", "Subject", "Date", "Message-ID"),
            *("Auto-Submitted", "Content-Language", "MIME-Version"),
        ], told
        assert [one.addr_spec for one in mail["To"].addresses] == ["maria.silva@example.org"], told
        assert mail["Subject"] == made.subject.encode("utf-8", "replace").decode(), told
        assert raw.isascii(), told
        assert max(map(len, raw.splitlines())) <= 998, told
        assert b"\n" not in raw.replace(b"\r\n", b""), told
        for one in mail.walk():
            if one.get_content_type() == "text/calendar":
                (found,) = calendar_in(one).walk("VEVENT")
                assert found["ATTENDEE"] == "mailto:maria.silva@example.org", told
                assert len(found.get("STATUS")) > 0, told


def test_a_request_that_waits_is_no_invitation() -> None:
    view = replace(sample(MessageKind.REQUEST_RECEIVED, "en"), status=Status.PROPOSED)
    assert "text/calendar" not in {one.get_content_type() for one in sent(view).walk()}


def test_it_goes_over_the_wire_as_the_standard_library_would_write_it() -> None:
    as_it_is = policy.SMTP.clone(refold_source="none", cte_type="7bit")
    for language in LANGUAGES:
        view = sample(MessageKind.CONFIRMATION, language)
        sheet = printed(view, language)
        assert sheet is not None
        rendered = render(view, chosen(view, {}), Links())
        mail = compose(view, rendered, SENDER, pdf=confirmation(sheet), at=datetime(2026, 11, 24, tzinfo=UTC))
        assert mail.as_bytes() == EmailMessage.as_bytes(mail, policy=as_it_is)
