"""The administration page at the little clinic's desk, with the manager at it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import Booked, new_command_id
from tests.little import CHEN, RIVERSIDE, at, influenza, maria
from tests.ui.desks import Desk, open_desk
from ui.administration.page import AdministrationPage
from ui.tasks import Tasks


@contextmanager
def desk_of(name: str, url: str, tasks: Tasks) -> Iterator[Desk]:
    """The little clinic's desk with that account at it."""
    made = open_desk(url, tasks, name)
    yield made
    made.settle()
    if shiboken6.isValid(made.notices):
        made.notices.close()
        made.notices.deleteLater()
    made.clinic.close()


@pytest.fixture
def desk(sqlite_url: str, tasks: Tasks) -> Iterator[Desk]:
    with desk_of("manager", sqlite_url, tasks) as made:
        yield made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> AdministrationPage:
    """Shown, at Riverside."""
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot, size: tuple[int, int] = (1196, 700)) -> AdministrationPage:
    """The page as the shell shows it."""
    made = AdministrationPage(desk.context)
    made.resize(*size)
    desk.notices.setParent(made)  # as a window of its own it would take the focus
    qtbot.addWidget(made)
    made.show_center(RIVERSIDE)
    made.show()
    made.activateWindow()
    made.setFocus()
    desk.settle()
    return made


class Typist:
    """Somebody with only a keyboard."""

    def __init__(self, desk: Desk, page: AdministrationPage) -> None:
        self._desk = desk
        self._page = page

    def press(self, *keys: Qt.Key) -> None:
        """These keys, where the focus is."""
        for key in keys:
            QTest.keyClick(self._focus(), key)
            self._desk.settle()

    def type(self, text: str) -> None:
        """This text into what has the focus, instead of what stands there."""
        focus = self._focus()
        QTest.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(focus, text)
        self._desk.settle()

    def go(self, name: str) -> QWidget:
        """Tab to the control of that name; fails when Tab does not lead there."""
        for _stop in range(80):
            focus = self._focus()
            if name in (focus.objectName(), getattr(focus.parentWidget(), "objectName", str)()):
                return focus
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        raise AssertionError(name)

    def fill(self, **texts: str) -> None:
        """Tab to each of these controls and type."""
        for name, text in texts.items():
            self.go(name)
            self.type(text)

    def _focus(self) -> QWidget:
        return self._page.focusWidget() or self._page


@pytest.fixture
def typist(desk: Desk, page: AdministrationPage) -> Typist:
    return Typist(desk, page)


def book(
    desk: Desk, hour: int, minute: int = 0, *, days: int = 0, user_id: str = "maria.silva", clinician_id: int = CHEN
) -> Booked:
    """An influenza vaccination with Dr Chen (or another), today or days later."""
    booking = influenza(maria(desk.clinic, user_id), start=at(hour, minute, days), clinician_id=clinician_id)
    return desk.clinic.booking.book(booking, new_command_id())
