"""Random clinics for a few days around a change of the clocks, and what the engine is asked and told of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleException, ScheduleLine, working_time
from frontdesk.rules.conflicts import Standing
from frontdesk.rules.openings import ClinicianDay, DayInputs, RoomUnit, ServiceRule, Want
from frontdesk.rules.times import Interval
from frontdesk.rules.words import CalendarType, ExceptionKind, Modality
from tests.rules.oracle import minutes_of

CENTER, ELSEWHERE = 10, 11
SERVICE, OTHER_SERVICE = 100, 101
CONSUMER = 1000
_MINUTE = timedelta(minutes=1)

CHANGES = (
    ("Europe/Lisbon", date(2026, 3, 29)),
    ("Europe/Lisbon", date(2026, 10, 25)),
    ("America/Chicago", date(2026, 3, 8)),
    ("America/Chicago", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),  # half an hour
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6)),  # from midnight on
    ("America/Santiago", date(2026, 4, 4)),  # back to 23:00
    ("America/Asuncion", date(2024, 10, 6)),
    ("America/Asuncion", date(2024, 3, 23)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),  # back to midnight
    ("Atlantic/Azores", date(2026, 10, 25)),
    ("Africa/Cairo", date(2026, 10, 29)),
    ("Pacific/Apia", date(2011, 12, 29)),  # no 30 December
    ("Asia/Kathmandu", date(2026, 3, 29)),  # none, at an odd offset
    ("UTC", date(2026, 11, 24)),
)


@dataclass(frozen=True, slots=True)
class World:
    """A clinic around a day, and one question about it."""

    plan: Plan
    taken: tuple[Standing, ...]
    people: tuple[Asked, ...]
    want: Want
    days: tuple[date, date]
    rooms: tuple[tuple[int, int], ...] | None

    def day_inputs(self, day: date) -> DayInputs:
        """A day as the services give it to the engine."""
        clinicians = tuple(
            ClinicianDay(
                asked.clinician_id,
                working_time(self.plan, asked, day),
                tuple(one.busy for one in self.taken if one.clinician_id == asked.clinician_id),
            )
            for asked in self.people
        )
        return DayInputs(day, clinicians, self._room_units())

    def _room_units(self) -> tuple[RoomUnit, ...] | None:
        if self.rooms is None:
            return None
        return tuple(
            RoomUnit(*unit, tuple(one.busy for one in self.taken if (one.room_id, one.room_unit) == unit))
            for unit in self.rooms
        )

    def read(self, first_day: date, last_day: date) -> Iterator[DayInputs]:
        """Day after day, as the engine reads them."""
        for number in range((last_day - first_day).days + 1):
            yield self.day_inputs(first_day + timedelta(days=number))

    def all_days(self) -> list[DayInputs]:
        """The days of the question."""
        return list(self.read(*self.days))


T = TypeVar("T")


def _mostly(usual: T, *others: T) -> st.SearchStrategy[T]:
    """Four times out of five the usual."""
    return st.sampled_from([usual] * 4 * len(others) + list(others))


_TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45, 20]))
_NIGHT_TIMES = st.builds(time, st.sampled_from([0, 1, 2, 3, 22, 23]), st.sampled_from([0, 15, 30, 45]))
_RULES = st.builds(
    ServiceRule,
    minutes=st.sampled_from([15, 20, 1, 45, 60, 20, 150, 60, 700, 1440]),
    buffer_before=st.sampled_from([0, 10, 25]),
    buffer_after=st.sampled_from([15, 0, 40]),
    step=st.sampled_from([5, 15, 20, 45, 60]),
    least_notice=st.sampled_from([0, 0, 90]),
    furthest_days=st.sampled_from([365, 365, 365, 0, 1]),
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[time, time]:
    """From when to when on a day; an end of 00:00 is midnight."""
    drawn = st.tuples(_TIMES | _NIGHT_TIMES, _TIMES | _NIGHT_TIMES).filter(lambda both: both[0] != both[1])
    starts, ends = sorted(draw(drawn))
    kind = draw(st.sampled_from(["as drawn", "until midnight", "from midnight", "whole day"]))
    return {
        "as drawn": (starts, ends),
        "until midnight": (ends, time(0)),
        "from midnight": (time(0), ends),
        "whole day": (time(0), time(0)),
    }[kind]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A clinic of one to three clinicians, with all that can be told about when they work."""
    zone, day = draw(st.sampled_from(CHANGES))
    people = tuple(range(1, 1 + draw(st.integers(1, 3))))
    first_minute = minutes_of(zone, day, day)[0].instant
    service_id = draw(st.sampled_from([None, SERVICE]))
    modality = draw(_mostly(None, Modality.VIDEO))
    calendar_type = draw(_mostly(None, *CalendarType))
    opening = draw(st.lists(_openings(zone, day), min_size=1, max_size=5))
    if draw(_mostly(True, False)):
        opening = [OpeningLine(CENTER, zone, weekday, time(0), time(0)) for weekday in range(7)]
    plan = Plan(
        tuple(draw(st.lists(_lines(zone, day, people), min_size=2, max_size=8))),
        tuple(opening),
        tuple(draw(st.lists(_exceptions(first_minute, people), max_size=3))),
    )
    rooms = draw(st.sampled_from([None, None, (), ((7, 1),), ((7, 1), (7, 2)), ((7, 1), (8, 1))]))
    return World(
        plan,
        tuple(draw(st.lists(_standing(first_minute, people), max_size=8))),
        tuple(Asked(who, CENTER, zone, service_id, modality, calendar_type) for who in people),
        draw(_wants(zone, first_minute)),
        (day - timedelta(days=draw(st.integers(0, 1))), day + timedelta(days=draw(st.integers(0, 1)))),
        rooms,
    )


@st.composite
def _lines(draw: st.DrawFn, zone: str, day: date, people: tuple[int, ...]) -> ScheduleLine:
    return ScheduleLine(
        draw(st.sampled_from(people)),
        draw(_mostly(CENTER, ELSEWHERE)),
        zone,
        _weekday(draw, day),
        *draw(spans()),
        draw(_mostly(date(2000, 1, 1), day, day + timedelta(days=1))),
        draw(_mostly(None, day, day - timedelta(days=1))),
        draw(st.sampled_from(CalendarType)),
        draw(_mostly(frozenset[int](), frozenset({SERVICE}), frozenset({OTHER_SERVICE}))),
        draw(_mostly(frozenset[Modality](), frozenset({Modality.VIDEO}), frozenset({Modality.PHONE}))),
    )


@st.composite
def _openings(draw: st.DrawFn, zone: str, day: date) -> OpeningLine:
    return OpeningLine(draw(_mostly(CENTER, ELSEWHERE)), zone, _weekday(draw, day), *draw(spans()))


def _weekday(draw: st.DrawFn, day: date) -> int:
    """Mostly that of the day, or of one beside it."""
    return (day.weekday() + draw(st.sampled_from([0, 0, 1, -1, 3]))) % 7


@st.composite
def _intervals(draw: st.DrawFn, first_minute: datetime, longest: int) -> Interval:
    """Around the day, to the minute."""
    begin = first_minute + _MINUTE * draw(st.integers(-24 * 60, 2 * 24 * 60))
    return Interval(begin, begin + _MINUTE * draw(st.integers(1, longest)))


@st.composite
def _exceptions(draw: st.DrawFn, first_minute: datetime, people: tuple[int, ...]) -> ScheduleException:
    return ScheduleException(
        draw(st.sampled_from([*ExceptionKind, ExceptionKind.EXTRA])),
        draw(st.sampled_from([*people, None])),
        draw(st.sampled_from([CENTER, CENTER, None, ELSEWHERE])),
        draw(_intervals(first_minute, 600)),
    )


@st.composite
def _standing(draw: st.DrawFn, first_minute: datetime, people: tuple[int, ...]) -> Standing:
    busy = draw(_intervals(first_minute, 300))
    return Standing(
        draw(st.integers(1, 10**6)),
        draw(st.sampled_from(people)),
        CONSUMER + 1,
        busy,
        busy,
        *draw(st.sampled_from([(None, None), (7, 1), (7, 2), (8, 1)])),
    )


@st.composite
def _wants(draw: st.DrawFn, zone: str, first_minute: datetime) -> Want:
    offsets = st.integers(-24 * 60, 24 * 60).map(lambda minutes: first_minute + _MINUTE * minutes)
    return Want(
        draw(_RULES),
        zone,
        draw(offsets) if draw(_mostly(False, True)) else first_minute - timedelta(days=2),
        draw(offsets) if draw(_mostly(False, True)) else None,
        draw(_mostly(frozenset[int](), frozenset({0, 2, 4, 6}), frozenset({5, 6}))),
        draw(spans()) if draw(_mostly(False, True)) else None,
        draw(st.booleans()),
    )
