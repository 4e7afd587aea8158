"""What the choice of a time asks of the services, each question in one go aside from the window."""

from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.rules.problems import RuleBroken
from frontdesk.services.booking import BookingDesk
from frontdesk.services.forms import OpeningQuery, ProgramQuery
from frontdesk.views.openings import DoseOpening, Opening, WhyNot
from ui.booking.wanted import Wanted, lines_of

DAYS = 10
"""Working days whose first openings are shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What free time is looked for: of a service, or of a program's first dose with the others after it.

    `clinician` is the name of the one asked for, empty for anyone; `minutes` the length of the (first) appointment.
    """

    query: OpeningQuery
    program: ProgramQuery | None = None
    minutes: int = 0
    clinician: str = ""
    narrowed: bool = False

    def anytime(self, start: datetime) -> "Asked":
        """The same from one start on, whatever it was narrowed to: somebody names a time of their own."""
        query = replace(self.query, from_=start, weekdays=frozenset(), hours=None, limit=1)
        program = self.program and replace(self.program, from_=start, weekdays=frozenset(), hours=None)
        return replace(self, query=query, program=program)

    def beginning(self, start: datetime) -> "Asked":
        """The same from one start on."""
        return replace(self, program=self.program and replace(self.program, from_=start))


@dataclass(frozen=True, slots=True)
class Found:
    """The lines to choose from; the doses of a program, or why it has none; whether the kept time is still free."""

    lines: tuple[Opening, ...]
    doses: tuple[DoseOpening, ...] = ()
    not_placed: RuleBroken | None = None
    kept: WhyNot | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A time that somebody named: the opening that begins then, or why there is none."""

    start: datetime
    wall: datetime
    opening: Opening | None
    why: WhyNot | None
    doses: tuple[DoseOpening, ...] = ()
    not_placed: RuleBroken | None = None


def look(booking: BookingDesk, asked: Asked, kept: Wanted | None, consumer_id: int | None) -> Found:
    """The first openings; `kept` is the time that is chosen already."""
    lines = lines_of(booking.first_openings(asked.query, DAYS))
    doses, not_placed = follow(booking, asked.beginning(kept.start) if kept else asked)
    listed = kept is None or any(Wanted.of(one) == kept.first() for one in lines)
    why = None if kept is None or listed else booking.why_not(asked.query, kept.start, consumer_id)
    return Found(lines, doses, not_placed, why)


def follow(booking: BookingDesk, asked: Asked) -> tuple[tuple[DoseOpening, ...], RuleBroken | None]:
    """The doses of a program, all or the reason why none; nothing for a service."""
    if asked.program is None:
        return (), None
    try:
        return booking.program(asked.program), None
    except RuleBroken as problem:
        if problem.code != "dose.not-placed":
            raise
        return (), problem


def check(booking: BookingDesk, asked: Asked, start: datetime, wall: datetime, consumer_id: int | None) -> Checked:
    """Whether that start is free, with all that stands in its way and the nearest free times around it."""
    asked = asked.anytime(start)
    free = booking.openings(asked.query)
    if not free or free[0].start != start:
        return Checked(start, wall, None, booking.why_not(asked.query, start, consumer_id))
    return Checked(start, wall, free[0], None, *follow(booking, asked))
