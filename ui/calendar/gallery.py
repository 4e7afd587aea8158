"""States of the calendar for the pictures: all modes, full and empty, held and overbooked, filtered, no answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Unavailable
from frontdesk.views.calendar_filters import Filters, Told
from frontdesk.views.day import Column, Damaged, DayView, Held
from frontdesk.views.month import MonthDay
from ui.calendar.gallery_moves import moving_states
from ui.calendar.look import Mode
from ui.calendar.month_mode import MonthMode
from ui.calendar.page import CalendarPage
from ui.calendar.stage import VEIL
from ui.calendar.view import CalendarView
from ui.shell.context import Context

_SIZE = (1196, 700)
_NARROW = (596, 560)
"""What is left of a window of 1024 by 700 beside the panel."""
_LONG = "Maximiliane-Charlotte Elisabeth von Hohenzollern-Sigmaringen y Vasconcelos de Albuquerque"
_DESKS = ("Desk 2", "Desk 3", "The desk beside the window on the second floor")


def gallery(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Each state with the page that shows it."""
    page = _page(context)
    day = page.view.day
    columns = tuple(_busy(page.view, number) for number in range(len(day.columns)))
    page.view.show_day(replace(day, columns=columns), page.view.now)
    yield "held-and-overbooked", page
    page = _page(context)
    page.view.show_day(_damaged(day), page.view.now)
    page.view.set_colouring("status")
    yield "damaged-by-status", page
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
    page = _page(context)
    page._stage.wait(for_another=True)  # noqa: SLF001  as while another day is long on its way
    _wait(VEIL + 50)
    yield "loading", page
    yield from _modes(context)
    yield from _filtered(context)
    pages = lambda: _page(context), lambda: _page(context, mode="week"), lambda: _page(context, by="room")
    yield from moving_states(*pages)


def _modes(context: Context) -> Iterator[tuple[str, QWidget]]:
    """Week, month and agenda; a month as full and with names as long as they come; all of them in little room."""
    modes: tuple[Mode, ...] = ("week", "month", "agenda")
    for mode in modes:
        page = _page(context, mode=mode)
        page.select(page.view.placed.cards[3].card.id if page.view.placed.cards else None)
        yield mode, page
        page = _page(context, mode=mode)
        page.resize(*_NARROW)
        _settle(context)
        yield f"{mode}-narrow", page
    page = _page(context, by="room", colouring="status")
    yield "rooms-by-status", page
    page = _page(context, mode="month")
    shown = page._modes["month"]  # noqa: SLF001  as on the busiest day of the year
    if isinstance(shown, MonthMode) and shown.look is not None and shown.month is not None:
        days = tuple(_full(day, number) for number, day in enumerate(shown.month.days))
        shown.show(shown.look, replace(shown.month, days=days))
    yield "month-full", page


def _filtered(context: Context) -> Iterator[tuple[str, QWidget]]:
    """The filter and the small month open, and filters that let nothing in."""
    page = _page(context, mode="month", filters=Filters(statuses=frozenset({Told.REQUEST, Told.PAST})))
    page._tools.open_filters(context.choices)  # noqa: SLF001  as by a click
    yield "filter", page
    page = _page(context)
    page._tools.open_dates()  # noqa: SLF001  as by a click
    _settle(context)
    yield "go-to-date", page
    nobody = Filters(services=frozenset({-1}))
    page = _page(context, mode="agenda", filters=nobody)
    _settle(context)
    yield "agenda-empty", page


def _full(day: MonthDay, number: int) -> MonthDay:
    """Hundreds of appointments, more than there is time for, of people with long names."""
    if number % 3:
        return day
    cards = tuple(card._replace(consumer=_LONG) for card in day.cards)
    return replace(day, cards=cards, appointments=387, requests=12, unresolved=104, booked_minutes=9000)


def _page(context: Context, **look: object) -> CalendarPage:
    """The page with its first look, or with one that differs in the fields named."""
    page = CalendarPage(context)
    page.resize(*_SIZE)
    page.show()
    page.show_center(context.choices.centers[0].id)
    _settle(context)
    if look:
        page._go(replace(page._look, **look))  # type: ignore[arg-type]  # noqa: SLF001  fields of a Look, as chosen
        _settle(context)
    return page


def _settle(context: Context) -> None:
    for _round in range(3):
        context.tasks.wait()
        QCoreApplication.processEvents()


def _wait(milliseconds: int) -> None:
    """Until what shows itself only after a pause shows."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


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


def _damaged(day: DayView) -> DayView:
    """The day as after a careless hand in the database."""
    first, *others = day.columns
    problems = ("time.reversed", "consumer.missing", "wall.other")
    cards = [card._replace(problem=one) for card, one in zip(first.cards, problems, strict=False)]
    lost = (Damaged(-1, "K7M4XQ", "Maria Silva", "Influenza", "time.missing"),)
    return replace(day, columns=(replace(first, cards=(*cards, *first.cards[len(cards) :])), *others), damaged=lost)
