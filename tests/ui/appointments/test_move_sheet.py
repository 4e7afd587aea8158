"""The sheet of a card that was put down elsewhere in the calendar: on real services over SQLite (APT-8)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, insert

from frontdesk.database import tables as t
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, CancelClass, Status
from frontdesk.services.appointments import Appointments
from frontdesk.services.forms import Act, Acted, Booking, new_command_id
from frontdesk.views.appointment import AppointmentView
from tests.little import CHEN, CONSULTATION, FEVER, RIVERSIDE, ROY, at, away, influenza, maria, program
from tests.ui.desks import Desk
from ui.appointments.acting import Acting
from ui.appointments.dropping import Dropping
from ui.appointments.move_sheet import MoveSheet
from ui.saving import Saving
from ui.widgets import Sheet

pytestmark = pytest.mark.feature("APT-8")


@dataclass(frozen=True)
class Put:
    """Where a card was put down."""

    appointment_id: int
    start: datetime
    end: datetime
    clinician_id: int
    room_id: int | None = None


class Dropped:
    """A window over which cards are put down, and what is asked about them."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        self.desk = desk
        self.host = host
        self.acting = Acting(desk.context, host)
        self.dropping = Dropping(desk.context, self.acting, host)
        self.ended: list[tuple[int, bool]] = []
        self.dropping.ended.connect(lambda number, left: self.ended.append((number, left)))

    def put(
        self, appointment: int, start: datetime, minutes: int = 20, clinician: int = CHEN, room: int | None = None
    ) -> None:
        """Put the card down there."""
        self.dropping.begin(Put(appointment, start, start + timedelta(minutes=minutes), clinician, room), QRect())
        self.desk.settle()

    @property
    def sheet(self) -> MoveSheet:
        """The sheet that is open."""
        (sheet,) = [one for one in self.host.findChildren(MoveSheet) if one.isVisible()]
        return sheet

    @property
    def is_open(self) -> bool:
        """Whether any sheet is."""
        return any(one.isVisible() for one in self.host.findChildren(Sheet))

    def press(self, key: Qt.Key) -> None:
        """A key where the focus is."""
        QTest.keyClick(self.host.focusWidget() or self.host, key)
        self.desk.settle()

    def try_now(self) -> None:
        """What is asked for again after a pause, without it."""
        for saving in self.acting.findChildren(Saving):
            saving.try_now()
        self.desk.settle()

    def view(self, appointment: int) -> AppointmentView:
        """As it stands."""
        return self.desk.clinic.appointments.view(appointment)

    def rows(self) -> str:
        """What the sheet says will be another."""
        (change,) = [one for one in self.sheet.findChildren(QWidget) if one.objectName() == "move_change"]
        return change.accessibleName()


@pytest.fixture
def rooms(desk: Desk) -> None:
    """Room 2, which influenza can be given in, and room 3, a laboratory, in which it cannot."""

    def work(connection: Connection) -> None:
        for number, name, kind in ((2, "Room 2", "room"), (3, "Laboratory", "lab")):
            row = {"id": number, "center_id": RIVERSIDE, "code": f"r{number}", "name": name, "kind": kind}
            connection.execute(insert(t.Room), [{**row, "capacity": 1}])
            connection.execute(insert(t.RoomUnit), [{"room_id": number, "number": 1}])

    desk.clinic.desk.database.write(work)
    desk.context.choices = desk.clinic.choices()


@pytest.fixture
def dropped(desk: Desk, qtbot: QtBot) -> Iterator[Dropped]:
    host = QWidget()
    host.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    host.resize(1280, 800)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    yield Dropped(desk, host)
    desk.settle()


def test_another_time_is_asked_of_the_consumer_with_a_message(dropped: Dropped, appointment: int) -> None:
    dropped.put(appointment, at(15))
    sheet = dropped.sheet
    assert dropped.rows() == "Time: was Tue 24 Nov, 10:40–11:00, will be Tue 24 Nov, 15:00–15:20"
    assert sheet.title.text() == "Reschedule"
    QTest.keyClicks(sheet.message, "Dr Chen has a meeting")
    dropped.press(Qt.Key.Key_Return)
    view = dropped.view(appointment)
    assert (view.start, view.status, view.clinician_id) == (at(15), Status.PENDING, CHEN)
    assert view.history[0].message == "Dr Chen has a meeting"
    assert view.history[0].sent
    assert dropped.ended == [(appointment, False)]
    assert dropped.desk.notices.text == "Maria Silva is asked to come Tue 24 Nov, 15:00."


@pytest.mark.feature("AVL-7")
def test_another_room_alone_asks_nobody_and_says_so(dropped: Dropped, appointment: int, rooms: None) -> None:
    dropped.put(appointment, at(10, 40), room=2)
    sheet = dropped.sheet
    assert dropped.rows() == "Room: was Room 1, will be Room 2"
    assert sheet.title.text() == "Change the room"
    assert not any(part.isVisible() for part in (sheet.agreed, sheet.answer, sheet.notify))
    dropped.press(Qt.Key.Key_Return)
    view = dropped.view(appointment)
    assert (view.room, view.status, view.start) == ("Room 2", Status.BOOKED, at(10, 40))
    assert not view.history[0].sent
    assert dropped.desk.notices.text == "Maria Silva has another room now."


@pytest.mark.feature("AVL-7")
def test_another_room_at_another_time_waits_for_the_consumer(dropped: Dropped, appointment: int, rooms: None) -> None:
    dropped.put(appointment, at(15), room=2)
    assert dropped.rows().endswith("; Room: was Room 1, will be Room 2")
    dropped.press(Qt.Key.Key_Return)
    view = dropped.view(appointment)
    assert (view.room, view.status, view.start) == ("Room 2", Status.PENDING, at(15))


@pytest.mark.feature("AVL-7")
def test_a_room_that_is_not_for_it_or_taken_is_said_and_nothing_is_moved(
    dropped: Dropped, appointment: int, rooms: None
) -> None:
    dropped.put(appointment, at(15), room=3)
    assert dropped.sheet.why.words.text().startswith("This service is not given in that room.")
    assert dropped.sheet.accept_button is not None
    assert not dropped.sheet.accept_button.isEnabled()
    dropped.press(Qt.Key.Key_Escape)
    wish = influenza(maria(dropped.desk.clinic, "rui"), clinician_id=ROY, start=at(15))
    other = dropped.desk.clinic.booking.book(wish, new_command_id()).appointment_id
    dropped.desk.clinic.appointments.act(Act(Action.RESCHEDULE, other, 1, room_id=2), new_command_id())
    dropped.put(appointment, at(15), room=2)
    assert "Room 2 is taken (Maria Silva, Tue 24 Nov, 15:00" in dropped.sheet.why.words.text()
    assert dropped.view(appointment).version == 1


def test_with_the_consumers_agreement_it_holds_at_once_and_nobody_is_told_where_that_is_not_wanted(
    dropped: Dropped, appointment: int
) -> None:
    dropped.put(appointment, at(15, days=1), 30, ROY)
    assert dropped.rows() == (
        "Time: was Tue 24 Nov, 10:40–11:00, will be Wed 25 Nov, 15:00–15:30; "
        "With: was Dr Mei Chen, will be Nurse Iris Roy; Length: was 20 min, will be 30 min"
    )
    for box in (dropped.sheet.agreed, dropped.sheet.notify):
        box.setFocus()
        dropped.press(Qt.Key.Key_Space)
    dropped.press(Qt.Key.Key_Return)
    view = dropped.view(appointment)
    assert (view.start, view.end) == (at(15, days=1), at(15, 30, days=1))
    assert (view.clinician_id, view.status, view.history[0].sent) == (ROY, Status.BOOKED, ())


@pytest.mark.feature("ACT-3")
def test_only_another_clinician_is_a_reassignment_and_asks_for_no_agreement(dropped: Dropped, appointment: int) -> None:
    dropped.put(appointment, at(10, 40), 20, ROY)
    assert dropped.sheet.title.text() == "Reassign"
    assert not dropped.sheet.agreed.isVisible()
    dropped.press(Qt.Key.Key_Return)
    view = dropped.view(appointment)
    assert (view.clinician_id, view.start, view.status) == (ROY, at(10, 40), Status.BOOKED)
    assert [line.action for line in view.history] == ["reassign", "book"]


def test_escape_leaves_all_as_it_was(dropped: Dropped, appointment: int) -> None:
    dropped.put(appointment, at(15))
    dropped.press(Qt.Key.Key_Escape)
    assert dropped.ended == [(appointment, True)]
    assert dropped.view(appointment).version == 1
    assert not dropped.is_open


@pytest.mark.feature("BKG-15")
def test_what_is_in_the_way_is_told_by_name_with_free_times_to_take_instead(dropped: Dropped, appointment: int) -> None:
    clinic = dropped.desk.clinic
    rui = maria(clinic, "rui.c", first_name="Rui", last_name="Costa")
    clinic.booking.book(influenza(rui, start=at(15), clinician_id=CHEN), new_command_id())
    dropped.put(appointment, at(15, 10))
    QTest.keyClicks(dropped.sheet.message, "Kept")
    words = dropped.sheet.why.words.text()
    assert words.startswith("Tue 24 Nov, 15:10 is not free: Rui Costa, Tue 24 Nov, 15:00–15:20 with Dr Mei Chen")
    button = dropped.sheet.accept_button
    assert button is not None
    assert not button.isEnabled()
    dropped.press(Qt.Key.Key_Return)
    assert "Rui Costa" in dropped.sheet.why.words.text()
    before, after = _free(dropped.sheet)
    assert [one.text() for one in (before, after)] == [
        "Take Tue 24 Nov, 14:40, Dr Mei Chen",
        "Take Tue 24 Nov, 15:20, Dr Mei Chen",
    ]
    after.click()
    dropped.desk.settle()
    assert not dropped.sheet.why.isVisible()
    assert "15:20–15:40" in dropped.rows()
    assert dropped.sheet.message.toPlainText() == "Kept"
    dropped.press(Qt.Key.Key_Return)
    assert dropped.view(appointment).start == at(15, 20)


@pytest.mark.parametrize(
    ("hour", "days", "words"), [(6, 1, "does not work"), (9, 0, "has passed"), (13, 2, "Congress")]
)
def test_closed_time_the_past_and_leave_are_answered_by_the_services(
    dropped: Dropped, appointment: int, hour: int, days: int, words: str
) -> None:
    away(dropped.desk.clinic, at(0, days=2), at(23, days=2), remark="Congress")
    dropped.put(appointment, at(hour, days=days))
    assert words in dropped.sheet.why.words.text()
    dropped.press(Qt.Key.Key_Return)
    assert dropped.sheet.why.words.text()
    assert dropped.view(appointment).version == 1


def test_a_colleague_who_does_not_give_the_service_is_refused_in_words(dropped: Dropped) -> None:
    clinic = dropped.desk.clinic
    wish = Booking(service_id=CONSULTATION, center_id=RIVERSIDE, consumer_id=maria(clinic), start=at(11))
    booked = clinic.booking.book(wish, new_command_id()).appointment_id
    dropped.put(booked, at(11), 30, ROY)
    assert "does not give this service" in dropped.sheet.why.words.text()
    dropped.press(Qt.Key.Key_Return)
    assert "does not give this service" in dropped.sheet.why.words.text()
    assert dropped.view(booked).clinician_id == CHEN


@pytest.mark.feature("BKG-5")
def test_a_dose_that_would_leave_its_days_says_which_rule_it_breaks(dropped: Dropped) -> None:
    clinic = dropped.desk.clinic
    wish = Booking(
        program_id=program(clinic), center_id=RIVERSIDE, consumer_id=maria(clinic, "m.s"),
        start=at(12), answers={FEVER: "no"},
    )  # fmt: skip
    second = clinic.booking.book(wish, new_command_id()).appointments[1]
    dropped.put(second, at(10, days=7), 20, dropped.view(second).clinician_id or CHEN)
    dropped.press(Qt.Key.Key_Return)
    assert "at least 21 are needed" in dropped.sheet.why.words.text()


@pytest.mark.feature("BKG-9")
def test_of_two_desks_that_drag_one_card_the_second_sees_what_the_first_did(dropped: Dropped, appointment: int) -> None:
    dropped.put(appointment, at(15))
    _elsewhere(dropped, lambda other: Act(Action.RESCHEDULE, other, 1, start=at(16), agreed=True), appointment)
    dropped.press(Qt.Key.Key_Return)
    (shown,) = [one for one in dropped.host.findChildren(Sheet) if one.isVisible()]
    assert shown.panel.accessibleName() == "Changed meanwhile"
    assert dropped.ended == [(appointment, False)]
    assert dropped.view(appointment).start == at(16)


@pytest.mark.feature("BKG-9", "AVL-8")
def test_a_place_that_another_desk_takes_while_the_sheet_is_open_is_told_at_once(
    dropped: Dropped, appointment: int
) -> None:
    dropped.put(appointment, at(15))
    assert not dropped.sheet.why.isVisible()
    with dropped.desk.other() as other:
        booked = other.booking.book(influenza(maria(other, "o.o"), start=at(15), clinician_id=CHEN), new_command_id())
    dropped.desk.context.changes.changed.emit(booked.changes)
    dropped.desk.settle()
    assert "is not free" in dropped.sheet.why.words.text()


def test_what_was_cancelled_while_it_hung_in_the_air_is_not_asked_about(dropped: Dropped, appointment: int) -> None:
    _elsewhere(dropped, lambda other: Act(Action.CANCEL, other, 1, cancel_class=CancelClass.OTHER), appointment)
    dropped.put(appointment, at(15))
    assert not dropped.is_open
    assert dropped.ended == [(appointment, True)]
    assert dropped.desk.notices.text == (
        "The appointment of Maria Silva was not moved. Its status is Cancelled, which cannot be moved."
    )


def test_while_the_database_does_not_answer_it_checks_until_it_is_known_and_moves_once(
    dropped: Dropped, appointment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    plain = Appointments.act

    def lost(self: Appointments, act: Act, command_id: str) -> Acted:
        tried.append(command_id)
        if len(tried) == 1:
            plain(self, act, command_id)  # it was saved; only the answer got lost
        if len(tried) < 3:
            raise Unavailable("database.lost")
        return plain(self, act, command_id)

    monkeypatch.setattr(Appointments, "act", lost)
    dropped.put(appointment, at(15))
    QTest.keyClicks(dropped.sheet.message, "Kept")
    dropped.press(Qt.Key.Key_Return)
    sheet = dropped.sheet
    assert sheet.why.warning.text().startswith("Checking whether it was saved")
    assert sheet.accept_button is not None
    assert not sheet.accept_button.isEnabled()
    assert sheet.message.toPlainText() == "Kept"
    for _try in range(2):
        dropped.try_now()
    assert len(tried) == 3
    assert len(set(tried)) == 1
    view = dropped.view(appointment)
    assert (view.start, view.version) == (at(15), 2)
    assert not dropped.is_open


def test_who_leaves_while_it_is_not_known_is_told_so(
    dropped: Dropped, appointment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_self: Appointments, _act: Act, _command_id: str) -> Acted:
        raise Unavailable("database.lost")

    with monkeypatch.context() as cut:
        cut.setattr(Appointments, "act", lost)
        dropped.put(appointment, at(15))
        dropped.press(Qt.Key.Key_Return)
        dropped.press(Qt.Key.Key_Escape)
    assert not dropped.is_open
    assert dropped.desk.notices.text.startswith(
        "It is not known yet whether the appointment of Maria Silva was changed"
    )
    dropped.try_now()
    assert dropped.desk.notices.text == "Maria Silva is asked to come Tue 24 Nov, 15:00."
    assert dropped.view(appointment).start == at(15)


def test_when_it_cannot_be_read_at_the_drop_it_hangs_there_and_is_tried_again(
    dropped: Dropped, appointment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_self: Appointments, _number: int) -> AppointmentView:
        raise Unavailable("database.lost")

    with monkeypatch.context() as cut:
        cut.setattr(Appointments, "view", lost)
        dropped.put(appointment, at(15))
    assert not dropped.is_open
    assert dropped.ended == []
    assert "nothing was moved yet" in dropped.desk.notices.text
    (again,) = [one for one in dropped.desk.notices.findChildren(QPushButton) if one.text() == "Try again"]
    again.click()
    dropped.desk.settle()
    assert dropped.sheet.isVisible()


def test_an_enter_that_is_held_since_the_drop_accepts_nothing(dropped: Dropped, appointment: int) -> None:
    dropped.put(appointment, at(15))
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(dropped.sheet.message, held)
    dropped.desk.settle()
    assert dropped.sheet.isVisible()
    assert dropped.view(appointment).version == 1


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("x", [40, 1000])
def test_the_sheet_stands_beside_where_the_card_hangs(
    dropped: Dropped, appointment: int, x: int, direction: Qt.LayoutDirection
) -> None:
    host = dropped.host
    host.setLayoutDirection(direction)
    ghost = QRect(host.mapToGlobal(QPoint(x, 600)), QSize(160, 40))
    dropped.dropping.begin(Put(appointment, at(15), at(15, 20), CHEN), ghost)
    dropped.desk.settle()
    panel = dropped.sheet.panel
    stands = QRect(panel.mapToGlobal(panel.rect().topLeft()), panel.size())
    assert not stands.intersects(ghost)
    assert host.rect().contains(QRect(host.mapFromGlobal(stands.topLeft()), stands.size()))


@pytest.mark.feature("UX-4")
def test_every_control_has_a_name(dropped: Dropped, appointment: int) -> None:
    dropped.put(appointment, at(15, 10), 30, ROY)
    controls = [one for one in dropped.sheet.panel.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [one for one in controls if not one.objectName()] == []
    assert {one.objectName() for one in controls} >= {"move_message", "move_notify", "move_agreed", "move_accept"}


def _free(sheet: MoveSheet) -> list[QPushButton]:
    found = [one for one in sheet.findChildren(QPushButton) if one.objectName().startswith("move_free_")]
    return [one for one in found if one.isVisible()]


def _elsewhere(dropped: Dropped, act: Callable[[int], Act], appointment: int) -> None:
    with dropped.desk.other() as other:
        other.appointments.act(act(appointment), new_command_id())
