"""Sentences of the booking form: who the consumer is, what they have booked, what will be booked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from frontdesk.rules.words import HOLDS_SLOT, QuestionKind
from frontdesk.texts import obstacle, phone_text
from frontdesk.views.consumers import ConsumerBooking, ConsumerDetails, ConsumerRow
from frontdesk.views.openings import Obstacle
from ui.texts import _, day_number, ngettext, relative_day, time_of, time_range


def consumer_facts(row: ConsumerRow | ConsumerDetails) -> str:
    """What tells people of one name apart: birth date and phone, or e-mail, or user ID."""
    return _facts(row.birth_date, row.phone, row.email, row.user_id)


@lru_cache(maxsize=64)
def _facts(birth_date: date | None, phone: str, email: str, user_id: str) -> str:
    """Kept for a while: to write a phone number as its country does takes longer than to paint all the rest."""
    facts = [day_number(birth_date) if birth_date else "", phone_text(phone) or email]
    return " · ".join(fact for fact in facts if fact) or user_id


def full_name(consumer: ConsumerDetails) -> str:
    """First and last name as they are shown."""
    return f"{consumer.first_name} {consumer.last_name}".strip()


def standing_words(bookings: Iterable[ConsumerBooking], no_shows: int, today: date) -> str:
    """Say that nothing else is booked today, and how often the consumer did not show."""
    booked = [one for one in bookings if one.wall_start.date() == today]
    words = _("Nothing else booked today.") if not booked else ""
    if no_shows:
        missed = ngettext("{count} no-show.", "{count} no-shows.", no_shows).format(count=no_shows)
        words = f"{words} {missed}"
    return words.strip()


def booking_today(bookings: Iterable[ConsumerBooking], today: date) -> ConsumerBooking | None:
    """The first standing appointment of the day, the one to offer instead of a second."""
    standing = (one for one in bookings if one.wall_start.date() == today and one.status in HOLDS_SLOT)
    return min(standing, key=lambda one: one.start, default=None)


def has_today(booking: ConsumerBooking) -> str:
    """Has Influenza today 10:20 with Dr Chen."""
    return _("Has {service} today {time} with {clinician}").format(
        service=booking.service, time=time_of(booking.wall_start), clinician=booking.clinician
    )


def clash(bookings: Iterable[ConsumerBooking], start: datetime, minutes: int, today: date) -> str:
    """A warning that names what the consumer has at that time, or empty. `start` is an aware instant."""
    end = start + timedelta(minutes=minutes)
    for one in bookings:
        length = one.wall_end - one.wall_start
        if one.status in HOLDS_SLOT and one.start < end and start < one.start + length:
            return _("Already has {service} at that time: {day} {times} with {clinician}, {center}.").format(
                service=one.service,
                day=relative_day(one.wall_start.date(), today),
                times=time_range(one.wall_start, one.wall_end),
                clinician=one.clinician,
                center=one.center,
            )
    return ""


def obstacle_words(one: Obstacle) -> str:
    """One thing that stands in the way, with whom and when, as a line of its own."""
    words = obstacle(one)
    return words[:1].upper() + words[1:]


def nothing_free(clinician: str, days: int, *, narrowed: bool) -> str:
    """No time was found with that clinician (empty for anyone), and what would help."""
    who = clinician or _("anyone")
    if narrowed:
        words = _("No free time with {who} within these wishes. Narrow it less, or choose somebody else.")
        return words.format(who=who)
    words = _("No free time with {who} in the next {days} working days. Choose somebody else, or type a time.")
    return words.format(who=who, days=days)


def days_later(days: int) -> str:
    """28 days later, or the same day."""
    if days == 0:
        return _("the same day")
    return ngettext("{count} day later", "{count} days later", days).format(count=days)


def answer_words(kind: QuestionKind, value: str) -> str:
    """An answer as people say it."""
    words = {"yes": _("Yes"), "no": _("No")} if kind is QuestionKind.YES_NO else {}
    return words.get(value, value)
