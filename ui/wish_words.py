"""What somebody on the waiting list waits for, in words."""

from datetime import date, datetime, time

from frontdesk.dates import span
from frontdesk.rules.times import MIDNIGHT
from frontdesk.rules.waiting import ANY_DAY, SOON, URGENT, Wish
from ui.texts import _, day_short, time_of, weekday_short

_WORKDAYS = 0b0011111


def priority_word(priority: int) -> str:
    """How soon it is to be."""
    return {SOON: _("As soon as possible"), URGENT: _("Urgent")}.get(priority, _("Routine"))


def wish_words(wish: Wish, clinician: str, today: date) -> str:
    """Which days, hours and clinician suit: "Mon, Wed, 09:00–12:00, with Dr Mei Chen"; "Any time" for all."""
    said = ["" if wish.weekdays == ANY_DAY else days_words(wish.weekdays), _dates(wish, today), _hours(wish)]
    if clinician:
        said.append(_("with {clinician}").format(clinician=clinician))
    told = ", ".join(part for part in said if part)
    return told[:1].upper() + told[1:] if told else _("Any time")


def days_words(weekdays: int) -> str:
    """Mon, Wed; Mon to Fri; any day."""
    if weekdays == ANY_DAY:
        return _("any day")
    if weekdays == _WORKDAYS:
        return span(weekday_short(0), weekday_short(4))
    return ", ".join(weekday_short(number) for number in range(7) if weekdays >> number & 1)


def _dates(wish: Wish, today: date) -> str:
    first = wish.first_day if wish.first_day is not None and wish.first_day > today else None
    if first is not None and wish.last_day is not None:
        return span(day_short(first, today=today), day_short(wish.last_day, today=today))
    if first is not None:
        return _("from {day}").format(day=day_short(first, today=today))
    return _("until {day}").format(day=day_short(wish.last_day, today=today)) if wish.last_day is not None else ""


def _hours(wish: Wish) -> str:
    ends = wish.to_time if wish.to_time not in (None, MIDNIGHT) else None
    if wish.from_time and ends:
        return span(clock_words(wish.from_time), clock_words(ends))
    if wish.from_time:
        return _("from {time}").format(time=clock_words(wish.from_time))
    return _("until {time}").format(time=clock_words(ends)) if ends else ""


def clock_words(clock: time) -> str:
    """09:00, of a time of day."""
    return time_of(datetime.combine(date.min, clock))
