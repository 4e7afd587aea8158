"""The History tab: a timeline of everything that happened, newest first."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.views.appointment import AppointmentView, HistoryLine
from ui.appointments.history_words import history_changes, history_when, message_words
from ui.texts import _, done_word, local
from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.scrolled import Scrolled
from ui.widgets.timeline import TimelineMark


class History(Scrolled):
    """`show_view` lays the lines out; `narrow` for the panel."""

    def __init__(self, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__("history", _("History"), parent)
        self._narrow = narrow
        self.column.setSpacing(0)
        self._shown: tuple[HistoryLine, ...] = ()

    def show_view(self, view: AppointmentView, now: datetime) -> None:
        """Show the history of this appointment; `now` is aware UTC."""
        if view.history == self._shown:
            return
        self._shown = view.history
        self.clear()
        today = local(now, view.zone).date()
        for number, line in enumerate(view.history):
            moment = history_when(line, view.zone, today)
            last = number == len(view.history) - 1
            self.column.addWidget(_Entry(line, moment, view.zone, narrow=self._narrow, first=number == 0, last=last))
        self.column.addStretch(1)


class _Entry(QWidget):
    """Time, dot, what was done by whom, and below it what changed."""

    def __init__(self, line: HistoryLine, moment: str, zone: str, *, narrow: bool, first: bool, last: bool) -> None:
        super().__init__()
        when = label(moment, style="small" if narrow else "muted", wrap=narrow)
        when.setFixedWidth(74 if narrow else 116)
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TimelineMark(first=first, last=last, line_height=when.sizeHint().height()))
        row.addLayout(self._words(line, zone, narrow=narrow), 1)
        self.setAccessibleName(f"{moment}: {done_word(line.action)}, {line.actor}, {line.desk}")

    def _words(self, line: HistoryLine, zone: str, *, narrow: bool) -> QVBoxLayout:
        who = ", ".join(part for part in (line.actor or _("automatic"), line.desk) if part)
        first = QHBoxLayout()
        first.setSpacing(SPACE[0] + 1)
        first.addWidget(label(done_word(line.action), style="strong"), 0, Qt.AlignmentFlag.AlignTop)
        if not narrow:
            first.addWidget(_free(who), 1, Qt.AlignmentFlag.AlignTop)
        else:
            first.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, SPACE[3])
        column.setSpacing(0)
        column.addLayout(first)
        if narrow:
            column.addWidget(_free(who))
        said = history_changes(line, zone)
        if line.message:
            said.append(f"\N{LEFT DOUBLE QUOTATION MARK}{line.message}\N{RIGHT DOUBLE QUOTATION MARK}")
        for words in [" · ".join(said), *message_words(line)]:
            if words:
                column.addWidget(_free(words))
        return column


def _free(text: str) -> QLabel:
    """A muted text that takes the width there is, even when one word is longer."""
    made = label(text, style="muted", wrap=True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
