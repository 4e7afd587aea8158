"""States of the first openings for the pictures: many clinicians, one, full days, nobody, no answer, long names."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Unavailable
from ui.openings.day_lines import DayLine
from ui.openings.sheet import FirstOpenings
from ui.shell.context import Context
from ui.texts import _

_SIZE = (1024, 640)


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the window that the sheet lies over."""
    for service in context.choices.services[:2]:
        under, _sheet = _open(context, service.id)
        yield f"of-{service.code}", under
    under, sheet = _open(context, None)
    sheet.table.step_day(1)
    sheet.table.step_time(1)
    sheet.table.step_time(1)
    yield "moved", under
    under, sheet = _open(context, None)
    sheet.clinician.setCurrentIndex(1)
    sheet.look()
    _settle(context)
    yield "one-clinician", under
    yield "full-days", _full(context)
    under, sheet = _open(context, None)
    sheet._show([DayLine(line.day, ()) for line in sheet.table.lines.lines])  # noqa: SLF001  days that the demo has not got
    sheet._say(_("All of these days are full. Choose somebody else, or take a request."))  # noqa: SLF001  as above
    yield "all-full", under
    yield "long-names", _long(context)
    under, sheet = _open(context, None)
    sheet._not_found(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when the database is away
    yield "error", under


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _open(context: Context, service_id: int | None) -> tuple[QWidget, FirstOpenings]:
    under = QWidget()
    under.resize(*_SIZE)
    under.show()
    sheet = FirstOpenings(under, context, context.choices.centers[0], service_id)
    sheet.open()
    _settle(context)
    return under, sheet


def _full(context: Context) -> QWidget:
    under, sheet = _open(context, None)
    lines = [
        DayLine(line.day, () if number % 3 == 0 else line.openings)
        for number, line in enumerate(sheet.table.lines.lines)
    ]
    sheet._show(lines)  # noqa: SLF001  days that the demo has not got
    return under


def _long(context: Context) -> QWidget:
    under, sheet = _open(context, None)
    names = {one.id: "Wolfeschlegelsteinhausenbergerdorff" for one in context.choices.clinicians}
    sheet.service.setItemText(
        0, "Vaccination against everything that is known at this center and elsewhere · 2,880 min"
    )
    lines = [
        DayLine(line.day, tuple(replace(one, clinician=names[one.clinician_id]) for one in line.openings))
        for line in sheet.table.lines.lines
    ]
    sheet.table.show_lines(lines, names, sheet.table.lines.lines[0].day)
    return under
