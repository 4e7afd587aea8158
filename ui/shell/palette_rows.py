"""The rows of the command palette, group by group, from what was typed and what was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from frontdesk.qr import show_code
from frontdesk.texts import phone_text
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.consumers import ConsumerRow
from frontdesk.views.found import Found, FoundAppointment
from frontdesk.views.offers import Offer
from ui.appointments.actions import action_text, offered, why_not_text
from ui.appointments.actions import keys_text as action_keys
from ui.calendar.dates import read_date
from ui.shell.commands import Command, apart, keys_text
from ui.shell.palette_list import FoundRow
from ui.texts import _, action_icon, day_long, day_number, moment, relative_day, status_look


class Kind(Enum):
    """What a choice of the palette is."""

    CONSUMER = "consumer"
    APPOINTMENT = "appointment"
    CODE = "code"
    DAY = "day"
    OFFER = "offer"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Hit:
    """One choice; `consumer_id` is who would be booked for with Ctrl+Enter."""

    kind: Kind
    value: object
    consumer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, and what it may mean: `code` a scanner's text or short code, `day` a date."""

    text: str
    today: date
    code: str = ""

    @property
    def day(self) -> date | None:
        """The day that the whole text names."""
        return read_date(self.text, self.today) if self.text else None

    def name_and_day(self) -> tuple[str, date] | None:
        """A name followed by a day: "silva thursday", "silva 24 nov"."""
        words = self.text.split()
        for count in (2, 1):
            if len(words) > count and (day := read_date(" ".join(words[-count:]), self.today)):
                return " ".join(words[:-count]), day
        return None


def rows_of(
    asked: Asked, found: Found, view: AppointmentView | None, commands: Iterable[Command]
) -> tuple[FoundRow, ...]:
    """All groups that have something, the likeliest first; what is not possible now stands last, with why."""
    by_number = any(sign.isdigit() for sign in asked.text)
    offers = [offer for offer in offered(view) if _fits(asked.text, action_text(offer.action, view))] if view else []
    fitting = [each for each in commands if _fits(asked.text, each.words, each.name)]
    groups = [
        (_("Code"), list(_code_rows(asked, found))),
        (_("Day"), list(_day_rows(asked)) if by_number else []),
        (_("People"), list(_people_rows(found, asked.today))),
        (_("Day"), [] if by_number else list(_day_rows(asked))),
        (_heading_of(view), [_offer_row(offer, view) for offer in offers if view and offer.allowed]),
        (_("Actions"), [_command_row(each) for each in fitting if each.action.isEnabled()]),
        (_("Not possible now"), [_offer_row(offer, view) for offer in offers if view and not offer.allowed]),
    ]
    return tuple(_with_headings(groups))


def _with_headings(groups: Iterable[tuple[str, list[FoundRow]]]) -> Iterator[FoundRow]:
    for heading, rows in groups:
        if rows:
            yield FoundRow(None, heading, heading=True)
            yield from rows


def _heading_of(view: AppointmentView | None) -> str:
    if view is None:
        return ""
    when = moment(view.wall_start) if view.wall_start else _("no time yet")
    return _("{consumer}, {when}").format(consumer=view.consumer, when=when)


def _code_rows(asked: Asked, found: Found) -> Iterator[FoundRow]:
    if asked.code:
        said = _("Look up code {code}").format(code=asked.code.upper())
        yield FoundRow(Hit(Kind.CODE, asked.code), said, icon="ph.qr-code")
    if found.coded is not None:
        yield _appointment_row(found.coded, asked.today, with_name=True)


def _day_rows(asked: Asked) -> Iterator[FoundRow]:
    day = asked.day
    if day is not None:
        said = relative_day(day, asked.today) if abs((day - asked.today).days) < 2 else ""
        yield FoundRow(Hit(Kind.DAY, day), day_long(day), right=said, icon="ph.calendar-blank")


def _people_rows(found: Found, today: date) -> Iterator[FoundRow]:
    for consumer in found.consumers:
        yield _consumer_row(consumer)
        for each in found.next:
            if each.consumer_id == consumer.id:
                yield _appointment_row(each, today)


def _consumer_row(consumer: ConsumerRow) -> FoundRow:
    born = day_number(consumer.birth_date) if consumer.birth_date else ""
    line = " · ".join(part for part in (born, phone_text(consumer.phone), consumer.email) if part)
    hit = Hit(Kind.CONSUMER, consumer.id, consumer.id)
    return FoundRow(hit, consumer.name, line or consumer.user_id, icon="ph.user")


def _appointment_row(found: FoundAppointment, today: date, *, with_name: bool = False) -> FoundRow:
    look = status_look(found.status, past=found.past)
    when = moment(found.wall_start, today=today) if found.wall_start else _("no time yet")
    parts = (found.consumer if with_name else "", when, found.service, found.clinician)
    said = " · ".join(part for part in parts if part)
    hit = Hit(Kind.APPOINTMENT, found.id, found.consumer_id)
    spoken = ", ".join(part for part in (found.consumer, when, found.service, found.clinician, look.word) if part)
    right = f"{show_code(found.code)}  {look.word}" if with_name else look.word
    depth = 0 if with_name else 1
    return FoundRow(hit, said, right=right, icon=look.icon, colour=look.colour, spoken=spoken, depth=depth)


def _offer_row(offer: Offer, view: AppointmentView) -> FoundRow:
    word = action_text(offer.action, view)
    sign = action_icon(offer.action) or "ph.arrow-right"
    hit, why, keys = Hit(Kind.OFFER, offer), why_not_text(offer), action_keys(offer.action)
    return FoundRow(hit, word, why, right=keys, icon=sign, muted=not offer.allowed)


def _command_row(command: Command) -> FoundRow:
    sign = command.icon or "ph.arrow-right"
    return FoundRow(Hit(Kind.COMMAND, command), command.name, right=apart(keys_text(command.action)), icon=sign)


def _fits(typed: str, *words: str) -> bool:
    said = " ".join(words).casefold()
    return all(part in said for part in typed.casefold().split())
