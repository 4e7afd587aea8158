"""Does many appointments aside, piece by piece, so that the window and the other desks go on in between."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.rules.problems import Problem
from frontdesk.services.many_forms import ManyForm, Outcome, Piece, PieceDone, Result
from ui.saving import Saving
from ui.shell.context import Context


class ManyRun(QObject):
    """`told` with the results of each piece, `finished` when all were tried or it was stopped.

    A piece without an answer is asked for until it is known what became of it; `checking` says so meanwhile.
    """

    told = Signal(object)
    checking = Signal()
    finished = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._left: list[Piece] = []
        self._now: Piece | None = None
        self.saving = Saving(context.tasks, self)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._next)
        self.saving.saved.connect(self._done)
        self.saving.refused.connect(self._refused)
        self.saving.checking.connect(lambda _problem: self.checking.emit())

    @property
    def running(self) -> bool:
        """Whether something is under way, or still to be begun."""
        return self._now is not None or bool(self._left)

    def start(self, form: ManyForm) -> None:
        """Begin with the first piece. Raises RuleBroken for a form that means nothing; nothing is begun then."""
        self._left = list(self._context.clinic.many.pieces(form))
        self._next()

    def stop(self) -> None:
        """Begin no further piece. One that is not known to be done stays unknown."""
        self._tell_left()
        if self._pause.isActive():
            self._pause.stop()
            self.finished.emit()

    def give_up(self) -> None:
        """Stop, and do not ask any more what became of the piece under way."""
        now, self._now = self._now, None
        self.saving.stop()
        if now is not None:
            self._tell(now, Outcome.UNKNOWN)
        self._tell_left()
        self._pause.stop()
        self.finished.emit()

    def _next(self) -> None:
        if not self._left:
            self.finished.emit()
            return
        piece = self._now = self._left.pop(0)
        self.saving.save(partial(_do, self._context, piece), piece.command_id)

    def _done(self, done: PieceDone) -> None:
        self._now = None
        self._context.changes.changed.emit(done.changes)
        self.told.emit(done.results)
        if self._left:
            self._pause.start(round(done.pause * 1000))
        else:
            self.finished.emit()

    def _refused(self, problem: Problem) -> None:
        """All of it, such as after the desk was locked: none of the others would fare better."""
        now, self._now = self._now, None
        if now is not None:
            self._tell(now, Outcome.REFUSED, problem)
        self._tell_left()
        self.finished.emit()

    def _tell_left(self) -> None:
        left, self._left = self._left, []
        for piece in left:
            self._tell(piece, Outcome.LEFT)

    def _tell(self, piece: Piece, outcome: Outcome, problem: Problem | None = None) -> None:
        items = piece.form.items
        self.told.emit(tuple(Result(one.id, outcome, one.version, problem=problem) for one in items))


def _do(context: Context, piece: Piece, _command_id: str) -> PieceDone:
    return context.clinic.many.do(piece)
