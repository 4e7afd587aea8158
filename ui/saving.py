"""Saves once and for certain: while the database does not answer, the same call with the same id is repeated."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.rules.problems import Problem, Unavailable
from frontdesk.services.forms import new_command_id
from ui.tasks import Tasks
from ui.texts import _

_LONGEST = 8000
"""Longest pause between two tries, milliseconds."""

Do = Callable[[str], object]
"""A call that writes: it takes its command id, and gives what the service gives."""


class Saving(QObject):
    """`saved` with the result, `refused` with a Problem (nothing was saved), `checking` with one while nobody knows."""

    saved = Signal(object)
    refused = Signal(object)
    checking = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._do: Do | None = None
        self._command_id = ""
        self.first_pause = 1000
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.try_now)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._do is not None

    def save(self, do: Do, command_id: str = "") -> None:
        """Have this done, under that command id or one of its own."""
        self._do, self._command_id = do, command_id or new_command_id()
        self._pause.setInterval(self.first_pause)
        self.try_now()

    def stop(self) -> None:
        """Do not ask again; whether it was saved stays unknown here."""
        self._do = None
        self._pause.stop()

    def try_now(self) -> None:
        """Ask without waiting for the pause to end."""
        do, command_id = self._do, self._command_id
        if do is not None:
            self._pause.stop()
            self._tasks.run(lambda: do(command_id), self._done, self._failed)

    def _done(self, saved: object) -> None:
        if self.busy:
            self.stop()
            self.saved.emit(saved)

    def _failed(self, problem: Problem) -> None:
        if not self.busy:
            return
        if isinstance(problem, Unavailable) and problem.code != "unexpected":
            self._pause.start()
            self._pause.setInterval(min(_LONGEST, self._pause.interval() * 2))
            self.checking.emit(problem)
            return
        self.stop()
        self.refused.emit(problem)


def saving_once(tasks: Tasks, parent: QObject) -> Saving:
    """One for a single call, which goes once it is known what became of it."""
    saving = Saving(tasks, parent)
    for ends in (saving.saved, saving.refused):
        ends.connect(saving.deleteLater)
    return saving


def checking_words() -> str:
    """What is said beside what was typed while nobody knows whether it was saved."""
    return _("Checking whether it was saved… The database does not answer. What you typed is kept.")
