"""States of what is to be dispatched for the pictures: those of the demo, many with long texts, none, no answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Unavailable
from ui.requests.page import RequestsPage

_NARROW = (559, 560)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
_WHY = "I cannot leave the ward before six, and my colleague <b>there</b> is away, too. " * 2


def dispatch_states(make: Callable[[], RequestsPage]) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it; `make` makes a page with its center."""
    page = _page(make)
    lines = page.dispatch.model.rows
    page.dispatch.table.selectRow(0)
    yield "dispatch", page
    if lines:
        long = replace(lines[0], id=-1, consumer=_LONG, why=_WHY, start=lines[0].start - timedelta(days=2))
        own = replace(lines[0], id=-2, rejected_by="", why="")
        page = _page(make)
        page.resize(*_NARROW)
        page.dispatch._found((long, own, *lines))  # noqa: SLF001  more of them, and with longer texts, than the demo has
        page.dispatch.table.selectRow(0)
        yield "dispatch-narrow", page
    page = _page(make)
    page.dispatch._found(())  # noqa: SLF001  as when all of them have somebody
    yield "dispatch-empty", page
    page = _page(make)
    page.dispatch._found(())  # noqa: SLF001  as when there was nothing to keep on the screen
    page.dispatch._failed(Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when it is away
    yield "dispatch-error", page


def _page(make: Callable[[], RequestsPage]) -> RequestsPage:
    page = make()
    page.show_part("dispatch")
    return page
