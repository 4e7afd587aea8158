"""A small sheet in which a clinician says yes or no to a request: which time, where several are wished, and words."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.words import RequestKind
from frontdesk.services.forms import AcceptRequest, DeclineRequest
from frontdesk.views.assignment import Assignment
from frontdesk.views.requests import RequestLine, WantedTime
from ui.problems import by_field, sentence
from ui.saving import checking_words
from ui.texts import _, moment
from ui.today.request_words import quoted
from ui.why_not_then import own_why_words
from ui.widgets import Field, Row, RowList, Sheet, field, label
from ui.widgets.lines import Lines
from ui.widgets.summary import breakable
from ui.widgets.tick import Tick

_WIDTH = 344
_ROW, _TALL_ROW, _FRAME, _MOST = 36, 50, 4, 5
Answer = AcceptRequest | DeclineRequest


class AnswerSheet(Sheet):
    """`meant` with what was filled in; a refusal stands beside its field and loses nothing."""

    meant = Signal(object)

    def __init__(self, parent: QWidget, line: RequestLine, today: date, *, accepts: bool, notify: bool) -> None:
        title = _("Accept the request") if accepts else _("Decline the request")
        word = _("Accept") if accepts else _("Decline")
        super().__init__(parent, title, word, name="answer", leave=_("Back"), width=_WIDTH)
        self.line, self.accepts = line, accepts
        self.times = RowList(name="answer_times", what=_("Times"), framed=True)
        self.response = Lines("answer_response", 3)
        self.notify = Tick(_("Tell the consumer by e-mail"), name="answer_notify")
        self.notify.setChecked(notify)
        self.fields: dict[str, Field] = {}
        self.problem = label("", style="error", wrap=True, name="answer_problem")
        self.problem.hide()
        self.not_free = label("", style="warning", wrap=True, name="answer_not_free")
        self.not_free.hide()
        self._today = today
        self._fill(today)
        self.accepted.connect(self._accept)

    def open(self) -> None:
        """Where a time is to be chosen, the keys go through the times first."""
        super().open()
        (self.times if "start" in self.fields else self.response).setFocus()

    def answer(self) -> Answer:
        """What was filled in."""
        line, told = self.line, {"response": self.response.toPlainText(), "notify": self.notify.isChecked()}
        if not self.accepts:
            return DeclineRequest(line.id, line.version, **told)  # type: ignore[arg-type]  # a text and whether
        return AcceptRequest(line.id, line.version, self._start(), **told)  # type: ignore[arg-type]  # as above

    def refuse(self, problem: Problem) -> None:
        """Say why not; what was typed stays."""
        self._enable(on=True)
        found = by_field(problem, frozenset(self.fields))
        for name, words in found.items():
            self.fields[name].set_error(words)
        self.problem.setText("" if found else sentence(problem))
        self.problem.setVisible(not found)

    def check(self) -> None:
        """Say that nobody knows yet whether it was saved."""
        self.problem.setText(checking_words())
        self.problem.show()

    def show_free(self, shown: Assignment, staff_id: int) -> None:
        """Mark the wished times that this clinician cannot take, with why; the first that they can is chosen."""
        own = next((one for one in shown.clinicians if one.id == staff_id), None)
        if own is None or not self.accepts:
            return
        why = {
            time.start: "" if at.available else own_why_words(at.why)
            for time, at in zip(shown.times, own.at, strict=True)
        }
        if "start" not in self.fields:
            self.not_free.setText(next((words for words in why.values() if words), ""))
            self.not_free.setVisible(bool(self.not_free.text()))
            return
        self._show_times(why)
        free = [start for start, words in why.items() if not words]
        if free and self.times.currentIndex().row() == 0:
            self.times.select(free[0])

    # Inside

    def _show_times(self, why: Mapping[datetime, str]) -> None:
        """The times; `why` says of those that are not free what stands in the way."""
        rows = [_row(one, self._today, why.get(one.start, "")) for one in self.line.times]
        self.times.set_rows(rows)
        heights = [_TALL_ROW if row.line else _ROW for row in rows]
        self.times.setFixedHeight(sum(heights[:_MOST]) + _FRAME)

    def _fill(self, today: date) -> None:
        line = self.line
        self._say(_("{consumer}, {wanted}").format(consumer=line.consumer, wanted=line.wanted), "answer_what")
        if line.note:
            self._say(quoted(line.note), "answer_note")
        if self.accepts:
            self._fill_times(today)
        self._add("response", _("Response to the consumer"), self.response)
        self.body.addWidget(self.notify)
        self.body.addWidget(self.problem)

    def _fill_times(self, today: date) -> None:
        """The times where one is to be chosen, else the one that will be taken."""
        line = self.line
        if line.kind is RequestKind.NOW:
            self._say(_("It is booked with you at the next start from now on."), "answer_when")
            self.body.addWidget(self.not_free)
        elif not line.times:
            self._say(_("No time is wished: it is booked at the earliest that you have."), "answer_when")
        elif len(line.times) == 1:
            self._say(moment(line.times[0].wall_start, today=today), "answer_when")
            self.body.addWidget(self.not_free)
        else:
            self._show_times({})
            self.times.select_first()
            self.times.opened.connect(lambda _key: self._accept())
            self._add("start", _("Requested times"), self.times)

    def _start(self) -> datetime | None:
        chosen = self.times.current_key() if "start" in self.fields else None
        return chosen if isinstance(chosen, datetime) else None

    def _add(self, name: str, words: str, editor: QWidget) -> None:
        self.fields[name] = field(words, editor)
        self.body.addWidget(self.fields[name])

    def _say(self, words: str, name: str) -> None:
        said = label(" ".join(breakable(word) for word in words.split(" ")), style="muted", wrap=True, name=name)
        said.setAccessibleName(words)
        self.body.addWidget(said)

    def _accept(self) -> None:
        if self.accept_button is not None and self.accept_button.isEnabled():
            self._enable(on=False)
            self.meant.emit(self.answer())

    def _enable(self, *, on: bool) -> None:
        if self.accept_button is not None:
            self.accept_button.setEnabled(on)


def _row(one: WantedTime, today: date, why: str) -> Row:
    when = moment(one.wall_start, today=today)
    return Row(one.start, when, why, right=_("Not free") if why else "", right_colour="warning")
