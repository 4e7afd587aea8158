"""Narrows the free times to what suits the consumer: a first day, weekdays, hours, a calendar type."""

from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from frontdesk.rules.words import CalendarType
from ui.booking.limits import Limits
from ui.texts import _, calendar_word
from ui.theme import SPACE
from ui.weekdays import weekday_buttons
from ui.when import read_date, read_time
from ui.widgets import Field, button, field
from ui.widgets.dropdown import DropDown

_MIDNIGHT = time(0)
_CALENDARS = (None, *CalendarType)


class Narrow(QFrame):
    """Hidden until `open_it`; `changed` when the limits are others, `left` when the keys go back to the openings.

    What cannot be read is said beside its field and narrows nothing.
    """

    changed = Signal()
    left = Signal()
    built = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrow")
        self.setProperty("card", True)
        self._today = date.min
        self.limits = Limits()
        self.fields: dict[str, Field] = {}
        self.hide()

    def _build(self) -> None:
        """Most forms are never narrowed, so that the fields are made when they are first wanted."""
        self.day = self._line("narrow_day", _("tomorrow, Mon, 30 Nov"))
        self.calendar = DropDown(name="narrow_calendar", what=_("Calendar type"))
        self.calendar.addItems([calendar_word(one) if one else _("Any") for one in _CALENDARS])
        self.calendar.activated.connect(lambda _row: self._read())
        self.weekdays = weekday_buttons("narrow", mirrored=self.isRightToLeft())
        for each in self.weekdays:
            each.toggled.connect(lambda _on: self._read())
        self.starts = self._line("narrow_from", "09:00")
        self.ends = self._line("narrow_to", "17:00")
        self.clear_link = button(_("Any time"), name="narrow_clear", look="link")
        self.clear_link.clicked.connect(self.clear)
        self._lay_out()
        self.built.emit()

    def _line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setMaxLength(40)
        line.setPlaceholderText(example)
        line.textChanged.connect(lambda _text: self._read())
        return line

    def _lay_out(self) -> None:
        self.fields |= {
            "day": field(_("From the day"), self.day),
            "calendar": field(_("Calendar type"), self.calendar),
            "starts": field(_("Not before"), self.starts),
            "ends": field(_("Until"), self.ends),
        }
        days = QHBoxLayout()
        days.setSpacing(0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE[1])
        grid.setVerticalSpacing(SPACE[1])
        for place, name in enumerate(("day", "calendar")):
            grid.addWidget(self.fields[name], 0, place, Qt.AlignmentFlag.AlignTop)
        for each in self.weekdays:
            days.addWidget(each, 1)
        grid.addLayout(days, 1, 0, 1, 2)
        for place, name in enumerate(("starts", "ends")):
            grid.addWidget(self.fields[name], 2, place, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[1])
        column.setSpacing(SPACE[1])
        column.addLayout(grid)
        column.addWidget(self.clear_link, 0, Qt.AlignmentFlag.AlignRight)

    def begin(self, today: date) -> None:
        """Start anew: nothing is narrowed."""
        self._today = today
        self.hide()
        if self.fields:
            self.clear()

    def open_it(self) -> None:
        """Show it, the focus at its first field."""
        if not self.fields:
            self._build()
        self.show()
        self.day.setFocus()

    def clear(self) -> None:
        """Let any time do."""
        self.blockSignals(True)  # one change, not one for each field
        for line in (self.day, self.starts, self.ends):
            line.clear()
        for each in self.weekdays:
            each.setChecked(False)
        self.calendar.setCurrentIndex(0)
        self.blockSignals(False)
        was, self.limits = self.limits, Limits()
        if was != self.limits:
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter and Escape go back to the openings: what is typed here has narrowed them already."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not any(each.error for each in self.fields.values()):
                self.hide()
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        read = Limits(
            day=self._day(),
            weekdays=frozenset(number for number, each in enumerate(self.weekdays) if each.isChecked()),
            hours=self._hours(),
            calendar=_CALENDARS[max(0, self.calendar.currentIndex())],
        )
        if read != self.limits and not self.signalsBlocked():
            self.limits = read
            self.changed.emit()

    def _day(self) -> date | None:
        typed = self.day.text().strip()
        found = read_date(typed, self._today) if typed else None
        self.fields["day"].set_error(_("Type a day such as tomorrow, Mon or 30 Nov.") if typed and not found else "")
        return found

    def _hours(self) -> tuple[time, time] | None:
        starts, ends = self._time("starts", self.starts), self._time("ends", self.ends)
        if starts is None and ends is None:
            return None
        starts, ends = starts or _MIDNIGHT, ends or _MIDNIGHT
        if ends != _MIDNIGHT and ends <= starts:
            self.fields["ends"].set_error(_("The end must be after the start."))
            return None
        return starts, ends

    def _time(self, name: str, line: QLineEdit) -> time | None:
        typed = line.text().strip()
        found = read_time(typed) if typed else None
        self.fields[name].set_error(_("Type a time such as 9:30.") if typed and found is None else "")
        return found
