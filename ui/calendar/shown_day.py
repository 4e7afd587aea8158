"""What of a day that was read is shown: what the filters let in, holds while they last; which changes concern it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.rules.changes import Changes
from frontdesk.rules.times import Interval, subtract
from frontdesk.views.calendar_filters import Filters
from frontdesk.views.day import Column, DayView


def shown_part(day: DayView, filters: Filters, now: datetime) -> DayView:
    """The day as the filters let it be seen, without what is held no longer; `now` is aware.

    The time of appointments that are not let in is not free all the same: it is shown as time that cannot be booked.
    """
    columns = (column for column in day.columns if _is_wanted(day, column, filters))
    return replace(day, columns=tuple(_shown(column, filters, now) for column in columns))


def _is_wanted(day: DayView, column: Column, filters: Filters) -> bool:
    return day.by == "room" or not filters.clinicians or column.clinician_id in filters.clinicians


def _shown(column: Column, filters: Filters, now: datetime) -> Column:
    held = tuple(one for one in column.held if one.until > now)
    if not filters:
        return replace(column, held=held) if held != column.held else column
    cards = tuple(
        card
        for card in column.cards
        if card.problem or filters.lets_in(card.clinician_id, card.service_id, card.status, card.end, now)
    )
    hidden = [Interval(card.start, card.end) for card in set(column.cards).difference(cards)]
    working = subtract((Interval(*span) for span in column.working), hidden) if hidden else column.working
    return replace(column, held=held, cards=cards, working=tuple((start, end) for start, end in working))


def next_run_out(days: Iterable[DayView], now: datetime) -> int | None:
    """Milliseconds until the next of the holds shown runs out, just after it has; None where nothing is held."""
    left = [held.until - now for day in days for column in day.columns for held in column.held]
    return min(left) // timedelta(milliseconds=1) + 1 if left else None


def concerns(changes: Changes, day: DayView) -> bool:
    """Whether what was changed can be seen on this day."""
    if changes.everything or day.center_id in changes.plans or (day.center_id, day.day) in changes.days:
        return True
    if not (changes.appointments or changes.consumers):
        return False
    cards = (card for column in day.columns for card in column.cards)
    return any(card.id in changes.appointments or card.consumer_id in changes.consumers for card in cards)
