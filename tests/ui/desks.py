"""A desk with the real services over a real SQLite clinic, for the pages that are tested on them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from tests.little import Clock, fill, sign_in
from ui.changes import ChangeHub
from ui.shell.context import Context
from ui.shell.notices import Notices
from ui.tasks import Tasks
from ui.widgets import NoticeBar


@dataclass
class Desk:
    """What a page is handed, and what a test asks of it."""

    url: str
    clock: Clock
    clinic: Clinic
    context: Context
    notices: NoticeBar

    def settle(self) -> None:
        """Let everything that is under way arrive, and what follows from it."""
        for _round in range(4):
            assert self.context.tasks.wait(20_000)
            QCoreApplication.processEvents()

    @contextmanager
    def other(self, name: str = "manager") -> Iterator[Clinic]:
        """Somebody else at another desk."""
        clinic = sign_in(self.url, self.clock, name, "Desk 2")
        try:
            yield clinic
        finally:
            clinic.close()


def open_desk(url: str, tasks: Tasks, name: str = "reception") -> Desk:
    """Sign in at the little clinic in the database at `url`, which is filled if it is empty."""
    clock = Clock()
    database = Database.open(url)
    try:
        fill(database)
    finally:
        database.close()
    clinic = sign_in(url, clock, name)
    bar = NoticeBar()
    return Desk(url, clock, clinic, Context(clinic, tasks, ChangeHub(), Notices(bar), clinic.choices()), bar)


class Keys:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, form: QWidget, settle: Callable[[], None]) -> None:
        self.form = form
        self.settle = settle
        self.count = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        self.count += 1
        QTest.keyClick(self._where(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Each letter is a key."""
        self.count += len(text)
        QTest.keyClicks(self._where(), text)
        self.settle()

    def type_freely(self, text: str) -> None:
        """Letters that are not counted: the text that is searched for."""
        QTest.keyClicks(self._where(), text)
        self.settle()

    def _where(self) -> QWidget:
        return self.form.focusWidget() or self.form
