"""Renders every page and state to PNG: `python -m ui.gallery FOLDER`.

Each in light and dark, at 100 % and 200 %, in a pseudo-language that is longer, and from right to left. The demo clinic
and a fixed clock make the pictures the same each time. A page's folder may add states of its own by a module `gallery`
with `gallery(context) -> Iterable[tuple[str, QWidget]]`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Status
from ui import theme
from ui.pseudo import wear
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.shell.scan_sheet import scan_sheet
from ui.shell.shortcuts import shortcuts_sheet
from ui.shell.window import Shell
from ui.tasks import Tasks
from ui.widgets import Sheet

NOW = datetime(2026, 11, 24, 10, 22, 30, tzinfo=UTC)
SIZE = (1280, 800)
SMALL = (1024, 700)
_PAGES = (
    "administration",
    "appointment_list",
    "appointments",
    "booking",
    "calendar",
    "consumers",
    "openings",
    "requests",
    "today",
)
T = TypeVar("T")
Scene = tuple[str, Callable[[], None]]


class Gallery:
    """One window over the demo clinic, put into one state after the other."""

    def __init__(self, app: QApplication, database: Path, folder: Path, *, dark: bool) -> None:
        self._app = app
        self._folder = folder
        self._suffix = "dark" if dark else "light"
        memory = Memory()
        memory.dark = dark
        theme.apply(app, dark=dark)
        self.frame = Frame(memory)
        self.frame.resize(*SIZE)
        self.session = Session(self.frame, Tasks(self.frame), f"sqlite:///{database}", now=lambda: NOW, desk="Desk 2")
        self.frame.show()

    @property
    def shell(self) -> Shell:
        """The shell, once somebody is signed in."""
        if self.session.shell is None:
            raise RuntimeError(self.frame.sign_in.form.error)
        return self.session.shell

    def render(self) -> None:
        """Take every picture."""
        self.session.open_clinic()
        self._settle()
        for name, prepare in self._sign_in_scenes():
            self._take(name, prepare)
        self.session.sign_in("reception", "demo")
        self._settle()
        for name, prepare in self._shell_scenes():
            self._take(name, prepare)
        self._take_pages()
        self.frame.close()

    def _sign_in_scenes(self) -> Iterator[Scene]:
        page = self.frame.sign_in
        yield "signin", lambda: page.show_sign_in("Demo clinic", name="reception")
        yield "signin-wrong", lambda: page.form.refuse("Name or password is wrong. Try again.")
        yield "signin-first-start", page.show_first_start
        yield "signin-making", lambda: page.show_progress("Making the demo clinic. This takes a few seconds.")
        reason = (
            "The database at db.clinic.example does not answer. Nothing was changed. Check the network and try again."
        )
        yield "signin-trouble", lambda: page.show_trouble("The clinic cannot be opened", reason)

    def _shell_scenes(self) -> Iterator[Scene]:
        shell, journeys = self.shell, self.shell.journeys
        chosen = self._appointment(Status.ARRIVED)
        yield "today", lambda: journeys.show_page("today")
        yield "calendar", lambda: journeys.show_page("calendar")
        for key, mode in ((Qt.Key.Key_W, "week"), (Qt.Key.Key_M, "month"), (Qt.Key.Key_A, "agenda")):
            yield f"calendar-{mode}", partial(self._press, key)
        yield "calendar-filter", _steps(partial(self._press, Qt.Key.Key_D), partial(self._click, "filter_button"))
        yield "calendar-date", _steps(self._close_popups, partial(self._click, "date_button"))
        yield "calendar-appointment", _steps(self._close_popups, lambda: journeys.go_to(chosen))
        yield "calendar-notice", lambda: shell.notices.show("Checked in: Maria Silva, 10:40", undo=lambda: None)
        yield "calendar-problem", lambda: shell.notices.problem(RuleBroken("slot.past"))
        yield "detail", _steps(shell.notices.clear, lambda: journeys.show_detail(chosen))
        yield "confirmation", lambda: journeys.printing.confirmation(chosen)
        yield "schedule", _steps(journeys.narrow, lambda: journeys.show_page("calendar"), journeys.printing.day)
        yield "booking", _steps(journeys.narrow, journeys.close_panel, journeys.bookings.book)
        yield "booking-filled", self._fill_booking
        yield "palette", self._open_palette
        yield (
            "consumers",
            _steps(shell.palette_box.leave, self._leave_booking, lambda: journeys.show_page("consumers")),
        )
        yield "consumers-record", lambda: journeys.show_consumer(self._consumer(chosen))
        yield "appointments", lambda: journeys.show_page("appointments")
        yield "requests", lambda: journeys.show_page("requests")
        yield "administration", lambda: journeys.show_page("administration")
        yield "scan-valid", lambda: self._open_scan(self._appointment(Status.BOOKED))
        yield "shortcuts", _steps(self._close_sheets, lambda: shortcuts_sheet(shell, shell.commands).open())
        yield "small-calendar", self._small
        yield "small-booking", journeys.bookings.book

    def _take(self, name: str, prepare: Callable[[], object]) -> None:
        prepare()
        self._settle()
        shown = self.frame.grab()
        popup = QApplication.activePopupWidget()
        if popup is not None:  # a window of its own, which lies over this one
            painter = QPainter(shown)
            painter.drawPixmap(self.frame.mapFromGlobal(popup.pos()), popup.grab())
            painter.end()
        shown.save(str(self._folder / f"{name}-{self._suffix}.png"))

    def _take_pages(self) -> None:
        """The states that pages show by themselves."""
        for page in _PAGES:
            if find_spec(f"ui.{page}.gallery") is not None:
                for name, widget in import_module(f"ui.{page}.gallery").gallery(self.shell.context):
                    widget.show()
                    self._settle()
                    widget.grab().save(str(self._folder / f"{page}-{name}-{self._suffix}.png"))
                    widget.close()

    def _press(self, key: Qt.Key) -> None:
        """A key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.frame, key)

    def _click(self, name: str) -> None:
        """A button that shows."""
        for found in self.frame.findChildren(QAbstractButton, name):
            if found.isVisible():
                found.click()

    def _close_popups(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()

    def _settle(self) -> None:
        """Until every answer is there and painted; short waits are for what shows itself after a pause."""
        for _ in range(3):
            self.session.tasks.wait(30_000)
            loop = QEventLoop()
            QTimer.singleShot(120, loop.quit)
            loop.exec()

    def _aside(self, work: Callable[[], T]) -> T:
        got: list[T] = []
        self.session.tasks.run(work, got.append)
        self.session.tasks.wait(30_000)
        return got[0]

    def _appointment(self, status: Status) -> int:
        """An appointment of today in that status."""
        clinic, center = self.shell.context.clinic, self.shell.center
        day = self._aside(lambda: clinic.calendar.day(center.id, NOW.date()))
        cards = [card for column in day.columns for card in column.cards]
        ahead = sorted((card for card in cards if card.start >= NOW), key=lambda card: card.start)
        return next((card.id for card in ahead if card.status is status), cards[0].id)

    def _consumer(self, appointment_id: int) -> int:
        clinic = self.shell.context.clinic
        view = self._aside(lambda: clinic.appointments.view(appointment_id))
        return view.consumer_id

    def _fill_booking(self) -> None:
        journeys = self.shell.journeys
        consumer_id = self._consumer(self._appointment(Status.BOOKED))
        journeys.bookings.book_for(consumer_id)
        self._settle()
        service = journeys.booking.fields.service
        service.setFocus()
        wanted = next(each for each in self.shell.context.choices.services if each.questions)
        service.choose(wanted.id)
        service.chosen.emit(service.service())

    def _open_palette(self) -> None:
        self.shell.palette_box.open()
        self.shell.palette_box.box.setText("mar")

    def _leave_booking(self) -> None:
        self.shell.journeys.booking.cancelled.emit()

    def _open_scan(self, appointment_id: int) -> None:
        self.shell.journeys.show_page("calendar")
        clinic, center = self.shell.context.clinic, self.shell.center
        view = self._aside(lambda: clinic.appointments.view(appointment_id))
        scan = self._aside(lambda: clinic.scanning.scan(view.code, center.id))
        scan_sheet(self.shell, scan).open()

    def _close_sheets(self) -> None:
        for sheet in self.shell.findChildren(Sheet):
            sheet.close_sheet()

    def _small(self) -> None:
        self._close_sheets()
        self.shell.journeys.show_page("calendar")
        self.frame.resize(*SMALL)


def _steps(*steps: Callable[[], object]) -> Callable[[], None]:
    def prepare() -> None:
        for step in steps:
            step()

    return prepare


@dataclass(frozen=True, slots=True)
class Look:
    """One way in which every picture is taken, into the folder of its name."""

    folder: str
    suffix: str
    scale: int = 1
    dark: bool = False
    language: str = ""
    """`pseudo`, `mirrored`, or English."""


LOOKS = (
    Look("100", "light"),
    Look("100", "dark", dark=True),
    Look("200", "light", scale=2),
    Look("200", "dark", scale=2, dark=True),
    Look("pseudo", "light", language="pseudo"),
    Look("right-to-left", "light", language="mirrored"),
)
"""Right-to-left is written in Hebrew letters, see `ui.pseudo`."""
_AT_ONCE = 3
"""Processes that take pictures beside each other: most of the time each waits for what shows itself after a pause."""


def _render(folder: Path, database: Path, look: Look) -> None:
    with tempfile.TemporaryDirectory() as settings:
        own = Path(shutil.copy(database, settings))  # two windows on one file are refused
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        app = QApplication.instance() or QApplication(sys.argv[:1])
        if isinstance(app, QApplication):
            if look.language:
                wear(app, mirrored=look.language == "mirrored")
            Gallery(app, own, folder, dark=look.dark).render()


def _started(look: Look, folder: Path, database: Path) -> "subprocess.Popen[bytes]":
    """A process of its own for each look: scale and language hold for a whole one."""
    into = folder / look.folder
    into.mkdir(parents=True, exist_ok=True)
    number = str(LOOKS.index(look))
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-m", "ui.gallery", str(into), "--database", str(database), "--look", number],
        env=os.environ | {"QT_SCALE_FACTOR": str(look.scale), "QT_QPA_PLATFORM": "offscreen"},
    )


def _take_all(folder: Path, database: Path, looks: Sequence[Look]) -> int:
    """Some at a time; the worst exit code."""
    worst = 0
    for first in range(0, len(looks), _AT_ONCE):
        under_way = [_started(look, folder, database) for look in looks[first : first + _AT_ONCE]]
        worst = max(worst, *(abs(one.wait()) for one in under_way))
    return worst


def main() -> int:
    """Make the demo once, then take every picture in each look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", type=Path, help="the demo clinic to show; made when it is not given")
    parser.add_argument("--look", type=int, help="only this one, by its number in LOOKS, at the scale of this process")
    parser.add_argument("--only", nargs="*", help="the folders of the looks that are wanted")
    options = parser.parse_args()
    if options.look is not None and options.database is not None:
        _render(options.folder, options.database, LOOKS[options.look])
        return 0
    looks = [look for look in LOOKS if not options.only or look.folder in options.only]
    with tempfile.TemporaryDirectory() as made:
        database = options.database or Path(made) / "demo.sqlite"
        if not database.exists():
            fresh = Database.create(f"sqlite:///{database}")
            build(fresh, day=NOW.date())
            fresh.close()
        return _take_all(options.folder, database, looks)


if __name__ == "__main__":
    raise SystemExit(main())
