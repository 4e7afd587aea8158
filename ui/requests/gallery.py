"""States of the requests' page and panel for the pictures: a full list, nothing, no answer, long texts, withdrawing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Modality, RequestKind, RequestState, Source
from frontdesk.services.forms import Booking, new_command_id
from frontdesk.views.requests import RequestAnswer, RequestLine
from ui.requests.page import RequestsPage
from ui.requests.panel import RequestPanel
from ui.shell.context import Context

_PAGE, _NARROW, _PANEL = (852, 640), (596, 560), (344, 640)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
_NOTE = "Cannot come before nine, brings her mother, and asks to be called on the other number <b>first</b>. " * 3


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page or panel that shows it."""
    page = _page(context)
    if not page.requests.model.rows:
        _take_down(context)
        page = _page(context)
    lines = page.requests.model.rows
    page.requests.table.selectRow(min(1, len(lines) - 1))
    yield "list", page
    page = _page(context)
    page.requests._found(())  # noqa: SLF001  as when all of them are booked
    yield "empty", page
    page = _page(context)
    page.requests._found(())  # noqa: SLF001  as when there was nothing to keep on the screen
    page.requests._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when the database is away
    yield "error", page
    if lines:
        many = _many(lines[0], context)
        page = _page(context)
        page.requests._found(many)  # noqa: SLF001  more of them, and with longer texts, than the demo has
        page.requests.table.selectRow(0)
        yield "long", page
        page = _page(context)
        page.resize(*_NARROW)
        page.requests._found(many)  # noqa: SLF001  as above
        yield "narrow", page
        yield from _panels(context, lines[0])


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _take_down(context: Context) -> None:
    """Some requests by phone: the demo books all that it is asked for."""
    clinic, center = context.clinic, context.choices.centers[0]
    service = next(one for one in context.choices.services if one.questions)
    answers = {one.id: "no" for one in service.questions if one.required}
    notes = ("Prefers afternoons", "", "Asks to be called when there is something before Friday")

    def work() -> None:
        people = clinic.consumers.search("silva", len(notes))
        for person, note in zip(people, notes, strict=False):
            wish = Booking(
                service.id, center.id, person.id, source=Source.PHONE, note=note, answers=answers, notify=False
            )
            clinic.booking.take_request(wish, new_command_id())

    context.tasks.run(work, lambda _done: None)
    _settle(context)


def _page(context: Context) -> RequestsPage:
    page = RequestsPage(context)
    page.resize(*_PAGE)
    page.show()
    page.show_center(context.choices.centers[0].id)
    page.setFocus()
    _settle(context)
    return page


def _many(line: RequestLine, context: Context) -> tuple[RequestLine, ...]:
    now = context.clinic.now()
    kinds = ((_LONG, _NOTE, Source.WEB), ("李小龙", "", Source.PHONE), ("محمد الأحمد", "First visit", Source.DESK))
    return tuple(
        replace(
            line,
            id=1040 + number,
            consumer=name,
            note=note,
            source=source,
            kind=RequestKind.NOW if number % 3 == 2 else RequestKind.SCHEDULED,
            wanted=line.wanted if number % 2 else "Vaccination against everything known, three doses",
            clinician="" if number % 2 else "Dr Wolfeschlegelsteinhausen",
            modality=Modality.VIDEO if number % 2 else None,
            created_at=now - timedelta(minutes=(24 * 60 * 9) // (number + 1) ** 3),
        )
        for number, (name, note, source) in enumerate(kinds * 4)
    )


def _panels(context: Context, line: RequestLine) -> Iterator[tuple[str, QWidget]]:
    yield "panel", _panel(context, line.id)
    panel = _panel(context, line.id)
    panel.tabs.set_current("history")
    yield "panel-history", panel
    panel = _panel(context, line.id)
    panel.withdraw()
    yield "withdraw", panel
    panel = _panel(context, line.id)
    if panel.view is not None:
        long = replace(panel.view.line, consumer=_LONG, note=_NOTE, wanted="Vaccination against everything known")
        answers = (*panel.view.answers, RequestAnswer(0, "Is there anything else that we should know?", _NOTE))
        panel._read(replace(panel.view, line=long, answers=answers))  # noqa: SLF001  longer than the demo's
    yield "panel-long", panel
    panel = _panel(context, line.id)
    if panel.view is not None:
        closed = replace(panel.view.line, state=RequestState.REVOKED)
        panel._read(replace(panel.view, line=closed))  # noqa: SLF001  as when somebody else withdrew it
    yield "panel-closed", panel
    yield "panel-error", _panel(context, 2_000_000_000)


def _panel(context: Context, request_id: int) -> RequestPanel:
    panel = RequestPanel(context)
    panel.resize(*_PANEL)
    panel.show()
    panel.show_request(request_id)
    _settle(context)
    return panel
