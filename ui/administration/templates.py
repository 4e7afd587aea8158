"""The section of message templates: kinds at the left, one language at a time, and how it will look."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.rules.words import MessageKind
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import Saved
from frontdesk.services.templates import Preview, TemplateForm, TemplateLine
from frontdesk.views.choices import CenterChoice
from ui.administration.section import Section
from ui.administration.template_body import TemplateBody
from ui.administration.template_words import field_meanings, kind_word, language_name
from ui.problems import by_field, sentence
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import EmptyState, Sheet, button, label
from ui.widgets.bar import PageBar
from ui.widgets.dropdown import DropDown
from ui.widgets.page_stack import PageStack

_PAUSE = 300
"""Milliseconds without a key before the preview follows."""
Place = tuple[MessageKind, str]


class TemplatesSection(Section):
    """Enter saves, with Ctrl in the text; the preview follows what is typed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("templates_section")
        self.setAccessibleName(_("Message templates"))
        self._context = context
        self.lines: dict[Place, TemplateLine] = {}
        """As they are saved."""
        self.place: Place = (MessageKind.CONFIRMATION, "")
        self._wanted: Place | None = None
        """Chosen while something typed was still there."""
        self._sent: TemplateForm | None = None
        self._command_id = ""
        self.languages = DropDown(name="template_language", what=_("Language"))
        self.languages.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self.undo = button(_("Cancel"), name="template_cancel")
        self.save_button = button(_("Save"), name="template_save", primary=True)
        self.body = TemplateBody(tuple(field_meanings()), self.save_button)
        self.editor, self.preview = self.body.editor, self.body.preview
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._again = button(_("Try again"), name="template_again")
        self._state = EmptyState("ph.chat-text", "", "", self._again, name="template_state")
        self._bar = PageBar(_("Message templates"), reading=_("Reading the templates"), name="templates", height=52)
        self._stack = PageStack()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.body.kinds)

    def _lay_out(self) -> None:
        row = self._bar.row
        row.addWidget(self.languages)
        row.addWidget(self.body.ways)
        row.addStretch(1)
        for part in (self.undo, self.save_button):
            row.addWidget(part)
        for page in (self.body, self._state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def _join(self) -> None:
        self.body.kinds.chosen.connect(lambda kind: self.choose((kind, self.place[1])))
        self.body.kinds.opened.connect(lambda _kind: self.editor.setFocus())
        self.languages.activated.connect(lambda _at: self.choose((self.place[0], self.languages.currentData())))
        self.editor.changed.connect(self._edited)
        self._pause.timeout.connect(self._look)
        self.undo.clicked.connect(self._drop)
        self.save_button.clicked.connect(self.save)
        self.body.reset.clicked.connect(self.ask_reset)
        self.body.question.meant.connect(self._drop)
        self.body.question.kept.connect(self._keep)
        self._again.clicked.connect(self.reload)
        self._context.changes.changed.connect(self._changed)

    # What the page calls

    def show_center(self, center: CenterChoice) -> None:
        """The templates are the same at every center."""
        del center
        if not self.lines:
            self.reload()

    def may_leave(self) -> bool:
        """Whether nothing was typed; it asks where something was."""
        if self.changed():
            self.body.show_editor()
            self.body.question.ask(_("Leave without saving? What you typed is dropped."))
        return not self.changed()

    def changed(self) -> bool:
        """Whether something would be lost by leaving."""
        line = self.lines.get(self.place)
        return line is not None and self.editor.typed() != (line.subject, line.text, line.html)

    def choose(self, place: Place) -> None:
        """Go to that kind in that language, asking first when something typed would be lost."""
        if place == self.place or place not in self.lines:
            return
        if not self.may_leave():
            self._wanted = place
            self._mark()
            return
        self.place = place
        self._show()

    def reload(self) -> None:
        """Read the templates again, as they are saved."""
        self._read(self._found)

    def form(self) -> TemplateForm:
        """The template as it is typed."""
        return TemplateForm(*self.place, *self.editor.typed(), version=self.lines[self.place].version)

    def save(self) -> None:
        """Save it for all desks; the same template sent again keeps its command id."""
        if not self.changed():
            return
        form = self.form()
        if form != self._sent:
            self._sent, self._command_id = form, new_command_id()
        templates, command_id = self._context.clinic.templates, self._command_id
        self._write(lambda: templates.save(form, command_id), _("Saved: {template}"), own=True)

    def ask_reset(self) -> None:
        """Ask whether the clinic's own words are to go."""
        sheet = Sheet(self, _("Back to the text as delivered?"), _("As delivered"), name="template_reset_sheet")
        words = _("“{template}” in {language} is sent as delivered from then on. The clinic's own text is dropped.")
        said = words.format(template=kind_word(self.place[0]), language=language_name(self.place[1]))
        sheet.body.addWidget(label(said, wrap=True, name="template_reset_words"))
        sheet.accepted.connect(sheet.close_sheet)
        sheet.accepted.connect(self._reset)
        sheet.open()

    # Saving

    def _reset(self) -> None:
        (kind, language), version = self.place, self.lines[self.place].version
        templates, command_id = self._context.clinic.templates, new_command_id()
        done = _("As delivered: {template}")
        self._write(lambda: templates.reset(kind, language, version, command_id), done, own=False)

    def _write(self, write: Callable[[], Saved], done: str, *, own: bool) -> None:
        self.body.say("")
        self.editor.show_errors({})
        self.save_button.setEnabled(False)
        words = done.format(template=kind_word(self.place[0]))
        subject, text, html = self.editor.typed()
        line = replace(self.lines[self.place], subject=subject, text=text, html=html, own=own)
        self._context.tasks.run(write, lambda saved: self._saved(saved, line, words), self._refused)

    def _saved(self, saved: Saved, line: TemplateLine, words: str) -> None:
        """What is read now shows, unless somebody typed on meanwhile."""
        self.lines[line.kind, line.language] = replace(line, version=saved.version)
        self._context.notices.show(words)
        self.reload()
        self._context.changes.changed.emit(saved.changes)

    def _refused(self, problem: Problem) -> None:
        self._offer()
        self.body.show_editor()
        if isinstance(problem, ChangedElsewhere):
            words = _(
                "{who} changed this template meanwhile. Nothing was saved; what you typed is kept. "
                "Save again if it holds, or cancel to see theirs."
            )
            self.body.say(words.format(who=problem.by or _("Somebody else")))
            self._read(self._take_newer)
            return
        found = by_field(problem, frozenset(self.editor.fields))
        self.editor.show_errors(found, go=True)
        if not found:
            self.body.say(sentence(problem))

    # Showing

    def _read(self, done: Callable[[tuple[tuple[TemplateLine, ...], tuple[str, ...]]], None]) -> None:
        self._bar.loading.start()
        templates = self._context.clinic.templates
        self._context.tasks.run(
            lambda: (templates.all(), templates.languages()), done, self._failed, key="administration.templates"
        )

    def _found(self, found: tuple[tuple[TemplateLine, ...], tuple[str, ...]]) -> None:
        self._bar.loading.stop()
        if self.changed():
            return  # it came late: who types is told of the change when they save
        self._stack.setCurrentIndex(0)
        lines, languages = found
        self.lines = {(line.kind, line.language): line for line in lines}
        if self.place not in self.lines:
            self.place = (self.place[0], languages[0])
        self.languages.clear()
        for language in languages:
            self.languages.addItem(language_name(language), language)
        self._show()

    def _take_newer(self, found: tuple[tuple[TemplateLine, ...], tuple[str, ...]]) -> None:
        """What was typed stays, over what others saved meanwhile."""
        self._bar.loading.stop()
        self.lines = {(line.kind, line.language): line for line in found[0]}
        self._offer()

    def _failed(self, problem: Problem) -> None:
        self._bar.loading.stop()
        if self.lines:  # what shows stays
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("This cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(1)

    def _changed(self, changes: Changes) -> None:
        if changes.everything and self.lines and not self.changed():
            self.reload()

    def _show(self) -> None:
        """What is saved of the place chosen."""
        line = self.lines[self.place]
        self._wanted = None
        self.body.question.hide()
        self.body.say("")
        self.editor.show_template(line.subject, line.text, line.html)
        self._mark()
        self._offer()
        self._look()

    def _mark(self) -> None:
        kind, language = self.place
        own = {one: line.own for (one, spoken), line in self.lines.items() if spoken == language}
        self.body.show_kinds(own, kind)
        self.languages.setCurrentIndex(self.languages.findData(language))
        self.body.title.setText(kind_word(kind))

    def _offer(self) -> None:
        own = self.lines[self.place].own
        self.body.mark.set_text(_("the clinic's own") if own else _("as delivered"))
        self.body.reset.setVisible(own)
        for part in (self.undo, self.save_button):
            part.setEnabled(self.changed())

    def _drop(self) -> None:
        """What was typed goes; on to what was chosen meanwhile, if something was."""
        self.place = self._wanted or self.place
        self._show()

    def _keep(self) -> None:
        self._wanted = None
        self.editor.setFocus()

    def _edited(self) -> None:
        if self.lines:
            self._offer()
            self._pause.start()

    # The preview

    def _look(self) -> None:
        self._pause.stop()
        form, templates = replace(self.form(), version=0), self._context.clinic.templates
        self._context.tasks.run(
            lambda: templates.preview(form), self._seen, self._not_seen, lane="documents", key="templates.preview"
        )

    def _seen(self, preview: Preview) -> None:
        self.editor.show_errors({})
        self.preview.show_message(preview.subject, preview.text, preview.html, preview.picture)

    def _not_seen(self, problem: Problem) -> None:
        self.editor.show_errors(by_field(problem, frozenset(self.editor.fields)))
        words = sentence(problem)
        if isinstance(problem, RuleBroken) and problem.code == "template.field":  # its sentence, at the field, is long
            words = _("There is no field called “{name}”, so this cannot be shown.").format(name=problem.params["name"])
        self.preview.refuse(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves, or presses the button that has the focus; in a text with Ctrl. Escape leaves what is typed."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.changed():
            self.may_leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        elif not isinstance(focused, QPlainTextEdit) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
