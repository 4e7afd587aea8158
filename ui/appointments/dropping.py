"""An appointment that was put down elsewhere in the calendar: read aside, asked about in a sheet, then moved."""

from functools import partial

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem
from frontdesk.views.appointment import AppointmentView
from ui.appointments.acting import Acting
from ui.appointments.move_sheet import Movable, MoveSheet, action_of, target_of
from ui.problems import sentence
from ui.refusals import why_not_moved
from ui.shell.context import Context
from ui.texts import _

_READ = "move.read"


class Dropping(QObject):
    """`ended` with the appointment's id when nothing is asked about it any more, and whether all was left as it was."""

    ended = Signal(int, bool)

    def __init__(self, context: Context, acting: Acting, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._acting = acting
        self._host = host

    def begin(self, move: Movable, ghost: QRect) -> None:
        """Ask about a move; `ghost` is where its card hangs on the screen, and where the sheet is not to stand."""
        appointments = self._context.clinic.appointments
        self._context.tasks.run(
            lambda: appointments.view(move.appointment_id),
            partial(self._ask, move, ghost),
            partial(self._unread, move, ghost),
            key=_READ,
        )

    def _ask(self, move: Movable, ghost: QRect, view: AppointmentView) -> None:
        why = why_not_moved(view, action_of(view, target_of(move)))
        if why:
            self._context.notices.show(why)
            self.ended.emit(view.id, True)
            return
        sheet = MoveSheet(self._host, self._context, view, move)
        sheet.ended.connect(partial(self.ended.emit, view.id))
        middle = self._host.mapToGlobal(self._host.rect().center()).x()
        sheet.stand_beside(left=ghost.center().x() > middle)
        self._acting.ask(sheet, view)

    def _unread(self, move: Movable, ghost: QRect, problem: Problem) -> None:
        """The card hangs where it was put down until it can be read, or is left."""
        words = _("{why} The appointment hangs where you put it; nothing was moved yet.").format(why=sentence(problem))
        self._context.notices.show(words, action=_("Try again"), act=lambda: self.begin(move, ghost))
