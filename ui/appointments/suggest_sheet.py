"""What the consumer suggests on the telephone: up to five times as they are said, and what goes with them."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_utc
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from ui.appointments.actions import action_text
from ui.appointments.telling_sheet import TellingSheet
from ui.appointments.time_sheet import TimeLine
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, moment
from ui.theme import SPACE
from ui.when import read_when
from ui.widgets import label
from ui.widgets.lines import Lines

MOST = 5


@dataclass(frozen=True, slots=True)
class _Read:
    """What a line means: nothing was typed, a start (aware) with its words, or what is wrong with it."""

    start: datetime | None = None
    words: str = ""
    wrong: bool = False


class Wishes(QWidget):
    """Lines in which times are typed; the next one comes once something stands in the last. `changed` when typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("suggest_times")
        self.lines = [TimeLine(f"suggest_time_{number}") for number in range(1, MOST + 1)]
        self.said = [label("", style="small", wrap=True, name=f"suggest_said_{n}") for n in range(1, MOST + 1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        for number, (line, said) in enumerate(zip(self.lines, self.said, strict=True), 1):
            line.setAccessibleName(_("Time {number}").format(number=number))
            line.textEdited.connect(lambda _text: self.show_needed())
            line.stepped.connect(lambda by, at=number - 1: self._step(at + by))
            column.addWidget(line)
            column.addWidget(said)
        self.setFocusProxy(self.lines[0])
        self.show_needed()

    def show_needed(self) -> None:
        """As many lines as are filled, and one more."""
        filled = max((at for at, line in enumerate(self.lines, 1) if line.text().strip()), default=0)
        for at, (line, said) in enumerate(zip(self.lines, self.said, strict=True)):
            line.setVisible(at <= filled)
            said.setVisible(at <= filled and bool(said.text()))
        self.changed.emit()

    def say(self, at: int, words: str, *, wrong: bool) -> None:
        """Say below a line how it is understood, or why it is not."""
        said, line = self.said[at], self.lines[at]
        said.setText(words)
        said.setVisible(bool(words) and not line.isHidden())
        line.setAccessibleDescription(words)
        is_wrong = wrong and bool(words)
        for part, name, value in ((said, "look", "error" if is_wrong else "small"), (line, "wrong", is_wrong)):
            if (part.property(name) or False) != value:
                part.setProperty(name, value)
                part.style().unpolish(part)
                part.style().polish(part)

    def _step(self, to: int) -> None:
        if 0 <= to < MOST and not self.lines[to].isHidden():
            self.lines[to].setFocus()


class SuggestSheet(TellingSheet):
    """The desk takes down what the consumer says; the most wished comes first."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        words = _("Keep them")
        super().__init__(parent, context, view, action_text(action, view), name="suggest", accept=words)
        self.wishes = Wishes()
        self.note = Lines("suggest_note")
        self.add("suggestions", _("Times that suit, the most wished first"), self.wishes)
        self.add("remark", _("What the consumer says"), self.note)
        self.add_telling()
        self.wishes.changed.connect(lambda: self._show_read(typing=True))

    def open(self) -> None:
        """The first line has the focus."""
        super().open()
        self.wishes.lines[0].setFocus()

    def act(self) -> Act | None:
        read = [self._read(line.text()) for line in self.wishes.lines]
        wrong = next((at for at, one in enumerate(read) if one.wrong), None)
        if wrong is not None:
            self._show_read(typing=False)
            self.wishes.lines[wrong].setFocus()
            return None
        starts = tuple(one.start for one in read if one.start is not None)
        if not starts:
            self.fields["suggestions"].set_error(_("Type one time at least, such as “tomorrow 9:30”."))
            self.wishes.lines[0].setFocus()
            return None
        act = self.telling(Action.CONSUMER_SUGGESTS)
        return replace(act, suggestions=starts, remark=self.note.toPlainText())

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.note.setPlainText(act.remark)
        for line, start in zip(self.wishes.lines, act.suggestions, strict=False):
            line.setText(moment(local(start, self.view.zone), today=self.today()))
        self.wishes.show_needed()

    def _read(self, text: str) -> _Read:
        if not text.strip():
            return _Read()
        now = local(self.context.clinic.now(), self.view.zone)
        wall = read_when(text, now)
        if wall is None:
            return _Read(words=_("That is no time. Type one such as “tomorrow 9:30” or “24 Nov 15:00”."), wrong=True)
        if wall <= now:
            words = _("{when} has passed.").format(when=moment(wall, today=self.today()))
            return _Read(words=words, wrong=True)
        try:
            return _Read(to_utc(wall, self.view.zone), moment(wall, today=self.today()))
        except RuleBroken as problem:
            return _Read(words=sentence(problem), wrong=True)

    def _show_read(self, *, typing: bool) -> None:
        """How each line is understood; the one in which somebody is typing is not called wrong yet."""
        self.fields["suggestions"].set_error("")
        for at, line in enumerate(self.wishes.lines):
            read = self._read(line.text())
            quiet = read.wrong and typing and line.hasFocus()
            self.wishes.say(at, "" if quiet else read.words, wrong=read.wrong)
