"""What the free times are narrowed to: from a day, on some weekdays, within some hours, of one calendar type."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from frontdesk.rules.times import day_bounds
from frontdesk.rules.words import CalendarType
from ui.texts import _, calendar_word, day_short, span, weekday_short


@dataclass(frozen=True, slots=True)
class Limits:
    """Wishes of the consumer, by the center's calendar and clock; an end of the hours at 00:00 is midnight."""

    day: date | None = None
    weekdays: frozenset[int] = frozenset()
    hours: tuple[time, time] | None = None
    calendar: CalendarType | None = None

    def from_(self, zone: str) -> datetime | None:
        """The instant at which the first day begins, None for now."""
        return day_bounds(self.day, zone).start if self.day else None

    def words(self, today: date) -> str:
        """From Mon 30 Nov · Mon, Tue · 09:00–12:00, or empty."""
        return " · ".join(self._parts(today))

    def _parts(self, today: date) -> Iterator[str]:
        if self.day:
            yield _("from {day}").format(day=day_short(self.day, today=today))
        if self.weekdays:
            yield ", ".join(weekday_short(number) for number in sorted(self.weekdays))
        if self.hours:
            yield span(f"{self.hours[0]:%H:%M}", f"{self.hours[1]:%H:%M}")
        if self.calendar:
            yield calendar_word(self.calendar)
