"""What the engine offers is what a walk over every minute finds: nothing that is not free, and all that is.

More clinics: `python -m pytest tests/rules/test_oracle.py --trials 10000`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from frontdesk.rules.availability import scheduled_time, working_time
from frontdesk.rules.conflicts import ConflictKind, Surroundings, Wanted, conflicts, room_for
from frontdesk.rules.openings import earliest, first, slots
from frontdesk.rules.times import Interval
from tests.rules.oracle import Answer, is_scheduled, minutes_of, oracle_answers, works
from tests.rules.worlds import CONSUMER, World, worlds

_MINUTE = timedelta(minutes=1)


def many(check: Callable[[World], None], trials: int) -> None:
    """Try random clinics: 25, or as many as `--trials` says when it is not its usual 100."""
    number = 25 if trials == 100 else trials
    settings(max_examples=number, deadline=None, database=None, derandomize=trials == 100)(given(worlds())(check))()


def answers(world: World) -> list[Answer]:
    return oracle_answers(world.plan, world.taken, world.people, world.want, world.days, rooms=world.rooms)


def covered(parts: tuple[Interval, ...], minutes: list[datetime]) -> list[datetime]:
    return [instant for instant in minutes if any(part.start <= instant < part.end for part in parts)]


@pytest.mark.feature("AVL-1", "AVL-2", "AVL-5")
def test_working_time_is_every_minute_in_which_the_wall_clock_says_so(trials: int) -> None:
    def check(world: World) -> None:
        asked, (day, _) = world.people[0], world.days
        walked = minutes_of(world.want.zone, day, day + timedelta(days=2))
        today = [one.instant for one in walked if one.day == day]
        expected = [one.instant for one, there in zip(walked, works(world.plan, asked, walked), strict=True) if there]
        working = working_time(world.plan, asked, day)
        assert covered(working, today) == [instant for instant in expected if today and instant <= today[-1]]
        scheduled = is_scheduled(world.plan, asked, walked)[: len(today)]
        found = scheduled_time(world.plan, asked, day)
        assert covered(found, today) == [instant for instant, there in zip(today, scheduled, strict=True) if there]
        for part in working:
            length = int((part.end - part.start) / _MINUTE)
            assert set(covered((part,), expected)) == {part.start + _MINUTE * n for n in range(length)}
        assert all(a.end < b.start for a, b in pairwise(working))

    many(check, trials)


@pytest.mark.feature("AVL-3", "AVL-4", "AVL-5", "AVL-7")
def test_the_slots_of_a_day_are_all_starts_at_which_every_minute_is_free(trials: int) -> None:
    def check(world: World) -> None:
        expected = answers(world)
        found = [slot for inputs in world.all_days() for slot in slots(world.want, inputs)]
        assert [(one.start, one.clinician_id) for one in found] == [(one.start, one.clinician_id) for one in expected]
        for slot, answer in zip(found, expected, strict=True):
            assert slot.room_id is None if world.rooms is None else slot.unit in answer.units
        best = earliest(world.want, world.all_days())
        assert (best and best.start) == (expected[0].start if expected else None)
        starts = sorted({one.start for one in expected})
        assert [one.start for one in first(world.want, world.all_days(), 7)] == starts[:7]

    many(check, trials)


@pytest.mark.feature("BKG-15", "AVL-5")
def test_something_stands_in_the_way_exactly_of_the_starts_that_are_not_offered(trials: int) -> None:
    """Of every start on the grid, without wishes for weekdays and hours, which are not in anybody's way."""

    def check(world: World) -> None:
        day = world.days[1]
        want = replace(world.want, weekdays=frozenset(), hours=None, horizon=True, not_before=None)
        expected = oracle_answers(world.plan, world.taken, world.people, want, (day, day), rooms=world.rooms)
        free = {(one.start, one.clinician_id): one.units for one in expected}
        around = Surroundings(world.plan, world.taken, rooms=world.rooms)
        for minute in minutes_of(want.zone, day, day):
            if not minute.first_time or (minute.clock.hour * 60 + minute.clock.minute) % want.rule.step:
                continue
            for asked in world.people:
                wanted = Wanted(minute.instant, want.rule, asked, CONSUMER)
                found = conflicts(wanted, around, want.now)
                assert (not found) is ((minute.instant, asked.clinician_id) in free), (minute, found)
                unit = room_for(wanted, around)
                if not found and world.rooms:
                    assert unit is not None
                    assert (unit.room_id, unit.number) in free[minute.instant, asked.clinician_id]

    many(check, trials)


@pytest.mark.feature("BKG-15")
def test_a_move_may_overlap_its_own_old_time_and_nothing_else(trials: int) -> None:
    def check(world: World) -> None:
        if not world.taken:
            return
        own, others = world.taken[0], world.taken[1:]
        want = replace(world.want, weekdays=frozenset(), hours=None, horizon=True, not_before=None)
        asked = world.people[(own.clinician_id or 1) - 1]
        day = own.span.start.date()
        expected = oracle_answers(world.plan, others, [asked], want, (day, day), rooms=world.rooms)
        around = Surroundings(world.plan, world.taken, rooms=world.rooms)
        for start in [one.start for one in expected][:50]:
            wanted = Wanted(start, want.rule, asked, CONSUMER, appointment_id=own.appointment_id)
            assert conflicts(wanted, around, want.now) == ()
            again = conflicts(replace(wanted, appointment_id=None), around, want.now)
            overlaps = own.busy.overlaps(want.rule.busy(start))
            assert (ConflictKind.CLINICIAN_BUSY in {one.kind for one in again}) is overlaps

    many(check, trials)
