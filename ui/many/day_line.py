"""A line in which a day is typed as people say it: "friday", "26 Nov"; what cannot be read is said at its field."""

from datetime import date

from PySide6.QtWidgets import QLineEdit

from ui.texts import day_short
from ui.when import read_date

_LONGEST = 40


class DayLine(QLineEdit):
    """`day` gives what is meant; as long as nobody types it is the day that was put there, in whatever language."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMaxLength(_LONGEST)
        self.put(day)

    def put(self, day: date) -> None:
        """Show this day."""
        self._day = day
        self._shown = day_short(day)
        self.setText(self._shown)
        self.setCursorPosition(0)  # where it is longer than the line, its beginning shows

    def day(self, today: date) -> date | None:
        """The day that is meant, seen from `today`; None where it cannot be read."""
        return self._day if self.text() == self._shown else read_date(self.text(), today)
