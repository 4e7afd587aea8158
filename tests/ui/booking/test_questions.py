"""Before the visit: each kind of question has its editor, and gives its answer as the records keep it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import QuestionKind
from frontdesk.views.choices import QuestionChoice
from ui.booking.questions import Questions
from ui.widgets.answer import AnswerEditor, YesNo

FEVER = QuestionChoice(1, "Fever?", QuestionKind.YES_NO, True, ())
WEIGHT = QuestionChoice(2, "Weight?", QuestionKind.NUMBER, False, ())
LEAVING = QuestionChoice(3, "When do you leave?", QuestionKind.DATE, False, ())
WITH = QuestionChoice(4, "Who comes along?", QuestionKind.CHOICE, True, ("Parent", "Nobody"))
ELSE = QuestionChoice(5, "Anything else?", QuestionKind.TEXT, False, ())


@pytest.fixture
def questions(qtbot: QtBot) -> Questions:
    made = Questions()
    qtbot.addWidget(made)
    made.show_questions((FEVER, WEIGHT, LEAVING, WITH, ELSE))
    made.show()
    return made


def test_answers_are_given_as_the_records_keep_them(questions: Questions) -> None:
    for number, typed in {1: "yes", 2: "37,5", 3: "24.11.2026", 4: "Parent", 5: " <b>no</b> "}.items():
        questions.editors[number].set_value(typed)
    assert questions.answers() == {1: "yes", 2: "37.5", 3: "2026-11-24", 4: "Parent", 5: "<b>no</b>"}
    assert not questions.focus_missing()


@pytest.mark.parametrize(("number", "typed"), [(2, "much"), (3, "soon"), (3, "31.2.2026")])
def test_what_cannot_be_read_is_said_beside_the_question_and_kept(
    questions: Questions, number: int, typed: str
) -> None:
    questions.editors[1].set_value("no")
    questions.editors[4].set_value("Nobody")
    questions.editors[number].set_value(typed)
    assert questions.focus_missing()
    assert questions.editors[number].inner.accessibleDescription().startswith("Please type a")
    assert questions.answers()[number] == typed


def test_required_questions_are_asked_for_in_order(questions: Questions) -> None:
    assert questions.focus_missing()
    assert "Please answer" in questions.editors[1].inner.accessibleDescription()
    questions.editors[1].set_value("no")
    assert questions.focus_missing()
    assert "Please answer" in questions.editors[4].inner.accessibleDescription()


def test_one_letter_answers_yes_or_no(questions: Questions) -> None:
    answer = questions.editors[1].inner
    assert isinstance(answer, YesNo)
    QTest.keyClick(answer.first(), Qt.Key.Key_Y)
    assert questions.answers()[1] == "yes"
    QTest.keyClick(answer.first(), Qt.Key.Key_N)
    assert questions.answers()[1] == "no"


def test_another_service_with_the_same_question_finds_its_answer_again(questions: Questions) -> None:
    questions.editors[1].set_value("yes")
    questions.show_questions((ELSE,))
    assert questions.answers() == {}
    questions.show_questions((FEVER,))
    assert questions.answers() == {1: "yes"}
    questions.forget()
    questions.show_questions((FEVER,))
    assert questions.answers() == {}


def test_a_refusal_stands_at_its_question(questions: Questions) -> None:
    assert questions.refuse(RuleBroken("answer.missing", fields=("question:4",)))
    assert questions.editors[4].inner.accessibleDescription()
    assert not questions.refuse(RuleBroken("slot.none"))


def test_an_empty_editor_has_nothing_to_complain_of(qtbot: QtBot) -> None:
    for kind in QuestionKind:
        editor = AnswerEditor(kind, ("One",), name="one", what="Question")
        qtbot.addWidget(editor)
        assert editor.value() == ""
        assert editor.problem() == ""


def test_questions_made_ahead_are_asked_when_the_service_is_chosen(questions: Questions) -> None:
    body = questions.make((FEVER, ELSE))
    assert not body.isVisible()
    questions.show_questions((FEVER, ELSE))
    assert body.isVisible()
    assert list(questions.editors) == [1, 5]
