"""The section of metadata: the fields that appointments share with the clinic's other systems, in their order."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.services.forms import new_command_id
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.schedule_forms import Saved
from frontdesk.views.choices import CenterChoice
from ui.administration.editor_frame import scrolled
from ui.administration.metadata_row import MetadataRow
from ui.administration.section import Section
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, button, label
from ui.widgets.bar import PageBar
from ui.widgets.leaving import LeaveQuestion
from ui.widgets.page_stack import PageStack

_WIDTH = 560
Fields = tuple[NamedLine, ...]


class MetadataSection(Section):
    """One row for each field; Save saves them all, Enter too. Alt with an arrow moves the row that has the focus."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("metadata_section")
        self.setAccessibleName(_("Metadata"))
        self._context = context
        self.seen: Fields | None = None
        self.rows: list[MetadataRow] = []
        self._sent: tuple[Fields, Fields] | None = None
        self._command_id = ""
        self.add = button(_("Add field"), name="metadata_add", icon="ph.plus")
        self.undo = button(_("Cancel"), name="metadata_cancel")
        self.save_button = button(_("Save"), name="metadata_save", primary=True)
        self.question = LeaveQuestion(self.save_button)
        self.problem = label("", style="error", wrap=True, name="metadata_problem")
        self._none = label(_("No fields yet: appointments show no metadata."), style="muted", name="metadata_none")
        self._again = button(_("Try again"), name="metadata_again")
        self._state = EmptyState("ph.tag", "", "", self._again, name="metadata_state")
        self._bar = PageBar(_("Metadata"), reading=_("Reading the fields"), name="metadata", height=52)
        self._list = QVBoxLayout()
        self._stack = PageStack()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.add)

    def _lay_out(self) -> None:
        self._bar.row.addStretch(1)
        for made in (self.undo, self.save_button):
            self._bar.row.addWidget(made)
        inside = QWidget()
        inside.setProperty("scrolled", True)
        inside.setMaximumWidth(_WIDTH + 2 * SPACE[3])
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[1])
        hint = _("Each appointment shows these fields. Those not in use keep their values and show nowhere.")
        above: tuple[QWidget, ...] = (label(hint, style="small", wrap=True), self.question, self.problem, self._none)
        for part in above:
            column.addWidget(part)
        column.addLayout(self._list)
        column.addWidget(self.add)
        column.addStretch(1)
        self._list.setSpacing(SPACE[1])
        self.problem.hide()
        for page in (scrolled(inside), self._state):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        outer.addWidget(self._stack, 1)

    def _join(self) -> None:
        self.add.clicked.connect(self.add_field)
        self.undo.clicked.connect(self.reload)
        self.save_button.clicked.connect(self.save)
        self.question.meant.connect(self.reload)
        self._again.clicked.connect(self.reload)
        self._context.changes.changed.connect(self._changed)

    def show_center(self, center: CenterChoice) -> None:
        """The fields are the same at every center."""
        del center
        if self.seen is None:
            self.reload()

    def may_leave(self) -> bool:
        """Whether nothing was changed; it asks where something was."""
        if self.changed():
            self.question.ask(_("Leave without saving? What you changed is dropped."))
        return not self.changed()

    def changed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.seen is not None and self.wanted() != self.seen

    def wanted(self) -> Fields:
        """The fields as they stand in the rows."""
        return tuple(row.field() for row in self.rows)

    def reload(self) -> None:
        """Read the fields again, as they are saved."""
        self._bar.loading.start()
        fields = self._context.clinic.metadata_fields
        self._context.tasks.run(fields.all, self._found, self._failed, key="administration.metadata")

    def add_field(self) -> None:
        """A new field, last."""
        self._put(NamedLine(None, ""))
        self._offer()
        self.rows[-1].name.setFocus()

    def put_row(self, row: MetadataRow, step: int) -> None:
        """Move a row so many places down, or up."""
        place = self.rows.index(row)
        to = place + step
        if 0 <= to < len(self.rows):
            self.rows.insert(to, self.rows.pop(place))
            self._list.removeWidget(row)
            self._list.insertWidget(to, row)
            for each in self.rows:
                each.raise_()  # screen readers and Tab go through them in this order
            self._offer()

    def save(self) -> None:
        """Save them for all desks; the same fields sent again keep their command id."""
        if self.seen is None or not self.changed():
            return
        wanted, seen = self.wanted(), self.seen
        if (wanted, seen) != self._sent:
            self._sent, self._command_id = (wanted, seen), new_command_id()
        fields, command_id = self._context.clinic.metadata_fields, self._command_id
        self._say("")
        self.save_button.setEnabled(False)
        self._context.tasks.run(lambda: fields.save(wanted, seen, command_id), self._saved, self._refused)

    def _saved(self, saved: Saved) -> None:
        self.seen = None
        self._context.notices.show(_("Saved: the fields of metadata"))
        self.reload()
        self._context.changes.changed.emit(saved.changes)

    def _refused(self, problem: Problem) -> None:
        self._offer()
        if isinstance(problem, ChangedElsewhere):
            who = problem.by or _("Somebody else")
            was, now = next(iter(problem.changes.values()))
            words = _(
                "{who} changed the fields meanwhile, from “{was}” to “{now}”. Nothing was saved. Cancel shows theirs."
            )
            self._say(words.format(who=who, was=was, now=now))
            return
        place = next((int(one.split(".")[1]) for one in _fields(problem) if one.startswith("fields.")), None)
        if place is not None and place < len(self.rows):
            self.rows[place].refuse(sentence(problem))
        else:
            self._say(sentence(problem))

    def _found(self, fields: Fields) -> None:
        self._bar.loading.stop()
        self._stack.setCurrentIndex(0)
        self.seen = fields
        self.question.hide()
        self._say("")
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for one in fields:
            self._put(one)
        self._offer()

    def _failed(self, problem: Problem) -> None:
        self._bar.loading.stop()
        if self.seen is not None:  # what shows stays
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("This cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(1)

    def _changed(self, changes: Changes) -> None:
        if changes.everything and self.seen is not None and not self.changed():
            self.reload()

    def _put(self, one: NamedLine) -> None:
        row = MetadataRow(one, len(self.rows) + 1)
        row.changed.connect(self._offer)
        row.move_wanted.connect(lambda step, row=row: self.put_row(row, step))
        row.dropped.connect(lambda row=row: self._drop(row))
        self.rows.append(row)
        self._list.addWidget(row)

    def _drop(self, row: MetadataRow) -> None:
        """A new field that nobody wants after all."""
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._offer()
        self.add.setFocus()

    def _offer(self) -> None:
        for place, row in enumerate(self.rows):
            row.set_place(first=place == 0, last=place == len(self.rows) - 1)
        self._none.setVisible(not self.rows)
        for part in (self.undo, self.save_button):
            part.setEnabled(self.changed())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves, or presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused.click() if isinstance(focused, QPushButton) else self.save()
        else:
            super().keyPressEvent(event)


def _fields(problem: Problem) -> tuple[str, ...]:
    return tuple(getattr(problem, "fields", ()))
