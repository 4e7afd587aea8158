"""The doses of a program in a row: a slot for each, all or none, and the rule that a new day of one would break."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from frontdesk.rules.openings import Day, DayReader, Slot, Want, earliest, slots
from frontdesk.rules.times import Interval, day_bounds

_DAYS_OF_HELP = 60
"""How far behind a dose's last day is looked for the opening that would help."""
_REACH_DAYS = 3
"""After so many days nothing of at most 24 hours is in the way any more, even where a zone left out a day."""


@dataclass(frozen=True, slots=True)
class DoseWant:
    """One dose of a program, with its days after the one before (not looked at for the first).

    `days` reads the days of the dose's service.
    """

    number: int
    want: Want
    least_days: int
    most_days: int
    days: DayReader


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


@dataclass(frozen=True, slots=True)
class DoseTime:
    """A dose at a time: its wall-clock day and span, with its least and most days after the one before."""

    number: int
    day: date
    span: Interval
    least_days: int
    most_days: int


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule between two doses in a row that a time breaks: dose `number` and the one before it.

    With `least-days` and `most-days` it is `days` after that one and `limit` is what is allowed; with `order` it begins
    before that one ends; with `alone` that one does not stand.
    """

    rule: Literal["least-days", "most-days", "order", "alone"]
    number: int
    days: int = 0
    limit: int = 0


def broken_rules(wanted: DoseTime, others: Iterable[DoseTime]) -> tuple[BrokenRule, ...]:
    """What a new time of one dose breaks to its neighbours among those of the program that stand; empty when nothing.

    The later doses need not stand: whoever books a dose again books on from there.
    """
    standing = {one.number: one for one in others if one.number != wanted.number}
    before, after = standing.get(wanted.number - 1), standing.get(wanted.number + 1)
    found = [] if after is None else [*_between(wanted, after)]
    if before is not None:
        found = [*_between(before, wanted), *found]
    elif wanted.number > 1:
        found = [BrokenRule("alone", wanted.number), *found]
    return tuple(found)


def allowed_days(number: int, least_days: int, most_days: int, others: Iterable[DoseTime]) -> tuple[date, date]:
    """The first and the last day on which a dose keeps its days to its neighbours; no day when the first is later.

    Without a neighbour on a side the days are open there, to the end of the calendar.
    """
    first, last = date.min, date.max
    for one in others:
        if one.number == number - 1:
            first, last = max(first, _later(one.day, least_days)), min(last, _later(one.day, most_days))
        elif one.number == number + 1:
            first, last = max(first, _later(one.day, -one.most_days)), min(last, _later(one.day, -one.least_days))
    return first, last


def place(
    doses: Sequence[DoseWant], first_day: date, last_day: date, chosen: tuple[Slot, ...] = ()
) -> tuple[Slot, ...] | NotPlaced:
    """A slot for each dose: the first between the two days, each other within its days after the one before.

    The first ones may be `chosen` already; then the two days are of no matter.

    Every dose is as early as those before it and the need to place those after it allow. Each day of each dose is
    looked at once, and again only where a dose before it reaches into that day.
    """
    search = _Placing(doses)
    if chosen:
        first_day, last_day = search.days_after(len(chosen), chosen[-1].day)
    placed = search.after(chosen, first_day, last_day)
    return search.failure() if placed is None else placed


class _Placing:
    """One search: a day that failed is not tried again, and the furthest failure is kept to be told."""

    def __init__(self, doses: Sequence[DoseWant]) -> None:
        self.doses = doses
        self.failed: set[tuple[int, date, tuple[Slot, ...]]] = set()
        self.furthest = (-1, date.min, date.min)

    def after(self, chosen: tuple[Slot, ...], first_day: date, last_day: date) -> tuple[Slot, ...] | None:
        """All slots, those chosen and the rest; None when the rest cannot be placed."""
        index = len(chosen)
        if index == len(self.doses):
            return chosen
        for run in self._open_runs(chosen, first_day, last_day):
            for one in self.doses[index].days(run[0], run[-1]):
                for slot in self._candidates(chosen, one):
                    placed = self._with(chosen, slot)
                    if placed is not None:
                        return placed
                    if self._hindered(index, slot) and self._with(chosen, _hindering_nobody(slot)) is None:
                        break
            self.failed.update(self._key(chosen, day) for day in run)
        self.furthest = max(self.furthest, (index, first_day, last_day), key=lambda failure: failure[0])
        return None

    def _open_runs(self, chosen: tuple[Slot, ...], first_day: date, last_day: date) -> list[list[date]]:
        """The days for the next dose that have not failed yet, those in a row together."""
        days = [first_day + timedelta(days=number) for number in range((last_day - first_day).days + 1)]
        by_failed = groupby(days, key=lambda day: self._key(chosen, day) in self.failed)
        return [list(run) for has_failed, run in by_failed if not has_failed]

    def _with(self, chosen: tuple[Slot, ...], slot: Slot) -> tuple[Slot, ...] | None:
        """The same with one more chosen."""
        return self.after((*chosen, slot), *self.days_after(len(chosen) + 1, slot.day))

    def failure(self) -> NotPlaced:
        """The furthest dose that had no opening."""
        index, first_day, last_day = self.furthest
        dose = self.doses[index]
        later = earliest(dose.want, dose.days(_later(last_day, 1), _later(last_day, _DAYS_OF_HELP)))
        return NotPlaced(dose.number, "most-days" if later else "no-opening", first_day, last_day, later)

    def days_after(self, index: int, before: date) -> tuple[date, date]:
        """The first and the last day of a dose, by the day of the one before."""
        if index == len(self.doses):
            return before, before
        dose = self.doses[index]
        return _later(before, dose.least_days), _later(before, dose.most_days)

    def _key(self, chosen: tuple[Slot, ...], day: date) -> tuple[int, date, tuple[Slot, ...]]:
        """All that decides whether the next dose, and those after it, can be placed from this day on."""
        return len(chosen), day, self._reaching(chosen, day)

    def _reaching(self, chosen: tuple[Slot, ...], day: date) -> tuple[Slot, ...]:
        """Those chosen that are not over when what is prepared for the next dose may begin on the day."""
        if not chosen or (day - chosen[-1].day).days > _REACH_DAYS:
            return ()
        begins = _begins(self.doses[len(chosen)], day)
        return tuple(slot for slot in chosen if slot.busy.end > begins)

    def _candidates(self, chosen: tuple[Slot, ...], day: Day) -> Iterator[Slot]:
        """Slots of a day for the next dose, without those that are of no more use than one before them.

        The first is best, unless doses may follow so soon that they are hindered by its clinician and room while it is
        cleared up: then as many others as there are such doses are worth a try, in each room.
        """
        want, near = self.doses[len(chosen)].want, self._reaching(chosen, day.day)
        if near:
            want = replace(want, not_before=max(want.not_before or chosen[-1].end, chosen[-1].end))
        tried: dict[tuple[int | None, int | None], set[int]] = {}
        for slot in slots(want, day, near):
            others = self._hindered(len(chosen), slot)
            if not others:
                yield slot
                return
            clinicians = tried.setdefault(slot.unit, set())
            if slot.clinician_id in clinicians or len(clinicians) > others:
                continue
            clinicians.add(slot.clinician_id)
            yield slot
            if sum(len(one) > others for one in tried.values()) == day.units:
                return

    def _hindered(self, index: int, slot: Slot) -> int:
        """How many doses after this one may be on its day, or on a later one before it is cleared up."""
        day, number = slot.day, 0
        for dose in self.doses[index + 1 :]:
            day = _later(day, dose.least_days)
            days = (day - slot.day).days
            if days > _REACH_DAYS or (days > 0 and slot.busy.end <= _begins(dose, day)):
                break
            number += 1
        return number


def _between(before: DoseTime, after: DoseTime) -> Iterator[BrokenRule]:
    """The rules that two doses in a row break."""
    days = (after.day - before.day).days
    if days < after.least_days:
        yield BrokenRule("least-days", after.number, days, after.least_days)
    elif days > after.most_days:
        yield BrokenRule("most-days", after.number, days, after.most_days)
    elif after.span.start < before.span.end:
        yield BrokenRule("order", after.number, days)


def _begins(dose: DoseWant, day: date) -> datetime:
    """When what is prepared for a dose may begin, if the dose is on the day."""
    return day_bounds(day, dose.want.zone).start - timedelta(minutes=dose.want.rule.buffer_before)


def _later(day: date, days: int) -> date:
    """So many days later, or the calendar's last or first day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _hindering_nobody(slot: Slot) -> Slot:
    """The slot as if no clinician and no room gave it: if nothing can follow that, nothing can follow a later one."""
    over = Interval(slot.end, slot.end)
    return replace(slot, clinician_id=0, busy=over, room_id=None, room_unit=None)
