"""What the panel of a request is made of: head, facts, the answers given, and everything that happened."""

from collections.abc import Iterator
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.texts import phone_text
from frontdesk.views.requests import RequestAppointment, RequestEntry, RequestView
from ui.form_words import kept_words
from ui.requests.words import how_word, kind_word, pending_words, state_look, taken_words, to_words, waited
from ui.texts import _, ago, done_word, local, moment, status_word
from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.link import Link
from ui.widgets.scrolled import Scrolled, empty_layout
from ui.widgets.summary import FactsFrame, SummaryHead, wide
from ui.widgets.timeline import TimelineMark


class Head(SummaryHead):
    """Who, what, and whether it still waits."""

    def __init__(self) -> None:
        super().__init__(name="request_name", what="request_wanted", chip="request_chip")

    def show_view(self, view: RequestView) -> None:
        """Show this request."""
        look = state_look(view)
        wanted = _("{wanted} · request {number}").format(wanted=view.line.wanted, number=view.line.id)
        self.show_words(view.line.consumer, wanted)
        self.chip.set_status(look.word, look.icon, look.colour)


class Facts(FactsFrame):
    """The facts in two columns; an appointment that came of it is a link."""

    appointment_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def show_view(self, view: RequestView, now: datetime, zone: str) -> None:
        """Show this request; `now` is aware UTC, `zone` the center's."""
        empty_layout(self.grid)
        self.values = dict(_facts(view, now, zone))
        for row, (word, text) in enumerate(self.values.items()):
            self.add_words(row, word)
            self.grid.addWidget(wide(label(text, wrap=True)), row, 1, Qt.AlignmentFlag.AlignTop)
        for row, one in enumerate(view.appointments, len(self.values)):
            self.add_words(row, _("Booked") if row == len(self.values) else "")
            self.grid.addWidget(self._link(one), row, 1, Qt.AlignmentFlag.AlignLeft)

    def _link(self, one: RequestAppointment) -> Link:
        when = moment(one.wall_start) if one.wall_start else _("No time yet")
        words = _("{when} · {status}").format(when=when, status=status_word(one.status))
        link = Link(words, name=f"request_appointment_{one.appointment_id}")
        link.clicked.connect(lambda: self.appointment_wanted.emit(one.appointment_id))
        return link


class Answers(Scrolled):
    """The note, the clinic's own fields and the answers as they were given; corrected in the booking form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("request_answers", _("Note, questions and answers"), parent)

    def show_view(self, view: RequestView) -> None:
        """Show what this request says."""
        self.clear()
        said = [(_("Note"), view.line.note)] if view.line.note else []
        said += [(one.name, kept_words(one.kind, one.value)) for one in view.own]
        said += [(one.question, {"yes": _("Yes"), "no": _("No")}.get(one.value, one.value)) for one in view.answers]
        for question, answer in said:
            both = QVBoxLayout()
            both.setSpacing(2)
            both.addWidget(wide(label(question, style="small", wrap=True)))
            both.addWidget(wide(label(answer, wrap=True)))
            self.column.addLayout(both)
        if not said:
            self.column.addWidget(label(_("No note, and nothing was asked yet."), style="muted", wrap=True))
        self.column.addStretch(1)


class History(Scrolled):
    """Everything that happened with the request and its appointments, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("request_history", _("History"), parent)
        self.column.setSpacing(0)

    def show_view(self, view: RequestView, now: datetime, zone: str) -> None:
        """Show the history of this request; `now` is aware UTC, `zone` the center's."""
        self.clear()
        today = local(now, zone).date()
        for number, entry in enumerate(view.history):
            first, last = number == 0, number == len(view.history) - 1
            self.column.addWidget(_Entry(entry, zone, today, first=first, last=last))
        self.column.addStretch(1)


class _Entry(QWidget):
    """When, dot, what was done and by whom."""

    def __init__(self, entry: RequestEntry, zone: str, today: date, *, first: bool, last: bool) -> None:
        super().__init__()
        said = ago(local(entry.at, zone), today)
        when = label(said, style="small", wrap=True)
        when.setFixedWidth(74)
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        who = ", ".join(part for part in (entry.actor or _("automatic"), entry.desk) if part)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, SPACE[3])
        words.setSpacing(0)
        words.addWidget(label(done_word(entry.action), style="strong"))
        words.addWidget(wide(label(who, style="muted", wrap=True)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TimelineMark(first=first, last=last, line_height=when.sizeHint().height()))
        row.addLayout(words, 1)
        self.setAccessibleName(f"{said}: {done_word(entry.action)}, {who}")


def _facts(view: RequestView, now: datetime, zone: str) -> Iterator[tuple[str, str]]:
    line = view.line
    today = local(now, zone).date()
    facts = (
        (_("Pending for"), pending_words(waited(line, now)) if line.state.value == "active" else ""),
        (_("Kind"), kind_word(line.kind)),
        (_("To"), to_words(line)),
        (_("How"), how_word(line)),
        (_("Where"), line.center),
        (_("Phone"), phone_text(line.consumer_phone)),
        (_("Taken"), taken_words(line, zone, today)),
    )
    return ((word, text) for word, text in facts if text)
