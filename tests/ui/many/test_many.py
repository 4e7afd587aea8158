"""Many at once in the whole window, by keyboard: preview with ticks, one button that names the number, row by row."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.many import Many
from frontdesk.services.many_forms import Piece, PieceDone
from frontdesk.views.many import ManyScope
from tests.little import CHEN, RIVERSIDE, ROY, TODAY, Clock, at, influenza, maria, sign_in
from tests.ui.shell.conftest import Desk, aside
from ui.many.sheet import ManySheet


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few appointments are several pieces."""
    monkeypatch.setattr("frontdesk.services.many.PIECE", 3)


def clinic_of(desk: Desk) -> Clinic:
    assert desk.session.clinic is not None
    return desk.session.clinic


def book(desk: Desk, number: int, *, clinician: int = CHEN, hour: int = 11) -> list[int]:
    """So many of today, one after another."""
    clinic = clinic_of(desk)

    def work() -> list[int]:
        made = []
        for one in range(number):
            consumer = maria(clinic, f"maria.{clinician}.{one}", first_name=f"Maria{one}")
            start = at(hour) + timedelta(minutes=20 * one)
            wish = influenza(consumer, clinician_id=clinician, start=start)
            made.append(clinic.booking.book(wish, new_command_id()).appointment_id)
        return made

    return aside(desk.session.tasks, work)


def opened(desk: Desk) -> ManySheet:
    """The sheet, opened by its key."""
    desk.ctrl(Qt.Key.Key_M)
    sheet = desk.shell.many_desk.sheet
    assert sheet is not None
    desk.settle()
    return sheet


def accept(desk: Desk) -> None:
    """Enter leads to the prominent button, and once more presses it."""
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)


def status(desk: Desk, appointment_id: int) -> Status:
    clinic = clinic_of(desk)
    return aside(desk.session.tasks, lambda: clinic.appointments.view(appointment_id).status)


def words(sheet: ManySheet) -> str:
    assert sheet.accept_button is not None
    return sheet.accept_button.text()


def lines(sheet: ManySheet) -> list[str]:
    return [row.line for row in sheet.list.model_.rows]


@pytest.mark.feature("ACT-14", "UX-2")
def test_a_day_is_cancelled_by_keyboard_and_told_row_by_row(desk: Desk) -> None:
    mine = book(desk, 5)
    sheet = opened(desk)
    assert words(sheet) == "Cancel 5 appointments"
    assert sheet.no_undo.text() == "Many at once cannot be undone."
    sheet.list.setFocus()
    sheet.list.select_first()
    desk.press(Qt.Key.Key_Space)
    assert (words(sheet), sheet.said.text()) == ("Cancel 4 appointments", "4 of 5 chosen")
    spoken = sheet.list.model_.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("not chosen, Maria0 Silva")
    sheet.what.message.setText("We are closed today")
    sheet.what.message.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert not sheet.begun, "what cannot be undone is not done from a field"
    assert sheet.accept_button is not None
    assert sheet.window().focusWidget() is sheet.accept_button
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
    QCoreApplication.sendEvent(sheet.accept_button, held)
    assert not sheet.begun, "nor by an Enter that is held"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert sheet.said.text() == "4 done"
    assert set(lines(sheet)) == {"Cancelled"}
    assert words(sheet) == "Done"
    assert [status(desk, one) for one in mine] == [Status.BOOKED, *[Status.CANCELLED] * 4]
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.many_desk.sheet is None


@pytest.mark.feature("ACT-14")
def test_what_others_changed_is_refused_in_its_row_and_tried_again(desk: Desk, url: str, clock: Clock) -> None:
    stale, fine = book(desk, 2)
    sheet = opened(desk)

    def elsewhere() -> None:
        other = sign_in(url, clock, "manager", "Office")
        other.appointments.act(Act(Action.REASSIGN, stale, 1, clinician_id=ROY), new_command_id())
        other.close()

    do = sheet._accept
    aside(desk.session.tasks, elsewhere)
    do()
    desk.settle()
    assert sheet.said.text() == "1 done, 1 refused"
    assert words(sheet) == "Try again with the 1 that failed"
    assert status(desk, stale) is Status.BOOKED
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert sheet.said.text() == "2 done"
    assert [status(desk, one) for one in (stale, fine)] == [Status.CANCELLED] * 2


@pytest.mark.feature("ACT-14")
def test_escape_asks_while_it_runs_and_a_stop_leaves_the_rest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = book(desk, 5)
    sheet = opened(desk)
    do: Callable[[Many, Piece], PieceDone] = Many.do

    def asked(self: Many, piece: Piece) -> PieceDone:
        desk.session.tasks._told.emit(lambda _: sheet._ask(), None)
        return do(self, piece)

    monkeypatch.setattr(Many, "do", asked)
    sheet.run.told.connect(lambda _results: sheet.question.leave.click() if sheet.question.asking else None)
    accept(desk)
    desk.settle()
    assert sheet.said.text() == "3 done, 2 not begun"
    assert words(sheet) == "Go on with the 2 left"
    assert [status(desk, one) for one in mine[-2:]] == [Status.BOOKED] * 2
    sheet.leave()
    assert desk.shell.many_desk.sheet is None


@pytest.mark.feature("ACT-14")
def test_without_an_answer_it_is_asked_until_it_is_known(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (mine,) = book(desk, 1)
    sheet = opened(desk)
    sheet.run.saving.first_pause = 1
    do: Callable[[Many, Piece], PieceDone] = Many.do
    lost = [True]

    def losing(self: Many, piece: Piece) -> PieceDone:
        done = do(self, piece)
        if lost:
            lost.clear()
            raise Unavailable("database.busy")
        return done

    monkeypatch.setattr(Many, "do", losing)
    accept(desk)
    while sheet.run.running:
        desk.settle()
    assert sheet.said.text() == "1 done"
    clinic = clinic_of(desk)
    assert aside(desk.session.tasks, lambda: clinic.appointments.view(mine).version) == 2


@pytest.mark.feature("ACT-14")
def test_a_clinicians_day_is_reached_from_the_calendar_and_moved(desk: Desk) -> None:
    mine = book(desk, 2)
    book(desk, 1, clinician=ROY)
    menu = desk.shell.journeys.planning.menu(CHEN, TODAY)
    entry = next(one for one in menu.actions() if one.objectName() == "many_of_day")
    entry.trigger()
    desk.settle()
    sheet = desk.shell.many_desk.sheet
    assert sheet is not None
    assert isinstance(menu, QMenu)
    sheet.what.choose(Action.RESCHEDULE)
    desk.settle()
    assert (words(sheet), sheet.what.from_.text()) == ("Move 2 appointments", "Wed 25 Nov")
    sheet.what.from_.setText("no day")
    accept(desk)
    assert sheet.what.from_field.error == "Type a day such as Tue 24 Nov."
    sheet.what.from_.setText("26 Nov")
    accept(desk)
    desk.settle()
    assert lines(sheet) == ["Moved to Thu 26 Nov, 09:00, Dr Mei Chen", "Moved to Thu 26 Nov, 09:20, Dr Mei Chen"]
    assert [status(desk, one) for one in mine] == [Status.PENDING] * 2


@pytest.mark.feature("ACT-14")
def test_days_center_and_clinician_say_which_are_meant(desk: Desk) -> None:
    book(desk, 1)
    book(desk, 1, clinician=ROY)
    sheet = opened(desk)
    assert len(sheet.candidates) == 2
    sheet.scope.clinician.setCurrentIndex(sheet.scope.clinician.findData(ROY))
    sheet.scope.clinician.activated.emit(0)
    desk.settle()
    assert [one.clinician_id for one in sheet.candidates.values()] == [ROY]
    sheet.scope.first.setFocus()
    sheet.scope.first.setText("today")
    desk.press(Qt.Key.Key_Return)
    assert not sheet.begun, "Enter after a day reads that day, and does nothing to the one before"
    sheet.scope.first.setText("nonsense")
    sheet.scope.first.editingFinished.emit()
    desk.settle()
    assert sheet.scope.first_field.error
    assert not sheet.candidates
    sheet.scope.first.setText("tomorrow")
    sheet.scope.first.editingFinished.emit()
    desk.settle()
    assert sheet.scope.scope() == ManyScope(RIVERSIDE, TODAY + timedelta(days=1), TODAY + timedelta(days=1), ROY)
    assert sheet.said.text() == "No appointment ahead that this could be done with."
    assert sheet.accept_button is not None
    assert not sheet.accept_button.isEnabled()


@pytest.mark.feature("ACT-14")
def test_a_row_says_why_it_cannot_be_in_the_words_of_its_status(desk: Desk) -> None:
    here, _ahead = book(desk, 2)
    clinic = clinic_of(desk)
    aside(desk.session.tasks, lambda: clinic.appointments.act(Act(Action.CHECK_IN, here, 1), new_command_id()))
    sheet = opened(desk)
    sheet.what.choose(Action.RESCHEDULE)
    desk.settle()
    assert lines(sheet)[0] == "Arrived: cannot be moved"
    assert (words(sheet), sheet.said.text()) == ("Move 1 appointment", "1 of 1 chosen · 1 cannot be chosen")
