"""The start page alone, over the little clinic on a real SQLite file, as each of its roles sees it."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from tests.little import CHEN, RIVERSIDE, Clock, at, fill, influenza, maria
from ui.changes import ChangeHub
from ui.shell.context import Context
from ui.shell.notices import Notices
from ui.tasks import Tasks
from ui.today.entries import Entry
from ui.today.model import ENTRY
from ui.today.page import TodayPage
from ui.widgets.notice import NoticeBar


class Front:
    """A desk with the start page before somebody, and another desk where things happen meanwhile."""

    def __init__(self, tasks: Tasks, url: str, clock: Clock) -> None:
        self.clock = clock
        self.tasks = tasks
        self.own = Clinic.open(url, now=clock, desk="Desk 1")
        self.other = Clinic.open(url, now=clock, desk="Desk 2")
        self.other.sign_in("reception", "demo")
        self.hub = ChangeHub(None)
        self.bar = NoticeBar()
        self.said: list[tuple[str, Any]] = []
        self._page: TodayPage | None = None

    def open(self, name: str) -> TodayPage:
        """Somebody signs in and looks at the page."""
        self.own.sign_in(name, "demo")
        context = Context(self.own, self.tasks, self.hub, Notices(self.bar), self.own.choices())
        self._page = TodayPage(context)
        for signal in ("appointment_chosen", "appointment_opened", "rebook_wanted", "list_wanted"):
            getattr(self._page, signal).connect(lambda what, signal=signal: self.said.append((signal, what)))
        self._page.action_wanted.connect(lambda number, action: self.said.append(("action_wanted", (number, action))))
        self._page.free_time_wanted.connect(lambda who, when: self.said.append(("free_time_wanted", (who, when))))
        self._page.menu_wanted.connect(self._note_menu)
        self._page.requests_wanted.connect(lambda: self.said.append(("requests_wanted", None)))
        self._page.resize(1100, 560)
        self._page.show()
        self._page.activateWindow()
        QTest.qWaitForWindowActive(self._page)
        self._page.setFocus()
        self._page.show_center(RIVERSIDE)
        self.settle()
        return self._page

    def _note_menu(self, number: int, _at: QPoint) -> None:
        self.said.append(("menu_wanted", number))

    @property
    def page(self) -> TodayPage:
        assert self._page is not None
        return self._page

    def settle(self) -> None:
        for _round in range(3):
            assert self.tasks.wait()
            QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)
        self.settle()

    def entries(self) -> list[Entry]:
        model = self.page.list.model()
        return [model.index(row, 0).data(ENTRY) for row in range(model.rowCount())]

    def spoken(self) -> list[str]:
        """What a screen reader says of each row."""
        model = self.page.list.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        role = Qt.ItemDataRole.AccessibleTextRole
        return [row.data(role) for row in rows if row.data(ENTRY).can_be_chosen]

    def sections(self) -> dict[str, list[int | str]]:
        """The ids of the rows under each heading."""
        found: dict[str, list[int | str]] = {}
        for entry in self.entries():
            found.setdefault(entry.section, [])
            if entry.can_be_chosen:
                found[entry.section].append(entry.key.number)
        return found

    def buttons(self) -> list[tuple[str, bool]]:
        """What the buttons say that show, from top to bottom, and which of them is prominent."""
        shown = [one for one in self.page.list.findChildren(QPushButton) if one.isVisible()]
        shown.sort(key=lambda one: (one.mapTo(self.page, QPoint()).y(), one.mapTo(self.page, QPoint()).x()))
        return [(one.text(), bool(one.property("primary"))) for one in shown]

    def chosen(self) -> int | str | None:
        key = self.page.list.chosen_key()
        return key.number if key is not None else None

    # On the other desk

    def book(self, hour: int, minute: int = 0, *, who: int = CHEN, days: int = 0, name: str = "Maria Silva") -> int:
        first, _space, last = name.partition(" ")
        made = maria(self.other, f"u{len(self.other.consumers.page(limit=100))}", first_name=first, last_name=last)
        start = at(hour, minute, days)
        booked = self.other.booking.book(influenza(made, start=start, clinician_id=who), new_command_id())
        self.hub.changed.emit(booked.changes)
        self.settle()
        return booked.appointment_id

    def act(self, action: Action, number: int, by: str = "reception") -> None:
        """Somebody acts on another desk, and this one hears of it."""
        self.other.sign_in(by, "demo")
        version = self.other.appointments.view(number).version
        done = self.other.appointments.act(Act(action, number, version, confirmed=True), new_command_id())
        self.other.sign_in("reception", "demo")
        self.hub.changed.emit(done.changes)
        self.settle()

    def close(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page.deleteLater()
        self.bar.close()
        self.bar.deleteLater()
        self.own.close()
        self.other.close()
        QApplication.processEvents()


@pytest.fixture
def front(tasks: Tasks, sqlite_url: str, clock: Clock) -> Iterator[Front]:
    database = Database.open(sqlite_url)
    fill(database)
    database.close()
    clock.to(8)
    made = Front(tasks, sqlite_url, clock)
    yield made
    made.close()
