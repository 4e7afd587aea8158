"""Settles appointments one after another: each by its own call, with its own outcome; it can be stopped in between."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from frontdesk.rules.problems import Problem, Unavailable
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import Settle, Settled, Settling
from frontdesk.views.schedules import Broken
from ui.shell.context import Context


class SettlingRun(QObject):
    """`settled` and `failed` for each appointment, `finished` when all were tried or it was stopped."""

    settled = Signal(object, object)
    failed = Signal(object, object)
    finished = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._left: list[Broken] = []
        self._how = Settling.MOVE
        self._message = ""
        self._notify = True
        self._reason_id: int | None = None
        self._command_ids: dict[int, str] = {}
        self.running = False

    def start(
        self, broken: Iterable[Broken], how: Settling, message: str, *, notify: bool, reason_id: int | None
    ) -> None:
        """Begin with the first of `broken`."""
        self._left = list(broken)
        self._how, self._message, self._notify, self._reason_id = how, message, notify, reason_id
        self.running = True
        self._next()

    def stop(self) -> None:
        """Begin no further one; the one under way is answered for."""
        self._left.clear()

    def _next(self) -> None:
        if not self._left:
            self.running = False
            self.finished.emit()
            return
        broken = self._left.pop(0)
        wanted = Settle(
            self._how,
            broken.appointment_id,
            broken.version,
            message=self._message,
            notify=self._notify,
            reason_id=self._reason_id,
        )
        command_id = self._command_ids.setdefault(broken.appointment_id, new_command_id())
        schedules = self._context.clinic.schedules
        self._context.tasks.run(
            lambda: schedules.settle(wanted, command_id),
            lambda settled: self._settled(broken, settled),
            lambda problem: self._failed(broken, problem),
        )

    def _settled(self, broken: Broken, settled: Settled) -> None:
        self._context.changes.changed.emit(settled.changes)
        self.settled.emit(broken, settled)
        if self._how is Settling.CANCEL:  # with a first dose its later doses are cancelled, too
            for one in [one for one in self._left if one.appointment_id in settled.changes.appointments]:
                self._left.remove(one)
                self.settled.emit(one, settled)
        self._next()

    def _failed(self, broken: Broken, problem: Problem) -> None:
        if not isinstance(problem, Unavailable):
            del self._command_ids[broken.appointment_id]  # it is known not to be done: the next try is another call
        self.failed.emit(broken, problem)
        self._next()
