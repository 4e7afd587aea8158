"""Where a card that is carried would be put down: arithmetic on the layout (APT-8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.views.day import Column, DayView
from tests.ui.calendar.days import LISBON, TUESDAY, DayMaker, instant
from ui.calendar.keyboard import Way
from ui.calendar.layout import Layout, Part
from ui.calendar.moves import (
    EDGE_ZONE,
    FASTEST,
    Able,
    Carried,
    Grip,
    Hint,
    Move,
    Place,
    hint_of,
    lengthened,
    move_of,
    own_place,
    place_again,
    place_of,
    pointed,
    pull,
    stepped,
    taken,
    unfit,
)
from ui.calendar.placing import lay_out, lay_out_week

pytestmark = pytest.mark.feature("APT-8")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def three_columns() -> DayMaker:
    made = DayMaker()
    made.column("Dr Mei Chen", "Room 2", "09:00-12:00", "13:00-17:00").card("10:00", 20, "Maria Silva")
    made.column("Dr Ade Okafor", "Room 4", "08:00-12:00").card("11:00", 30, "Leo Martins")
    return made.column("Nurse Iris Roy", "Station 1", "13:00-17:00").card("14:00", 20, "Sam Wright")


def laid(made: DayMaker | None = None, scale: float = 2.0) -> Layout:
    return lay_out((made or three_columns()).made(), scale, 600)


def held(layout: Layout, number: int = 1, *, step: int = 5, part: Part = Part.CARD) -> Carried:
    """The card with that id, held in its middle or at an edge."""
    placed = layout.card(number)
    assert placed is not None
    box = placed.box
    y = {Part.CARD_TOP: box.y + 1, Part.CARD_BOTTOM: box.bottom - 1}.get(part, box.y + box.height // 2)
    hit = layout.hit(box.x + 20, y)
    assert hit.part is part
    found = taken(layout, hit, step, None)
    assert found is not None
    return found


def at(layout: Layout, carried: Carried, column: int, clock: str) -> Place:
    """Where it is when the pointer has carried its held point to that time of the column."""
    area, minutes = layout.columns[column], layout.minutes_of(instant(layout.day.day, clock), column)
    place = pointed(layout, carried, area.x + area.width / 2, (minutes + carried.offset) * layout.scale)
    assert place is not None
    return place


def test_it_goes_by_the_step_of_its_service_wherever_it_is_held() -> None:
    layout = laid()
    for step, clock, expected in ((5, "14:13", "14:15"), (15, "14:13", "14:15"), (30, "14:13", "14:00")):
        carried = held(layout, step=step)
        place = at(layout, carried, 0, clock)
        assert (place.start, place.end - place.start) == (instant(TUESDAY, expected), timedelta(minutes=20))


@given(y=st.integers(-200, 4000), x=st.integers(-300, 900), step=st.sampled_from([5, 10, 15, 20, 30, 45, 60]))
def test_wherever_the_pointer_goes_it_begins_on_the_day_and_on_the_grid_and_keeps_its_length(
    x: int, y: int, step: int
) -> None:
    layout = laid()
    carried = held(layout, step=step)
    place = pointed(layout, carried, x, y)
    assert place is not None
    assert place.end - place.start == timedelta(minutes=20)
    assert layout.day.start <= place.start <= layout.day.end - timedelta(minutes=step)
    since = (place.start - layout.day.start) / timedelta(minutes=1)
    assert since % step == 0 or place.start == carried.card.start


def test_what_is_off_the_grid_keeps_its_own_time_until_it_is_carried_further_than_half_a_step() -> None:
    layout = laid(DayMaker().column().card("10:07", 20).column("Dr B"))
    carried = held(layout, step=10)
    assert at(layout, carried, 0, "10:10").start == instant(TUESDAY, "10:07")
    assert at(layout, carried, 0, "10:14").start == instant(TUESDAY, "10:10")


def test_a_hand_that_carries_it_to_a_colleague_keeps_the_time_though_it_sinks_a_little() -> None:
    layout = laid(scale=1.0)
    carried = held(layout)
    assert at(layout, carried, 1, "10:07").start == instant(TUESDAY, "10:00")
    assert at(layout, carried, 0, "10:07").start == instant(TUESDAY, "10:05")
    assert at(layout, carried, 1, "10:13").start == instant(TUESDAY, "10:15")


def test_its_lower_edge_lengthens_it_and_its_upper_edge_begins_it_earlier() -> None:
    layout = laid(scale=3.0)
    low, up = held(layout, part=Part.CARD_BOTTOM), held(layout, part=Part.CARD_TOP)
    assert (low.grip, up.grip) == (Grip.END, Grip.START)
    for carried, clock, expected in (
        (low, "10:46", ("10:00", "10:45")),
        (low, "09:00", ("10:00", "10:05")),
        (up, "09:31", ("09:30", "10:20")),
        (up, "13:00", ("10:15", "10:20")),
    ):
        place = at(layout, carried, 2, clock)
        assert place.column == 0
        assert (place.start, place.end) == tuple(instant(TUESDAY, one) for one in expected)


def test_put_down_where_it_stands_nothing_is_wanted() -> None:
    layout = laid()
    carried = held(layout)
    own = own_place(layout, carried.card)
    assert own is not None
    assert move_of(layout, carried, own) is None
    moved = at(layout, carried, 1, "10:30")
    assert move_of(layout, carried, moved) == Move(1, instant(TUESDAY, "10:30"), instant(TUESDAY, "10:50"), 2)


def test_late_in_the_evening_it_may_end_after_midnight_but_begins_on_the_day() -> None:
    layout = laid(DayMaker().column("A", "1", "20:00-24:00").card("22:00", 40))
    place = at(layout, held(layout), 0, "24:00")
    assert (place.start, place.end) == (instant(TUESDAY, "23:55"), instant(date(2026, 11, 25), "00:35"))
    assert at(layout, held(layout), 0, "00:00").start == instant(TUESDAY, "00:00")


@pytest.mark.feature("AVL-5")
def test_on_the_night_the_clock_goes_back_both_hours_can_be_had() -> None:
    layout = laid(DayMaker(AUTUMN).column("A", "1", "00:00-08:00").card("05:00", 30))
    carried = held(layout, step=30)
    first, second = (instant(AUTUMN, "01:30", fold=fold) for fold in (0, 1))
    for wanted in (first, second):
        y = (layout.minutes_of(wanted) + carried.offset) * layout.scale
        place = pointed(layout, carried, 100, y)
        assert place is not None
        assert (place.start, place.end) == (wanted, wanted + timedelta(minutes=30))
    assert second - first == timedelta(hours=1)


@pytest.mark.feature("AVL-5")
def test_in_a_week_an_hour_that_the_clock_skips_is_told_and_cannot_be_had() -> None:
    days = [_day(SPRING + timedelta(days=number - 6)) for number in range(7)]
    layout = lay_out_week(days, 2.0, 1400)
    carried = held(layout, days[0].columns[0].cards[0].id)
    area = layout.columns[6]
    place = pointed(layout, carried, area.x + 10, (90 + carried.offset) * layout.scale)
    assert place is not None
    assert place.skipped
    assert hint_of(layout, carried, place) is Hint.SKIPPED
    later = pointed(layout, carried, area.x + 10, (150 + carried.offset) * layout.scale)
    assert later is not None
    assert (later.skipped, later.start) == (False, instant(SPRING, "02:30"))


def test_in_a_week_it_goes_to_another_day_at_its_own_time_by_the_clock() -> None:
    days = [_day(AUTUMN + timedelta(days=number - 3)) for number in range(7)]
    layout = lay_out_week(days, 2.0, 1400)
    carried = held(layout, days[0].columns[0].cards[0].id)
    own = own_place(layout, carried.card)
    assert own is not None
    for _step in range(6):
        own = stepped(layout, carried, own, Way.RIGHT)
    assert own.start == instant(days[6].day, "10:00")  # an hour later in UTC: the clocks went back in between
    move = move_of(layout, carried, own)
    assert move is not None
    assert place_of(layout, move, carried.card) == own


def _day(day: date) -> DayView:
    made = DayMaker(day).column("Dr Mei Chen", "Room 2", "09:00-17:00").card("10:00", 20).made()
    (column,) = made.columns
    cards = tuple(card._replace(id=day.toordinal()) for card in column.cards)
    return _with(made, Column(column.clinician_id, "c", "n", "r", column.working, (), cards, day=day))


def _with(made: DayView, column: Column) -> DayView:
    return DayView(made.center_id, made.center, made.zone, made.day, made.start, made.end, (column,))


def test_who_is_not_able_or_does_not_work_then_dims_and_only_hints() -> None:
    layout = laid()
    carried = Carried(layout.cards[0].card, Grip.WHOLE, 0, 5, Able(frozenset({1, 2}), frozenset()))
    morning = at(layout, carried, 1, "09:00")
    assert unfit(layout, carried, morning) == {2}
    assert unfit(layout, carried, at(layout, carried, 0, "12:30")) == {0, 1, 2}
    assert unfit(layout, carried, at(layout, carried, 0, "15:00")) == {1, 2}
    for column, clock, hint in (
        (1, "09:00", Hint.FREE),
        (1, "11:10", Hint.TAKEN),
        (0, "12:30", Hint.CLOSED),
        (2, "15:00", Hint.UNABLE),
        (0, "10:10", Hint.FREE),  # over its own old time
    ):
        assert hint_of(layout, carried, at(layout, carried, column, clock)) is hint


def test_held_time_and_leave_hint_too() -> None:
    made = DayMaker().column("A", "1", "09:00-17:00").card("10:00", 20).held("11:00", 20, "10:30")
    layout = laid(made.shade("14:00", "15:00"))
    carried = held(layout)
    assert hint_of(layout, carried, at(layout, carried, 0, "11:10")) is Hint.TAKEN
    assert hint_of(layout, carried, at(layout, carried, 0, "14:50")) is Hint.CLOSED


def test_keys_carry_it_by_steps_of_the_grid_and_by_columns_and_lengthen_it() -> None:
    layout = laid(DayMaker().column().card("10:07", 20).column("Dr B"))
    carried = held(layout)
    place = own_place(layout, carried.card)
    assert place is not None
    assert stepped(layout, carried, place, Way.DOWN).start == instant(TUESDAY, "10:10")
    assert stepped(layout, carried, place, Way.UP).start == instant(TUESDAY, "10:05")
    assert stepped(layout, carried, place, Way.LEFT) == place
    aside = stepped(layout, carried, place, Way.RIGHT)
    assert (aside.column, aside.start) == (1, place.start)
    assert stepped(layout, carried, aside, Way.RIGHT) == aside
    assert lengthened(layout, carried, place, longer=True).end == instant(TUESDAY, "10:30")
    short = place
    for _press in range(9):
        short = lengthened(layout, carried, short, longer=False)
    assert short.end == instant(TUESDAY, "10:12")


def test_where_people_read_from_the_right_the_arrows_go_where_they_point() -> None:
    layout = lay_out(three_columns().made(), 2.0, 600, mirrored=True)
    carried = held(layout)
    own = own_place(layout, carried.card)
    assert own is not None
    assert stepped(layout, carried, own, Way.LEFT).column == 1
    assert stepped(layout, carried, own, Way.RIGHT).column == 0


def test_when_the_day_is_read_again_its_column_is_found_again_or_it_is_gone() -> None:
    before = laid()
    day = before.day
    after = lay_out(_columns(day, day.columns[1:]), 2.0, 600)
    place = Place(1, instant(TUESDAY, "09:00"), instant(TUESDAY, "09:20"))
    again = place_again(before, after, place)
    assert again is not None
    assert again.column == 0
    assert place_again(before, lay_out(_columns(day, day.columns[:1]), 2.0, 600), place) is None


def _columns(day: DayView, columns: tuple[Column, ...]) -> DayView:
    return DayView(day.center_id, day.center, LISBON, day.day, day.start, day.end, columns)


def rooms_laid(*numbers: int | None) -> Layout:
    """The same three columns as rooms with these ids; each card is in the room of its column."""
    day = three_columns().made()
    return lay_out(
        _columns(
            day,
            tuple(
                Column(
                    None,
                    "r",
                    "Room",
                    "",
                    one.working,
                    (),
                    tuple(card._replace(room_id=number) for card in one.cards),
                    room_id=number,
                    day=TUESDAY,
                )
                for number, one in zip(numbers, day.columns, strict=True)
            ),
        ),
        2.0,
        600,
    )


def test_among_rooms_it_goes_into_the_room_of_its_column_and_keeps_its_clinician() -> None:
    layout = rooms_laid(11, 12, None)
    carried = held(layout)
    own = own_place(layout, carried.card)
    assert own is not None
    assert move_of(layout, carried, own) is None
    place = at(layout, carried, 1, "09:00")
    move = move_of(layout, carried, place)
    assert move == Move(1, instant(TUESDAY, "09:00"), instant(TUESDAY, "09:20"), 1, 12)
    assert place_of(layout, move, carried.card) == place
    beside = move_of(layout, carried, Place(1, own.start, own.end))
    assert beside == Move(1, own.start, own.end, 1, 12)
    kept = move_of(layout, carried, at(layout, carried, 2, "15:00"))
    assert kept == Move(1, instant(TUESDAY, "15:00"), instant(TUESDAY, "15:20"), 1, 11)


def test_rooms_that_its_service_is_not_given_in_dim_and_say_so() -> None:
    layout = rooms_laid(11, 12, 13)
    carried = Carried(layout.cards[0].card, Grip.WHOLE, 0, 5, Able(frozenset({1}), frozenset({11, 12})))
    assert unfit(layout, carried, at(layout, carried, 0, "09:30")) == {2}
    assert hint_of(layout, carried, at(layout, carried, 1, "09:30")) is Hint.FREE
    assert hint_of(layout, carried, at(layout, carried, 2, "15:00")) is Hint.WRONG_ROOM


def test_a_damaged_row_cannot_be_taken() -> None:
    layout = laid(DayMaker().column().card("10:00", 30, "", problem="appointment.no-consumer"))
    (placed,) = layout.cards
    hit = layout.hit(placed.box.x + 20, placed.box.y + 20)
    assert hit.card == placed
    assert taken(layout, hit, 5, None) is None


@given(x=st.integers(-500, 1500), y=st.integers(-500, 1500))
def test_a_drag_pulls_only_at_the_edges_and_never_faster_than_can_be_followed(x: int, y: int) -> None:
    across, down = pull(x, y, 900, 600)
    assert abs(across) <= FASTEST
    assert abs(down) <= FASTEST
    assert (across == 0) or not EDGE_ZONE <= x <= 900 - EDGE_ZONE
    assert (down == 0) or not EDGE_ZONE <= y <= 600 - EDGE_ZONE
    assert not (x <= 0 and across >= 0)
    assert not (y >= 600 and down <= 0)
