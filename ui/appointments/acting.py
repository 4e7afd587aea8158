"""Carries an action out: asks what it needs in a sheet, runs it aside, shows what changed when the screen was old."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Acted, new_command_id
from frontdesk.views.appointment import AppointmentView
from ui.appointments.changed_sheet import ChangedSheet
from ui.appointments.reassign_sheet import ReassignSheet
from ui.appointments.reschedule_sheet import RescheduleSheet
from ui.appointments.sheets import ActSheet, CancelSheet, CompleteSheet, ConfirmSheet, RemarkSheet
from ui.appointments.words import done_notice, undone_notice
from ui.shell.context import Context
from ui.texts import _


class Acting(QObject):
    """`finished` when the appointment is to be read again: the action was taken, or the screen was old.

    `again_wanted` with the id of the request that is to be booked again: the booking form does that.
    """

    finished = Signal()
    again_wanted = Signal(int)
    busy_changed = Signal(bool)

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._host = host
        self._sheet: ActSheet | None = None
        self._view: AppointmentView | None = None
        self._act: Act | None = None
        self._command_id = ""
        self._undoing = ("", "")
        """The command that was to be undone last, and the id of undoing it: asked again, it is done once."""

    def begin(self, action: Action, view: AppointmentView) -> None:
        """Take `action` on `view`, asking first where it needs an answer."""
        if action is Action.BOOK:
            self.again_wanted.emit(view.request_id)
            return
        self._view = view
        make = _SHEETS.get(action)
        if make is None:
            self._send(Act(action, view.id, view.version))
        else:
            self._open(make(self._host, self._context, view, action))

    def ask(self, sheet: ActSheet, view: AppointmentView) -> None:
        """Have a sheet asked and what it means carried out: for what begins elsewhere, such as a card that is moved."""
        self._view = view
        self._open(sheet)

    def undo_last(self) -> None:
        """Take back the last action, booking or correction at this desk, while its message has not gone out."""
        appointments = self._context.clinic.appointments
        command_id = appointments.last_done()
        if command_id is None:
            self._context.notices.show(_("There is nothing to undo."))
            return
        if self._undoing[0] != command_id:
            self._undoing = (command_id, new_command_id())
        again = self._undoing[1]

        def work() -> tuple[Acted, AppointmentView]:
            acted = appointments.undo(command_id, again)
            return acted, appointments.view(acted.appointment_id)

        self._context.tasks.run(work, self._undone, self._context.notices.problem)

    def tell_written(self, words: str) -> None:
        """Say that something was written on an appointment; it can be undone as what is done with one."""
        may_undo = self._context.clinic.appointments.last_done() is not None
        self._context.notices.show(words, undo=self.undo_last if may_undo else None)

    def _undone(self, result: tuple[Acted, AppointmentView]) -> None:
        acted, view = result
        self._context.notices.show(undone_notice(view))
        self._context.changes.changed.emit(acted.changes)
        self.finished.emit()

    def _open(self, sheet: ActSheet) -> None:
        self._close()
        self._sheet = sheet
        sheet.meant.connect(self._send)
        sheet.left.connect(self._left)
        sheet.open()

    def _left(self) -> None:
        self._sheet = None

    def _close(self) -> None:
        """Take the sheet away; the focus does not stay in it, for the next sheet would give it back there."""
        sheet, self._sheet = self._sheet, None
        if sheet is None:
            return
        sheet.close_sheet()
        focused = self._host.window().focusWidget()
        if focused is None or sheet.isAncestorOf(focused):
            self._host.setFocus()

    def _send(self, act: Act) -> None:
        """The same act sent again keeps its command id: it is done once, whatever got lost in between."""
        if act != self._act:
            self._act, self._command_id = act, new_command_id()
        command_id = self._command_id
        self.busy_changed.emit(True)
        appointments = self._context.clinic.appointments
        self._context.tasks.run(lambda: appointments.act(act, command_id), self._done, self._failed)

    def _done(self, acted: Acted) -> None:
        self.busy_changed.emit(False)
        self._close()
        if self._act is not None and self._view is not None:
            may_undo = self._context.clinic.appointments.last_done() == self._command_id
            undo = self.undo_last if may_undo else None
            self._context.notices.show(done_notice(self._act, self._view), undo=undo)
        self._act = None
        self._context.changes.changed.emit(acted.changes)
        self.finished.emit()

    def _failed(self, problem: Problem) -> None:
        self.busy_changed.emit(False)
        if isinstance(problem, ChangedElsewhere) and self._view is not None:
            self._close()
            self._act = None
            sheet = ChangedSheet(self._host, problem, self._view.zone)
            sheet.open()
            self.finished.emit()
        elif isinstance(problem, RuleBroken) and problem.code.startswith("confirm."):
            self._ask(problem)
        elif self._sheet is not None:
            self._sheet.refuse(problem)
        else:
            self._context.notices.problem(problem)

    def _ask(self, problem: RuleBroken) -> None:
        """Ask whether it is meant, in the sheet that is open or in one of its own."""
        if self._sheet is not None:
            self._sheet.ask_again(problem)
        elif self._act is not None and self._view is not None:
            self._open(ConfirmSheet(self._host, self._view, replace(self._act, confirmed=True), problem))


_SHEETS: dict[Action, Callable[[QWidget, Context, AppointmentView, Action], ActSheet]] = {
    Action.CANCEL: CancelSheet,
    Action.COMPLETE: CompleteSheet,
    Action.NO_SHOW: RemarkSheet,
    Action.LEFT: RemarkSheet,
    Action.RESCHEDULE: RescheduleSheet,
    Action.REASSIGN: ReassignSheet,
}
