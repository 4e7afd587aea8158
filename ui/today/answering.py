"""Answers requests from the start page: asks in a sheet, saves for certain, tells what came of it."""

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem
from frontdesk.services.forms import AcceptRequest, Booked, Requested
from frontdesk.views.assignment import Assignment
from frontdesk.views.requests import RequestLine
from ui.saving import Saving
from ui.shell.context import Context
from ui.texts import _, local, moment
from ui.today.answer_sheet import Answer, AnswerSheet


class Answering(QObject):
    """`answered` with what was done, in words, and whether it can be undone; `refused` when it was not."""

    answered = Signal(str, bool)
    refused = Signal()

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__(host)
        self._context, self._host = context, host
        self._sheet: AnswerSheet | None = None
        self._zone = "UTC"
        self._saving = Saving(context.tasks, self)
        self._saving.saved.connect(self._saved)
        self._saving.refused.connect(self._refused)
        self._saving.checking.connect(self._check)

    def ask(self, line: RequestLine, today: date, zone: str, *, accepts: bool) -> None:
        """Ask what is needed; while an answer is under way no other one is asked."""
        if self._sheet is not None or self._saving.busy:
            return
        self._zone = zone
        notify = self._context.choices.actions.notify
        self._sheet = AnswerSheet(self._host, line, today, accepts=accepts, notify=notify)
        self._sheet.meant.connect(self._save)
        self._sheet.left.connect(self._left)
        self._sheet.open()
        if accepts:
            self._look(self._sheet)

    def _look(self, sheet: AnswerSheet) -> None:
        """Which of the times are free still; where that cannot be read, accepting says so."""
        clinic, request_id = self._context.clinic, sheet.line.id

        def show(found: Assignment) -> None:
            if self._sheet is sheet and clinic.staff is not None:
                sheet.show_free(found, clinic.staff.staff_id)

        self._context.tasks.run(
            lambda: clinic.requests.assignment(request_id), show, lambda _problem: None, key="today.answer"
        )

    def _save(self, answer: Answer) -> None:
        requests = self._context.clinic.requests

        def do(command_id: str) -> Booked | Requested:
            if isinstance(answer, AcceptRequest):
                return requests.accept(answer, command_id)
            return requests.decline(answer, command_id)

        self._saving.save(do)

    def _check(self, _problem: Problem) -> None:
        if self._sheet is not None:
            self._sheet.check()

    def _left(self) -> None:
        self._sheet = None

    def _saved(self, done: Booked | Requested) -> None:
        self._context.changes.changed.emit(done.changes)
        words = _("The request is answered.")
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            words = self._words(sheet.line, done)
            sheet.close_sheet()
        self.answered.emit(words, isinstance(done, Booked))

    def _words(self, line: RequestLine, done: Booked | Requested) -> str:
        if not isinstance(done, Booked):
            return _("Declined: {consumer}, {wanted}").format(consumer=line.consumer, wanted=line.wanted)
        wished = {one.start: one.wall_start for one in line.times}
        when = moment(wished.get(done.start) or local(done.start, self._zone))
        return _("Accepted: {consumer}, {when}").format(consumer=line.consumer, when=when)

    def _refused(self, problem: Problem) -> None:
        """What was answered elsewhere is no longer asked: the page reads it anew; the sheet says why."""
        if self._sheet is not None:
            self._sheet.refuse(problem)
        else:
            self._context.notices.problem(problem)
        self.refused.emit()
