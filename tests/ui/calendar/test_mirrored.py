"""Where people read from the right: columns from right to left, the axis at the right, texts at the right edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.calendar.acting import wheel
from tests.ui.calendar.days import TUESDAY, DayMaker, clinic_day, instant, large_day
from tests.ui.calendar.weeks import working_week
from ui.calendar.frame import AXIS_WIDTH, HEADER_HEIGHT
from ui.calendar.layout import Layout, Part
from ui.calendar.measures import Box
from ui.calendar.placing import lay_out, lay_out_week
from ui.calendar.view import CalendarView

NOW = instant(TUESDAY, "10:22")


def mirror(layout: Layout, box: Box) -> Box:
    return Box(layout.width - box.x - box.width, box.y, box.width, box.height)


@pytest.mark.feature("UX-5")
def test_everything_stands_on_the_other_side() -> None:
    for plain, other in (
        (lay_out(clinic_day(), 1.5, 900), lay_out(clinic_day(), 1.5, 900, mirrored=True)),
        (
            lay_out_week(working_week(2).days, 1.5, 900),
            lay_out_week(working_week(2).days, 1.5, 900, mirrored=True),
        ),
    ):
        assert [one.column for one in plain.columns] == [one.column for one in other.columns]
        pairs = list(zip(plain.cards, other.cards, strict=True))
        assert all(mirror(plain, one.box) == two.box for one, two in pairs)
        days = zip(plain.days, other.days, strict=True)
        assert all((plain.width - one.x - one.width, one.width) == (two.x, two.width) for one, two in days)
        opens = zip(plain.columns, other.columns, strict=True)
        assert all(tuple(mirror(plain, box) for box in one.open) == two.open for one, two in opens)


@given(x=st.integers(-20, 1400), y=st.integers(0, 2000))
def test_what_is_at_a_point_is_what_is_at_its_mirror_image(x: int, y: int) -> None:
    plain, other = lay_out(clinic_day(), 1.5, 900), lay_out(clinic_day(), 1.5, 900, mirrored=True)
    one, two = plain.hit(x, y), other.hit(plain.width - 1 - x, y)
    assert (one.part, one.column) == (two.part, two.column)
    assert (one.card and one.card.card) == (two.card and two.card.card)


def test_only_the_columns_that_show_are_given() -> None:
    layout = lay_out(large_day(), 1.0, 300, mirrored=True)
    names = [column.column.name for column in layout.between(layout.width - 200, layout.width)]
    assert names == ["Dr Number 1", "Dr Number 2"]


@pytest.fixture
def view(qtbot: QtBot) -> CalendarView:
    made = CalendarView()
    qtbot.addWidget(made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.resize(852, 700)
    made.show_day(large_day(), NOW)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.feature("UX-5")
def test_the_axis_is_at_the_right_and_the_first_column_beside_it(view: CalendarView) -> None:
    port = view.viewport().geometry()
    assert view._axis.geometry().left() == port.right() + 1
    assert view._axis.width() == AXIS_WIDTH
    assert view._header.geometry().height() == HEADER_HEIGHT
    first = view.area_of(view.placed.cards[0].box)
    assert port.width() - 132 <= first.left() < first.right() < port.width()
    assert view.header_column_at(port.width() - 10) == 0
    assert view.header_column_at(port.width() + 10) == -1


@pytest.mark.feature("UX-5")
def test_columns_scroll_on_to_the_left(view: CalendarView) -> None:
    before = view.area_of(view.placed.columns[3].cards[0].box).left()
    wheel(view, -1, Qt.KeyboardModifier.ShiftModifier)
    assert view.area_of(view.placed.columns[3].cards[0].box).left() == before + view.placed.columns[0].width
    view.reveal(view.placed.columns[39].cards[0].box)
    assert view.viewport().rect().contains(view.area_of(view.placed.columns[39].cards[0].box))
    assert view.content_of(QPoint(0, 0))[0] == 0


@pytest.mark.feature("UX-5")
def test_a_week_begins_at_the_right_and_a_later_day_is_brought_there(view: CalendarView) -> None:
    view.show_week(working_week(4), NOW)
    first, last = view.placed.days[0], view.placed.days[4]
    port = view.viewport().width()
    assert view.content_of(QPoint(port - 1, 0))[0] == view.placed.width - 1
    view.begin_at(first.x, first.width)
    assert view.content_of(QPoint(port - 1, 0))[0] == view.placed.width - 1
    view.begin_at(last.x, last.width)
    assert view.content_of(QPoint(port, 0))[0] == max(port, last.x + last.width)


@pytest.mark.feature("UX-5")
def test_what_is_scrolled_is_as_if_painted_at_once(view: CalendarView) -> None:
    view.grab()
    wheel(view, -2, Qt.KeyboardModifier.ShiftModifier)
    moved = view.viewport().grab().toImage()
    view._spoil()
    assert view.viewport().grab().toImage() == moved


@pytest.mark.feature("UX-5")
def test_texts_begin_at_the_right_edge_and_the_time_stands_there(view: CalendarView) -> None:
    view.show_day(DayMaker().column("A", "1", "09:00-12:00").card("09:00", 60, "Maria").made(), NOW)
    drawn = view._painter._ready(view.placed.cards[0])
    box = drawn.placed.box
    assert drawn.title_at.x() + drawn.title.size().width() == pytest.approx(box.right - 10)
    assert drawn.icon_at.x() < box.x + 30
    assert drawn.title.textOption().textDirection() == Qt.LayoutDirection.RightToLeft


def test_turning_around_turns_everything(view: CalendarView) -> None:
    view.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert not view.placed.mirrored
    assert view.viewport().geometry().left() == AXIS_WIDTH
    assert view.placed.hit(-5, 20).part is Part.AXIS
