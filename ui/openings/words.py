"""What the first openings say: short names of clinicians, a time with who gives it, a day without any."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from frontdesk.views.choices import ClinicianChoice
from frontdesk.views.openings import Opening
from ui.texts import _, day_short, relative_day, time_of


def short_names(clinicians: Iterable[ClinicianChoice]) -> dict[int, str]:
    """Dr Mei Chen is Chen, unless there are two: names by id, short where that still tells people apart."""
    names = {one.id: one.name.strip() for one in clinicians}
    last = {number: name.split()[-1] if name else "" for number, name in names.items()}
    known = Counter(last.values())
    return {number: last[number] if known[last[number]] == 1 else name for number, name in names.items()}


def spoken(opening: Opening, today: date) -> str:
    """Thu 26 Nov, 09:20, Dr Mei Chen, Room 2: what a screen reader says of a time."""
    day = relative_day(opening.wall_start.date(), today)
    return ", ".join(part for part in (day, time_of(opening.wall_start), opening.clinician, opening.room) if part)


def nothing_left(day: date, today: date) -> str:
    """What stands in the line of a day without a free time."""
    return _("Nothing left today") if day == today else _("Full")


def book_words(wall_start: datetime, today: date) -> str:
    """Book Thu 26 Nov, 09:20; of today the time is enough."""
    if wall_start.date() == today:
        return _("Book today {time}").format(time=time_of(wall_start))
    return _("Book {day}, {time}").format(day=day_short(wall_start.date(), today=today), time=time_of(wall_start))
