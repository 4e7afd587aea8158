"""A tab of things that are written on an appointment, each corrected where it stands, which history records."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.services.forms import Acted, new_command_id
from frontdesk.views.appointment import AppointmentView
from ui.appointments.written_row import WrittenLine, WrittenRow
from ui.problems import sentence
from ui.saving import Saving, checking_words, saving_once
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import label
from ui.widgets.answer import AnswerEditor
from ui.widgets.scrolled import Scrolled


class WrittenTab(Scrolled):
    """`saved` with Changes after a correction; `stale` when somebody else was quicker: read it again.

    What is being typed stays through every reload. A subclass says what there is and how it is saved.
    """

    saved = Signal(object)
    stale = Signal()
    copies = False

    def __init__(self, context: Context, name: str, what: str, correct: str, parent: QWidget | None = None) -> None:
        super().__init__(name, what, parent)
        self._context = context
        self._name, self._correct = name, correct
        self._view: AppointmentView | None = None
        self.rows: dict[int, WrittenRow] = {}
        self._sent: tuple[object, ...] = ()
        self._command_id = ""
        self._asking: dict[tuple[object, ...], Saving] = {}
        """What was sent and is not known to be saved."""
        self._foot = label("", style="small", wrap=True, name=f"{name}_foot")
        self.column.addWidget(self._foot)
        self.column.addStretch(1)

    def lines(self, view: AppointmentView) -> Sequence[WrittenLine]:
        """What there is."""
        raise NotImplementedError

    def send(self, view: AppointmentView, key: int, seen: int | str, value: str, command_id: str) -> Acted:
        """Save a value; runs aside from the window's thread."""
        raise NotImplementedError

    def foot(self, view: AppointmentView) -> str:
        """What stands below them all."""
        del view
        return ""

    def show_view(self, view: AppointmentView) -> None:
        """Show what is written on this appointment."""
        lines = self.lines(view)
        if self._view is None or self._view.id != view.id or list(self.rows) != [line.key for line in lines]:
            self._make_rows(lines)
        self._view = view
        for line in lines:
            self.rows[line.key].show_line(line, may_edit=view.may_correct)
        self._foot.setText(self.foot(view))
        self._foot.setVisible(bool(self._foot.text()))

    def _make_rows(self, lines: Sequence[WrittenLine]) -> None:
        for row in self.rows.values():
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for place, line in enumerate(lines):
            row = WrittenRow(line, name=self._name, correct=self._correct, copied=self._copied if self.copies else None)
            row.save_wanted.connect(partial(self._save, row))
            self.rows[line.key] = row
            self.column.insertWidget(place, row)
        self._foot.raise_()  # screen readers go through them in the order of the children

    @property
    def editing(self) -> bool:
        """Whether something is being corrected."""
        return self.editor is not None

    @property
    def editor(self) -> AnswerEditor | None:
        """The first editor that is open."""
        return next((row.editor for row in self.rows.values() if row.editor is not None), None)

    def correct(self, key: int) -> None:
        """Begin to correct that one."""
        if key in self.rows and self._view is not None and self._view.may_correct:
            self.rows[key].begin()

    def save(self) -> None:
        """Save what is being corrected."""
        for row in self.rows.values():
            row.save()

    def _save(self, row: WrittenRow) -> None:
        view = self._view
        if view is None or row.editor is None:
            return
        key, seen, value = row.line.key, row.seen, row.editor.value()
        sent = (view.id, key, seen, value)
        if sent != self._sent:
            self._sent, self._command_id = sent, new_command_id()
        if (asking := self._asking.get(sent)) is not None:
            asking.try_now()
            return
        self._asking[sent] = saving = saving_once(self._context.tasks, self)
        saving.saved.connect(partial(self._saved, row, sent))
        saving.refused.connect(partial(self._failed, row, sent))
        saving.checking.connect(lambda _problem: self._say(row, checking_words()))
        saving.save(lambda command_id: self.send(view, key, seen, value, command_id), self._command_id)

    def _saved(self, row: WrittenRow, sent: tuple[object, ...], acted: Acted) -> None:
        self._asking.pop(sent)
        self._sent = ()
        if row in self.rows.values():
            row.leave()
        self.saved.emit(acted.changes)

    def _failed(self, row: WrittenRow, sent: tuple[object, ...], problem: Problem) -> None:
        self._asking.pop(sent)
        if isinstance(problem, ChangedElsewhere):
            self.stale.emit()
        else:
            self._say(row, sentence(problem))

    def _say(self, row: WrittenRow, words: str) -> None:
        """Beside what was typed, or as a notice where another appointment shows by now."""
        if row in self.rows.values():
            row.say(words)
        else:
            self._context.notices.show(words)

    def _copied(self, word: str) -> None:
        self._context.notices.show(_("Copied: {name}").format(name=word))
