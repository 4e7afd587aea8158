"""Boxes to type a day or a time of day into, as people say them, what cannot be read kept as typed; a tick; a line."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from ui.texts import _, day_short
from ui.when import read_date, read_time

_STEP = timedelta(minutes=15)
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


def tick(words: str, name: str) -> QCheckBox:
    """A box for yes or no, under the name by which tests and screen readers know it."""
    made = QCheckBox(words)
    made.setObjectName(name)
    made.setAccessibleName(words)
    return made


def text_line(name: str, longest: int) -> QLineEdit:
    """A line for at most so many signs, under the name by which tests know it."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(longest)
    return made


def number_line(name: str) -> QLineEdit:
    """A line for a number."""
    return text_line(name, 10)


class SpokenBox(QLineEdit):
    """Writes what it understood in full when it is left; Up and Down go to the next and to the one before.

    `edited` when a person typed or stepped; a subclass says how `text` is read, kept and written.
    """

    edited = Signal()

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setMaxLength(40)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        """As the services take it; what cannot be read is given as typed, and empty when nothing was."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show what the services keep."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Go on by `by` steps."""
        raise NotImplementedError

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Say what was understood."""
        self.set_value(self.value())
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        self.step(step)
        self.edited.emit()


class DayBox(SpokenBox):
    """A day: "24 Nov", "24.11.2026", "friday"; its value is 2026-11-24."""

    def __init__(self, name: str, what: str, today: Callable[[], date]) -> None:
        super().__init__(name, what)
        self._today = today
        self.setPlaceholderText(_("24 Nov or 24.11.2026"))

    def day(self) -> date | None:
        """The day typed, None when there is none or it cannot be read."""
        return read_date(self.text(), self._today())

    def value(self) -> str:
        day = self.day()
        return day.isoformat() if day else self.text().strip()

    def set_value(self, value: str) -> None:
        day = _iso_day(value)
        self.setText(f"{day_short(day)} {day.year}" if day else value)

    def step(self, by: int) -> None:
        day = self.day() or self._today()
        if (by > 0 and day < date.max) or (by < 0 and day > date.min):
            self.set_value((day + timedelta(days=by)).isoformat())


class TimeBox(SpokenBox):
    """A time of day: "9", "9:30", "1700", "5 pm"; its value is 09:30, and midnight at the end of a day 00:00."""

    def __init__(self, name: str, what: str, placeholder: str = "") -> None:
        super().__init__(name, what)
        self.setPlaceholderText(placeholder)

    def value(self) -> str:
        typed = self.text().strip()
        if typed in {"24", "24:00", "24.00", "2400"}:
            return "00:00"
        found = read_time(typed)
        return f"{found:%H:%M}" if found else typed

    def set_value(self, value: str) -> None:
        self.setText(value)

    def step(self, by: int) -> None:
        found = read_time(self.text()) or time(8)
        moved = datetime.combine(date(2000, 1, 1), found) + by * _STEP
        self.set_value(f"{moved:%H:%M}")


def _iso_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None
