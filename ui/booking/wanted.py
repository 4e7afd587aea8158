"""The time that will be booked, as the form has understood it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from frontdesk.views.openings import Opening
from ui.texts import moment_range


@dataclass(frozen=True, slots=True)
class Wanted:
    """A start with its clinician. `start` is aware UTC, `wall_start` the center's clock, `room` may be empty."""

    start: datetime
    wall_start: datetime
    clinician_id: int
    clinician: str
    room: str = ""

    @classmethod
    def of(cls, opening: Opening) -> "Wanted":
        """The time of an opening."""
        return cls(opening.start, opening.wall_start, opening.clinician_id, opening.clinician, opening.room)

    def words(self, minutes: int) -> str:
        """Tue 24 Nov, 10:40–11:00."""
        return moment_range(self.wall_start, self.wall_start + timedelta(minutes=minutes))

    def with_words(self) -> str:
        """Dr Mei Chen, Room 2."""
        return ", ".join(part for part in (self.clinician, self.room) if part)


def lines_of(days: Iterable[tuple[date, tuple[Opening, ...]]]) -> tuple[Opening, ...]:
    """The lines to show: three of the first day with any, then the first of each later day; six if there are."""
    free = [openings for _day, openings in days if openings]
    if not free:
        return ()
    shown = [*free[0][:3], *(openings[0] for openings in free[1:])]
    rest = [opening for openings in free for opening in openings if opening not in shown]
    return tuple(sorted([*shown, *rest[: max(0, 6 - len(shown))]], key=lambda one: (one.start, one.clinician_id)))
