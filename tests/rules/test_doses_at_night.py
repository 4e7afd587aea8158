"""Doses around midnight: what is prepared and cleared up there reaches from one day into another.

More nights: `python -m pytest tests/rules/test_doses_at_night.py --trials 10000`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.rules.doses import DoseWant, NotPlaced, place
from frontdesk.rules.openings import ClinicianDay, DayInputs, RoomUnit, ServiceRule, Slot, Want, slots
from frontdesk.rules.times import Interval, day_bounds

HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
DAY = date(2026, 11, 24)
MIDNIGHT = datetime.combine(DAY + A_DAY, time(0), UTC)
CHEN, ROY = 1, 2
Working = dict[date, dict[int, list[Interval]]]
"""When each clinician works on each day."""


@dataclass(frozen=True, slots=True)
class Nights:
    """The days of one dose."""

    working: Working
    rooms: int | None = None

    def __call__(self, first_day: date, last_day: date) -> Iterator[DayInputs]:
        units = None if self.rooms is None else tuple(RoomUnit(7, number) for number in range(1, self.rooms + 1))
        for day in sorted(self.working):
            if first_day <= day <= last_day:
                people = self.working[day].items()
                yield DayInputs(day, tuple(ClinicianDay(who, tuple(spans)) for who, spans in people), units)


def dose(
    number: int, rule: ServiceRule, days: Nights, zone: str = "UTC", between: tuple[int, int] = (1, 1)
) -> DoseWant:
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    return DoseWant(number, Want(rule, zone, long_ago, horizon=False), *between, days)


def hours(first: int, last: int) -> list[Interval]:
    """From one hour to another, counted from midnight after the first day."""
    return [Interval(MIDNIGHT + first * HOUR, MIDNIGHT + last * HOUR)]


def placed(doses: list[DoseWant]) -> list[tuple[float, int]]:
    """Hours after midnight and clinician of each dose."""
    found = place(doses, DAY, DAY)
    assert not isinstance(found, NotPlaced)
    return [((slot.start - MIDNIGHT) / HOUR, slot.clinician_id) for slot in found]


@pytest.mark.feature("BKG-4")
def test_what_is_prepared_for_a_dose_after_midnight_begins_when_the_dose_of_the_evening_is_over() -> None:
    night = Nights({DAY: {CHEN: hours(-1, 0)}, DAY + A_DAY: {CHEN: hours(0, 4)}})
    prepared = ServiceRule(30, buffer_before=60, step=30)
    assert placed([dose(1, ServiceRule(30), night), dose(2, prepared, night)]) == [(-1, CHEN), (0.5, CHEN)]


@pytest.mark.feature("BKG-4")
def test_who_is_needed_after_midnight_does_not_give_the_dose_of_the_evening_that_is_still_cleared_up_then() -> None:
    night = Nights({DAY: {CHEN: hours(-1, 0), ROY: hours(-1, 0)}, DAY + A_DAY: {CHEN: hours(0, 1)}})
    cleared_up = ServiceRule(30, buffer_after=90, step=30)
    assert placed([dose(1, cleared_up, night), dose(2, cleared_up, night)]) == [(-1, ROY), (0, CHEN)]


PLACES = st.sampled_from(
    [
        ("UTC", DAY),
        ("Atlantic/Azores", date(2026, 10, 24)),  # 00:00 comes twice
        ("Asia/Beirut", date(2026, 3, 28)),  # no 00:00
        ("Pacific/Apia", date(2011, 12, 28)),  # no 30 December
    ]
)
RULES = st.builds(
    ServiceRule,
    minutes=st.sampled_from([30, 60, 120]),
    buffer_before=st.sampled_from([0, 0, 60, 120]),
    buffer_after=st.sampled_from([0, 0, 60, 120]),
    step=st.just(60),
)
BETWEEN = st.sampled_from([(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3)])


@st.composite
def nights(draw: st.DrawFn, zone: str, first_day: date) -> Nights:
    """Five days on which two clinicians work now and then in the first and last hours."""
    working: Working = {}
    for number in range(5):
        day = first_day + number * A_DAY
        begins, ends = day_bounds(day, zone)
        starts = [start for start in (begins, begins + HOUR, ends - 2 * HOUR, ends - HOUR) if begins <= start < ends]
        spans = st.tuples(st.sampled_from(starts or [begins]), st.integers(1, 3))
        some = st.lists(spans.map(lambda drawn: Interval(drawn[0], drawn[0] + drawn[1] * HOUR)), max_size=2)
        working[day] = {who: draw(some) if starts else [] for who in (CHEN, ROY)}
    return Nights(working, draw(st.sampled_from([None, None, 1, 2])))


@st.composite
def programs(draw: st.DrawFn) -> list[DoseWant]:
    zone, first_day = draw(PLACES)
    numbers = range(1, 1 + draw(st.integers(2, 3)))
    return [dose(n, draw(RULES), draw(nights(zone, first_day)), zone, draw(BETWEEN)) for n in numbers]


def first_choice(doses: list[DoseWant], days: tuple[date, date], chosen: tuple[Slot, ...] = ()) -> list[Slot] | None:
    """The first of all choices of slots in their order that hinder each other nowhere."""
    if len(chosen) == len(doses):
        return list(chosen)
    wanted = doses[len(chosen)]
    if chosen:
        days = (chosen[-1].day + wanted.least_days * A_DAY, chosen[-1].day + wanted.most_days * A_DAY)
    for inputs in wanted.days(*days):
        for slot in slots(wanted.want, inputs, chosen):
            if not chosen or slot.start >= chosen[-1].end:
                found = first_choice(doses, days, (*chosen, slot))
                if found is not None:
                    return found
    return None


@pytest.mark.feature("AVL-4", "BKG-4")
def test_doses_at_night_are_placed_exactly_when_some_choice_fits_and_as_early(trials: int) -> None:
    def check(doses: list[DoseWant]) -> None:
        days = sorted(doses[0].days(date.min, date.max), key=lambda inputs: inputs.day)
        within = days[0].day, days[2].day
        found, expected = place(doses, *within), first_choice(doses, within)
        if expected is None:
            assert isinstance(found, NotPlaced)
            return
        assert not isinstance(found, NotPlaced)
        assert [slot.start for slot in found] == [slot.start for slot in expected]
        for slot, other in combinations(found, 2):
            assert not slot.busy.overlaps(other.busy) or slot.clinician_id != other.clinician_id

    number = 25 if trials == 100 else trials
    settings(max_examples=number, deadline=None, database=None, derandomize=trials == 100)(given(programs())(check))()
