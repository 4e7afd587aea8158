"""States of the requests' page and panel for the pictures: full, nothing, late, no answer, long, being answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import RequestKind, RequestState, Source
from frontdesk.views.assignment import Assignment
from frontdesk.views.requests import RequestAnswer, RequestLine, RequestView
from ui.requests.gallery_assignments import assignment, many_times, next_start, nobody
from ui.requests.gallery_dispatch import dispatch_states
from ui.requests.gallery_waiting import waiting_states
from ui.requests.page import RequestsPage
from ui.requests.panel import RequestPanel
from ui.shell.context import Context

_PAGE, _NARROW, _PANEL, _WHOLE = (816, 640), (559, 560), (380, 640), (1196, 698)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
_NOTE = "Cannot come before nine, brings her mother, and asks to be called on the other number <b>first</b>. " * 3


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page or panel that shows it."""
    page = _page(context)
    lines = page.requests.model.rows
    page.requests.table.selectRow(min(1, len(lines) - 1))
    yield "list", page
    yield from _without(context)
    yield from dispatch_states(lambda: _page(context))
    yield from waiting_states(lambda: _page(context), context)
    if not lines:
        return
    many = _many(lines[0], context)
    page = _page(context)
    page.requests._found(many)  # noqa: SLF001  more of them, and with longer texts, than the demo has
    page.requests.table.selectRow(0)
    yield "long", page
    page = _page(context)
    page.resize(*_NARROW)
    page.requests._found(many)  # noqa: SLF001  as above
    yield "narrow", page
    line = next((one for one in lines if len(one.times) > 1), lines[0])
    yield "whole", _whole(context, line)
    yield from _panels(context, line)


def _without(context: Context) -> Iterator[tuple[str, QWidget]]:
    """A page with nothing on it, for three reasons."""
    page = _page(context)
    page.requests._found(())  # noqa: SLF001  as when all of them are answered
    yield "empty", page
    page = _page(context)
    page.requests._found(())  # noqa: SLF001  as when there was nothing to keep on the screen
    page.requests._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when it is away
    yield "error", page
    page = _page(context)
    groups = context.choices.clinician_groups
    if groups:
        page.requests.group_filter.set_value(groups[-1].id)
        page.requests._found(tuple(page.requests.model.rows[:1]))  # noqa: SLF001  as when only others wait
        yield "filtered", page


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _page(context: Context) -> RequestsPage:
    page = RequestsPage(context)
    page.resize(*_PAGE)
    page.show()
    page.show_center(context.choices.centers[0].id)
    page.setFocus()
    _settle(context)
    return page


def _whole(context: Context, line: RequestLine) -> QWidget:
    """The page and the panel beside each other, as in the window."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(1)
    page, panel = _page(context), _panel(context, line)
    row.addWidget(page, 1)
    row.addWidget(panel)
    both.resize(*_WHOLE)
    both.show()
    page.requests.table.choose(line.id)
    _settle(context)
    return both


def _many(line: RequestLine, context: Context) -> tuple[RequestLine, ...]:
    now = context.clinic.now()
    kinds = ((_LONG, _NOTE, Source.WEB), ("李小龙", "", Source.PHONE), ("محمد الأحمد", "First visit", Source.DESK))
    times = many_times(now)
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
            clinician_group="Children and families of the harbour" if number % 4 == 1 else "",
            consumer_group=line.consumer_group if number % 2 else "",
            times=times[: number % 4 * 3],
            escalated_at=now if number < 2 else None,
            created_at=now - timedelta(minutes=(24 * 60 * 9) // (number + 1) ** 3),
        )
        for number, (name, note, source) in enumerate(kinds * 4)
    )


def _panels(context: Context, line: RequestLine) -> Iterator[tuple[str, QWidget]]:
    yield "panel", _panel(context, line)
    panel = _panel(context, line)
    panel.tabs.set_current("answers")
    yield "panel-details", panel
    panel = _panel(context, line)
    panel.tabs.set_current("history")
    yield "panel-history", panel
    for name, made in (("now", next_start), ("taken", nobody)):
        panel = _panel(context, line)
        panel._read(made(panel.view, context))  # noqa: SLF001  of another kind than the demo has at hand
        yield f"panel-{name}", panel
    panel = _panel(context, line)
    panel._read(Assignment(_of(panel), (), assignment(_of(panel), context).clinicians))  # noqa: SLF001  no times
    yield "panel-any-time", panel
    yield from _asked(context, line)
    yield from _closed(context, line)
    panel = RequestPanel(context)
    panel.resize(*_PANEL)
    panel.show()
    panel.show_request(2_000_000_000)
    _settle(context)
    yield "panel-error", panel


def _asked(context: Context, line: RequestLine) -> Iterator[tuple[str, QWidget]]:
    """What is asked and refused."""
    panel = _panel(context, line)
    panel.withdraw()
    yield "withdraw", panel
    panel = _panel(context, line)
    panel.assign.response.setPlainText("We are full this week; please call on Monday.")
    panel.decline()
    yield "decline", panel
    panel = _panel(context, line)
    panel._refused(RuleBroken("slot.taken"))  # noqa: SLF001  as when another desk was quicker
    _settle(context)
    yield "panel-refused", panel
    panel = _panel(context, line)
    view = _of(panel)
    long = replace(view.line, consumer=_LONG, note=_NOTE, wanted="Vaccination against everything known")
    answers = (*view.answers, RequestAnswer(0, "Is there anything else that we should know?", _NOTE))
    panel._read(assignment(replace(view, line=long, answers=answers), context))  # noqa: SLF001  longer than the demo's
    yield "panel-long", panel


def _closed(context: Context, line: RequestLine) -> Iterator[tuple[str, QWidget]]:
    """Somebody else answered it."""
    for name, typed in (("panel-closed", ""), ("panel-too-late", "See you on Tuesday.")):
        panel = _panel(context, line)
        view = _of(panel)
        panel.assign.response.setPlainText(typed)
        line = replace(view.line, state=RequestState.COMPLETED, answered_at=context.clinic.now())
        line = replace(line, answered_by="Ana Souza", response="Bring the card.")
        panel._read(replace(view, line=line))  # noqa: SLF001  as when another desk was quicker
        yield name, panel


def _of(panel: RequestPanel) -> RequestView:
    if panel.view is None:
        raise RuntimeError("the request was not read")
    return panel.view


def _panel(context: Context, line: RequestLine) -> RequestPanel:
    panel = RequestPanel(context)
    panel.resize(*_PANEL)
    panel.show()
    panel.show_request(line.id)
    _settle(context)
    return panel
