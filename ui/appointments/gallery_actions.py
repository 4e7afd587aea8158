"""States of the sheets of requests, answers and corrections for the pictures, and of the panels that they lead from."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.rules.transitions import known_from
from frontdesk.rules.waiting import ROUTINE, URGENT
from frontdesk.rules.words import Action, ReasonKind, Status, TaskState
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView, Rejected, SignatureView, SuggestionLine, WaitingWish
from frontdesk.views.offers import Offer
from ui.appointments.acting import SHEETS, sheet_of
from ui.appointments.changed_sheet import ChangedSheet
from ui.appointments.completion_sheet import CompletionSheet
from ui.appointments.detail import DetailPage
from ui.appointments.panel import AppointmentPanel
from ui.appointments.signature_picture import Strokes
from ui.appointments.suggest_sheet import SuggestSheet
from ui.shell.context import Context

Settle = Callable[[], None]
_SIZE = (344, 572)
DRAWN: Strokes = (
    ((110, 250), (150, 120), (200, 90), (215, 150), (190, 260), (240, 170), (290, 120), (300, 190), (285, 270)),
    ((350, 200), (330, 240), (350, 265), (390, 235), (400, 200), (395, 250), (430, 262), (470, 220), (500, 205)),
    ((520, 120), (505, 190), (500, 262), (540, 240), (600, 190), (640, 205), (600, 260), (660, 262), (880, 225)),
    ((560, 130), (568, 128)),
)
"""A signature."""
_WISH = WaitingWish(ROUTINE, None, None, 0b0011111, None, time(12), "", "Call after four", 1)
_DONE = {
    TaskState.ACCEPTED: (Action.ACCEPT_TASK, Action.CONSUMER_CONFIRMS),
    TaskState.PENDING_DISPATCH: (Action.REJECT_TASK,),
}
"""What is not offered any more, by the state of the task."""


def action_states(
    context: Context,
    view: AppointmentView,
    settle: Settle,
    panel: Callable[[], AppointmentPanel],
    detail: Callable[[], DetailPage],
) -> Iterator[tuple[str, QWidget]]:
    """The panel in each status that waits for somebody, then each sheet over the panel that it belongs to."""
    if view.start is None or view.wall_start is None:
        return
    shown = _views(view, view.wall_start, context.clinic.now())
    for name, one in shown.items():
        made = panel()
        made.show_view(one)
        yield f"panel-{name}", made
    for name, status, action in (
        ("accept", "suggested", Action.ACCEPT),
        ("accept-own", "requested", Action.ACCEPT),
        ("decline", "suggested", Action.DECLINE),
        ("decline-offer", "offered", Action.DECLINE),
        ("ask", "booked", Action.ASK_TO_RESCHEDULE),
        ("consumer-accepts", "pending", Action.CONSUMER_ACCEPTS),
        ("waiting-list", "suggested", Action.TO_WAITING_LIST),
        ("offer", "waiting", Action.OFFER_SLOT),
        ("restore", "cancelled", Action.RESTORE),
        ("mistake", "booked", Action.MISTAKE),
        ("no-show", "past", Action.NO_SHOW),
        ("completion", "completed", Action.CONFIRM_COMPLETION),
        ("reject", "booked", Action.REJECT_TASK),
        ("consumer-declines", "pending", Action.CONSUMER_DECLINES),
        ("give", "rejected", Action.ACCEPT),
    ):
        yield name, _sheet(context, shown[status], action, panel(), settle)
    yield from _signed(context, shown["completed"], panel, settle)
    yield from _on_detail(context, shown, detail)
    yield "suggest", _suggested(context, shown["pending"], panel(), settle)
    yield from _needed(context, shown["booked"], panel, settle)
    yield "changed-gone", _gone(context, shown, panel())


def _views(view: AppointmentView, wall: datetime, now: datetime) -> dict[str, AppointmentView]:
    day = timedelta(days=1)
    start = now + timedelta(hours=30) if view.start is None else view.start
    note = "Mornings are hard, I take the children to school"
    lines = tuple(
        SuggestionLine(start + later, wall + later, note) for later in (day, 2 * day + timedelta(hours=1), -day)
    )
    requested = _as(view, Status.PROPOSED, task=TaskState.ASSIGNED)
    nobody = _as(view, Status.PROPOSED, task=TaskState.PENDING_DISPATCH, clinician="", clinician_id=None)
    pending = _as(view, Status.PENDING, task=TaskState.ASSIGNED, answer_by=now + 2 * day)
    no_time = {"start": None, "end": None, "wall_start": None, "wall_end": None, "room": "", "room_id": None}
    listed = {"waiting_since": now - 12 * day, "clinician": "", "clinician_id": None, "task": TaskState.DRAFT}
    rejected = Rejected(view.clinician, now - timedelta(hours=2), "I am at a congress in Porto until Thursday")
    answered = {"task_accepted_at": now - day, "consumer_confirmed_at": now - timedelta(hours=3)}
    signature = SignatureView(view.consumer, now, DRAWN)
    return {
        "requested": requested,
        "suggested": replace(requested, suggestions=lines, consumer_no_shows=2),
        "pending": pending,
        "overdue": replace(pending, answer_by=now - timedelta(hours=20)),
        "waiting": _as(view, Status.WAITLIST, waiting=replace(_WISH, priority=URGENT), **no_time, **listed),
        "offered": replace(pending, waiting_since=now - 12 * day),
        "booked": _as(view, Status.BOOKED, waiting=_WISH, task=TaskState.ASSIGNED, task_accepted_at=None),
        "past": replace(_as(view, Status.BOOKED), past=True),
        "completed": _as(view, Status.FULFILLED, completion_confirmed_at=now, task=TaskState.CLOSED_COMPLETE),
        "cancelled": _as(view, Status.CANCELLED, task=TaskState.CANCELLED),
        "accepted": _as(view, Status.BOOKED, task=TaskState.ACCEPTED, **answered),
        "rejected": replace(nobody, rejected=rejected),
        "signed": _as(
            view, Status.FULFILLED, completion_confirmed_at=now, task=TaskState.CLOSED_COMPLETE, signature=signature
        ),
    }


def _as(view: AppointmentView, status: Status, **more: object) -> AppointmentView:
    """The appointment in another status, with all that a manager is offered there."""
    done = _DONE.get(more.get("task"), ())  # type: ignore[call-overload]  # which fields differ: see below
    offers = tuple(Offer(row.action, row.action not in done) for row in known_from(status))
    changed = {"status": status, "offers": offers, "past": False, "again": None} | more
    return replace(view, **changed)  # type: ignore[arg-type]  # which fields differ is the matter of each state


def _sheet(
    context: Context, view: AppointmentView, action: Action, panel: AppointmentPanel, settle: Settle
) -> AppointmentPanel:
    panel.resize(*_SIZE)
    panel.show_view(view)
    make = sheet_of(action, view)
    if make is not None:
        make(panel, context, view, action).open()
    settle()
    return panel


def _on_detail(
    context: Context, views: dict[str, AppointmentView], detail: Callable[[], DetailPage]
) -> Iterator[tuple[str, QWidget]]:
    """What both sides said, in full; and where there is room to sign."""
    for name in ("accepted", "rejected", "signed"):
        page = detail()
        page.show_view(views[name])
        yield f"detail-{name}", page
    page = detail()
    page.show_view(views["completed"])
    sheet = CompletionSheet(page, context, views["completed"], Action.CONFIRM_COMPLETION)
    sheet.open()
    sheet.pad.set_strokes(DRAWN)
    yield "detail-signing", page


def _signed(
    context: Context, view: AppointmentView, panel: Callable[[], AppointmentPanel], settle: Settle
) -> Iterator[tuple[str, QWidget]]:
    """Confirmed by a signature; and nobody named who confirms."""
    for name, strokes, signer in (("completion-signed", DRAWN, view.consumer), ("completion-needed", (), "")):
        made = panel()
        made.resize(*_SIZE)
        made.show_view(view)
        sheet = CompletionSheet(made, context, view, Action.CONFIRM_COMPLETION)
        sheet.open()
        sheet.signer.setText(signer)
        sheet.pad.set_strokes(strokes)
        if not signer:
            sheet.accepted.emit()
        settle()
        yield name, made


def _suggested(context: Context, view: AppointmentView, panel: AppointmentPanel, settle: Settle) -> AppointmentPanel:
    panel.resize(*_SIZE)
    panel.show_view(view)
    sheet = SuggestSheet(panel, context, view, Action.CONSUMER_SUGGESTS)
    sheet.open()
    for line, text in zip(sheet.wishes.lines, ("tomorrow 9:30", "thu 14:00", "soon"), strict=False):
        line.setText(text)
        line.textEdited.emit(text)
    sheet.note.setPlainText("Not on Fridays")
    sheet.note.setFocus()
    sheet.accepted.emit()
    settle()
    return panel


def _needed(
    context: Context, view: AppointmentView, panel: Callable[[], AppointmentPanel], settle: Settle
) -> Iterator[tuple[str, QWidget]]:
    """Where the clinic wants reasons, and one is missing."""
    choices = context.choices
    context.choices = replace(
        choices, actions=replace(choices.actions, reason_required=frozenset(ReasonKind), cancel_late_hours=240)
    )
    for name, action in (("cancel-needed", Action.CANCEL), ("mistake-needed", Action.MISTAKE)):
        made = panel()
        made.resize(*_SIZE)
        made.show_view(view)
        sheet = SHEETS[action](made, context, view, action)
        sheet.open()
        sheet.accepted.emit()
        settle()
        yield name, made
    context.choices = choices


def _gone(context: Context, views: dict[str, AppointmentView], panel: AppointmentPanel) -> AppointmentPanel:
    """What was meant cannot be done any more."""
    panel.show_view(views["cancelled"])
    changes: dict[str, tuple[object, object]] = {
        "status": ("booked", "cancelled"),
        "cancel_class": ("", "consumer"),
        "cancel_reason": ("", "Ill"),
    }
    problem = ChangedElsewhere(seen=1, now=2, by="Rui Dias", at=context.clinic.now(), changes=changes)
    act = Act(Action.ASK_TO_RESCHEDULE, views["booked"].id, 1, message="Dr Chen is at a congress that day, sorry")
    ChangedSheet(panel, problem, views["booked"], context.clinic.now(), act, views["cancelled"]).open()
    return panel
