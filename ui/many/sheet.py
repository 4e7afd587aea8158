"""The sheet of many at once: which, what with them, a preview with why-nots, then row by row what became of each."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.many_forms import Item, ManyForm, Outcome, Result
from frontdesk.views.many import Candidate, ManyScope
from ui.many.run import ManyRun
from ui.many.scope_part import ScopePart
from ui.many.tick_list import TickList
from ui.many.what_part import WhatPart
from ui.many.words import (
    accept_words,
    again_words,
    candidate_row,
    chosen_words,
    outcome_words,
    progress_words,
    result_row,
)
from ui.problems import sentence
from ui.saving import checking_words
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.theme import SPACE
from ui.widgets import Row, Sheet, label
from ui.widgets.leaving import LeaveQuestion

_WIDTH = 720
_ROW = 50
_LEAST_ROWS, _MOST_ROWS = 3, 9
_DONE = (Outcome.DONE, Outcome.ALREADY)


class ManySheet(Sheet):
    """`closed` when it is gone. While it runs, Back stops it and Escape asks first.

    It cannot be undone: Enter leads to the prominent button first, and only there it does what that says.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, context: Context, scope: ManyScope) -> None:
        words = accept_words(Action.CANCEL, 0)
        super().__init__(parent, _("Many at once"), words, name="many", leave=_("Back"), width=_WIDTH)
        self._context = context
        self._key = f"many.{id(self)}"
        self.candidates: dict[int, Candidate] = {}
        self.ticked: set[int] = set()
        self.results: dict[int, Result] = {}
        self._meant: ManyForm | None = None
        self._is_reading = False
        """Others are meant than those that show: Enter after a day was typed is not meant for these."""
        self.scope = ScopePart(context, scope)
        after = (scope.last_day or scope.first_day or self.scope.today()) + timedelta(days=1)
        self.what = WhatPart(context, self.scope.today(), after)
        self.said = label("", style="strong", wrap=True, name="many_said")
        self.list = TickList(name="many_list", what=_("Appointments"), framed=True)
        self.detail = label("", style="small", wrap=True, name="many_detail")
        self.no_undo = label(_("Many at once cannot be undone."), style="muted", wrap=True, name="many_no_undo")
        self.question = LeaveQuestion(self.accept_button)
        self.run = ManyRun(context, self)
        for part in (self.scope, self.what, self.said, self.list, self.detail, self.no_undo, self.question):
            self.body.addWidget(part)
        self.detail.hide()
        self.question.keep.setText(_("Go on"))
        self.question.leave.setText(_("Stop"))
        self._join()

    def _join(self) -> None:
        self.accepted.connect(self._accept)
        self.scope.changed.connect(self.read)
        self.what.action_changed.connect(self.read)
        self.list.ticked.connect(self._tick)
        self.list.all_wanted.connect(self._tick_all)
        self.list.chosen.connect(self._explain)
        self.run.told.connect(self._told)
        self.run.checking.connect(lambda: self.said.setText(checking_words()))
        self.run.finished.connect(self._finished)
        self.question.meant.connect(self._stop)
        for answered in (self.question.meant, self.question.kept):
            answered.connect(self._leave_button().show)
        self._context.changes.changed.connect(self._changed)

    @property
    def begun(self) -> bool:
        """Whether it was run already: what shows is what became of each."""
        return self._meant is not None

    def open(self) -> None:
        """Show it and read what is meant."""
        super().open()
        self.read()
        self._fit()

    def read(self) -> None:
        """Read which appointments are meant, and which of them cannot be."""
        scope, action = self.scope.scope(), self.what.chosen_action()
        if self.begun:
            return
        if scope is None:
            self._show(())
            return
        self._is_reading = True
        self._name_accept(accept_words(action, len(self.ticked)), on=False)
        self._look(scope, action)

    def _look(self, scope: ManyScope, action: Action) -> None:
        self.what.offer_clinicians(scope.center_id or None)
        many = self._context.clinic.many
        self._context.tasks.run(lambda: many.candidates(scope, action), self._show, self._not_read, key=self._key)

    def _show(self, found: tuple[Candidate, ...]) -> None:
        """Those that can be are ticked, but for those that a person has unticked before."""
        if self.begun:
            return
        self._is_reading = False
        unticked = {one.id for one in self.candidates.values() if one.why_not is None} - self.ticked
        self.candidates = {one.id: one for one in found}
        self.ticked = {one.id for one in found if one.why_not is None} - unticked
        self.list.set_rows([self._row(one) for one in found])
        self._say()

    def _not_read(self, problem: Problem) -> None:
        self._show(())
        self.said.setText(sentence(problem))

    def _say(self) -> None:
        """How many are meant, on the button too; nothing to do where there is none."""
        able = sum(one.why_not is None for one in self.candidates.values())
        words = chosen_words(len(self.ticked), able, len(self.candidates) - able)
        self.said.setText(words if self.candidates else _("No appointment ahead that this could be done with."))
        self.list.setVisible(bool(self.candidates))
        self._name_accept(accept_words(self.what.chosen_action(), len(self.ticked)), on=bool(self.ticked))
        self._fit()

    def _row(self, one: Candidate) -> Row:
        return candidate_row(one, self.what.chosen_action(), ticked=one.id in self.ticked)

    def _tick(self, key: object) -> None:
        one = self.candidates.get(int(str(key)))
        if one is None or self.begun or one.why_not is not None:
            return
        self.ticked ^= {one.id}
        self.list.put_row(self._row(one))
        self._say()

    def _tick_all(self) -> None:
        """All that can be; where all are, none."""
        if not self.begun:
            able = {one.id for one in self.candidates.values() if one.why_not is None}
            self.ticked = set() if self.ticked == able else able
            self.list.set_rows([self._row(one) for one in self.candidates.values()])
            self._say()

    def _changed(self, changes: Changes) -> None:
        """What others did shows before anything is begun; it is never done unseen: each row has its version."""
        scope = self.scope.scope() if not self.begun else None
        if scope is not None and (changes.everything or changes.days or changes.appointments):
            self._look(scope, self.what.chosen_action())

    # Doing it

    def _accept(self) -> None:
        if self.run.running or self.question.asking or self._is_reading:
            return
        if self.begun and not self._open_results():
            self.close_sheet()
            return
        form = self._again() if self.begun else self._first()
        if form is None or not form.items:
            return
        try:
            self.run.start(form)
        except RuleBroken as problem:
            if not self.what.refuse(problem):
                self.said.setText(sentence(problem))
            return
        self._meant = form
        self._show_running()

    def _first(self) -> ManyForm | None:
        wanted = [one for one in self.candidates.values() if one.id in self.ticked]
        return self.what.form(tuple(Item(one.id, one.version) for one in wanted))

    def _again(self) -> ManyForm | None:
        """Those that are left, as they are now: the row has said what changed, to try again is to go on."""
        items = tuple(Item(one.id, one.version) for one in self._open_results())
        return None if self._meant is None else replace(self._meant, items=items)

    def _open_results(self) -> list[Result]:
        return [one for one in self.results.values() if one.outcome not in _DONE]

    def _show_running(self) -> None:
        form = self._meant
        if form is None:
            return
        if not self.results:
            meant = {one.id for one in form.items}
            rows = [self._row(one) for one in self.candidates.values() if one.id in meant]
            self.list.set_rows(rows)
        for one in form.items:
            self.results.pop(one.id, None)
        for part in (self.scope, self.what, self.no_undo, self.detail):
            part.hide()
        self.said.setText(progress_words(len(self.results), self._whole()))
        self._name_accept(self.accept_button.text() if self.accept_button else "", on=False)
        self._leave_button().setProperty("stopping", False)
        self._leave_button().setText(_("Stop"))
        self._leave_button().setFocus()
        self._fit()

    def _whole(self) -> int:
        return len(self.list.model_.rows)

    def _told(self, results: tuple[Result, ...]) -> None:
        form = self._meant
        if form is None:
            return
        for one in results:
            self.results[one.id] = one
            self.list.put_row(result_row(self.candidates[one.id], form.action, one))
        if results:
            self.list.select(results[-1].id)
        self.said.setText(progress_words(len(self.results), self._whole()))

    def _finished(self) -> None:
        """Say what became of them, and offer those that are left once more."""
        left = self._open_results()
        self.question.hide()
        self.said.setText(outcome_words(self.results.values()))
        self._leave_button().setText(_("Close"))
        self._leave_button().setVisible(bool(left))
        self._name_accept(again_words(left) if left else _("Done"), on=True)
        if left:
            self.list.select(left[0].id)
        if self.accept_button is not None:
            self.accept_button.setFocus()
        self._fit()

    def _stop(self) -> None:
        """After the piece under way; a second time without waiting for its answer."""
        if self._leave_button().property("stopping"):
            self.run.give_up()
            return
        self._leave_button().setProperty("stopping", True)
        self.run.stop()

    # The sheet itself

    def leave(self) -> None:
        """Back; while it runs this stops it."""
        if self.run.running:
            self._stop()
        else:
            self.close_sheet()

    def close_sheet(self) -> None:
        """Take the sheet away, and say so."""
        self._context.tasks.drop(self._key)
        super().close_sheet()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape asks while it runs; Enter presses what has the focus, or leads to the prominent button."""
        key, focused = event.key(), self.focusWidget()
        if key == Qt.Key.Key_Escape and self.run.running:
            if self.question.asking:
                self.question.keep.click()
            else:
                self._ask()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (event.isAutoRepeat() or self._presses(focused)):
            pass  # an Enter that was held since the sheet was asked for does nothing
        else:
            super().keyPressEvent(event)

    def _presses(self, focused: QWidget | None) -> bool:
        """Whether Enter was for something else than the prominent button, which has to have the focus first."""
        if focused is self.accept_button or self.accept_button is None:
            return False
        if isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        elif self.accept_button.isEnabled():
            self.accept_button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _ask(self) -> None:
        left = self._whole() - len(self.results)
        words = ngettext(
            "{count} is still to be done. Stop, and leave it as it is?",
            "{count} are still to be done. Stop, and leave them as they are?",
            left,
        )
        self._leave_button().hide()  # the question has a button of its own that stops
        self.question.ask(words.format(count=left))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list is as high as the window has room for, and scrolls what is more."""
        layout = self.panel.layout()
        if layout is None or not self.list.model_.rows:
            return
        self.body.invalidate()  # what was hidden a moment before takes no room any more
        self.body.activate()
        self._form.updateGeometry()
        layout.activate()
        rest = self.panel.sizeHint().height() - self.list.height()
        rows = max(_LEAST_ROWS, min(_MOST_ROWS, (self.height() - 2 * SPACE[3] - rest) // _ROW))
        self.list.setFixedHeight(min(rows, len(self.list.model_.rows)) * _ROW + 4)

    def _name_accept(self, words: str, *, on: bool) -> None:
        if self.accept_button is not None:
            self.accept_button.setText(words)
            self.accept_button.setAccessibleName(words)
            self.accept_button.setEnabled(on)
            self.accept_button.updateGeometry()

    def _explain(self, key: object) -> None:
        """A long reason stands whole under the list."""
        row = next((row for row in self.list.model_.rows if row.key == key), None)
        wrong = row is not None and (row.colour == "danger" or row.icon == "ph.prohibit")
        self.detail.setText(row.line if row is not None and wrong else "")
        self.detail.setVisible(wrong)

    def _leave_button(self) -> QPushButton:
        found = self.panel.findChild(QPushButton, "many_leave")
        if found is None:
            raise LookupError("many_leave")
        return found
