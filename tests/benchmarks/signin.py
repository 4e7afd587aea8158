"""From the right password to the painted start page, beside the password hash's own time.

Run: `python -m tests.benchmarks.signin DATABASE [--day 2026-11-24]` on a demo clinic, best one of 1,000,000
appointments and 40 clinicians a center. The window is real, drawn offscreen; the two are measured in turns.
With `--page calendar` for somebody who begins on the day of the calendar.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import date, datetime
from statistics import median
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from argon2 import PasswordHasher
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.app import import_the_rest
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.shell.preferences import Preferences, keep_preferences
from ui.tasks import Tasks

ROUNDS = 9


class Painted(QObject):
    """Watches for the start page of the shell that is being made, and notes when it is first painted with content."""

    def __init__(self, session: Session, loop: QEventLoop, page: str) -> None:
        super().__init__()
        self._session = session
        self._loop = loop
        self._page = page
        self.at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint and self._session.shell is not None and not self.at:
            shown, count = self.content()
            if watched is shown and count:
                QTimer.singleShot(0, self._done)
        return False

    def content(self) -> tuple[QObject | None, int]:
        """What is painted, and how many rows or cards there are to paint."""
        shell = self._session.shell
        if shell is None:
            return None, 0
        if self._page == "calendar":
            view = shell.journeys.calendar.view
            return view.viewport(), len(list(view.placed.cards))
        entries = shell.journeys.desks["today"].page.list
        return entries.viewport(), entries.model().rowCount()

    def _done(self) -> None:
        self.at = time.perf_counter()
        self._loop.quit()


def main() -> None:
    """Print the figure and its ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("database")
    options.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 24))
    options.add_argument("--page", choices=("today", "calendar"), default="today")
    told = options.parse_args()
    app = QApplication(sys.argv[:1])
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())
    import_the_rest()
    theme.apply(app, dark=False)
    hasher = PasswordHasher()
    hashed = hasher.hash("demo")
    signing, hashing = [], []
    sign_in(app, told.database, told.day, told.page)
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        hasher.verify(hashed, "demo")
        hashing.append(time.perf_counter() - begun)
        signing.append(sign_in(app, told.database, told.day, told.page))
    parts, spent = (median(part) for part in zip(*signing, strict=True))
    print(
        f"right password to the painted {told.page} page of {parts:.0f} parts: {spent * 1000:.0f} ms, "
        f"hash {median(hashing) * 1000:.0f} ms, ratio {spent / median(hashing):.2f} (aim 2.00); the quickest "
        f"{min(each[1] for each in signing) * 1000:.0f} and {min(hashing) * 1000:.0f} ms"
    )


def sign_in(app: QApplication, url: str, day: date, page: str) -> tuple[int, float]:
    """One sign-in in a fresh window, whose person then begins on that page; rows or cards shown, and seconds."""
    now = datetime(day.year, day.month, day.day, 10, 22, tzinfo=ZoneInfo("Europe/Lisbon"))
    frame = Frame(Memory())
    session = Session(frame, Tasks(frame), url, now=lambda: now)
    frame.show()
    session.open_clinic()
    session.tasks.wait(20_000)
    settle(app, 0.3)
    loop = QEventLoop()
    painted = Painted(session, loop, page)
    app.installEventFilter(painted)
    begun = time.perf_counter()
    session.sign_in("reception", "demo")
    loop.exec()
    app.removeEventFilter(painted)
    assert session.shell is not None
    assert session.shell.staff is not None
    keep_preferences(session.memory, session.shell.staff.staff_id, Preferences(page))
    shown = (painted.content()[1], painted.at - begun)
    frame.close()
    frame.deleteLater()
    settle(app, 0.2)
    return shown


def settle(app: QApplication, seconds: float) -> None:
    """Let everything else come to rest."""
    loop = QEventLoop(app)
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
