"""States of e-mail and of message templates for the pictures."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from frontdesk.messages.smtp import Security
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken, Unavailable
from frontdesk.rules.words import MessageKind
from frontdesk.services.mail_settings import MailSettings
from ui.administration.mail import MailSection
from ui.administration.page import AdministrationPage
from ui.administration.templates import TemplatesSection
from ui.problems import sentence
from ui.shell.context import Context

_SIZE, _SMALL = (1196, 676), (940, 576)
_LONG = "Maximiliane-Friederike von und zu Hohenstein-Waldburg"
_PAUSE = 400
"""Milliseconds until the preview has followed."""
_TALL = ("filled", "wrong", "testing", "test-failed", "test-passed")
MakePage = Callable[[Context, str, tuple[int, int]], AdministrationPage]


def messages(context: Context, make_page: MakePage, settle: Callable[[Context], None]) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it."""
    yield from _mail(context, make_page)
    yield from _templates(context, make_page, settle)


def _mail(context: Context, make_page: MakePage) -> Iterator[tuple[str, QWidget]]:
    yield "mail", make_page(context, "mail", _SIZE)
    yield "mail-small", make_page(context, "mail", _SMALL)
    for name in ("filled", "unsafe", "wrong", "testing", "test-failed", "test-passed", "changed", "leaving"):
        page = make_page(context, "mail", (_SIZE[0], 1200) if name in _TALL else _SIZE)
        section = page.section()
        if isinstance(section, MailSection):
            _put(section, name)
        yield f"mail-{name}", page


def _put(section: MailSection, name: str) -> None:
    editor, test = section.editor, section.editor.trial
    editor.start_edit(_settings(), "")
    test.recipient.setText("ana.souza@riverside.example")
    if name == "unsafe":
        editor.security.set_value(Security.NONE)
        editor.security.chosen.emit(Security.NONE)
    elif name == "wrong":
        editor.fill(replace(editor.form(), port="many", sender="reception", reminder_hours="soon", host=""))
        for field, code in (
            ("host", RuleBroken("text.missing")),
            ("port", RuleBroken("number.form", least=1, most=65_535)),
            ("sender", RuleBroken("email.form")),
            ("reminder_hours", RuleBroken("mail.hours", longest=720, most=5)),
        ):
            editor.fields[field].set_error(sentence(code))
    elif name.startswith("test"):
        answers: dict[str, Callable[[], object]] = {
            "testing": test._begin,  # noqa: SLF001  as while the server is waited for
            "test-failed": lambda: test._failed(_bad_certificate()),  # noqa: SLF001  as the server answers
            "test-passed": lambda: test._passed(test.recipient.text()),  # noqa: SLF001  the same
        }
        answers[name]()
    elif name == "changed":
        changes: dict[str, tuple[object, object]] = {
            "host": ("mail.riverside.example", f"{'smtp.' * 12}riverside.example"),
            "security": ("tls", "none"),
            "reminder_hours": ((48, 2), ()),
        }
        at = section.context.clinic.now()
        editor.planning.refused.emit(ChangedElsewhere(seen=0, now=0, by="Rui Dias", at=at, changes=changes))
    elif name == "leaving":
        editor.server.setText(_LONG)
        editor.leave()


def _bad_certificate() -> Unavailable:
    said = " (certificate verify failed: Hostname mismatch, certificate is not valid for 'mail.riverside.example')"
    return Unavailable("mail.certificate", host="mail.riverside.example", port=465, shown=said)


def _settings() -> MailSettings:
    return MailSettings(
        host="mail.riverside.example",
        port=465,
        security=Security.TLS,
        user="frontdesk",
        sender="appointments@riverside.example",
        sender_name="Riverside Clinic",
        reply_to="reception@riverside.example",
        links_address="https://riverside.example/a",
        reminder_hours=(48, 2),
        follow_up_hours=(24,),
        has_password=True,
    )


def _templates(
    context: Context, make_page: MakePage, settle: Callable[[Context], None]
) -> Iterator[tuple[str, QWidget]]:
    for name, size, place in (
        ("templates", _SIZE, (MessageKind.CONFIRMATION, "en")),
        ("templates-german", _SIZE, (MessageKind.SLOT_OFFERED, "de")),
        ("templates-french", _SIZE, (MessageKind.CANCELLED, "fr")),
        ("templates-small", _SMALL, (MessageKind.REMINDER, "es")),
    ):
        page, section = _section(context, make_page, size)
        section.choose(place)
        settle(context)
        yield name, page
    for name in ("own", "unknown", "leaving", "reset", "changed", "text", "small-preview"):
        page, section = _section(context, make_page, _SMALL if name == "small-preview" else _SIZE)
        _put_template(section, name)
        _wait()
        settle(context)
        yield f"templates-{name}", page


def _section(
    context: Context, make_page: MakePage, size: tuple[int, int]
) -> tuple[AdministrationPage, TemplatesSection]:
    page = make_page(context, "templates", size)
    section = page.section()
    if not isinstance(section, TemplatesSection):
        raise TypeError(section)
    return page, section


def _put_template(section: TemplatesSection, name: str) -> None:
    editor = section.editor
    if name == "own":
        key = section.place
        section.lines[key] = replace(section.lines[key], own=True)
        section._show()  # noqa: SLF001  as it is saved
        editor.own_html.setChecked(True)
        editor.html.setPlainText(
            f"<h2>{{{{ clinic }}}}</h2><p>Hello {_LONG}, {{{{ when }}}}</p><p>{{{{ qr }}}}</p>"
            '<p><a href="{{ cancel_link }}">Cancel</a></p>'
        )
    elif name == "unknown":
        editor.text.setPlainText("Hello {{ consumer }},\n\nyour {{ appointment }} stands.")
    elif name == "leaving":
        editor.subject.setText(f"{_LONG}: {{{{ service }}}}")
        section.choose((MessageKind.REMINDER, section.place[1]))
    elif name == "reset":
        section.ask_reset()
    elif name == "changed":
        editor.subject.setText("Confirmed")
        at = section._context.clinic.now()  # noqa: SLF001  as the section knows it
        section._refused(ChangedElsewhere(seen=1, now=2, by="Rui Dias", at=at, changes={}))  # noqa: SLF001  as refused
    else:
        way = section.preview.ways if name == "text" else section.body.ways
        way.set_value("text" if name == "text" else "preview")
        way.chosen.emit(way.value())


def _wait() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_PAUSE, loop.quit)
    loop.exec()
