"""The section of forms: which fields a form shows, in which order, which are required, and the clinic's own ones."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.rules.words import FormKind, QuestionKind
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import new_command_id
from frontdesk.views.choices import CenterChoice
from frontdesk.views.form_layout import FIXED, FieldLayout, Layout
from ui.administration.arrangement import Arrangement
from ui.administration.editor_frame import scrolled
from ui.administration.form_field import FieldBox
from ui.administration.form_preview import FormPreview
from ui.administration.section import Section
from ui.form_words import field_name, form_word, kind_word
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, Row, RowList, Segmented, button, icon_button, label
from ui.widgets.bar import PageBar
from ui.widgets.leaving import LeaveQuestion

_LISTS: Final = 264


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
        self.shown = RowList(name="forms_shown", what=_("Shown, in this order"), framed=True)
        self.hidden = RowList(name="forms_hidden", what=_("Not shown"), framed=True)
        self.up = icon_button("ph.arrow-up", _("Move up (Alt+Up)"), name="forms_up")
        self.down = icon_button("ph.arrow-down", _("Move down (Alt+Down)"), name="forms_down")
        self.toggle = button(_("Do not show"), name="forms_toggle")
        self.add = button(_("Add field"), name="forms_add", icon="ph.plus")
        self.undo = button(_("Cancel"), name="forms_cancel")
        self.save_button = button(_("Save"), name="forms_save", primary=True)
        self.box = FieldBox()
        self.preview = FormPreview()
        self.question = LeaveQuestion()
        self.problem = label("", style="error", wrap=True, name="forms_problem")
        self._again = button(_("Try again"), name="forms_again")
        self._state = EmptyState("ph.clipboard-text", "", "", self._again, name="forms_state")
        self._bar = PageBar(_("Forms"), reading=_("Reading the form"), name="forms", height=52)
        self._stack = QStackedWidget()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.shown)

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
        across.addWidget(self._lists())
        across.addLayout(self._beside(), 1)
        for page in (body, self._state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def _lists(self) -> QFrame:
        side = QFrame()
        side.setProperty("edge", "right")
        side.setFixedWidth(_LISTS)
        moves = QHBoxLayout()
        moves.setSpacing(SPACE[0])
        for part in (self.up, self.down, self.toggle):
            moves.addWidget(part)
        moves.addStretch(1)
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[1])
        column.addWidget(label(_("Shown, in this order"), style="caption"))
        column.addWidget(self.shown, 3)
        column.addLayout(moves)
        column.addWidget(label(_("Not shown"), style="caption"))
        column.addWidget(self.hidden, 1)
        column.addWidget(self.add)
        self.hidden.setMinimumHeight(76)
        return side

    def _beside(self) -> QVBoxLayout:
        said = QVBoxLayout()
        said.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        for part in (self.problem, self.question):
            said.addWidget(part)
        heading = label(_("Preview"), style="caption")
        heading.setContentsMargins(SPACE[3], SPACE[2], 0, 0)
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
        for each in (self.shown, self.hidden):
            each.chosen.connect(self._chosen)
            each.opened.connect(lambda _key: self._toggle())
            each.installEventFilter(self)
        self.hidden.chosen.connect(lambda _key: self._leave_list(self.shown))
        self.shown.chosen.connect(lambda _key: self._leave_list(self.hidden))
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))
        self.toggle.clicked.connect(self._toggle)
        self.add.setMenu(self._kinds())
        self.undo.clicked.connect(self._undo)
        self.save_button.clicked.connect(self.save)
        self.box.changed.connect(self._edited)
        self.question.meant.connect(self.reload)
        self._again.clicked.connect(self.reload)
        self.forms.chosen.connect(self._choose_form)
        self._context.changes.changed.connect(self._changed)

    def _kinds(self) -> QMenu:
        menu = QMenu(self.add)
        for kind in (
            QuestionKind.TEXT,
            QuestionKind.NUMBER,
            QuestionKind.DATE,
            QuestionKind.CHOICE,
            QuestionKind.YES_NO,
        ):
            one = QAction(kind_word(kind), menu)
            one.setObjectName(f"forms_add_{kind.value.replace('-', '_')}")
            one.triggered.connect(lambda _on, kind=kind: self.add_field(kind))
            menu.addAction(one)
        return menu

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
        return self.arrangement.field(self.shown.current_key() or self.hidden.current_key())

    def add_field(self, kind: QuestionKind) -> None:
        """A new field of the clinic's own, last in the form."""
        self._show(self.arrangement.add(kind))
        self.box.name.setFocus()

    def move_by(self, step: int) -> None:
        """Move the chosen field so many places up or down among those that show."""
        one = self.current()
        if one is not None and self.arrangement.move(one.code, step):
            self._show(one.code)

    def _toggle(self) -> None:
        one = self.current()
        if one is not None and self.arrangement.toggle(one.code):
            self._show(one.code)
            (self.hidden if one.shown else self.shown).setFocus()

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
        for each, fields in ((self.shown, self.arrangement.shown()), (self.hidden, self.arrangement.hidden())):
            each.blockSignals(True)
            each.set_rows(_rows(fields), keep=False)
            if code is not None:
                each.select(code)
            each.blockSignals(False)
        self.preview.show_fields(self.arrangement.shown())
        self._offer()

    def _chosen(self, _key: object) -> None:
        self._offer()

    def _leave_list(self, other: RowList) -> None:
        """Only one field is chosen, whichever list it is in."""
        other.blockSignals(True)
        other.clearSelection()
        other.setCurrentIndex(other.model_.index(-1))
        other.blockSignals(False)
        self._offer()

    def _offer(self) -> None:
        one = self.current()
        shown = self.arrangement.shown()
        place = shown.index(one) if one in shown else -1
        self.box.show_field(one)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(shown) - 1)
        self.toggle.setEnabled(one is not None and one.code not in FIXED)
        self.toggle.setText(_("Show") if one is not None and not one.shown else _("Do not show"))
        for part in (self.undo, self.save_button):
            part.setEnabled(self.changed())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """In a list Alt with an arrow moves the field, Delete takes it out of the form."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_by(steps[Qt.Key(event.key())])
            return True
        if event.key() == Qt.Key.Key_Delete and watched is self.shown:
            self._toggle()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves, or presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)


def _rows(fields: Iterable[FieldLayout]) -> list[Row]:
    return [
        Row(
            one.code,
            field_name(one) or _("New field"),
            right=_("required") if one.required else "",
            icon="ph.star" if one.own else "",
        )
        for one in fields
    ]


def _place_of(problem: Problem) -> tuple[int, str, str]:
    """Which field a problem is about, and which part of it: `fields.2.name`."""
    named = problem.fields[0] if isinstance(problem, RuleBroken) and problem.fields else ""
    head, _dot, rest = named.partition(".")
    place, dot, part = rest.partition(".")
    return (int(place), dot, part) if head == "fields" and place.isdecimal() else (0, "", "")
