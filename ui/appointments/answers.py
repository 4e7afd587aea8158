"""The Questions & answers tab: the answers as given, when and by whom; corrected in place, which history records."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.rules.words import QuestionKind
from frontdesk.services.forms import Acted, new_command_id
from frontdesk.views.appointment import AnswerLine, AppointmentView
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, day_number, local, moment, time_of
from ui.theme import SPACE
from ui.when import read_day
from ui.widgets import button, icon_button, label
from ui.widgets.answer import AnswerEditor
from ui.widgets.scrolled import Scrolled


class Answers(Scrolled):
    """`saved` with Changes after a correction. What is being typed stays through every reload."""

    saved = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("answers", _("Questions & answers"), parent)
        self._context = context
        self._view: AppointmentView | None = None
        self._editing: tuple[int, int] | None = None
        self._command_id = ""
        self.editor: AnswerEditor | None = None

    def show_view(self, view: AppointmentView) -> None:
        """Show the answers of this appointment."""
        same = self._view is not None and self._view.id == view.id
        if not same:
            self._editing = None
        typed = self.editor.value() if same and self.editor and self._editing else None
        self._view = view
        self._lay_out(typed)

    @property
    def editing(self) -> bool:
        """Whether an answer is being corrected."""
        return self._editing is not None

    def _lay_out(self, typed: str | None = None) -> None:
        self.clear()
        self.editor = None
        if self._view is None:
            return
        for line in self._view.answers:
            if self._editing and self._editing[0] == line.question_id:
                self._add_editor(line, typed)
            else:
                self._add_answer(line)
        given = [line for line in self._view.answers if line.answered_at]
        if given:
            latest = max(given, key=lambda line: str(line.answered_at))
            self.column.addWidget(label(_answered(latest, self._view.zone), style="small", wrap=True))
        self.column.addStretch(1)

    def _add_answer(self, line: AnswerLine) -> None:
        value = label(answer_text(line), style="normal" if line.value else "muted", wrap=True)
        value.setObjectName(f"answer_{line.question_id}")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        edit = icon_button(
            "ph.pencil-simple",
            _("Correct: {question}").format(question=line.question),
            name=f"correct_{line.question_id}",
        )
        edit.setIconSize(QSize(14, 14))
        edit.clicked.connect(lambda: self.correct(line.question_id))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.question, style="small", wrap=True))
        words.addWidget(value)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def _add_editor(self, line: AnswerLine, typed: str | None) -> None:
        self.editor = AnswerEditor(line.kind, line.choices, name="correct_editor", what=line.question)
        self.editor.set_value(line.value or "" if typed is None else typed)
        save = button(_("Save"), name="save_answer", primary=True, hint=_("Enter"))
        leave = button(_("Cancel"), name="leave_answer")
        save.clicked.connect(self.save)
        leave.clicked.connect(self.leave)
        self._problem = label("", style="error", wrap=True, name="answer_problem")
        self._problem.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(save)
        column = QVBoxLayout()
        column.setSpacing(SPACE[0])
        column.addWidget(label(line.question, style="small", wrap=True))
        column.addWidget(self.editor)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.column.addLayout(column)
        self.editor.take_focus()

    def correct(self, question_id: int) -> None:
        """Begin to correct this answer."""
        line = self._line(question_id)
        if line is not None:
            self._editing = (question_id, line.version)
            self._command_id = new_command_id()
            self._lay_out()

    def leave(self) -> None:
        """Leave the answer as it was."""
        self._editing = None
        self._lay_out()

    def save(self) -> None:
        """Save the corrected answer; the old one stays in history."""
        if self._editing is None or self.editor is None or self._view is None:
            return
        if words := self.editor.problem():
            self._say(words)
            return
        appointment_id, (question_id, version) = self._view.id, self._editing
        value, command_id = self.editor.value(), self._command_id
        appointments = self._context.clinic.appointments
        self._context.tasks.run(
            lambda: appointments.correct_answer(appointment_id, question_id, version, value, command_id),
            self._saved,
            self._failed,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if self.editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        elif self.editing and event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _saved(self, acted: Acted) -> None:
        self._editing = None
        self.saved.emit(acted.changes)

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, ChangedElsewhere) and self._editing:
            self._editing = (self._editing[0], problem.now)
            self._command_id = new_command_id()
            now = next((str(new or "") for _old, new in problem.changes.values()), "")
            self._say(
                _("It was changed meanwhile to “{now}”. What you typed is kept: save again to replace that.").format(
                    now=now
                )
            )
            return
        self._say(sentence(problem))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()

    def _line(self, question_id: int) -> AnswerLine | None:
        lines = self._view.answers if self._view else ()
        return next((line for line in lines if line.question_id == question_id), None)


def answer_text(line: AnswerLine) -> str:
    """An answer as people read it."""
    if not line.value:
        return _("Not answered")
    if line.kind is QuestionKind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}.get(line.value, line.value)
    if line.kind is QuestionKind.DATE and (day := read_day(line.value)):
        return day_number(day)
    return line.value


def _answered(line: AnswerLine, zone: str) -> str:
    if line.answered_at is None:
        return ""
    wall = local(line.answered_at, zone)
    when = _("{day}, {time}").format(day=day_number(wall.date()), time=time_of(wall)) if wall else moment(wall)
    if not line.answered_by:
        return _("Answered {when}").format(when=when)
    return _("Answered {when}, taken down by {name}").format(when=when, name=line.answered_by)
