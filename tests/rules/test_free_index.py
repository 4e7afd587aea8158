"""The index in memory gives the very slots that the days give when they are read, whatever was changed meanwhile.

More clinics: `python -m pytest tests/rules/test_free_index.py --trials 10000`.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleException, ScheduleLine
from frontdesk.rules.conflicts import Standing
from frontdesk.rules.doses import DoseWant, NotPlaced, place
from frontdesk.rules.free_days import FreeDay, Search, Taken, free_days
from frontdesk.rules.free_gaps import NOTHING, Timeline
from frontdesk.rules.free_index import FreeIndex
from frontdesk.rules.openings import Day, DayInputs, ServiceRule, Slot, Want, earliest, first, nearest, slots
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import CalendarType, ExceptionKind, Modality
from tests.rules.oracle import oracle_answers
from tests.rules.worlds import CENTER, World, worlds

LISBON = "Europe/Lisbon"
MONDAY = date(2026, 11, 23)
CHEN, ROY = 1, 2
OWN_ROOMS = {1: 8, 2: 7, 3: None}


def wall_day(one: Standing, zone: str) -> date:
    """The day under which an appointment is kept."""
    return to_wall(one.span.start, zone).date()


def put(index: FreeIndex, taken: Sequence[Standing], zone: str, people: Sequence[Asked]) -> None:
    """Tell the index all that is booked, day by day, as the services do."""
    rows: dict[tuple[int, date], list[tuple[int, int, int, int]]] = {
        (asked.clinician_id, index.timeline.day(number)): []
        for asked in people
        for number in range(-3, index.timeline.days + 3)
    }
    for one in taken:
        down, up = index.timeline.down(one.busy.start), index.timeline.up(one.busy.end)
        assert one.clinician_id is not None
        rows[one.clinician_id, wall_day(one, zone)].append((down, up, one.room_id or 0, one.room_unit or 0))
    for (who, day), some in rows.items():
        index.put(who, day, array("i", [part for row in sorted(some) for part in row]))


def indexed(world: World) -> FreeIndex:
    """An index of the world, to which nothing is booked yet."""
    index = FreeIndex(Timeline(world.days[0] - timedelta(days=2), 7))
    index.plan(CENTER, world.want.zone, world.plan, [one.clinician_id for one in world.people])
    return index


def days_of(index: FreeIndex, world: World, *taken: Taken) -> list[FreeDay]:
    asked = world.people[0]
    able = tuple((one.clinician_id, OWN_ROOMS[one.clinician_id]) for one in world.people)
    return list(free_days(index, Search(asked, able, world.rooms, taken), *world.days))


def read_days(world: World) -> list[DayInputs]:
    """The days as they are read, with how many each clinician has and their own rooms."""
    found = []
    for inputs in world.all_days():
        clinicians = tuple(
            replace(
                one,
                booked=sum(
                    taken.clinician_id == one.clinician_id and wall_day(taken, world.want.zone) == inputs.day
                    for taken in world.taken
                ),
                own_room_id=OWN_ROOMS[one.clinician_id],
            )
            for one in inputs.clinicians
        )
        found.append(replace(inputs, clinicians=clinicians))
    return found


def all_slots(world: World, days: Sequence[Day]) -> list[tuple[object, ...]]:
    """Every slot with all that it says."""
    return [
        (one.start, one.booked, one.clinician_id, one.end, one.busy, one.day, one.unit)
        for day in days
        for one in slots(world.want, day)
    ]


def same_answers(world: World, index: FreeIndex) -> None:
    known, read = days_of(index, world), read_days(world)
    assert all_slots(world, known) == all_slots(world, read)
    assert earliest(world.want, known) == earliest(world.want, read)
    assert first(world.want, known, 7, of_each_day=4) == first(world.want, read, 7, of_each_day=4)
    assert [one.works for one in known] == [one.works for one in read]
    assert [one.units for one in known] == [one.units for one in read]


@pytest.mark.feature("AVL-3", "AVL-4", "AVL-5", "AVL-7", "AVL-9")
def test_the_index_offers_what_the_days_offer_that_are_read(trials: int) -> None:
    def check(world: World) -> None:
        index = indexed(world)
        put(index, world.taken, world.want.zone, world.people)
        same_answers(world, index)
        expected = oracle_answers(world.plan, world.taken, world.people, world.want, world.days, rooms=world.rooms)
        found = [slot for day in days_of(index, world) for slot in slots(world.want, day)]
        assert sorted((one.start, one.clinician_id) for one in found) == [
            (one.start, one.clinician_id) for one in expected
        ]

    number = 25 if trials == 100 else trials
    settings(max_examples=number, deadline=None, database=None, derandomize=trials == 100)(given(worlds())(check))()


@pytest.mark.feature("AVL-8")
def test_the_index_follows_what_is_booked_moved_and_cancelled(trials: int) -> None:
    def check(world: World, rng: Random) -> None:
        index = indexed(world)
        same_answers(replace(world, taken=()), index)
        for _ in range(3):
            some = replace(world, taken=tuple(one for one in world.taken if rng.random() < 0.6))
            put(index, some.taken, world.want.zone, world.people)
            same_answers(some, index)

    number = 10 if trials == 100 else trials
    settings(max_examples=number, deadline=None, database=None, derandomize=trials == 100)(
        given(worlds(), st.randoms())(check)
    )()


@pytest.mark.feature("BKG-10")
def test_what_others_hold_is_in_the_way_as_if_it_were_booked_but_counts_for_nobody(trials: int) -> None:
    def check(world: World, rng: Random) -> None:
        held = tuple(one for one in world.taken if rng.random() < 0.5)
        rest = replace(world, taken=tuple(one for one in world.taken if one not in held))
        index = indexed(world)
        put(index, rest.taken, world.want.zone, world.people)
        holds = [Taken(one.clinician_id or 0, one.busy, one.room_id, one.room_unit) for one in held]
        known = all_slots(world, days_of(index, world, *holds))
        read = [
            replace(
                day,
                clinicians=tuple(
                    replace(one, booked=alone.booked)
                    for one, alone in zip(day.clinicians, without.clinicians, strict=True)
                ),
            )
            for day, without in zip(read_days(world), read_days(rest), strict=True)
        ]
        assert known == all_slots(world, read)

    number = 25 if trials == 100 else trials
    settings(max_examples=number, deadline=None, database=None, derandomize=trials == 100)(
        given(worlds(), st.randoms())(check)
    )()


# A center in Lisbon where Chen and Roy work from nine to five, by hand.


def plan_of(*exceptions: ScheduleException, hours: tuple[time, time] = (time(9), time(17))) -> Plan:
    lines = tuple(
        ScheduleLine(who, CENTER, LISBON, weekday, *hours, date(2020, 1, 1))
        for who in (CHEN, ROY)
        for weekday in range(5)
    )
    return Plan(lines, tuple(OpeningLine(CENTER, LISBON, day, time(0), time(0)) for day in range(7)), exceptions)


def lisbon(plan: Plan, days: int = 10) -> FreeIndex:
    index = FreeIndex(Timeline(MONDAY, days))
    index.plan(CENTER, LISBON, plan, [CHEN, ROY])
    return index


def at(text: str, day: date = MONDAY) -> datetime:
    """In winter Lisbon's clocks show UTC."""
    return datetime.combine(day, time.fromisoformat(text), UTC)


def row(index: FreeIndex, starts: str, ends: str, day: date = MONDAY) -> "array[int]":
    return array("i", [index.timeline.down(at(starts, day)), index.timeline.up(at(ends, day)), 0, 0])


WANT = Want(ServiceRule(30), LISBON, at("00:00"))
ANYBODY = Search(Asked(0, CENTER, LISBON), ((CHEN, None), (ROY, None)))


def best(index: FreeIndex, search: Search = ANYBODY, want: Want = WANT, last: int = 9) -> Slot | None:
    return earliest(want, free_days(index, search, MONDAY, MONDAY + timedelta(days=last)))


def test_a_time_that_is_freed_is_offered_again() -> None:
    index = lisbon(plan_of())
    for who in (CHEN, ROY):
        index.put(who, MONDAY, row(index, "09:00", "17:00"))
    found = best(index)
    assert found is not None
    assert found.day == MONDAY + timedelta(days=1)
    index.put(ROY, MONDAY, NOTHING)
    assert best(index) == Slot(at("09:00"), 0, ROY, at("09:30"), Interval(at("09:00"), at("09:30")), MONDAY)


def test_nobody_is_offered_who_is_not_able_or_of_whom_the_index_has_not_heard() -> None:
    index = lisbon(plan_of())
    index.put(CHEN, MONDAY, row(index, "09:00", "12:00"))
    found = best(index, replace(ANYBODY, able=((CHEN, None), (99, None))))
    assert found is not None
    assert (found.start, found.clinician_id, found.booked) == (at("12:00"), CHEN, 1)
    assert best(index, replace(ANYBODY, able=())) is None


def test_a_new_plan_takes_the_place_of_the_old_and_keeps_what_is_booked() -> None:
    index = lisbon(plan_of())
    index.put(CHEN, MONDAY, row(index, "08:00", "09:00"))
    leave = ScheduleException(ExceptionKind.LEAVE, ROY, None, Interval(at("00:00"), at("23:00")))
    index.plan(CENTER, LISBON, plan_of(leave, hours=(time(8), time(12))), [CHEN, ROY])
    found = best(index)
    assert found is not None
    assert (found.start, found.clinician_id) == (at("09:00"), CHEN)


def test_lines_for_other_services_and_modalities_do_not_count() -> None:
    plan = plan_of()
    lines = tuple(replace(one, service_ids=frozenset({7})) if one.weekday < 2 else one for one in plan.lines)
    index = lisbon(replace(plan, lines=lines))
    for service, day in ((7, 0), (8, 2), (None, 0)):
        asked = replace(ANYBODY.asked, service_id=service, modality=Modality.PHONE, calendar_type=CalendarType.AD_HOC)
        found = best(index, replace(ANYBODY, asked=asked))
        assert found is not None
        assert found.day == MONDAY + timedelta(days=day)
    asked = replace(ANYBODY.asked, calendar_type=CalendarType.RAPID_RESPONSE)
    assert best(index, replace(ANYBODY, asked=asked)) is None


def test_no_day_comes_that_the_index_does_not_reach() -> None:
    index = lisbon(plan_of(), days=3)
    found = list(free_days(index, ANYBODY, MONDAY - timedelta(days=5), MONDAY + timedelta(days=30)))
    assert [one.day for one in found] == [MONDAY + timedelta(days=number) for number in range(3)]
    assert index.reaches(MONDAY)
    assert not index.reaches(MONDAY + timedelta(days=3))
    index.put(CHEN, MONDAY + timedelta(days=300), row(index, "09:00", "10:00"))


def test_microseconds_of_an_imported_time_take_the_whole_second() -> None:
    index, second = lisbon(plan_of()), timedelta(microseconds=1)
    timeline = index.timeline
    assert timeline.down(at("09:00") - second) == timeline.down(at("09:00")) - 1
    assert timeline.up(at("09:00") + second) == timeline.up(at("09:00")) + 1
    assert timeline.instant(timeline.up(at("09:00"))) == at("09:00")


@pytest.mark.feature("BKG-4")
def test_the_doses_of_a_program_are_placed_on_the_index_as_on_days_that_are_read() -> None:
    index = lisbon(plan_of(), days=30)
    for number in range(14):
        for who in (CHEN, ROY):
            day = MONDAY + timedelta(days=number)
            index.put(who, day, row(index, "09:00", "16:00" if who == CHEN and number == 3 else "17:00", day))

    def days(first_day: date, last_day: date) -> Iterator[FreeDay]:
        return free_days(index, ANYBODY, first_day, last_day)

    late = replace(WANT, horizon=False)
    doses = [DoseWant(1, WANT, 0, 0, days), DoseWant(2, late, 14, 20, days)]
    placed = place(doses, MONDAY, MONDAY + timedelta(days=20))
    assert not isinstance(placed, NotPlaced)
    third, weeks_later = MONDAY + timedelta(days=3), MONDAY + timedelta(days=17)
    assert [(one.start, one.clinician_id) for one in placed] == [
        (at("16:00", third), CHEN),
        (at("09:00", weeks_later), CHEN),
    ]
    both = [DoseWant(1, WANT, 0, 0, days), DoseWant(2, late, 0, 0, days)]
    placed = place(both, third, third)
    assert not isinstance(placed, NotPlaced)
    assert [one.start for one in placed] == [at("16:00", third), at("16:30", third)]


def test_the_nearest_times_around_one_are_found_in_the_index() -> None:
    index = lisbon(plan_of())
    for who in (CHEN, ROY):
        index.put(who, MONDAY, row(index, "10:00", "12:00"))
    around = nearest(WANT, lambda *both: free_days(index, ANYBODY, *both), at("11:00"), MONDAY, MONDAY)
    assert around.before is not None
    assert around.after is not None
    assert (around.before.start, around.after.start) == (at("09:30"), at("12:00"))
