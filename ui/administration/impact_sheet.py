"""Which booked appointments a change breaks, what is to be done with them, and row by row what became of each."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.services.schedule_forms import Saved, Settled, Settling
from frontdesk.views.schedules import Broken, Impact
from ui.administration.impact_words import (
    accept_words,
    broken_row,
    failed_row,
    settled_row,
    span_words,
    title_words,
)
from ui.administration.settle_choice import SettleChoice
from ui.administration.settling import SettlingRun
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.theme import SPACE
from ui.widgets import RowList, Sheet, label

_WIDTH = 600
_ROW = 50
_MOST_ROWS = 5


class ImpactSheet(Sheet):
    """`meant` asks for the change to be saved: call `after_saving` then. `closed` when the sheet is gone.

    `verb` is what the change is ("Save", "Remove"), empty where it has been saved before and is only to be settled.
    """

    meant = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, context: Context, impact: Impact, *, verb: str, words: str = "") -> None:
        title = title_words(impact.total, words)
        super().__init__(parent, title, verb or _("Settle"), name="impact", leave=_("Back"), width=_WIDTH)
        self.was_saved: Saved | None = None
        self._impact = impact
        self._verb = verb
        self._rows = {one.appointment_id: broken_row(one) for one in impact.broken}
        self._left = {one.appointment_id: one for one in impact.broken}
        self._tried = self._whole = 0
        self.list = RowList(name="impact_list", what=title, framed=True)
        self.detail = label("", style="small", wrap=True, name="impact_detail")
        self.choice = SettleChoice(context, may_stay=bool(verb))
        self.progress = label("", style="strong", wrap=True, name="impact_progress")
        self.run = SettlingRun(context, self)
        self._lay_out_body(words)
        self._join()

    def _lay_out_body(self, words: str) -> None:
        if words:
            self.body.addWidget(label(words, wrap=True, name="impact_words"))
        self.body.addWidget(label(self._about(), style="muted", wrap=True, name="impact_about"))
        self.list.set_rows(list(self._rows.values()))
        for part in (self.list, self.detail, self.progress, self.choice):
            self.body.addWidget(part)
        for part in (self.list, self.choice):
            part.setVisible(bool(self._rows))
        for said_later in (self.detail, self.progress):
            said_later.hide()
        self._name_accept()

    def _about(self) -> str:
        if not self._impact.total:
            return _("No booked appointment is touched.")
        if self._impact.total == len(self._impact.broken):
            return span_words(self._impact.broken)
        words = _("The first {count} are shown. The others stay listed on this page until they are settled.")
        return words.format(count=len(self._impact.broken))

    def _join(self) -> None:
        self.accepted.connect(self._accept)
        self.choice.changed.connect(self._name_accept)
        self.choice.changed.connect(self._fit)
        self.list.chosen.connect(self._explain)
        self.run.settled.connect(self._settled)
        self.run.failed.connect(self._failed)
        self.run.finished.connect(self._finished)

    def open(self) -> None:
        """Show it; the choice has the focus, so that arrows choose and Enter does it."""
        super().open()
        self._fit()
        self._focus()

    def after_saving(self, saved: Saved) -> None:
        """The change is saved: settle the appointments, or leave them if that was chosen."""
        self.was_saved = saved
        if self.choice.how is None or not self._left:
            self.close_sheet()
        else:
            self._settle()

    def refuse(self, problem: Problem) -> None:
        """It is not known whether the change was saved: say so, and let it be sent again."""
        self.progress.setText(sentence(problem))
        self._leave_button().setEnabled(True)
        if self.accept_button is not None:
            self.accept_button.setEnabled(True)
            self.accept_button.setFocus()

    def leave(self) -> None:
        """Back; while appointments are being settled, stop after the one under way."""
        if self.run.running:
            self.run.stop()
        elif self._leave_button().isEnabled():
            self.close_sheet()

    def close_sheet(self) -> None:
        """Take the sheet away, and say so."""
        super().close_sheet()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses Back where that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() is self._leave_button():
            self.leave()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        if self._verb and self.was_saved is None:
            self._set_busy(_("Saving…"))
            self.meant.emit()
        elif self.choice.how is None or not self._left:
            self.close_sheet()
        else:
            self._settle()

    def _settle(self) -> None:
        how = self.choice.how
        if how is None:
            return
        self._whole, self._tried = len(self._left), 0
        self.choice.hide()
        self._set_busy(self._progress_words())
        self._leave_button().setText(_("Stop"))
        self._leave_button().setEnabled(True)
        self.run.start(
            list(self._left.values()),
            how,
            self.choice.message.text(),
            notify=self.choice.notify.isChecked(),
            reason_id=self.choice.reason_id,
        )

    def _settled(self, broken: Broken, settled: Settled) -> None:
        del self._left[broken.appointment_id]
        self._rows[broken.appointment_id] = settled_row(broken, settled, self.choice.how or Settling.MOVE)
        self._show_row(broken)

    def _failed(self, broken: Broken, problem: Problem) -> None:
        self._rows[broken.appointment_id] = failed_row(broken, problem)
        if isinstance(problem, ChangedElsewhere):  # the row says what changed; trying again is the decision to go on
            self._left[broken.appointment_id] = replace(broken, version=problem.now)
        self._show_row(broken)

    def _show_row(self, broken: Broken) -> None:
        self._tried += 1
        self.list.set_rows(list(self._rows.values()))
        self.list.select(broken.appointment_id)
        self.progress.setText(self._progress_words())

    def _progress_words(self) -> str:
        return _("{done} of {all} tried").format(done=self._tried, all=self._whole)

    def _finished(self) -> None:
        """Say what became of them; those that are left can be tried again, in this way or another."""
        settled = len(self._rows) - len(self._left)
        words = [ngettext("{count} settled", "{count} settled", settled).format(count=settled)]
        if self._left:
            words.append(ngettext("{count} left", "{count} left", len(self._left)).format(count=len(self._left)))
            self.list.select(next(iter(self._left)))
        self.progress.setText(", ".join(words))
        self.choice.setVisible(bool(self._left))
        self._leave_button().setText(_("Close"))
        self._leave_button().setVisible(bool(self._left))
        if self.accept_button is not None:
            self.accept_button.setEnabled(True)
        self._name_accept()
        self._focus()

    def _name_accept(self) -> None:
        if self.accept_button is None:
            return
        words = _("Done")
        if self._left or self.was_saved is None:
            verb = self._verb if self.was_saved is None else ""
            words = accept_words(self.choice.how, len(self._left), verb)
        self.accept_button.setText(words)
        self.accept_button.setAccessibleName(words)
        self.accept_button.updateGeometry()

    def _fit(self) -> None:
        """The list is as high as the window has room for, and scrolls what is more."""
        layout = self.panel.layout()
        if layout is None:
            return
        layout.activate()
        rest = self.panel.sizeHint().height() - self.list.height()
        most = (self.height() - 2 * SPACE[3] - rest) // _ROW
        self.list.setFixedHeight(min(max(2, most), _MOST_ROWS, len(self._rows)) * _ROW + 4)

    def _set_busy(self, words: str) -> None:
        self.progress.setText(words)
        self.progress.show()
        self._leave_button().setEnabled(False)
        if self.accept_button is not None:
            self.accept_button.setEnabled(False)

    def _focus(self) -> None:
        wanted = self.choice.checked() if self._left else self.accept_button
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave_button(self) -> QPushButton:
        found = self.panel.findChild(QPushButton, "impact_leave")
        if found is None:
            raise LookupError("impact_leave")
        return found

    def _explain(self, key: object) -> None:
        """A long reason stands whole under the list."""
        row = next((row for row in self._rows.values() if row.key == key), None)
        failed = row is not None and row.colour == "danger"
        self.detail.setText(row.line if row is not None and failed else "")
        self.detail.setVisible(failed)
