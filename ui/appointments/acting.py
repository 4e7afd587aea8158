"""Carries an action out: asks what it needs in a sheet, runs it aside, shows what changed when the screen was old."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Acted, new_command_id
from frontdesk.services.series_forms import ActedOnSeries, SeriesAct
from frontdesk.views.appointment import AppointmentView
from ui.appointments.accept_sheet import AcceptSheet
from ui.appointments.act_sheet import ActSheet
from ui.appointments.actions import is_to_dispatch
from ui.appointments.answer_sheets import AskSheet, AtItsTimeSheet, DeclineSheet, WaitingListSheet
from ui.appointments.changed_sheet import ChangedSheet, why_not_now
from ui.appointments.completion_sheet import CompletionSheet
from ui.appointments.reassign_sheet import ReassignSheet
from ui.appointments.reschedule_sheet import OfferSheet, RescheduleSheet
from ui.appointments.series_words import series_notice
from ui.appointments.sheets import CancelSheet, CompleteSheet, ConfirmSheet, MistakeSheet, RemarkSheet
from ui.appointments.suggest_sheet import SuggestSheet
from ui.appointments.task_sheets import ConsumerDeclinesSheet, RejectSheet
from ui.appointments.words import done_notice, undone_notice
from ui.saving import saving_once
from ui.shell.context import Context
from ui.texts import _


@dataclass(eq=False)
class _Sent:
    """An act that was sent: for which appointment, under which command id, and from which sheet, if from one."""

    act: Act
    view: AppointmentView | None
    command_id: str
    sheet: ActSheet | None
    series: SeriesAct | None = None
    """The same on several of a series."""
    is_checked: bool = False
    """Nobody knows yet whether it was saved, which was said."""


class Acting(QObject):
    """While the database does not answer, what was sent is asked for until it is known whether it was saved.

    `finished` when the appointment is to be read again: the action was taken, or the screen was old.

    `again_wanted` with the id of the request that is to be booked again, `follow_up_wanted` with the id of the
    appointment that is to be followed up: the booking form does that.
    """

    finished = Signal()
    again_wanted = Signal(int)
    follow_up_wanted = Signal(int)
    busy_changed = Signal(bool)
    taken = Signal(object, object)
    """An Act that was carried out, and the AppointmentView that it was taken on."""

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._host = host
        self._sheet: ActSheet | None = None
        self._view: AppointmentView | None = None
        self._act: Act | None = None
        self._series: SeriesAct | None = None
        self._command_id = ""
        self._kept: Act | None = None
        """What was typed for an action that somebody else's change came before; a sheet for it begins with that."""
        self._undoing = ("", "")
        """The command that was to be undone last, and the id of undoing it: asked again, it is done once."""

    def begin(self, action: Action, view: AppointmentView) -> None:
        """Take `action` on `view`, asking first where it needs an answer."""
        if action is Action.BOOK:
            if view.follow_up is None:
                self.again_wanted.emit(view.request_id)
            else:
                self.follow_up_wanted.emit(view.id)
            return
        self._view = view
        make = sheet_of(action, view)
        if make is None:
            self._send(Act(action, view.id, view.version))
            return
        sheet = make(self._host, self._context, view, action)
        kept, self._kept = self._kept, None
        if kept is not None and kept.appointment_id == view.id:
            sheet.take_over(kept)
        self._open(sheet)

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

        def work(again: str) -> tuple[Acted, AppointmentView]:
            acted = appointments.undo(command_id, again)
            return acted, appointments.view(acted.appointment_id)

        saving = saving_once(self._context.tasks, self)
        saving.saved.connect(self._undone)
        saving.refused.connect(self._context.notices.problem)
        saving.checking.connect(lambda _problem: self._context.notices.show(_checking_words()))
        saving.save(work, again)

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
        sheet, self._sheet = self._sheet, None
        if sheet is not None and sheet.is_waiting:
            words = _(
                "It is not known yet whether the appointment of {consumer} was changed. It is told here once it is."
            )
            self._context.notices.show(words.format(consumer=sheet.view.consumer))

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
        series = None if self._sheet is None else self._sheet.of_series(act)
        if (act, series) != (self._act, self._series):
            self._act, self._series, self._command_id = act, series, new_command_id()
        sent = _Sent(act, self._view, self._command_id, self._sheet, series)
        self.busy_changed.emit(True)
        saving = saving_once(self._context.tasks, self)
        saving.saved.connect(partial(self._done, sent))
        saving.refused.connect(partial(self._failed, sent))
        saving.checking.connect(partial(self._checking, sent))
        clinic = self._context.clinic
        if series is None:
            saving.save(lambda command_id: clinic.appointments.act(act, command_id), sent.command_id)
        else:
            saving.save(lambda command_id: clinic.series.act(series, command_id), sent.command_id)

    def _checking(self, sent: _Sent, _problem: Problem) -> None:
        if sent.is_checked:
            return
        sent.is_checked = True
        if sent.sheet is not None and sent.sheet is self._sheet:
            sent.sheet.wait()
        else:
            self._context.notices.show(_checking_words())

    def _done(self, sent: _Sent, acted: Acted | ActedOnSeries) -> None:
        self.busy_changed.emit(False)
        if sent.sheet is self._sheet:
            self._close()
        if sent.view is not None:
            may_undo = self._context.clinic.appointments.last_done() == sent.command_id
            undo = self.undo_last if may_undo else None
            told = done_notice(sent.act, sent.view)
            if sent.series is not None and isinstance(acted, ActedOnSeries):
                told = series_notice(sent.series, sent.view, len(acted.appointments))
            self._context.notices.show(told, undo=undo)
        self._forget(sent)
        self._context.changes.changed.emit(acted.changes)
        self.finished.emit()
        if sent.view is not None:
            self.taken.emit(sent.act, sent.view)

    def _failed(self, sent: _Sent, problem: Problem) -> None:
        self.busy_changed.emit(False)
        sheet = sent.sheet if sent.sheet is self._sheet else None
        if isinstance(problem, ChangedElsewhere) and sent.view is not None and sent.series is None:
            self._forget(sent)
            self._ask_what_now(sent, sent.view, problem)
        elif isinstance(problem, RuleBroken) and problem.code.startswith("confirm.") and sheet is self._sheet:
            self._ask(problem)
        elif sheet is not None:
            sheet.refuse(problem)
        else:
            self._context.notices.problem(problem)

    def _ask_what_now(self, sent: _Sent, before: AppointmentView, problem: ChangedElsewhere) -> None:
        """Somebody else was first: read what it is now, show what changed, and let the person decide."""
        if sent.sheet is not None and sent.sheet is self._sheet:
            self._close()
        appointments = self._context.clinic.appointments

        def show(fresh: AppointmentView | None) -> None:
            self.finished.emit()
            sheet = ChangedSheet(self._host, problem, before, self._context.clinic.now(), sent.act, fresh)
            sheet.accepted.connect(sheet.close_sheet)
            sheet.accepted.connect(partial(self._look_again, sent, fresh))
            sheet.left.connect(partial(self._look_again, sent, None))
            sheet.insisted.connect(partial(self._insist, sent, fresh))
            sheet.open()

        self._context.tasks.run(lambda: appointments.view(before.id), show, lambda _problem: show(None), key=_FRESH)

    def _look_again(self, sent: _Sent, fresh: AppointmentView | None) -> None:
        """Back to the sheet, with everything typed, over what it is now; or what was typed waits for the next one."""
        self._kept = sent.act if sent.sheet is not None else None
        again = (
            fresh is not None
            and not why_not_now(sent.act, fresh)
            and type(sent.sheet) is sheet_of(sent.act.action, fresh)
        )
        if fresh is not None and again:
            self.begin(sent.act.action, fresh)

    def _insist(self, sent: _Sent, fresh: AppointmentView | None) -> None:
        """The same, on what it is now."""
        if fresh is not None:
            self._view = fresh
            self._send(replace(sent.act, version=fresh.version))

    def _forget(self, sent: _Sent) -> None:
        """It is known what became of it; the same act again is another one."""
        if self._command_id == sent.command_id:
            self._act = None

    def _ask(self, problem: RuleBroken) -> None:
        """Ask whether it is meant, in the sheet that is open or in one of its own."""
        if self._sheet is not None:
            self._sheet.ask_again(problem)
        elif self._act is not None and self._view is not None:
            self._open(ConfirmSheet(self._host, self._view, replace(self._act, confirmed=True), problem))


def _checking_words() -> str:
    return _("Checking whether it was saved… The database does not answer. It is told here once it is known.")


_FRESH = "acting.fresh"

MakeSheet = Callable[[QWidget, Context, AppointmentView, Action], ActSheet]
SHEETS: dict[Action, MakeSheet] = {
    Action.ACCEPT: AcceptSheet,
    Action.DECLINE: DeclineSheet,
    Action.ASK_TO_RESCHEDULE: AskSheet,
    Action.CONSUMER_ACCEPTS: AtItsTimeSheet,
    Action.CONSUMER_SUGGESTS: SuggestSheet,
    Action.RESCHEDULE: RescheduleSheet,
    Action.REASSIGN: ReassignSheet,
    Action.TO_WAITING_LIST: WaitingListSheet,
    Action.OFFER_SLOT: OfferSheet,
    Action.COMPLETE: CompleteSheet,
    Action.NO_SHOW: RemarkSheet,
    Action.LEFT: RemarkSheet,
    Action.CANCEL: CancelSheet,
    Action.RESTORE: AtItsTimeSheet,
    Action.MISTAKE: MistakeSheet,
    Action.CONFIRM_COMPLETION: CompletionSheet,
    Action.REJECT_TASK: RejectSheet,
    Action.CONSUMER_DECLINES: ConsumerDeclinesSheet,
}
"""What asks before an action is taken; check in, commence, step back, reopen and a plain yes are taken at once."""


def sheet_of(action: Action, view: AppointmentView) -> MakeSheet | None:
    """What asks before this action is taken on this appointment; None for nothing."""
    if action is Action.ACCEPT and is_to_dispatch(view):
        return ReassignSheet
    return SHEETS.get(action)
