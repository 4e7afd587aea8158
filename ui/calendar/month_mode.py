"""The month as a mode of the calendar page."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject

from frontdesk.rules.changes import Changes
from frontdesk.views.month import MonthView
from ui.calendar.look import Look
from ui.calendar.mode import Mode
from ui.calendar.month import MonthGrid
from ui.shell.context import Context


class MonthMode(Mode):
    """Six weeks of days."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.widget: MonthGrid = MonthGrid()
        self.month: MonthView | None = None
        """What is shown."""
        self.widget.appointment_chosen.connect(self.appointment_chosen)
        self.widget.appointment_opened.connect(self.appointment_opened)
        self.widget.menu_wanted.connect(self.menu_wanted)
        self.widget.day_opened.connect(self.day_opened)
        self.widget.day_moved.connect(self.day_moved)

    def reading(self, look: Look) -> Callable[[], MonthView]:
        clinic, center, first = self.context.clinic, look.center_id or 0, look.first
        return lambda: clinic.calendar.month(center, first, filters=look.filters)

    def show(self, look: Look, answer: MonthView) -> None:
        self.look, self.month = look, answer
        self.widget.show_month(answer, look.day, self.today(), self.context.clinic.now())
        self.widget.set_colouring(look.colouring)

    def turn_to(self, look: Look) -> None:
        super().turn_to(look)
        self.widget.set_colouring(look.colouring)
        self.widget.turn_to(look.day)

    def follow(self, changes: Changes) -> bool:
        """Whether any of the days, or anybody shown on them, was changed."""
        month = self.month
        if month is None:
            return False
        if changes.everything or month.center_id in changes.plans:
            return True
        if any(center == month.center_id and day in self._days() for center, day in changes.days):
            return True
        cards = (card for day in month.days for card in day.cards)
        return any(card.id in changes.appointments or card.consumer_id in changes.consumers for card in cards)

    def select(self, appointment_id: int | None) -> None:
        self.widget.select(appointment_id)

    def day_of(self, appointment_id: int) -> date | None:
        days = () if self.month is None else self.month.days
        return next((day.day for day in days if any(card.id == appointment_id for card in day.cards)), None)

    def veil(self, veiled: bool) -> None:
        self.widget.veil(veiled)

    def set_now(self, now: datetime) -> None:
        self.widget.set_now(now, self.today())

    def _days(self) -> frozenset[date]:
        return frozenset() if self.month is None else frozenset(day.day for day in self.month.days)
