"""Templates of messages: those the clinic wrote in place of the delivered ones, saved, taken back, looked at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from frontdesk.database.adding import add
from frontdesk.database.tables import Clinic, History, MessageTemplate
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import MessageKind
from frontdesk.services.desk import Desk, Work
from frontdesk.services.plan_rows import CHANGED
from frontdesk.services.saved_settings import VERSION, changed_set_up, hold_set_up, note_set_up
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.typed import typed_text

if TYPE_CHECKING:
    from frontdesk.messages.templates import Template

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}")


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template: `own` when the clinic wrote it, with its version; delivered ones have version 0."""

    kind: MessageKind
    language: str
    subject: str
    text: str
    html: str
    own: bool
    version: int


@dataclass(frozen=True, slots=True)
class TemplateForm:
    """A template as it is being written; `version` is that of the line that the screen showed."""

    kind: MessageKind
    language: str
    subject: str
    text: str
    html: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """A sample message by a template; `html` shows `picture` (PNG) where it says `cid:` and `picture_id`."""

    subject: str
    text: str
    html: str
    picture: bytes
    picture_id: str


class Templates:
    """What an administrator does with the texts of messages. What makes messages is loaded when it is first asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[TemplateLine, ...]:
        """A line for each kind in each of the languages."""
        from frontdesk.messages.templates import delivered  # noqa: PLC0415  see the class

        self._desk.signed_in()
        with self._desk.database.read() as connection:
            own = {(row.kind, row.language): row for row in connection.execute(select(MessageTemplate.__table__))}
            languages = _languages(connection)
        lines = []
        for language in languages:
            for kind in MessageKind:
                row = own.get((kind, language))
                made = row or delivered(kind, language)
                version = row.version if row else 0
                lines.append(TemplateLine(kind, language, made.subject, made.text, made.html, bool(row), version))
        return tuple(lines)

    def languages(self) -> tuple[str, ...]:
        """Those delivered, the clinic's, and those that it wrote a template in."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return _languages(connection)

    def places(self) -> tuple[str, ...]:
        """What a template may name between `{{` and `}}`."""
        from frontdesk.messages.templates import PLACES  # noqa: PLC0415  see the class

        return PLACES

    def save(self, form: TemplateForm, command_id: str) -> Saved:
        """Save the clinic's own template of a kind in a language.

        Raises RuleBroken at `language`, `subject`, `text` or `html`: see `messages.templates.check`; `not.your-role`;
        ChangedElsewhere when it is another by now. Nothing is saved then.
        """
        return self._desk.command(command_id, Saved, lambda work: _save(work, form.kind, _checked(form), form.version))

    def reset(self, kind: MessageKind, language: str, version: int, command_id: str) -> Saved:
        """Take the delivered template again. Raises `not.your-role`, ChangedElsewhere."""
        return self._desk.command(command_id, Saved, lambda work: _reset(work, kind, language, version))

    def preview(self, form: TemplateForm) -> Preview:
        """A sample message by the template as it is typed; raises RuleBroken as `save` does."""
        from frontdesk.messages.picture import qr_png  # noqa: PLC0415  see the class
        from frontdesk.messages.rendering import picture_id, render  # noqa: PLC0415
        from frontdesk.messages.sample import sample, sample_links  # noqa: PLC0415

        self._desk.signed_in()
        with self._desk.database.read() as connection:
            clinic = connection.execute(select(Clinic.name)).scalar_one()
        view = sample(form.kind, form.language, clinic)
        made = render(view, _checked(form), sample_links(form.kind))
        shown = picture_id(view)
        return Preview(made.subject, made.text, made.html, qr_png(view.qr) if shown else b"", shown)


def read_templates(connection: Connection) -> Mapping[tuple[MessageKind, str], "Template"]:
    """The clinic's own templates, for `messages.templates.chosen`."""
    from frontdesk.messages.templates import Template  # noqa: PLC0415  see Templates

    rows = connection.execute(select(MessageTemplate.__table__))
    return {(row.kind, row.language): Template(row.subject, row.text, row.html, row.language) for row in rows}


def _languages(connection: Connection) -> tuple[str, ...]:
    from frontdesk.messages.templates import LANGUAGES  # noqa: PLC0415  see Templates

    spoken = connection.execute(select(Clinic.language)).scalars()
    own = connection.execute(select(MessageTemplate.language).distinct().order_by(MessageTemplate.language)).scalars()
    return tuple(dict.fromkeys((*LANGUAGES, *spoken, *own)))


def _checked(form: TemplateForm) -> "Template":
    """The template as it is kept; RuleBroken at the field that is not right."""
    from frontdesk.messages.templates import LONGEST, Template, check  # noqa: PLC0415  see Templates

    if not _LANGUAGE.fullmatch(form.language):
        raise RuleBroken("template.language", fields=("language",), language=form.language[:20])
    template = Template(
        typed_text(form.subject, "subject", LONGEST["subject"], required=True, lines=False),
        typed_text(form.text, "text", LONGEST["text"], required=True),
        typed_text(form.html, "html", LONGEST["html"]),
        form.language.replace("_", "-"),
    )
    check(template)
    return template


def _save(work: Work, kind: MessageKind, template: "Template", seen: int) -> Saved:
    before = _standing(work, kind, template.language, seen)
    after = {"subject": template.subject, "text": template.text, "html": template.html}
    if before == after:
        return Saved(0, seen, note_set_up(work, {}).changes)
    key = _key(kind, template.language)
    version = _times_changed(work, key) + 1
    if before is None:
        add(work.connection, MessageTemplate, kind=kind, language=template.language, version=version, **after)
    else:
        row = update(MessageTemplate).where(_is(kind, template.language))
        work.connection.execute(row.values(version=version, **after))
    return Saved(0, version, note_set_up(work, {key: [before, after]}).changes)


def _reset(work: Work, kind: MessageKind, language: str, seen: int) -> Saved:
    before = _standing(work, kind, language, seen)
    if before is None:
        return Saved(0, 0, note_set_up(work, {}).changes)
    work.connection.execute(delete(MessageTemplate).where(_is(kind, language)))
    return Saved(0, 0, note_set_up(work, {_key(kind, language): [before, None]}).changes)


def _standing(work: Work, kind: MessageKind, language: str, seen: int) -> dict[str, str] | None:
    """The clinic's own template as it stands, if it is the one that was seen; None for the delivered one."""
    hold_set_up(work)
    row = work.connection.execute(select(MessageTemplate.__table__).where(_is(kind, language))).first()
    if (row.version if row else 0) != seen:
        raise changed_set_up(work, (_key(kind, language),), {})
    return {"subject": row.subject, "text": row.text, "html": row.html} if row else None


def _is(kind: MessageKind, language: str) -> ColumnElement[bool]:
    return and_(MessageTemplate.kind == kind, MessageTemplate.language == language)


def _key(kind: MessageKind, language: str) -> str:
    """How history names the template."""
    return f"message template {kind} {language}"


def _times_changed(work: Work, key: str) -> int:
    """Versions rise also after the delivered template was taken again, so that no old screen fits by chance."""
    entries = work.connection.execute(
        select(History.changes).where(
            History.appointment_id.is_(None), History.version == VERSION, History.action == CHANGED
        )
    ).scalars()
    return sum(1 for changes in entries if key in changes)
