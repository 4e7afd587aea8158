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
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from ui import theme
from ui.pseudo import wear
from ui.session import Session
from ui.shell.context import Context
from ui.shell.frame import Frame
from ui.shell.gallery import ShellScenes
from ui.shell.memory import Memory
from ui.signin.gallery import scenes
from ui.tasks import Tasks

NOW = datetime(2026, 11, 24, 10, 22, 30, tzinfo=UTC)
SIZE = (1280, 800)
_SHELL = "shell"
_PAGES = (
    "administration",
    "appointment_list",
    "appointments",
    "booking",
    "calendar",
    "consumers",
    "many",
    "openings",
    "rebooking",
    "requests",
    "today",
)


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

    def render(self, parts: Collection[str]) -> None:
        """Take the pictures of these parts: `shell`, which begins with the sign-in page, and pages."""
        self.session.open_clinic()
        self._settle()
        for name, prepare in scenes(self.frame.sign_in) if _SHELL in parts else ():
            self._take(name, prepare)
        self.session.sign_in("reception", "demo")
        self._settle()
        shell = self.session.shell
        if shell is None:
            raise RuntimeError(self.frame.sign_in.form.error)
        shell.warming.finish()  # pages made later would change the figures of the rail in the midst of the pictures
        for name, prepare in ShellScenes(shell, NOW.date(), self._settle) if _SHELL in parts else ():
            self._take(name, prepare)
        for page in parts:
            if page != _SHELL:
                self._take_page(page, shell.context)
        self.frame.close()

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

    def _take_page(self, page: str, context: Context) -> None:
        """The states that a page shows by itself."""
        for name, widget in import_module(f"ui.{page}.gallery").gallery(context):
            widget.show()
            self._settle()
            widget.grab().save(str(self._folder / f"{page}-{name}-{self._suffix}.png"))
            widget.close()

    def _settle(self) -> None:
        """Until every answer is there and painted; short waits are for what shows itself after a pause."""
        for _ in range(3):
            self.session.tasks.wait(30_000)
            loop = QEventLoop()
            QTimer.singleShot(120, loop.quit)
            loop.exec()


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


def _render(folder: Path, database: Path, look: Look, parts: Collection[str]) -> None:
    with tempfile.TemporaryDirectory() as settings:
        own = Path(shutil.copy(database, settings))  # two windows on one file are refused
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        app = QApplication.instance() or QApplication(sys.argv[:1])
        if isinstance(app, QApplication):
            if look.language:
                wear(app, mirrored=look.language == "mirrored")
            Gallery(app, own, folder, dark=look.dark).render(parts)


def _started(look: Look, folder: Path, database: Path, parts: Sequence[str]) -> "subprocess.Popen[bytes]":
    """A process of its own for each look: scale and language hold for a whole one."""
    into = folder / look.folder
    into.mkdir(parents=True, exist_ok=True)
    asked = ("--database", str(database), "--look", str(LOOKS.index(look)), "--parts", *parts)
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-m", "ui.gallery", str(into), *asked],
        env=os.environ | {"QT_SCALE_FACTOR": str(look.scale), "QT_QPA_PLATFORM": "offscreen"},
    )


def _take_all(folder: Path, database: Path, looks: Sequence[Look], parts: Sequence[str]) -> int:
    """Some at a time; the worst exit code."""
    worst = 0
    for first in range(0, len(looks), _AT_ONCE):
        under_way = [_started(look, folder, database, parts) for look in looks[first : first + _AT_ONCE]]
        worst = max(worst, *(abs(one.wait()) for one in under_way))
    return worst


def main() -> int:
    """Make the demo once, then take every picture in each look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", type=Path, help="the demo clinic to show; made when it is not given")
    parser.add_argument("--look", type=int, help="only this one, by its number in LOOKS, at the scale of this process")
    parser.add_argument("--only", nargs="*", help="the folders of the looks that are wanted")
    parser.add_argument("--parts", nargs="*", help="shell, or names of pages; all when it is not given")
    options = parser.parse_args()
    parts = options.parts or (_SHELL, *_PAGES)
    if options.look is not None and options.database is not None:
        _render(options.folder, options.database, LOOKS[options.look], parts)
        return 0
    looks = [look for look in LOOKS if not options.only or look.folder in options.only]
    with tempfile.TemporaryDirectory() as made:
        database = options.database or Path(made) / "demo.sqlite"
        if not database.exists():
            fresh = Database.create(f"sqlite:///{database}")
            build(fresh, day=NOW.date())
            fresh.close()
        return _take_all(options.folder, database, looks, parts)


if __name__ == "__main__":
    raise SystemExit(main())
