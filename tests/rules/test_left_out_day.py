"""Around a day that never was: days that are read, the index in memory and the walk over every minute agree.

In Samoa Thursday, 29 December 2011 was followed by Saturday, 31 December.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleLine
from frontdesk.rules.conflicts import Standing
from frontdesk.rules.doses import DoseWant, NotPlaced, place
from frontdesk.rules.free_days import FreeDay
from frontdesk.rules.openings import ServiceRule, Want, slots
from frontdesk.rules.times import Interval, to_wall
from tests.rules.oracle import oracle_answers
from tests.rules.test_free_index import days_of, indexed, put, same_answers
from tests.rules.worlds import CENTER, CONSUMER, World

SAMOA = "Pacific/Apia"
THURSDAY, SATURDAY = date(2011, 12, 29), date(2011, 12, 31)
NEVER = date(2011, 12, 30)
MIDNIGHT = datetime(2011, 12, 30, 10, tzinfo=UTC)
"""When Thursday ended and Saturday began."""
EVERY_DAY = range(7)


def samoa(rule: ServiceRule, *taken: tuple[int, int], weekdays: range = EVERY_DAY) -> World:
    """Somebody who works around the clock on these days, with appointments given in minutes after that midnight."""
    lines = (ScheduleLine(1, CENTER, SAMOA, weekday, time(0), time(0), date(2000, 1, 1)) for weekday in weekdays)
    opening = (OpeningLine(CENTER, SAMOA, weekday, time(0), time(0)) for weekday in EVERY_DAY)
    spans = (Interval(*(MIDNIGHT + timedelta(minutes=minutes) for minutes in both)) for both in taken)
    return World(
        Plan(tuple(lines), tuple(opening)),
        tuple(Standing(number, 1, CONSUMER, span, span) for number, span in enumerate(spans, 1)),
        (Asked(1, CENTER, SAMOA),),
        Want(rule, SAMOA, MIDNIGHT - timedelta(days=5)),
        (THURSDAY, SATURDAY),
        None,
    )


def offered(world: World, day: date) -> list[time]:
    """The starts of a day by the clock, as all three find them."""
    world = replace(world, days=(day, day))
    index = indexed(world)
    put(index, world.taken, SAMOA, world.people)
    same_answers(world, index)
    found = [slot.start for inputs in world.all_days() for slot in slots(world.want, inputs)]
    walked = oracle_answers(world.plan, world.taken, world.people, world.want, world.days)
    assert found == [one.start for one in walked]
    assert all(to_wall(start, SAMOA).date() == day for start in found)
    return [to_wall(start, SAMOA).time() for start in found]


HALF_AN_HOUR = ServiceRule(30, step=30)


@pytest.mark.feature("AVL-5")
def test_nothing_is_offered_on_the_day_itself_and_both_days_beside_it_are_whole() -> None:
    world = samoa(HALF_AN_HOUR)
    assert offered(world, NEVER) == []
    assert len(offered(world, THURSDAY)) == len(offered(world, SATURDAY)) == 48


@pytest.mark.feature("AVL-5")
def test_an_appointment_late_on_thursday_runs_into_saturday_when_somebody_works_then() -> None:
    an_hour = replace(HALF_AN_HOUR, minutes=60)
    assert offered(samoa(an_hour), THURSDAY)[-1] == time(23, 30)
    assert offered(samoa(an_hour, weekdays=range(4)), THURSDAY)[-1] == time(23)


@pytest.mark.feature("AVL-5")
def test_work_on_the_friday_that_never_was_is_no_work() -> None:
    assert offered(samoa(replace(HALF_AN_HOUR, minutes=60), weekdays=range(3, 5)), THURSDAY)[-1] == time(23)


@pytest.mark.feature("AVL-5")
def test_what_is_booked_on_one_side_stands_in_the_way_on_the_other() -> None:
    prepared = replace(HALF_AN_HOUR, buffer_before=60, buffer_after=60)
    assert offered(samoa(prepared, (-30, 0)), SATURDAY)[0] == time(1)
    assert offered(samoa(prepared, (0, 30)), THURSDAY)[-1] == time(22, 30)


@pytest.mark.feature("BKG-4")
def test_a_dose_on_saturday_is_two_days_after_one_on_thursday_and_waits_for_it_to_be_cleared_up() -> None:
    world = samoa(ServiceRule(30, buffer_after=60, step=30))
    index = indexed(world)

    def late(first_day: date, last_day: date) -> list[FreeDay]:
        return days_of(index, replace(world, days=(first_day, last_day)))

    evening = replace(world.want, not_before=MIDNIGHT - timedelta(minutes=30))
    found = place([DoseWant(1, evening, 0, 0, late), DoseWant(2, world.want, 1, 2, late)], THURSDAY, THURSDAY)
    assert not isinstance(found, NotPlaced)
    assert [to_wall(one.start, SAMOA) for one in found] == [
        datetime.combine(THURSDAY, time(23, 30)),
        datetime.combine(SATURDAY, time(1)),
    ]
