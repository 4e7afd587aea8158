"""Templates that a clinic writes: checked when they are saved, looked at before, taken back."""

import pytest

from frontdesk.clinic import Clinic
from frontdesk.messages.templates import Template, check, delivered
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import MessageKind
from frontdesk.services.forms import new_command_id
from frontdesk.services.templates import TemplateForm, TemplateLine, read_templates

REMINDER = MessageKind.REMINDER


@pytest.fixture
def boss(clinic: Clinic) -> Clinic:
    """The manager at the desk of the little clinic."""
    clinic.sign_in("manager", "demo")
    return clinic


def line(clinic: Clinic, kind: MessageKind = REMINDER, language: str = "en") -> TemplateLine:
    return next(one for one in clinic.templates.all() if (one.kind, one.language) == (kind, language))


def form(
    subject: str = "Soon: {{ service }}", text: str = "{{ when }}", html: str = "", version: int = 0
) -> TemplateForm:
    return TemplateForm(REMINDER, "en", subject, text, html, version)


def save(clinic: Clinic, typed: TemplateForm) -> int:
    return clinic.templates.save(typed, new_command_id()).version


@pytest.mark.feature("MSG-3")
@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        (("{{ consumr }}", "x", ""), "template.field", "subject"),
        (("x", "{{ consumer }} {{ key }}", ""), "template.field", "text"),
        (("x", "{% if colour %}x{% endif %}", ""), "template.field", "text"),
        (("x", "x", "{{ nobody }}"), "template.field", "html"),
        (("x", "{{ qr }}", ""), "template.field", "text"),
        (("x", "{{ consumer", ""), "template.form", "text"),
        (("x", "{% if consumer %}", ""), "template.form", "text"),
        (("x", "{% include 'x' %}", ""), "template.only-places", "text"),
        (("x", "{% for one in consumer %}x{% endfor %}", ""), "template.only-places", "text"),
        (("x", "{% set x = 1 %}", ""), "template.only-places", "text"),
        (("x", "{{ consumer.__class__ }}", ""), "template.only-places", "text"),
        (("x", "{{ consumer * 999999999 }}", ""), "template.only-places", "text"),
        (("x", "{{ consumer|upper }}", ""), "template.only-places", "text"),
        (("x", "{{ 'x' }}", ""), "template.only-places", "text"),
        (("", "x", ""), "text.missing", "subject"),
        (("x\ny", "x", ""), "text.control", "subject"),
        (("x", " ", ""), "text.missing", "text"),
        (("x", "x" * 20_001, ""), "text.too-long", "text"),
        (("x", "x", "<script>alert(1)</script>"), "template.tag", "html"),
        (("x", "x", "<!DOCTYPE html>"), "template.tag", "html"),
        (("x", "x", "{% if phone %}<iframe>{% endif %}"), "template.tag", "html"),
        (("x", "x", "<p onclick='x'>"), "template.attribute", "html"),
        (("x", "x", "<a href='javascript:x'>y</a>"), "template.attribute", "html"),
        (("x", "x", "<p title='{{ consumer }}'>"), "template.place", "html"),
        (("x", "x", "<a href='{{ consumer }}'>"), "template.place", "html"),
        (("x", "x", "<{{ consumer }}>"), "template.place", "html"),
        (("x", "x", "<p {{ consumer }}>"), "template.place", "html"),
        (("x", "x", "<!-- {{ consumer }} -->"), "template.place", "html"),
    ],
)
def test_what_could_not_be_sent_is_refused_when_it_is_written(
    typed: tuple[str, str, str], code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_as_saved(*typed)
    assert (refused.value.code, refused.value.fields) == (code, (field,))


def check_as_saved(subject: str, text: str, html: str) -> None:
    from frontdesk.services.templates import _checked  # noqa: PLC0415  # what `save` and `preview` share

    _checked(TemplateForm(REMINDER, "en", subject, text, html))


@pytest.mark.feature("MSG-3")
def test_an_unknown_place_is_named_with_those_that_there_are() -> None:
    with pytest.raises(RuleBroken) as refused:
        check(Template("x", "{{ nane }}"))
    assert refused.value.params["name"] == "nane"
    assert "consumer" in str(refused.value.params["known"])


@pytest.mark.feature("MSG-3")
def test_a_template_is_saved_looked_at_and_taken_back(boss: Clinic) -> None:
    assert not line(boss).own
    assert line(boss).text == delivered(REMINDER, "en").text
    wanted = form(text="Hello {{ consumer }}, see you {{ when }}.", html="<b>{{ consumer }}</b>{{ qr }}")
    seen = boss.templates.preview(wanted)
    assert seen.subject == "Soon: Influenza vaccination (dose 1 of 2)"
    assert "see you Tuesday 24 November 2026, 15:00–15:20 (Lisbon time)." in seen.text
    assert "<b>Maria Silva</b>" in seen.html
    assert f"cid:{seen.picture_id}" in seen.html
    assert seen.picture.startswith(b"\x89PNG")
    version = save(boss, wanted)
    saved = line(boss)
    assert (saved.own, saved.text, saved.version) == (True, wanted.text, version)
    with boss.desk.database.read() as connection:
        assert read_templates(connection)[REMINDER, "en"] == Template(wanted.subject, wanted.text, wanted.html, "en")
    boss.templates.reset(REMINDER, "en", version, new_command_id())
    assert not line(boss).own


@pytest.mark.feature("MSG-3")
def test_what_somebody_else_saved_meanwhile_is_not_overwritten_nor_after_a_reset(boss: Clinic) -> None:
    first = save(boss, form())
    with pytest.raises(ChangedElsewhere) as stale:
        save(boss, form(text="stale"))
    assert stale.value.by == "Bo Ss"
    second = save(boss, form(text="second", version=first))
    boss.templates.reset(REMINDER, "en", second, new_command_id())
    third = save(boss, form(text="third"))
    assert third not in {first, second}
    with pytest.raises(ChangedElsewhere):
        boss.templates.reset(REMINDER, "en", first, new_command_id())
    assert line(boss).text == "third"


@pytest.mark.feature("MSG-3")
def test_only_who_sets_up_the_clinic_writes_templates(clinic: Clinic) -> None:
    with pytest.raises(RuleBroken) as refused:
        save(clinic, form())
    assert refused.value.code == "not.your-role"


@pytest.mark.feature("MSG-3")
def test_the_languages_are_those_delivered_and_those_the_clinic_wrote_in(boss: Clinic) -> None:
    assert boss.templates.languages() == ("en", "de", "pt", "es", "fr")
    boss.templates.save(TemplateForm(REMINDER, "pl", "Wizyta", "{{ consumer }}, {{ when }}"), new_command_id())
    assert boss.templates.languages()[-1] == "pl"
    assert line(boss, MessageKind.CONFIRMATION, "pl").subject == delivered(MessageKind.CONFIRMATION, "en").subject
    with pytest.raises(RuleBroken) as refused:
        boss.templates.save(TemplateForm(REMINDER, "../etc", "x", "x"), new_command_id())
    assert refused.value.code == "template.language"
