"""The layout of a day: where cards, working time and hours stand."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.rules.words import ExceptionKind
from tests.ui.calendar.days import DayMaker, clinic_day, large_day
from ui.calendar.layout import Part
from ui.calendar.measures import Span, snapped, zoomed_scroll
from ui.calendar.placing import LEAST_CARD, LEAST_COLUMN, lay_out

SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)


@st.composite
def _spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    start = st.integers(0, 1439)
    return draw(st.lists(st.tuples(start, st.integers(1, 240)), min_size=1, max_size=14))


@given(spans=_spans(), scale=st.floats(0.4, 6.0), room=st.integers(200, 900))
@pytest.mark.feature("APT-1")
def test_no_card_covers_another_and_each_stays_in_its_column(
    spans: list[tuple[int, int]], scale: float, room: int
) -> None:
    made = DayMaker().column().column()
    for start, minutes in spans:
        made.card(f"{start // 60:02}:{start % 60:02}", minutes)
    layout = lay_out(made.made(), scale, room)
    column = layout.columns[1]
    for index, placed in enumerate(column.cards):
        assert column.x <= placed.box.x < placed.box.right <= column.x + column.width
        assert 0 <= placed.box.y < placed.box.bottom <= layout.height
        assert placed.box.height >= LEAST_CARD
        assert not any(placed.box.meets(other.box) for other in column.cards[:index])


@given(spans=_spans(), scale=st.floats(0.4, 6.0))
def test_who_comes_earlier_never_stands_lower(spans: list[tuple[int, int]], scale: float) -> None:
    made = DayMaker().column()
    for start, minutes in spans:
        made.card(f"{start // 60:02}:{start % 60:02}", minutes)
    cards = lay_out(made.made(), scale, 400).columns[0].cards
    assert all(one.card.start <= two.card.start and one.box.y <= two.box.y for one, two in pairwise(cards))


@given(spans=_spans())
def test_free_time_is_working_time_without_cards_and_leave(spans: list[tuple[int, int]]) -> None:
    made = DayMaker().column("A", "1", "08:00-12:00", "13:00-18:00").shade("09:00", "09:30")
    for start, minutes in spans:
        made.card(f"{start // 60:02}:{start % 60:02}", minutes)
    free = lay_out(made.made(), 1.0, 400).columns[0].free
    held = set(range(8 * 60, 12 * 60)) | set(range(13 * 60, 18 * 60))
    held -= set(range(9 * 60, 9 * 60 + 30))
    for start, minutes in spans:
        held -= set(range(start, start + minutes))
    assert {minute for span in free for minute in range(int(span.start), int(span.end))} == held
    assert all(one.end < two.start or one.end <= two.start for one, two in pairwise(free))


def test_a_card_is_as_high_as_it_is_long_and_clear_of_the_hour_lines() -> None:
    layout = lay_out(DayMaker().column().card("09:00", 60).card("10:00", 60).made(), 1.25, 300)
    first, second = (placed.box for placed in layout.cards)
    assert (first.y, first.bottom, second.y) == (676, 749, 751)


def test_appointments_at_the_same_time_stand_side_by_side() -> None:
    layout = lay_out(DayMaker().column().card("09:00", 30).card("09:00", 30).card("09:30", 30).made(), 2.0, 300)
    left, right, later = (placed.box for placed in layout.cards)
    assert left.right < right.x
    assert abs(left.width - right.width) <= 3
    assert later.width == right.right - left.x


def test_a_card_takes_the_room_beside_it_that_nobody_needs() -> None:
    made = DayMaker().column().card("09:00", 60).card("09:00", 20).card("09:10", 20).card("09:40", 15)
    boxes = [placed.box for placed in lay_out(made.made(), 3.0, 300).cards]
    assert boxes[3].width > boxes[1].width


def test_three_short_appointments_stay_clickable() -> None:
    layout = lay_out(DayMaker().column().card("09:00", 5).card("09:05", 5).card("09:10", 5).made(), 1.2, 300)
    for placed in layout.cards:
        middle = (placed.box.x + placed.box.width // 2, placed.box.y + placed.box.height // 2)
        assert layout.hit(*middle).card is placed


def test_an_appointment_just_before_midnight_stays_on_the_day() -> None:
    layout = lay_out(DayMaker().column().card("23:55", 30).made(), 1.0, 300)
    assert layout.cards[0].box.bottom <= layout.height


def test_columns_share_the_room_and_scroll_when_there_are_too_many() -> None:
    day = clinic_day()
    wide, narrow = lay_out(day, 1.0, 903), lay_out(day, 1.0, 300)
    assert [column.width for column in wide.columns] == [180, 181, 180, 181, 181]
    assert wide.width == 903
    assert narrow.width == LEAST_COLUMN * 5
    assert [column.x for column in narrow.columns] == [index * LEAST_COLUMN for index in range(5)]


@pytest.mark.feature("AVL-5")
def test_the_day_with_25_hours_shows_one_oclock_twice() -> None:
    layout = lay_out(DayMaker(AUTUMN).column("A", "1", "00:30-03:00").card("01:30", 30, fold=1).made(), 1.0, 300)
    whole = [mark.wall.hour for mark in layout.marks if mark.whole]
    assert layout.height == 1500
    assert whole[:4] == [0, 1, 1, 2]
    assert len(whole) == 25
    assert layout.cards[0].box.y == 2 * 60 + 30 + 1
    assert layout.columns[0].open[0].height == 210


@pytest.mark.feature("AVL-5")
def test_the_day_with_23_hours_leaves_the_skipped_hour_out() -> None:
    layout = lay_out(DayMaker(SPRING).column("A", "1", "00:30-03:00").card("02:00", 30).made(), 1.0, 300)
    whole = [mark.wall.hour for mark in layout.marks if mark.whole]
    assert layout.height == 1380
    assert whole[:3] == [0, 2, 3]
    assert layout.cards[0].box.y == 60 + 1
    assert layout.wall_of(60) == datetime(2026, 3, 29, 2, 0)  # noqa: DTZ001 - wall clocks are naive


def test_a_zone_that_shifts_by_half_an_hour_keeps_its_hours() -> None:
    layout = lay_out(DayMaker(date(2026, 4, 5), "Australia/Lord_Howe").column().made(), 1.0, 300)
    whole = [(mark.y, mark.wall.hour) for mark in layout.marks if mark.whole]
    assert layout.height == 24 * 60 + 30
    assert whole[1:4] == [(60, 1), (150, 2), (210, 3)]


def test_instants_and_minutes_go_both_ways_on_a_long_day() -> None:
    layout = lay_out(DayMaker(AUTUMN).column().made(), 1.0, 300)
    at = datetime(2026, 10, 25, 2, 15, tzinfo=UTC)
    assert layout.instant_of(layout.minutes_of(at)) == at
    assert layout.minutes_of(at) == 3 * 60 + 15


def test_what_is_under_the_pointer() -> None:
    made = DayMaker().column("A", "1", "09:00-12:00").shade("11:00", "12:00").card("09:30", 30).column()
    layout = lay_out(made.made(), 2.0, 400)
    box = layout.cards[0].box
    assert layout.hit(box.x + 20, box.y + 20).part is Part.CARD
    assert layout.hit(box.x + 20, box.y + 1).part is Part.CARD_TOP
    assert layout.hit(box.x + 20, box.bottom - 1).part is Part.CARD_BOTTOM
    assert layout.hit(20, 9.1 * 120).part is Part.FREE
    assert layout.hit(20, 11.5 * 120).part is Part.CLOSED
    assert layout.hit(20, 8 * 120).part is Part.CLOSED
    assert layout.hit(20, -5).part is Part.HEADER
    assert layout.hit(-5, 20).part is Part.AXIS
    assert layout.hit(401, 20).part is Part.NOTHING
    assert layout.hit(250, -5).column == 1


def test_extra_hours_are_not_shaded() -> None:
    made = DayMaker().column().shade("18:00", "20:00", ExceptionKind.EXTRA).shade("10:00", "11:00")
    assert [placed.shade.kind for placed in lay_out(made.made(), 1.0, 300).columns[0].shades] == [ExceptionKind.LEAVE]


def test_leave_that_began_days_ago_is_cut_at_midnight() -> None:
    day = DayMaker().column("A", "1", "09:00-12:00").shade("00:00", "24:00").made()
    column = day.columns[0]
    shade = column.shades[0]
    longer = type(shade)(shade.kind, shade.start - timedelta(days=3), shade.end + timedelta(days=3), "")
    moved = type(column)(1, "a", "A", "1", column.working, (longer,), (), day=day.day)
    layout = lay_out(type(day)(1, "R", day.zone, day.day, day.start, day.end, (moved,)), 1.0, 300)
    assert layout.columns[0].shades[0].box == (0, 0, 300, 1440)
    assert layout.columns[0].free == ()


@given(minutes=st.floats(0, 1500), step=st.sampled_from([5, 10, 15, 20, 30]))
def test_snapping_goes_to_the_step_below_or_above(minutes: float, step: int) -> None:
    down, up = snapped(minutes, step), snapped(minutes, step, up=True)
    assert down <= minutes <= up
    assert down % step == up % step == 0
    assert up - down in {0, step}


@given(scroll=st.integers(0, 2000), pointer=st.integers(0, 700), old=st.floats(0.5, 6.0), new=st.floats(0.5, 6.0))
def test_zoom_keeps_the_minute_under_the_pointer(scroll: int, pointer: int, old: float, new: float) -> None:
    before = (scroll + pointer) / old
    after = (zoomed_scroll(scroll, pointer, old, new) + pointer) / new
    assert abs(before - after) <= 0.51 / new


def test_the_part_of_the_day_in_use() -> None:
    assert lay_out(clinic_day(), 1.0, 300).used() == Span(8 * 60, 17 * 60)
    assert lay_out(DayMaker().made(), 1.0, 300).used() == Span(0, 1440)
    assert lay_out(DayMaker().column("A", "1", "09:00-12:00").card("07:30", 20).made(), 1.0, 300).used().start == 450


def test_only_the_columns_that_show_are_given() -> None:
    layout = lay_out(large_day(), 1.0, 300)
    shown = layout.between(LEAST_COLUMN * 3 + 5, LEAST_COLUMN * 5 + 1)
    assert [column.column.name for column in shown] == ["Dr Number 4", "Dr Number 5", "Dr Number 6"]
