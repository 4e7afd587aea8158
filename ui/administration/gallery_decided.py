"""States of what a clinic decides, for the pictures: rules of appointments, reasons, webhooks with secret and test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.services.webhook_set_up import WebhookLine
from ui.administration.groups import GroupsSection
from ui.administration.page import AdministrationPage
from ui.administration.reasons import ReasonsSection
from ui.administration.rules import RulesSection
from ui.administration.webhooks import WebhooksSection
from ui.problems import sentence
from ui.shell.context import Context

SIZE, SMALL = (1196, 676), (940, 576)
MakePage = Callable[[Context, str, tuple[int, int]], AdministrationPage]
_LONG = "Maximiliane-Friederike von und zu Hohenstein-Waldburg wants another day"
_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr"  # noqa: S105  nobody's: that of an example
_LINES = (
    WebhookLine(1, "Health records", "https://records.clinic.example/frontdesk/events", True, 1, has_secret=True),
    WebhookLine(2, "Waiting room screen", "http://localhost:8080/events", True, 1, has_secret=False),
    WebhookLine(3, "Billing until 2025", "https://billing.clinic.example/in", False, 4, has_secret=False),
)


def decided(context: Context, make: MakePage) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it; `make` makes a page with the section of that key."""
    yield from _rules(context, make)
    yield from _reasons(context, make)
    yield from _of_requests(context, make)
    with _webhooks_answer(context, all=lambda: ()):
        yield "webhooks-empty", make(context, "webhooks", SIZE)
    with _webhooks_answer(context, all=lambda: _LINES, new_secret=lambda *_asked: _SECRET, test=_refuse):
        yield from _webhooks(context, make)


def _rules(context: Context, make: MakePage) -> Iterator[tuple[str, QWidget]]:
    yield "rules", make(context, "rules", SIZE)
    page = make(context, "rules", SMALL)
    section = page.section()
    if isinstance(section, RulesSection):
        section.editor.numbers["undo_seconds"].setText("soon")
        wrong = RuleBroken("number.form", least=0, most=120)
        section.editor.show_errors({"undo_seconds": sentence(wrong)})
    yield "rules-wrong", page
    page = make(context, "rules", SIZE)
    section = page.section()
    if isinstance(section, RulesSection):
        section.editor.numbers["reschedule_within_days"].setFocus()
    yield "rules-limits", page


def _reasons(context: Context, make: MakePage) -> Iterator[tuple[str, QWidget]]:
    yield "reasons", make(context, "reasons", SIZE)
    page = make(context, "reasons", SMALL)
    section = page.section()
    if isinstance(section, ReasonsSection):
        section.rows[0].active.setChecked(False)
        section.required.setChecked(True)
        section.add_line()
        section.rows[-1].name.setText(_LONG)
        section.rows[-1].refuse(sentence(RuleBroken("reason.name-taken", name=_LONG)))
        section.may_leave()
    yield "reasons-leaving", page


def _of_requests(context: Context, make: MakePage) -> Iterator[tuple[str, QWidget]]:
    yield "requests", make(context, "requests", SIZE)
    yield "groups", make(context, "groups", SIZE)
    for name, size in (("groups-clinicians", SIZE), ("groups-wrong", SMALL)):
        page = make(context, "groups", size)
        section = page.section()
        if isinstance(section, GroupsSection):
            section.kinds.chosen.emit("clinicians")
            _settle(context)
            if size == SMALL:
                section.add_line()
                section.rows[-1].name.setText(_LONG)
                section.rows[-1].refuse(sentence(RuleBroken("group.name-taken", name=_LONG)))
                section.may_leave()
        yield name, page


def _webhooks(context: Context, make: MakePage) -> Iterator[tuple[str, QWidget]]:
    yield "webhooks", make(context, "webhooks", SIZE)
    page, section = _opened(context, make, 2)
    section.editor.secret.make()
    _settle(context)
    yield "webhook-secret", page
    page, section = _opened(context, make, 1)
    section.editor.secret.test.click()
    _settle(context)
    yield "webhook-refused", page
    page, section = _opened(context, make, 1, SMALL)
    section.editor.secret.new.click()
    yield "webhook-replace-small", page
    page, section = _opened(context, make, 2)
    away = Unavailable("secrets.away", reason="no keyring error", variable="FRONTDESK_WEBHOOK_SECRET_2")
    section.editor.secret._not_made(away)  # noqa: SLF001  a picture of it
    yield "webhook-no-ring", page
    page = make(context, "webhooks", SIZE)
    shown = page.section()
    if isinstance(shown, WebhooksSection):
        shown.new()
        shown.editor.url.setText("http://records.example/")
        shown.editor.show_errors({"url": sentence(RuleBroken("webhook.https"))})
    yield "webhook-wrong", page


def _opened(
    context: Context, make: MakePage, key: int, size: tuple[int, int] = SIZE
) -> tuple[AdministrationPage, WebhooksSection]:
    page = make(context, "webhooks", size)
    section = page.section()
    if not isinstance(section, WebhooksSection):
        raise TypeError(section)
    section.edit(key)
    return page, section


def _refuse(_webhook_id: int) -> None:
    raise RuleBroken("webhook.answered", status="503")


class _Answers:
    """The service of webhooks, with answers given for a picture."""

    def __init__(self, answers: dict[str, Callable[..., Any]]) -> None:
        self.__dict__.update(answers)

    def save(self, *_asked: Any) -> None:
        """Nothing is saved for a picture."""


@contextmanager
def _webhooks_answer(context: Context, **answers: Callable[..., Any]) -> Iterator[None]:
    real = context.clinic.webhooks
    vars(context.clinic)["webhooks"] = _Answers(answers)
    yield
    vars(context.clinic)["webhooks"] = real


def _settle(context: Context) -> None:
    for _round in range(4):
        context.tasks.wait()
        QCoreApplication.processEvents()
