"""States of the appointment pages for the pictures: sheets, every tab, what changed meanwhile, errors, papers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView, DoseLine, OtherAppointment
from frontdesk.views.offers import Offer
from ui.appointments.changed_sheet import ChangedSheet
from ui.appointments.detail import DetailPage
from ui.appointments.gallery_actions import action_states
from ui.appointments.gallery_moves import move_states
from ui.appointments.gallery_series import series_states
from ui.appointments.gallery_tabs import tab_states
from ui.appointments.panel import AppointmentPanel
from ui.appointments.preview import PreviewPage
from ui.appointments.reassign_sheet import ReassignSheet
from ui.appointments.reschedule_sheet import RescheduleSheet
from ui.appointments.sheets import CancelSheet, CompleteSheet
from ui.shell.context import Context
from ui.texts import _, local

_PANEL = (344, 700)
_PAGE = (1196, 700)
_NOWHERE = 2_000_000_000
"""No appointment has this id."""


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it."""
    views = _views(context)
    for status, view in views.items():
        yield f"panel-{status.value}", _panel(context, view.id)
    asked = [view for view in views.values() if view.has_questionnaire]
    view = next(iter([*asked, *views.values()]))
    yield from _sheets(context, views.get(Status.BOOKED, view))
    yield from _moving(context, _shared(context) or view)
    yield from move_states(context, _shared(context) or view, lambda: _settle(context))
    ahead = _shared(context) or view
    of_ahead = (lambda: _panel(context, ahead.id), lambda: _detail(context, ahead.id))
    yield from action_states(context, ahead, lambda: _settle(context), *of_ahead)
    yield from _of_requests(context, views.get(Status.BOOKED, view))
    yield from series_states(context, ahead, lambda: _settle(context))
    shown = view.id
    yield from tab_states(context, view, lambda: _panel(context, shown), lambda: _detail(context, shown))
    yield "detail-error", _detail(context, _NOWHERE)
    yield from _previews(context, view)


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _views(context: Context) -> dict[Status, AppointmentView]:
    """An appointment of today in each status that there is."""
    got: list[dict[Status, AppointmentView]] = []
    center = context.choices.centers[0]

    def read() -> dict[Status, AppointmentView]:
        today = local(context.clinic.now(), center.zone).date()
        day = context.clinic.calendar.day(center.id, today)
        first = {card.status: card.id for column in day.columns for card in column.cards}
        return {status: context.clinic.appointments.view(number) for status, number in first.items()}

    context.tasks.run(read, got.append)
    _settle(context)
    return got[0] if got else {}


def _panel(context: Context, appointment_id: int) -> AppointmentPanel:
    panel = AppointmentPanel(context)
    panel.resize(*_PANEL)
    panel.show()
    panel.show_appointment(appointment_id)
    _settle(context)
    return panel


def _detail(context: Context, appointment_id: int) -> DetailPage:
    page = DetailPage(context)
    page.resize(*_PAGE)
    page.show()
    page.show_appointment(appointment_id)
    _settle(context)
    return page


def _sheets(context: Context, view: AppointmentView) -> Iterator[tuple[str, QWidget]]:
    panel = _panel(context, view.id)
    CancelSheet(panel, context, view, Action.CANCEL).open()
    yield "cancel", panel
    panel = _panel(context, view.id)
    CompleteSheet(panel, context, view, Action.COMPLETE).open()
    yield "complete", panel
    panel = _panel(context, view.id)
    changes: dict[str, tuple[object, object]] = {"status": ("booked", "arrived"), "room": ("Room 2", "Room 3")}
    problem = ChangedElsewhere(seen=1, now=2, by="Rui Dias", at=context.clinic.now(), changes=changes)
    act = Act(Action.CANCEL, view.id, 1, message="She called: the car broke down")
    ChangedSheet(panel, problem, view, context.clinic.now(), act, view).open()
    yield "changed", panel


def _moving(context: Context, view: AppointmentView) -> Iterator[tuple[str, QWidget]]:
    for name, kind, action in (
        ("reschedule", RescheduleSheet, Action.RESCHEDULE),
        ("reassign", ReassignSheet, Action.REASSIGN),
    ):
        panel = _panel(context, view.id)
        panel.resize(344, 572)
        kind(panel, context, view, action).open()
        _settle(context)
        yield name, panel
    for name, typed in (("reschedule-not-free", "tomorrow 3:15"), ("reschedule-day", "2 Dec")):
        panel = _panel(context, view.id)
        panel.resize(344, 572)
        sheet = RescheduleSheet(panel, context, view, Action.RESCHEDULE)
        sheet.open()
        sheet.when.setText(typed)
        sheet.when.textEdited.emit(typed)
        sheet.agreed.setChecked(True)
        _settle(context)
        yield name, panel


def _of_requests(context: Context, view: AppointmentView) -> Iterator[tuple[str, QWidget]]:
    """What the demo has not got: a dose, one that was cancelled and booked again, one that is overbooked."""
    wall = view.wall_start
    if wall is None:
        return
    doses = (
        DoseLine(view.id, 1, wall, view.status, view.past),
        DoseLine(0, 2, wall + timedelta(days=21), Status.BOOKED, past=False),
        DoseLine(0, 3, wall + timedelta(days=200), Status.BOOKED, past=False),
    )
    dose = replace(view, dose=1, doses=doses)
    before = OtherAppointment(0, "K7M4XQ", None, wall - timedelta(days=1), Status.CANCELLED, past=False, later=False)
    after = replace(before, wall_start=wall + timedelta(days=1), status=Status.BOOKED, later=True)
    cancelled = replace(view, status=Status.CANCELLED, offers=(), again=Offer(Action.BOOK))
    shown = {
        "dose": dose,
        "cancelled": cancelled,
        "booked-again": replace(
            cancelled, again=Offer(Action.BOOK, allowed=False, why_not="request.booked"), others=(after,)
        ),
        "again": replace(view, others=(before,)),
        "overbooked": replace(view, overbooked=True, overbook_reason="Fainted at the counter, no other doctor here"),
    }
    for name, each in shown.items():
        panel = _panel(context, view.id)
        panel.show_view(each)
        yield f"panel-{name}", panel
    panel = _panel(context, view.id)
    panel.show_view(dose)
    CancelSheet(panel, context, dose, Action.CANCEL).open()
    yield "cancel-dose", panel
    page = _detail(context, view.id)
    page.show_view(dose)
    yield "detail-dose", page


def _shared(context: Context) -> AppointmentView | None:
    """An appointment ahead of a service that several clinicians give."""
    got: list[AppointmentView | None] = []
    center = context.choices.centers[0]
    shared = {one.id for one in context.choices.services if len(one.clinician_ids) > 3}

    def read() -> AppointmentView | None:
        today = local(context.clinic.now(), center.zone).date()
        day = context.clinic.calendar.day(center.id, today)
        ahead = [card.id for column in day.columns for card in column.cards if card.status is Status.BOOKED]
        views = (context.clinic.appointments.view(number) for number in ahead)
        return next((view for view in views if view.service_id in shared and not view.past), None)

    context.tasks.run(read, got.append)
    _settle(context)
    return got[0] if got else None


def _previews(context: Context, view: AppointmentView) -> Iterator[tuple[str, QWidget]]:
    documents = context.clinic.documents
    for paper in ("a4", "receipt"):
        page = PreviewPage(context)
        page.resize(*_PAGE)
        page.show()
        page.show_document(_("Confirmation"), lambda wanted: documents.confirmation(view.id, wanted))
        page.choose_paper(paper)
        _settle(context)
        yield f"preview-{paper}", page
    page = PreviewPage(context)
    page.resize(*_PAGE)
    page.show()
    page.show_document(_("Confirmation"), lambda wanted: documents.confirmation(_NOWHERE, wanted))
    _settle(context)
    yield "preview-error", page
