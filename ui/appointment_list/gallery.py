"""States of the lists for the pictures: each tab, a search, a filter, empty, on its way, no answer, long names."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QItemSelectionModel
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Unavailable
from frontdesk.views.lists import PAGE, Tab
from ui.appointment_list.page import AppointmentsPage
from ui.appointment_list.reader import Answer
from ui.shell.context import Context

_PAGE, _NARROW = (1196, 660), (596, 560)
_ADD = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it."""
    for tab in Tab:
        page = _page(context)
        page.show_tab(tab.value)
        _settle(context)
        page.table.go_to(1)
        yield tab.value, page
    page = _page(context)
    page.tools.scope.setCurrentIndex(page.tools.scope.findData("everyone"))
    page.tools.scope.activated.emit(0)
    _settle(context)
    yield "everyone", page
    page = _page(context)
    page.table.selectRow(0)
    for row in range(1, 12):
        page.table.selectionModel().select(page.model.index(row, 0), _ADD)
    yield "several", page
    yield from _searched(context)
    page = _page(context)
    page.filter.late.setChecked(True)
    _settle(context)
    page.filter.open_under(page.tools.filter)
    yield "filter", page
    yield from _waiting(context)
    yield from _long(context)


def _searched(context: Context) -> Iterator[tuple[str, QWidget]]:
    for name, typed in (("search", "silva"), ("search-nothing", "nobody at all")):
        page = _page(context)
        page.tools.search.setText(typed)
        page.tools.search.ask_now()
        _settle(context)
        yield name, page


def _waiting(context: Context) -> Iterator[tuple[str, QWidget]]:
    page = _page(context)
    page._begun(Answer(page.wishing.wish(), 0, {}, page.reader.outline))  # noqa: SLF001  as when all are settled
    yield "empty", page
    page = _page(context)
    answer = Answer(page.wishing.wish(), 1_000_000, {}, None)
    page.reader.outline = None
    page._begun(answer)  # noqa: SLF001  as while rows are on their way
    page.model.missing.disconnect()
    yield "coming", page
    page = _page(context)
    page._begun(Answer(page.wishing.wish(), 0, {}, None))  # noqa: SLF001  as when nothing showed yet
    page._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when the database is away
    yield "error", page


def _long(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Names that are longer than the demo has, on a page as narrow as beside a panel on a small screen."""
    for name, size in (("long", _PAGE), ("narrow", _NARROW)):
        page = _page(context)
        page.resize(*size)
        rows = [
            row._replace(
                consumer=_LONG if number % 3 == 0 else row.consumer,
                service="Vaccination against everything known" if number % 2 else row.service,
                clinician="Dr Wolfeschlegelsteinhausenbergerdorff" if number % 4 else row.clinician,
                late=number % 2 == 0,
                overbooked=number % 4 == 0,
            )
            for number, row in enumerate(page.model.pages.get(0, ()))
        ]
        page.model.show(min(len(rows), PAGE), {0: rows}, page.model.at)
        page.table.share_width()
        yield name, page


def _page(context: Context) -> AppointmentsPage:
    page = AppointmentsPage(context)
    page.resize(*_PAGE)
    page.show()
    page.show_center(context.choices.centers[0].id)
    _settle(context)
    return page


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()
