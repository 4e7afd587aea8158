"""States of the calendar for the pictures: what other desks hold, what is overbooked, nobody at work, no answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Unavailable
from frontdesk.views.day import Column, Held
from ui.calendar.page import CalendarPage
from ui.calendar.view import CalendarView
from ui.shell.context import Context

_SIZE = (1196, 700)
_DESKS = ("Desk 2", "Desk 3", "The desk beside the window on the second floor")


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it."""
    page = _page(context)
    day = page.view.day
    columns = tuple(_busy(page.view, number) for number in range(len(day.columns)))
    page.view.show_day(replace(day, columns=columns), page.view.now)
    yield "held-and-overbooked", page
    page = _page(context)
    page.show_day(day.day + timedelta(days=400))
    _settle(context)
    page._fail(page._look, Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when the database is away
    yield "not-up-to-date", page
    page = _page(context)
    page._show(page._look, replace(day, columns=()))  # noqa: SLF001  as on a day on which nobody works
    yield "nobody", page
    page = _page(context)
    page._shown = None  # noqa: SLF001  as when no day was read yet
    page._fail(page._look, Unavailable("database.lost", path="the clinic"))  # noqa: SLF001  as when the database is away
    yield "failed", page


def _page(context: Context) -> CalendarPage:
    page = CalendarPage(context)
    page.resize(*_SIZE)
    page.show()
    page.show_center(context.choices.centers[0].id)
    _settle(context)
    return page


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _busy(view: CalendarView, number: int) -> Column:
    """A column with what the demo has not got: the time that another desk holds, and its next card twice."""
    placed, now = view.placed.columns[number], view.placed.minutes_of(view.now)
    column, minutes = placed.column, 10 + 10 * (number % 3)
    free = next((span for span in placed.free if span.start > now and span.end - span.start >= minutes), None)
    if free is not None:
        start, end = view.placed.instant_of(free.start), view.placed.instant_of(free.start + minutes)
        column = replace(column, held=(Held(start, end, _DESKS[number % 3], "Ana Souza", end),))
    ahead = next((card for card in column.cards if card.start > view.now), None)
    if ahead is None or number % 2:
        return column
    second = ahead._replace(id=-ahead.id, consumer="Nguyễn Thị Minh Khai", overbooked=True)
    return replace(column, cards=(*column.cards, second))
