"""From the sign-in page to the shell, locked and back, and what is said when a clinic cannot be opened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from frontdesk.database.engine import Database
from tests.little import Clock, fill
from tests.ui.shell.conftest import Desk
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.tasks import Tasks
from ui.widgets import Sheet


def words(session: Session) -> list[str]:
    """What stands on the sign-in page."""
    return [label.text() for label in session.frame.sign_in.findChildren(QLabel) if label.isVisible()]


@pytest.mark.feature("ADM-1", "ADM-2")
def test_the_right_password_opens_the_window(desk: Desk) -> None:
    assert desk.shell.isVisible()
    assert desk.shell.journeys.calendar.isVisible()
    line = [label.text() for label in desk.shell.status_line.findChildren(QLabel)]
    assert "Connected" in line
    assert "Desk 2" in line
    assert "Tue 24 Nov, 10:22 Lisbon" in line


@pytest.mark.feature("ADM-2")
def test_a_wrong_password_is_refused_and_too_many_have_to_wait(session: Session) -> None:
    form = session.frame.sign_in.form
    form.name.setText("reception")
    for _ in range(4):
        session.sign_in("reception", "wrong")
        assert session.tasks.wait(20_000)
    assert session.shell is None
    assert "Too many wrong passwords" in form.error
    assert not form.submit.isEnabled()
    form.clear()


@pytest.mark.feature("ADM-2")
def test_a_locked_desk_shows_nothing_takes_no_shortcut_and_gives_the_screen_back(desk: Desk) -> None:
    shell = desk.shell
    desk.go("consumers")
    desk.ctrl(Qt.Key.Key_L)
    assert not shell.isVisible()
    assert desk.session.clinic is not None
    assert desk.session.clinic.staff is None
    desk.ctrl(Qt.Key.Key_N)
    assert shell.side.shown() is None
    desk.session.sign_in("reception", "demo")
    desk.settle()
    assert desk.session.shell is shell
    assert shell.journeys.consumers.isVisible()


@pytest.mark.feature("ADM-2")
def test_somebody_else_gets_a_shell_of_their_own(desk: Desk) -> None:
    before = desk.shell
    desk.session.lock()
    desk.session.sign_in("manager", "demo")
    desk.settle()
    assert desk.shell is not before
    desk.type("FD1.NOT.OURS")  # the shell before hears the scanner no more
    desk.press(Qt.Key.Key_Return)
    assert len(desk.session.frame.findChildren(Sheet)) == 1
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.journeys.desks["today"].page.isVisible()


@pytest.mark.feature("ADM-2")
def test_a_desk_that_nobody_touches_locks_itself(desk: Desk) -> None:
    assert desk.shell.idle.minutes == 15
    desk.shell.idle.too_long.emit()
    desk.settle()
    assert not desk.shell.isVisible()


@pytest.mark.feature("ADM-1")
def test_where_there_is_no_clinic_the_demo_is_made_and_opened(tmp_path: Path, clock: Clock, qapp: QApplication) -> None:
    def make(url: str) -> None:
        database = Database.create(url)
        fill(database)
        database.close()

    frame = Frame(Memory())
    session = Session(frame, Tasks(frame), f"sqlite:///{tmp_path / 'new' / 'clinic.sqlite'}", make_demo=make, now=clock)
    frame.show()
    session.open_clinic()
    assert session.tasks.wait(20_000)
    assert "Welcome to Frontdesk" in words(session)
    session.open_demo()
    assert session.tasks.wait(20_000)
    assert session.frame.sign_in.form.name.text() == "reception"
    session.sign_in("reception", "demo")
    assert session.tasks.wait(20_000)
    assert session.shell is not None
    frame.close()


@pytest.mark.feature("UX-6")
def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path, clock: Clock, qapp: QApplication) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 500, encoding="utf-8")
    frame = Frame(Memory())
    session = Session(frame, Tasks(frame), str(file), now=clock)
    frame.show()
    session.open_clinic()
    assert session.tasks.wait(20_000)
    assert "The clinic cannot be opened" in words(session)
    assert file.read_text(encoding="utf-8").startswith("Dear Sir")
    frame.close()


def test_a_second_window_on_the_same_file_is_refused_with_the_way_out(session: Session, url: str, clock: Clock) -> None:
    frame = Frame(Memory())
    second = Session(frame, Tasks(frame), url, now=clock)
    frame.show()
    second.open_clinic()
    assert second.tasks.wait()
    assert "Already open" in words(second)
    session.frame.close()
    second.open_clinic()
    assert second.tasks.wait(20_000)
    assert second.clinic is not None
    frame.close()


def test_the_window_comes_back_where_it_was(qapp: QApplication) -> None:
    memory = Memory()
    memory.dark = True
    memory.center_id = 2
    assert Memory().dark is True
    assert Memory().center_id == 2
    memory.dark = None
    assert Memory().dark is None


@pytest.mark.feature("UX-2")
def test_a_shell_made_ready_takes_no_key_from_the_sign_in_page(session: Session) -> None:
    form = session.frame.sign_in.form
    session.frame.activateWindow()
    form.name.setFocus()
    QTest.keyClicks(form.name, "recep")
    assert session._readying is not None
    session._readying.finish()
    assert QApplication.focusWidget() is form.name
    assert session.frame.menuBar().isHidden()
