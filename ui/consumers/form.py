"""The form that makes or edits a consumer: checked while it is typed, and nothing typed is lost on any error."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.services.duplicates import Duplicate
from frontdesk.services.forms import ConsumerForm, ConsumerSaved, new_command_id
from frontdesk.views.consumers import ConsumerDetails
from frontdesk.views.form_layout import Layout
from ui.consumers.alike import duplicate_rows
from ui.consumers.changed import ChangedSheet
from ui.consumers.fields import ConsumerFields, form_of, merged
from ui.consumers.lists import zones
from ui.problems import by_field, sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, label
from ui.widgets.leaving import LeaveQuestion
from ui.widgets.suggestions import Suggestions

WIDTH = 460
_PAUSE = 150
"""Milliseconds of no typing before the form is checked."""


class ConsumerEditor(QFrame):
    """`start_new` or `start_edit` it; it says `saved` with the consumer's id, or `cancelled`.

    `known_wanted` with the consumer who is there already and is to be taken instead of a new one.
    """

    saved = Signal(int)
    cancelled = Signal()
    known_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consumer_editor")
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._context = context
        self.consumer_id: int | None = None
        self._version = 0
        self._before = ConsumerForm("", "", "")
        self._touched: set[str] = set()
        self._own_user_id = False
        self._sent: ConsumerForm | None = None
        self._command_id = ""
        self.fields = ConsumerFields(context.choices)
        self.title = label("", style="title", name="consumer_title")
        self.problem = label("", style="error", wrap=True, name="consumer_problem")
        self.alike = Suggestions(_("May be known already"), _("F4 takes the one marked"), name="consumer_alike")
        self.cancel = button(_("Cancel"), name="consumer_cancel")
        self.save_button = button(_("Save"), name="consumer_save", primary=True, hint=_("Enter"))
        self.question = LeaveQuestion(self.save_button)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("edge", "bottom")
        head.setFixedHeight(52)
        row = QHBoxLayout(head)
        row.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        row.addWidget(self.title, 1)
        row.addWidget(label(_("Esc"), style="key"), 0, Qt.AlignmentFlag.AlignVCenter)
        area = QScrollArea()
        area.setWidget(self.fields)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(area, 1)
        column.addWidget(self._found_place())
        column.addWidget(self._foot())

    def _found_place(self) -> QFrame:
        self._found = QFrame()
        self._found.setProperty("edge", "top")
        inside = QVBoxLayout(self._found)
        inside.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        inside.addWidget(self.alike)
        self._found.hide()
        return self._found

    def _foot(self) -> QFrame:
        never = _("Consumers can never sign in here. Changes are made by calling the center.")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE[1])
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save_button)
        foot = QFrame()
        foot.setProperty("edge", "top")
        column = QVBoxLayout(foot)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addWidget(label(never, style="small", wrap=True, name="never_sign_in"))
        column.addWidget(self.problem)
        column.addWidget(self.question)
        column.addLayout(buttons)
        self.problem.hide()
        return foot

    def _join(self) -> None:
        self.fields.edited.connect(self._edited)
        self.fields.left.connect(self._left)
        self._pause.timeout.connect(self.check_now)
        self.cancel.clicked.connect(self.leave)
        self.save_button.clicked.connect(self.save)
        self.question.meant.connect(self.cancelled)
        self.question.kept.connect(self.fields.focus_first)
        self.alike.taken.connect(self._take_known)
        self._context.tasks.run(zones, self.fields.set_zones, lane="documents", key="consumer.zones")

    def start_new(self, first_name: str = "", last_name: str = "") -> None:
        """An empty form in the center's zone."""
        self.consumer_id, self._version = None, 0
        staff = self._context.clinic.staff
        own = staff.center_ids if staff else ()
        centers = self._context.choices.centers
        home = next((center for center in centers if center.id in own), centers[0] if centers else None)
        form = ConsumerForm("", first_name, last_name, language="en", zone=home.zone if home else "UTC")
        self.title.setText(_("New consumer"))
        self._begin(form)
        if first_name or last_name:
            self._suggest()

    def start_edit(self, consumer_id: int) -> None:
        """The form of this consumer, read aside."""
        self.consumer_id = consumer_id
        self.title.setText(_("Consumer"))
        self._begin(ConsumerForm("", "", ""))
        self.fields.setEnabled(False)
        consumers = self._context.clinic.consumers
        self._context.tasks.run(
            lambda: consumers.details(consumer_id), self._known, self._refused, key="consumer.details"
        )

    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.fields.form() != self._before and self.fields.isEnabled()

    def leave(self) -> None:
        """Leave, asking first when something typed would be lost."""
        if self.question.asking:
            self.question.keep.click()
        elif self.typed():
            self.question.ask(_("Leave without saving? What you typed is dropped."))
        else:
            self.cancelled.emit()

    def save(self) -> None:
        """Save what stands in the form; the same form sent again keeps its command id."""
        form, consumer_id, version = self.fields.form(), self.consumer_id, self._version
        if self._missing(form) or not self.save_button.isEnabled():
            return
        if form != self._sent:
            self._sent, self._command_id = form, new_command_id()
        command_id, consumers = self._command_id, self._context.clinic.consumers

        def work() -> ConsumerSaved:
            if consumer_id is None:
                return consumers.make(form, command_id)
            return consumers.edit(consumer_id, version, form, command_id)

        self._say("")
        self.save_button.setEnabled(False)
        self._context.tasks.run(work, self._saved, self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves (Ctrl+Enter in the remarks), F4 takes who is known already, Escape leaves."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton) and focused is not self.save_button:
                focused.click()
            elif not isinstance(focused, QPlainTextEdit) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
        elif event.key() == Qt.Key.Key_F4:
            self.alike.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _begin(self, form: ConsumerForm) -> None:
        self._before, self._sent, self._own_user_id = form, None, False
        self._touched.clear()
        self._pause.stop()
        self._show_alike(())
        for key in ("consumer.details", "consumer.check", "consumer.user_id", "consumer.alike"):
            self._context.tasks.drop(key)
        self.fields.setEnabled(True)
        self.fields.fill(form)
        self.fields.set_errors({}, self.fields.names())
        self.question.hide()
        self.save_button.setEnabled(True)
        self._say("")
        self.fields.focus_first()

    def _known(self, details: ConsumerDetails) -> None:
        self._version = details.version
        self.title.setText(f"{details.first_name} {details.last_name}")
        self._before = form_of(details)
        self.fields.setEnabled(True)
        self.fields.fill(self._before)
        self._own_user_id = True
        self.fields.focus_first()

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        if name == "user_id":
            self._own_user_id = bool(self.fields.line("user_id").text())
        elif name in ("first_name", "last_name"):
            self._suggest()
        self._pause.start()

    def _left(self, name: str) -> None:
        if name in self.fields.by_name and self.fields.line(name).text():
            self._touched.add(name)
            self._pause.start()

    def _suggest(self) -> None:
        if self._own_user_id or self.consumer_id is not None:
            return
        form, consumers = self.fields.form(), self._context.clinic.consumers
        self._context.tasks.run(
            lambda: consumers.suggest_user_id(form.first_name, form.last_name),
            self._suggested,
            self._silent,
            key="consumer.user_id",
        )

    def _suggested(self, user_id: str) -> None:
        if not self._own_user_id:
            self.fields.line("user_id").setText(user_id)
            self.fields.set_errors({}, frozenset({"user_id"}))

    def check_now(self) -> None:
        """Check what stands in the form without waiting for a pause in typing."""
        self._pause.stop()
        form, consumer_id = self.fields.form(), self.consumer_id
        consumers = self._context.clinic.consumers
        self._context.tasks.run(
            lambda: consumers.check(form, consumer_id), self._checked, self._silent, key="consumer.check"
        )
        if consumer_id is None:
            duplicates = self._context.clinic.duplicates
            self._context.tasks.run(lambda: duplicates.of(form), self._show_alike, self._silent, key="consumer.alike")

    def _show_alike(self, found: tuple[Duplicate, ...]) -> None:
        self.alike.set_rows(duplicate_rows(found))
        self._found.setVisible(bool(found))

    def _take_known(self, consumer_id: int) -> None:
        """The one who is known already is who was meant: what was typed is not needed."""
        self._before = self.fields.form()
        self.known_wanted.emit(consumer_id)

    def set_layout(self, layout: Layout) -> None:
        """Show the form as the clinic lays it out now; nothing typed is lost."""
        typed = self.typed()
        self.fields.offer(self._context.choices)
        if self.fields.set_layout(layout) and not typed:
            self._before = self.fields.form()

    def _checked(self, wrong: dict[str, RuleBroken]) -> None:
        self.fields.set_errors({name: sentence(one) for name, one in wrong.items()}, frozenset(self._touched))

    def _missing(self, form: ConsumerForm) -> bool:
        told = {name: getattr(form, name, None) for name in self.fields.names()} | form.own
        required = self.fields.required()
        empty = {name: _("This is needed.") for name in required if told[name] is None or not str(told[name]).strip()}
        self.fields.set_errors(empty, frozenset(empty))
        return self.fields.focus_wrong() if empty else False

    def _saved(self, saved: ConsumerSaved) -> None:
        self._before = self.fields.form()
        self.save_button.setEnabled(True)
        name = f"{self._before.first_name} {self._before.last_name}".strip()
        self._context.notices.show(_("Saved: {name}").format(name=name))
        self._context.changes.changed.emit(saved.changes)
        self.saved.emit(saved.consumer_id)

    def _refused(self, problem: Problem) -> None:
        self.save_button.setEnabled(True)
        if isinstance(problem, ChangedElsewhere) and self.consumer_id is not None:
            self._show_changed(problem)
            return
        found = by_field(problem, self.fields.names())
        self._touched |= found.keys()
        self.fields.set_errors(found, frozenset(found))
        if found:
            self.fields.focus_wrong()
        else:
            self._say(sentence(problem))

    def _show_changed(self, problem: ChangedElsewhere) -> None:
        consumer_id, consumers = self.consumer_id, self._context.clinic.consumers
        if consumer_id is None:
            return
        sheet = ChangedSheet(self, problem, self._context.choices)
        sheet.accepted.connect(sheet.close_sheet)
        sheet.open()
        self._context.tasks.run(
            lambda: consumers.details(consumer_id), self._take_over, self._refused, key="consumer.details"
        )

    def _take_over(self, details: ConsumerDetails) -> None:
        """What others changed and this person did not comes in; what they typed stays, to be saved over it or not."""
        now = form_of(details)
        mine = merged(self.fields.form(), self._before, now)
        self._version, self._before, self._sent = details.version, now, None
        self.fields.fill(mine)

    def _silent(self, _problem: Problem) -> None:
        """A check while typing is a courtesy; saving says what is wrong."""

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
