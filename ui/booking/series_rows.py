"""The dates of a series as rows of a list: ticked, left out, or in conflict with what is free instead."""

from dataclasses import dataclass, replace
from datetime import date

from frontdesk.rules.problems import RuleBroken
from frontdesk.services.forms import Chosen
from frontdesk.texts import obstacle
from frontdesk.views.series import SeriesDate
from ui.problems import sentence
from ui.texts import _, day_short, moment, ngettext, time_of
from ui.widgets import Row
from ui.widgets.tick_list import TICKED, UNTICKED


@dataclass(frozen=True, slots=True)
class Choice:
    """A date of the series and what the person made of it: booked, or left out, or moved to what is free instead."""

    found: SeriesDate
    on: bool
    instead: bool = False

    @classmethod
    def of(cls, found: SeriesDate) -> "Choice":
        """A date that is free is booked, unless it is left out."""
        return cls(found, found.free)

    def ticked(self) -> "Choice":
        """The other way round; one that is not free goes to what is free instead."""
        if not self.on and not self.found.free:
            return replace(self, on=self.found.alternative is not None, instead=self.found.alternative is not None)
        return replace(self, on=not self.on, instead=False)

    def swapped(self) -> "Choice":
        """What is free instead, or not; no change where nothing is."""
        if self.found.alternative is None:
            return self
        return replace(self, on=not self.instead, instead=not self.instead)

    def chosen(self) -> Chosen | None:
        """What is to be booked for it."""
        if self.instead and self.found.alternative is not None:
            return Chosen(self.found.alternative.start, self.found.alternative.clinician_id)
        if self.on and self.found.free and self.found.start is not None:
            return Chosen(self.found.start, self.found.clinician_id)
        return None

    def row(self, today: date, clinician_id: int) -> Row:
        """How it shows; a clinician is named where it is another than this one."""
        found, other = self.found, self.found.alternative
        when = moment(found.wall_start, today=today)
        if self.instead and other is not None:
            words = _("instead of {when}").format(when=when)
            who = other.clinician if other.clinician_id != clinician_id else ""
            title = moment(other.wall_start, today=today)
            return Row(found.position, title, words, icon=TICKED, colour="accent", right=who)
        if found.free:
            warned = "; ".join(obstacle(one) for one in found.obstacles)
            right = "" if self.on else _("left out")
            mark, colour = (TICKED, "accent") if self.on else (UNTICKED, "muted")
            return Row(found.position, when, warned, icon=mark, colour=colour, right=right)
        offered = _("A: {time}").format(time=_near(found)) if other is not None else _("nothing free near it")
        return Row(
            found.position,
            when,
            why_words(found),
            icon="ph.prohibit",
            colour="warning",
            right=offered,
            right_whole=True,
        )


def why_words(found: SeriesDate) -> str:
    """What is in the way of a date: the first thing by name, and how many more there are."""
    blocking = [one for one in found.obstacles if one.blocks]
    if not blocking:
        return sentence(RuleBroken(found.why, wall=found.wall_start))
    words = obstacle(blocking[0])
    if more := len(blocking) - 1:
        words += ngettext(", and {count} more thing", ", and {count} more things", more).format(count=more)
    return words[:1].upper() + words[1:]


def _near(found: SeriesDate) -> str:
    """The free time beside it: with its day, where that is another one."""
    other = found.alternative
    if other is None:
        return ""
    if other.wall_start.date() == found.wall_start.date():
        return time_of(other.wall_start)
    return f"{day_short(other.wall_start.date())}, {time_of(other.wall_start)}"
