"""A whole window over a little clinic in a real SQLite file, signed in as reception."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.database.engine import Database
from frontdesk.services.forms import Booked, new_command_id
from tests.little import Clock, at, fill, influenza, maria
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.shell.pages import pages
from ui.shell.window import Shell
from ui.tasks import Tasks, on_window_thread

T = TypeVar("T")


@pytest.fixture(autouse=True)
def no_sql_on_the_window(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """A statement sent from the window's thread would freeze it while the database thinks (UX-1)."""

    def guard(name: str) -> None:
        plain: Callable[..., object] = getattr(Database, name)

        def guarded(self: Database, *given: object) -> object:
            assert not on_window_thread(), f"Database.{name} on the window's thread"
            return plain(self, *given)

        monkeypatch.setattr(Database, name, guarded)

    guard("read")
    guard("write")


def aside(tasks: Tasks, work: Callable[[], T]) -> T:
    """What `work` gives, done where the window does it."""
    got: list[T] = []
    tasks.run(work, got.append)
    assert tasks.wait()
    return got[0]


class Desk:
    """What a test does at the desk: keys, and waiting until the answers are there."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def shell(self) -> Shell:
        assert self.session.shell is not None
        return self.session.shell

    def settle(self) -> None:
        """Until nothing is under way, nor anything that follows from it."""
        for _round in range(4):
            QApplication.processEvents()
            assert self.session.tasks.wait(20_000)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key as the window system brings it."""
        handle = self.session.frame.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, modifier)
        self.settle()

    def go(self, page: str) -> None:
        """To the page of that name in the rail, by its key."""
        number = [entry.key for entry in pages()].index(page) + 1
        self.ctrl(Qt.Key(Qt.Key.Key_0 + number))

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        """Signs one after another, as fast as a scanner."""
        handle = self.session.frame.windowHandle()
        assert handle is not None
        for sign in text:
            QTest.keyClick(handle, sign)  # type: ignore[call-overload]  # the stub forgets C++'s char

    def find(self, name: str) -> QWidget:
        """The control of that name."""
        found = self.session.frame.findChild(QWidget, name)
        assert found is not None, name
        return found

    def book(self, hour: int, minute: int = 0, user_id: str = "maria.silva") -> Booked:
        """An influenza appointment of Maria's today."""
        clinic = self.session.clinic
        assert clinic is not None

        def work() -> Booked:
            booking = influenza(maria(clinic, user_id), start=at(hour, minute))
            return clinic.booking.book(booking, new_command_id())

        return aside(self.session.tasks, work)


@pytest.fixture
def url(sqlite_url: str) -> str:
    database = Database.open(sqlite_url)
    fill(database)
    database.close()
    return sqlite_url


@pytest.fixture
def session(url: str, clock: Clock, qapp: QApplication) -> Iterator[Session]:
    """Open, nobody signed in yet."""
    frame = Frame(Memory())
    made = Session(frame, Tasks(frame), url, now=clock, desk="Desk 2")
    frame.show()
    made.open_clinic()
    assert made.tasks.wait(20_000)
    yield made
    frame.close()
    frame.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def desk(session: Session) -> Desk:
    """Reception is signed in and looks at the calendar."""
    session.sign_in("reception", "demo")
    made = Desk(session)
    made.settle()
    made.shell.journeys.show_page("calendar")
    made.settle()
    session.frame.activateWindow()
    return made
