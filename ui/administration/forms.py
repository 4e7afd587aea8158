"""The section of forms: which fields a form shows, in which order, which are required, and the clinic's own ones."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.rules.words import FormKind, QuestionKind
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import new_command_id
from frontdesk.views.choices import CenterChoice
from frontdesk.views.form_layout import FieldLayout, Layout
from ui.administration.arrangement import Arrangement
from ui.administration.editor_frame import scrolled
from ui.administration.field_lists import FieldLists
from ui.administration.form_field import FieldBox
from ui.administration.form_preview import FormPreview
from ui.administration.section import Section
from ui.form_words import form_word
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, Segmented, button, label
from ui.widgets.bar import PageBar
from ui.widgets.leaving import LeaveQuestion
from ui.widgets.page_stack import PageStack


class FormsSection(Section):
    """Two lists, shown and not shown; what is chosen in them is set beside them, over a preview of the form."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("forms_section")
        self.setAccessibleName(_("Forms"))
        self._context = context
        self.form = FormKind.CONSUMER
        self.forms = Segmented([(one, form_word(one)) for one in FormKind], name="forms_form", what=_("Form"))
        self.forms.set_value(self.form)
        self._about = label("", style="small", wrap=True, name="forms_about")
        self.arrangement = Arrangement()
        self._sent: LayoutForm | None = None
        self._command_id = ""
        self.lists = FieldLists()
        self.undo = button(_("Cancel"), name="forms_cancel")
        self.save_button = button(_("Save"), name="forms_save", primary=True)
        self.box = FieldBox()
        self.preview = FormPreview()
        self.question = LeaveQuestion(self.save_button)
        self.problem = label("", style="error", wrap=True, name="forms_problem")
        self._again = button(_("Try again"), name="forms_again")
        self._state = EmptyState("ph.clipboard-text", "", "", self._again, name="forms_state")
        self._bar = PageBar(_("Forms"), reading=_("Reading the form"), name="forms", height=52)
        self._stack = PageStack()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.lists)

    # Parts

    def _lay_out(self) -> None:
        row = self._bar.row
        row.addWidget(self.forms)
        row.addStretch(1)
        for part in (self.undo, self.save_button):
            row.addWidget(part)
        body = QFrame()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.lists)
        across.addLayout(self._beside(), 1)
        for page in (body, self._state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def _beside(self) -> QVBoxLayout:
        said = QVBoxLayout()
        said.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        for part in (self.problem, self.question):
            said.addWidget(part)
        heading = label(_("Preview"), style="caption")
        heading.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addLayout(said)
        column.addWidget(heading)
        column.addWidget(self._about)
        column.addWidget(scrolled(self.preview), 1)
        self.problem.hide()
        self._about.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        self._about.hide()
        return column

    def _join(self) -> None:
        self.lists.chosen.connect(self._offer)
        self.lists.move_wanted.connect(self.move_by)
        self.lists.toggle_wanted.connect(self.toggle)
        self.lists.kind_wanted.connect(self.add_field)
        self.undo.clicked.connect(self._undo)
        self.save_button.clicked.connect(self.save)
        self.box.changed.connect(self._edited)
        self.question.meant.connect(self.reload)
        self._again.clicked.connect(self.reload)
        self.forms.chosen.connect(self._choose_form)
        self._context.changes.changed.connect(self._changed)

    # What the page calls

    def show_center(self, center: CenterChoice) -> None:
        """The forms are the same at every center."""
        del center
        if not self.arrangement.seen:
            self.reload()

    def may_leave(self) -> bool:
        """Whether nothing was changed; it asks where something was."""
        if not self.changed():
            return True
        self.question.ask(_("Leave without saving? What you changed is dropped."))
        return False

    def changed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.arrangement.changed()

    def reload(self) -> None:
        """Read the form again, as it is saved."""
        form, layouts = self.form, self._context.clinic.form_layouts
        self._bar.loading.start()
        self._context.tasks.run(lambda: layouts.layout(form), self._found, self._failed, key="administration.forms")

    def _choose_form(self, form: object) -> None:
        """Another form, unless something was changed in this one."""
        if not isinstance(form, FormKind) or form is self.form:
            return
        if not self.may_leave():
            self.forms.set_value(self.form)
            return
        self.form = form
        about = {FormKind.REQUEST: _("Who, what, where and when are asked in every booking.")}
        self._about.setText(about.get(form, ""))
        self._about.setVisible(form in about)
        self.reload()

    # Changing

    def current(self) -> FieldLayout | None:
        """The field that is chosen in either list."""
        return self.arrangement.field(self.lists.current_key())

    def add_field(self, kind: QuestionKind) -> None:
        """A new field of the clinic's own, last in the form."""
        self._show(self.arrangement.add(kind))
        self.box.name.setFocus()

    def move_by(self, step: int) -> None:
        """Move the chosen field so many places up or down among those that show."""
        one = self.current()
        if one is not None and self.arrangement.move(one.code, step):
            self._show(one.code)

    def toggle(self) -> None:
        """Show the chosen field, or show it no more."""
        one = self.current()
        if one is not None and self.arrangement.toggle(one.code):
            self._show(one.code)
            (self.lists.hidden if one.shown else self.lists.shown).setFocus()

    def _edited(self, changed: FieldLayout) -> None:
        self.arrangement.put(changed)
        self._show(changed.code)

    # Saving

    def save(self) -> None:
        """Save the form for all desks; the same form sent again keeps its command id."""
        if not self.changed():
            return
        form = LayoutForm(self.form, self.arrangement.wanted(), self.arrangement.seen)
        if form != self._sent:
            self._sent, self._command_id = form, new_command_id()
        layouts, command_id = self._context.clinic.form_layouts, self._command_id
        self._say("")
        self.save_button.setEnabled(False)
        self._context.tasks.run(lambda: layouts.save(form, command_id), self._saved, self._refused)

    def _saved(self, saved: object) -> None:
        changes = getattr(saved, "changes", Changes())
        self.arrangement = Arrangement(self.arrangement.wanted())
        self._context.notices.show(_("Saved: {form}").format(form=form_word(self.form)))
        self.reload()
        self._context.changes.changed.emit(changes)

    def _refused(self, problem: Problem) -> None:
        self._offer()
        if isinstance(problem, ChangedElsewhere):
            who = problem.by or _("Somebody else")
            words = _(
                "{who} changed the form meanwhile. Nothing was saved, what you changed is kept. Save it if it holds."
            )
            form, layouts = self.form, self._context.clinic.form_layouts
            self._context.tasks.run(lambda: layouts.layout(form), self._take_newer, self._failed)
            self._say(words.format(who=who))
            return
        place, _dot, part = _place_of(problem)
        if part and place < len(self.arrangement.fields):
            self._show(self.arrangement.fields[place].code)
            self.box.refuse(part, sentence(problem))
        else:
            self._say(sentence(problem))

    def _take_newer(self, layout: Layout) -> None:
        """What this person put together stays; fields that others made meanwhile come in."""
        self.arrangement.take_newer(layout)
        self._show(None)

    # Showing

    def _found(self, layout: Layout) -> None:
        self._bar.loading.stop()
        self._stack.setCurrentIndex(0)
        self.arrangement = Arrangement(layout)
        self._say("")
        self.question.hide()
        self._show(self.arrangement.fields[0].code)

    def _failed(self, problem: Problem) -> None:
        self._bar.loading.stop()
        if self.arrangement.seen:  # what shows stays
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("This cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(1)

    def _changed(self, changes: Changes) -> None:
        if changes.everything and self.arrangement.seen and not self.changed():
            self.reload()

    def _undo(self) -> None:
        self.question.hide()
        self.reload()

    def _show(self, code: str | None) -> None:
        self.lists.show_fields(self.arrangement, code)
        self.preview.show_fields(self.arrangement.shown())
        self._offer()

    def _offer(self) -> None:
        one = self.current()
        self.box.show_field(one)
        self.lists.offer(one, self.arrangement.shown())
        for part in (self.undo, self.save_button):
            part.setEnabled(self.changed())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves, or presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)


def _place_of(problem: Problem) -> tuple[int, str, str]:
    """Which field a problem is about, and which part of it: `fields.2.name`."""
    named = problem.fields[0] if isinstance(problem, RuleBroken) and problem.fields else ""
    head, _dot, rest = named.partition(".")
    place, dot, part = rest.partition(".")
    return (int(place), dot, part) if head == "fields" and place.isdecimal() else (0, "", "")
