"""Starts the window: paints the sign-in page first, then has everything else imported aside and the clinic opened.

Nothing is imported here that the first picture can do without; `tests/benchmarks/start.py` measures it.
"""

import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from frontdesk.translation import catalogue, speak
from ui import theme
from ui.shell.frame import Frame
from ui.shell.memory import SCALES, Memory

if TYPE_CHECKING:
    from datetime import datetime

    from ui.session import Session
    from ui.tasks import Tasks


_LATER = ("frontdesk.settings", "frontdesk.database.types", "frontdesk.clinic", "phonenumbers", "ui.session")
"""What is imported aside, behind the first picture; the last brings all pages."""


class Start(QObject):
    """From the first picture to the session: `begin` is called when the sign-in page is on the screen."""

    def __init__(
        self,
        frame: Frame,
        url: str | None,
        make_demo: Callable[[str], None] | None,
        now: "Callable[[], datetime] | None",
        desk: str | None,
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._url = url
        self._make_demo = make_demo
        self._now = now
        self._desk = desk
        self._typed: tuple[str, str] | None = None
        self.tasks: Tasks | None = None
        self.session: Session | None = None
        frame.painted.connect(self.begin)
        frame.sign_in.sign_in_wanted.connect(self._remember)

    def begin(self) -> None:
        """Import the rest aside; the person may already be typing their name."""
        from ui.tasks import Tasks  # noqa: PLC0415  not needed for the first picture

        self.tasks = Tasks(self._frame)
        self.tasks.run(import_the_rest, self._go_on)

    def _remember(self, name: str, password: str) -> None:
        """Somebody was quicker than the imports: they are signed in as soon as it is possible."""
        self._typed = (name, password)
        self._frame.sign_in.form.set_busy(busy=True)

    def _go_on(self, _nothing: None) -> None:
        from frontdesk.settings import read_settings  # noqa: PLC0415  imported aside just now
        from ui.session import Session  # noqa: PLC0415  imported aside just now

        if self.tasks is None:
            return
        self._frame.sign_in.sign_in_wanted.disconnect(self._remember)
        own = read_settings()
        url, desk = self._url or own.database, self._desk or own.name
        self.session = Session(self._frame, self.tasks, url, make_demo=self._make_demo, now=self._now, desk=desk)
        sys.excepthook = self.session.tell_mistake
        self.session.open_clinic()
        if self._typed is not None:
            self.session.sign_in(*self._typed)
            self._typed = None


def import_the_rest() -> None:
    """Bring in the database layer and all pages; they stay to the end, so garbage is never looked for in them."""
    for name in _LATER:
        import_module(name)
    import_module("ui.theme.icons").letters()
    gc.freeze()


def _speak(app: QApplication) -> None:
    """The system's language, where there is a catalogue of it, and its direction; English without one."""
    locale = QLocale.system()
    found = catalogue(locale.name())
    if found.info():
        app.setLayoutDirection(locale.textDirection())
        speak(found, right_to_left=app.isRightToLeft())


def magnify(percent: int) -> None:
    """Have Qt draw all windows that much larger than the system asks for; before there is an application."""
    if percent != SCALES[0] and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = f"{percent / 100:g}"


def main(
    url: str | None = None,
    *,
    make_demo: Callable[[str], None] | None = None,
    now: "Callable[[], datetime] | None" = None,
    desk: str | None = None,
) -> int:
    """Open the window on the clinic at `url`, run until it is closed; the exit code.

    Without `url` and `desk` the desk's own settings say them.
    """
    memory = Memory()
    magnify(memory.scale)
    QCoreApplication.setApplicationName("Frontdesk")
    QCoreApplication.setOrganizationName("Frontdesk")
    app = QApplication(sys.argv[:1])
    _speak(app)
    theme.apply(app, memory.dark)
    frame = Frame(memory)
    start = Start(frame, url, make_demo, now, desk)
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: theme.apply(app, memory.dark))
    frame.show()
    code = app.exec()
    if start.session is not None:
        start.session.close()
    elif start.tasks is not None:
        start.tasks.close()
    return code
