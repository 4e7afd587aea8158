"""Templates of messages: those delivered in five languages, how a clinic's own are checked, which one a message takes.

Those to the staff are delivered only: `staff-en.toml` and so on.

A template is text with places, `{{ consumer }}`, and conditions on them, `{% if clinician %}…{% endif %}`, in the
syntax of Jinja2 and nothing more of it: no loops, filters, calls or attributes. What a place stands for is put in
after the template is rendered, so that what people typed is never read as a part of a template or of HTML.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2 import Template as Compiled
from jinja2.sandbox import SandboxedEnvironment

from frontdesk.messages.markup import check_markup
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import MessageKind, StaffMessage
from frontdesk.views.message import MessageView

LANGUAGES = ("en", "de", "pt", "es", "fr")
"""Those that templates are delivered in; the first is taken where there is nothing better."""
PLACES = (
    *("consumer", "first_name", "service", "clinician", "center", "address", "room", "place", "phone", "clinic"),
    *("when", "day", "time", "zone", "was", "was_clinician", "bring", "code", "message", "suggestions", "answer_by"),
    *("goals", "accept_link", "reschedule_link", "cancel_link", "decline_link", "confirm_link", "completion_link"),
    "video_link",
)
"""What a template may name; in HTML also `qr`, the picture of the QR code."""
LONGEST = {"subject": 200, "text": 20_000, "html": 20_000}
"""Characters."""
OPEN, CLOSE = "\ue000", "\ue001"
"""Around the name of a place in a rendered template, until its value is put in; of no use to anybody else."""

_QR = "qr"
_ALONE = re.compile(r"^[ \t]*((?:\{%[^%\n]*%\}[ \t]*)+)\n", re.MULTILINE)
"""A line of nothing but conditions: it leaves no line."""
_PART = re.compile(r"^<(\w+)>$", re.MULTILINE)
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.And, nodes.Or, nodes.Not)
_JINJA = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)


@dataclass(frozen=True, slots=True)
class Template:
    """`html` empty: it is made from the text. `language` is that of the dates that are put in."""

    subject: str
    text: str
    html: str = ""
    language: str = LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Words:
    """What the values of places are made of in one language."""

    zone: str
    dose: str
    phone: str
    video: str


def delivered(kind: MessageKind | StaffMessage, language: str) -> Template:
    """The template that comes with Frontdesk, in one of LANGUAGES; else its base language's, or English."""
    spoken = next((one for one in _ways(language) if one in LANGUAGES), LANGUAGES[0])
    own: dict[str, str] = _file(spoken)[kind]
    return Template(own["subject"], own["text"], language=spoken)


def words(language: str) -> Words:
    """The words of the language, of its base language, or English."""
    spoken = next((one for one in _ways(language) if one in LANGUAGES), LANGUAGES[0])
    return Words(**_file(spoken)["words"])


def answer_words(action: str, language: str) -> str:
    """What the consumer did, as a sentence to the staff says it after their name; empty for what is no answer."""
    spoken = next((one for one in _ways(language) if one in LANGUAGES), LANGUAGES[0])
    told: dict[str, str] = _file(spoken)["answers"]
    return told.get(action, "")


def chosen(view: MessageView, own: Mapping[tuple[MessageKind, str], Template]) -> Template:
    """The template: in its language, that without region, the clinic's, English; the clinic's own first."""
    kind = view.kind
    for language in (*_ways(view.language), *_ways(view.clinic_language)):
        if isinstance(kind, MessageKind) and (kind, language) in own:
            return own[kind, language]
        if language in LANGUAGES:
            return delivered(kind, language)
    english = own.get((kind, LANGUAGES[0])) if isinstance(kind, MessageKind) else None
    return english or delivered(kind, LANGUAGES[0])


def check(template: Template) -> None:
    """Refuse what could not be sent later, at `subject`, `text` or `html`.

    Raises RuleBroken `template.field` (params `name`, `known`), `template.form`, `template.only-places` (param `line`),
    `text.missing`, `text.too-long`; and for HTML see `check_markup`.
    """
    for part in ("subject", "text", "html"):
        source = getattr(template, part)
        if len(source) > LONGEST[part]:
            raise RuleBroken("text.too-long", fields=(part,), longest=LONGEST[part])
        if not source.strip() and part != "html":
            raise RuleBroken("text.missing", fields=(part,))
        _check_part(part, source)
        for value in (True, False):
            marked(source, dict.fromkeys((*PLACES, _QR), value))
    if template.html.strip():
        check_markup("".join(_all_branches(template.html)))


def marked(source: str, there: Mapping[str, Any]) -> str:
    """The template with its conditions decided by which places are `there`, and each of these as OPEN name CLOSE."""
    return _compiled(source).render({name: f"{OPEN}{name}{CLOSE}" if value else "" for name, value in there.items()})


def _check_part(part: str, source: str) -> None:
    try:
        tree = _JINJA.parse(source)
    except TemplateSyntaxError as problem:
        raise RuleBroken("template.form", fields=(part,), line=problem.lineno, example="{{ consumer }}") from problem
    known = {*PLACES, _QR} if part == "html" else set(PLACES)
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Name) and node.name not in known:
            raise RuleBroken("template.field", fields=(part,), name=node.name[:60], known=", ".join(sorted(known)))
        if not isinstance(node, _PLAIN):
            raise RuleBroken("template.only-places", fields=(part,), line=node.lineno)


def _all_branches(source: str) -> Iterator[str]:
    """The text of the template whatever its conditions, and its places as they are marked."""
    inside = False
    for _, sort, value in _JINJA.lex(source):
        if sort == "data":
            yield value
        elif sort in {"block_begin", "block_end"}:
            inside = sort == "block_begin"
        elif sort == "name" and not inside:
            yield f"{OPEN}{value}{CLOSE}"


@lru_cache(maxsize=512)
def _compiled(source: str) -> Compiled:
    tidy = _ALONE.sub(r"\1", source.replace("\r\n", "\n").replace(OPEN, "").replace(CLOSE, "") + "\n")
    return _JINJA.from_string(tidy)


def _ways(language: str) -> tuple[str, ...]:
    """A language tag, and that without its region: `pt-BR`, `pt`."""
    tag = language.strip().replace("_", "-")
    return tuple(dict.fromkeys((tag, tag.partition("-")[0].lower()))) if tag else ()


@lru_cache(maxsize=len(LANGUAGES))
def _file(language: str) -> dict[str, Any]:
    """What is delivered in the language, its parts put into its templates."""
    told, staff = _delivered(f"{language}.toml"), _delivered(f"staff-{language}.toml")
    parts: dict[str, str] = told["parts"] | staff["parts"]
    found = told | staff

    def whole(text: str) -> str:
        return _PART.sub(lambda match: whole(parts[match[1]]), text).strip("\n")

    for kind in (*MessageKind, *StaffMessage):
        found[kind] = {"subject": found[kind]["subject"], "text": whole(found[kind]["text"]) + "\n"}
    return found


def _delivered(name: str) -> dict[str, Any]:
    place = files("frontdesk.messages").joinpath("delivered", name)
    return tomllib.loads(place.read_text(encoding="utf-8"))
