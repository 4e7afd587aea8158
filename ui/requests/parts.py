"""What the panel of a request is made of: head, details with the answers given, and everything that happened."""

from collections.abc import Iterator
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.words import RequestState
from frontdesk.texts import phone_text
from frontdesk.views.requests import RequestAppointment, RequestEntry, RequestView
from ui.form_words import kept_words
from ui.requests.words import Moment, head_words, how_word, kind_word, state_look, taken_words, to_words
from ui.texts import _, ago, done_word, local, moment, status_word
from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.link import Link
from ui.widgets.scrolled import Scrolled
from ui.widgets.summary import SummaryHead, wide
from ui.widgets.timeline import TimelineMark

_WORDS = 82
"""Width of the column that names the facts, logical pixels."""


class Head(SummaryHead):
    """Which request, who wants what, and how long it is pending, or what became of it."""

    def __init__(self) -> None:
        super().__init__(name="request_name", what="request_wanted", chip="request_chip")
        self._phone = label("", style="muted", name="request_phone")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = self.layout()
        if inside is not None:
            inside.addWidget(self._phone)

    def show_view(self, view: RequestView, at: Moment) -> None:
        """Show this request."""
        look = state_look(view)
        self.show_words(_("Request {number}").format(number=view.line.id), head_words(view.line, at))
        self.chip.setVisible(view.line.state is not RequestState.ACTIVE)
        self.chip.set_status(look.word, look.icon, look.colour)
        self._phone.setText(phone_text(view.line.consumer_phone))
        self._phone.setVisible(bool(view.line.consumer_phone))

    def grow_older(self, view: RequestView, at: Moment) -> None:
        """It is later now; nothing is painted where that says the same."""
        words = head_words(view.line, at)
        if words != self.what.text():
            self.what.setText(words)


class Details(Scrolled):
    """What is known of it, the note, the clinic's own fields and the answers; corrected in the booking form.

    An appointment that came of it is a link: `appointment_wanted` with its id.
    """

    appointment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("request_answers", _("Details"), parent)

    def show_view(self, view: RequestView, at: Moment) -> None:
        """Show what this request says."""
        self.clear()
        self.column.addLayout(self._grid(view, at))
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

    def _grid(self, view: RequestView, at: Moment) -> QGridLayout:
        """The facts in two columns."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[1])
        grid.setColumnMinimumWidth(0, _WORDS)
        grid.setColumnStretch(1, 1)
        facts = [(word, wide(label(text, wrap=True))) for word, text in _facts(view, at)]
        for row, (word, shown) in enumerate(facts):
            grid.addWidget(label(word, style="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)
        for row, one in enumerate(view.appointments, len(facts)):
            word = _("Booked") if row == len(facts) else ""
            grid.addWidget(label(word, style="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._link(one), row, 1, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _link(self, one: RequestAppointment) -> Link:
        when = moment(one.wall_start) if one.wall_start else _("No time yet")
        words = _("{when} · {status}").format(when=when, status=status_word(one.status))
        link = Link(words, name=f"request_appointment_{one.appointment_id}")
        link.clicked.connect(lambda: self.appointment_wanted.emit(one.appointment_id))
        return link


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


def _facts(view: RequestView, at: Moment) -> Iterator[tuple[str, str]]:
    line = view.line
    who = (
        _("{when} by {name}").format(when=ago(local(line.answered_at, at.zone), at.today), name=line.answered_by)
        if (line.answered_at)
        else ""
    )
    facts = (
        (_("Accepted"), "" if line.declined else who),
        (_("Declined"), who if line.declined else ""),
        (_("Response"), line.response),
        (_("Kind"), kind_word(line.kind)),
        (_("For"), line.consumer_group),
        (_("To"), to_words(line)),
        (_("How"), how_word(line)),
        (_("Where"), line.center),
        (_("Taken down"), taken_words(line, at.zone, at.today)),
        (_("Escalated"), ago(local(line.escalated_at, at.zone), at.today) if line.escalated_at else ""),
    )
    return ((word, text) for word, text in facts if text)
