"""The agenda: it opens at the date and goes on at both ends; by keys, menu and screen reader; changes move nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.changes import Changes
from frontdesk.views.agenda import AgendaRow
from frontdesk.views.calendar_filters import Filters, Told
from frontdesk.views.day import DayView
from tests.ui.calendar.clinics import ClinicInMemory, context_of
from tests.ui.calendar.days import TUESDAY, DayMaker
from ui.calendar import agenda_mode
from ui.calendar.agenda import AgendaList
from ui.calendar.agenda_lines import Heading
from ui.calendar.agenda_paint import HEIGHT
from ui.calendar.page import CalendarPage
from ui.shell.context import Context
from ui.tasks import Tasks

DAYS = 60


def day(number: int, count: int = 12) -> DayView:
    """So many appointments, `number` days from Tuesday on; ids are unique over all days."""
    when = TUESDAY + timedelta(days=number)
    made = DayMaker(when).column("Dr Mei Chen", "Room 2", "09:00-17:00")
    for one in range(count):
        made.card(f"{9 + one // 3:02}:{one % 3 * 20:02}", 20, f"Consumer {number}/{one}")
    view = made.made()
    cards = tuple(card._replace(id=(number + DAYS) * 1000 + card.id) for card in view.columns[0].cards)
    return replace(view, columns=(replace(view.columns[0], cards=cards),))


def number_of(days: int, one: int) -> int:
    return (days + DAYS) * 1000 + one + 1


@pytest.fixture
def context(clinic: ClinicInMemory, tasks: Tasks) -> Context:
    clinic.calendar.days = {TUESDAY + timedelta(days=number): day(number) for number in range(-DAYS, DAYS)}
    return context_of(clinic, tasks)


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> CalendarPage:
    made = CalendarPage(context)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.restore_layout({"mode": "agenda"})
    made.show_center(1)
    assert context.tasks.wait()
    agenda(made).setFocus()
    return made


def agenda(page: CalendarPage) -> AgendaList:
    found = page.findChild(AgendaList)
    assert found is not None
    return found


def ids(page: CalendarPage) -> list[int]:
    return [row.card.id for row in agenda(page).lines.rows()]


@pytest.mark.feature("APT-1")
def test_it_opens_at_the_date_with_the_days_before_above(page: CalendarPage) -> None:
    assert agenda(page).top_day == TUESDAY
    first, last = agenda(page).lines.days() or (TUESDAY, TUESDAY)
    assert first < TUESDAY < last
    assert agenda(page).place()[1] == 0
    assert agenda(page).lines.lines[agenda(page).place()[0]] == Heading(TUESDAY)


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize("back", [True, False])
def test_it_goes_on_at_both_ends_without_gap_or_repetition(page: CalendarPage, context: Context, back: bool) -> None:
    bar = agenda(page).verticalScrollBar()
    for _scroll in range(60):
        bar.setValue(bar.minimum() if back else bar.maximum())
        assert context.tasks.wait()
    found = ids(page)
    assert found == sorted(set(found))
    assert found[0] == number_of(-DAYS, 0) if back else found[-1] == number_of(DAYS - 1, 11)
    assert agenda(page).top_day == page._look.day
    headings = [line.day for line in agenda(page).lines.lines if isinstance(line, Heading)]
    assert headings == sorted(set(headings))


@pytest.mark.feature("APT-1")
def test_what_is_seen_stays_where_it_is_when_more_comes_above(page: CalendarPage, context: Context) -> None:
    view = agenda(page)
    view.verticalScrollBar().setValue(5 * HEIGHT + 7)
    seen = view.lines.lines[view.place()[0]]
    count = len(view.lines.lines)
    assert context.tasks.wait()
    assert len(view.lines.lines) > count
    assert view.lines.lines[view.place()[0]] == seen
    assert view.place()[1] == 7


def test_what_is_far_away_is_forgotten_and_read_again(
    page: CalendarPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda_mode, "_MOST", 300)
    monkeypatch.setattr(agenda_mode, "_FORGOTTEN", 100)
    bar = agenda(page).verticalScrollBar()
    for ends in ([False] * 30, [True] * 60, [False] * 10):
        for back in ends:
            bar.setValue(bar.minimum() if back else bar.maximum())
            assert context.tasks.wait()
            found = ids(page)
            assert len(agenda(page).lines.lines) <= 400
            assert found == sorted(set(found))
            assert found[-1] - found[0] < DAYS * 2000


@pytest.mark.feature("APT-1", "UX-2")
def test_arrow_keys_leap_over_headings_and_enter_opens(page: CalendarPage, qtbot: QtBot) -> None:
    view = agenda(page)
    page.select(number_of(0, 11))
    with qtbot.waitSignal(page.appointment_chosen) as heard:
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert heard.args == [number_of(1, 0)]
    with qtbot.waitSignal(page.appointment_opened) as heard:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == [number_of(1, 0)]


@pytest.mark.feature("APT-1")
def test_coming_to_it_chooses_nothing_and_the_first_key_goes_to_what_is_seen(page: CalendarPage, qtbot: QtBot) -> None:
    view = agenda(page)
    chosen: list[int] = []
    page.appointment_chosen.connect(chosen.append)
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.current is None
    assert view.top_day == TUESDAY
    with qtbot.waitSignal(page.appointment_chosen) as heard:
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert heard.args == [number_of(0, 0)]
    assert chosen == [number_of(0, 0)]


@pytest.mark.feature("APT-9")
def test_menu_key_and_right_button_open_the_menu_of_a_line(page: CalendarPage, qtbot: QtBot) -> None:
    view = agenda(page)
    page.select(number_of(0, 2))
    at = view.visualRect(view.currentIndex()).center()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        with qtbot.waitSignal(page.menu_wanted) as heard:
            QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at)))
        assert heard.args[0] == number_of(0, 2)


@pytest.mark.feature("AVL-8")
def test_a_change_elsewhere_reads_its_day_again_and_moves_nothing(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    view = agenda(page)
    page.select(number_of(1, 3))
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 3 * HEIGHT + 5)
    seen = view.lines.lines[view.place()[0]]
    hidden = view.place()[1]
    before = TUESDAY - timedelta(days=1)
    clinic.calendar.days[before] = day(-1, 3)
    clinic.calendar.days[TUESDAY + timedelta(days=1)] = day(1, 7)
    asked = len(clinic.calendar.asked)
    context.changes.changed.emit(Changes(days=frozenset({(1, before), (1, TUESDAY + timedelta(days=1)), (2, TUESDAY)})))
    assert context.tasks.wait()
    assert len(clinic.calendar.asked) == asked + 1
    assert view.lines.lines[view.place()[0]] == seen
    assert view.place()[1] == hidden
    assert sum(isinstance(one, AgendaRow) and one.day == before for one in view.lines.lines) == 3
    assert view.current is not None
    assert view.current.card.id == number_of(1, 3)
    context.changes.changed.emit(Changes(days=frozenset({(1, date(2030, 1, 1))})))
    assert context.tasks.wait()
    assert len(clinic.calendar.asked) == asked + 1


@pytest.mark.feature("APT-1")
def test_filters_are_asked_for_and_an_empty_answer_says_so(page: CalendarPage, context: Context) -> None:
    page._go(replace(page._look, filters=Filters(statuses=frozenset({Told.ARRIVED}))))
    assert context.tasks.wait()
    empty = page.findChild(QWidget, "calendar_empty")
    assert empty is not None
    assert empty.isVisible()
    assert "No appointment fits the filter" in [each.text() for each in empty.findChildren(QLabel)]
    page._go(replace(page._look, filters=Filters(statuses=frozenset({Told.UPCOMING}))))
    assert context.tasks.wait()
    assert not empty.isVisible()
    assert all(row.day >= TUESDAY for row in agenda(page).lines.rows())


@pytest.mark.feature("APT-1")
def test_a_date_without_appointments_has_a_line_that_says_so(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    sunday = TUESDAY + timedelta(days=5)
    del clinic.calendar.days[sunday]
    page.refresh()
    assert context.tasks.wait()
    page.show_day(sunday)
    assert context.tasks.wait()
    assert agenda(page).top_day == sunday
    view = agenda(page)
    assert view.model().index(view.place()[0], 0).data() == "Sunday 29 November 2026, nothing booked"


@pytest.mark.feature("APT-1")
def test_the_title_follows_what_is_at_the_top_and_the_day_opens_there(page: CalendarPage, context: Context) -> None:
    view = agenda(page)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 2 * 13 * HEIGHT)
    assert page._look.day == TUESDAY + timedelta(days=2)
    QTest.keyClick(view, Qt.Key.Key_D)
    assert context.tasks.wait()
    assert page.view.day.day == TUESDAY + timedelta(days=2)


@pytest.mark.feature("UX-4")
def test_each_line_is_told_to_screen_readers(page: CalendarPage) -> None:
    found = QAccessible.queryAccessibleInterface(agenda(page))
    names = [found.child(number).text(QAccessible.Text.Name) for number in range(found.childCount())]
    assert "Today, Tuesday 24 November 2026" in names
    assert "Consumer 0/0, influenza, Tuesday 24 November 09:00 to 09:20, Past, Dr Mei Chen" in names


@pytest.mark.feature("UX-3")
@pytest.mark.parametrize("width", [420, 600, 1196])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_lines_are_painted_at_any_width_and_in_both_directions(
    page: CalendarPage, width: int, direction: Qt.LayoutDirection
) -> None:
    page.setLayoutDirection(direction)
    page.resize(width, 600)
    page.select(number_of(0, 4))
    assert not page.grab().isNull()
