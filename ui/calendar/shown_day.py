"""What of a day that was read is shown: the clinicians chosen, holds while they last; and which changes concern it."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.rules.changes import Changes
from frontdesk.views.choices import Choices
from frontdesk.views.day import DayView


def shown_part(day: DayView, clinicians: Collection[int], now: datetime) -> DayView:
    """The day with the columns of these clinicians (none: of all), without what is held no longer; `now` is aware."""
    columns = tuple(
        replace(column, held=tuple(held for held in column.held if held.until > now))
        for column in day.columns
        if not clinicians or column.clinician_id in clinicians
    )
    return replace(day, columns=columns)


def next_run_out(day: DayView, now: datetime) -> int | None:
    """Milliseconds until the next of the holds shown runs out, just after it has; None where nothing is held."""
    left = [held.until - now for column in day.columns for held in column.held]
    return min(left) // timedelta(milliseconds=1) + 1 if left else None


def concerns(changes: Changes, day: DayView) -> bool:
    """Whether what was changed can be seen on this day."""
    if changes.everything or day.center_id in changes.plans or (day.center_id, day.day) in changes.days:
        return True
    if not (changes.appointments or changes.consumers):
        return False
    cards = (card for column in day.columns for card in column.cards)
    return any(card.id in changes.appointments or card.consumer_id in changes.consumers for card in cards)


def clinicians_of(day: DayView, choices: Choices) -> Iterator[tuple[int, str]]:
    """Everybody of the center, in the order of the choices, whether they work on that day or not."""
    for clinician in choices.clinicians:
        if day.center_id in clinician.center_ids:
            yield clinician.id, clinician.name
    for column in day.columns:
        if column.clinician_id is not None:
            yield column.clinician_id, column.name
