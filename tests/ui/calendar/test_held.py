"""What other desks hold shows as held, cannot be taken, and goes when it is released or runs out (BKG-10)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.rules.changes import Changes
from frontdesk.views.day import DayView
from tests.ui.calendar.acting import double_click, drag, free_point, move, press, release
from tests.ui.calendar.clinics import ClinicInMemory, context_of
from tests.ui.calendar.conftest import NOW, ShowDay
from tests.ui.calendar.days import TUESDAY, DayMaker, instant
from ui.calendar.layout import Part
from ui.calendar.page import CalendarPage
from ui.calendar.placing import lay_out
from ui.calendar.view import CalendarView
from ui.tasks import Tasks

pytestmark = pytest.mark.feature("BKG-10")


def held_day(*, until: str = "10:26", held: bool = True) -> DayView:
    made = DayMaker().column("Dr Mei Chen", "Room 2", "09:00-17:00").card("09:00", 20, "Maria Silva")
    return (made.held("11:00", 30, until) if held else made).made()


def image(view: CalendarView) -> QImage:
    return view.viewport().grab().toImage()


def held_by(view: CalendarView) -> list[str]:
    return [placed.held.desk for column in view.placed.columns for placed in column.held]


def test_held_time_is_not_free_and_stands_beside_what_it_meets() -> None:
    made = DayMaker().column("Dr Mei Chen", "Room 2", "09:00-12:00").card("10:10", 30).held("10:00", 20, "10:26")
    layout = lay_out(made.made(), 2.0, 300)
    (column,) = layout.columns
    (held,), (card,) = column.held, column.cards
    assert not held.box.meets(card.box)
    assert [tuple(span) for span in column.free] == [(540, 600), (640, 720)]
    middle = (held.box.x + held.box.width / 2, held.box.y + held.box.height / 2)
    assert layout.hit(*middle).part is Part.HELD
    assert layout.held_at(*middle) == held


def test_what_another_desk_holds_cannot_be_booked_here(show: ShowDay) -> None:
    view = show(held_day())
    heard: list[object] = []
    view.free_time_chosen.connect(lambda *said: heard.append(said))
    at = free_point(view, 0, instant(TUESDAY, "11:10"))
    double_click(view, at)
    drag(view, at, at + QPoint(0, 60))
    assert heard == []
    drag(view, free_point(view, 0, instant(TUESDAY, "10:30")), at)
    assert heard == [(1, instant(TUESDAY, "10:30"), instant(TUESDAY, "11:00"))]  # up to it, and no further


def test_a_hold_comes_and_goes_without_anything_else_being_painted(show: ShowDay) -> None:
    view, without = show(held_day()), show(held_day(held=False))
    with_it, plain = image(view), image(without)
    assert with_it != plain
    view.show_day(held_day(held=False), NOW)
    assert view._layer._dirty.boundingRect().height() < 60
    assert image(view) == plain
    view.show_day(held_day(), NOW)
    assert image(view) == with_it


def test_who_holds_it_and_until_when_is_told_and_obeyed_nowhere(show: ShowDay, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    tip = SimpleNamespace(showText=lambda _at, text, _on: said.append(text))
    monkeypatch.setattr("ui.calendar.pointing.QToolTip", tip)
    made = DayMaker().column("Dr Mei Chen", "Room 2").held("11:00", 30, "10:26", "<b>Desk</b>", "Ana <i>Souza")
    view = show(made.made())
    at = free_point(view, 0, instant(TUESDAY, "11:10"))
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    (told,) = (text.replace("\N{NO-BREAK SPACE}", " ") for text in said)
    assert "Held by &lt;b&gt;Desk&lt;/b&gt;, Ana &lt;i&gt;Souza" in told
    assert "11:00\N{EN DASH}11:30" in told
    assert "Free again at 10:26" in told


@pytest.fixture
def page(clinic: ClinicInMemory, tasks: Tasks, qtbot: QtBot) -> CalendarPage:
    clinic.calendar.days[TUESDAY] = held_day()
    made = CalendarPage(context_of(clinic, tasks))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_center(1)
    assert tasks.wait()
    return made


def test_a_released_hold_goes_with_the_next_change(page: CalendarPage, clinic: ClinicInMemory, tasks: Tasks) -> None:
    assert held_by(page.view) == ["Desk 2"]
    clinic.calendar.days[TUESDAY] = held_day(held=False)
    page._context.changes.changed.emit(Changes(days=frozenset({(1, TUESDAY)})))
    assert tasks.wait()
    assert held_by(page.view) == []


def test_a_hold_that_runs_out_goes_by_itself_and_nothing_is_read(
    page: CalendarPage, clinic: ClinicInMemory, tasks: Tasks, qtbot: QtBot
) -> None:
    asked = len(clinic.calendar.asked)
    before = page.view.verticalScrollBar().value()
    assert page._times._run_out.isActive()
    clinic.at = instant(TUESDAY, "10:26") - timedelta(milliseconds=30)
    page._times._show_held()
    assert held_by(page.view) == ["Desk 2"]
    clinic.later(1)
    qtbot.waitUntil(lambda: held_by(page.view) == [])
    assert len(clinic.calendar.asked) == asked
    assert page.view.verticalScrollBar().value() == before
    assert not page._times._run_out.isActive()


def test_a_drag_goes_on_while_others_book_elsewhere(show: ShowDay) -> None:
    view = show(held_day(held=False))
    heard: list[object] = []
    view.free_time_chosen.connect(lambda *said: heard.append(said))
    start, end = (free_point(view, 0, instant(TUESDAY, clock)) for clock in ("10:00", "10:40"))
    press(view, start)
    move(view, end - QPoint(0, 4))
    marked = image(view)
    other = DayMaker().column("Dr Mei Chen", "Room 2", "09:00-17:00").card("09:00", 20, "Maria Silva")
    view.show_day(other.card("14:00", 20, "Rui Costa").made(), NOW)
    view.show_day(held_day(held=False), NOW)
    assert image(view) == marked
    release(view, end - QPoint(0, 4))
    assert heard == [(1, instant(TUESDAY, "10:00"), instant(TUESDAY, "10:40"))]


def test_a_drag_ends_where_another_desk_takes_its_time(show: ShowDay) -> None:
    view = show(held_day(held=False))
    heard: list[object] = []
    view.free_time_chosen.connect(lambda *said: heard.append(said))
    start = free_point(view, 0, instant(TUESDAY, "11:10"))
    press(view, start)
    move(view, start + QPoint(0, 40))
    view.show_day(held_day(), NOW)
    release(view, start + QPoint(0, 40))
    assert heard == []


@pytest.mark.feature("BKG-13")
def test_an_overbooked_card_bears_a_sign_however_small_it_is(show: ShowDay) -> None:
    def day(*, overbooked: bool) -> DayView:
        made = DayMaker().column("Dr Mei Chen", "Room 2")
        for _card in range(4):
            made.card("10:00", 5, "X", overbooked=overbooked)
        return made.made()

    assert image(show(day(overbooked=True), size=(200, 300))) != image(show(day(overbooked=False), size=(200, 300)))
