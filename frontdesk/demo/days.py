"""Fills working days with slots: who gives which service when, never two at once, as densely as wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.database import tables as t
from frontdesk.demo import catalogue as c
from frontdesk.demo.demand import AHEAD, EACH, MOST, Demand
from frontdesk.demo.load import Row, Rows
from frontdesk.demo.team import FROM, SERVICES_OF, Clinician, Line, Span, Team, hours
from frontdesk.rules.words import ExceptionKind

_STEP = 5
"""Minutes of the grid on which slots start."""
_FULL = 0.66
"""Fullest the clinic as a whole gets."""
_SHORTEST = 10
"""Minutes of the shortest appointment."""
_MIDNIGHT = time(0)
_ZONES = {plan.id: ZoneInfo(plan.zone) for plan in c.CENTERS}


@dataclass(slots=True, eq=False)
class Slot:
    """One place in a clinician's day; instants are aware UTC, `wall_start` is the center's clock."""

    who: Clinician
    center: int
    plan: c.ServicePlan
    line: Line
    wall_start: datetime
    start: datetime
    pair: "Slot | None" = None
    """The slot of the first dose, when this is a second."""
    has_second: bool = False

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.plan.minutes)


class Exceptional(NamedTuple):
    """Leave, a block, a closure or extra hours, with days counted from the demo's day."""

    kind: ExceptionKind
    who: str | None
    center: int | None
    first: int
    last: int
    starts: time
    ends: time
    remark: str


EXCEPTIONS = (
    Exceptional(ExceptionKind.LEAVE, "weber", None, 5, 11, _MIDNIGHT, _MIDNIGHT, "Holiday"),
    Exceptional(ExceptionKind.LEAVE, "nguyen", None, -10, -8, _MIDNIGHT, _MIDNIGHT, "Ill"),
    Exceptional(ExceptionKind.LEAVE, "lopes", None, 1, 1, _MIDNIGHT, _MIDNIGHT, "Conference"),
    Exceptional(ExceptionKind.BLOCK, "chen", None, 0, 0, time(11, 30), time(12, 0), "Team meeting"),
    Exceptional(ExceptionKind.BLOCK, "ferreira", None, 0, 0, time(16, 30), time(17, 15), "Stock taking"),
    Exceptional(ExceptionKind.BLOCK, "williams", None, 3, 3, time(9, 0), time(10, 30), "Teaching"),
    Exceptional(ExceptionKind.EXTRA, "ferreira", 1, 1, 1, time(8, 0), time(9, 30), "Stands in for Nurse Roy"),
    Exceptional(ExceptionKind.EXTRA, "novak", 2, 4, 4, time(16, 30), time(18, 0), "Evening hours"),
    Exceptional(ExceptionKind.CLOSURE, None, 2, 12, 12, _MIDNIGHT, _MIDNIGHT, "Staff training"),
    Exceptional(ExceptionKind.CLOSURE, None, 1, 17, 17, time(14, 0), time(19, 0), "Works in the building"),
)


def exception_rows(team: Team, day: date) -> Rows:
    """The exceptions as rows; those of clinicians whom a small team lacks are left out."""
    rows: list[Row] = []
    people = {who.code: who for who in team.clinicians}
    for one in EXCEPTIONS:
        if one.who is not None and one.who not in people:
            continue
        clinician = people[one.who] if one.who is not None else None
        center = one.center or (clinician.center if clinician else 1)
        starts = datetime.combine(day + timedelta(one.first), one.starts)
        ends = datetime.combine(day + timedelta(one.last + (one.ends == _MIDNIGHT)), one.ends)
        zone = _ZONES[center]
        instants = (starts.replace(tzinfo=zone).astimezone(UTC), ends.replace(tzinfo=zone).astimezone(UTC))
        rows.append(
            (
                len(rows) + 1,
                one.kind,
                clinician and clinician.id,
                one.center,
                *instants,
                starts,
                ends,
                zone.key,
                one.remark,
                1,
            )
        )
    return t.ScheduleException, rows


class Diary:
    """Gives each day its slots, spread so that `appointments` of them fall between the first day and the last."""

    def __init__(self, team: Team, day: date, appointments: int, rng: Random) -> None:
        self._team, self._day, self._rng = team, day, rng
        week = [sum(_minutes(who, (day.weekday() + ahead) % 7) for who in team.clinicians) for ahead in range(7)]
        each_week = sum(week) / EACH * _FULL
        self._past = 7 * max(3, round(appointments / max(each_week, 1.0)) - 2)
        self.most = int(each_week * (day - FROM).days / 7)
        """So many appointments fit into the years that the schedules hold for."""
        self.fits = sum(week) > 0 and appointments <= self.most
        self._demand = Demand(week, self._past, appointments)
        self._owed = 0.0
        self._left = appointments

    @property
    def first_day(self) -> date:
        """The earliest day with appointments."""
        return self._day - timedelta(self._past)

    def days(self) -> Iterator[tuple[date, list[Slot]]]:
        """The days from the first on, each with its slots in order of their start."""
        for offset in range(-self._past, AHEAD + 1):
            day = self._day + timedelta(offset)
            slots = [slot for who in self._team.clinicians for slot in self._slots(who, day, offset)]
            slots.sort(key=lambda slot: (slot.start, slot.who.id))
            yield day, slots

    def _slots(self, who: Clinician, day: date, offset: int) -> list[Slot]:
        spans = self.spans(who, day)
        minutes = sum(_length(span.start, span.end) for span in spans)
        if not minutes:
            return []
        self._owed += minutes / EACH * self._demand.fullness(offset)
        wanted = int(self._owed * (0.7 + 0.6 * self._rng.random()) + 0.5)
        wanted = max(wanted, int(minutes / EACH * self._demand.least(offset)))
        # What the days before could not take is not tried in vain again and again on each of the rest.
        wanted = min(wanted, minutes // _SHORTEST, self._left)
        slots = self._fill(who, day, spans, minutes, wanted)
        self._owed -= len(slots)
        self._left -= len(slots)
        return slots

    def _fill(self, who: Clinician, day: date, spans: list[Span], minutes: int, wanted: int) -> list[Slot]:
        plans = self._plans(who, minutes, wanted)
        slack = minutes - sum(plan.before + plan.minutes + plan.after for plan in plans)
        slots: list[Slot] = []
        place, clock = 0, datetime.combine(day, spans[0].start)
        for left, plan in zip(range(len(plans), 0, -1), plans, strict=True):
            gap = min(slack, round(self._rng.expovariate((left + 1) / (slack + 1)) / _STEP) * _STEP)
            slack -= gap
            clock += timedelta(minutes=gap)
            needed = timedelta(minutes=plan.before + plan.minutes + plan.after)
            while place < len(spans) and not self._fits(spans[place], clock + needed, plan, day):
                place += 1
                if place < len(spans):
                    clock = datetime.combine(day, spans[place].start)
            if place == len(spans):
                break
            span = spans[place]
            wall = clock + timedelta(minutes=plan.before)
            slots.append(
                Slot(who, span.center, plan, span.line, wall, wall.replace(tzinfo=_ZONES[span.center]).astimezone(UTC))
            )
            clock += needed
        return slots

    def _plans(self, who: Clinician, minutes: int, wanted: int) -> list[c.ServicePlan]:
        kinds = SERVICES_OF[who.kind]
        chosen = self._rng.choices([plan for plan, _ in kinds], [often for _, often in kinds], k=wanted)
        room = minutes * MOST
        plans = []
        for plan in chosen:
            room -= plan.before + plan.minutes + plan.after
            if room < 0:
                break
            plans.append(plan)
        return plans

    @staticmethod
    def _fits(span: Span, until: datetime, plan: c.ServicePlan, day: date) -> bool:
        allowed = not span.line.services or plan.code in span.line.services
        return allowed and until <= datetime.combine(day, span.end)

    def spans(self, who: Clinician, day: date) -> list[Span]:
        """When the clinician works that day, in order, after leave, blocks, closures and extra hours."""
        offset = (day - self._day).days
        weekday = str(day.weekday())
        spans = [
            Span(start, end, line.center or who.center, line)
            for line in who.lines
            if weekday in line.weekdays and _valid(line, offset)
            for start, end in hours(line)
        ]
        for one in EXCEPTIONS:
            if one.first <= offset <= one.last and one.who in {None, who.code}:
                spans = _changed(spans, one)
        return sorted(spans, key=lambda span: (span.center != who.center, span.start))


def _changed(spans: list[Span], one: Exceptional) -> list[Span]:
    if one.ends == _MIDNIGHT:
        return [span for span in spans if one.center not in {None, span.center}]
    left: list[Span] = []
    for span in spans:
        if one.center not in {None, span.center} or one.ends <= span.start or span.end <= one.starts:
            left.append(span)
            continue
        if span.start < one.starts:
            left.append(span._replace(end=one.starts))
        if one.ends < span.end:
            left.append(span._replace(start=one.ends))
    if one.kind is ExceptionKind.EXTRA:
        # Its part of the ordinary hours, if they are that day's too, is gone by now: nobody works twice at once.
        left.append(Span(one.starts, one.ends, one.center or 1, Line("", "")))
    return left


def _valid(line: Line, offset: int) -> bool:
    return (line.first is None or line.first <= offset) and (line.last is None or offset <= line.last)


def _length(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _minutes(who: Clinician, weekday: int) -> int:
    """Minutes on that day of an ordinary week before the demo's day."""
    return sum(
        _length(start, end)
        for line in who.lines
        if str(weekday) in line.weekdays and _valid(line, -1)
        for start, end in hours(line)
    )
