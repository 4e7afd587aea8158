"""Day, start and length as they are typed by the client's clock, and which of two when the clocks go back."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.client_clock import meant
from frontdesk.rules.problems import RuleBroken
from ui.texts import _, city, day_long, local, time_of
from ui.theme import SPACE
from ui.when import read_date, read_time
from ui.widgets import Field, Segmented, field, label

_MOST_MINUTES = 24 * 60


class TimeFields(QWidget):
    """`changed` when something else is typed. `wall` is by the clock of `zone`, None while none can be read."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], zone: str, minutes: int) -> None:
        super().__init__()
        self.setObjectName("rebook_time")
        self._now, self._zone, self._minutes = now, zone, minutes
        self.day_line, self.start_line, self.length_line = (
            _line(name) for name in ("rebook_day", "rebook_start", "rebook_length")
        )
        self.day_line.setPlaceholderText(_("tomorrow, Friday, 24 Nov"))
        self.start_line.setPlaceholderText(_("15:00"))
        self.length_line.setText(str(minutes))
        self.day_field = field(_("Day"), self.day_line)
        self.start_field = field(_("Start, {city} time").format(city=city(zone)), self.start_line)
        self.length_field = field(_("Length, in minutes"), self.length_line)
        self.problem = label("", style="error", wrap=True, name="rebook_time_problem")
        self.problem.hide()
        self.twice = label("", style="warning", wrap=True, name="rebook_twice")
        self.which = Segmented(
            ((False, _("The first")), (True, _("The second"))), name="rebook_which", what=_("Which of the two")
        )
        self.which.set_value(False)
        self._lay_out()
        self.show_twice(repeated=False)
        for line in (self.day_line, self.start_line):
            line.textChanged.connect(self._retyped)
        self.length_line.textChanged.connect(lambda _text: self._say_changed())
        self.which.chosen.connect(lambda _value: self.changed.emit())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        for part, share in ((self.day_field, 5), (self.start_field, 4), (self.length_field, 3)):
            row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self.twice)
        column.addWidget(self.which)

    @property
    def day(self) -> date | None:
        """The day that is meant."""
        return read_date(self.day_line.text(), self.today())

    @property
    def wall(self) -> datetime | None:
        """Day and start together."""
        day, start = self.day, read_time(self.start_line.text())
        return None if day is None or start is None else datetime.combine(day, start)

    @property
    def second(self) -> bool:
        """Whether the second of two is meant."""
        return bool(self.which.value())

    @property
    def minutes(self) -> int | None:
        """Another length than the service's own; None for that one."""
        typed = self.length_line.text().strip()
        return None if not typed.isdecimal() or int(typed) == self._minutes else int(typed)

    def today(self) -> date:
        """By the client's clock."""
        return local(self._now(), self._zone).date()

    def take(self, start: datetime) -> None:
        """Fill in an instant (aware)."""
        wall = local(start, self._zone)
        for line, text in ((self.day_line, f"{wall.day} {wall:%b %Y}"), (self.start_line, time_of(wall))):
            line.blockSignals(True)
            line.setText(text)
            line.blockSignals(False)
        self.which.set_value(meant(wall, self._zone).start != start)
        self._say_changed()

    def show_twice(self, *, repeated: bool) -> None:
        """Ask which of two, or not."""
        start = self.start_line.text().strip()
        words = _("The clocks go back then, so {time} comes twice. The first is meant unless you choose the second.")
        self.twice.setText(words.format(time=start) if repeated else "")
        self.twice.setVisible(repeated)
        self.which.setVisible(repeated)

    def focus_missing(self) -> bool:
        """Go to the first field that cannot be read, with the reason beside it; False when all can."""
        length = self.length_line.text().strip()
        for one, is_wrong, words in (
            (self.day_field, self.day is None, _("Type a day such as tomorrow, Friday or 24 Nov.")),
            (self.start_field, read_time(self.start_line.text()) is None, _("Type a time such as 15:00.")),
            (
                self.length_field,
                not length.isdecimal() or not 1 <= int(length) <= _MOST_MINUTES,
                _("Type a whole number of minutes."),
            ),
        ):
            if is_wrong:
                return _refuse(one, words)
        return False

    def show_problem(self, words: str) -> None:
        """Say below the fields what is wrong with the time, or with an empty text that nothing is."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.start_line.setAccessibleDescription(words)
        self.start_line.setProperty("wrong", bool(words))
        self.start_line.style().unpolish(self.start_line)
        self.start_line.style().polish(self.start_line)

    def refuse(self, problem: RuleBroken, words: str) -> bool:
        """Show a refusal where it belongs; whether it is about something here."""
        if "start" in problem.fields:
            self.show_problem(words)
            self.start_line.setFocus()
            return True
        return "length" in problem.fields and _refuse(self.length_field, words)

    def _retyped(self) -> None:
        """Another time is typed: of two, the first is meant again."""
        self.which.set_value(False)
        self.show_twice(repeated=False)
        self._say_changed()

    def _say_changed(self) -> None:
        for one in (self.day_field, self.start_field, self.length_field):
            one.set_error("")
        self.show_problem("")
        day = self.day
        self.day_field.set_hint(day_long(day) if day else "")
        self.changed.emit()


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(40)
    return made


def _refuse(one: Field, words: str) -> bool:
    one.set_error(words)
    one.editor.setFocus()
    return True
