"""States of the waiting list for the pictures: those of the demo, long texts, nobody, and who would fit."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta

from PySide6.QtWidgets import QWidget

from frontdesk.rules.waiting import SOON, URGENT, Wish
from frontdesk.rules.words import Status
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.waiting import WaitingLine
from ui.requests.candidates import CandidatesSheet
from ui.requests.page import RequestsPage
from ui.shell.context import Context
from ui.texts import local
from ui.wish_sheet import WishSheet

_NARROW = (559, 560)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
_REMARK = "Works nights, so only call after four; her mother <b>answers</b> the other number. "


def waiting_states(make: Callable[[], RequestsPage], context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it; `make` makes a page with its center."""
    page = _page(make)
    lines = page.waiting.model.rows
    page.waiting.table.selectRow(0)
    yield "waiting", page
    page = _page(make)
    page.waiting._found(())  # noqa: SLF001  as when all of them have a time
    yield "waiting-empty", page
    if not lines:
        return
    many = _many(lines[0], context)
    page = _page(make)
    page.resize(*_NARROW)
    page.waiting._found(many)  # noqa: SLF001  more of them, and with longer texts, than the demo has
    page.waiting.table.selectRow(0)
    yield "waiting-narrow", page
    page = _page(make)
    page.resize(900, 700)
    today = local(context.clinic.now(), many[0].zone).date()
    offered = replace(many[1], status=Status.WAITLIST, start=None, wall_start=None)  # nobody is offered two at once
    lines = (many[0], offered, *many[2:])
    sheet = CandidatesSheet(page, "Tue 24 Nov, 15:00 with Dr Mei Chen became free.", lines, today)
    sheet.open()
    yield "candidates", page
    page = _page(make)
    page.resize(900, 700)
    _ask_wish(page, context, many[0])
    yield "wish", page


def _ask_wish(page: RequestsPage, context: Context, line: WaitingLine) -> None:
    """What somebody waits for, as it is changed."""
    appointments = context.clinic.appointments

    def ask(view: AppointmentView) -> None:
        WishSheet(page, context, view, 1, line.wish).open()

    context.tasks.run(lambda: appointments.view(line.appointment_id), ask)


def _many(line: WaitingLine, context: Context) -> tuple[WaitingLine, ...]:
    """Somebody with a long name and a long remark, one who is offered a time, one who is booked."""
    now = context.clinic.now()
    later = local(now, line.zone).replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=1)
    today = local(now, line.zone).date()
    asked = Wish(SOON, today, today + timedelta(days=9), 0b0010101, time(9), time(12, 30), 1, _REMARK)
    line = replace(line, fits_wall=later - timedelta(days=1), fits_at=now)
    waits = replace(line, status=Status.WAITLIST, start=None, wall_start=None, clinician="")
    has = replace(line, wall_start=later, start=now + timedelta(days=1), clinician="Dr Mei Chen")
    return (
        replace(waits, consumer=_LONG, wish=asked, wished_clinician=_LONG, phone="+351912345678"),
        replace(has, appointment_id=-1, wish=Wish(URGENT), status=Status.PENDING),
        replace(has, appointment_id=-2, wish=Wish(), status=Status.BOOKED, phone=""),
    )


def _page(make: Callable[[], RequestsPage]) -> RequestsPage:
    page = make()
    page.show_part("waiting")
    return page
