"""The Questions & answers tab: the answers as given, when and by whom; corrected in place, which history records."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import QuestionKind
from frontdesk.services.forms import Acted
from frontdesk.views.appointment import AnswerLine, AppointmentView, Earlier
from ui.appointments.written_row import WrittenLine
from ui.appointments.written_tab import WrittenTab
from ui.shell.context import Context
from ui.texts import _, day_number, local, time_of
from ui.when import read_day


class Answers(WrittenTab):
    """Answers that were all given at once are stamped once, below them; others each on its own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "answers", _("Questions & answers"), _("Correct"), parent)

    def lines(self, view: AppointmentView) -> Sequence[WrittenLine]:
        return [_line(line, view.zone, stamped=not _given_at_once(view)) for line in view.answers]

    def foot(self, view: AppointmentView) -> str:
        given = next((line for line in view.answers if line.answered_at), None)
        return _stamp(given, view.zone) if given and _given_at_once(view) else ""

    def send(self, view: AppointmentView, key: int, seen: int | str, value: str, command_id: str) -> Acted:
        appointments = self._context.clinic.appointments
        return appointments.correct_answer(view.id, key, int(seen), value, command_id)


def _line(line: AnswerLine, zone: str, *, stamped: bool) -> WrittenLine:
    return WrittenLine(
        key=line.question_id,
        word=line.question,
        kind=line.kind,
        choices=line.choices,
        value=line.value or "",
        text=answer_text(line.kind, line.value),
        none=_("Not answered"),
        stamp=_stamp(line, zone) if stamped else "",
        by=line.answered_by,
        earlier=tuple(earlier_words(one, answer_text(line.kind, one.text), zone) for one in line.earlier),
        seen=line.version,
    )


def _given_at_once(view: AppointmentView) -> bool:
    stamps = {(line.answered_at, line.answered_by) for line in view.answers if line.answered_at}
    return len(stamps) <= 1


def answer_text(kind: QuestionKind, value: str | None) -> str:
    """An answer as people read it; empty for none."""
    if kind is QuestionKind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}.get(value or "", value or "")
    if kind is QuestionKind.DATE and value and (day := read_day(value)):
        return day_number(day)
    return value or ""


def earlier_words(one: Earlier, text: str, zone: str) -> str:
    """“No” until 24 Nov 2026, 10:22, then changed by Ana Souza."""
    when = _moment(one.at, zone)
    if not one.by:
        return _("“{text}” until {when}").format(text=text, when=when)
    return _("“{text}” until {when}, then changed by {name}").format(text=text, when=when, name=one.by)


def _stamp(line: AnswerLine, zone: str) -> str:
    if line.answered_at is None:
        return ""
    when = _moment(line.answered_at, zone)
    if not line.answered_by:
        return _("Answered {when}").format(when=when)
    return _("Answered {when}, taken down by {name}").format(when=when, name=line.answered_by)


def _moment(instant: datetime, zone: str) -> str:
    wall = local(instant, zone)
    return _("{day}, {time}").format(day=day_number(wall.date()), time=time_of(wall))
