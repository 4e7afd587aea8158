"""The doses of a program in a row: a slot for each, all or none."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from frontdesk.rules.openings import DayInputs, Slot, Want, earliest, slots

_DAYS_OF_HELP = 60
"""How far behind a dose's last day is looked for the opening that would help."""


@dataclass(frozen=True, slots=True)
class DoseWant:
    """One dose of a program, with its days after the one before (not looked at for the first).

    `days` reads the days of the dose's service from the first to the last given, both included, in order, lazily.
    """

    number: int
    want: Want
    least_days: int
    most_days: int
    days: Callable[[date, date], Iterable[DayInputs]]


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Why a program could not be placed: the dose without an opening from `first_day` to `last_day`.

    With rule `most-days` there is one later (`next`), so that more days between would help; with `no-opening` there
    is none for a long time.
    """

    number: int
    rule: Literal["most-days", "no-opening"]
    first_day: date
    last_day: date
    next: Slot | None


def place(doses: Sequence[DoseWant], first_day: date, last_day: date) -> tuple[Slot, ...] | NotPlaced:
    """A slot for each dose: the first between the two days, each other within its days after the one before.

    Every dose is as early as those before it and the need to place those after it allow.
    """
    search = _Placing(doses)
    placed = search.after((), first_day, last_day)
    return search.failure() if placed is None else placed


class _Placing:
    """One search: what failed already is not tried again, and the furthest failure is kept to be told."""

    def __init__(self, doses: Sequence[DoseWant]) -> None:
        self.doses = doses
        self.failed: set[tuple[int, date]] = set()
        self.furthest = (-1, date.min, date.min)

    def after(self, chosen: tuple[Slot, ...], first_day: date, last_day: date) -> tuple[Slot, ...] | None:
        """All slots, those chosen and the rest; None when the rest cannot be placed."""
        index = len(chosen)
        if index == len(self.doses):
            return chosen
        if (index, first_day) in self.failed:
            return None
        for slot in self._candidates(chosen, first_day, last_day):
            placed = self.after((*chosen, slot), *self._days_after(index + 1, slot.day))
            if placed is not None:
                return placed
        self.furthest = max(self.furthest, (index, first_day, last_day), key=lambda failure: failure[0])
        if self.doses[index].least_days > 0:
            self.failed.add((index, first_day))
        return None

    def failure(self) -> NotPlaced:
        """The furthest dose that had no opening."""
        index, first_day, last_day = self.furthest
        dose = self.doses[index]
        later = earliest(dose.want, dose.days(last_day + timedelta(days=1), last_day + timedelta(days=_DAYS_OF_HELP)))
        return NotPlaced(dose.number, "most-days" if later else "no-opening", first_day, last_day, later)

    def _days_after(self, index: int, before: date) -> tuple[date, date]:
        """The first and the last day of a dose, by the day of the one before."""
        if index == len(self.doses):
            return before, before
        dose = self.doses[index]
        return before + timedelta(days=dose.least_days), before + timedelta(days=dose.most_days)

    def _candidates(self, chosen: tuple[Slot, ...], first_day: date, last_day: date) -> Iterator[Slot]:
        """Slots for the next dose. Of each day only the first, unless the dose after it may fall on the same day."""
        dose, following = self.doses[len(chosen)], self.doses[len(chosen) + 1 :]
        want = dose.want
        if chosen:
            want = replace(want, not_before=max(want.not_before or chosen[-1].end, chosen[-1].end))
        each = None if following and following[0].least_days == 0 else 1
        for inputs in dose.days(first_day, last_day):
            yield from islice(slots(want, _taken(inputs, chosen)), each)


def _taken(inputs: DayInputs, chosen: tuple[Slot, ...]) -> DayInputs:
    """The day as it is once the chosen slots are booked."""
    clinicians = (
        replace(one, busy=(*one.busy, *(slot.busy for slot in chosen if slot.clinician_id == one.clinician_id)))
        for one in inputs.clinicians
    )
    rooms = inputs.rooms
    if rooms is not None:
        rooms = tuple(
            replace(one, busy=(*one.busy, *(slot.busy for slot in chosen if slot.unit == (one.room_id, one.number))))
            for one in rooms
        )
    return replace(inputs, clinicians=tuple(clinicians), rooms=rooms)
