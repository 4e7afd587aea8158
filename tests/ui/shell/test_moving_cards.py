"""Cards moved in the whole window: by mouse, by keys alone, over the pinboard through a lock (APT-8, APT-11)."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, insert

from frontdesk.database import tables as t
from frontdesk.rules.words import Status
from frontdesk.views.appointment import AppointmentView
from tests.little import CHEN, RIVERSIDE, ROY, TODAY, at
from tests.ui.calendar.acting import card_of, free_point, move, point_of, press, release
from tests.ui.shell.conftest import Desk, aside
from ui.appointments.move_sheet import MoveSheet
from ui.calendar.page import CalendarPage
from ui.calendar.view import CalendarView

_CONTROL = Qt.KeyboardModifier.ControlModifier


def page_of(desk: Desk) -> CalendarPage:
    found = desk.find("calendar_page")
    assert isinstance(found, CalendarPage)
    return found


def view_of(desk: Desk) -> CalendarView:
    return page_of(desk).view


def sheet_of(desk: Desk) -> MoveSheet:
    (sheet,) = [one for one in desk.shell.findChildren(MoveSheet) if one.isVisible()]
    return sheet


def book(desk: Desk, hour: int) -> int:
    """Maria's appointment, shown in the calendar."""
    booked = desk.book(hour).appointment_id
    desk.shell.journeys.show_page("calendar")
    page_of(desk).refresh()
    desk.settle()
    return booked


def stands(desk: Desk, appointment: int) -> AppointmentView:
    clinic = desk.session.clinic
    assert clinic is not None
    return aside(desk.session.tasks, lambda: clinic.appointments.view(appointment))


def drag_to(desk: Desk, consumer: str, column: int, hour: int, minute: int = 0) -> None:
    view = view_of(desk)
    view.reveal(card_of(view, consumer).box)
    start = point_of(view, consumer)
    end = free_point(view, column, at(hour, minute)) + QPoint(0, card_of(view, consumer).box.height // 2)
    press(view, start)
    move(view, start + QPoint(0, QApplication.startDragDistance()))
    move(view, end)
    release(view, end)
    desk.settle()


@pytest.mark.feature("APT-8")
def test_a_card_dragged_to_a_colleague_at_another_time_waits_for_the_consumer_after_one_enter(desk: Desk) -> None:
    booked = book(desk, 11)
    drag_to(desk, "Maria", 1, 12, 15)
    assert view_of(desk).air is not None  # the ghost hangs there while the sheet is open
    assert sheet_of(desk).message.hasFocus()
    desk.press(Qt.Key.Key_Return)
    moved = stands(desk, booked)
    assert (moved.start, moved.clinician_id, moved.status) == (at(12, 15), ROY, Status.PENDING)
    assert view_of(desk).air is None
    card = card_of(view_of(desk), "Maria")
    assert (card.column, card.card.start) == (1, at(12, 15))


@pytest.mark.feature("APT-8", "APT-11", "AVL-7")
def test_among_rooms_a_card_is_dragged_into_another_room(desk: Desk) -> None:
    booked = book(desk, 11)
    clinic = desk.session.clinic
    assert clinic is not None

    def work(connection: Connection) -> None:
        row = {"id": 2, "center_id": RIVERSIDE, "code": "r2", "name": "Room 2", "kind": "room", "capacity": 1}
        connection.execute(insert(t.Room), [row])
        connection.execute(insert(t.RoomUnit), [{"room_id": 2, "number": 1}])

    aside(desk.session.tasks, lambda: clinic.desk.database.write(work))
    desk.shell.context.choices = aside(desk.session.tasks, clinic.choices)
    page_of(desk).restore_layout({"columns": "rooms"})
    desk.settle()
    names = [one.column.name for one in view_of(desk).placed.columns]
    drag_to(desk, "Maria", names.index("Room 2"), 12)
    assert view_of(desk).air is not None
    desk.press(Qt.Key.Key_Return)
    moved = stands(desk, booked)
    assert (moved.room, moved.start, moved.clinician_id) == ("Room 2", at(12), CHEN)
    assert names[card_of(view_of(desk), "Maria").column] == "Room 2"


@pytest.mark.feature("APT-8")
def test_escape_on_the_sheet_leaves_all_as_it_was_and_the_keys_in_the_calendar(desk: Desk) -> None:
    booked = book(desk, 11)
    drag_to(desk, "Maria", 1, 12)
    desk.press(Qt.Key.Key_Escape)
    assert stands(desk, booked).version == 1
    assert view_of(desk).air is None
    assert view_of(desk).hasFocus()


@pytest.mark.feature("APT-8", "UX-2")
def test_by_keys_alone_it_is_taken_moved_and_agreed(desk: Desk) -> None:
    booked = book(desk, 11)
    view = view_of(desk)
    view.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert view.chosen is not None
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    for _press in range(2):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    sheet = sheet_of(desk)
    sheet.agreed.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    moved = stands(desk, booked)
    assert (moved.start, moved.status, moved.clinician_id) == (at(11, 15), Status.BOOKED, CHEN)


@pytest.mark.feature("APT-11")
def test_what_is_pinned_survives_the_lock_and_is_put_down_another_day(desk: Desk) -> None:
    booked = book(desk, 11)
    view = view_of(desk)
    view.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.ctrl(Qt.Key.Key_X)
    desk.ctrl(Qt.Key.Key_L)
    desk.session.sign_in("reception", "demo")
    desk.settle()
    board = page_of(desk).moving.board
    assert [pin.card.id for pin in board.pins] == [booked]
    page_of(desk).show_day(TODAY.replace(day=TODAY.day + 2))
    desk.settle()
    view_of(desk).setFocus()
    QTest.keyClick(view_of(desk), Qt.Key.Key_V, _CONTROL)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert stands(desk, booked).start == at(9, days=2)
    assert board.pins == ()
    assert board.isHidden()
