"""A section that is a list with a form at its right: read aside, empty, failed, and kept while it is read again."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.choices import CenterChoice
from ui.administration.editor import PlanEditor
from ui.administration.section import Section
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import EmptyState, Row, RowList, button, set_tip
from ui.widgets.bar import PageBar
from ui.widgets.margins import set_margins
from ui.widgets.page_stack import PageStack

BAR = 52
_LEAST_LIST = 400
"""Pixels under which the list gives its place to the form."""


class Listing(Section):
    """A subclass gives a list, a form and the words, and writes `read`, `rows`, `start_new` and `start_edit`."""

    left = Signal()
    """The form was left, or what was in it saved."""
    name = ""
    title = ""
    new_word = ""
    """Empty where nothing new is made here."""
    icon = "ph.list"
    empty = ("", "")
    """What it means that nothing is there, and what to do about it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{self.name}_section")
        self.setAccessibleName(self.title)
        self.context = context
        self.center: CenterChoice | None = None
        self._next_center: CenterChoice | None = None
        """Chosen while something typed was still in the form."""
        self._stale = True
        self.list = self.make_list()
        self.editor = self.make_editor()
        self.new_button = button(self.new_word, name=f"new_{self.name}_button", primary=True, icon="ph.plus")
        self.edit_button = button(_("Edit"), name=f"edit_{self.name}_button")
        self._help = button("", name=f"{self.name}_help")
        self._state = EmptyState(self.icon, "", "", self._help, name=f"{self.name}_state")
        self._helps: Callable[[], None] = self.reload
        self._bar = PageBar(self.title, reading=_("Reading the list"), name=self.name, height=BAR)
        self.loading = self._bar.loading
        self._stack = PageStack()
        self._lay_out()
        self._join()
        self.edit_button.setEnabled(False)
        set_tip(self.edit_button, QKeySequence(Qt.Key.Key_Return).toString(QKeySequence.SequenceFormat.NativeText))
        set_tip(self.new_button, QKeySequence(Qt.Key.Key_Insert).toString(QKeySequence.SequenceFormat.NativeText))
        self.setFocusProxy(self.list)

    # What a subclass writes

    def make_list(self) -> RowList:
        """The list."""
        return RowList(name=f"{self.name}_list", what=self.title)

    def make_editor(self) -> PlanEditor:
        """The form."""
        raise NotImplementedError

    def extra_buttons(self) -> Sequence[QPushButton]:
        """What stands in the bar before the button that makes a new one."""
        return ()

    def read(self, center: CenterChoice) -> Any:
        """What the list shows; runs aside."""
        raise NotImplementedError

    def rows(self, found: Any) -> Sequence[Row]:
        """The rows of what was read; their keys are given back to `start_edit`."""
        raise NotImplementedError

    def start_new(self) -> None:
        """Put an empty form into the editor."""
        raise NotImplementedError

    def start_edit(self, key: Any) -> bool:
        """Put what stands in the row of that key into the editor; False where a row is not edited."""
        raise NotImplementedError

    # What the page calls

    def show_center(self, center: CenterChoice) -> None:
        """Show what there is of this center, once nothing typed would be lost by it."""
        if self.center is not None and self.center.id != center.id:
            if not self.may_leave():
                self._next_center = center
                return
            self.list.set_rows([], keep=False)
            self.close_editor()
        self.center = center
        self.refresh()

    def may_leave(self) -> bool:
        """Whether no form with something typed is open; it asks where one is."""
        return self.editor_place.isHidden() or self.editor.may_leave()

    def refresh(self) -> None:
        """Read the list again, now or when it is looked at."""
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def reload(self) -> None:
        """Read the list again."""
        center = self.center
        if center is None:
            return
        self._stale = False
        self.loading.start()
        self.context.tasks.run(lambda: self.read(center), self._found, self._failed, key=f"administration.{self.name}")

    def new(self) -> None:
        """Open an empty form."""
        if self.new_word and self.may_leave() and self.center is not None:
            self.start_new()
            self.open_editor()

    def edit(self, key: object) -> None:
        """Open the form of a row."""
        if key is not None and self.may_leave() and self.start_edit(key):
            self.list.select(key)
            self.open_editor()

    def open_editor(self) -> None:
        """Show the form at the right of the list, or, where there is little room, in its place."""
        self._share_room(editing=True)
        self.editor_place.show()
        self.editor.focus_first()

    def close_editor(self) -> None:
        """Take the form away; the list has the focus again."""
        self.editor_place.hide()
        self._share_room(editing=False)
        if self.isVisible():
            self.setFocus()
        self.left.emit()
        center, self._next_center = self._next_center, None
        if center is not None:
            self.show_center(center)

    # Inside

    def _lay_out(self) -> None:
        row = self._bar.row
        row.addStretch(1)
        makes = (self.new_button,) if self.new_word else ()
        self._bar_buttons = (*self.extra_buttons(), self.edit_button, *makes)
        for one in self._bar_buttons:
            row.addWidget(one)
        for page in (self.list, self._state):
            self._stack.addWidget(page)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self.editor_place = QFrame()
        self.editor_place.setProperty("edge", "left")
        inside = QHBoxLayout(self.editor_place)
        set_margins(inside, 1, 0, 0, 0)
        inside.addWidget(self.editor)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._left, 1)
        outer.addWidget(self.editor_place)
        self.editor_place.hide()

    def _join(self) -> None:
        self.new_button.clicked.connect(self.new)
        self.list.opened.connect(self.edit)
        self.edit_button.clicked.connect(lambda: self.edit(self.list.current_key()))
        self._help.clicked.connect(self._help_out)
        self.editor.saved.connect(lambda _saved: self.close_editor())
        self.editor.closed.connect(self.close_editor)
        self.editor.fields_changed.connect(lambda: self._share_room(editing=not self.editor_place.isHidden()))
        self.context.changes.changed.connect(self._changed)

    def _changed(self, changes: Changes) -> None:
        if self.center is not None and (changes.everything or self.center.id in changes.plans):
            self.refresh()

    def _found(self, found: object) -> None:
        self.loading.stop()
        rows = self.rows(found)
        self.list.set_rows(rows)
        self.edit_button.setEnabled(bool(rows))
        if rows:
            self._show_page(0, self.list)
            if self.list.current_key() is None:
                self.list.select_first()
        else:
            self._show_state(*self.empty, self.new_word, self.new)

    def _failed(self, problem: Problem) -> None:
        self.loading.stop()
        self._stale = True
        if self.list.model_.rows:  # what shows stays
            self.context.notices.problem(problem)
        else:
            self._show_state(_("This cannot be shown"), sentence(problem), _("Try again"), self.reload)

    def _show_state(self, title: str, words: str, helps: str, help_out: Callable[[], None]) -> None:
        self._state.set_words(title, words)
        self._help.setText(helps)
        self._help.setAccessibleName(helps)
        self._help.setVisible(bool(helps))
        self._helps = help_out
        self._show_page(1, self._help)

    def _show_page(self, number: int, first: QWidget) -> None:
        """The list or what stands there instead; what had the focus gives it to what has taken its place."""
        had = self._stack.isAncestorOf(self.focusWidget() or self)
        self._stack.setCurrentIndex(number)
        self.setFocusProxy(first)
        if had:
            first.setFocus()

    def _help_out(self) -> None:
        self._helps()

    def _share_room(self, *, editing: bool) -> None:
        for one in self._bar_buttons:  # while a form is open, its Save is the one next thing to do
            one.setVisible(not editing)
        wide = self.editor.wanted_width()
        narrow = editing and self.width() < wide + _LEAST_LIST
        self._left.setVisible(not narrow)
        self.editor_place.setMinimumWidth(0 if narrow else wide)
        self.editor_place.setMaximumWidth(self.maximumWidth() if narrow else wide)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """What changed meanwhile is read when it is looked at."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._share_room(editing=not self.editor_place.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Insert opens an empty form; letters go to the row that begins with them."""
        elsewhere = self.editor_place.isHidden() or not self.editor.isAncestorOf(self.focusWidget() or self)
        if event.key() == Qt.Key.Key_Insert and elsewhere:
            self.new()
        else:
            super().keyPressEvent(event)
