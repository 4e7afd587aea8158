"""The lines of work schedules that a service can be rebooked into, and the free times of one of them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from frontdesk.database.tables import Center, WorkSchedule
from frontdesk.rules.availability import ScheduleLine
from frontdesk.rules.openings import Day, first, nearest
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall, wall_days
from frontdesk.rules.words import CalendarType, Modality
from frontdesk.services.booking import offered
from frontdesk.services.diary import Diary
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.plans import Plans
from frontdesk.views.openings import Opening
from frontdesk.views.rebooking import LineKey, RebookLine
from frontdesk.views.schedules import LineView, ScheduleView
from frontdesk.views.schedules_read import read_schedules

RAPID = "rebook.rapid_response"
"""The setting that lets ad hoc bookings into rapid response lines."""
_BACK = timedelta(days=14)
"""How far back from a wanted time a free one is looked for."""
_CENTERS = select(Center.id, Center.name, Center.zone).where(Center.active)


def read_lines(connection: Connection, plans: Plans, service_id: int, *wanted: Any) -> tuple[RebookLine, ...]:
    """The lines that give the service, of the schedules for which `wanted` (conditions on WorkSchedule) holds.

    By clinician, then by when the schedule begins, then by day. Raises RuleBroken `service.unknown`.
    """
    centers = {row.id: row for row in connection.execute(_CENTERS)}
    rapid = bool(plans.setting(connection, RAPID, default=False))
    return tuple(
        line
        for schedule in read_schedules(connection, *wanted)
        if schedule.center_id in centers
        for line in _of_schedule(connection, plans, service_id, schedule, centers[schedule.center_id], rapid=rapid)
    )


def valid_from_on(day: date) -> Any:
    """The condition that a schedule is not over before the day."""
    return or_(WorkSchedule.valid_to.is_(None), WorkSchedule.valid_to >= day)


def line_of(connection: Connection, plans: Plans, service_id: int, key: LineKey) -> RebookLine:
    """The line as it is saved now. Raises RuleBroken `rebook.line-gone` at field `line`."""
    for line in read_lines(connection, plans, service_id, WorkSchedule.id == key.schedule_id):
        if line.key == key:
            return line
    raise RuleBroken("rebook.line-gone", fields=("line",))


def hours_of(line: RebookLine) -> tuple[ScheduleLine, ...]:
    """The line as the rules know weekly lines, one for each of its days."""
    key = line.key
    return tuple(
        ScheduleLine(
            line.clinician_id,
            line.center_id,
            line.zone,
            weekday,
            key.starts,
            key.ends,
            line.valid_from,
            line.valid_to,
            line.calendar_type,
        )
        for weekday in line.weekdays
    )


class LineTimes:
    """The free times of one line for a service, in one transaction."""

    def __init__(
        self, connection: Connection, line: RebookLine, query: OpeningQuery, now: datetime, plans: Plans
    ) -> None:
        self._line = line
        wanted = replace(
            query,
            center_id=line.center_id,
            clinician_id=line.clinician_id,
            calendar_type=line.calendar_type,
            weekdays=frozenset(line.weekdays),
            hours=(line.key.starts, line.key.ends),
        )
        self.diary = Diary(connection, wanted, now, plans)

    def within(self, span: Interval, limit: int) -> tuple[Opening, ...]:
        """The free times that begin in a span, apart by the service's length."""
        days = wall_days(span, self.diary.zone)
        want = replace(self.diary.want, not_before=span.start)
        found = first(want, self._days(days[0], days[-1]), limit, apart=True)
        return tuple(offered(self.diary, slot) for slot in found if slot.start < span.end)

    def first_from(self, start: datetime, limit: int) -> tuple[Opening, ...]:
        """The first free times from an instant on."""
        want = replace(self.diary.want, not_before=start)
        days = self._days(to_wall(start, self.diary.zone).date(), self._last())
        return tuple(offered(self.diary, slot) for slot in first(want, days, limit, apart=True))

    def around(self, start: datetime) -> tuple[Opening | None, Opening | None]:
        """The last free time before a start (aware) and the first after it."""
        diary = self.diary
        start = max(start, diary.now)
        day = min(to_wall(start, diary.zone).date(), self._last()) - _BACK
        found = nearest(diary.want, self._days, start, day, self._last())
        before, after = (None if slot is None else offered(diary, slot) for slot in found)
        return before, after

    def _last(self) -> date:
        return self.diary.rule.last_day(self.diary.now, self.diary.zone)

    def _days(self, first_day: date, last_day: date) -> Iterable[Day]:
        """The days on which the line is valid."""
        first_day = max(first_day, self._line.valid_from, to_wall(self.diary.now, self.diary.zone).date())
        last_day = min(last_day, self._line.valid_to or last_day)
        return iter(()) if first_day > last_day else self.diary.days(first_day, last_day)


def _of_schedule(
    connection: Connection, plans: Plans, service_id: int, schedule: ScheduleView, center: Any, *, rapid: bool
) -> Iterator[RebookLine]:
    """Its lines that are for the service, those of the same hours as one."""
    head = plans.head(connection, service_id, schedule.center_id)
    if all(one.id != schedule.clinician_id for one in head.able):
        return
    days = _days_of_lines(schedule, service_id, head.offered)
    ad_hoc = rapid or schedule.calendar_type is not CalendarType.RAPID_RESPONSE
    for key, weekdays in sorted(days.items(), key=lambda one: (one[1][0], one[0].starts, _end(one[0].ends))):
        yield RebookLine(
            key=key,
            name=schedule.name,
            calendar_type=schedule.calendar_type,
            takes_ad_hoc=ad_hoc,
            clinician_id=schedule.clinician_id,
            clinician=schedule.clinician,
            center_id=schedule.center_id,
            center=center.name,
            zone=center.zone,
            weekdays=tuple(sorted(set(weekdays))),
            valid_from=schedule.valid_from,
            valid_to=schedule.valid_to,
        )


def _days_of_lines(
    schedule: ScheduleView, service_id: int, offered_in: Collection[Modality]
) -> dict[LineKey, list[int]]:
    """The weekdays of the lines that are for the service, by what the lines have in common."""
    days: dict[LineKey, list[int]] = {}
    for line in schedule.lines:
        if line.service_ids and service_id not in line.service_ids:
            continue
        how = _modalities(line, offered_in)
        if how or not offered_in:
            key = LineKey(schedule.id, line.starts, line.ends, how or (Modality.IN_PERSON,))
            days.setdefault(key, []).append(line.weekday)
    return days


def _modalities(line: LineView, offered_in: Iterable[Modality]) -> tuple[Modality, ...]:
    """Those that the service is offered in and the line is for, in the order of their words."""
    given = set(offered_in)
    return tuple(one for one in Modality if one in given and (not line.modalities or one in line.modalities))


def _end(ends: time) -> tuple[bool, time]:
    return ends == time(0), ends
