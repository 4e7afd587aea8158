"""Days side by side: where they stand, what is at a point of them, and what is painted, told and chosen there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from frontdesk.views.day import Damaged, WeekView
from tests.ui.calendar.acting import card_of, point_of, press, release
from tests.ui.calendar.days import TUESDAY, DayMaker, clinic_day, instant
from tests.ui.calendar.weeks import MONDAY, week_of, working_week
from ui.calendar.arrangement import arranged
from ui.calendar.damaged_line import DamagedLine
from ui.calendar.layout import Part
from ui.calendar.measures import Span
from ui.calendar.nowline import now_box
from ui.calendar.placing import IDLE_DAY, LEAST_IN_WEEK, lay_out_week
from ui.calendar.view import CalendarView

NOW = instant(TUESDAY, "10:22")
SPRING = date(2026, 3, 23)
AUTUMN = date(2026, 10, 19)


@pytest.fixture
def view(qtbot: QtBot) -> CalendarView:
    """A week of two clinicians in a view of 852 by 700 pixels."""
    made = CalendarView()
    qtbot.addWidget(made)
    made.resize(852, 700)
    made.show_week(working_week(2), NOW)
    made.show()
    qtbot.waitExposed(made)
    made.scroll_to_minute(8 * 60)
    return made


def sundays(fill: object, first: date) -> WeekView:
    """A week of which only the Sunday has anything."""
    return week_of(lambda made, number: fill(made) if number == 6 else None, first)  # type: ignore[operator]  # a callable


@pytest.mark.feature("APT-1")
def test_with_one_clinician_a_week_is_seven_columns_and_idle_days_are_narrow() -> None:
    layout = lay_out_week(working_week(1).days, 1.0, 1000)
    assert [day.width for day in layout.days[5:]] == [IDLE_DAY, IDLE_DAY]
    assert sum(day.width for day in layout.days) == layout.width == 1000
    assert [column.column.day for column in layout.columns] == [MONDAY + timedelta(days=n) for n in range(5)]
    assert max(column.width for column in layout.columns) - min(column.width for column in layout.columns) <= 1


@pytest.mark.feature("APT-1")
def test_columns_shrink_to_what_can_be_read_and_then_the_week_scrolls() -> None:
    fits = lay_out_week(working_week(2).days, 1.0, 1000)
    assert fits.width == 1000
    scrolls = lay_out_week(working_week(6).days, 1.0, 1000)
    assert {column.width for column in scrolls.columns} == {LEAST_IN_WEEK}
    assert scrolls.width == 30 * LEAST_IN_WEEK + 2 * IDLE_DAY


@pytest.mark.feature("APT-1")
def test_a_week_of_nobody_shares_its_room_among_the_days() -> None:
    layout = lay_out_week(working_week(0).days, 1.0, 700)
    assert [day.width for day in layout.days] == [100] * 7
    assert layout.columns == ()
    assert layout.hit(50, 50).part is Part.NOTHING
    assert now_box(layout, NOW) is None


@pytest.mark.feature("APT-1")
def test_each_point_is_of_its_own_day() -> None:
    layout = lay_out_week(working_week(2).days, 1.0, 1000)
    for index, column in enumerate(layout.columns):
        hit = layout.hit(column.x + 1, 9.5 * 60)
        assert (hit.part, hit.column) == (Part.FREE, index)
        assert layout.instant_of(hit.minutes, index) == instant(column.column.day, "09:30")
        assert layout.minutes_of(instant(column.column.day, "09:30"), index) == 9.5 * 60
    idle = layout.days[5]
    assert layout.hit(idle.x + 2, 600).column == -1
    assert layout.day_at(NOW) is layout.days[1]


@pytest.mark.feature("AVL-5")
def test_the_hour_that_the_clock_skips_is_closed_and_nothing_slides() -> None:
    layout = lay_out_week(
        sundays(lambda made: made.column("A", "1", "00:00-06:00").card("00:30", 30).card("02:30", 30), SPRING).days,
        1.0,
        700,
    )
    (column,) = layout.columns
    assert [(box.y, box.height) for box in column.skipped] == [(60, 60)]
    assert [placed.box.y for placed in column.cards] == [31, 151]
    assert column.free == (Span(0, 30), Span(120, 150), Span(180, 360))
    assert layout.hit(column.x + 1, 90).part is Part.CLOSED
    assert [mark.wall.hour for mark in layout.marks if mark.whole] == list(range(24))


@pytest.mark.feature("AVL-5")
def test_both_passes_of_the_hour_that_comes_twice_stand_side_by_side_and_the_second_says_so() -> None:
    def fill(made: DayMaker) -> None:
        made.column("A", "1", "00:00-06:00").card("01:15", 30, "First").card("01:15", 30, "Second", fold=1)
        made.card("02:30", 30, "After")

    layout = lay_out_week(sundays(fill, AUTUMN).days, 1.0, 700)
    first, second, after = layout.columns[0].cards
    assert first.box.y == second.box.y == 76
    assert not first.box.meets(second.box)
    assert [placed.again for placed in (first, second, after)] == [False, True, False]
    assert after.box.y == 151
    assert layout.instant_of(75) == datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    assert layout.minutes_of(datetime(2026, 10, 25, 1, 15, tzinfo=UTC)) == 75


@pytest.mark.feature("AVL-5")
def test_what_lasts_from_one_pass_into_the_other_covers_what_the_clock_shows_meanwhile() -> None:
    def fill(made: DayMaker) -> None:
        made.column("A", "1", "00:00-06:00").card("01:40", 40, "Over both")

    (placed,) = lay_out_week(sundays(fill, AUTUMN).days, 1.0, 700).cards
    assert (placed.box.y, placed.box.bottom) == (61, 119)


@pytest.mark.feature("AVL-5")
def test_a_midnight_that_a_zone_skips_leaves_the_first_hour_out() -> None:
    week = week_of(lambda made, _number: made.column("A", "1", "03:00-06:00"), date(2026, 9, 1), "America/Santiago")
    layout = lay_out_week(week.days, 1.0, 700)
    sunday = next(column for column in layout.columns if column.column.day == date(2026, 9, 6))
    assert layout.instant_of(180, 5) == instant(sunday.column.day, "03:00", "America/Santiago")
    assert sunday.open[0].y == 180


@pytest.mark.feature("APT-1")
def test_the_now_line_is_only_in_todays_columns(view: CalendarView) -> None:
    line = now_box(view.placed, NOW)
    today = view.placed.days[1]
    assert line is not None
    assert (line.x, line.width) == (today.x, today.width)
    assert now_box(view.placed, instant(MONDAY + timedelta(days=9), "10:00")) is None


@pytest.mark.feature("UX-4")
def test_a_screen_reader_hears_the_day_of_each_card(view: CalendarView) -> None:
    calendar = QAccessible.queryAccessibleInterface(view)
    name = QAccessible.Text.Name
    assert calendar.text(name) == (
        "Calendar, Monday 23 November to Sunday 29 November 2026, Riverside Clinic, 20 appointments"
    )
    item = calendar.child(view.placed.cards.index(card_of(view, "Late 3.1")))
    assert item.text(name) == "Late 3.1, influenza, Thursday 26 November 15:00 to 15:20, Upcoming"
    middle = item.rect().center()
    assert calendar.childAt(middle.x(), middle.y()).text(name) == item.text(name)


@pytest.mark.feature("UX-4")
def test_a_screen_reader_hears_that_a_time_comes_for_the_second_time(qtbot: QtBot) -> None:
    view = CalendarView()
    qtbot.addWidget(view)
    view.show_week(sundays(lambda made: made.column().card("01:15", 30, "Second", fold=1), AUTUMN), NOW)
    said = QAccessible.queryAccessibleInterface(view).child(0).text(QAccessible.Text.Name)
    assert said.startswith("Second, influenza, Sunday 25 October 01:15 (the second time) to 01:45")
    assert view._painter._ready(view.placed.cards[0]).placed.again


@pytest.mark.feature("APT-1")
def test_a_card_of_another_day_is_chosen_by_a_click_and_revealed(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.appointment_chosen) as chosen:
        press(view, point_of(view, "Early 3.0"))
        release(view, point_of(view, "Early 3.0"))
    card = card_of(view, "Early 3.0")
    assert chosen.args == [card.card.id]
    assert view.chosen == card
    view.show_week(working_week(6), NOW)
    view.select(card_of(view, "Late 4.5").card.id)
    view.reveal(card_of(view, "Late 4.5").box)
    assert view.viewport().rect().contains(view.area_of(card_of(view, "Late 4.5").box))


@pytest.mark.feature("APT-1")
def test_a_week_read_again_is_painted_where_it_differs(view: CalendarView) -> None:
    view.grab()
    week = working_week(2)
    view.show_week(week, NOW)
    assert view._layer._dirty.isEmpty()
    friday = week.days[4]
    first, second = friday.columns[0].cards
    changed = replace(friday.columns[0], cards=(first, second._replace(consumer="Another")))
    days = (*week.days[:4], replace(friday, columns=(changed, *friday.columns[1:])), *week.days[5:])
    view.show_week(WeekView(days), NOW)
    assert view._layer._dirty.boundingRect() == view.area_of(card_of(view, "Another").box) & view.viewport().rect()


@pytest.mark.feature("APT-1")
def test_a_day_and_a_week_follow_each_other(view: CalendarView) -> None:
    view.show_day(clinic_day(), NOW)
    assert (view.placed.week, len(view.placed.columns)) == (False, 5)
    view.show_week(working_week(2), NOW)
    assert (view.placed.week, len(view.placed.columns)) == (True, 10)
    assert view.days[0].day == MONDAY


@pytest.mark.feature("UX-1")
def test_a_layout_made_aside_is_taken_when_it_fits_and_made_anew_when_not(view: CalendarView) -> None:
    week = working_week(3)
    made = arranged(view.arrangement(), week.days, week=True)
    view.hand_over(made)
    view.show_week(week, NOW)
    assert view.placed is made.layout
    view.hand_over(made)
    view.zoom_to(view.scale * 1.5)
    assert view.placed is not made.layout
    view.hand_over(made)
    view.show_week(working_week(3), NOW)
    assert view.placed is not made.layout


@pytest.mark.feature("APT-13")
def test_what_has_no_time_stands_in_a_line_above_the_columns(view: CalendarView, qtbot: QtBot) -> None:
    line = view.findChild(DamagedLine)
    assert line is not None
    assert line.isHidden()
    lost = [Damaged(900 + n, f"CODE{n}", f"Person {n}", "Influenza", "time.missing") for n in range(4)]
    week = working_week(2)
    view.show_week(WeekView((replace(week.days[0], damaged=tuple(lost)), *week.days[1:])), NOW)
    assert line.isVisible()
    buttons = [one for one in line.findChildren(QToolButton) if one.objectName().startswith("calendar_damaged_9")]
    assert [button.text() for button in buttons] == [
        "Damaged: Person 0, its start or end is missing",
        "Damaged: Person 1, its start or end is missing",
    ]
    assert not line.geometry().intersects(view._header.geometry())
    assert not view._header.geometry().intersects(view.viewport().geometry())
    with qtbot.waitSignal(view.appointment_chosen) as chosen:
        buttons[1].click()
    assert chosen.args == [901]
    view.show_week(week, NOW)
    assert line.isHidden()
