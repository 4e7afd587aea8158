"""Says yes or no to requests, each once and for certain, and tells what came of it, whatever is looked at meanwhile."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from frontdesk.rules.problems import Problem
from frontdesk.services.forms import AcceptRequest, Booked, DeclineRequest, Requested
from frontdesk.views.requests import RequestLine
from ui.saving import Do, Saving, saving_once
from ui.shell.context import Context
from ui.texts import _


class Answering(QObject):
    """`accepted` with Booked, `closed` with Requested: declined or withdrawn.

    Of the answer that is looked at: `refused` with a Problem, `checking` while nobody knows what became of it, and
    `busy_changed` with what is under way in words, empty for nothing.
    """

    accepted = Signal(object)
    closed = Signal(object)
    refused = Signal(object)
    checking = Signal()
    busy_changed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._looked_at: Saving | None = None

    @property
    def busy(self) -> bool:
        """Whether the answer that is looked at is under way."""
        return self._looked_at is not None

    def look_away(self) -> None:
        """Another request shows: the answer goes on, and what comes of it is told as a notice."""
        self._looked_at = None
        self.busy_changed.emit("")

    def accept(self, form: AcceptRequest) -> None:
        """Say yes."""
        self._begin(_("Accepting…"), partial(self._context.clinic.requests.accept, form), "")

    def decline(self, form: DeclineRequest, line: RequestLine) -> None:
        """Say no."""
        told = _("The request of {consumer} is declined.").format(consumer=line.consumer)
        self._begin(_("Declining…"), partial(self._context.clinic.requests.decline, form), told)

    def withdraw(self, line: RequestLine) -> None:
        """Close it because nobody wants it any more."""
        told = _("The request of {consumer} is withdrawn.").format(consumer=line.consumer)
        do = partial(self._context.clinic.requests.withdraw, line.id, line.version)
        self._begin(_("Withdrawing…"), do, told)

    def _begin(self, busy: str, do: Do, told: str) -> None:
        saving = self._looked_at = saving_once(self._context.tasks, self)
        saving.saved.connect(partial(self._saved, saving, told))
        saving.refused.connect(partial(self._refused, saving))
        saving.checking.connect(lambda _problem: self.checking.emit() if saving is self._looked_at else None)
        self.busy_changed.emit(busy)
        saving.save(do)

    def _saved(self, saving: Saving, told: str, done: Booked | Requested) -> None:
        self._end(saving)
        if told:
            self._context.notices.show(told)
        (self.accepted if isinstance(done, Booked) else self.closed).emit(done)

    def _refused(self, saving: Saving, problem: Problem) -> None:
        if saving is not self._looked_at:
            self._context.notices.problem(problem)
            return
        self._end(saving)
        self.refused.emit(problem)

    def _end(self, saving: Saving) -> None:
        if saving is self._looked_at:
            self.look_away()
