"""States of the tabs for the pictures: what the demo has too little of, and what is being corrected."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import QuestionKind
from frontdesk.views.appointment import AnswerLine, AppointmentView, Earlier, HistoryLine, MetadataLine, NoteLine
from ui.appointments.actions import actions_menu
from ui.appointments.detail import DetailPage
from ui.appointments.panel import AppointmentPanel
from ui.shell.context import Context
from ui.texts import _

_LONG = "Wolfeschlegelsteinhausenbergerdorff-Österreich"


def tab_states(
    context: Context,
    view: AppointmentView,
    make_panel: Callable[[], AppointmentPanel],
    make_detail: Callable[[], DetailPage],
) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it; `make_panel` and `make_detail` give pages that show `view`."""
    full = _full(context, view)
    for tab in ("answers", "metadata", "notes", "history"):
        page = make_detail()
        page.show_view(full)
        page.tabs.tabs.set_current(tab)
        yield f"detail-{tab}", page
        panel = make_panel()
        panel.show_view(full)
        panel.tabs.tabs.set_current(tab)
        yield f"panel-{tab}", panel
    yield "detail-answers-editing", _editing(make_detail(), full)
    page = make_detail()
    page.show_view(full)
    page.tabs.tabs.set_current("history")
    page.tabs.history.tools.search.setText("nothing like that")
    page.tabs.history.tools.search.ask_now()
    yield "detail-history-nothing", page
    yield from _edges(full, make_panel, make_detail)


def _editing(page: DetailPage, full: AppointmentView) -> DetailPage:
    """One answer wrong, one changed at another desk meanwhile, one whose earlier texts show."""
    page.show_view(full)
    page.tabs.tabs.set_current("answers")
    answers = page.tabs.answers
    for key, typed in ((1, ""), (2, "Eggs, since childhood")):
        answers.correct(key)
        if (editor := answers.rows[key].editor) is not None:
            editor.set_value(typed)
    changed = replace(full.answers[1], value="Penicillin", version=9, answered_by="Rui Dias")
    page.show_view(replace(full, answers=(full.answers[0], changed, *full.answers[2:])))
    answers.rows[1].say(_("This question needs an answer."))
    answers.rows[3].earlier.toggle.click()
    return page


def _edges(
    full: AppointmentView,
    make_panel: Callable[[], AppointmentPanel],
    make_detail: Callable[[], DetailPage],
) -> Iterator[tuple[str, QWidget]]:
    long = replace(
        full,
        consumer=f"Maria {_LONG}",
        clinician=f"Dr {_LONG}",
        room="Vaccination and Blood Collection Room 12, second floor",
        service="Vaccination against tick-borne encephalitis, booster",
        notes=(replace(full.notes[0], text=f"{_LONG * 3} asks for a call"), *full.notes[1:]),
    )
    panel = make_panel()
    panel.show_view(long)
    panel.tabs.tabs.set_current("notes")
    yield "panel-long", panel
    page = make_detail()
    page.show_view(long)
    page.tabs.tabs.set_current("notes")
    yield "detail-long", page
    page = make_detail()
    page.resize(940, 600)
    page.show_view(full)
    page.tabs.tabs.set_current("history")
    yield "detail-small", page
    yield "menu", actions_menu(full, lambda _action: None)
    panel = make_panel()
    empty = replace(full, notes=(), metadata=(), answers=(), has_questionnaire=False, has_metadata=False)
    panel.show_view(empty)
    panel.tabs.tabs.set_current("notes")
    yield "panel-no-notes", panel


def _full(context: Context, view: AppointmentView) -> AppointmentView:
    """The appointment with something on every tab."""
    now = context.clinic.now()
    earlier = (Earlier(now - timedelta(days=1), "Ana Souza", "No"),)
    day = now - timedelta(days=12)
    answers = (
        AnswerLine(
            1, "Have you had a fever in the last 48 hours?", QuestionKind.YES_NO, True, (), "no", day, "Ana Souza", 1
        ),
        AnswerLine(
            2, "Any allergy to eggs or to a vaccine?", QuestionKind.TEXT, False, (), None, None, "", 0
        ),
        AnswerLine(
            3, "Are you pregnant?", QuestionKind.YES_NO, True, (), "yes", now, "Rui Dias", 2, earlier
        ),
    )  # fmt: skip
    staff = context.clinic.staff
    own = staff.staff_id if staff else 0
    return replace(
        view,
        has_questionnaire=True,
        answers=answers,
        has_metadata=True,
        metadata=(
            MetadataLine(1, "Referral number", "R-906340", earlier),
            MetadataLine(2, "Insurer", "SNS"),
            MetadataLine(3, "Cost centre", ""),
        ),
        notes=(
            NoteLine(2, 2, "Prefers the left arm.", "Ana Souza", own, day, now, earlier),
            NoteLine(1, 1, "Rang to ask whether she may eat before.", "Rui Dias", 0, day, None),
        ),
        history=_history(view),
        may_correct=True,
    )


def _history(view: AppointmentView) -> tuple[HistoryLine, ...]:
    at = view.created_at - timedelta(days=8)
    told: tuple[tuple[str, tuple[tuple[str, str, str], ...], str, tuple[str, ...]], ...] = (
        (
            "book",
            (
                ("service", "", view.service),
                ("wall_start", "", "2026-11-23T09:00:00"),
                ("clinician", "", view.clinician),
                ("room", "", view.room),
            ),
            "",
            ("confirmation email maria.f@example.org sent",),
        ),
        (
            "reschedule",
            (
                ("wall_start", "2026-11-23T09:00:00", "2026-11-24T10:20:00"),
                ("status", "booked", "pending"),
            ),
            "She works on Mondays",
            ("rescheduled email maria.f@example.org sent",),
        ),
        ("note-added", (("note 1", "", "Rang to ask whether she may eat before."),), "", ()),
        ("answer-corrected", (("answer Are you pregnant?", "no", "yes"),), "", ()),
        ("reassign", (("clinician", "Dr Ade Okafor", view.clinician), ("room", "Room 4", "Room 2")), "", ()),
        ("check-in", (("status", "booked", "arrived"), ("late", "False", "True")), "", ()),
        ("undone", (("undone", "check-in", ""), ("status", "arrived", "booked")), "", ()),
        ("check-in", (("status", "booked", "arrived"),), "", ()),
        ("commence", (("status", "arrived", "checked-in"),), "", ()),
    )
    lines = [
        HistoryLine(number, at + timedelta(days=number), action, "Ana Souza", "Desk 2", changes, message, sent)
        for number, (action, changes, message, sent) in enumerate(told)
    ]
    return tuple(reversed(lines))
