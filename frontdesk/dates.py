"""Dates and times as people say them, in the language spoken; wall-clock values all of them."""

from datetime import date, datetime, timedelta

from frontdesk.translation import _, in_order, ngettext, pgettext


def weekday_long(number: int) -> str:
    """Monday, of 0, to Sunday, of 6."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))[number]


def weekday_short(number: int) -> str:
    """Mon, of 0, to Sun, of 6."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[number]


def month_long(number: int) -> str:
    """January, of 1, to December, of 12."""
    months = (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )
    return months[number - 1]


def month_short(number: int) -> str:
    """Jan, of 1, to Dec, of 12."""
    months = (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), pgettext("short for the month", "May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )
    return months[number - 1]


def day_long(day: date) -> str:
    """Tuesday 24 November 2026."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday_long(day.weekday()), day=day.day, month=month_long(day.month), year=day.year
    )


def day_short(day: date, *, today: date | None = None) -> str:
    """Tue 24 Nov; the year is added when `today` is given and lies in another year."""
    text = _("{weekday} {day} {month}").format(
        weekday=weekday_short(day.weekday()), day=day.day, month=month_short(day.month)
    )
    return text if today is None or today.year == day.year else f"{text} {day.year}"


def day_number(day: date) -> str:
    """14 Mar 1987, as a date of birth is written."""
    return _("{day} {month} {year}").format(day=day.day, month=month_short(day.month), year=day.year)


def time_of(wall: datetime) -> str:
    """15:00, of a wall-clock time."""
    return f"{wall.hour:02}:{wall.minute:02}"


def moment(wall: datetime, *, today: date | None = None) -> str:
    """Tue 24 Nov, 15:00, of a wall-clock time."""
    return _("{day}, {time}").format(day=day_short(wall.date(), today=today), time=time_of(wall))


def span(first: str, last: str) -> str:
    """From and to, of two figures, joined by an en dash; the first stands at the left in every language."""
    return in_order(f"{first}\N{EN DASH}{last}")


def time_range(start: datetime, end: datetime) -> str:
    """From and to, of two wall-clock times: 15:00 to 15:20."""
    return span(time_of(start), time_of(end))


def moment_range(start: datetime, end: datetime) -> str:
    """Tue 24 Nov, 15:00 to 15:20 (an en dash between); the end is a whole moment when it is on another day."""
    if start.date() != end.date():
        return f"{moment(start)} \N{EN DASH} {moment(end)}"
    return _("{day}, {time}").format(day=day_short(start.date()), time=time_range(start, end))


def ago(wall: datetime, today: date) -> str:
    """A moment as seen from `today`: "Today 10:21", "Yesterday 09:00", "19 Nov 09:03", "19 Nov 2025 09:03"."""
    if wall.date() == today:
        return _("Today {time}").format(time=time_of(wall))
    if wall.date() == today - timedelta(days=1):
        return _("Yesterday {time}").format(time=time_of(wall))
    day = _("{day} {month}").format(day=wall.day, month=month_short(wall.month))
    if wall.year != today.year:
        day = f"{day} {wall.year}"
    return f"{day} {time_of(wall)}"


def relative_day(day: date, today: date) -> str:
    """Today, Tomorrow, or Wed 25 Nov."""
    if day == today:
        return _("Today")
    if day == today + timedelta(days=1):
        return _("Tomorrow")
    return day_short(day, today=today)


def minutes(count: int) -> str:
    """20 min."""
    return ngettext("{count} min", "{count} min", count).format(count=count)
