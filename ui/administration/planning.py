"""From a filled-in form to what is saved: what it breaks is asked and shown first, and it is saved only once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem, Unavailable
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import PlanForm, Removal, Saved
from frontdesk.views.schedules import Impact
from ui.administration.impact_sheet import ImpactSheet
from ui.shell.context import Context
from ui.texts import _


class Planning(QObject):
    """`begin` with a form. `saved` (form, Saved) when it is written, `finished` (Saved) when nothing is left to ask.

    `refused` with a Problem: nothing was saved. Where appointments break, a sheet over `host` asks what to do.
    """

    saved = Signal(object, object)
    finished = Signal(object)
    refused = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, context: Context, host: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._host = host
        self._key = f"plan.{id(self)}"
        self._words = ""
        self._sheet: ImpactSheet | None = None
        self._unanswered: PlanForm | None = None
        """What was sent to be saved while nobody knows whether it was."""
        self._command_id = ""
        self.busy = False
        self.looking = False
        """Whether it may still be stopped: nothing is written yet."""

    @property
    def idle(self) -> bool:
        """Whether nothing is under way or asked."""
        return not self.busy and self._sheet is None

    def begin(self, form: PlanForm, words: str = "") -> None:
        """Ask aside which appointments `form` would break; `words` say what goes where something is taken away.

        A form of which it is not known whether it was saved is not looked at again: it may be there already.
        """
        if not self.idle:
            return
        if form == self._unanswered:
            self._save(form)
            return
        self._words = words
        self._set_busy(True, looking=True)
        schedules = self._context.clinic.schedules
        self._context.tasks.run(
            lambda: schedules.impact(form), lambda impact: self._looked(form, impact), self._refused, key=self._key
        )

    def stop(self) -> None:
        """Nobody waits any more for what it would break."""
        if self.looking:
            self._context.tasks.drop(self._key)
            self._set_busy(False)

    def _looked(self, form: PlanForm, impact: Impact) -> None:
        """Nothing breaks and nothing is taken away: save at once; else ask."""
        self._set_busy(False)
        removes = isinstance(form, Removal)
        if not impact.total and not removes:
            self._save(form)
            return
        verb = _("Remove") if removes else _("Save")
        sheet = ImpactSheet(self._host, self._context, impact, verb=verb, words=self._words)
        sheet.meant.connect(lambda: self._save(form))
        sheet.closed.connect(self._sheet_closed)
        self._sheet = sheet
        sheet.open()

    def _save(self, form: PlanForm) -> None:
        """The same form sent again keeps its command id, so that it is done once whatever got lost in between."""
        if form != self._unanswered:
            self._unanswered, self._command_id = form, new_command_id()
        command_id = self._command_id
        self._set_busy(True)
        self._context.tasks.run(
            lambda: self.write(form, command_id), lambda saved: self._saved(form, saved), self._not_saved
        )

    def write(self, form: Any, command_id: str) -> Saved:
        """Save it; runs aside."""
        return self._context.clinic.schedules.save(form, command_id)

    def _saved(self, form: PlanForm, saved: Saved) -> None:
        self._unanswered = None
        self._set_busy(False)
        self.saved.emit(form, saved)
        self._context.changes.changed.emit(saved.changes)
        if self._sheet is not None:
            self._sheet.after_saving(saved)
        else:
            self.finished.emit(saved)

    def _sheet_closed(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None and sheet.was_saved is not None:
            self.finished.emit(sheet.was_saved)

    def _not_saved(self, problem: Problem) -> None:
        """A refusal goes to the form; where nobody knows, the sheet stays with what was chosen, to be sent again."""
        if not isinstance(problem, Unavailable):
            self._unanswered = None
            if self._sheet is not None:
                self._sheet.close_sheet()
        elif self._sheet is not None:
            self._set_busy(False)
            self._sheet.refuse(problem)
            return
        self._refused(problem)

    def _refused(self, problem: Problem) -> None:
        self._set_busy(False)
        self.refused.emit(problem)

    def _set_busy(self, busy: bool, *, looking: bool = False) -> None:
        self.busy, self.looking = busy, looking
        self.busy_changed.emit(busy)


class Writing(Planning):
    """For what breaks no appointment: `begin` saves at once, by the call that it is made with."""

    def __init__(self, context: Context, host: QWidget, parent: QObject, do: Callable[[Any, str], Saved]) -> None:
        super().__init__(context, host, parent)
        self._do = do

    def begin(self, form: Any, words: str = "") -> None:
        """Save it."""
        del words
        if self.idle:
            self._save(form)

    def write(self, form: Any, command_id: str) -> Saved:
        return self._do(form, command_id)
