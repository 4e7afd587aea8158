"""What the steps of a rebooking say: lines of work schedules, a time by two clocks, what was booked after a session."""

from datetime import date, datetime, time, timedelta
from typing import Final

from frontdesk.dates import weekday_short
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import zone_of
from frontdesk.translation import in_order
from frontdesk.views.appointment import AppointmentView, OtherAppointment
from frontdesk.views.rebooking import RebookCheck, RebookLine
from ui.texts import (
    _,
    calendar_word,
    city,
    day_number,
    local,
    minutes,
    modality_word,
    moment,
    moment_range,
    span,
    status_word,
    time_of,
    time_range,
)

_RUN: Final = 3
"""Days in a row from which they are said as from and to."""


def days_words(weekdays: tuple[int, ...]) -> str:
    """Mon–Fri, or Mon, Wed, Fri."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = []
    for run in runs:
        names = [weekday_short(day) for day in run]
        said += [span(names[0], names[-1])] if len(run) >= _RUN else names
    return ", ".join(said)


def line_words(line: RebookLine) -> str:
    """Ad hoc, Riverside, Mon–Fri 09:00–17:00."""
    hours = span(_clock(line.key.starts), _clock(line.key.ends))
    return f"{calendar_word(line.calendar_type)} · {line.center} · {days_words(line.weekdays)} {hours}"


def line_more(line: RebookLine, today: date, *, named: bool) -> str:
    """How it is given and for how long it is valid; with `named` by whom."""
    parts = [line.clinician] if named else []
    parts.append(", ".join(modality_word(one) for one in line.modalities))
    parts.append(_validity(line, today))
    if not line.takes_ad_hoc:
        parts.append(_("takes no ad hoc bookings"))
    return " · ".join(parts)


def _validity(line: RebookLine, today: date) -> str:
    first, last = line.valid_from, line.valid_to
    if first > today:
        if last is None:
            return _("from {first} on").format(first=day_number(first))
        return _("from {first} to {last}").format(first=day_number(first), last=day_number(last))
    return _("no end") if last is None else _("until {last}").format(last=day_number(last))


def two_clocks(wall_start: datetime | None, zone: str, client_start: datetime | None, client_zone: str) -> str:
    """A time by the center's clock, and by the client's where that shows another."""
    if wall_start is None:
        return _("no time")
    said = moment(wall_start)
    if client_start is None or client_start == wall_start:
        return said
    theirs = moment(client_start) if client_start.date() != wall_start.date() else time_of(client_start)
    return _("{time} {city}, {other_time} {other_city}").format(
        time=said, city=in_order(city(zone)), other_time=theirs, other_city=in_order(city(client_zone))
    )


def client_zone(view: AppointmentView) -> str:
    """The consumer's zone; the center's where none is kept, or one that rules of zones no longer know."""
    try:
        zone_of(view.consumer_zone or view.zone)
    except RuleBroken:
        return view.zone
    return view.consumer_zone or view.zone


def session_time(view: AppointmentView, client_zone: str) -> str:
    """When the session was, by both clocks."""
    client = None if view.start is None else local(view.start, client_zone)
    return two_clocks(view.wall_start, view.zone, client, client_zone)


def booked_after(view: AppointmentView) -> str:
    """What was booked after the session already, a line each."""
    return "\n".join(map(_other, view.followed_by)) or _("Nothing yet")


def _other(one: OtherAppointment) -> str:
    when = _("no time yet") if one.wall_start is None else moment(one.wall_start)
    return f"{when} · {status_word(one.status, past=one.past)}"


def meant_words(check: RebookCheck, zone: str, client_zone: str) -> str:
    """The chosen time by both clocks: first the client's, by which it is said."""
    if check.client_start is None or check.client_end is None or check.wall_start is None or check.wall_end is None:
        return ""
    length = minutes_of(check)
    theirs = _from_to(check.client_start, check.client_end, length)
    if check.client_start == check.wall_start:
        return theirs
    same_day = check.client_start.date() == check.wall_start.date()
    return _("{client_time} in {client_city} is {time} in {city}").format(
        client_time=theirs,
        client_city=city(client_zone),
        time=_from_to(check.wall_start, check.wall_end, length, with_day=not same_day),
        city=city(zone),
    )


def minutes_of(check: RebookCheck) -> int:
    """How long it takes."""
    return round((check.end - check.start).total_seconds() / 60) if check.start and check.end else 0


def _from_to(start: datetime, end: datetime, length: int, *, with_day: bool = True) -> str:
    """From and to on one clock; where the clock is set within it, its length instead of an end that misleads."""
    if end - start != timedelta(minutes=length):
        from_then = moment(start) if with_day else time_of(start)
        return _("{time} for {minutes}").format(time=from_then, minutes=minutes(length))
    same_day = start.date() == end.date()
    return moment_range(start, end) if with_day or not same_day else time_range(start, end)


def _clock(at: time) -> str:
    return f"{at.hour:02}:{at.minute:02}"
