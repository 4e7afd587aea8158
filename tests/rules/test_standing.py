"""What is in the way of many appointments at a time is what is in the way of each."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleException, ScheduleLine
from frontdesk.rules.conflicts import Standing, Surroundings, Wanted, conflicts
from frontdesk.rules.openings import ServiceRule
from frontdesk.rules.standing import Ahead, Away, Hours, Judge, Needs, Others
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import ExceptionKind, Modality

ZONE = "Europe/Lisbon"
FIRST = date(2026, 10, 22)
"""Three days before the clocks go back there."""
PLACES = {(1, 1): None, (1, 2): None}
NOW = datetime(2026, 10, 1, tzinfo=UTC)


def plan(rng: Random) -> Plan:
    """Lines for all or for some services, over midnight too, with leave, blocks, extra hours and closures."""
    lines = [
        ScheduleLine(
            who, 1, ZONE, day, time(hour), time((hour + rng.choice((4, 8, 24 - hour))) % 24), date(2026, 1, 1),
            service_ids=rng.choice((frozenset[int](), frozenset({1}), frozenset({2}))),
        )
        for who in (1, 2)
        for day in range(7)
        for hour in (rng.choice((0, 8, 13)),)
    ]  # fmt: skip
    opening = [OpeningLine(1, ZONE, day, time(0), time(rng.choice((0, 17)))) for day in range(7)]
    return Plan(tuple(lines), tuple(opening), tuple(exceptions(rng)))


def exceptions(rng: Random) -> Iterator[ScheduleException]:
    for kind in ExceptionKind:
        start = instant(rng)
        whose = None if kind is ExceptionKind.CLOSURE else rng.choice((1, 2))
        center = rng.choice((None, 1)) if kind in (ExceptionKind.LEAVE, ExceptionKind.BLOCK) else 1
        yield ScheduleException(kind, whose, center, Interval(start, start + timedelta(hours=rng.choice((1, 12, 30)))))


def instant(rng: Random) -> datetime:
    return datetime.combine(FIRST, time(0), UTC) + timedelta(minutes=30 * rng.randrange(6 * 48))


def booked(rng: Random, number: int) -> Ahead:
    """Somebody's appointment, which may overlap others."""
    start, minutes = instant(rng), rng.choice((30, 90, 240))
    begins = int(start.timestamp())
    ends, day = begins + minutes * 60, to_wall(start, ZONE).date()
    room = rng.choice(((1, 1), (1, 2), (9, 1), (None, None)))
    return Ahead(
        number, 1, rng.choice((1, 2)), 1, rng.choice((1, 2)), day, rng.choice((Modality.PHONE, Modality.VIDEO)),
        False, begins, ends, begins, ends, *room,
    )  # fmt: skip


def as_standing(one: Ahead) -> Standing:
    span = Interval(*(datetime.fromtimestamp(edge, UTC) for edge in (one.starts, one.ends)))
    return Standing(one.id, one.clinician_id, 0, span, span, one.room_id, one.room_unit)


@pytest.mark.feature("AVL-10")
@pytest.mark.parametrize("seed", range(40))
def test_appointments_judged_in_sets_are_judged_as_each_alone(seed: int) -> None:
    rng = Random(seed)  # noqa: S311  a seeded test
    known, rows = plan(rng), [booked(rng, number) for number in range(12)]
    rule = ServiceRule(30, rng.choice((0, 10)), rng.choice((0, 15)), 5, 0, 1000)
    needs = {one: Needs(rule, frozenset({Modality.PHONE}), "room") for one in (1, 2)}
    hours = Hours(known, 1, ZONE, [one.day for one in rows])
    judge = Judge({1: hours}, {1: Away(known.exceptions, 1)}, needs, {(1, "room"): PLACES}, Others(rows))
    for one in rows:
        length = ServiceRule((one.ends - one.starts) // 60, rule.buffer_before, rule.buffer_after, 5, 0, 1000)
        asked = Asked(one.clinician_id, 1, ZONE, one.service_id, one.modality)
        wanted = Wanted(as_standing(one).span.start, length, asked, -1, appointment_id=one.id)
        others = tuple(as_standing(other) for other in rows)
        in_place = (one.room_id, one.room_unit) in PLACES
        around = Surroundings(
            known, others, able=one.modality is Modality.PHONE, rooms=tuple(PLACES) if in_place else ()
        )
        assert judge.kinds(one, one.ends) == {found.kind for found in conflicts(wanted, around, NOW)}
