"""Only what the first picture shows is made before it; the rest in idle moments, or when it is wanted sooner."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.shell.conftest import Desk
from ui.session import Session
from ui.shell.warming import Warming

LATER = ("booking_form", "appointment_panel", "consumers_page", "detail_page", "preview_page")


def there(session: Session) -> list[str]:
    """Which of the pages behind the calendar are made."""
    return [name for name in LATER if session.frame.findChild(QWidget, name) is not None]


@pytest.mark.feature("UX-1")
def test_the_calendar_waits_for_no_other_page_and_idle_moments_make_them(session: Session, qtbot: QtBot) -> None:
    made: list[list[str]] = []
    session.sign_in("reception", "demo")
    qtbot.waitUntil(lambda: session.shell is not None, timeout=20_000)
    made.append(there(session))
    qtbot.waitUntil(lambda: len(there(session)) == len(LATER), timeout=20_000)
    assert made == [[]]


@pytest.mark.feature("UX-1", "UX-2")
def test_what_is_wanted_sooner_is_made_at_once(desk: Desk) -> None:
    desk.shell.warming.stop()
    desk.ctrl(Qt.Key.Key_N)
    assert desk.shell.side.shown() is desk.shell.journeys.booking


@pytest.mark.feature("UX-1")
def test_the_page_keeps_its_width_while_panels_are_made_where_nobody_sees_them(desk: Desk) -> None:
    shell = desk.shell
    desk.settle()
    for _step in shell.warming._steps:
        assert shell.stack.width() == shell.width() - shell.rail.width()
    assert shell.side.isHidden()


@pytest.mark.feature("ADM-2")
def test_what_is_made_ready_behind_the_sign_in_page_knows_nothing_and_does_nothing(
    session: Session, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: session.frame.findChild(QWidget, "calendar_page") is not None, timeout=20_000)
    assert session.shell is None
    said = {label.objectName(): label.text() for label in session.frame.findChildren(QLabel)}
    assert said["staff_name"] == ""
    handle = session.frame.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert there(session) == []
    assert session.clinic is not None
    assert session.clinic.staff is None


def test_one_step_at_a_time_and_none_while_there_is_something_to_do(qtbot: QtBot) -> None:
    taken: list[int] = []
    busy = [True]
    owner = QObject()

    def steps() -> Iterator[None]:
        for number in range(3):
            taken.append(number)
            yield

    warming = Warming(steps(), lambda: busy[0], owner)
    warming.begin()
    qtbot.wait(60)
    assert taken == []
    busy[0] = False
    qtbot.waitUntil(lambda: taken == [0], timeout=2000)
    warming.stop()
    warming.finish()
    assert taken == [0, 1, 2]
