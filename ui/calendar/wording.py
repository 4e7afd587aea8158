"""What the calendar says: on cards, in column headers, over leave, to screen readers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.rules.words import ExceptionKind, Status
from frontdesk.texts import phone_text
from frontdesk.views.day import Card, Column, DayView, Held, Shade
from ui.calendar.damage import damage_words
from ui.texts import (
    StatusLook,
    _,
    day_long,
    local,
    minutes,
    ngettext,
    status_look,
    time_of,
    time_range,
    weekday_short,
)


def is_past(card: Card, now: datetime) -> bool:
    """Whether the appointment is over without an outcome (`now` is aware)."""
    return card.status is Status.BOOKED and card.end <= now and not card.problem


def look_of(card: Card, now: datetime) -> StatusLook:
    """Word, icon and colour of the card at the instant `now`."""
    if card.problem:
        return StatusLook(_("Damaged"), "ph.warning-circle", "danger")
    return status_look(card.status, past=is_past(card, now))


def is_over(card: Card) -> bool:
    """Whether the card steps back because it is settled."""
    return card.status in {Status.FULFILLED, Status.NOSHOW, Status.CANCELLED}


def is_request(card: Card) -> bool:
    """Whether nobody has agreed to the time yet."""
    return card.status in {Status.PROPOSED, Status.PENDING, Status.WAITLIST}


def consumer_of(card: Card) -> str:
    """Whom the card is for; a damaged row says so."""
    return card.consumer or _("Unreadable appointment")


def title_of(card: Card, *, again: bool = False) -> str:
    """`09:20 Łukasz Zieliński`, by the center's clock; `again` is a time that it shows twice that day."""
    if card.problem:
        return _("Damaged: {what}").format(what=damage_words(card.problem))
    if again:
        return f"{second_time(card)} · {consumer_of(card)}"
    return f"{time_of(card.wall_start)} {consumer_of(card)}"


def service_of(card: Card) -> str:
    """`Influenza, dose 1 of 2`, with what is out of the ordinary before it."""
    service = _dose_of(card)
    if card.problem:
        return " · ".join(part for part in (time_of(card.wall_start), consumer_of(card), service) if part)
    return _("Overbooked · {service}").format(service=service) if card.overbooked else service


def _dose_of(card: Card) -> str:
    if card.dose is None:
        return card.service
    return _("{service}, dose {dose} of {doses}").format(service=card.service, dose=card.dose, doses=card.doses)


class Said(NamedTuple):
    """All that a card says, worked out once however often it is laid out and painted."""

    card: Card
    title: str
    name: str
    service: str
    sign: tuple[str, str] | None
    """Icon and colour token of the status, None while the appointment is simply to come."""
    over: bool
    request: bool
    past: bool
    second: str = ""
    """`01:15 again`, of a time that the clock shows for the second time that day."""


def said_of(card: Card, now: datetime, *, again: bool = False) -> Said:
    """What the card says at the instant `now`; `again` is a time that the clock shows twice that day."""
    look = look_of(card, now)
    sign = None if card.status is Status.BOOKED and not is_past(card, now) else (look.icon, look.colour)
    return Said(
        card,
        title_of(card, again=again),
        title_of(card) if card.problem else consumer_of(card),
        service_of(card),
        (look.icon, look.colour) if card.problem else sign,
        is_over(card) and not card.problem,
        is_request(card),
        is_past(card, now),
        second_time(card) if again else "",
    )


def second_time(card: Card) -> str:
    """`01:15 again`."""
    return _("{time} again").format(time=time_of(card.wall_start))


def full_card(card: Card, zone: str) -> str:
    """All that a card may have had no room for, on lines of its own."""
    damage = title_of(card) if card.problem else ""
    service = _dose_of(card) if card.problem else service_of(card)
    lines = (damage, consumer_of(card), span_line(card.start, card.end, zone), service, phone_text(card.phone))
    return "\n".join(line for line in lines if line)


def held_title(held: Held) -> str:
    """`Held by Desk 2`."""
    return _("Held by {desk}").format(desk=held.desk)


def full_held(held: Held, zone: str) -> str:
    """Who holds the time, which, and when it is free again unless they go on."""
    until = _("Free again at {time} unless they go on").format(time=time_of(local(held.until, zone)))
    return "\n".join((f"{held_title(held)}, {held.staff}", span_line(held.start, held.end, zone), until))


def column_name(column: Column) -> str:
    """Whose column it is; of what nobody, or no room, was given yet it says so."""
    return column.name or _("Not assigned")


def day_names(day: date, *, short: bool = False) -> tuple[str, ...]:
    """`Tue 24`: a day among those of its week; `short` on two lines."""
    name, number = weekday_short(day.weekday()), str(day.day)
    return (name, number) if short else (f"{name} {number}",)


def booked_line(column: Column) -> str:
    """`Room 2 · 9 booked`, the second line of a column's header."""
    count = len(column.cards)
    booked = ngettext("{count} booked", "{count} booked", count).format(count=count) if count else ""
    return " · ".join(part for part in (column.room, booked) if part)


def shade_lines(shade: Shade, column: Column, zone: str) -> tuple[str, ...]:
    """`Leave until 13:00`, or `Leave all day` when nothing of the working time is left; the remark on its own line."""
    kind = {
        ExceptionKind.LEAVE: _("Leave"),
        ExceptionKind.BLOCK: _("Blocked"),
        ExceptionKind.CLOSURE: _("Closed"),
        ExceptionKind.EXTRA: _("Extra hours"),
    }[shade.kind]
    if column.working and all(shade.start <= start and end <= shade.end for start, end in column.working):
        said = _("{kind} all day").format(kind=kind)
    else:
        said = _("{kind} until {time}").format(kind=kind, time=time_of(local(shade.end, zone)))
    return (said, shade.remark) if shade.remark else (said,)


def skipped_line() -> tuple[str, ...]:
    """What stands in the hour that the clock leaves out."""
    return (_("Clocks go forward"),)


def span_line(start: datetime, end: datetime, zone: str) -> str:
    """`11:10-11:40 · 30 min` of two instants, by the clock of `zone`; minutes are real ones."""
    length, place = minutes(round((end - start).total_seconds() / 60)), ZoneInfo(zone)
    return f"{time_range(start.astimezone(place), end.astimezone(place))} · {length}"


def spoken_day(day: date) -> str:
    """`Tuesday 24 November`: a day of the year on the screen."""
    return day_long(day).removesuffix(f" {day.year}")


def spoken_card(card: Card, now: datetime, *, again: bool = False) -> str:
    """`Maria Silva, influenza, Tuesday 24 November 15:00 to 15:20, Upcoming`; what is overbooked says so at its end.

    `again` is a time that the clock shows twice that day.
    """
    status = title_of(card) if card.problem else look_of(card, now).word
    start = time_of(card.wall_start)
    return _("{consumer}, {service}, {day} {start} to {end}, {status}").format(
        consumer=consumer_of(card),
        service=_inside_sentence(_dose_of(card)),
        day=spoken_day(card.wall_start.date()),
        start=_("{time} (the second time)").format(time=start) if again else start,
        end=time_of(card.wall_end),
        status=_("{status}, overbooked").format(status=status) if card.overbooked else status,
    )


def spoken_held(held: Held, day: date, zone: str) -> str:
    """`Held by Desk 2, Tuesday 24 November 15:00 to 15:20`, by the clock of the zone."""
    return _("{held}, {day} {start} to {end}").format(
        held=held_title(held),
        day=spoken_day(day),
        start=time_of(local(held.start, zone)),
        end=time_of(local(held.end, zone)),
    )


def spoken_holder(held: Held, column: Column) -> str:
    """`Dr Mei Chen, held by Ana Souza`: whose time it is and who has it on the screen."""
    return _("{clinician}, held by {staff}").format(clinician=column_name(column), staff=held.staff)


def spoken_place(card: Card, column: Column) -> str:
    """`Dr Mei Chen, Room 2`: what a sighted person reads off the column."""
    where = card.room if card.room not in column.name else ""
    return ", ".join(part for part in (column_name(column), where, phone_text(card.phone)) if part)


def spoken_calendar(days: Sequence[DayView], cards: Sequence[object]) -> str:
    """`Calendar, Tuesday 24 November 2026, Riverside Clinic, 41 appointments`; of a week its first and last day."""
    count = ngettext("{count} appointment", "{count} appointments", len(cards)).format(count=len(cards))
    said = day_long(days[0].day)
    if len(days) > 1:
        said = _("{first} to {last}").format(first=spoken_day(days[0].day), last=day_long(days[-1].day))
    return _("Calendar, {day}, {center}, {count}").format(day=said, center=days[0].center, count=count)


def _inside_sentence(text: str) -> str:
    """Small first letter, unless the word is an abbreviation: `Influenza` → `influenza`, `MMR` stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
