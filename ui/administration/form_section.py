"""A section that is one form: read aside, shown as it is saved, read again when it was left or changed elsewhere."""

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.choices import CenterChoice
from ui.administration.editor import PlanEditor
from ui.administration.section import Section
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import EmptyState, Loading, button
from ui.widgets.page_stack import PageStack

_LINE = 6


class FormSection(Section):
    """A subclass gives a form and the words, and writes `read` and `begin`."""

    name = ""
    title = ""
    icon = "ph.sliders"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName(f"{self.name}_section")
        self.setAccessibleName(self.title)
        self.context = context
        self.center: CenterChoice | None = None
        self._next_center: CenterChoice | None = None
        """Chosen while something typed was still in the form."""
        self.editor = self.make_editor()
        self._again = button(_("Try again"), name=f"{self.name}_again")
        self._state = EmptyState(self.icon, "", "", self._again, name=f"{self.name}_state")
        self._reading = Loading(_("Reading the settings"), name=f"{self.name}_reading", parent=self)
        self._stack = PageStack()
        self._lay_out()
        self._again.clicked.connect(self.reload)
        self.editor.saved.connect(lambda _saved: self.reload())
        self.editor.closed.connect(self._left)
        self.context.changes.changed.connect(self._changed)
        self.setFocusProxy(next(iter(self.editor.fields.values())).editor)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._reading.setGeometry(0, self.height() - _LINE, self.width(), _LINE)

    # What a subclass writes

    def make_editor(self) -> PlanEditor:
        """The form."""
        raise NotImplementedError

    def read(self, center: CenterChoice) -> Any:
        """What the form shows; runs aside."""
        raise NotImplementedError

    def begin(self, found: Any) -> None:
        """Put what was read into the form."""
        raise NotImplementedError

    # What the page calls

    def show_center(self, center: CenterChoice) -> None:
        """Show what is set at this center, once nothing typed would be lost by it."""
        if self.center is not None and self.center.id != center.id and not self.may_leave():
            self._next_center = center
            return
        self.center = center
        self.reload()

    def may_leave(self) -> bool:
        """Whether nothing typed is in the form; it asks where something is."""
        return self.editor.may_leave()

    def reload(self) -> None:
        """Read it again."""
        center = self.center
        if center is None:
            return
        self._reading.start()
        self.context.tasks.run(lambda: self.read(center), self._found, self._failed, key=f"administration.{self.name}")

    # Inside

    def _lay_out(self) -> None:
        self.editor.setEnabled(False)
        for page in (self.editor, self._state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        self._reading.raise_()

    def _found(self, found: object) -> None:
        self._reading.stop()
        self._stack.setCurrentIndex(0)
        if self.editor.isEnabled() and self.editor.typed():
            return  # it came late: who types is told of the change when they save
        self.editor.setEnabled(True)
        self.begin(found)

    def _failed(self, problem: Problem) -> None:
        self._reading.stop()
        if self.editor.isEnabled():  # what shows stays
            self.context.notices.problem(problem)
            return
        self._state.set_words(_("This cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(1)

    def _changed(self, changes: Changes) -> None:
        if self.center is not None and (changes.everything or self.center.id in changes.plans):
            self.reload()

    def _left(self) -> None:
        """What was typed is dropped: show what is saved, at the center that was chosen meanwhile if one was."""
        center, self._next_center = self._next_center, None
        self.center = center or self.center
        self.reload()
