"""Another time than those offered, as it is typed: read at once, and said what it was understood as."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_utc
from ui.problems import sentence
from ui.texts import _, local, moment, time_of
from ui.when import read_when
from ui.widgets import field


class OtherTime(QWidget):
    """`named` with a start (aware) and its wall-clock time; `unnamed` when there is none to be read (any more)."""

    named = Signal(object, object)
    unnamed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = "UTC"
        self.line = QLineEdit()
        self.line.setObjectName("other_time")
        self.line.setMaxLength(60)
        self.line.setPlaceholderText(_("15:00, tomorrow 9:30, 24 Nov 15:00"))
        self.field = field(_("Other time"), self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.line.textChanged.connect(lambda _text: self.read())
        self.hide()

    def begin(self, zone: str) -> None:
        """Start anew, closed, at a center's clock."""
        self._zone = zone
        self.close_it()

    def wall_now(self) -> datetime:
        """The center's clock, naive."""
        return local(self._now(), self._zone)

    def typed(self) -> bool:
        """Whether another time was typed."""
        return not self.isHidden() and bool(self.line.text().strip())

    def open_with(self, typed: str) -> None:
        """Show the field with these letters in it."""
        self.show()
        self.line.setText(typed)
        self.line.setFocus()
        self.line.deselect()

    def open_at(self, wall_start: datetime) -> None:
        """Show the field with this time in it."""
        self.open_with(f"{wall_start.day} {wall_start:%b %Y} {time_of(wall_start)}")

    def close_it(self) -> None:
        """Empty it and hide it."""
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self.field.set_hint("")
        self.field.set_error("")
        self.hide()

    def focus_missing(self) -> None:
        """Go there, with the reason beside it."""
        if not self.field.error:
            self.field.set_error(_("Type a time such as 15:00, tomorrow 9:30 or 24 Nov 15:00."))
        self.line.setFocus()

    def read(self) -> None:
        """Understand what stands there."""
        text = self.line.text()
        now = self.wall_now()
        self.field.set_error("")
        wall = read_when(text, now) if text.strip() else None
        self.field.set_hint(moment(wall, today=now.date()) if wall else "")
        self.unnamed.emit()
        if wall is not None:
            self._name(wall)

    def _name(self, wall: datetime) -> None:
        try:
            start = to_utc(wall, self._zone)
        except RuleBroken as problem:
            self.field.set_error(sentence(problem))
            return
        if start < self._now():
            words = _("{moment} is over. Type a later time, or a day with it.")
            self.field.set_error(words.format(moment=moment(wall)))
            return
        self.named.emit(start, wall)
