"""A center's diary for one service: reads plans and bookings a stretch of days at a time, as the rules want them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from frontdesk.rules.availability import Asked, Plan, working_time
from frontdesk.rules.conflicts import Held, Standing
from frontdesk.rules.free_days import Search
from frontdesk.rules.openings import ClinicianDay, Day, DayInputs, ServiceRule, Want
from frontdesk.rules.openings import RoomUnit as FreeUnit
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import MIDNIGHT, Interval, day_bounds, to_wall
from frontdesk.rules.words import Modality
from frontdesk.services.diary_read import EVER, Able, Around, Near, Rooms, read_around
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.openings_index import Known
from frontdesk.services.plans import Plans, Working
from frontdesk.views.choices import grouped

STRETCH_DAYS = (1, 2, 7, 21, 60)
"""How many days are read at a time: few first, since a near day mostly fits."""
LONGEST_MINUTES = 24 * 60
"""How long an appointment with its buffers may be."""

_At = tuple[date, Interval]


class Diary:
    """What is needed to find slots of a service at a center, read in one transaction.

    What the desk remembers of the `plans` is not read again. What its index knows (`known`) is not read either: that is
    good for finding a slot, which is then to be looked at again. Raises RuleBroken `service.unknown`,
    `center.unknown`, `clinician.not-able`, `room.not-fit`, `modality.not-offered`, `length.range` or `hours.order` when
    made.
    """

    def __init__(
        self,
        connection: Connection,
        query: OpeningQuery,
        now: datetime,
        plans: Plans | None = None,
        known: Known | None = None,
    ) -> None:
        self._connection = connection
        self._known = known
        self.plans = plans or Plans()
        self.query = query
        self.now = now
        self._head = head = self.plans.head(connection, query.service_id, query.center_id)
        self.service, self.zone, self._rooms = head.service, head.zone, _rooms(query, head.rooms)
        self.modality = _modality(query, head.offered)
        self.rule = _rule(self.service, query.minutes)
        self._hours = _hours(query)
        self.able = tuple(one for one in head.able if _is_meant(query, one.id))
        if query.clinician_id is not None and not self.able:
            raise RuleBroken("clinician.not-able", fields=("clinician",))

    def renew(self, plans: Plans) -> bool:
        """Take the plans as they are now; False when the service, who gives it or its rooms are not what they were."""
        self.plans = plans
        return plans.head(self._connection, self.query.service_id, self.query.center_id) == self._head

    @property
    def guesses(self) -> bool:
        """Whether the days come from the index, which may be a moment behind."""
        return self._known is not None

    @property
    def want(self) -> Want:
        """What the search asks for."""
        query = self.query
        return Want(self.rule, self.zone, self.now, query.from_, query.weekdays, self._hours)

    def clinician(self, clinician_id: int) -> Able:
        """One of those who are able."""
        return next(one for one in self.able if one.id == clinician_id)

    def room_name(self, room_id: int | None) -> str:
        """The room's name, empty for none."""
        return "" if room_id is None else next(name for number, name, _ in self._rooms or () if number == room_id)

    def room_ids(self) -> list[int]:
        """The rooms of the kind that the service needs."""
        return [number for number, _, _ in self._rooms or ()]

    def room_units(self) -> tuple[tuple[int, int], ...] | None:
        """The numbered places of those rooms; None when the service needs none."""
        if self._rooms is None:
            return None
        return tuple((number, unit) for number, _, units in self._rooms for unit in units)

    def days(self, first: date | None = None, last: date | None = None) -> Iterator[Day]:
        """Day after day from the first (or the query's) to the last (or the furthest bookable).

        As far as the index reaches they come from it; else they are read as needed.
        """
        start = self.query.from_ or self.now
        day = first or to_wall(max(start, self.now), self.zone).date()
        last = last or self.rule.last_day(self.now, self.zone)
        for known in self._known_days(day, last):
            yield known
            day = known.day + timedelta(days=1)
        stretches = iter(STRETCH_DAYS)
        length = next(stretches)
        while day <= last:
            until = min(day + timedelta(days=length - 1), last)
            yield from self._stretch(day, until)
            day = until + timedelta(days=1)
            length = next(stretches, length)

    def _known_days(self, first: date, last: date) -> Iterator[Day]:
        """The days that the index knows, from the first on."""
        if self._known is None:
            return iter(())
        able = tuple((one.id, one.room_id) for one in self.able)
        held = self._known.held(self.now, self.query.hold)
        return self._known.days(Search(self.asked(0), able, self.room_units(), held), first, last)

    def _stretch(self, first: date, last: date) -> Iterator[DayInputs]:
        """The days of one read, both included."""
        wanted = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        days = sorted({near for day in (first, last) for near in near_days(day)}.union(wanted))
        working = self.working(days[0], days[-1])
        ends = self.rule.busy(day_bounds(last, self.zone).end).end
        span = Interval(self.rule.busy(day_bounds(first, self.zone).start).start, ends)
        around = self.around(days, [one.id for one in self.able], span)
        booked = grouped((one.clinician_id, (at, one.busy)) for at, one in around.standing)
        held = grouped((one.clinician_id, (at, one.busy)) for at, one in around.held)
        for day in wanted:
            clinicians = (
                self._of_clinician(working.of(able.id), able, day, booked.get(able.id, ()), held.get(able.id, ()))
                for able in self.able
            )
            yield DayInputs(day, tuple(clinicians), self._units(around.on(near_days(day))))

    def working(self, first: date, last: date) -> Working:
        """Everybody's working time on these days, both with them."""
        return self.plans.working(self._connection, self.query.center_id, self.zone, first, last)

    def around(self, days: Sequence[date], clinician_ids: Sequence[int], span: Interval = EVER) -> Around:
        """What is booked and held on these days with these clinicians and in the rooms needed, overlapping a span."""
        near = Near(days, clinician_ids, self.query.center_id, self.room_ids(), span=span)
        return read_around(self._connection, near, self.now, self.query.hold)

    def in_the_way(self, span: Interval, days: Sequence[date], clinician_id: int, consumer_id: int) -> Around:
        """The same of one clinician and of the consumer, as far as it overlaps a span near these days."""
        near = Near(days, (clinician_id,), self.query.center_id, self.room_ids(), consumer_id, span)
        return read_around(self._connection, near, self.now, self.query.hold)

    def asked(self, clinician_id: int) -> Asked:
        """Whose working time for what, as the rules of availability ask it."""
        return Asked(
            clinician_id,
            self.query.center_id,
            self.zone,
            self.query.service_id,
            self.modality,
            self.query.calendar_type,
        )

    def _of_clinician(
        self, plan: Plan, able: Able, day: date, booked: Iterable[_At], held: Iterable[_At]
    ) -> ClinicianDay:
        near = near_days(day)
        return ClinicianDay(
            clinician_id=able.id,
            working=working_time(plan, self.asked(able.id), day),
            busy=tuple(busy for at, busy in (*booked, *held) if at in near),
            own_room_id=able.room_id,
            booked=sum(at == day for at, _ in booked),
        )

    def _units(self, near: Around) -> tuple[FreeUnit, ...] | None:
        units = self.room_units()
        if units is None:
            return None
        taken: dict[tuple[int | None, int | None], list[Interval]] = {}
        everything: list[Standing | Held] = [one for _, one in near.standing]
        for one in (*everything, *(held for _, held in near.held)):
            taken.setdefault((one.room_id, one.room_unit), []).append(one.busy)
        return tuple(FreeUnit(room, number, tuple(taken.get((room, number), ()))) for room, number in units)


def _is_meant(query: OpeningQuery, clinician_id: int) -> bool:
    return query.clinician_id in (None, clinician_id) and (query.among is None or clinician_id in query.among)


def near_days(day: date) -> tuple[date, ...]:
    """The days whose appointments may be in the way of one on the day.

    One of 24 hours, begun on the day before the last, ends when what is prepared for one at 00:00 has long begun.
    """
    return tuple(day + timedelta(days=number) for number in range(-2, 3))


def checked_length(minutes: int, longest: int = LONGEST_MINUTES) -> int:
    """The length of an appointment in minutes; RuleBroken `length.range` when it is none."""
    if not 1 <= minutes <= longest:
        raise RuleBroken("length.range", fields=("length",), longest=longest)
    return minutes


def _rule(service: Any, minutes: int | None) -> ServiceRule:
    """The service's rule, with another length when one is wanted."""
    before, after = service.buffer_before_minutes, service.buffer_after_minutes
    wanted = service.minutes if minutes is None else checked_length(minutes, LONGEST_MINUTES - before - after)
    return ServiceRule(
        minutes=wanted,
        buffer_before=before,
        buffer_after=after,
        step=service.step_minutes,
        least_notice=service.least_notice_minutes,
        furthest_days=service.furthest_days,
    )


def _hours(query: OpeningQuery) -> tuple[time, time] | None:
    """The window of the day; RuleBroken `hours.order` when it ends before it begins."""
    if query.hours is not None:
        starts, ends = query.hours
        if ends != MIDNIGHT and ends <= starts:
            raise RuleBroken("hours.order", fields=("hours",))
    return query.hours


def _rooms(query: OpeningQuery, fit: Rooms | None) -> Rooms | None:
    """The rooms that it may be in: of those that the service needs, the wanted one where one is."""
    if query.room_id is None:
        return fit
    wanted = tuple(one for one in fit or () if one[0] == query.room_id)
    if not wanted:
        raise RuleBroken("room.not-fit", fields=("room",))
    return wanted


def _modality(query: OpeningQuery, offered: Sequence[Modality]) -> Modality:
    """The wanted modality; without a wish in person where the service knows it, else its first."""
    if query.modality is None:
        return Modality.IN_PERSON if Modality.IN_PERSON in offered or not offered else min(offered)
    if query.modality not in offered:
        raise RuleBroken("modality.not-offered", fields=("modality",), modality=query.modality)
    return query.modality
