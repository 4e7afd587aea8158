"""Day and week as modes of the calendar page: columns with time running down, holds that run out, the first scroll."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QObject, Qt, QTimer

from frontdesk.rules.changes import Changes
from frontdesk.views.day import DayView, WeekView
from ui.calendar.arrangement import Arranged, arranged
from ui.calendar.look import Look
from ui.calendar.mode import Mode
from ui.calendar.shown_day import concerns, next_run_out, shown_part
from ui.calendar.view import CalendarView
from ui.shell.context import Context
from ui.texts import _, day_long


@dataclass(frozen=True, slots=True)
class Prepared:
    """Days that were read, what of them is shown, and where everything of that stands; all made aside."""

    days: Sequence[DayView]
    parts: Sequence[DayView]
    arranged: Arranged | None = None


class TimesMode(Mode):
    """One day, or the seven of a week."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.widget: CalendarView = CalendarView()
        self._days: Sequence[DayView] = ()
        self._choice: int | None = None
        self._reveal = False
        self._placed_once = False
        self.widget.appointment_chosen.connect(self._on_chosen)
        self.widget.appointment_opened.connect(self.appointment_opened)
        self.widget.menu_wanted.connect(self.menu_wanted)
        self._run_out = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._run_out.timeout.connect(self._show_held)

    def reading(self, look: Look) -> Callable[[], Prepared]:
        clinic, center, first, week = self.context.clinic, look.center_id or 0, look.first, look.mode == "week"
        arrangement = self.widget.arrangement()

        def read() -> Prepared:
            calendar = clinic.calendar
            days = calendar.week(center, first, look.by).days if week else (calendar.day(center, first, look.by),)
            now = clinic.now()
            parts = tuple(shown_part(day, look.filters, now) for day in days)
            return Prepared(days, parts, arranged(arrangement, parts, week=week))

        return read

    def covers(self, look: Look) -> bool:
        """Filters and colours need no reading: they hide and dress what was read."""
        shown = self.look
        return shown is not None and shown.shows_the_same(replace(look, filters=shown.filters))

    def turn_to(self, look: Look) -> None:
        before, self.look = self.look, look
        self.widget.set_colouring(look.colouring)
        if before is None or before.filters != look.filters:
            self._show_held()
            self._place()
            self.widget.select(self._choice)

    def show(self, look: Look, answer: DayView | Prepared) -> None:
        """The shell gives a day that was read while the window was made."""
        if isinstance(answer, DayView):
            answer = Prepared((answer,), (shown_part(answer, look.filters, self.context.clinic.now()),))
        another = self.look is None or not self.look.shows_the_same(look)
        if self.look is not None and (self.look.mode, self.look.by) != (look.mode, look.by):
            self.widget.horizontalScrollBar().setValue(0)  # other columns are at the same place
        self.look, self._days = look, answer.days
        self.widget.set_colouring(look.colouring)
        if answer.arranged is not None:
            self.widget.hand_over(answer.arranged)
        self._show_parts(answer.parts)
        self._place()
        if another and look.mode == "week":
            self._show_day_of_week(look)
        self.widget.select(self._choice)
        self.reveal()

    def _show_held(self) -> None:
        """Show what was read without what is held no longer."""
        if self.look is not None:
            now = self.context.clinic.now()
            self._show_parts([shown_part(day, self.look.filters, now) for day in self._days])

    def _show_parts(self, parts: Sequence[DayView]) -> None:
        """And look again when the next hold runs out."""
        if not parts or self.look is None:
            return
        now = self.context.clinic.now()
        if self.look.mode == "week":
            self.widget.show_week(WeekView(tuple(parts)), now)
        else:
            self.widget.show_day(parts[0], now)
        left = next_run_out(parts, now)
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
        return any(concerns(changes, day) for day in self._days)

    def day_of(self, appointment_id: int) -> date | None:
        cards = ((day.day, card) for day in self._days for column in day.columns for card in column.cards)
        return next((day for day, card in cards if card.id == appointment_id), None)

    def nothing(self) -> tuple[str, str] | None:
        if not self._days or any(day.columns or day.damaged for day in self.widget.days):
            return None
        first, week = self._days[0], len(self._days) > 1
        if any(day.columns for day in self._days):
            title = (
                _("None of the clinicians chosen works in this week")
                if week
                else _("None of the clinicians chosen works on this day")
            )
            said = _("Others work at {center}: choose them by the filter at the top.")
        elif week:
            title = _("Nobody works here in this week")
            said = _("{center} has no working hours and no appointments from {day} on for seven days.")
        else:
            title = _("Nobody works here on this day")
            said = _("{center} has no working hours and no appointments on {day}.")
        return title, said.format(center=first.center, day=day_long(first.day))

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
        now, used = self._minutes_of_now(), shown.used()
        before = self.widget.viewport().height() / self.widget.scale / 3
        self.widget.scroll_to_minute(max(used.start, now - before) if used.start <= now < used.end else used.start)

    def _minutes_of_now(self) -> float:
        """On the axis; -1 on days that are not today."""
        day = self.widget.placed.day_at(self.widget.now)
        return -1.0 if day is None else day.clock.minutes_of(self.widget.now)

    def _show_day_of_week(self, look: Look) -> None:
        """Another week begins with the day that was asked for in view."""
        start = next((day.start for day in self._days if day.day == look.day), None)
        placed = None if start is None else self.widget.placed.day_at(start)
        if placed is not None:
            self.widget.begin_at(placed.x, placed.width)
