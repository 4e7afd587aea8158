"""The pinboard on the calendar page, over a real clinic: cut, gone to another day, put down there (APT-11)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.forms import Act, new_command_id
from tests.little import CHEN, LAKESIDE, RIVERSIDE, ROY, TODAY, at, influenza, maria
from tests.ui.calendar.acting import free_point, move, press, release
from tests.ui.desks import Desk, open_desk
from ui.calendar.moves import Move
from ui.calendar.page import CalendarPage
from ui.tasks import Tasks

pytestmark = pytest.mark.feature("APT-11")

TOMORROW = TODAY + timedelta(days=1)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Calendar:
    """The page of Riverside, with Maria at 11:00 and Rui at 12:00 today, and what it asks for."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        clinic = desk.clinic
        rui = maria(clinic, "rui.c", first_name="Rui", last_name="Costa")
        self.maria, self.rui = (
            clinic.booking.book(influenza(one, start=at(hour), clinician_id=CHEN), new_command_id()).appointment_id
            for one, hour in ((maria(clinic), 11), (rui, 12))
        )
        self.page = CalendarPage(desk.context)
        qtbot.addWidget(self.page)
        self.page.resize(1000, 760)
        self.page.show()
        self.page.activateWindow()
        self.page.show_center(RIVERSIDE)
        self.desk.settle()
        self.view = self.page.view
        self.view.setFocus()
        self.moves: list[Move] = []
        self.page.move_wanted.connect(self.moves.append)

    @property
    def board(self) -> QWidget:
        return self.page.moving.board

    def pinned(self) -> list[int]:
        return [pin.card.id for pin in self.page.moving.board.pins]

    def key(self, code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, code, held)
        self.desk.settle()

    def cut(self, appointment: int) -> None:
        self.view.select(appointment)
        self.key(Qt.Key.Key_X, _CONTROL)

    def show_day(self, day: date) -> None:
        self.page.show_day(day)
        self.desk.settle()
        self.view.setFocus()

    def act(self, act: Act) -> None:
        """Somebody at another desk does something, and this one hears of it."""
        with self.desk.other() as other:
            changes = other.appointments.act(act, new_command_id()).changes
        self.desk.context.changes.changed.emit(changes)
        self.desk.settle()


@pytest.fixture
def calendar(sqlite_url: str, tasks: Tasks, qtbot: QtBot) -> Iterator[Calendar]:
    desk = open_desk(sqlite_url, tasks)
    yield Calendar(desk, qtbot)
    desk.settle()
    desk.notices.close()
    desk.notices.deleteLater()
    desk.clinic.close()


def test_what_is_cut_is_pinned_in_sight_and_stands_in_the_database_as_before(calendar: Calendar) -> None:
    before = calendar.desk.clinic.appointments.view(calendar.maria)
    assert not calendar.board.isVisible()
    calendar.cut(calendar.maria)
    calendar.cut(calendar.rui)
    assert calendar.board.isVisible()
    assert calendar.pinned() == [calendar.maria, calendar.rui]
    said = [one.text() for one in calendar.board.findChildren(QPushButton) if one.isVisible() and one.text()]
    assert said == ["Maria Silva · Influenza · 20 min", "Rui Costa · Influenza · 20 min"]
    assert calendar.desk.clinic.appointments.view(calendar.maria) == before


def test_the_same_appointment_is_not_pinned_twice(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    calendar.cut(calendar.maria)
    assert calendar.pinned() == [calendar.maria]
    assert calendar.desk.notices.text == "Maria Silva is on the pinboard already."


def test_a_pinned_card_is_dimmed_and_bears_a_sign_until_it_is_taken_off(calendar: Calendar) -> None:
    calendar.view.select(None)
    before = calendar.view.viewport().grab().toImage()
    calendar.cut(calendar.maria)
    calendar.view.select(None)
    size = calendar.view.viewport().size()
    box = calendar.view.area_of(calendar.view.placed.card(calendar.maria).box)  # type: ignore[union-attr]  # it stands there
    assert calendar.view.viewport().grab().toImage().copy(box) != before.copy(box)
    back = calendar.board.findChild(QPushButton, f"pin_{calendar.maria}_back")
    assert isinstance(back, QPushButton)
    assert back.accessibleName() == "Take Maria Silva off the pinboard"
    back.click()
    calendar.desk.settle()
    assert calendar.pinned() == []
    assert not calendar.board.isVisible()
    assert calendar.view.viewport().size().height() > size.height()
    assert calendar.view.viewport().grab().toImage().copy(box) == before.copy(box)


@pytest.mark.feature("UX-2")
def test_it_is_put_down_on_another_day_by_keys_alone(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    calendar.show_day(TOMORROW)
    calendar.view.select(None)
    calendar.key(Qt.Key.Key_V, _CONTROL)
    assert calendar.view.is_carrying()
    calendar.key(Qt.Key.Key_Down)
    calendar.key(Qt.Key.Key_Right)
    calendar.key(Qt.Key.Key_Return)
    (wanted,) = calendar.moves
    assert wanted == Move(calendar.maria, at(9, 5, days=1), at(9, 25, days=1), ROY)


def test_a_click_on_its_slip_and_a_click_on_a_time_put_it_down_there(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    calendar.show_day(TOMORROW)
    slip = calendar.board.findChild(QPushButton, f"pin_{calendar.maria}_put_down")
    assert isinstance(slip, QPushButton)
    slip.click()
    calendar.desk.settle()
    point = free_point(calendar.view, 1, at(14, 30, days=1))
    move(calendar.view, point + QPoint(0, 40))
    move(calendar.view, point)
    press(calendar.view, point)
    release(calendar.view, point)
    assert [(one.start, one.clinician_id) for one in calendar.moves] == [(at(14, 30, days=1), ROY)]


def test_escape_leaves_it_pinned(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    calendar.show_day(TOMORROW)
    calendar.key(Qt.Key.Key_V, _CONTROL)
    calendar.key(Qt.Key.Key_Escape)
    assert calendar.view.air is None
    assert calendar.pinned() == [calendar.maria]
    assert calendar.moves == []


def test_the_one_that_was_cut_first_is_put_down_first_and_goes_once_it_was_moved(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    calendar.cut(calendar.rui)
    calendar.show_day(TOMORROW)
    calendar.key(Qt.Key.Key_V, _CONTROL)
    calendar.key(Qt.Key.Key_Return)
    (wanted,) = calendar.moves
    act = Act(Action.RESCHEDULE, wanted.appointment_id, 1, start=wanted.start, agreed=True)
    changes = calendar.desk.clinic.appointments.act(act, new_command_id()).changes
    calendar.desk.context.notices.clear()
    calendar.page.moving.end(wanted.appointment_id, left=False)
    calendar.desk.context.changes.changed.emit(changes)
    calendar.desk.settle()
    assert calendar.pinned() == [calendar.rui]
    assert calendar.desk.notices.isHidden()  # the sheet said it
    calendar.key(Qt.Key.Key_V, _CONTROL)
    assert calendar.view.air is not None
    assert calendar.view.air.carried.card.id == calendar.rui


@pytest.mark.parametrize("how", [Action.RESCHEDULE, Action.CANCEL, Action.COMMENCE])
def test_what_is_moved_or_cancelled_elsewhere_is_pinned_no_longer_and_that_is_told(
    calendar: Calendar, how: Action
) -> None:
    calendar.cut(calendar.maria)
    calendar.cut(calendar.rui)
    calendar.act(Act(how, calendar.maria, 1, start=at(15), agreed=True, cancel_class=CancelClass.OTHER, confirmed=True))
    assert calendar.pinned() == [calendar.rui]
    assert calendar.desk.notices.text == (
        "The appointment of Maria Silva was changed meanwhile and is not pinned any more."
    )


def test_a_note_of_somebody_elses_leaves_it_pinned(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    with calendar.desk.other() as other:
        changes = other.appointments.add_note(calendar.maria, "Called", new_command_id()).changes
    calendar.desk.context.changes.changed.emit(changes)
    calendar.desk.settle()
    assert calendar.pinned() == [calendar.maria]


@pytest.mark.feature("APT-9")
def test_what_may_not_be_moved_cannot_be_pinned_and_says_why(calendar: Calendar) -> None:
    calendar.act(Act(Action.COMPLETE, calendar.rui, 1, confirmed=True))
    calendar.cut(calendar.rui)
    assert calendar.pinned() == []
    assert "Its status is Completed, which cannot be moved." in calendar.desk.notices.text


@pytest.mark.feature("APT-9", "APT-8")
def test_what_may_not_be_moved_is_let_go_as_soon_as_the_services_say_so(calendar: Calendar) -> None:
    calendar.act(Act(Action.COMPLETE, calendar.rui, 1, confirmed=True))
    calendar.view.select(calendar.rui)
    QTest.keyClick(calendar.view, Qt.Key.Key_F2)
    assert calendar.view.is_carrying()
    calendar.desk.settle()
    assert not calendar.view.is_carrying()
    assert "Its status is Completed, which cannot be moved." in calendar.desk.notices.text


def test_nothing_pinned_is_told_in_words(calendar: Calendar) -> None:
    calendar.key(Qt.Key.Key_V, _CONTROL)
    assert calendar.desk.notices.text == "Nothing is pinned. Choose an appointment and press Ctrl+X to pin it."


def test_at_another_center_it_says_where_it_belongs(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    calendar.page.show_center(LAKESIDE)
    calendar.desk.settle()
    calendar.view.setFocus()
    calendar.key(Qt.Key.Key_V, _CONTROL)
    assert calendar.view.air is None
    assert calendar.desk.notices.text == (
        "The appointment of Maria Silva stays at Riverside. Show Riverside to put it down; here, book anew."
    )
    assert calendar.pinned() == [calendar.maria]


@pytest.mark.feature("UX-4")
def test_the_strip_and_its_parts_have_names(calendar: Calendar) -> None:
    calendar.cut(calendar.maria)
    assert calendar.board.accessibleName() == "Pinboard"
    buttons = [one for one in calendar.board.findChildren(QPushButton) if one.isVisible()]
    assert all(one.accessibleName() and one.objectName() for one in buttons)
    hint = calendar.board.findChild(QLabel, "pinboard_hint")
    assert isinstance(hint, QLabel)
    assert hint.text() == "Ctrl+V puts Maria Silva down"
