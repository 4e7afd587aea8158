"""Answers to a questionnaire, checked by the kind of their question."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import QuestionKind
from frontdesk.services.typed import typed_text

ANSWER_LENGTH = 4000


def checked_answer(question: Any, value: str) -> str:
    """The answer as it is kept: `yes`/`no`, an ISO date, a plain decimal, one of the choices, or the text.

    `question` has `id`, `kind`, `required` and `choices`. Raises RuleBroken at field `question:<id>`:
    `answer.missing`, `answer.yes-no`, `answer.number`, `answer.date`, `answer.choice`, or `text.*`.
    """
    field = f"question:{question.id}"
    wanted = typed_text(value, field, ANSWER_LENGTH)
    if not wanted:
        if question.required:
            raise RuleBroken("answer.missing", fields=(field,))
        return ""
    match question.kind:
        case QuestionKind.YES_NO if wanted not in {"yes", "no"}:
            raise RuleBroken("answer.yes-no", fields=(field,))
        case QuestionKind.CHOICE if wanted not in question.choices:
            raise RuleBroken("answer.choice", fields=(field,))
        case QuestionKind.NUMBER:
            return _number(wanted, field)
        case QuestionKind.DATE:
            return _date(wanted, field)
        case _:
            return wanted


def checked_answers(
    questions: Sequence[Any], given: Mapping[int, str], stored: Mapping[int, str] = MappingProxyType({})
) -> dict[int, str]:
    """All answers by question id, without the empty ones, to the questions asked; every required one must be there.

    What is not given anew is as it was `stored`. Raises what `checked_answer` raises, and RuleBroken
    `question.unknown` for an answer to a question that is not in the questionnaire.
    """
    if given.keys() - {one.id for one in questions}:
        raise RuleBroken("question.unknown")
    checked = {one.id: checked_answer(one, given.get(one.id, stored.get(one.id, ""))) for one in questions}
    return {question: answer for question, answer in checked.items() if answer}


def _number(text: str, field: str) -> str:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise RuleBroken("answer.number", fields=(field,)) from error
    if not number.is_finite():
        raise RuleBroken("answer.number", fields=(field,))
    return f"{number:f}"


def _date(text: str, field: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise RuleBroken("answer.date", fields=(field,)) from error
