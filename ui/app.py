"""Starts the window: paints the sign-in page first, then has everything else imported aside and the clinic opened.

Nothing is imported here that the first picture can do without; `tests/benchmarks/start.py` measures it.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.shell.frame import Frame
from ui.shell.memory import Memory

if TYPE_CHECKING:
    from datetime import datetime

    from ui.session import Session
    from ui.tasks import Tasks


class Start(QObject):
    """From the first picture to the session: `begin` is called when the sign-in page is on the screen."""

    def __init__(
        self,
        frame: Frame,
        url: str | None,
        make_demo: Callable[[str], None] | None,
        now: "Callable[[], datetime] | None",
        desk: str,
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
        self.tasks.run(_import_the_rest, self._go_on)

    def _remember(self, name: str, password: str) -> None:
        """Somebody was quicker than the imports: they are signed in as soon as it is possible."""
        self._typed = (name, password)
        self._frame.sign_in.form.set_busy(busy=True)

    def _go_on(self, _nothing: None) -> None:
        from ui.session import Session  # noqa: PLC0415  imported aside just now

        if self.tasks is None:
            return
        self._frame.sign_in.sign_in_wanted.disconnect(self._remember)
        url = self._url or _default_url()
        self.session = Session(self._frame, self.tasks, url, make_demo=self._make_demo, now=self._now, desk=self._desk)
        sys.excepthook = self.session.tell_mistake
        self.session.open_clinic()
        if self._typed is not None:
            self.session.sign_in(*self._typed)
            self._typed = None


def _import_the_rest() -> None:
    import ui.session  # noqa: F401, PLC0415  brings the database layer and all pages with it


def _default_url() -> str:
    """The embedded database in the person's own data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415  only when no database was named

    return f"sqlite:///{user_data_path('frontdesk', appauthor=False) / 'clinic.sqlite'}"


def main(
    url: str | None = None,
    *,
    make_demo: Callable[[str], None] | None = None,
    now: "Callable[[], datetime] | None" = None,
    desk: str = "Desk 1",
) -> int:
    """Open the window on the clinic at `url` (the embedded one without it), run until it is closed; the exit code."""
    QCoreApplication.setApplicationName("Frontdesk")
    QCoreApplication.setOrganizationName("Frontdesk")
    app = QApplication(sys.argv[:1])
    memory = Memory()
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
