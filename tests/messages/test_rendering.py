"""What a message says, whatever its kind, its language and what people typed."""

import random
import re
from dataclasses import astuple, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import product

import pytest

from frontdesk.messages.rendering import Links, Rendered, picture_id, render
from frontdesk.messages.sample import sample, sample_links
from frontdesk.messages.templates import LANGUAGES, OPEN, PLACES, Template, check, chosen, delivered, marked
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.words import MessageKind, Modality
from frontdesk.views.message import MessageView

NO_LINKS = Links()


def shown(view: MessageView, links: Links = NO_LINKS) -> Rendered:
    return render(view, chosen(view, {}), links)


class Seen(HTMLParser):
    """What a reader of HTML meets: text, tags, addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag == "br":
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data


OURS = set(Seen(shown(sample(MessageKind.SLOT_OFFERED, "en"), sample_links(MessageKind.SLOT_OFFERED)).html).tags) | {
    *("img", "strong", "p", "br", "a", "table", "tr", "td")
}


@pytest.mark.feature("MSG-2")
def test_each_kind_in_each_language_leaves_no_place_open_with_links_and_without() -> None:
    for language in LANGUAGES:
        for kind in MessageKind:
            check(delivered(kind, language))
            for links in (NO_LINKS, sample_links(kind)):
                for view in (sample(kind, language), bare(kind, language)):
                    made = shown(view, links)
                    whole = made.subject + made.text + Seen(made.html).text
                    assert made.subject, (kind, language)
                    assert not re.search(r"[{}%<>]|None|\ue000|\ue001", whole), (kind, language, whole)
                    assert "\n\n\n" not in made.text
                    assert view.consumer in made.text
                    assert view.clinic in made.text


def bare(kind: MessageKind, language: str) -> MessageView:
    """The message of a request that has no appointment: hardly anything is known."""
    empty = {"start": None, "end": None, "wall_start": None, "wall_end": None, "was_wall_start": None, "status": None}
    none = dict.fromkeys(("clinician", "room", "code", "qr", "what_to_bring", "address", "phone", "was_clinician"), "")
    view = replace(sample(kind, language), appointment_id=None, dose=None, doses=0, texts=(), **none)  # type: ignore[arg-type]  # each is a text
    return replace(view, suggestions=(), answer_by=None, **empty)  # type: ignore[arg-type]  # each may be None


@pytest.mark.feature("MSG-2")
def test_a_confirmation_says_when_in_the_center_and_at_home_where_with_whom_and_what_to_bring() -> None:
    view = replace(sample(MessageKind.CONFIRMATION, "en"), consumer_zone="America/Chicago")
    text = shown(view).text
    assert "Tuesday 24 November 2026, 15:00–15:20 (Lisbon time) · 09:00–09:20 (Chicago time)" in text
    for part in ("Influenza vaccination (dose 1 of 2)", "Dr Mei Chen", "Rua do Alecrim 74", "K7M-4XQ", "Room 2"):
        assert part in text
    assert "Identity card, Vaccination record" in text
    german = shown(replace(view, language="de-AT", consumer_zone="Asia/Tokyo")).text
    assert "Dienstag, 24. November 2026, 15:00–15:20 (Zeit in Lissabon)" in german
    assert "Mittwoch, 25. November 2026, 00:00–00:20 (Zeit in Tokio)" in german


@pytest.mark.feature("MSG-2")
def test_without_an_address_for_links_the_telephone_number_stands_in_their_place() -> None:
    for kind in MessageKind:
        for language in LANGUAGES:
            made = shown(sample(kind, language))
            assert "http" not in made.text
            assert "+351 21 346 0112" in made.text
    view = sample(MessageKind.SLOT_OFFERED, "en")
    page = Seen(shown(view, sample_links(view.kind)).html)
    answers = {"consumer-accepts", "consumer-suggests", "consumer-declines", "cancel"}
    assert {one.rpartition("/")[2] for one in page.addresses} == answers


@pytest.mark.feature("TSK-3", "TSK-6")
def test_whatever_a_link_allows_stands_in_the_message_in_every_language() -> None:
    for kind, language in product(MessageKind, LANGUAGES):
        made = shown(sample(kind, language), sample_links(kind))
        told = {one.rpartition("/")[2] for one in Seen(made.html).addresses if not one.startswith("cid:")}
        assert told == {action.value for action in CARRIES[kind].links}, (kind, language)
        assert all(f"/{action}" in made.text for action in told), (kind, language)


@pytest.mark.feature("MSG-2")
def test_the_words_of_the_desk_stand_in_it_as_typed_those_of_superseded_messages_first() -> None:
    view = replace(sample(MessageKind.RESCHEDULED, "en"), texts=("First\n\n\n  indented", "Second {{ code }}"))
    made = shown(view)
    assert "First\n\n\n  indented\n\nSecond {{ code }}" in made.text
    assert "First\n\n\n\n\n\n  indented" in Seen(made.html).text  # each line end is a break, too


@pytest.mark.feature("MSG-2")
def test_the_code_is_shown_where_the_confirmation_goes_with_it_and_nowhere_else() -> None:
    for kind in MessageKind:
        view = sample(kind, "en")
        page = Seen(shown(view).html)
        carries = CARRIES[kind].confirmation
        assert [one for one in page.addresses if one.startswith("cid:")] == [f"cid:{picture_id(view)}"] * carries


@pytest.mark.feature("MSG-3")
def test_a_language_without_a_template_falls_back_to_the_clinics_and_then_to_english() -> None:
    view = replace(sample(MessageKind.REMINDER, "ar"), clinic_language="pt")
    assert chosen(view, {}).language == "pt"
    assert chosen(replace(view, clinic_language="zh"), {}).language == "en"
    assert chosen(replace(view, language="fr-CA"), {}).language == "fr"
    own = Template("تذكير", "مرحبا {{ consumer }}, {{ when }}", language="ar")
    made = render(view, chosen(view, {(MessageKind.REMINDER, "ar"): own}), NO_LINKS)
    assert 'dir="rtl"' in made.html
    assert 'lang="ar"' in made.html
    assert "نوفمبر" in made.text


HOSTILE = (
    *("<b>x</b>", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='x", "&lt;", "]]>"),
    *("{{ code }}", "{% if %}", "{{ ''.__class__ }}", "${x}", "%s%n", "\ue000code\ue001", "\ue000message\ue001"),
    *("a\nBcc: x@example.org", "a\r\n\r\nBody", "\x00\x07\x1b[31m", "=?utf-8?q?=0ABcc:x?=", "=?x?b?", "\ud800"),
    *("\u202egnp.exe", "\u2066\u2069", "مرحبا", "李伟", "e\u0301" * 40, "https://evil.example/", "javascript:x", "-->"),
    *("x" * 3000, "\u2028\u2029", "\u0085", "COM1", "=1+1", "<!--", "</td></table>", "\\", '"', "'"),
)


@pytest.mark.feature("MSG-2")
def test_what_people_type_is_shown_as_typed_and_obeyed_nowhere(trials: int) -> None:
    chance = random.Random(7)  # noqa: S311  # the same strings every time
    for number in range(trials):
        hostile = "".join(chance.choice(HOSTILE) for _ in range(chance.randint(1, 3)))
        kind, language = chance.choice(tuple(MessageKind)), chance.choice(LANGUAGES)
        field = chance.choice(("consumer", "service", "clinician", "center", "address", "phone", "clinic", "room"))
        view = replace(sample(kind, language), texts=(hostile,), **{field: hostile})  # type: ignore[arg-type]  # texts all
        links = sample_links(kind)
        made = shown(view, links)
        page = Seen(made.html)
        told = (number, field, hostile)
        assert page.tags <= OURS, told
        assert not any(name.startswith("on") for name in page.attributes), told
        allowed = {*astuple(links), f"cid:{picture_id(view)}"}
        assert set(page.addresses) <= allowed, told
        assert not re.search(r"[\x00-\x1f\x7f]|=\?", made.subject), told
        assert len(made.subject) <= 180, told
        visible = "".join(sign for sign in hostile if sign.isascii() and sign.isprintable() and sign != " ")
        assert visible in squeezed(made.text), told
        assert visible in squeezed(page.text), told
        made.text.encode()


def squeezed(text: str) -> str:
    """ASCII that is seen, without blanks: what lines and invisible signs may not change."""
    return "".join(sign for sign in text if sign.isascii() and sign.isprintable() and sign != " ")


def test_a_message_by_phone_or_video_names_no_room() -> None:
    view = replace(sample(MessageKind.CONFIRMATION, "de"), modality=Modality.PHONE)
    assert "Wo: Telefonisch: wir rufen Sie an" in shown(view).text
    assert "Room 2" not in shown(view).text


def test_who_need_not_come_is_not_sent_to_the_front_desk() -> None:
    here = sample(MessageKind.CONFIRMATION, "en")
    assert "at the front desk" in shown(replace(here, modality=Modality.IN_PERSON)).text
    assert "front desk" not in shown(replace(here, modality=Modality.VIDEO)).text


def test_own_html_takes_values_as_text_and_shows_the_code() -> None:
    view = replace(
        sample(MessageKind.CONFIRMATION, "en"), consumer="<i>Ida</i>", start=datetime(2026, 11, 24, 15, tzinfo=UTC)
    )
    own = Template("Hi", "{{ consumer }}", '<h1>{{ consumer }}</h1>{{ qr }}<a href="{{ cancel_link }}">No</a>')
    check(own)
    page = render(view, own, Links(cancel="https://x.example/a?b=1&c=2")).html
    assert "<h1>&lt;i&gt;Ida&lt;/i&gt;</h1>" in page
    assert f"cid:{picture_id(view)}" in page
    assert Seen(page).addresses[-1] == "https://x.example/a?b=1&c=2"


def test_every_place_has_a_value() -> None:
    told = marked(" ".join(f"{{{{ {name} }}}}" for name in PLACES), dict.fromkeys(PLACES, "x"))
    assert told.count(OPEN) == len(PLACES)
    view = sample(MessageKind.CONFIRMATION, "en")
    everything = Template("s", "\n".join(f"{name}={{{{ {name} }}}}" for name in PLACES))
    lines = dict(line.split("=", 1) for line in render(view, everything, NO_LINKS).text.strip().splitlines())
    assert lines["zone"] == "Lisbon time"
    assert lines["time"] == "15:00"
