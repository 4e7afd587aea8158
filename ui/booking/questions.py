"""Before the visit: the questions that the chosen service asks, each with an editor of its kind."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

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


class _Page(NamedTuple):
    """The editors of one questionnaire; made once, since they take longer than a letter typed may."""

    body: QWidget
    editors: dict[int, AnswerEditor]
    errors: dict[int, QLabel]


class Questions(QWidget):
    """Answers are kept by question, so that another service with the same questions finds them again."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questions")
        self._questions: tuple[QuestionChoice, ...] = ()
        self._kept: dict[int, str] = {}
        self._given: Mapping[int, str] = {}
        self._pages: dict[tuple[QuestionChoice, ...], _Page] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._column.addWidget(label(_("Before the visit"), style="caption"))
        self.given = label("", style="small", wrap=True, name="answers_given")
        self._column.addWidget(self.given)
        self.given.hide()
        self._page = self._pages[()] = _Page(QWidget(self), {}, {})
        self.hide()

    @property
    def editors(self) -> dict[int, AnswerEditor]:
        """The editors that show, by question id."""
        return self._page.editors

    def forget(self) -> None:
        """Begin anew, without answers."""
        self._given = {}
        self.show_questions(())
        self._kept.clear()

    def fix(self, given: Mapping[int, str]) -> None:
        """Show these answers as given already; only what they leave open is asked."""
        self._given = given

    def show_questions(self, questions: Iterable[QuestionChoice]) -> bool:
        """Ask these questions instead; answers given before to the same ones stay. Whether others are asked now."""
        asked = tuple(questions)
        self._show_given(asked)
        asked = tuple(one for one in asked if one.id not in self._given)
        self.setVisible(bool(asked) or not self.given.isHidden())
        if asked == self._questions:
            return False
        self._keep()
        self._page.body.hide()
        self._questions = asked
        self.make(asked)
        self._page = self._pages[asked]
        for number, editor in self.editors.items():
            editor.blockSignals(True)  # nobody has answered anything now
            editor.set_value(self._kept.get(number, ""))
            editor.blockSignals(False)
            self._say(number, "")
        self._page.body.show()
        return True

    def make(self, questions: tuple[QuestionChoice, ...]) -> QWidget:
        """The editors of these questions, made if they were not, and not shown yet."""
        if questions in self._pages:
            return self._pages[questions].body
        page = self._pages[questions] = _Page(QWidget(), {}, {})
        grid = QGridLayout(page.body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[1])
        for row, question in enumerate(questions):
            self._ask(page, grid, row, question)
        page.body.hide()
        self._column.addWidget(page.body)
        return page.body

    def _show_given(self, questions: tuple[QuestionChoice, ...]) -> None:
        lines = [
            _("{question} {answer}").format(question=one.text, answer=answer_words(one.kind, self._given[one.id]))
            for one in questions
            if one.id in self._given
        ]
        self.given.setText("\n".join(lines))
        self.given.setVisible(bool(lines))

    def _ask(self, page: _Page, grid: QGridLayout, row: int, question: QuestionChoice) -> None:
        editor = AnswerEditor(question.kind, question.choices, name=f"answer_{question.id}", what=question.text)
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
        page.editors[question.id], page.errors[question.id] = editor, error

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
        self._page.errors[number].setText(words)
        self._page.errors[number].setVisible(bool(words))
        self.editors[number].inner.setAccessibleDescription(words)
