"""Who waits for what: whether a start suits a wish, who is asked first, and what a wish may be."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import MIDNIGHT

SOON: Final = 0
URGENT: Final = 1
ROUTINE: Final = 2
PRIORITIES: Final = (SOON, URGENT, ROUTINE)
"""As soon as possible, urgent, routine: the smallest is asked first."""
ANY_DAY: Final = 127
_A_DAY = timedelta(days=1)
_YEARS = range(1851, 2199)
"""What the database keeps."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody waits for; days and hours are of the center's wall clock, None for any.

    Bit 0 of `weekdays` is Monday. The whole appointment lies within the hours; an end of 00:00 is midnight.
    """

    priority: int = ROUTINE
    first_day: date | None = None
    last_day: date | None = None
    weekdays: int = ANY_DAY
    from_time: time | None = None
    to_time: time | None = None
    clinician_id: int | None = None
    remark: str = ""


def suits(wish: Wish, wall_start: datetime, minutes: int, clinician_id: int) -> bool:
    """Whether an appointment of so many minutes that starts then, by the center's clock, is what is wished for."""
    day = wall_start.date()
    if wish.clinician_id not in (None, clinician_id) or not wish.weekdays >> day.weekday() & 1:
        return False
    if (wish.first_day is not None and day < wish.first_day) or (wish.last_day is not None and day > wish.last_day):
        return False
    if wish.from_time is not None and wall_start.time() < wish.from_time:
        return False
    if wish.to_time is None:
        return True
    ends = datetime.combine(day, wish.to_time) + (_A_DAY if wish.to_time == MIDNIGHT else timedelta())
    return wall_start + timedelta(minutes=minutes) <= ends


def check_wish(wish: Wish, today: date) -> None:
    """Raises RuleBroken `waiting.priority`, `.weekdays`, `.days` and `.past`, `time.range`, `hours.order`."""
    if wish.priority not in PRIORITIES:
        raise RuleBroken("waiting.priority", fields=("priority",))
    if not 0 < wish.weekdays <= ANY_DAY:
        raise RuleBroken("waiting.weekdays", fields=("weekdays",))
    for name, day in (("first_day", wish.first_day), ("last_day", wish.last_day)):
        if day is not None and day.year not in _YEARS:
            raise RuleBroken("time.range", fields=(name,))
    if wish.first_day is not None and wish.last_day is not None and wish.last_day < wish.first_day:
        raise RuleBroken("waiting.days", fields=("last_day",))
    if wish.last_day is not None and wish.last_day < today:
        raise RuleBroken("waiting.past", fields=("last_day",))
    starts, ends = wish.from_time or MIDNIGHT, wish.to_time or MIDNIGHT
    if ends != MIDNIGHT and ends <= starts:
        raise RuleBroken("hours.order", fields=("hours",))
