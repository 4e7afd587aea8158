"""A day and, unless whole days are meant, a time of it, side by side."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDynamicPropertyChangeEvent, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.administration.boxes import DayBox, TimeBox
from ui.texts import _
from ui.theme import SPACE


class MomentBox(QWidget):
    """`value` is 2026-11-24 for whole days, else 2026-11-24T13:00; what cannot be read stands in it as typed."""

    edited = Signal()

    def __init__(self, name: str, what: str, today: Callable[[], date], *, ends: bool) -> None:
        """`ends` says that it is the end of a span, where 24:00 is the end of the day typed."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(what)
        self._ends = ends
        self.day = DayBox(f"{name}_day", what, today)
        self.clock = TimeBox(f"{name}_time", _("{what}: time").format(what=what), "17:00" if ends else "09:00")
        self.clock.setFixedWidth(72)
        self.setFocusProxy(self.day)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[1])
        row.addWidget(self.day, 1)
        row.addWidget(self.clock)
        for box in (self.day, self.clock):
            box.edited.connect(self.edited)

    def set_whole(self, whole: bool) -> None:
        """Whether whole days are meant."""
        self.clock.setVisible(not whole)

    def value(self, missing: str = "") -> str:
        """As the services take it; `missing` is the day where none was typed."""
        day, clock = self.day.value() or missing, self.clock.value()
        if self.clock.isHidden():
            return day
        if self._ends and clock == "00:00" and (typed := _iso(day)) is not None and typed < date.max:
            day = (typed + timedelta(days=1)).isoformat()
        return f"{day}T{clock}"

    def set_value(self, value: str) -> None:
        """Show such a value."""
        day, _t, clock = value.partition("T")
        if self._ends and clock == "00:00" and (shown := _iso(day)) is not None:
            day, clock = (shown - timedelta(days=1)).isoformat(), "24:00"
        self.day.set_value(day)
        self.clock.set_value(clock)

    def event(self, event: QEvent) -> bool:
        """What is said to be wrong with it is wrong with both its boxes."""
        if isinstance(event, QDynamicPropertyChangeEvent):
            for box in (self.day, self.clock):
                box.setProperty("wrong", self.property("wrong"))
                box.setAccessibleDescription(self.accessibleDescription())
                box.style().unpolish(box)
                box.style().polish(box)
        return super().event(event)


def _iso(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
