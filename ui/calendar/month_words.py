"""What a month says: of each day, to eyes and to screen readers."""

from datetime import date, datetime

from frontdesk.views.day import Card
from frontdesk.views.month import MonthDay
from ui.calendar.wording import consumer_of, look_of
from ui.texts import _, day_long, month_short, ngettext, time_of


def number_of(day: date, *, first: bool) -> str:
    """`24`; the `first` day shown and the first of a month say which month it is: `1 Dec`."""
    if day.day == 1 or first:
        return _("{day} {month}").format(day=day.day, month=month_short(day.month))
    return str(day.day)


def entry_line(card: Card) -> str:
    """`09:20 Maria Silva`."""
    return f"{time_of(card.wall_start)} {consumer_of(card)}"


def more_line(count: int) -> str:
    """`+ 12 more`."""
    return ngettext("+ {count} more", "+ {count} more", count).format(count=count)


def closure_line(day: MonthDay) -> str:
    """`Christmas Day`, or `Closed` where nobody said for what; empty where the center is not closed."""
    return ", ".join(remark or _("Closed") for remark in day.closures)


def load_line(day: MonthDay) -> str:
    """`5 h booked of 16 h working time`, in hours to a quarter."""
    return _("{booked} h booked of {working} h working time").format(
        booked=_hours(day.booked_minutes), working=_hours(day.working_minutes)
    )


def counts_line(day: MonthDay) -> str:
    """`12 appointments, 2 requests, 1 unresolved`."""
    parts = [ngettext("{count} appointment", "{count} appointments", day.appointments).format(count=day.appointments)]
    if day.requests:
        parts.append(ngettext("{count} request", "{count} requests", day.requests).format(count=day.requests))
    if day.unresolved:
        said = ngettext("{count} unresolved", "{count} unresolved", day.unresolved)
        parts.append(said.format(count=day.unresolved))
    return ", ".join(parts)


def spoken_month_day(day: MonthDay, now: datetime, today: date) -> str:
    """All that a cell shows, in the order in which it is read."""
    parts = [day_long(day.day)]
    if day.day == today:
        parts.append(_("today"))
    if closed := closure_line(day):
        parts.append(_("closed: {what}").format(what=closed))
    parts.append(counts_line(day))
    if day.working_minutes or day.booked_minutes:
        parts.append(load_line(day))
    parts += [f"{entry_line(card)}, {card.service}, {look_of(card, now).word}" for card in day.cards]
    return ", ".join(parts)


def _hours(minutes: int) -> str:
    quarters = round(minutes / 15)
    return f"{quarters / 4:g}"
