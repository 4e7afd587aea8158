"""Before the visit: the questions that the chosen service asks, each with an editor of its kind."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import QuestionKind
from frontdesk.views.choices import QuestionChoice
from ui.booking.words import answer_words
from ui.problems import sentence
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.answer import AnswerEditor


class Questions(QWidget):
    """Answers are kept by question, so that another service with the same questions finds them again."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questions")
        self._questions: tuple[QuestionChoice, ...] = ()
        self._kept: dict[int, str] = {}
        self.editors: dict[int, AnswerEditor] = {}
        self._errors: dict[int, QLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._column.addWidget(label(_("Before the visit"), style="caption"))
        self.given = label("", style="small", wrap=True, name="answers_given")
        self._column.addWidget(self.given)
        self.given.hide()
        self._body: QWidget | None = None
        self._given: Mapping[int, str] = {}
        self.hide()

    def forget(self) -> None:
        """Begin anew, without answers."""
        self._kept.clear()
        self.editors.clear()
        self._given = {}
        self.show_questions(())

    def fix(self, given: Mapping[int, str]) -> None:
        """Show these answers as given already; only what they leave open is asked."""
        self._given = given

    def show_questions(self, questions: Iterable[QuestionChoice]) -> None:
        """Ask these questions instead; answers given before to the same ones stay."""
        asked = tuple(questions)
        self._show_given(asked)
        asked = tuple(one for one in asked if one.id not in self._given)
        self.setVisible(bool(asked) or not self.given.isHidden())
        if asked == self._questions and self._body is not None and (self.editors or not asked):
            return
        self._keep()
        self._questions = asked
        self.editors.clear()
        self._errors.clear()
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[1])
        for row, question in enumerate(self._questions):
            self._ask(grid, row, question)
        self._column.addWidget(self._body)

    def _show_given(self, questions: tuple[QuestionChoice, ...]) -> None:
        lines = [
            _("{question} {answer}").format(question=one.text, answer=answer_words(one.kind, self._given[one.id]))
            for one in questions
            if one.id in self._given
        ]
        self.given.setText("\n".join(lines))
        self.given.setVisible(bool(lines))

    def _ask(self, grid: QGridLayout, row: int, question: QuestionChoice) -> None:
        editor = AnswerEditor(question.kind, question.choices, name=f"answer_{question.id}", what=question.text)
        editor.set_value(self._kept.get(question.id, ""))
        editor.changed.connect(lambda: self._changed(question.id))
        editor.answered.connect(lambda: self._next(question.id))
        words = label(question.text, wrap=True)
        error = label("", style="error", wrap=True)
        error.hide()
        head = QHBoxLayout()
        head.addWidget(words, 1)
        if question.required:
            head.addWidget(label(_("required"), style="small"))
        if question.kind is QuestionKind.YES_NO:
            grid.addLayout(head, row * 3, 0)
            grid.addWidget(editor, row * 3, 1, Qt.AlignmentFlag.AlignRight)
        else:
            grid.addLayout(head, row * 3, 0, 1, 2)
            grid.addWidget(editor, row * 3 + 1, 0, 1, 2)
        grid.addWidget(error, row * 3 + 2, 0, 1, 2)
        self.editors[question.id], self._errors[question.id] = editor, error

    def answers(self) -> dict[int, str]:
        """What was answered, by question id, as the records keep it."""
        return {number: value for number, editor in self.editors.items() if (value := editor.value())}

    def focus_missing(self) -> bool:
        """Go to the first answer that is missing or wrong, saying why; False when all are there."""
        for question in self._questions:
            editor = self.editors[question.id]
            words = editor.problem()
            if not words and question.required and not editor.value():
                words = _("Please answer this before booking.")
            self._say(question.id, words)
            if words:
                editor.take_focus()
                return True
        return False

    def refuse(self, problem: Problem) -> bool:
        """Show a refusal at the question it is about; whether it was about one."""
        named = problem.fields if isinstance(problem, RuleBroken) else ()
        numbers = [number for number in self.editors if f"question:{number}" in named]
        for number in numbers:
            self._say(number, sentence(problem))
            self.editors[number].take_focus()
        return bool(numbers)

    def _keep(self) -> None:
        for number, editor in self.editors.items():
            self._kept[number] = editor.value()

    def _changed(self, number: int) -> None:
        self._say(number, "")
        self.changed.emit()

    def _next(self, number: int) -> None:
        """After one key for an answer, the focus is at the next question."""
        order = [question.id for question in self._questions]
        at = order.index(number) + 1
        if at < len(order) and not self.editors[order[at]].value():
            self.editors[order[at]].take_focus()

    def _say(self, number: int, words: str) -> None:
        self._errors[number].setText(words)
        self._errors[number].setVisible(bool(words))
        self.editors[number].inner.setAccessibleDescription(words)
