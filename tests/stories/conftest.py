"""A receptionist's window on a real clinic, driven by keys and clicks as a person would."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.database.engine import Database
from tests.little import Clock, fill
from tests.ui.conftest import dressed, no_qt_warning, own_settings
from ui.app import Start
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.shell.warming import Warming
from ui.shell.window import Shell

__all__ = ["dressed", "no_qt_warning", "own_settings"]


_MOMENT = 300
"""Milliseconds: what waits longer is not waited for by a person either."""


class Window:
    """The whole application on one database, from its first picture on."""

    def __init__(self, qtbot: QtBot, url: str, clock: Clock) -> None:
        self._qtbot = qtbot
        self.keys = 0
        """How many keys were pressed, but for the letters of a search."""
        self.frame = Frame(Memory())
        self.start = Start(self.frame, url, None, clock, "Desk 1")
        self.frame.resize(1280, 800)
        self.frame.show()
        QTest.qWaitForWindowExposed(self.frame)
        self.until(lambda: self.start.session is not None and self.start.session.clinic is not None)

    @property
    def shell(self) -> Shell:
        assert self.start.session is not None
        assert self.start.session.shell is not None
        return self.start.session.shell

    def settle(self) -> None:
        """Let everything that is under way arrive, and what follows from it."""
        assert self.start.tasks is not None
        for _round in range(5):
            assert self.start.tasks.wait()
            QCoreApplication.processEvents()
            while self._something_follows():
                QTest.qWait(5)

    def _something_follows(self) -> bool:
        """Whether a page waits a moment before it asks, as a search does for the next letter."""
        timers = (one for one in self.frame.findChildren(QTimer) if one.isActive() and one.isSingleShot())
        return any(one.interval() <= _MOMENT and not isinstance(one.parent(), Warming) for one in timers)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what must come."""
        self._qtbot.waitUntil(holds, timeout=20_000)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key where the focus is."""
        self.keys += 1
        QTest.keyClick(self.focused(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Letters where the focus is."""
        self.keys += len(text)
        QTest.keyClicks(self.focused(), text)
        self.settle()

    def search(self, text: str) -> None:
        """Letters that somebody is looked for by: they are not counted."""
        self.type(text)
        self.keys -= len(text)

    def tab_to(self, name: str) -> None:
        """Tab until the control of that name has the focus."""
        stops = []
        for _stop in range(60):
            if self.focused().objectName() == name:
                return
            stops.append(self.focused().objectName())
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab, only {stops}")

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.frame

    def find(self, name: str) -> QWidget:
        """The control of that name that shows."""
        found = [one for one in self.frame.findChildren(QWidget, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible {name}"
        return found[0]

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        self.settle()

    def sign_in(self, name: str) -> None:
        """Type name and password, Enter."""
        self.frame.activateWindow()
        self.until(self.frame.isActiveWindow)
        form = self.frame.sign_in.form
        form.begin()
        self.until(form.name.hasFocus)
        self.type(name)
        self.press(Qt.Key.Key_Tab)
        self.until(form.password.hasFocus)
        self.type("demo")
        assert (form.name.text(), form.password.text()) == (name, "demo")
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.start.session is not None and self.start.session.shell is not None)

    def close(self) -> None:
        self.frame.close()
        if self.start.session is None and self.start.tasks is not None:
            self.start.tasks.close()
        self.frame.deleteLater()
        QCoreApplication.processEvents()


@pytest.fixture
def window(qtbot: QtBot, sqlite_url: str, clock: Clock) -> Iterator[Window]:
    """The window on the little clinic in an embedded SQLite file, the sign-in page before it."""
    database = Database.open(sqlite_url)
    fill(database)
    database.close()
    opened = Window(qtbot, sqlite_url, clock)
    yield opened
    opened.close()
