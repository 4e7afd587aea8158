"""A section that is a list of named things in order, each of which can be renamed, moved, and taken out of use."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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
from ui.administration.named_row import NamedRow, RowWords
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
"""Of a row, logical pixels."""


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a list says; `changed` has the places {who}, {was} and {now}."""

    title: str
    hint: str
    add: str
    none: str
    changed: str
    row: RowWords


class NamedListSection(Section):
    """One row for each; Save saves them all, Enter too. Alt with an arrow moves the row that has the focus.

    A subclass gives its words, and writes `read`, `write` and `lines_of`; where more than the rows is saved, `wanted`.
    """

    name = ""
    icon = ""
    row_width = _WIDTH

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.words = words = self.list_words()
        self.setObjectName(f"{self.name}_section")
        self.setAccessibleName(words.title)
        self.context = context
        self.seen: Any = None
        """What is saved, as it was last read; None before."""
        self.rows: list[NamedRow] = []
        self._sent: tuple[Any, Any] | None = None
        self._command_id = ""
        self.add = button(words.add, name=f"{self.name}_add", icon="ph.plus")
        self.undo = button(_("Cancel"), name=f"{self.name}_cancel")
        self.save_button = button(_("Save"), name=f"{self.name}_save", primary=True)
        self.question = LeaveQuestion(self.save_button)
        self.problem = label("", style="error", wrap=True, name=f"{self.name}_problem")
        self._none = label(words.none, style="muted", wrap=True, name=f"{self.name}_none")
        self._again = button(_("Try again"), name=f"{self.name}_again")
        self._state = EmptyState(self.icon, "", "", self._again, name=f"{self.name}_state")
        self._bar = PageBar(words.title, reading=_("Reading the list"), name=self.name, height=52)
        self._list = QVBoxLayout()
        self._stack = PageStack()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.add)

    # What a subclass writes

    def list_words(self) -> ListWords:
        """What it says."""
        raise NotImplementedError

    def read(self) -> Any:
        """What is saved: something that can be compared; runs aside."""
        raise NotImplementedError

    def write(self, wanted: Any, seen: Any, command_id: str) -> Saved:
        """Save it; runs aside."""
        raise NotImplementedError

    def lines_of(self, found: Any) -> tuple[Any, ...]:
        """The lines of what was read."""
        raise NotImplementedError

    def saved_words(self) -> str:
        """What the notice says when it is saved."""
        raise NotImplementedError

    def wanted(self) -> Any:
        """What is to be saved, as it stands here."""
        return self.lines()

    def make_row(self, line: Any, number: int) -> NamedRow:
        """The row of a line; its controls are told from those of the others by its number."""
        return NamedRow(line, number, self.words.row)

    def line_of(self, row: NamedRow) -> Any:
        """The line as it stands in its row."""
        return row.line()

    def parts_above(self) -> tuple[QWidget, ...]:
        """What stands above the rows."""
        return (label(self.words.hint, style="small", wrap=True),)

    def show_found(self, found: Any) -> None:
        """Show what is saved beside the lines."""

    def drop(self) -> None:
        """What was changed is not wanted: show what is saved."""
        self.reload()

    # What the page calls, and the person does

    def _lay_out(self) -> None:
        self._bar.row.addStretch(1)
        for made in (self.undo, self.save_button):
            self._bar.row.addWidget(made)
        inside = QWidget()
        inside.setProperty("scrolled", True)
        inside.setMaximumWidth(self.row_width + 2 * SPACE[3])
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[1])
        for part in (*self.parts_above(), self.question, self.problem, self._none):
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
        self.add.clicked.connect(self.add_line)
        self.undo.clicked.connect(self.reload)
        self.save_button.clicked.connect(self.save)
        self.question.meant.connect(self.drop)
        self._again.clicked.connect(self.reload)
        self.context.changes.changed.connect(self._changed)

    def show_center(self, center: CenterChoice) -> None:
        """The list is the same at every center."""
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

    def lines(self) -> tuple[Any, ...]:
        """The lines as they stand in the rows."""
        return tuple(self.line_of(row) for row in self.rows)

    def reload(self) -> None:
        """Read it again, as it is saved."""
        self._bar.loading.start()
        self.context.tasks.run(self.read, self._found, self._failed, key=f"administration.{self.name}")

    def add_line(self) -> None:
        """A new one, last."""
        self._put(NamedLine(None, ""))
        self._order_tabs()
        self.offer()
        self.rows[-1].name.setFocus()

    def put_row(self, row: NamedRow, step: int) -> None:
        """Move a row so many places down, or up."""
        place = self.rows.index(row)
        to = place + step
        if 0 <= to < len(self.rows):
            self.rows.insert(to, self.rows.pop(place))
            self._list.removeWidget(row)
            self._list.insertWidget(to, row)
            for each in self.rows:
                each.raise_()  # screen readers go through them in this order
            self._order_tabs()
            self.offer()

    def save(self) -> None:
        """Save them for all desks; the same sent again keeps its command id."""
        if self.seen is None or not self.changed():
            return
        wanted, seen = self.wanted(), self.seen
        if (wanted, seen) != self._sent:
            self._sent, self._command_id = (wanted, seen), new_command_id()
        command_id = self._command_id
        self._say("")
        self.save_button.setEnabled(False)
        self.context.tasks.run(lambda: self.write(wanted, seen, command_id), self._saved, self._refused)

    def _saved(self, saved: Saved) -> None:
        self.seen = None
        self.context.notices.show(self.saved_words())
        self.reload()
        self.context.changes.changed.emit(saved.changes)

    def _refused(self, problem: Problem) -> None:
        self.offer()
        if isinstance(problem, ChangedElsewhere):
            who = problem.by or _("Somebody else")
            was, now = next(iter(problem.changes.values()))
            self._say(self.words.changed.format(who=who, was=was, now=now))
            return
        place = next((int(one.split(".")[1]) for one in _fields(problem) if one.startswith("fields.")), None)
        if place is not None and place < len(self.rows):
            self.rows[place].refuse(sentence(problem))
        else:
            self._say(sentence(problem))

    def _found(self, found: Any) -> None:
        self._bar.loading.stop()
        self._stack.setCurrentIndex(0)
        self.seen = found
        self.question.hide()
        self._say("")
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for one in self.lines_of(found):
            self._put(one)
        self._order_tabs()
        self.show_found(found)
        self.offer()

    def _failed(self, problem: Problem) -> None:
        self._bar.loading.stop()
        if self.seen is not None:  # what shows stays
            self.context.notices.problem(problem)
            return
        self._state.set_words(_("This cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(1)

    def _changed(self, changes: Changes) -> None:
        if changes.everything and self.seen is not None and not self.changed():
            self.reload()

    def _put(self, one: Any) -> None:
        row = self.make_row(one, len(self.rows) + 1)
        row.changed.connect(self.offer)
        row.move_wanted.connect(lambda step, row=row: self.put_row(row, step))
        row.dropped.connect(lambda row=row: self._drop(row))
        self.rows.append(row)
        self._list.addWidget(row)

    def _order_tabs(self) -> None:
        """Row by row, and Add after the last."""
        for one, after in pairwise([self.add, *(part for row in self.rows for part in row.stops), self.add]):
            self.setTabOrder(one, after)

    def _drop(self, row: NamedRow) -> None:
        """A new one that nobody wants after all."""
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.offer()
        self.add.setFocus()

    def offer(self) -> None:
        """Offer what can be done as it stands; to be called when what a subclass shows was changed."""
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
