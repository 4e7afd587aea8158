"""One run of the window on one clinic, from opening it to closing it; imported once the first picture is painted."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import cast

from PySide6.QtCore import QLockFile, QObject, QTimer
from PySide6.QtWidgets import QApplication

from frontdesk.clinic import Clinic, system_clock
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.services.zones import Kept
from frontdesk.views.choices import Choices
from ui import theme
from ui.changes import ChangeHub
from ui.problems import sentence
from ui.shell.entrance import Entrance, enter
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.shell.warming import Warming
from ui.shell.window import Shell
from ui.tasks import Tasks, unexpected
from ui.texts import _

_NO_CLINIC = ("database.missing", "database.no-clinic")
_DEMO_ACCOUNT = "reception"
_FIRST_PICTURE = 500
"""Milliseconds after which what was asked for with the sign-in is on the screen."""


class Session(QObject):
    """One run of the window on one clinic: from the sign-in page to the shell, back when it is locked, to the end."""

    def __init__(
        self,
        frame: Frame,
        tasks: Tasks,
        url: str,
        *,
        make_demo: Callable[[str], None] | None = None,
        now: Callable[[], datetime] | None = None,
        desk: str = "Desk 1",
    ) -> None:
        super().__init__(frame)
        self._url = url
        self._make_demo = make_demo or build_demo
        self._now = now or system_clock
        self._desk = desk
        self._lock: QLockFile | None = None
        self._is_demo = False
        self.clinic: Clinic | None = None
        self.shell: Shell | None = None
        self._is_locked = True
        self._missed = Changes()
        self._next: Shell | None = None
        self._readying: Warming | None = None
        self.frame = frame
        self.memory: Memory = frame.memory
        self.tasks = tasks
        self.changes = ChangeHub(self)
        self.changes.changed.connect(self._keep_up)
        theme.wear_marks(cast("QApplication", QApplication.instance()))
        frame.closing.connect(self.close)
        frame.sign_in.sign_in_wanted.connect(self.sign_in)
        frame.sign_in.demo_wanted.connect(self.open_demo)
        frame.sign_in.retry_wanted.connect(self.open_clinic)

    def open_clinic(self) -> None:
        """Open the database aside; the person may already be typing their name."""
        if not self._take_lock():
            self.frame.sign_in.show_trouble(
                _("Already open"),
                _("This clinic is open in another window on this computer. Go on there, or close it and try again."),
            )
            return
        if self.frame.sign_in.is_in_trouble:
            self.frame.sign_in.show_sign_in()
        self.tasks.run(self._open, self._opened, self._not_opened)

    def _open(self) -> None:
        self.clinic = Clinic.open(self._url, now=self._now, desk=self._desk)

    def _opened(self, _nothing: None) -> None:
        if self.clinic is not None and self._readying is None:
            self.tasks.watch(self.clinic.watch, self.hear)
            self.tasks.watch(self.clinic.send, self.hear)
            self.tasks.run(self.clinic.keep_promises, self._promises_kept, lambda _problem: None, lane="documents")
            self._make_ready(self.clinic).begin()
        if self._is_demo:
            hint = _("Demo accounts: reception, clinician, manager, admin. The password of each is demo.")
            self.frame.sign_in.show_sign_in(_("Demo clinic"), hint=hint, name=_DEMO_ACCOUNT)

    def _promises_kept(self, kept: Kept) -> None:
        """What got new instants is read again; a database that was away is looked at at the next start."""
        if kept.changes:
            self.hear(kept.changes)

    def _not_opened(self, problem: Problem) -> None:
        if getattr(problem, "code", "") in _NO_CLINIC and _database_file(self._url) is not None:
            self.frame.sign_in.show_first_start()
        else:
            self.frame.sign_in.show_trouble(_("The clinic cannot be opened"), sentence(problem))

    def open_demo(self) -> None:
        """Make the demo clinic aside, then sign in to it."""
        self._is_demo = True
        self.frame.sign_in.show_progress(_("Making the demo clinic. This takes a few seconds."))
        self.tasks.run(lambda: self._make_demo(self._url), lambda _nothing: self.open_clinic(), self._not_opened)

    def hear(self, changes: Changes) -> None:
        """Another desk changed something: the pages are told, or once somebody works here again."""
        if self._is_locked:
            self._missed |= changes
        else:
            self.changes.changed.emit(changes)

    def _keep_up(self, changes: Changes) -> None:
        """Before any page reads again: what the forms offer where the set-up may differ, and all when nobody knows."""
        clinic, shell = self.clinic, self.shell
        if clinic is None or shell is None:
            return
        if changes.everything:
            self._index_openings()
        if changes.everything or changes.plans:

            def take(choices: Choices) -> None:
                shell.context.choices = choices

            self.tasks.run(clinic.choices, take, lambda _problem: None, key="session.choices")

    def _index_openings(self) -> None:
        """Read all that is free into memory, beside everything else; until it is there, days are read."""
        clinic = self.clinic
        if clinic is not None:
            build = clinic.booking.index.build
            self.tasks.run(build, lambda _nothing: None, lambda _problem: None, lane="openings", key="session.index")

    def sign_in(self, name: str, password: str) -> None:
        """Check name and password aside; with them right, show the shell."""
        if self.shell is None:
            self._missed = Changes()  # nothing has been read yet
        self.frame.sign_in.form.set_busy(True)

        def work() -> Entrance:
            if self.clinic is None:
                raise RuleBroken("sign-in.wrong")
            return enter(self.clinic, name, password)

        self.tasks.run(work, self._signed_in, self._refused)
        if self._readying is not None:
            QTimer.singleShot(0, self._readying.finish)

    def _make_ready(self, clinic: Clinic) -> Warming:
        """Make an empty shell for whoever signs in next, so that after their password only their day is to come."""
        self._readying = Warming(self._steps(clinic), lambda: self.tasks.busy, self)
        return self._readying

    def _steps(self, clinic: Clinic) -> Iterator[None]:
        self.frame.menuBar().clear()
        self._next = Shell(self.frame, clinic, self.tasks, self.changes, self.memory)
        yield
        yield from self._next.made_ready()

    def _next_shell(self, clinic: Clinic) -> Shell:
        (self._readying or self._make_ready(clinic)).finish()
        shell = cast("Shell", self._next)
        self._readying = self._next = None
        shell.lock_wanted.connect(self.lock)
        shell.quit_wanted.connect(self.frame.close)
        return shell

    def _refused(self, problem: Problem) -> None:
        form = self.frame.sign_in.form
        form.refuse(sentence(problem))
        if isinstance(problem, RuleBroken) and problem.code == "sign-in.wait":
            form.hold_back(int(str(problem.params.get("seconds", 1))))

    def _signed_in(self, entrance: Entrance) -> None:
        if self.clinic is None:
            return
        if self.shell is None or self.shell.staff != entrance.staff:
            self.shell = self._next_shell(self.clinic)
            self.shell.welcome(entrance)
        else:
            self.shell.journeys.refresh()
        self.frame.show_shell(self.shell)
        self.shell.resume()
        self.frame.sign_in.form.clear()
        self._is_locked = False
        if self.clinic is not None and not self.clinic.booking.index.ready:
            QTimer.singleShot(_FIRST_PICTURE, self, self._index_openings)
        missed, self._missed = self._missed, Changes()
        if missed:
            self.hear(missed)

    def lock(self) -> None:
        """Nobody works here until somebody signs in; what was on the screen stays for the same person."""
        if self.clinic is not None and self.shell is not None:
            self.shell.suspend()
            self._is_locked = True
            self.tasks.run(self.clinic.sign_out, lambda _nothing: None)
            self.frame.show_sign_in()

    def close(self) -> None:
        """End the workers, give the database back, and let the next window have it."""
        if self.shell is not None:
            self.shell.suspend()
        if self._readying is not None:
            self._readying.stop()
        self.tasks.close()
        if self.clinic is not None:
            self.clinic.close()
            self.clinic = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def tell_mistake(self, kind: type[BaseException], mistake: BaseException, trace: TracebackType | None) -> None:
        """The excepthook: a mistake of ours is logged without personal data and told; the window lives on."""
        if issubclass(kind, KeyboardInterrupt):
            self.frame.close()
            return
        problem = unexpected(mistake.with_traceback(trace))
        if self.shell is not None:
            self.shell.notices.problem(problem)

    def _take_lock(self) -> bool:
        """One window for one database file: false when another one has it. A server's database has none."""
        file = _database_file(self._url)
        if file is None or self._lock is not None:
            return True
        if not file.parent.is_dir():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = QLockFile(f"{file}.window")
        lock.setStaleLockTime(0)
        if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
            return False
        self._lock = lock
        return True


def _database_file(url: str) -> Path | None:
    """The file behind a SQLite address or a bare path; None for a server."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    return None if "://" in url else Path(url)


def build_demo(url: str) -> None:
    """Make the demo clinic beside its place and move it there whole, so that half of one is never opened."""
    from frontdesk.database.engine import Database  # noqa: PLC0415  most starts make no demo
    from frontdesk.demo.build import build  # noqa: PLC0415

    file = _database_file(url)
    if file is None:
        raise RuleBroken("database.url")
    making = file.with_name(f"{file.name}.making")
    making.unlink(missing_ok=True)
    database = Database.create(f"sqlite:///{making}")
    try:
        build(database, day=system_clock().date())
    finally:
        database.close()
    making.replace(file)
