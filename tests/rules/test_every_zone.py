"""Every change of the clocks of every zone from 2024 to 2037, against a walk over the wall clock of these days.

By default one of each kind of change is looked at; all of them: `python -m pytest tests/rules/test_every_zone.py
--trials 100000`.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import pytest

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleLine, working_time
from frontdesk.rules.openings import ClinicianDay, DayInputs, ServiceRule, Want, slots
from frontdesk.rules.times import nearest_instant, to_utc, to_wall

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
THREE_WEEKS, TICK = timedelta(days=21), timedelta(minutes=5)
"""No zone changes its clocks twice within three weeks; all change them at whole five minutes."""
LINES = (
    (time(0), time(0, 45)),
    (time(1, 15), time(2, 30)),
    (time(2, 45), time(4)),
    (time(9), time(10)),
    (time(22, 45), time(0)),
)
"""Those around the hours at which clocks change, and one at nine; the last goes on into the first."""
RULE = ServiceRule(minutes=30, step=15)


class Change(NamedTuple):
    """One change of a zone's clocks: until which instant they showed the old time."""

    zone: str
    at: datetime

    def kind(self) -> tuple[timedelta | None, timedelta | None, time]:
        """From which offset to which, and what the clocks showed: what the arithmetic of a day depends on."""
        place = ZoneInfo(self.zone)
        before = (self.at - TICK).astimezone(place)
        return before.utcoffset(), self.at.astimezone(place).utcoffset(), before.time()

    def days(self) -> list[date]:
        """The days around it by the zone's clocks."""
        day = self.at.astimezone(ZoneInfo(self.zone)).date()
        return [day + timedelta(days=number) for number in (-1, 0, 1)]


def changes(zone: str) -> Iterator[Change]:
    """Looks at the offset every three weeks, and closer where it has changed."""
    place = ZoneInfo(zone)
    at = FIRST
    while at < LAST:
        if at.astimezone(place).utcoffset() != (at + THREE_WEEKS).astimezone(place).utcoffset():
            early, late = at, at + THREE_WEEKS
            while late - early > TICK:
                middle = early + (late - early) / 2
                middle -= timedelta(minutes=middle.minute % 5, seconds=middle.second, microseconds=middle.microsecond)
                if middle.astimezone(place).utcoffset() == early.astimezone(place).utcoffset():
                    early = middle
                else:
                    late = middle
            yield Change(zone, late)
        at += THREE_WEEKS


def offered_slowly(zone: str, day: date) -> list[datetime]:
    """Every five minutes of the day before and after, by the clock: where half an hour fits into a line."""
    place = ZoneInfo(zone)
    instant = datetime.combine(day, time(0), UTC) - timedelta(hours=39)
    reached, walked = datetime.combine(date.min, time(0)), []
    while instant < datetime.combine(day, time(0), UTC) + timedelta(hours=63):
        shown = instant.astimezone(place).replace(tzinfo=None)
        first_time, reached = shown > reached, max(shown, reached)
        works = any(starts <= reached.time() and (reached.time() < ends or ends == time(0)) for starts, ends in LINES)
        walked.append((instant, reached, first_time, works))
        instant += TICK
    return [
        instant
        for number, (instant, reached, first_time, _) in enumerate(walked)
        if first_time
        and reached.date() == day
        and reached.minute % 15 == 0
        and all(works for *_, works in walked[number : number + 6])
    ]


def offered(zone: str, day: date) -> list[datetime]:
    """The engine's answer."""
    plan = Plan(
        tuple(ScheduleLine(1, 1, zone, weekday, *line, FIRST.date()) for weekday in range(7) for line in LINES),
        tuple(OpeningLine(1, zone, weekday, time(0), time(0)) for weekday in range(7)),
    )
    inputs = DayInputs(day, (ClinicianDay(1, working_time(plan, Asked(1, 1, zone), day)),))
    found = list(slots(Want(RULE, zone, FIRST - THREE_WEEKS, horizon=False), inputs))
    assert all(slot.end - slot.start == timedelta(minutes=30) for slot in found)
    return [slot.start for slot in found]


@pytest.fixture(scope="module")
def all_changes(trials: int) -> list[Change]:
    """All that there are, or one of each kind."""
    every = [change for zone in sorted(available_timezones()) for change in changes(zone)]
    assert len(every) > 5000
    if trials > len(every):
        return every
    return list({change.kind(): change for change in every}.values())


@pytest.mark.feature("AVL-5")
def test_around_every_change_of_every_zone_just_the_times_are_offered_that_the_clocks_show(
    all_changes: list[Change],
) -> None:
    for change in all_changes:
        for day in change.days():
            assert offered(change.zone, day) == offered_slowly(change.zone, day), (change, day)


@pytest.mark.feature("AVL-5")
def test_nine_o_clock_stays_nine_o_clock_and_every_instant_is_found_again_from_its_clock(
    all_changes: list[Change],
) -> None:
    for change in all_changes:
        for day in change.days():
            nine = datetime.combine(day, time(9))
            assert to_wall(to_utc(nine, change.zone), change.zone) == nine
        for number in range(-12, 13):
            instant = change.at + number * timedelta(minutes=15)
            assert nearest_instant(to_wall(instant, change.zone), change.zone, instant) == instant
