"""The fields of what somebody waits for: how soon, on which days, at which hours, with whom."""

from collections.abc import Iterable
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.waiting import ANY_DAY, PRIORITIES, ROUTINE, Wish
from ui.texts import _, day_short
from ui.theme import SPACE
from ui.weekdays import weekday_buttons
from ui.when import read_date, read_time
from ui.widgets import Field, Segmented, field
from ui.widgets.dropdown import DropDown
from ui.wish_words import clock_words, priority_word


class WishPart(QWidget):
    """`begin` it, `fill` it, ask for its `wish`; what cannot be read is said beside its field."""

    def __init__(
        self, *, name: str = "wish", room: int = 260, asks_clinician: bool = True, parent: QWidget | None = None
    ) -> None:
        """`room` is how wide it may be, logical pixels: wider choices stand below each other.

        Where the clinician is asked for elsewhere, `wish` is told who it is.
        """
        super().__init__(parent)
        self._today = date.min
        self._name = name
        words = [(one, priority_word(one)) for one in PRIORITIES]
        self.priority = Segmented(words, name=f"{name}_priority", what=_("Priority"), room=room)
        self.first, self.last = self._line("first", _("tomorrow, 30 Nov")), self._line("last", _("30 Nov"))
        self.starts, self.ends = self._line("from", "09:00"), self._line("to", "12:00")
        self.weekdays = weekday_buttons(name, mirrored=self.isRightToLeft())
        self.clinician = DropDown(name=f"{name}_clinician", what=_("With"))
        self.remark = self._line("remark", _("what the desk should know"))
        self.remark.setMaxLength(1000)
        self.fields: dict[str, Field] = {
            "first_day": field(_("From the day"), self.first),
            "last_day": field(_("Until the day"), self.last),
            "from_time": field(_("Not before"), self.starts),
            "to_time": field(_("Until"), self.ends),
            "clinician": field(_("With"), self.clinician),
            "remark": field(_("Remark"), self.remark),
        }
        self._lay_out()
        self._asks_clinician = asks_clinician
        self.fields["clinician"].setVisible(asks_clinician)

    def _line(self, what: str, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(f"{self._name}_{what}")
        line.setMaxLength(40)
        line.setPlaceholderText(example)
        return line

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(0)
        for each in self.weekdays:
            days.addWidget(each, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[1])
        grid.setVerticalSpacing(SPACE[1])
        for place, name in enumerate(("first_day", "last_day", "from_time", "to_time")):
            grid.addWidget(self.fields[name], place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.priority)
        column.addLayout(days)
        column.addLayout(grid)
        column.addWidget(self.fields["clinician"])
        column.addWidget(self.fields["remark"])

    def begin(self, today: date, clinicians: Iterable[tuple[int, str]]) -> None:
        """Start anew, with those who could do it (id and name) to choose from."""
        self._today = today
        self.clinician.clear()
        self.clinician.addItem(_("Anyone"), None)
        for number, name in clinicians:
            self.clinician.addItem(name, number)
        self.fill(Wish())

    def fill(self, wish: Wish) -> None:
        """Show this wish."""
        self.priority.set_value(wish.priority)
        some = wish.weekdays if wish.weekdays != ANY_DAY else 0
        for number, one in enumerate(self.weekdays):
            one.setChecked(bool(some >> number & 1))
        begun = wish.first_day is not None and wish.first_day <= self._today  # it limits nothing any more
        self.first.setText("" if begun else self._day_words(wish.first_day))
        self.last.setText(self._day_words(wish.last_day))
        for line, clock in ((self.starts, wish.from_time), (self.ends, wish.to_time)):
            line.setText(clock_words(clock) if clock is not None else "")
        self.clinician.setCurrentIndex(max(0, self.clinician.findData(wish.clinician_id)))
        self.remark.setText(wish.remark)
        self.remark.setCursorPosition(0)  # a long one is read from its beginning
        for each in self.fields.values():
            each.set_error("")

    def _day_words(self, day: date | None) -> str:
        """A day so that it is read as the same again: one that is over with its year."""
        if day is None:
            return ""
        return day_short(day, today=self._today) if day >= self._today else day.isoformat()

    def wish(self, clinician_id: int | None = None) -> Wish | None:
        """What is wished for; None where something cannot be read, which has the focus then."""
        for each in self.fields.values():
            each.set_error("")
        chosen = sum(1 << number for number, each in enumerate(self.weekdays) if each.isChecked())
        priority = self.priority.value()
        found = Wish(
            priority=priority if isinstance(priority, int) else ROUTINE,
            first_day=self._read_day("first_day", self.first),
            last_day=self._read_day("last_day", self.last),
            weekdays=chosen or ANY_DAY,
            from_time=self._read_time("from_time", self.starts),
            to_time=self._read_time("to_time", self.ends),
            clinician_id=self.clinician.currentData() if self._asks_clinician else clinician_id,
            remark=self.remark.text(),
        )
        wrong = next((each for each in self.fields.values() if each.error), None)
        if wrong is None:
            return found
        wrong.editor.setFocus()
        return None

    def _read_day(self, name: str, line: QLineEdit) -> date | None:
        typed = line.text().strip()
        found = read_date(typed, self._today) if typed else None
        if typed and found is None:
            self.fields[name].set_error(_("Type a day such as tomorrow, Mon or 30 Nov."))
        return found

    def _read_time(self, name: str, line: QLineEdit) -> time | None:
        typed = line.text().strip()
        found = read_time(typed) if typed else None
        if typed and found is None:
            self.fields[name].set_error(_("Type a time such as 9:30."))
        return found
