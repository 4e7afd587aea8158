"""The calendar of a day under mouse, wheel and keys."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Status
from frontdesk.views.day import DayView
from tests.ui.calendar.acting import card_of, double_click, drag, free_point, move, point_of, press, release, wheel
from tests.ui.calendar.conftest import NOW, ShowDay
from tests.ui.calendar.days import TUESDAY, DayMaker, clinic_day, instant, large_day
from ui import theme
from ui.calendar.keyboard import Way
from ui.calendar.overlay import ring_area
from ui.calendar.surface import MOST_SCALE, USUAL_SCALE
from ui.calendar.view import CalendarView

AUTUMN = date(2026, 10, 25)


def image(view: CalendarView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.feature("APT-1", "UX-3")
def test_a_day_is_painted_in_light_and_dark(show: ShowDay, qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark)
    shown = image(show())
    colours = {shown.pixelColor(x, y).name().upper() for x in range(0, 852, 3) for y in range(0, 700, 3)}
    tokens = theme.current()
    wanted = {tokens.surface, tokens.closed, tokens.now, tokens.line, tokens.service(0).tint, tokens.service(3).tint}
    assert wanted <= colours


def test_turning_dark_repaints_the_day(view: CalendarView, qapp: QApplication) -> None:
    light = image(view)
    theme.apply(qapp, True)
    assert image(view) != light
    theme.apply(qapp, False)
    assert image(view) == light


@pytest.mark.parametrize("dx", [0, 40])
def test_what_scrolls_in_looks_as_if_painted_at_once(show: ShowDay, dx: int) -> None:
    day = large_day(columns=12)
    scrolled, fresh = show(day), show(day)
    image(scrolled)
    for step in range(1, 6):
        scrolled.verticalScrollBar().setValue(8 * 60 + step * 37)
        scrolled.horizontalScrollBar().setValue(dx * step)
        image(scrolled)
    fresh.verticalScrollBar().setValue(8 * 60 + 5 * 37)
    fresh.horizontalScrollBar().setValue(dx * 5)
    fresh._spoil()
    assert image(scrolled) == image(fresh)


def test_a_changed_card_alone_is_painted_and_looks_as_if_all_were(show: ShowDay) -> None:
    view, fresh = show(), show(_without_maria())
    image(view)
    view.show_day(_without_maria(), NOW)
    assert view._layer._dirty.boundingRect().height() < 40
    assert image(view) == image(fresh)


def test_no_ring_is_left_where_the_chosen_card_was(view: CalendarView, monkeypatch: pytest.MonkeyPatch) -> None:
    before = next(placed for placed in view.placed.cards if placed.card.consumer == "Maria Silva")
    view.select(before.card.id)
    image(view)
    painted: list[QRect] = []
    monkeypatch.setattr(view.viewport(), "update", lambda *area: painted.extend(area))
    view.show_day(_without_maria(), NOW)
    assert any(area.contains(view._in_viewport(ring_area(before.box))) for area in painted)


def _without_maria() -> DayView:
    day = clinic_day()
    first = day.columns[0]
    cards = tuple(card for card in first.cards if card.consumer != "Maria Fernandes")
    return replace(day, columns=(replace(first, cards=cards), *day.columns[1:]))


@pytest.mark.feature("APT-3")
def test_a_click_chooses_a_card_and_a_double_click_opens_it(view: CalendarView, qtbot: QtBot) -> None:
    leo = card_of(view, "Leo")
    with qtbot.waitSignal(view.appointment_chosen, check_params_cb=lambda number: number == leo.card.id):
        press(view, point_of(view, "Leo"))
        assert view.chosen == leo
        release(view, point_of(view, "Leo"))
    with qtbot.waitSignal(view.appointment_opened, check_params_cb=lambda number: number == leo.card.id):
        double_click(view, point_of(view, "Leo"))


def test_a_double_click_opens_the_card_of_its_first_click_though_a_panel_moved_it(
    view: CalendarView, qtbot: QtBot
) -> None:
    dara, point = card_of(view, "Dara").card.id, point_of(view, "Dara")
    view.appointment_chosen.connect(lambda _number: view.resize(500, 700))
    with qtbot.waitSignal(view.appointment_opened) as heard:
        double_click(view, point)
    assert heard.args == [dara]
    assert view.placed.hit(*view.content_of(point)).card != card_of(view, "Dara")


def test_what_was_chosen_stays_in_sight_when_a_panel_takes_room(show: ShowDay) -> None:
    view = show(large_day(columns=8), size=(1300, 700))
    view.select(card_of(view, "Consumer 7 5").card.id)
    view.reveal(card_of(view, "Consumer 7 5").box)
    view.resize(800, 700)
    assert view.viewport().rect().contains(view.area_of(card_of(view, "Consumer 7 5").box))


def test_what_is_brought_into_view_leaves_no_column_cut_where_it_begins(show: ShowDay) -> None:
    view = show(large_day(columns=12), size=(800, 700))
    view.reveal(card_of(view, "Consumer 7 5").box)
    assert view.viewport().rect().contains(view.area_of(card_of(view, "Consumer 7 5").box))
    assert view.content_of(QPoint(0, 0))[0] in {column.x for column in view.placed.columns}


def test_tool_tips_tell_in_full_and_obey_nothing(show: ShowDay, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    told = SimpleNamespace(showText=lambda _at, text, _widget: said.append(text))
    monkeypatch.setattr("ui.calendar.pointing.QToolTip", told)
    monkeypatch.setattr("ui.calendar.frame.QToolTip", told)
    view = show(DayMaker().column("<b>Dr</b> Long").card("10:00", 20, "<img src=x>").made())
    for widget, at in ((view.viewport(), point_of(view, "<img")), (view._header, QPoint(100, 10))):
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    card, header = (text.replace("\N{NO-BREAK SPACE}", " ") for text in said)
    assert "&lt;img src=x&gt;" in card
    assert "10:00\N{EN DASH}10:20" in card
    assert "&lt;b&gt;Dr&lt;/b&gt; Long" in header


def test_choosing_repaints_no_card(view: CalendarView) -> None:
    image(view)
    view.select(card_of(view, "Leo").card.id)
    assert view._layer._dirty.isEmpty()


def test_the_chosen_card_stays_chosen_when_the_day_is_read_again(view: CalendarView) -> None:
    view.select(card_of(view, "Leo").card.id)
    before = view.verticalScrollBar().value()
    view.show_day(_without_maria(), NOW)
    assert view.chosen == card_of(view, "Leo")
    assert view.verticalScrollBar().value() == before
    view.show_day(DayMaker().column().made(), NOW)
    assert view.chosen is None


@pytest.mark.feature("BKG-8")
def test_a_drag_on_free_time_books_from_where_it_began_to_where_it_ended(view: CalendarView, qtbot: QtBot) -> None:
    start, end = instant(TUESDAY, "11:30"), instant(TUESDAY, "12:10")
    with qtbot.waitSignal(view.free_time_chosen) as heard:
        drag(view, free_point(view, 1, start), free_point(view, 1, end) - QPoint(0, 4))
    assert heard.args == [2, start, end]


@pytest.mark.feature("BKG-8")
def test_a_drag_upwards_marks_the_same_time(view: CalendarView, qtbot: QtBot) -> None:
    start, end = instant(TUESDAY, "11:30"), instant(TUESDAY, "12:10")
    with qtbot.waitSignal(view.free_time_chosen) as heard:
        drag(view, free_point(view, 1, end) - QPoint(0, 4), free_point(view, 1, start))
    assert heard.args == [2, start, end]


def test_a_drag_ends_where_somebody_else_begins(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.free_time_chosen) as heard:
        drag(view, free_point(view, 0, instant(TUESDAY, "11:45")), free_point(view, 0, instant(TUESDAY, "14:30")))
    assert heard.args == [1, instant(TUESDAY, "11:40"), instant(TUESDAY, "12:00")]


@pytest.mark.parametrize(
    ("clock", "fold", "start"),
    [("00:30", 0, (24, 23, 30)), ("01:30", 0, (25, 0, 30)), ("01:30", 1, (25, 1, 30)), ("04:00", 0, (25, 4, 0))],
)
@pytest.mark.feature("BKG-8", "AVL-5")
def test_a_drag_on_the_night_the_clock_goes_back(
    show: ShowDay, qtbot: QtBot, clock: str, fold: int, start: tuple[int, int, int]
) -> None:
    view = show(DayMaker(AUTUMN).column("A", "1", "00:00-08:00").made(), instant(AUTUMN, "12:00"))
    view.scroll_to_minute(0)
    at = instant(AUTUMN, clock, fold=fold)
    with qtbot.waitSignal(view.free_time_chosen) as heard:
        drag(view, free_point(view, 0, at), free_point(view, 0, at + timedelta(minutes=28)))
    assert heard.args == [1, at, at + timedelta(minutes=30)]
    assert at == datetime(2026, 10, *start, tzinfo=UTC)


def test_the_drag_shows_the_time_it_marks_and_escape_undoes_it(view: CalendarView, qtbot: QtBot) -> None:
    before = image(view)
    heard: list[object] = []
    view.free_time_chosen.connect(lambda *said: heard.append(said))
    start = free_point(view, 1, instant(TUESDAY, "11:30"))
    press(view, start)
    move(view, start + QPoint(0, 30))
    assert image(view) != before
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert image(view) == before
    release(view, start + QPoint(0, 30))
    assert heard == []


def test_moving_a_drag_paints_no_card_again(view: CalendarView) -> None:
    image(view)
    start = free_point(view, 1, instant(TUESDAY, "11:30"))
    press(view, start)
    for pixels in range(5, 50, 5):
        move(view, start + QPoint(0, pixels))
        assert view._layer._dirty.isEmpty()
    view.cancel_drag()


def test_a_short_press_on_free_time_books_nothing(view: CalendarView) -> None:
    heard: list[object] = []
    view.free_time_chosen.connect(lambda *said: heard.append(said))
    start = free_point(view, 1, instant(TUESDAY, "11:30"))
    press(view, start)
    move(view, start + QPoint(0, 2))
    release(view, start + QPoint(0, 2))
    assert heard == []


@pytest.mark.feature("BKG-8")
def test_a_double_click_on_free_time_books_from_there(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.free_time_chosen) as heard:
        double_click(view, free_point(view, 1, instant(TUESDAY, "12:05")))
    assert heard.args == [2, instant(TUESDAY, "12:00"), None]


@pytest.mark.parametrize(("column", "clock"), [(0, "12:30"), (3, "10:00"), (1, "08:10")])
def test_closed_time_and_leave_cannot_be_booked(view: CalendarView, column: int, clock: str) -> None:
    heard: list[object] = []
    view.free_time_chosen.connect(lambda *said: heard.append(said))
    at = free_point(view, column, instant(TUESDAY, clock))
    double_click(view, at)
    drag(view, at, at + QPoint(0, 20))
    assert heard == []


def test_the_wheel_scrolls_time_and_with_shift_the_columns(show: ShowDay) -> None:
    view = show(large_day())
    top = view.verticalScrollBar().value()
    wheel(view, -1)
    assert view.verticalScrollBar().value() > top
    assert view.horizontalScrollBar().value() == 0
    wheel(view, -1, Qt.KeyboardModifier.ShiftModifier)
    assert view.horizontalScrollBar().value() == view.placed.columns[1].x


@pytest.mark.feature("APT-1")
def test_zoom_by_wheel_keeps_the_time_under_the_pointer(view: CalendarView, qtbot: QtBot) -> None:
    point = QPoint(300, 240)
    before = view.content_of(point)[1] / view.scale
    wheel(view, 2, Qt.KeyboardModifier.ControlModifier, point)
    qtbot.waitUntil(lambda: view.scale > USUAL_SCALE * 1.3)
    assert abs(view.content_of(point)[1] / view.scale - before) < 1 / view.scale


def test_zoom_by_keys_and_back(view: CalendarView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.scale > USUAL_SCALE)
    for _press in range(40):
        QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.scale == MOST_SCALE)
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.scale == USUAL_SCALE)
    for _press in range(40):
        QTest.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.placed.height <= view.viewport().height() + 1)
    assert view.verticalScrollBar().maximum() == 0


def test_many_turns_of_the_wheel_are_one_layout(view: CalendarView, qtbot: QtBot) -> None:
    before = view.placed
    for _turn in range(5):
        wheel(view, 1, Qt.KeyboardModifier.ControlModifier)
    assert view.placed is before
    qtbot.waitUntil(lambda: view.scale == pytest.approx(USUAL_SCALE * 1.15**5))


@pytest.mark.feature("UX-2")
def test_arrows_go_from_card_to_card_and_enter_opens(view: CalendarView, qtbot: QtBot) -> None:
    heard: list[int] = []
    view.appointment_chosen.connect(heard.append)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen == card_of(view, "Leo")
    for key, consumer in (
        (Qt.Key.Key_Down, "Sofia"),
        (Qt.Key.Key_Up, "Leo"),
        (Qt.Key.Key_Right, "Dara"),
        (Qt.Key.Key_Right, "Anna"),
        (Qt.Key.Key_Left, "Nina"),
        (Qt.Key.Key_Home, "Peter"),
        (Qt.Key.Key_End, "Nina"),
    ):
        QTest.keyClick(view, key)
        assert view.chosen == card_of(view, consumer)
        assert heard[-1] == card_of(view, consumer).card.id
    with qtbot.waitSignal(view.appointment_opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [card_of(view, "Nina").card.id]


def test_arrows_bring_the_card_into_view(show: ShowDay, qtbot: QtBot) -> None:
    view = show(large_day())
    view.select(card_of(view, "Consumer 0 0").card.id)
    for key, times in ((Qt.Key.Key_Down, 29), (Qt.Key.Key_Right, 39)):
        for _press in range(times):
            QTest.keyClick(view, key)
    assert view.chosen == card_of(view, "Consumer 39 29")
    assert view.viewport().rect().contains(view.area_of(view.chosen.box))


def test_a_held_arrow_says_only_where_it_came_to_rest(view: CalendarView, qtbot: QtBot) -> None:
    heard: list[int] = []
    view.select(card_of(view, "Grace").card.id)
    view.appointment_chosen.connect(heard.append)
    for _repeat in range(5):
        view._go(Way.DOWN, repeated=True)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [card_of(view, "Emma").card.id])


def test_left_and_right_are_the_pages_when_no_card_is_chosen(view: CalendarView, qtbot: QtBot) -> None:
    view.select(None)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen is None


@pytest.mark.feature("BKG-8", "UX-2")
def test_n_books_the_next_free_time_after_the_chosen_card(view: CalendarView, qtbot: QtBot) -> None:
    view.select(card_of(view, "Aisha").card.id)
    with qtbot.waitSignal(view.free_time_chosen) as heard:
        QTest.keyClick(view, Qt.Key.Key_N)
    assert heard.args == [1, instant(TUESDAY, "10:15"), None]


@pytest.mark.feature("BKG-8", "UX-2")
def test_n_without_a_card_books_the_next_free_time_from_now(view: CalendarView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.free_time_chosen) as heard:
        QTest.keyClick(view, Qt.Key.Key_N)
    assert heard.args == [1, instant(TUESDAY, "10:40"), None]


def test_page_keys_scroll(view: CalendarView, qtbot: QtBot) -> None:
    view.scroll_to_minute(4 * 60)
    top = view.verticalScrollBar().value()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > top
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.verticalScrollBar().value() == top


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
@pytest.mark.feature("APT-9")
def test_right_button_and_menu_key_want_the_menu(
    view: CalendarView, qtbot: QtBot, reason: QContextMenuEvent.Reason
) -> None:
    point = point_of(view, "Leo")
    if reason == QContextMenuEvent.Reason.Keyboard:
        view.select(card_of(view, "Leo").card.id)
    with qtbot.waitSignal(view.menu_wanted) as heard:
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, point, view.viewport().mapToGlobal(point)))
    assert heard.args == [card_of(view, "Leo").card.id, view.viewport().mapToGlobal(point)]


def test_when_time_goes_on_what_ended_looks_past(show: ShowDay) -> None:
    day = DayMaker().column().card("10:00", 20).card("10:30", 20).made()
    view = show(day, instant(TUESDAY, "10:15"))
    image(view)
    view.set_now(instant(TUESDAY, "10:20"))
    assert view._layer._dirty.boundingRect() == view.area_of(view.placed.cards[0].box)


def test_every_status_and_damaged_rows_are_painted(show: ShowDay) -> None:
    made = DayMaker().column()
    for index, status in enumerate(Status):
        made.card(f"{9 + index // 2:02}:{index % 2 * 30:02}", 30, status=status)
    made.card("08:00", 30, "", problem="appointment.no-consumer").card("07:00", 5, "x" * 5000, overbooked=True)
    view = show(made.made())
    assert not image(view).isNull()


def test_a_name_with_markup_is_shown_as_it_stands(show: ShowDay) -> None:
    plain = show(DayMaker().column().card("09:00", 60, "<b>Bold</b>").made())
    other = show(DayMaker().column().card("09:00", 60, "Bold").made())
    text = plain._painter._ready(plain.placed.cards[0]).title
    assert text.text() == "09:00 <b>Bold</b>"
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert image(plain) != image(other)


def test_no_day_yet_is_an_empty_surface(qtbot: QtBot) -> None:
    view = CalendarView()
    qtbot.addWidget(view)
    view.show()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_Home):
        QTest.keyClick(view, key)
    press(view, QPoint(20, 20))
    wheel(view, 1, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen is None


def test_closed_time_stays_shaded_when_a_panel_makes_the_view_narrower(show: ShowDay, qapp: QApplication) -> None:
    theme.apply(qapp, False)
    view = show(clinic_day())
    image(view)
    view.resize(view.width() - 300, view.height())
    picture, closed = image(view), theme.current().closed.upper()
    points = [(x, y) for x in range(70, view.width() - 20, 5) for y in range(60, view.height() - 20, 5)]
    assert sum(picture.pixelColor(x, y).name().upper() == closed for x, y in points) > len(points) // 20
