"""What a layout is made for: the scale, the room across and the direction; a layout may be made aside for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.views.day import DayView
from ui.calendar.layout import Layout
from ui.calendar.placing import lay_out, lay_out_week


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Pixels for a minute, pixels across, and whether columns stand from right to left."""

    scale: float
    room: int
    mirrored: bool

    def lay_out(self, days: Sequence[DayView], *, week: bool) -> Layout:
        """The layout of these days; touches no widget, so it may be made on any thread."""
        if week:
            return lay_out_week(days, self.scale, self.room, mirrored=self.mirrored)
        return lay_out(days[0], self.scale, self.room, mirrored=self.mirrored)


@dataclass(frozen=True, slots=True)
class Arranged:
    """A layout that was made aside, and for what."""

    layout: Layout
    arrangement: Arrangement

    def fits(self, days: Sequence[DayView], arrangement: Arrangement, *, week: bool) -> bool:
        """Whether it is of these very days, for what there is now."""
        own = self.layout.days
        return (
            self.arrangement == arrangement
            and self.layout.week == week
            and len(own) == len(days)
            and all(one.day is day for one, day in zip(own, days, strict=True))
        )


def arranged(arrangement: Arrangement, days: Sequence[DayView], *, week: bool) -> Arranged:
    """Lay days out aside, to be handed over to the calendar that gave the arrangement."""
    return Arranged(arrangement.lay_out(days, week=week), arrangement)
