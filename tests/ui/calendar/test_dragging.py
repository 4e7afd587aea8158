"""Cards carried over the calendar by mouse and keys: what shows, what is asked for, what leaves all as it was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import ConfirmationMode
from frontdesk.views.choices import ServiceChoice
from frontdesk.views.day import Card, DayView, WeekView
from tests.ui.calendar.acting import card_of, free_point, move, point_of, press, release
from tests.ui.calendar.conftest import NOW, ShowDay
from tests.ui.calendar.days import TUESDAY, DayMaker, clinic_day, instant, large_day
from ui.calendar.dragging import Stage
from ui.calendar.moves import Hint, Move
from ui.calendar.view import CalendarView

pytestmark = pytest.mark.feature("APT-8")

_SHIFT = Qt.KeyboardModifier.ShiftModifier


def service(number: int, *clinicians: int, step: int = 5) -> ServiceChoice:
    return ServiceChoice(number, "s", "Service", 30, 0, (), ConfirmationMode.AUTOMATIC, (), clinicians, step)


class Heard:
    """What the view said."""

    def __init__(self, view: CalendarView) -> None:
        self.moves: list[Move] = []
        self.begun: list[int] = []
        self.told: list[str] = []
        self.chosen: list[int] = []
        view.move_wanted.connect(self.moves.append)
        view.move_begun.connect(self.begun.append)
        view.told.connect(self.told.append)
        view.appointment_chosen.connect(self.chosen.append)


@pytest.fixture
def heard(view: CalendarView) -> Heard:
    return Heard(view)


def carry(view: CalendarView, consumer: str, end: QPoint) -> None:
    """Press on the card and take it there, the button held."""
    start = point_of(view, consumer)
    press(view, start)
    move(view, start + QPoint(0, QApplication.startDragDistance()))
    move(view, end)


def spot(view: CalendarView, consumer: str, column: int, clock: str) -> QPoint:
    """Where the pointer has to be for that card to start then, held in its middle."""
    middle = card_of(view, consumer).box.height // 2
    return free_point(view, column, instant(TUESDAY, clock)) + QPoint(0, middle)


def image(view: CalendarView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def key(view: CalendarView, code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view, code, held)


# By mouse


def test_a_card_that_is_dragged_shows_its_new_time_and_asks_for_the_move_where_it_is_dropped(
    view: CalendarView, heard: Heard
) -> None:
    sofia = card_of(view, "Sofia").card
    end = spot(view, "Sofia", 0, "12:20")
    carry(view, "Sofia", end)
    assert heard.begun == [sofia.id]
    assert view.air is not None
    assert view.air.place is not None
    assert (view.air.place.column, view.air.place.start) == (0, instant(TUESDAY, "12:20"))
    assert heard.moves == []
    release(view, end)
    assert heard.moves == [Move(sofia.id, instant(TUESDAY, "12:20"), instant(TUESDAY, "12:50"), 1)]


def test_the_ghost_stays_where_it_was_dropped_until_all_is_answered(view: CalendarView, heard: Heard) -> None:
    before = image(view)
    end = spot(view, "Sofia", 0, "12:20")
    carry(view, "Sofia", end)
    release(view, end)
    view.select(None)
    dropped = image(view)
    assert dropped != before
    view.show_day(clinic_day(), NOW)
    assert image(view) == dropped
    view.end_move(card_of(view, "Sofia").card.id + 1)
    assert view.air is not None
    view.end_move(card_of(view, "Sofia").card.id)
    assert image(view) == before


def test_the_lower_edge_lengthens_it(view: CalendarView, heard: Heard) -> None:
    sofia = card_of(view, "Sofia")
    low = view.area_of(sofia.box).center()
    low.setY(view.area_of(sofia.box).bottom())
    press(view, low)
    move(view, low + QPoint(0, 12))
    end = free_point(view, 1, instant(TUESDAY, "12:00"))
    move(view, end)
    release(view, end)
    assert heard.moves == [Move(sofia.card.id, sofia.card.start, instant(TUESDAY, "12:00"), 2)]


def test_a_shaking_hand_chooses_and_moves_nothing(view: CalendarView, heard: Heard) -> None:
    start = point_of(view, "Sofia")
    press(view, start)
    for step in (1, 3, -2, QApplication.startDragDistance() - 1):
        move(view, start + QPoint(0, step))
    assert view.air is None
    release(view, start + QPoint(0, 3))
    assert heard.moves == []
    assert heard.begun == []
    assert heard.chosen == [card_of(view, "Sofia").card.id]


def test_a_drag_opens_no_panel_under_the_hand(view: CalendarView, heard: Heard) -> None:
    end = spot(view, "Sofia", 0, "12:20")
    carry(view, "Sofia", end)
    release(view, end)
    assert heard.chosen == []


def test_carried_back_to_where_it_stood_nothing_is_asked(view: CalendarView, heard: Heard) -> None:
    before = image(view)
    start = point_of(view, "Sofia")
    carry(view, "Sofia", spot(view, "Sofia", 0, "12:20"))
    move(view, start)
    release(view, start)
    view.select(None)
    assert heard.moves == []
    assert image(view) == before


@pytest.mark.parametrize("how", ["escape", "focus", "another day", "refused"])
def test_what_ends_a_drag_leaves_all_as_it_was(view: CalendarView, heard: Heard, how: str) -> None:
    end = spot(view, "Sofia", 0, "12:20")
    before = image(view)
    carry(view, "Sofia", end)
    sofia = card_of(view, "Sofia").card.id
    match how:
        case "escape":
            key(view, Qt.Key.Key_Escape)
        case "focus":
            view.clearFocus()
        case "another day":
            view.show_day(DayMaker(TUESDAY + timedelta(days=1)).column().made(), NOW)
            view.show_day(clinic_day(), NOW)
        case "refused":
            view.refuse_move(sofia, "It is completed.")
            assert heard.told == ["It is completed."]
    assert view.air is None
    move(view, end + QPoint(0, 40))
    release(view, end + QPoint(0, 40))
    view.select(None)
    assert heard.moves == []
    assert image(view) == before


def test_when_somebody_changed_it_meanwhile_it_is_let_go_in_words(view: CalendarView, heard: Heard) -> None:
    end = spot(view, "Sofia", 0, "12:20")
    carry(view, "Sofia", end)
    view.show_day(_changed("Sofia Rossi"), NOW)
    assert view.air is None
    assert heard.told == ["The appointment of Sofia Rossi was changed meanwhile. Nothing was moved; look at it again."]
    release(view, end)
    assert heard.moves == []


def test_when_it_was_cancelled_meanwhile_it_is_let_go_too(view: CalendarView, heard: Heard) -> None:
    carry(view, "Sofia", spot(view, "Sofia", 0, "12:20"))
    view.show_day(_without("Sofia Rossi"), NOW)
    assert view.air is None
    assert "Sofia Rossi was changed meanwhile" in heard.told[0]


def test_what_others_do_elsewhere_does_not_end_a_drag(view: CalendarView, heard: Heard) -> None:
    end = spot(view, "Sofia", 0, "12:20")
    carry(view, "Sofia", end)
    view.show_day(_without("Leo Martins"), NOW)
    assert view.air is not None
    release(view, end)
    assert [one.start for one in heard.moves] == [instant(TUESDAY, "12:20")]


def test_a_place_that_another_desk_takes_under_the_drag_says_so_on_the_ghost(view: CalendarView, heard: Heard) -> None:
    end = spot(view, "Sofia", 1, "12:10")
    carry(view, "Sofia", end)
    assert _hint(view) is Hint.FREE
    day = clinic_day()
    other = day.columns[1].cards[0]._replace(id=900, start=instant(TUESDAY, "12:00"), end=instant(TUESDAY, "12:30"))
    view.show_day(_column(day, 1, (*day.columns[1].cards, other)), NOW)
    assert _hint(view) is Hint.TAKEN
    release(view, end)
    assert len(heard.moves) == 1  # the services decide


def test_who_does_not_give_the_service_dims(view: CalendarView) -> None:
    leo = card_of(view, "Leo").card
    view.take_services(lambda: (service(leo.service_id, 1, 2),))
    bright = image(view)
    carry(view, "Leo", spot(view, "Leo", 0, "09:05"))
    assert view.air is not None
    assert view.air.unfit == {2, 3, 4}  # the last two also do not work then
    dimmed = image(view)
    closed = view.placed.columns[2]
    assert _part(bright, view, QRect(closed.x, 700, closed.width, 60)) != _part(
        dimmed, view, QRect(closed.x, 700, closed.width, 60)
    )
    key(view, Qt.Key.Key_Escape)
    view.select(None)
    assert image(view) == bright


def test_the_step_is_that_of_its_service(view: CalendarView, heard: Heard) -> None:
    sofia = card_of(view, "Sofia").card
    view.take_services(lambda: (service(sofia.service_id, 1, 2, step=20),))
    end = spot(view, "Sofia", 1, "12:14")
    carry(view, "Sofia", end)
    release(view, end)
    assert [one.start for one in heard.moves] == [instant(TUESDAY, "12:20")]


def test_a_drag_step_paints_no_card_again_and_only_what_the_ghost_covers(
    view: CalendarView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.take_services(tuple)
    carry(view, "Sofia", spot(view, "Sofia", 1, "12:10"))
    image(view)
    painted: list[QRect] = []
    monkeypatch.setattr(view.viewport(), "update", lambda *area: painted.extend(area))
    move(view, spot(view, "Sofia", 1, "12:15"))
    assert painted
    assert all(area.height() < 80 and area.width() < 200 for area in painted)
    assert view._layer._dirty.isEmpty()
    painted.clear()
    move(view, spot(view, "Sofia", 1, "12:15") + QPoint(0, 1))
    assert painted == []  # a pixel further is the same step


def test_at_the_edges_the_calendar_scrolls_both_ways(show: ShowDay, qtbot: QtBot) -> None:
    view = show(large_day(columns=12))
    heard = Heard(view)
    port = view.viewport()
    start = view.area_of(card_of(view, "Consumer 1 4").box).center()
    press(view, start)
    move(view, start + QPoint(0, 20))
    top, left = view.verticalScrollBar().value(), view.horizontalScrollBar().value()
    corner = QPoint(port.width() - 3, port.height() - 3)
    move(view, corner)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > top and view.horizontalScrollBar().value() > left)
    assert view.air is not None
    assert view.air.place is not None
    at = view.air.place
    qtbot.waitUntil(lambda: view.air is not None and view.air.place != at)  # the ghost follows the pointer
    key(view, Qt.Key.Key_Escape)
    assert not view._edge.isActive()
    release(view, corner)
    assert heard.moves == []


def test_keys_of_the_mouse_hand_do_not_disturb_a_drag(view: CalendarView, heard: Heard) -> None:
    end = spot(view, "Sofia", 0, "12:20")
    carry(view, "Sofia", end)
    opened: list[int] = []
    view.appointment_opened.connect(opened.append)
    for code in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_N, Qt.Key.Key_F2):
        key(view, code)
    assert opened == []
    release(view, end)
    assert [one.start for one in heard.moves] == [instant(TUESDAY, "12:20")]


@pytest.mark.feature("AVL-5")
def test_in_an_hour_that_the_clock_skips_nothing_can_be_put_down_and_it_says_why(show: ShowDay) -> None:
    spring = date(2026, 3, 29)
    days = [
        DayMaker(spring + timedelta(days=number - 6)).column("Dr Mei Chen", "", "00:00-08:00") for number in range(7)
    ]
    days[0].card("04:00", 30, "Sofia Rossi")
    view = show(size=(1100, 700))
    heard = Heard(view)
    view.show_week(WeekView(tuple(one.made() for one in days)), instant(spring, "12:00"))
    view.scroll_to_minute(0)
    sunday = view.placed.columns[6]
    middle = card_of(view, "Sofia").box.height // 2
    end = QPoint(sunday.x + sunday.width // 2, view.placed.y_of(75) - view.verticalScrollBar().value() + middle)
    carry(view, "Sofia", end)
    assert _hint(view) is Hint.SKIPPED
    release(view, end)
    assert heard.moves == []
    assert view.air is None
    assert heard.told == [
        "The clock skips that hour on this day and goes on at 02:00. Nothing was moved; choose another time."
    ]
    later = QPoint(end.x(), view.placed.y_of(180) - view.verticalScrollBar().value() + middle)
    carry(view, "Sofia", later)
    release(view, later)
    assert [one.start for one in heard.moves] == [instant(spring, "03:00")]


# By keys


@pytest.mark.feature("UX-2")
def test_shift_and_an_arrow_take_the_chosen_card_and_enter_puts_it_down(view: CalendarView, heard: Heard) -> None:
    sofia = card_of(view, "Sofia").card
    view.select(sofia.id)
    key(view, Qt.Key.Key_Down, _SHIFT)
    assert heard.begun == [sofia.id]
    for _press in range(3):
        key(view, Qt.Key.Key_Down, _SHIFT)
    key(view, Qt.Key.Key_Left)
    key(view, Qt.Key.Key_Plus)
    assert heard.moves == []
    key(view, Qt.Key.Key_Return)
    assert heard.moves == [Move(sofia.id, instant(TUESDAY, "11:20"), instant(TUESDAY, "11:55"), 1)]
    key(view, Qt.Key.Key_Return)  # a second Enter, before the sheet is there, opens nothing
    assert len(heard.moves) == 1
    assert heard.chosen == []


@pytest.mark.feature("UX-2")
def test_f2_takes_it_and_escape_leaves_it(view: CalendarView, heard: Heard) -> None:
    before = image(view)
    view.select(card_of(view, "Sofia").card.id)
    key(view, Qt.Key.Key_F2)
    key(view, Qt.Key.Key_Up)
    assert _stage(view) is Stage.FREE
    key(view, Qt.Key.Key_Escape)
    view.select(None)
    assert _stage(view) is None
    assert heard.moves == []
    assert image(view) == before


def test_a_held_arrow_carries_it_step_by_step_and_a_held_enter_drops_it_not(view: CalendarView, heard: Heard) -> None:
    view.select(card_of(view, "Sofia").card.id)
    key(view, Qt.Key.Key_F2)
    for _repeat in range(6):
        _repeated(view, Qt.Key.Key_Down)
    assert view.air is not None
    assert view.air.place is not None
    assert view.air.place.start == instant(TUESDAY, "11:30")
    _repeated(view, Qt.Key.Key_Return)
    assert heard.moves == []


def test_what_is_carried_by_keys_stays_in_sight(show: ShowDay) -> None:
    view = show(large_day(columns=12))
    view.select(card_of(view, "Consumer 0 4").card.id)
    key(view, Qt.Key.Key_F2)
    for _press in range(11):
        key(view, Qt.Key.Key_Right)
    for _press in range(80):
        key(view, Qt.Key.Key_Down)
    ghost = view.ghost_on_screen()
    assert QRect(view.viewport().mapToGlobal(QPoint(0, 0)), view.viewport().size()).contains(ghost)


def test_a_click_puts_down_what_keys_carry_and_the_other_button_leaves_it(view: CalendarView, heard: Heard) -> None:
    view.select(card_of(view, "Sofia").card.id)
    key(view, Qt.Key.Key_F2)
    press(view, free_point(view, 0, instant(TUESDAY, "12:20")), Qt.MouseButton.RightButton)
    assert view.air is None
    assert heard.moves == []
    key(view, Qt.Key.Key_F2)
    at = free_point(view, 0, instant(TUESDAY, "12:20"))
    press(view, at)
    release(view, at)
    assert [(one.start, one.clinician_id) for one in heard.moves] == [(instant(TUESDAY, "12:20"), 1)]
    assert heard.chosen == []


@pytest.mark.feature("UX-4")
def test_a_screen_reader_hears_where_it_would_be_put_down(
    view: CalendarView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    words: list[str] = []
    monkeypatch.setattr(view, "announce", words.append)
    view.select(card_of(view, "Sofia").card.id)
    key(view, Qt.Key.Key_F2)
    assert words[0].startswith("Moving Sofia Rossi, Tuesday 24 November 2026 11:00 to 11:30, Dr Ade Okafor. Arrow")
    words.clear()
    for _press in range(3):
        key(view, Qt.Key.Key_Down)
    assert words == []  # not each step of a held key
    qtbot.waitUntil(lambda: len(words) == 1)
    assert words == ["Sofia Rossi, Tuesday 24 November 2026 11:15 to 11:45, Dr Ade Okafor"]
    key(view, Qt.Key.Key_Up)
    key(view, Qt.Key.Key_Escape)
    assert words[-1] == "Sofia Rossi stays where it was"


def test_an_announcement_is_made_only_where_somebody_listens(view: CalendarView) -> None:
    view.announce("Moved")
    was = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        view.announce("Moved")
    finally:
        QAccessible.setActive(was)


def _hint(view: CalendarView) -> Hint | None:
    return None if view.air is None else view.air.hint


def _stage(view: CalendarView) -> Stage | None:
    return None if view.air is None else view.air.stage


def _repeated(view: CalendarView, code: Qt.Key) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, code, none, "", True))


def _part(picture: QImage, view: CalendarView, area: QRect) -> QImage:
    return picture.copy(view._in_viewport(area))


def _without(consumer: str) -> DayView:
    day = clinic_day()
    return _column(day, 1, tuple(card for card in day.columns[1].cards if card.consumer != consumer))


def _changed(consumer: str) -> DayView:
    day = clinic_day()
    cards = tuple(card._replace(version=2) if card.consumer == consumer else card for card in day.columns[1].cards)
    return _column(day, 1, cards)


def _column(day: DayView, index: int, cards: tuple[Card, ...]) -> DayView:
    columns = list(day.columns)
    columns[index] = replace(columns[index], cards=cards)
    return replace(day, columns=tuple(columns))


def test_places_of_one_room_are_alike_so_it_stays_and_that_is_said(show: ShowDay) -> None:
    made = DayMaker().column("A", "1", "09:00-17:00").card("10:00", 60, "Maria Silva").column("B", "2", "09:00-17:00")
    day = made.made()
    units = tuple(
        replace(
            one,
            clinician_id=None,
            room_id=7,
            unit=number,
            cards=tuple(card._replace(room_id=7, room_unit=number) for card in one.cards),
        )
        for number, one in enumerate(day.columns, 1)
    )
    view = show(replace(day, columns=units))
    heard = Heard(view)
    end = spot(view, "Maria Silva", 1, "10:00")
    carry(view, "Maria Silva", end)
    release(view, end)
    assert heard.moves == []
    assert view.air is None
    assert heard.told == ["Nothing was moved: Maria Silva is in that room, and all its places are alike."]
