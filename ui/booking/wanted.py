"""The time that will be booked, as the form has understood it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from frontdesk.services.forms import Chosen
from frontdesk.views.openings import DoseOpening, Opening
from ui.texts import moment_range


@dataclass(frozen=True, slots=True)
class Wanted:
    """A start with its clinician. `start` is aware UTC, `wall_start` the center's clock, `room` may be empty.

    Of a program it is the first of its `doses`. `over` says that it is put over what stands in its way.
    """

    start: datetime
    wall_start: datetime
    clinician_id: int
    clinician: str
    room: str = ""
    doses: tuple[DoseOpening, ...] = ()
    over: bool = False

    @classmethod
    def of(cls, opening: Opening) -> "Wanted":
        """The time of an opening."""
        return cls(opening.start, opening.wall_start, opening.clinician_id, opening.clinician, opening.room)

    @classmethod
    def of_doses(cls, doses: tuple[DoseOpening, ...]) -> "Wanted":
        """The times of a program."""
        return replace(cls.of(doses[0].opening), doses=doses)

    def first(self) -> "Wanted":
        """The start alone, without the doses after it."""
        return replace(self, doses=())

    def chosen(self) -> tuple[Chosen, ...]:
        """Each dose as the services take it."""
        return tuple(Chosen(one.opening.start, one.opening.clinician_id) for one in self.doses)

    def as_line(self, minutes: int, zone: str) -> Opening:
        """The same as a line to choose from."""
        end = self.start + timedelta(minutes=minutes)
        return Opening(self.start, end, self.wall_start, zone, self.clinician_id, self.clinician, None, None, self.room)

    def words(self, minutes: int) -> str:
        """Tue 24 Nov, 10:40–11:00."""
        return moment_range(self.wall_start, self.wall_start + timedelta(minutes=minutes))

    def with_words(self) -> str:
        """Dr Mei Chen, Room 2."""
        return ", ".join(part for part in (self.clinician, self.room) if part)


def lines_of(days: Iterable[tuple[date, tuple[Opening, ...]]]) -> tuple[Opening, ...]:
    """The lines to show: three of the first day, then the first of each later day; six if there are so many."""
    free = [openings for _day, openings in days if openings]
    if not free:
        return ()
    shown = [*free[0][:3], *(openings[0] for openings in free[1:])]
    rest = [opening for openings in free for opening in openings if opening not in shown]
    return in_order([*shown, *rest[: max(0, 6 - len(shown))]])


def in_order(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """By start, then by clinician, each once."""
    return tuple(sorted(dict.fromkeys(openings), key=lambda one: (one.start, one.clinician_id)))
