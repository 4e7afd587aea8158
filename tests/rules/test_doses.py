"""The doses of a program: all are placed, each within its days after the one before, or none is."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.rules.doses import BrokenRule, DoseTime, DoseWant, NotPlaced, allowed_days, broken_rules, place
from frontdesk.rules.openings import ClinicianDay, DayInputs, DayReader, RoomUnit, ServiceRule, Slot, Want, slots
from frontdesk.rules.times import Interval

DAY = date(2026, 11, 24)
START = datetime.combine(DAY, time(8), UTC)
WANT = Want(ServiceRule(minutes=30, step=30), "UTC", START)


Days = Callable[[date, date], Iterator[DayInputs]]


def works(hours: dict[int, tuple[int, int]], who: int = 1) -> Days:
    """Days on which a clinician works from one hour to another; the key is the number of days after the first."""

    def days(first_day: date, last_day: date) -> Iterator[DayInputs]:
        for n in range((last_day - first_day).days + 1):
            day = first_day + timedelta(days=n)
            begin, end = hours.get((day - DAY).days, (0, 0))
            midnight = datetime.combine(day, time(0), UTC)
            working = (Interval(midnight + timedelta(hours=begin), midnight + timedelta(hours=end)),)
            yield DayInputs(day, (ClinicianDay(who, working),))

    return days


def dose(number: int, days: DayReader, least: int = 0, most: int = 0) -> DoseWant:
    return DoseWant(number, replace(WANT, horizon=number == 1), least, most, days)


def placed(doses: list[DoseWant], within: int = 30) -> list[tuple[int, int]]:
    """Day after the first and hour of each dose."""
    found = place(doses, DAY, DAY + timedelta(days=within))
    assert not isinstance(found, NotPlaced)
    return [((slot.day - DAY).days, slot.start.hour) for slot in found]


ALWAYS = works(dict.fromkeys(range(400), (9, 17)))


@pytest.mark.feature("AVL-4")
def test_each_dose_is_as_early_as_its_days_after_the_one_before_allow() -> None:
    assert placed([dose(1, ALWAYS), dose(2, ALWAYS, 21, 42)]) == [(0, 9), (21, 9)]
    gaps = works({0: (9, 10), 30: (9, 10), 44: (11, 12), 80: (9, 10)})
    assert placed([dose(1, gaps), dose(2, gaps, 21, 42), dose(3, gaps, 14, 14)]) == [(0, 9), (30, 9), (44, 11)]


@pytest.mark.feature("AVL-4")
def test_an_earlier_dose_moves_back_when_that_is_what_lets_a_later_one_be_placed() -> None:
    later = works({28: (9, 10)})
    assert placed([dose(1, ALWAYS), dose(2, later, 20, 25)]) == [(3, 9), (28, 9)]
    assert placed([dose(1, ALWAYS), dose(2, ALWAYS, 5, 10), dose(3, later, 20, 20)]) == [(0, 9), (8, 9), (28, 9)]


@pytest.mark.feature("AVL-4")
def test_a_later_dose_may_lie_beyond_the_furthest_day_of_its_service() -> None:
    near = replace(WANT, rule=replace(WANT.rule, furthest_days=7))
    first_dose = DoseWant(1, near, 0, 0, ALWAYS)
    second = DoseWant(2, replace(near, horizon=False), 180, 200, ALWAYS)
    assert placed([first_dose, second]) == [(0, 9), (180, 9)]


@pytest.mark.feature("AVL-4")
def test_when_a_dose_cannot_be_placed_it_says_which_between_which_days_and_what_would_help() -> None:
    late = works({60: (9, 10)})
    failure = place([dose(1, works({0: (9, 10)})), dose(2, late, 21, 42)], DAY, DAY + timedelta(days=30))
    assert isinstance(failure, NotPlaced)
    assert (failure.number, failure.rule) == (2, "most-days")
    assert (failure.first_day, failure.last_day) == (DAY + timedelta(days=21), DAY + timedelta(days=42))
    assert failure.next is not None
    assert failure.next.day == DAY + timedelta(days=60)


@pytest.mark.feature("AVL-4")
def test_when_there_is_no_opening_at_all_it_says_so_for_that_dose() -> None:
    nothing = works({})
    first_failure = place([dose(1, nothing), dose(2, ALWAYS, 1, 2)], DAY, DAY + timedelta(days=5))
    assert first_failure == NotPlaced(1, "no-opening", DAY, DAY + timedelta(days=5), None)
    second = place([dose(1, ALWAYS), dose(2, nothing, 1, 2), dose(3, ALWAYS, 1, 2)], DAY, DAY)
    assert second == NotPlaced(2, "no-opening", DAY + timedelta(days=1), DAY + timedelta(days=2), None)


def test_two_doses_of_one_day_follow_each_other_and_share_no_time_of_clinician_or_room() -> None:
    assert placed([dose(1, ALWAYS), dose(2, ALWAYS)]) == [(0, 9), (0, 9)]  # 09:00 and 09:30
    buffered = replace(WANT, rule=replace(WANT.rule, buffer_after=60))
    first_dose, second = (DoseWant(n, buffered, 0, 0, ALWAYS) for n in (1, 2))
    assert placed([first_dose, second]) == [(0, 9), (0, 10)]  # 10:30, after the hour of clearing up

    def one_room(first_day: date, _: date) -> Iterator[DayInputs]:
        for inputs in works({0: (9, 17)}, who=2)(first_day, first_day):
            yield replace(inputs, rooms=(RoomUnit(7, 1),))

    def roomy(first_day: date, _: date) -> Iterator[DayInputs]:
        for inputs in ALWAYS(first_day, first_day):
            yield replace(inputs, rooms=(RoomUnit(7, 1),))

    shared = [replace(first_dose, days=roomy), replace(second, days=one_room)]
    assert placed(shared) == [(0, 9), (0, 10)]


def test_a_program_without_doses_has_nothing_to_place() -> None:
    assert place([], DAY, DAY) == ()


@pytest.mark.feature("AVL-4")
@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sets(st.integers(0, 12), max_size=5), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=3, max_size=3),
)
def test_the_doses_are_placed_exactly_when_some_choice_of_days_fits(
    free: list[set[int]], between: list[tuple[int, int]]
) -> None:
    windows = [(least, least + more) for least, more in between]
    doses = [dose(n + 1, works(dict.fromkeys(days, (9, 12)), who=n), *windows[n]) for n, days in enumerate(free)]
    fitting = [
        choice
        for choice in product(*map(sorted, free))
        if all(windows[n][0] <= choice[n] - choice[n - 1] <= windows[n][1] for n in range(1, len(free)))
    ]
    found = place(doses, DAY, DAY + timedelta(days=12))
    if fitting:
        assert not isinstance(found, NotPlaced)
        assert tuple((slot.day - DAY).days for slot in found) == fitting[0]
    else:
        assert isinstance(found, NotPlaced)


# Doses that may fall on one day hinder each other by the clearing up after them: every choice is tried.

HALF_HOURS = st.lists(st.integers(0, 5), max_size=3, unique=True)


def visit(working: list[list[int]], units: int | None) -> Days:
    """One day on which clinicians work in some half hours, and so many places of one room."""

    def days(first_day: date, last_day: date) -> Iterator[DayInputs]:
        if first_day <= DAY <= last_day:
            clinicians = tuple(
                ClinicianDay(who, tuple(half_hour(n) for n in halves)) for who, halves in enumerate(working, 1)
            )
            rooms = None if units is None else tuple(RoomUnit(7, n) for n in range(1, units + 1))
            yield DayInputs(DAY, clinicians, rooms)

    return days


def half_hour(number: int) -> Interval:
    return Interval(START + timedelta(minutes=30 * number), START + timedelta(minutes=30 * (number + 1)))


def tried_out(doses: list[DoseWant], units: int | None, chosen: tuple[Slot, ...] = ()) -> bool:
    """Whether any choice at all of clinicians and times places the doses of one day."""
    if not doses:
        return True
    return any(
        fits(slot, units, chosen) and tried_out(doses[1:], units, (*chosen, slot))
        for inputs in doses[0].days(DAY, DAY)
        for slot in slots(doses[0].want, inputs)
    )


def fits(slot: Slot, units: int | None, before: tuple[Slot, ...]) -> bool:
    """After the one before it, with a clinician and a place in the room that are cleared up by then."""
    still_busy = [one for one in before if one.busy.end > slot.start]
    return (
        all(one.clinician_id != slot.clinician_id for one in still_busy)
        and (units is None or len(still_busy) < units)
        and all(one.end <= slot.start for one in before)
    )


@pytest.mark.feature("AVL-4")
@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(HALF_HOURS, min_size=1, max_size=4), min_size=2, max_size=4), st.sampled_from([None, 1, 2]))
def test_doses_of_one_day_are_placed_exactly_when_some_choice_of_clinicians_fits(
    working: list[list[list[int]]], units: int | None
) -> None:
    rule = ServiceRule(minutes=30, step=30, buffer_after=30)
    want = Want(rule, "UTC", START, horizon=False)
    doses = [DoseWant(n, want, 0, 0, visit(one, units)) for n, one in enumerate(working, 1)]
    assert isinstance(place(doses, DAY, DAY), NotPlaced) is not tried_out(doses, units)


def counted(days: Days, read: Counter[date]) -> Days:
    def counting(first_day: date, last_day: date) -> Iterator[DayInputs]:
        for inputs in days(first_day, last_day):
            read[inputs.day] += 1
            yield inputs

    return counting


@pytest.mark.feature("BKG-4")
def test_a_program_that_cannot_be_placed_looks_at_each_day_of_each_dose_once() -> None:
    read = [Counter[date]() for _ in range(4)]
    always = works(dict.fromkeys(range(400), (9, 10)))
    doses = [dose(n + 1, counted(always, read[n]), 7, 40) for n in range(3)]
    doses.append(dose(4, counted(works({}), read[3]), 7, 40))
    found = place(doses, DAY, DAY + timedelta(days=90))
    assert found == NotPlaced(4, "no-opening", DAY + timedelta(days=21), DAY + timedelta(days=54), None)
    assert all(max(one.values()) == 1 for one in read[:3])
    assert sum(map(len, read)) <= 4 * (90 + 3 * 40 + 1)


@pytest.mark.feature("BKG-4")
def test_doses_of_one_day_with_hundreds_of_clinicians_give_up_soon() -> None:
    def crowd(first_day: date, last_day: date) -> Iterator[DayInputs]:
        for inputs in ALWAYS(first_day, last_day):
            (one,) = inputs.clinicians
            rooms = tuple(RoomUnit(7, n) for n in range(1, 11))
            yield DayInputs(inputs.day, tuple(replace(one, clinician_id=who) for who in range(1, 201)), rooms)

    read = Counter[date]()
    want = replace(WANT, rule=replace(WANT.rule, buffer_after=10), horizon=False)
    doses = [DoseWant(n, want, 0, 0, crowd) for n in (1, 2, 3)]
    doses.append(DoseWant(4, want, 0, 0, counted(works({}), read)))
    found = place(doses, DAY, DAY + timedelta(days=2))
    assert isinstance(found, NotPlaced)
    assert found.number == 4
    assert max(read.values()) <= 2**3 + 1


@pytest.mark.feature("BKG-4")
def test_doses_that_may_but_need_not_fall_on_one_day_look_at_no_day_again_and_again() -> None:
    read = [Counter[date]() for _ in range(2)]
    want = replace(WANT, rule=replace(WANT.rule, buffer_after=10), horizon=False)
    doses = [DoseWant(1, want, 0, 0, ALWAYS), DoseWant(2, want, 0, 42, counted(ALWAYS, read[0]))]
    doses.append(DoseWant(3, want, 0, 42, counted(works({}), read[1])))
    assert isinstance(place(doses, DAY, DAY + timedelta(days=90)), NotPlaced)
    assert max(read[0].values()) <= 4
    assert max(read[1].values()) <= 2**3 + 1


# A new time of one dose.


def given_on(number: int, day: int, least: int = 21, most: int = 42, hour: int = 9) -> DoseTime:
    start = START.replace(hour=hour) + timedelta(days=day)
    return DoseTime(
        number,
        DAY + timedelta(days=day),
        Interval(start, start + timedelta(minutes=30)),
        least if number > 1 else 0,
        most,
    )


THREE = [given_on(1, 0), given_on(2, 30), given_on(3, 60)]


@pytest.mark.feature("BKG-4")
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (given_on(2, 30), []),
        (given_on(2, 21), []),
        (given_on(2, 20), [BrokenRule("least-days", 2, 20, 21)]),
        (given_on(2, 17), [BrokenRule("least-days", 2, 17, 21), BrokenRule("most-days", 3, 43, 42)]),
        (given_on(2, 43), [BrokenRule("most-days", 2, 43, 42), BrokenRule("least-days", 3, 17, 21)]),
        (given_on(1, 9), []),
        (given_on(1, 10), [BrokenRule("least-days", 2, 20, 21)]),
        (given_on(1, -13), [BrokenRule("most-days", 2, 43, 42)]),
        (given_on(1, 40), [BrokenRule("least-days", 2, -10, 21)]),
        (given_on(3, 51), []),
        (given_on(3, 73), [BrokenRule("most-days", 3, 43, 42)]),
        (given_on(5, 99), [BrokenRule("alone", 5)]),
    ],
)
def test_a_new_day_of_a_dose_says_which_rule_it_breaks_to_the_dose_before_and_after(
    wanted: DoseTime, expected: list[BrokenRule]
) -> None:
    assert list(broken_rules(wanted, THREE)) == expected
    others = [one for one in THREE if one.number != wanted.number]
    assert list(broken_rules(wanted, others)) == expected
    if wanted.number < 5:
        first_day, last_day = allowed_days(wanted.number, wanted.least_days, wanted.most_days, others)
        assert (first_day <= wanted.day <= last_day) is not bool(expected)


def test_doses_of_one_day_keep_their_order() -> None:
    morning = given_on(2, 0, least=0, hour=9)
    assert broken_rules(replace(morning, span=THREE[0].span), THREE[:1]) == (BrokenRule("order", 2, 0),)
    assert broken_rules(given_on(2, 0, least=0, hour=10), THREE[:1]) == ()
    assert broken_rules(given_on(1, 0, hour=11), [given_on(2, 0, least=0, hour=10)]) == (BrokenRule("order", 2, 0),)


def test_the_days_of_a_dose_are_open_where_it_has_no_neighbour_and_may_be_none_between_two() -> None:
    assert allowed_days(1, 0, 0, []) == (date.min, date.max)
    assert allowed_days(3, 21, 42, THREE[:2]) == (DAY + timedelta(days=51), DAY + timedelta(days=72))
    assert allowed_days(2, 21, 10**7, THREE[:1]) == (DAY + timedelta(days=21), date.max)
    first_day, last_day = allowed_days(2, 40, 42, THREE)
    assert first_day > last_day
