"""States of many at once for the pictures: chosen, moved, nothing to do, running, and what became of each."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QWidget

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.many_forms import ManyForm, Outcome, Result
from frontdesk.views.many import Candidate, ManyScope
from ui.many.panel import WIDTH, SeveralPanel
from ui.many.sheet import ManySheet
from ui.shell.context import Context

_SIZE, _SMALL, _NARROW = (1196, 760), (1024, 640), (760, 520)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
_NAMES = ("Maria Silva", "João Costa", "Nneka Okafor", _LONG, "Li Wei", "Ada Byron", "Kofi Mensah", "Ines Prado") * 5


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state over an empty page."""
    for name, size, count, action in (
        ("choose", _SIZE, 36, Action.CANCEL),
        ("move", _SMALL, 6, Action.RESCHEDULE),
        ("reassign", _NARROW, 6, Action.REASSIGN),
        ("nothing", _SIZE, 0, Action.CANCEL),
    ):
        page, sheet = _opened(context, size, count)
        sheet.what.choose(action)
        _settle(context)
        _show(sheet, count)
        yield name, page
    for name, number in (("panel", 12), ("panel-many", 12_000)):
        panel = SeveralPanel()
        panel.resize(WIDTH, 400)
        panel.show_count(number, known=number == 12)
        yield name, panel
    page, sheet = _opened(context, _SIZE, 6, ManyScope(ids=(1, 2, 3, 4, 5, 6)))
    yield "selection", page
    page, sheet = _opened(context, _SMALL, 36)
    _begin(sheet, 11)
    yield "running", page
    page, sheet = _opened(context, _SMALL, 36)
    _begin(sheet, 11)
    sheet._ask()  # noqa: SLF001  as Escape does
    yield "asking", page
    page, sheet = _opened(context, _SMALL, 9)
    _begin(sheet, 9)
    sheet._finished()  # noqa: SLF001  as after the last piece
    yield "result", page


def _opened(
    context: Context, size: tuple[int, int], count: int, scope: ManyScope | None = None
) -> tuple[QWidget, ManySheet]:
    page = QFrame()
    page.setProperty("surface", True)
    page.resize(*size)
    page.show()
    day = datetime.fromisoformat("2026-11-25").date()
    center = context.choices.centers[0].id
    sheet = ManySheet(page, context, scope or ManyScope(center, day, day))
    sheet.open()
    _settle(context)
    _show(sheet, count)
    return page, sheet


def _show(sheet: ManySheet, count: int) -> None:
    sheet._show(tuple(_candidate(number) for number in range(1, count + 1)))  # noqa: SLF001  what the services gave


def _candidate(number: int) -> Candidate:
    start = datetime.fromisoformat("2026-11-25T09:00") + timedelta(minutes=15 * number)
    why = {3: "not.from-here", 5: "dose.later"}.get(number)
    return Candidate(
        id=number,
        version=1,
        code="K7M4XQ",
        status=Status.CHECKED_IN if number == 3 else Status.BOOKED if number % 4 else Status.PENDING,
        past=False,
        consumer=_NAMES[number % len(_NAMES)],
        has_email=number % 6 != 0,
        service="Influenza" if number % 2 else "Travel advice and vaccination",
        dose=2 if number == 5 else None,
        clinician_id=1,
        clinician="Dr Mei Chen",
        center_id=1,
        wall_start=start,
        wall_end=start + timedelta(minutes=15),
        why_not=why,
    )


def _begin(sheet: ManySheet, done: int) -> None:
    """As it stands while, or after, so many were tried."""
    form = sheet._first()  # noqa: SLF001  as on Enter
    sheet._meant = form  # noqa: SLF001  as on Enter
    sheet._show_running()  # noqa: SLF001  as on Enter
    for item in (form or ManyForm(Action.CANCEL, ())).items[:done]:
        refused = item.id % 4 == 0
        problem = RuleBroken("not.yours") if refused else None
        outcome = Outcome.REFUSED if refused else Outcome.DONE
        sheet._told((Result(item.id, outcome, 2, None, "Dr Mei Chen", problem),))  # noqa: SLF001  as it comes


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()
