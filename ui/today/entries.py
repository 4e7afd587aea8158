"""What stands in the list of the start page, made of what was read: headings, rows, and words where there are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from frontdesk.rules.words import Action, Status
from frontdesk.views.requests import RequestLine
from frontdesk.views.today import CenterDay, ClinicianLine, DeskDay, MyDay, Part, Today, TodayRow
from ui.texts import _, ngettext, time_of
from ui.today.request_words import asked_words, first_time, pending_look, spoken_request
from ui.today.words import (
    booked_words,
    button_word,
    day_words,
    following_words,
    length_words,
    line_words,
    spoken_clinician,
    spoken_row,
    when_words,
)


class Does(StrEnum):
    """What else than an action of the appointment a row's button does."""

    REBOOK = "rebook"
    BOOK_FREE = "book-free"
    ACCEPT_REQUEST = "accept-request"
    DECLINE_REQUEST = "decline-request"


Deed = Action | Does
MOST_REQUESTS = 20
"""As many of the requests to a clinician show, the oldest; all are on the page of requests."""


@dataclass(frozen=True, slots=True)
class Key:
    """What an entry is, however its words change: the kind and the id of what it shows."""

    kind: str
    number: int | str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. `deeds` are its buttons, best first; `is_last` closes the card of its section."""

    key: Key
    section: str
    title: str
    line: str = ""
    time: str = ""
    day: str = ""
    row: TodayRow | None = None
    who: ClinicianLine | None = None
    asked: RequestLine | None = None
    late_minutes: int = 0
    """After so many a request is late."""
    deeds: tuple[tuple[Deed, str], ...] = ()
    is_prominent: bool = False
    is_last: bool = False

    @property
    def can_be_chosen(self) -> bool:
        """Whether keys and pointer stop at it."""
        return self.row is not None or self.who is not None or self.asked is not None


def entries_of(today: Today[Any]) -> tuple[Entry, ...]:
    """The list of one part of the start page."""
    content = today.content
    match content:
        case MyDay():
            made = list(_mine(today, content))
        case DeskDay():
            made = list(_desk(today, content))
        case _:
            made = list(_center(content))
    _mark_prominent(made, today.part)
    return tuple(made)


def _mine(today: Today[Any], day: MyDay) -> Iterator[Entry]:
    yield from _section("requests", _("Requests to you"), _asking(day), _requests(today, day))
    total = day.figures.total
    count = _("{count} of {total}").format(count=len(day.not_started), total=total) if day.not_started else ""
    nothing = following_words(day.following, today.day) if total else _nothing_today(day, today)
    yield from _section("not_started", _("Not started"), count, _rows(today, "not_started", day.not_started), nothing)
    yield from _section(
        "in_progress", _("In progress"), _count(day.in_progress), _rows(today, "in_progress", day.in_progress)
    )
    yield from _section(
        "completed", _("Recently completed"), _count(day.completed), _rows(today, "completed", day.completed)
    )


def _asking(day: MyDay) -> str:
    """How many they are."""
    if len(day.requests) <= MOST_REQUESTS:
        return str(len(day.requests))
    return _("the oldest {count} of {total}").format(count=MOST_REQUESTS, total=len(day.requests))


def _requests(today: Today[Any], day: MyDay) -> list[Entry]:
    deeds = ((Does.ACCEPT_REQUEST, _("Accept")), (Does.DECLINE_REQUEST, _("Decline")))
    made = []
    for line in day.requests[:MOST_REQUESTS]:
        time, when = first_time(line, today.day)
        below = asked_words(line, today.zone, today.day, today.center_id)
        key, late = Key("request", line.id), day.late_minutes
        entry = Entry(key, "requests", line.consumer, below, time, when, asked=line, late_minutes=late, deeds=deeds)
        made.append(entry)
    return made


def _nothing_today(day: MyDay, today: Today[Any]) -> str:
    if day.following is None:
        return _("Nothing is booked with you today.")
    return _("Nothing is booked with you today.") + following_words(day.following, today.day).partition(".")[2]


def _desk(today: Today[Any], day: DeskDay) -> Iterator[Entry]:
    shown = len(day.arrivals)
    count = (
        str(day.expected)
        if shown == day.expected
        else _("the next {count} of {total}").format(count=shown, total=day.expected)
    )
    nobody = _("Nobody else is expected today.") if day.figures.total else _("Nothing is booked here today.")
    yield from _section(
        "arrivals", _("Arrivals"), count if shown else "", _rows(today, "arrivals", day.arrivals), nobody
    )
    yield from _section("waiting", _("Waiting"), _count(day.waiting), _rows(today, "waiting", day.waiting))
    yield from _section(
        "in_progress", _("In progress"), _count(day.in_progress), _rows(today, "in_progress", day.in_progress)
    )
    newest = _rows(today, "unresolved", day.newest)
    more = str(day.unresolved.count)
    if day.unresolved.count > len(day.newest):
        more = _("the newest {count} of {total}").format(count=len(day.newest), total=more)
    yield from _section("unresolved", _("Unresolved"), more, newest)


def _center(day: CenterDay) -> Iterator[Entry]:
    lines = [
        Entry(
            Key("who", line.clinician_id),
            "clinicians",
            line.name,
            booked_words(line),
            who=line,
            deeds=((Does.BOOK_FREE, _("Book {time}").format(time=time_of(line.free.wall_start))),)
            if line.free is not None and line.may_book
            else (),
        )
        for line in day.clinicians
    ]
    left = sum(line.left for line in day.clinicians)
    count = ngettext("{count} today", "{count} today", len(lines)).format(count=len(lines))
    if left:
        count = _("{count} · {time} free").format(count=count, time=length_words(left))
    nobody = _("Nobody works here today.")
    yield from _section("clinicians", _("Clinicians"), count if lines else "", lines, nobody)


def _rows(today: Today[Any], section: str, rows: Sequence[TodayRow]) -> list[Entry]:
    return [
        Entry(
            Key("row", row.id),
            section,
            row.consumer or _("Unreadable appointment"),
            line_words(row, today.part, today.center_id),
            when_words(row),
            day_words(row, today.day),
            row=row,
            deeds=_deeds(row),
        )
        for row in rows
    ]


def _deeds(row: TodayRow) -> tuple[tuple[Deed, str], ...]:
    deeds: list[tuple[Deed, str]] = [(action, button_word(action)) for action in row.fits]
    if row.rebook:
        deeds.append((Does.REBOOK, _("Rebook")))
    return tuple(deeds)


def _count(rows: Sequence[TodayRow]) -> str:
    return str(len(rows))


def _section(key: str, title: str, count: str, lines: Sequence[Entry], nothing: str = "") -> Iterator[Entry]:
    """Heading and rows; without rows the words that say so, or nothing at all where there are none."""
    if not lines and not nothing:
        return
    yield Entry(Key("heading", key), key, title, count)
    if not lines:
        yield Entry(Key("words", key), key, nothing, is_last=True)
        return
    yield from lines[:-1]
    yield replace(lines[-1], is_last=True)


def _mark_prominent(entries: list[Entry], part: Part) -> None:
    """One button on the page is the prominent one: for a clinician of who is inside, who is here, who comes next."""
    order = (Status.CHECKED_IN, Status.ARRIVED, Status.BOOKED)
    for statuses in zip(order) if part is Part.MINE else (order,):
        for place, entry in enumerate(entries):
            if entry.row is not None and entry.row.status in statuses and entry.row.fits:
                entries[place] = replace(entry, is_prominent=True)
                return


def spoken(entry: Entry, today: Today[Any], now: datetime) -> str:
    """What a screen reader says of an entry."""
    if entry.row is not None:
        return spoken_row(entry.row, today.part, today.day, now)
    if entry.who is not None:
        return spoken_clinician(entry.who)
    if entry.asked is not None:
        look = pending_look(entry.asked, now, entry.late_minutes)
        return spoken_request(entry.asked, look, (entry.day, entry.time), entry.line)
    return ", ".join(one for one in (entry.title, entry.line) if one)
