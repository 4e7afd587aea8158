"""The day as a mode of the calendar page: columns with time running down, holds that run out, the first scroll."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer

from frontdesk.rules.changes import Changes
from frontdesk.views.day import DayView
from ui.calendar.look import Look
from ui.calendar.mode import Mode
from ui.calendar.shown_day import concerns, next_run_out, shown_part
from ui.calendar.view import CalendarView
from ui.shell.context import Context
from ui.texts import _, day_long


class TimesMode(Mode):
    """One day."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.widget: CalendarView = CalendarView()
        self._day: DayView | None = None
        self._choice: int | None = None
        self._reveal = False
        self._placed_once = False
        self.widget.appointment_chosen.connect(self._on_chosen)
        self.widget.appointment_opened.connect(self.appointment_opened)
        self.widget.menu_wanted.connect(self.menu_wanted)
        self._run_out = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._run_out.timeout.connect(self._show_held)

    def reading(self, look: Look) -> Callable[[], DayView]:
        calendar, center = self.context.clinic.calendar, look.center_id or 0
        return lambda: calendar.day(center, look.day, by=look.by)

    def covers(self, look: Look) -> bool:
        """Filters hide what was read, and need no reading."""
        shown = self.look
        return shown is not None and (shown.center_id, shown.day, shown.by, shown.mode) == (
            look.center_id,
            look.day,
            look.by,
            look.mode,
        )

    def turn_to(self, look: Look) -> None:
        super().turn_to(look)
        if self._day is not None:
            self.show(look, self._day)

    def show(self, look: Look, answer: DayView) -> None:
        self.look, self._day = look, answer
        self._show_held()
        self._place()
        self.widget.select(self._choice)
        self.reveal()

    def _show_held(self) -> None:
        """Show the day without what is held no longer, and look again when the next hold runs out."""
        if self._day is None or self.look is None:
            return
        now = self.context.clinic.now()
        part = shown_part(self._day, self.look.filters, now)
        self.widget.show_day(part, now)
        left = next_run_out((part,), now)
        self._run_out.stop()
        if left is not None:
            self._run_out.start(left)

    def select(self, appointment_id: int | None) -> None:
        self._choice, self._reveal = appointment_id, True
        self.widget.select(appointment_id)

    def reveal(self) -> None:
        """Once, when the appointment asked for is there: later a reload must not move the view under the person."""
        chosen = self.widget.chosen
        if self._reveal and chosen is not None:
            self._reveal = False
            self.widget.reveal(chosen.box)

    def _on_chosen(self, appointment_id: int) -> None:
        self._choice, self._reveal = appointment_id, False
        self.appointment_chosen.emit(appointment_id)

    def follow(self, changes: Changes) -> bool:
        return self._day is not None and concerns(changes, self._day)

    def nothing(self) -> tuple[str, str] | None:
        if self._day is None or self.widget.day.columns:
            return None
        if self._day.columns:
            title = _("None of the clinicians chosen works on this day")
            said = _("Others work at {center} on {day}: choose them by the filter at the top right.")
        else:
            title = _("Nobody works here on this day")
            said = _("{center} has no working hours and no appointments on {day}.")
        return title, said.format(center=self._day.center, day=day_long(self._day.day))

    def veil(self, veiled: bool) -> None:
        self.widget.veil(veiled)

    def set_now(self, now: datetime) -> None:
        self.widget.set_now(now)

    def place_anew(self) -> None:
        """Scroll to the time now again."""
        self._placed_once = False
        self._place()

    def became_visible(self) -> None:
        self._place()

    def _place(self) -> None:
        """The first time, scroll to where the day is: now, with a third of the view before it, or its first work."""
        shown = self.widget.placed
        if self._placed_once or not shown.columns or not self.widget.isVisible():
            return
        self._placed_once = True
        now, used = shown.minutes_of(self.widget.now), shown.used()
        before = self.widget.viewport().height() / self.widget.scale / 3
        self.widget.scroll_to_minute(max(used.start, now - before) if used.start <= now < used.end else used.start)
